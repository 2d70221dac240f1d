"""Find French terms that an article answers in two ways: "hacking" in one sentence, "piracy" in another.

`data/terms.txt` has the terms, each with the English answers that exclude each other.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from polib import POEntry

from enregard.article.article import Finding
from enregard.article.edits import Span, Spans
from enregard.system.files import packaged_text
from enregard.translate.glossary.glossary import Glossary
from enregard.translate.glossary.inflect import plural
from enregard.translate.markup.placeholders import without_placeholders
from enregard.translate.memory.wording import TERMS
from enregard.translate.record.comments import ALL_KINDS, accepted_kinds
from enregard.translate.record.joins import source_of

Value = TypeVar("Value")

_WORD = re.compile(r"[^\W_]+")
_SMALL_WORDS = frozenset({"à", "au", "d", "de", "des", "du", "en", "par", "sur"})
"""What follows one of these in a French phrase has no plural: "chiffres d'affaires"."""


class Phrases(Generic[Value]):
    """Phrases to look for in a text, each with a value."""

    def __init__(self, values: Iterable[tuple[str, Value]]) -> None:
        found: defaultdict[str, dict[tuple[str, ...], Value]] = defaultdict(dict)
        for phrase, value in values:
            words = tuple(_WORD.findall(phrase.lower()))
            found[words[0]].setdefault(words, value)
        self._by_first = {
            first: sorted(some.items(), key=lambda one: -len(one[0])) for first, some in found.items()
        }

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int, Value]]:
        """Yield where a phrase begins and ends in `words`, in lower case; longer ones win."""
        end = 0
        for start, word in enumerate(words):
            if start >= end and word in self._by_first:
                for phrase, value in self._by_first[word]:
                    if tuple(words[start : start + len(phrase)]) == phrase:
                        end = start + len(phrase)
                        yield start, end, value
                        break


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """A term of the list. `answers` has the number of the group that each English phrase belongs to."""

    french: tuple[str, ...]
    english: tuple[tuple[str, ...], ...]
    answers: Phrases[int]
    others: frozenset[str]
    """French words that may be what the English phrases translate, if a sentence has one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The English of a term in a sentence, and the number of its group."""

    words: str
    group: int


@dataclass(frozen=True, slots=True)
class _Use:
    """A sentence with a term and a clear answer: the index of its entry, and the words of both languages."""

    index: int
    french: str
    answer: Answer
    is_reviewed: bool


def term_findings(entries: Sequence[POEntry], glossary: Glossary) -> list[list[Finding]]:
    """Return the findings for each of an article's entries.

    Of a term's answers, the one with the most reviewed sentences is right, then that with the most drafts,
    then the first. Terms of the `glossary` are left to its own check, and entries that accept a difference
    are left out.
    """
    terms: dict[int, dict[Term, str]] = {}
    places: defaultdict[Term, list[int]] = defaultdict(list)
    for index, entry in enumerate(entries):
        if entry.msgstr and not _is_accepted(entry):
            terms[index] = terms_in(without_placeholders(source_of(entry)), glossary)
            for term in terms[index]:
                places[term].append(index)
    findings: list[list[Finding]] = [[] for _ in entries]
    for term, indices in places.items():
        if len(indices) > 1:
            for index, finding in _differences(_uses(term, indices, entries, terms)):
                findings[index].append(finding)
    return findings


def _uses(
    term: Term, indices: Iterable[int], entries: Sequence[POEntry], terms: Mapping[int, Mapping[Term, str]]
) -> Iterator[_Use]:
    for index in indices:
        entry = entries[index]
        if answer := answer_of(term, without_placeholders(entry.msgstr), terms[index]):
            yield _Use(index, terms[index][term], answer, not entry.fuzzy)


def _differences(found: Iterable[_Use]) -> Iterator[tuple[int, Finding]]:
    uses = list(found)
    times = Counter(use.answer.group for use in uses)
    if len(times) < 2:
        return
    reviewed = Counter(use.answer.group for use in uses if use.is_reviewed)
    usual = max(times, key=lambda group: (reviewed[group], times[group]))
    elsewhere = next(use.answer.words for use in uses if use.answer.group == usual)
    for use in uses:
        if use.answer.group != usual:
            french, here = use.french, use.answer.words
            reason = f"“{french}” is “{here}” here, but “{elsewhere}” elsewhere in the article"
            yield use.index, Finding(TERMS, reason)


def _is_accepted(entry: POEntry) -> bool:
    return bool(entry.tcomment) and not accepted_kinds(entry.tcomment).isdisjoint({ALL_KINDS, TERMS})


def terms_in(plain: str, glossary: Glossary) -> dict[Term, str]:
    """Return the terms in a French sentence that are not in the glossary, and their words there."""
    words, spans = _words(plain)
    found = [(term, (spans[start][0], spans[end - 1][1])) for start, end, term in _index().find(words)]
    found = [(term, span) for term, span in found if term.others.isdisjoint(words)]
    if found and glossary.terms:
        known = Spans((one.start, one.end) for one in glossary.terms_in(plain))
        found = [(term, span) for term, span in found if not known.overlap(span)]
    return {term: plain[start:end] for term, (start, end) in reversed(found)}


def answer_of(term: Term, english: str, terms: Iterable[Term]) -> Answer | None:
    """Return how an English sentence answers a term; None if it is unclear.

    `terms` are those of the French sentence: words that may answer another of them say nothing.
    """
    words, spans = _words(english)
    found = list(term.answers.find(words))
    if len({group for _, _, group in found}) != 1:
        return None
    start, end, group = found[0]
    for other in terms:
        if other is not term and any(True for _ in other.answers.find(words[start:end])):
            return None
    return Answer(english[spans[start][0] : spans[end - 1][1]], group)


def _words(plain: str) -> tuple[list[str], list[Span]]:
    """Return the words of a text in lower case, and their spans."""
    found = list(_WORD.finditer(plain))
    return [match[0].lower() for match in found], [match.span() for match in found]


@cache
def _index() -> Phrases[Term]:
    return Phrases((form, term) for term in listed_terms() for one in term.french for form in _forms(one))


@cache
def listed_terms() -> tuple[Term, ...]:
    """Return the terms of the list, read on first use."""
    lines = packaged_text(__package__, "data/terms.txt").splitlines()
    return tuple(read_term(line) for line in lines if line and not line.startswith("#"))


def read_term(line: str) -> Term:
    """Read a line: French forms; other French words or "-"; groups of English answers."""
    french, others, *english = (tuple(cell.split(", ")) for cell in line.split("; "))
    answers = (
        (form, number)
        for number, group in enumerate(english)
        for phrase in group
        for form in (phrase, plural(phrase))
    )
    words = (form for other in others if other != "-" for form in _forms(other))
    return Term(french, tuple(english), Phrases(answers), frozenset(words))


def _forms(french: str) -> tuple[str, str]:
    """Return a French phrase in the singular and in the plural."""
    words = re.split(r"(\W+)", french)
    many = []
    is_head = True
    for word in words:
        is_head = is_head and word not in _SMALL_WORDS
        many.append(_plural(word) if is_head and word[-1:].isalpha() else word)
    return french, "".join(many)


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "z")):
        return word
    if word.endswith("al"):
        return word.removesuffix("al") + "aux"
    return word + ("x" if word.endswith(("au", "eu")) else "s")
