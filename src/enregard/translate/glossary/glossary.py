"""The publication's glossary: French terms found in a sentence, and the English that must answer them.

French words are found in all their forms of gender and number, where a word has a capital only with it. An
ellipsis on both sides stands for a name: `Reportage du bureau de …`, `Reporting by the … bureau`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from enregard.article.edits import Span
from enregard.translate.glossary.inflect import english_stem, is_form, is_plural, plural

HOLE = "…"

_PREFIX = 3
"""Letters that all forms of a word begin with; shorter words whole."""

_WORD = re.compile(r"\w+(?:[.]\w+)*|[^\w\s]")
_JOINTS = frozenset("'’-")
_SMALL_WORDS = frozenset({"aux", "des", "dans", "les", "par", "pour", "sans", "sous", "sur", "une", "vers"})
_NAME = re.compile(
    r"[^\W\d_a-zà-öø-ÿ][\w.’'-]*"
    r"(?:\s(?:(?:d[eu]|des|l[ae]|les|von|van|der|el|al|ben|bin)\s|d['’]|l['’])*[^\W\d_a-zà-öø-ÿ][\w.’'-]*){0,5}"
)
"""A name: words with a capital, and the small ones within it."""


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the glossary. `english` holds what will do, best first; none where it is not translated."""

    french: str
    english: tuple[str, ...]
    note: str = ""
    line: int = 0

    @property
    def is_kept(self) -> bool:
        """Whether the term stands in the English as in the French."""
        return not self.english


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term in a French sentence: over the characters `start` to `end`, of which `hole` are the name.

    `english` is what is to answer it, in the number in which it stands; a hole is still a hole in it.
    """

    term: Term
    start: int
    end: int
    words: str
    english: str
    hole: Span | None = None


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A term's words before and after its hole, and what their forms have in common."""

    term: Term
    words: tuple[str, ...]
    hole: int | None  # the place among the words at which the name stands


@dataclass(frozen=True)
class Glossary:
    """The terms of a publication."""

    terms: tuple[Term, ...] = ()
    _index: Mapping[str, list["_Pattern"]] = field(default_factory=dict, repr=False, compare=False)
    _first: re.Pattern[str] | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        index: dict[str, list[_Pattern]] = {}
        beginnings = set()
        for term in self.terms:
            pattern = _pattern(term)
            index.setdefault(pattern.words[0][:_PREFIX].lower(), []).append(pattern)
            beginnings.add(re.escape(pattern.words[0][:_PREFIX].lower()))
        for patterns in index.values():
            patterns.sort(
                key=lambda pattern: (-len(pattern.words), -len(pattern.term.french), pattern.term.line)
            )
        object.__setattr__(self, "_index", index)
        if beginnings:
            first = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(beginnings))})", re.IGNORECASE)
            object.__setattr__(self, "_first", first)

    def terms_in(self, plain: str) -> list[Occurrence]:
        """The terms in the French `plain`, in order and apart; of two that begin together the longer."""
        if self._first is None:
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
    """Whether `english` has what answers the occurrence, in any of its forms, singular or plural.

    A term that is not translated must be there as in the French; of a term with a hole only the words around
    the name are looked for, in their order.
    """
    if occurrence.term.is_kept:
        return occurrence.words in english
    return find_english(occurrence, english) is not None


def find_english(occurrence: Occurrence, english: str) -> Span | None:
    """Where in `english` the occurrence is answered by a form of the term's English, or None."""
    tokens = [match.span() for match in _WORD.finditer(english) if match[0] not in _JOINTS]
    stems = [english_stem(english[start:end]) for start, end in tokens]
    for wanted in occurrence.term.english:
        parts = [[english_stem(word) for word in words_of(part)] for part in wanted.split(HOLE)]
        for way in (parts, [[english_stem("".join(words_of(wanted)))]]):  # `airstrike` is an air strike
            for first in range(len(stems)):
                if end := _runs_through(way, stems, first):
                    return tokens[first][0], tokens[end - 1][1]
    return None


def words_of(phrase: str) -> list[str]:
    """The words of `phrase`, apostrophes and hyphens left out."""
    return [word for word in _WORD.findall(phrase) if word not in _JOINTS]


def _is_form(word: str, wanted: str) -> bool:
    return is_form(word, wanted) if word.isalpha() else word.lower() == wanted.lower()


def _pattern(term: Term) -> _Pattern:
    before, hole, after = term.french.partition(HOLE)
    head, tail = words_of(before), words_of(after)
    words = (*head, *tail)
    return _Pattern(term, words, len(head) if hole else None)


def _match(pattern: _Pattern, plain: str, start: int) -> Occurrence | None:
    """The occurrence of `pattern` that begins at `start`, or None."""
    at = end = start
    hole: Span | None = None
    many = False
    agreeing: bool | None = None  # the number of the word before, if another must have it too
    for place in range(len(pattern.words) + 1):
        if place == pattern.hole:
            at = _skip(plain, end)
            name = _NAME.match(plain, at)
            if name is None:
                return None
            hole = name.start(), name.end() - len(name[0]) + len(name[0].rstrip(".'’-"))
            end = hole[1]
        if place == len(pattern.words):
            break
        word = _WORD.match(plain, _skip(plain, end) if place else start)
        if word is None or (
            place and word.start() == end and word[0][0].isalnum() and plain[end - 1].isalnum()
        ):
            return None
        wanted = pattern.words[place]
        if not _is_form(word[0], wanted) or not _same_capitals(wanted, word[0]):
            return None
        if (now := _number(word[0], wanted)) is not None:
            if agreeing not in (None, now) and plain[word.start() - 1].isspace():
                return None  # `versions française et anglaise` are no `version française`
            many = many or now
        agreeing, end = now, word.end()
    term = pattern.term
    words = plain[start:end]
    english = term.english[0] if term.english else words
    if many and term.english and pattern.hole is None:
        english = plural(english)
    return Occurrence(term, start, end, words, english, hole)


def _number(word: str, wanted: str) -> bool | None:
    """Whether `word`, a form of `wanted`, is plural; None where it has no number."""
    if (
        not wanted.isalpha()
        or len(wanted) <= 2
        or wanted.lower() in _SMALL_WORDS
        or wanted.endswith(("s", "x", "z"))
    ):
        return None
    return is_plural(word, wanted)


def _skip(plain: str, at: int) -> int:
    """`at`, moved behind a blank, an apostrophe or a hyphen."""
    while at < len(plain) and (plain[at] in "'’-" or plain[at].isspace()):
        at += 1
    return at


def _same_capitals(wanted: str, word: str) -> bool:
    """Whether `word` has the capitals that the glossary wants; one more at its beginning does no harm."""
    if wanted.isupper() and len(wanted) > 1:
        return word == wanted
    return word[0].isupper() if wanted[0].isupper() else not word.isupper() or len(word) == 1


def _runs_through(parts: Sequence[Sequence[str]], stems: Sequence[str], first: int) -> int:
    """The end of the tokens from `first` that are `parts`, up to eight others between; 0 if they are not."""
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
