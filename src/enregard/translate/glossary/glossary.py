"""Find glossary terms in a French sentence, and their required English in its translation.

A French word is found in every gender and number. If it has a capital in the glossary, it needs one in the
sentence. An ellipsis on both sides stands for a name: `Reportage du bureau de …` is translated as
`Reporting by the … bureau`.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from enregard.article.edits import Span
from enregard.translate.glossary.inflect import english_stem, is_form, is_plural, plural

HOLE = "…"

_PREFIX = 3
"""How many initial letters all forms of a word share; shorter words are indexed whole."""

_WORD = re.compile(r"\w+(?:[.]\w+)*|[^\w\s]")
_JOINTS = frozenset("'’-")
_SMALL_WORDS = frozenset({"aux", "des", "dans", "les", "par", "pour", "sans", "sous", "sur", "une", "vers"})
_NAME = re.compile(
    r"[^\W\d_a-zà-öø-ÿ][\w.’'-]*"
    r"(?:\s(?:(?:d[eu]|des|l[ae]|les|von|van|der|el|al|ben|bin)\s|d['’]|l['’])*[^\W\d_a-zà-öø-ÿ][\w.’'-]*){0,5}"
)
"""A name: words with a capital, and the particles between them."""


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the glossary. `english` has the accepted forms, best first, or none to keep the French."""

    french: str
    english: tuple[str, ...]
    note: str = ""
    line: int = 0

    @property
    def stays_french(self) -> bool:
        """Whether the term is left in French."""
        return not self.english


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term found in a French sentence, from offset `start` to `end`.

    `hole` is the span of the name in it, if any. `english` is the translation of the term in the right
    number, still with an ellipsis for the name.
    """

    term: Term
    start: int
    end: int
    words: str
    english: str
    hole: Span | None = None


@dataclass(frozen=True, slots=True)
class _Pattern:
    """The words of a term, and where among them the name belongs."""

    term: Term
    words: tuple[str, ...]
    hole: int | None  # index of the word after the name


@dataclass(frozen=True)
class Glossary:
    """The terms of a publication."""

    terms: tuple[Term, ...] = ()

    @cached_property
    def _index(self) -> Mapping[str, Sequence[_Pattern]]:
        """The patterns by the beginning of their first word, longest first."""
        index: defaultdict[str, list[_Pattern]] = defaultdict(list)
        patterns = map(_pattern, self.terms)
        for pattern in sorted(
            patterns, key=lambda one: (-len(one.words), -len(one.term.french), one.term.line)
        ):
            index[pattern.words[0][:_PREFIX].lower()].append(pattern)
        return index

    @cached_property
    def _first(self) -> re.Pattern[str]:
        """Matches the beginnings of words that are keys of the index."""
        return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, self._index)))})", re.IGNORECASE)

    def terms_in(self, plain: str) -> list[Occurrence]:
        """Return the terms in a French text, in order, without overlaps; longer ones win."""
        if not self.terms:
            return []
        found: list[Occurrence] = []
        last = 0
        for beginning in self._first.finditer(plain):
            at = beginning.start()
            if at < last or (word := _WORD.match(plain, at)) is None:
                continue
            for size in range(_PREFIX, 0, -1):
                matches = (
                    _match(pattern, plain, at) for pattern in self._index.get(word[0][:size].lower(), ())
                )
                if (occurrence := next(filter(None, matches), None)) is not None:
                    found.append(occurrence)
                    last = occurrence.end
                    break
        return found


def honoured(occurrence: Occurrence, english: str) -> bool:
    """Return whether `english` translates an occurrence as the glossary requires, in singular or plural.

    A term that stays French must be there unchanged. For a term with a name, only the words around the name
    must be there, in order.
    """
    if occurrence.term.stays_french:
        return occurrence.words in english
    return find_english(occurrence, english) is not None


def find_english(occurrence: Occurrence, english: str) -> Span | None:
    """Return the span of `english` that translates an occurrence as the glossary requires, or None."""
    tokens, stems, places = _stems(english)
    for accepted in occurrence.term.english:
        parts = [[english_stem(word) for word in words_of(part)] for part in accepted.split(HOLE)]
        as_one = [[english_stem("".join(words_of(accepted)))]]  # `airstrike` for `air strike`
        for expected in (parts, as_one):
            for first in places.get(expected[0][0], ()) if expected[0] else range(len(stems)):
                if end := _end_of_match(expected, stems, first):
                    return tokens[first][0], tokens[end - 1][1]
    return None


@lru_cache(maxsize=2)
def _stems(english: str) -> tuple[list[Span], list[str], Mapping[str, Sequence[int]]]:
    """Return the words of an English text: their spans, their stems, and the indices of each stem."""
    tokens = [match.span() for match in _WORD.finditer(english) if match[0] not in _JOINTS]
    stems = [english_stem(english[start:end]) for start, end in tokens]
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, stem in enumerate(stems):
        places[stem].append(index)
    return tokens, stems, places


def words_of(phrase: str) -> list[str]:
    """Return the words of a phrase, without apostrophes and hyphens."""
    return [word for word in _WORD.findall(phrase) if word not in _JOINTS]


def _is_form(word: str, expected: str) -> bool:
    return is_form(word, expected) if word.isalpha() else word.lower() == expected.lower()


def _pattern(term: Term) -> _Pattern:
    before, hole, after = term.french.partition(HOLE)
    head = words_of(before)
    return _Pattern(term, (*head, *words_of(after)), len(head) if hole else None)


def _match(pattern: _Pattern, plain: str, start: int) -> Occurrence | None:
    """Match a pattern at `start` of `plain`."""
    at = end = start
    hole: Span | None = None
    is_many = False
    number: bool | None = None  # of the previous word, with which the next must agree
    for index in range(len(pattern.words) + 1):
        if index == pattern.hole:
            at = _skip(plain, end)
            name = _NAME.match(plain, at)
            if name is None:
                return None
            hole = name.start(), name.end() - len(name[0]) + len(name[0].rstrip(".'’-"))
            end = hole[1]
        if index == len(pattern.words):
            break
        word = _WORD.match(plain, _skip(plain, end) if index else start)
        if word is None or (
            index and word.start() == end and word[0][0].isalnum() and plain[end - 1].isalnum()
        ):
            return None
        expected = pattern.words[index]
        if not _is_form(word[0], expected) or not _same_capitals(expected, word[0]):
            return None
        if (now := _number(word[0], expected)) is not None:
            if number not in (None, now) and plain[word.start() - 1].isspace():
                return None  # `versions française et anglaise` is not about a `version française`
            is_many = is_many or now
        number, end = now, word.end()
    term = pattern.term
    words = plain[start:end]
    english = term.english[0] if term.english else words
    if is_many and term.english and pattern.hole is None:
        english = plural(english)
    return Occurrence(term, start, end, words, english, hole)


def _number(word: str, expected: str) -> bool | None:
    """Return whether `word`, a form of `expected`, is plural; None if it has no number."""
    if (
        not expected.isalpha()
        or len(expected) <= 2
        or expected.lower() in _SMALL_WORDS
        or expected.endswith(("s", "x", "z"))
    ):
        return None
    return is_plural(word, expected)


def _skip(plain: str, at: int) -> int:
    """Return the index after blanks, apostrophes and hyphens at `at`."""
    while at < len(plain) and (plain[at] in "'’-" or plain[at].isspace()):
        at += 1
    return at


def _same_capitals(expected: str, word: str) -> bool:
    """Return whether `word` has the required capitals; an initial capital is always allowed."""
    if expected.isupper() and len(expected) > 1:
        return word == expected
    return word[0].isupper() if expected[0].isupper() else not word.isupper() or len(word) == 1


def _end_of_match(parts: Sequence[Sequence[str]], stems: Sequence[str], first: int) -> int:
    """Return where `parts`, at most eight words apart, end in `stems`; 0 if they do not start at `first`."""
    at = first
    for number, part in enumerate(parts):
        if not part:
            continue
        reach = range(at, min(at + 9, len(stems))) if number else range(at, at + 1)
        for begin in reach:
            if list(stems[begin : begin + len(part)]) == list(part):
                at = begin + len(part)
                break
        else:
            return 0
    return at if at > first else 0
