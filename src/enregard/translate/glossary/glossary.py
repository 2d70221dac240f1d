"""Find glossary terms in a French sentence, and their required English in its translation.

A French word is found in every gender and number. If it has a capital in the glossary, it needs one in the
sentence. An ellipsis on both sides stands for a name: `Reportage du bureau de …` is translated as
`Reporting by the … bureau`.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import chain

from enregard.article.edits import Span, Spans
from enregard.translate.glossary.inflect import (
    base_forms,
    english_stem,
    is_form,
    is_plural,
    plural,
    singular_forms,
)

HOLE = "…"

_WORD = re.compile(r"\w+(?:[.]\w+){0,9}|[^\w\s]")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_MOST_WORDS = 50_000
"""How many words of texts a glossary remembers the patterns for."""
_JOINTS = frozenset("'’-")
_SMALL_WORDS = frozenset(
    {
        "avec",
        "contre",
        "entre",
        "aux",
        "des",
        "dans",
        "les",
        "par",
        "pour",
        "sans",
        "sous",
        "sur",
        "une",
        "vers",
    }
)
_START_OF_SENTENCE = re.compile(r"(?:\A|[.!?:;«\"“(–—-][ \u00a0\u202f]?)\Z")
_SINGULAR_VERB = re.compile(
    r" (?:[ns]['’]|l['’]emporte|(?:a|accueille|affronte|aura|bat|chute|compte|domine|doit|est|ferme|fête"
    r"|gagne|garde|joue|lance|mène|ne|ouvre|perd|peut|prend|prépare|reçoit|rend|reste|se|sera|tient|va"
    r"|veut|vit)(?= ))| \([A-Z]"
)
_DETERMINER = re.compile(
    r"(?<![\w-])(?:aux|ces|cette|ce|cinq|des|deux|du|dix|la|le|les|leurs|mes|nos|plusieurs|quatre|quelques|ses|tes|trois"
    r"|une?|vos) \Z",
    re.IGNORECASE,
)
_SHORT_TITLE = re.compile(r"(?:L[ae]|Les|L['’]) ?\w+")
_COMPLEMENT = re.compile(r" (?:d[eu]|des) | d['’]")
_COMPOUND = re.compile(r"[-‑]\w")
_NAME = re.compile(
    r"[^\W\d_a-zà-öø-ÿ][\w.’'-]*"
    r"(?:\s(?:(?:d[eu]|des|l[ae]|les|von|van|der|el|al|ben|bin)\s|d['’]|l['’])*[^\W\d_a-zà-öø-ÿ][\w.’'-]*){0,5}"
)
"""A name: words with a capital, and the particles between them."""


class Kind(StrEnum):
    """How a term varies."""

    NOUN = "noun"
    """In number, in both languages; in gender in French."""
    PHRASE = "phrase"
    """In number and gender in French only, as participles and uncountable nouns; a plural stays plural."""
    NAME = "name"
    """Not at all. It is found only with the same capitals, and not as a part of a compound."""
    TOWN = "town"
    """As a name, but the word is also a plural noun: `Tours`. A town has no article before it
    and, at the start of a sentence, a verb in the singular after it."""


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the glossary. `english` has the accepted forms, best first, or none to keep the French."""

    french: str
    english: tuple[str, ...]
    note: str = ""
    line: int = 0
    kind: Kind = Kind.NOUN

    @property
    def key(self) -> str:
        """What two rows for the same term have in common."""
        return self.french.replace("’", "'")

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
    """The terms of a publication, and the built-in ones below them.

    `switched_off` has the keys of built-in terms that the publication does not want. A term of `below`
    is found only in words that belong to no term of the publication.
    """

    terms: tuple[Term, ...] = ()
    switched_off: frozenset[str] = frozenset()
    below: "Glossary | None" = None

    @property
    def verbatim(self) -> "Glossary":
        """The terms that stay French."""
        own = tuple(term for term in self.terms if term.stays_french)
        return Glossary(own, below=self.below and self.below.verbatim)

    def over(self, other: "Glossary") -> "Glossary":
        """Return this glossary above the terms of `other` that it neither translates nor switches off."""
        taken = self.switched_off.union(term.key for term in self.terms)
        if not taken.isdisjoint(other._keys):
            other = Glossary(tuple(term for term in other.terms if term.key not in taken))
        return Glossary(self.terms, self.switched_off, other)

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(term.key for term in self.terms)

    @cached_property
    def _index(self) -> Mapping[str, Sequence[tuple[int, _Pattern]]]:
        """The patterns by the forms that their first word may be of, each with its rank: longest first."""
        index: defaultdict[str, list[tuple[int, _Pattern]]] = defaultdict(list)
        patterns = sorted(
            map(_pattern, self.terms), key=lambda one: (-len(one.words), -len(one.term.french), one.term.line)
        )
        for rank, pattern in enumerate(patterns):
            for form in _first_keys(pattern.words[0]):
                index[form].append((rank, pattern))
        return index

    def terms_in(self, plain: str) -> list[Occurrence]:
        """Return the terms in a French text, in order, without overlaps; longer ones win."""
        found = self._own_in(plain)
        if self.below is None or not (others := self.below.terms_in(plain)):
            return found
        taken = Spans((one.start, one.end) for one in found)
        others = [one for one in others if not taken.overlap((one.start, one.end))]
        return sorted([*found, *others], key=lambda one: one.start)

    def _own_in(self, plain: str) -> list[Occurrence]:
        if not self.terms:
            return []
        found: list[Occurrence] = []
        last = 0
        tokens = [token for token in _TOKEN.finditer(plain) if token[0] not in _JOINTS]
        for number, token in enumerate(tokens, 1):
            patterns = self._by_word(token[0])
            if not patterns or (at := token.start()) < last:
                continue
            following = tokens[number][0] if number < len(tokens) else ""
            for pattern in self._by_words(token[0], following):
                if (occurrence := _match(pattern, plain, at)) is not None:
                    found.append(occurrence)
                    last = occurrence.end
                    break
        return found

    @cached_property
    def _known(self) -> dict[str | tuple[str, str], Sequence[_Pattern]]:
        """The patterns that may start with a word of a text, or with two, for those found so far."""
        return {}

    def _by_word(self, word: str) -> Sequence[_Pattern]:
        """Return the patterns that may start with `word`, longest first."""
        if (found := self._known.get(word)) is None:
            ranked = {one for form in _keys_of(word) for one in self._index.get(form, ())}
            found = self._remember(word, [pattern for _, pattern in sorted(ranked, key=lambda one: one[0])])
        return found

    def _by_words(self, word: str, following: str) -> Sequence[_Pattern]:
        """Return the patterns that may start with `word` and the word after it, longest first."""
        if (found := self._known.get((word, following))) is None:
            forms = _keys_of(following)
            patterns = self._by_word(word)
            found = self._remember(
                (word, following),
                [
                    one
                    for one in patterns
                    if len(one.words) == 1 or one.hole == 1 or not forms.isdisjoint(_first_keys(one.words[1]))
                ],
            )
        return found

    def _remember(self, key: str | tuple[str, str], patterns: Sequence[_Pattern]) -> Sequence[_Pattern]:
        if len(self._known) >= _MOST_WORDS:
            self._known.clear()
        self._known[key] = patterns
        return patterns


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
    wordings = dict.fromkeys(chain.from_iterable((one, plural(one)) for one in occurrence.term.english))
    for accepted in wordings:
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


