"""Which English words answer which French ones, and where in the English marked French words are.

For each piece of its English the model tells how much it looked at each piece of the French (guided
attention; Chen et al. 2016, "Guided Alignment Training for Topic-Aware Neural Machine Translation"). What
stands the same in both languages, such as a name, is better evidence than attention, and goes first.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import takewhile

Span = tuple[int, int]
"""Characters from the first (included) to the second (excluded)."""

_FRENCH = re.compile(
    r"\b(?:qu|jusqu|lorsqu|puisqu|quoiqu|[cdjlmnst])['’](?=\w)|\d+(?:[.,]\d+)*|\w+(?:[-.'’]\w+)*|[^\w\s]",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\d+(?:[.,]\d+)*(?!\w)|\w+(?:[-.'’]\w+)*?(?=['’]s\b)|['’]s\b|\w+(?:[-.'’]\w+)*|[^\w\s]"
)
_PUNCTUATION = re.compile(r"[^\w\s%$€£°+=&@#§/]+")
_OPENING = "«“\"'‘„([{¿¡"
_CLOSING = "»”\"'’)]}.,;:!?…"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_STANDS_UNCHANGED = re.compile(r"[A-Z0-9À-ÖØ-Þ]")
_SHORTEST_SAME = (
    4  # letters from which on words without capitals are taken for the same; "on" and "or" are not
)
_LEAST_SHARE = 0.15
_NOISE = 0.02
_FRENCH_FUNCTION = frozenset(
    ("le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "au", "aux", "à", "en")
)
_ENGLISH_FUNCTION = frozenset(
    ("the", "a", "an", "of", "to", "in", "on", "at", "from", "by", "for", "with", "and", "or", "'s", "’s")
)
_ARTICLES = frozenset(("the", "a", "an"))
_REACH = 3  # words between an article and its noun
_NEARNESS = 0.5  # how much less a word counts than the one beside it that is nearer


@dataclass(frozen=True, slots=True)
class Alignment:
    """The model's English for a bare text, and what each piece of it answers.

    `source` and `target` are the spans of the pieces in the French and in `plain`, the English.
    `attention[t][s]` is the share, 0 to 1, of the attention of English piece t that went to French piece s.
    """

    plain: str
    source: Sequence[Span]
    target: Sequence[Span]
    attention: Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Links:
    """The words of a French and an English sentence, punctuation included, and how they answer each other.

    `shares[t]` holds for English word t the French words it looked at and its share of attention for each;
    they add up to 1. `same` are the English words that are a French word unchanged.
    """

    words: str
    plain: str
    french: list[Span]
    english: list[Span]
    shares: list[list[tuple[int, float]]]
    same: frozenset[int]
    answers: list[list[int]]
    """For each French word the English words that looked at it."""
    leans: dict[int, int]
    """For French articles and the like the word that they lean on."""

    def covered(self, span: Span) -> dict[int, float]:
        """The French words in `span`, and how much of each lies in it, 0 to 1."""
        first = bisect_right(self.french, (span[0], span[0]))
        if first and self.french[first - 1][1] > span[0]:
            first -= 1
        found: dict[int, float] = {}
        for index in range(first, len(self.french)):
            start, end = self.french[index]
            if start >= span[1]:
                break
            found[index] = (min(end, span[1]) - max(start, span[0])) / (end - start)
        if found and max(found.values()) < 1:  # parts of words: they stand for the whole
            return dict.fromkeys(found, 1.0)
        return found


def chain(alignments: Sequence[Alignment]) -> Alignment:
    """The alignments of consecutive parts of one sentence as one, a blank between their English.

    Their `source` spans count from the start of the sentence already.
    """
    if len(alignments) == 1:
        return alignments[0]
    plain: list[str] = []
    source: list[Span] = []
    target: list[Span] = []
    attention: list[Sequence[float]] = []
    length = 0
    for part in alignments:
        nothing = [0.0] * len(source)
        attention += [[*nothing, *row] for row in part.attention]
        source += part.source
        target += [(start + length, end + length) for start, end in part.target]
        plain.append(part.plain)
        length += len(part.plain) + 1
    return Alignment(" ".join(plain), source, target, attention)


def link(words: str, alignment: Alignment) -> Links:
    """The links between the French `words` and their English."""
    french = [match.span() for match in _FRENCH.finditer(words)]
    english = [match.span() for match in _ENGLISH.finditer(alignment.plain)]
    attention = _by_words(french, english, alignment)
    same = _same_words(words, alignment.plain, french, english, attention)
    leans, leads = _leaning(words, french)
    shares = []
    answers: list[list[int]] = [[] for _ in french]
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
                answers[index].append(token)
    return Links(words, alignment.plain, french, english, shares, frozenset(same), answers, leans)


def _leaning(words: str, french: list[Span]) -> tuple[dict[int, int], dict[int, int]]:
    """For articles and the like the French word they lean on, and for words the article that leads them.

    The model's attention does not tell an article from its noun.
    """
    leans: dict[int, int] = {}
    leads: dict[int, int] = {}
    waiting: list[int] = []
    for index, span in enumerate(french):
        word = words[slice(*span)].lower()
        if word.rstrip("'’") in _FRENCH_FUNCTION:
            waiting.append(index)
            continue
        if not _PUNCTUATION.fullmatch(word):
            leans.update(dict.fromkeys(waiting, index))
        waiting = []
    for article, first in leans.items():
        for index in range(first, min(first + _REACH, len(french))):
            if index in leans or _PUNCTUATION.fullmatch(words, *french[index]):
                break
            leads[index] = article
    return leans, leads


def _moved(row: dict[int, float], to: dict[int, int]) -> dict[int, float]:
    """`row` with the shares of some words given to others."""
    moved: dict[int, float] = {}
    for word, share in row.items():
        target = to.get(word, word)
        moved[target] = moved.get(target, 0.0) + share
    return moved


def _by_words(french: list[Span], english: list[Span], alignment: Alignment) -> list[dict[int, float]]:
    """For each English word the share of attention for each French word."""
    columns = [_overlapping(french, span) for span in alignment.source]
    found: list[dict[int, float]] = []
    for start, end in english:
        row: dict[int, float] = {}
        first = bisect_right(alignment.target, (start, end))
        while first and alignment.target[first - 1][1] > start:
            first -= 1
        for piece in range(first, len(alignment.target)):
            if alignment.target[piece][0] >= end:
                break
            for words, share in zip(columns, alignment.attention[piece], strict=False):
                for word in words:
                    row[word] = row.get(word, 0.0) + share / len(words)
        total = sum(row.values())
        found.append({word: share / total for word, share in row.items() if share > 0} if total else {})
    return found


def _overlapping(words: list[Span], span: Span) -> range:
    """The words that share characters with `span`."""
    first = bisect_left(words, (span[0], 0))
    while first and words[first - 1][1] > span[0]:
        first -= 1
    last = first
    while last < len(words) and words[last][0] < span[1]:
        last += 1
    return range(first, last)


def _same_words(
    words: str, plain: str, french: list[Span], english: list[Span], attention: list[dict[int, float]]
) -> dict[int, int]:
    """For each English word that stands in the French too, which one it is."""
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
        sure = form.isdecimal() or (len(written) == 1 and any(map(_STANDS_UNCHANGED.search, written)))
        if not candidates or not (sure or (form.isalpha() and len(form) >= _SHORTEST_SAME)):
            continue
        if sure and len(candidates) == len(tokens):
            same.update(zip(tokens, candidates, strict=True))
            continue
        for token in tokens:
            best = max(candidates, key=lambda word: attention[token].get(word, 0.0))
            if attention[token].get(best, 0.0) > _LEAST_SHARE:
                same[token] = best
    return same


def _form(word: str) -> str:
    """`word` as it is compared: without capitals, and without the separators of numbers, which differ."""
    return re.sub("[.,]", "", word) if _NUMBER.fullmatch(word) else word.casefold()


def is_punctuation(links: Links, token: int) -> bool:
    """Whether English word `token` is a sign that parts words."""
    return _PUNCTUATION.fullmatch(links.plain, *links.english[token]) is not None


def find(
    links: Links, span: Span, marked: AbstractSet[int], free: Sequence[int], *, exact: bool = False
) -> Span | None:
    """The English that answers the French in `span`, within the English words `free`; None where none does.

    `marked` are French words that belong to other places, those in `span` aside. `exact` says that the French
    stands in the English as it is, if it stands there at all.
    """
    inside = links.covered(span)
    verbatim = links.words[slice(*span)].strip()
    if exact or _STANDS_UNCHANGED.search(verbatim):
        places = list(_verbatim(links, verbatim, free, exact))
        if places:
            return max(places, key=lambda place: _share_of(links, place, inside))
    near = [token for word in inside for token in links.answers[word]]
    if not near:
        return None
    everywhere = free
    free = free[bisect_left(free, min(near)) : bisect_right(free, max(near))]
    shares = {token: _share(links, token, inside) for token in free}
    others = {
        token: sum(part for word, part in links.shares[token] if word in marked and word not in inside)
        for token in free
    }
    run = _best_run({token: _weight(links, token, shares[token], others[token]) for token in free}, free)
    if run is None:
        words = [
            t for t in free if shares[t] >= max(_LEAST_SHARE, others[t]) and not is_punctuation(links, t)
        ]
        if not words:
            return None
        strongest = max(words, key=lambda token: shares[token])
        run = range(strongest, strongest + 1)
    run = _at_edges(links, verbatim, run, everywhere)
    if exact:  # what takes the place of the English takes that of its signs too
        while run.start - 1 in shares and shares[run.start - 1] > 0.5:
            run = range(run.start - 1, run.stop)
        while run.stop in shares and shares[run.stop] > 0.5:
            run = range(run.start, run.stop + 1)
    return links.english[run[0]][0], links.english[run[-1]][1]


def _share_of(links: Links, place: Span, words: dict[int, float]) -> float:
    """How much of the attention of the English words in `place` went to the French `words`."""
    return sum(_share(links, token, words) for token in _overlapping(links.english, place))


def noun(links: Links, span: Span) -> Span | None:
    """The French word that `span` leans on, where it holds nothing but articles and the like."""
    inside = links.covered(span)
    if not inside or not links.leans.keys() >= inside.keys():
        return None
    return links.french[links.leans[max(inside)]]


def neighbours(links: Links, span: Span, reach: int = 4) -> Iterator[Span]:
    """The French words around `span`, nearest first, those after it before those before it."""
    inside = list(links.covered(span))
    if inside:
        for step in range(1, reach + 1):
            for index in (inside[-1] + step, inside[0] - step):
                if 0 <= index < len(links.french):
                    yield links.french[index]


def _share(links: Links, token: int, words: dict[int, float]) -> float:
    """How much of the attention of English word `token` went to the French `words`, 0 to 1."""
    return sum(words.get(word, 0.0) * part for word, part in links.shares[token])


def _weight(links: Links, token: int, share: float, other: float) -> float:
    """How much English word `token` speaks for a place that it is part of, less than 0 against."""
    if token in links.same:
        return 1.5 if share > 0.5 else -3.0
    if other > max(share, 0.3):
        return -3.0
    # Where punctuation looked says little, and it is no answer to a word.
    return min(0.2 * share - 0.1, 0.0) if is_punctuation(links, token) else share - 0.5 - other


def _best_run(weights: dict[int, float], free: Sequence[int]) -> range | None:
    """The unbroken run of free words with the largest weight (Kadane's algorithm)."""
    best: tuple[float, range] | None = None
    for run in _runs(free):
        start, surplus = run.start, 0.0
        for token in run:
            if surplus <= 0:
                start, surplus = token, 0.0
            surplus += weights[token]
            if surplus > 0 and (best is None or surplus > best[0]):
                best = surplus, range(start, token + 1)
    return best[1] if best else None


def _runs(free: Sequence[int]) -> Iterator[range]:
    """The unbroken runs of the rising numbers `free`."""
    start = 0
    for at in range(1, len(free) + 1):
        if at == len(free) or free[at] != free[at - 1] + 1:
            yield range(free[start], free[at - 1] + 1)
            start = at


def _verbatim(links: Links, words: str, free: Sequence[int], exact: bool) -> Iterator[Span]:
    """Where in the free words the very same words stand."""
    if not words:
        return
    pattern = r"\s*".join(map(re.escape, words.split())) if exact else re.escape(words)
    allowed = set(free)
    for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", links.plain, re.IGNORECASE if exact else 0):
        if allowed.issuperset(_overlapping(links.english, match.span())):
            yield match.span()


def _at_edges(links: Links, words: str, run: range, free: Sequence[int]) -> range:
    """`run` with the punctuation at its edges that the French `words` have at theirs."""
    start, stop = run.start, run.stop
    allowed = set(free)
    for _ in _signs(words, _OPENING):
        if start - 1 in allowed and _is(links, start - 1, _OPENING):
            start -= 1
    for _ in _signs(words[::-1], _CLOSING):
        if stop in allowed and _is(links, stop, _CLOSING):
            stop += 1
    return range(start, stop)


def _signs(words: str, signs: str) -> str:
    """The `signs` that `words` begins with, blanks aside."""
    return "".join(takewhile(signs.__contains__, words.replace(" ", "").replace("\u00a0", "")))


def _is(links: Links, token: int, signs: str) -> bool:
    """Whether English word `token` is one of `signs`."""
    start, end = links.english[token]
    return links.plain[start:end] in signs


def split(links: Links, after: int, candidates: Sequence[int]) -> int:
    """The one of the rising English offsets `candidates` that `after` is in the French.

    It parts the English of what stands before `after` from that of the rest. What is nearer to `after` counts
    more, so that a sentence turned round as a whole does not matter. Behind a word that stands unchanged in
    the English it is right behind that, if it may be.
    """
    before = bisect_right(links.french, (after, 0))
    worth = {word: _NEARNESS ** (before - 1 - word) for word in range(before)}
    worth |= {word: -(_NEARNESS ** (word - before)) for word in range(before, len(links.french))}
    behind = _behind_same(links, before)
    if behind in candidates:
        return behind
    best, highest = candidates[0], float("-inf")
    token, total = 0, 0.0
    for at in candidates:
        while token < len(links.english) and links.english[token][1] <= at:
            total += sum(worth[word] * share for word, share in links.shares[token])
            token += 1
        if total > highest + 1e-9:
            best, highest = at, total
    return best


def _behind_same(links: Links, before: int) -> int:
    """Where the word that stands unchanged ends, with its punctuation; -1 where the French word is none."""
    word = before - 1
    while word >= 0 and _PUNCTUATION.fullmatch(links.words, *links.french[word]):
        word -= 1
    token = next((token for token in sorted(links.same) if links.shares[token] == [(word, 1.0)]), None)
    if token is None:
        return -1
    following = links.english[token + 1 : token + 2]
    if following and links.plain[slice(*following[0])] in ("'s", "’s"):
        token += 1
    for _ in range(before - 1 - word):
        if token + 1 < len(links.english) and is_punctuation(links, token + 1):
            token += 1
    return links.english[token][1]
