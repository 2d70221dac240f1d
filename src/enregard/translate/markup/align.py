"""Link the English words of a translation to the French ones they translate.

For each piece of its English, the model reports how much it attended to each piece of the French (guided
attention; Chen et al. 2016, "Guided Alignment Training for Topic-Aware Neural Machine Translation"). Words
that are the same in both languages, such as names, are better evidence than attention, and come first.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from enregard.article.edits import Span

_FRENCH = re.compile(
    r"\b(?:qu|jusqu|lorsqu|puisqu|quoiqu|[cdjlmnst])['’](?=\w)|\d+(?:[.,]\d+)*|\w+(?:[-.'’]\w+)*|[^\w\s]",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\d+(?:[.,]\d+)*(?!\w)|\w+(?:[-.'’]\w+)*?(?=['’]s\b)|['’]s\b|\w+(?:[-.'’]\w+)*|[^\w\s]"
)
PUNCTUATION = re.compile(r"[^\w\s%$€£°+=&@#§/]+")
"""Signs between words, except those read as words, such as a percentage sign."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
STANDS_UNCHANGED = re.compile(r"[A-Z0-9À-ÖØ-Þ]")
"""Matches in words that are the same in English and French: names and numbers."""
_SHORTEST_SAME = 4
"""The minimum length of a lower-case word to count as the same: French "on" is not English "on"."""
LEAST_SHARE = 0.15
"""The minimum share of attention, 0 to 1, for an English word to count as translating a French one."""
_NOISE = 0.02
_FRENCH_FUNCTION = frozenset(
    ("le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "au", "aux", "à", "en")
)
_ENGLISH_FUNCTION = frozenset(
    ("the", "a", "an", "of", "to", "in", "on", "at", "from", "by", "for", "with", "and", "or", "'s", "’s")
)
_ARTICLES = frozenset(("the", "a", "an"))
_REACH = 3  # words between an article and its noun


@dataclass(frozen=True, slots=True)
class Alignment:
    """The model's English for a sentence without markup, and the attention between their pieces.

    `plain` is the English. `source` has the spans of the French pieces, `target` those of the English ones.
    `attention[t][s]` is the share, 0 to 1, of the attention of English piece t that went to French piece
    `first[t] + s`, or s if `first` is empty. Other pieces got none.
    """

    plain: str
    source: Sequence[Span]
    target: Sequence[Span]
    attention: Sequence[Sequence[float]]
    first: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Links:
    """The words of a French and an English sentence, punctuation included, and the links between them.

    `shares[t]` has the French words that English word t attended to, each with its share; the shares add up
    to 1. `same` maps English words to the French words they equal.
    """

    words: str
    plain: str
    french: list[Span]
    english: list[Span]
    shares: list[list[tuple[int, float]]]
    same: dict[int, int]
    attending: list[list[int]]
    """For each French word, the English words that attended to it."""
    leans: dict[int, int]
    """For each French article or similar word, the word that it belongs to."""

    def covered(self, span: Span) -> dict[int, float]:
        """Return the French words in `span`, and how much of each is in it, 0 to 1."""
        found: dict[int, float] = {}
        for index in overlapping(self.french, span):
            start, end = self.french[index]
            found[index] = (min(end, span[1]) - max(start, span[0])) / (end - start)
        if found and max(found.values()) < 1:  # parts of words count as the whole
            return dict.fromkeys(found, 1.0)
        return found

    def is_punctuation(self, token: int) -> bool:
        """Return whether English word `token` is a sign between words."""
        return PUNCTUATION.fullmatch(self.plain, *self.english[token]) is not None


def join_alignments(alignments: Sequence[Alignment]) -> Alignment:
    """Join the alignments of consecutive parts of a sentence, with a blank between their English.

    Their `source` spans count from the start of the sentence.
    """
    if len(alignments) == 1:
        return alignments[0]
    plain: list[str] = []
    source: list[Span] = []
    target: list[Span] = []
    attention: list[Sequence[float]] = []
    first: list[int] = []
    length = 0
    for part in alignments:
        attention += part.attention
        first += [len(source)] * len(part.attention)
        source += part.source
        target += [(start + length, end + length) for start, end in part.target]
        plain.append(part.plain)
        length += len(part.plain) + 1
    return Alignment(" ".join(plain), source, target, attention, first)


def shift_source(alignment: Alignment, by: int) -> Alignment:
    """Return `alignment` with its French spans moved right by `by` characters."""
    return replace(alignment, source=[(start + by, end + by) for start, end in alignment.source])


def link_words(words: str, alignment: Alignment) -> Links:
    """Return the links between the French `words` and their English."""
    french = [match.span() for match in _FRENCH.finditer(words)]
    english = [match.span() for match in _ENGLISH.finditer(alignment.plain)]
    attention = _by_words(french, english, alignment)
    same = _same_words(words, alignment.plain, french, english, attention)
    leans, leads = _leaning(words, french)
    shares = []
    attending: list[list[int]] = [[] for _ in french]
    for token, row in enumerate(attention):
        word = alignment.plain[slice(*english[token])].lower()
        if token in same:
            row = {same[token]: 1.0}
        elif word in _ARTICLES:
            row = _moved(row, leads)
        elif word not in _ENGLISH_FUNCTION:
            row = _moved(row, leans)
        shares.append(sorted(row.items()))
        for index, share in row.items():
            if share > _NOISE:
                attending[index].append(token)
    return Links(words, alignment.plain, french, english, shares, same, attending, leans)


def _leaning(words: str, french: list[Span]) -> tuple[dict[int, int], dict[int, int]]:
    """Return the French word that each article or similar word belongs to, and the article of each word.

    The model's attention does not distinguish an article from its noun.
    """
    leans: dict[int, int] = {}
    leads: dict[int, int] = {}
    waiting: list[int] = []
    for index, span in enumerate(french):
        word = words[slice(*span)].lower()
        if word.rstrip("'’") in _FRENCH_FUNCTION:
            waiting.append(index)
            continue
        if not PUNCTUATION.fullmatch(word):
            leans.update(dict.fromkeys(waiting, index))
        waiting = []
    for article, first in leans.items():
        for index in range(first, min(first + _REACH, len(french))):
            if index in leans or PUNCTUATION.fullmatch(words, *french[index]):
                break
            leads[index] = article
    return leans, leads


def _moved(row: dict[int, float], to: dict[int, int]) -> dict[int, float]:
    """Return `row` with the shares of some words moved to others."""
    moved: dict[int, float] = {}
    for word, share in row.items():
        target = to.get(word, word)
        moved[target] = moved.get(target, 0.0) + share
    return moved


def _by_words(french: list[Span], english: list[Span], alignment: Alignment) -> list[dict[int, float]]:
    """Return how each English word shares its attention among the French words."""
    columns = [overlapping(french, span) for span in alignment.source]
    found: list[dict[int, float]] = []
    for span in english:
        row: dict[int, float] = {}
        for piece in overlapping(alignment.target, span):
            shares = alignment.attention[piece]
            first = alignment.first[piece] if alignment.first else 0
            for words, share in zip(columns[first : first + len(shares)], shares, strict=False):
                for word in words if share else ():
                    row[word] = row.get(word, 0.0) + share / len(words)
        total = sum(row.values())
        found.append({word: share / total for word, share in row.items() if share > 0} if total else {})
    return found


def overlapping(words: Sequence[Span], span: Span) -> range:
    """Return the words, or pieces of words, that share characters with `span`."""
    start, end = span
    first = bisect_left(words, (start, start + 1))
    while first and words[first - 1][1] > start:
        first -= 1
    return range(first, bisect_left(words, (end, 0), first))


def _same_words(
    words: str, plain: str, french: list[Span], english: list[Span], attention: list[dict[int, float]]
) -> dict[int, int]:
    """Map each English word to the same word in the French, if it is there."""
    theirs: dict[str, list[int]] = {}
    ours: dict[str, list[int]] = {}
    for spans, text, places in ((french, words, theirs), (english, plain, ours)):
        for index, (start, end) in enumerate(spans):
            places.setdefault(_form(text[start:end]), []).append(index)
    same: dict[int, int] = {}
    for form, tokens in ours.items():
        candidates = theirs.get(form, [])
        written = {words[slice(*french[index])] for index in candidates}
        written |= {plain[slice(*english[index])] for index in tokens}
        sure = form.isdecimal() or (len(written) == 1 and any(map(STANDS_UNCHANGED.search, written)))
        if not candidates or not (sure or (form.isalpha() and len(form) >= _SHORTEST_SAME)):
            continue
        if sure and len(candidates) == len(tokens):
            same.update(zip(tokens, candidates, strict=True))
            continue
        for token in tokens:
            best = max(candidates, key=lambda word: attention[token].get(word, 0.0))
            if attention[token].get(best, 0.0) > LEAST_SHARE:
                same[token] = best
    return same


def _form(word: str) -> str:
    """Return `word` in lower case, or a number without its separators, which differ between languages."""
    return re.sub("[.,]", "", word) if _NUMBER.fullmatch(word) else word.casefold()