def _first_keys(expected: str) -> set[str]:
    """Return the base words that the first word of `expected` may be a form of."""
    first = expected.lower().partition(".")[0]
    return singular_forms(first) if first.isalpha() else {first}


def _keys_of(word: str) -> frozenset[str]:
    return base_forms(word) if word.isalpha() else frozenset((word.lower(),))


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
    exact = pattern.term.kind in (Kind.NAME, Kind.TOWN)
    is_many: bool | None = None  # as soon as a word has a number
    is_decided = False  # the words after a preposition say nothing about the number
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
        if exact:
            if word[0] != expected and (index or word[0] != expected[0].upper() + expected[1:]):
                return None
            end = word.end()
            continue
        if not _is_form(word[0], expected) or not _same_capitals(expected, word[0]):
            return None
        if pattern.term.kind is Kind.PHRASE and expected.lower() not in _keys_of(word[0]):
            return None
        now = _number(word[0], expected) if pattern.term.kind is Kind.NOUN else None
        if now is not None:
            if number not in (None, now) and plain[word.start() - 1].isspace():
                return None  # `versions française et anglaise` is not about a `version française`
            if not is_decided:
                is_many = is_many or now
        elif is_many is not None and expected.islower() and (len(expected) <= 2 or expected in _SMALL_WORDS):
            is_decided = True
        number, end = now, word.end()
    if exact and (_COMPOUND.match(plain, end) or plain[max(0, start - 1) : start] in ("-", "‑")):
        return None
    if exact and _SHORT_TITLE.fullmatch(pattern.term.french) and _COMPLEMENT.match(plain, end):
        return None  # `La Croix de l'isard` is a peak, and no newspaper
    if pattern.term.kind is Kind.TOWN and not _is_town(plain, start, end):
        return None
    term = pattern.term
    words = plain[start:end]
    english = term.english[0] if term.english else words
    if is_many and term.english and pattern.hole is None and term.kind is Kind.NOUN:
        english = plural(english)
    return Occurrence(term, start, end, words, english, hole)


def _is_town(plain: str, start: int, end: int) -> bool:
    if _START_OF_SENTENCE.search(plain, max(0, start - 3), start):
        return _SINGULAR_VERB.match(plain, end) is not None
    return _DETERMINER.search(plain, max(0, start - 12), start) is None


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
