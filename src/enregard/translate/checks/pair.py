"""Split a sentence and its translation into words, once for all checks."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from enregard.article.article import OBJECT, VERBATIM, Finding, MarkKind, Text
from enregard.article.edits import fill
from enregard.article.typography import without_accents

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ELIDED = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu)['’](?=\w)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?!\w)")
_NO_WORDS = re.compile(
    r"(?<!\S)\S*(?:://|www\.|@)\S*|(?<!\S)#\w\S*|\$?\{[^{}\n]{0,80}\}|%\(\w+\)\w|\$[A-Za-z_]\w*|</?\w[^<>]{0,200}>"
)
_FILE_SIGN = re.compile(r"[._][a-z]")
_FILES = re.compile(r"(?<![^\s«“\"'(])(?=[^\s]{0,80}?\w[._][a-z]|\.[a-z])\S+")
"""Names of files and domains: `.gitignore`, `lemonde.fr`, `max_size`."""
_SIGNS = ("@", "://", "www.", "#", "{", "%", "$", "<")
_FOLDED = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "ı": "i", "’": "'"})


class Word(NamedTuple):
    """A word, its form without case and accents, and its position."""

    text: str
    fold: str
    start: int
    first: bool
    """Whether it starts a sentence, quotation or item, where any word may have a capital."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a pair.

    `plain` is the text, in which words to keep are blanked. `words` also leaves out addresses, placeholders
    and code. `folds` are the folded words.
    """

    plain: str
    words: tuple[Word, ...]
    folds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """A French sentence and its English translation."""

    original: Text
    translation: Text
    french: Side
    english: Side


def read_pair(original: Text, translation: Text) -> Pair:
    """Split a sentence and its translation into words."""
    return Pair(original, translation, _side(original, _ELIDED), _side(translation, _POSSESSIVE))


def compare_counts(kind: str, original: Counter[str], translation: Counter[str]) -> Iterator[Finding]:
    """Find what occurs less often on one side than on the other."""
    for text in original - translation:
        yield Finding(kind, f"{text} is not in the translation, or appears there less often")
    for text in translation - original:
        yield Finding(kind, f"{text} is not in the original, or appears there less often")


def fold(word: str) -> str:
    """Return `word` in lower case, without accents: "Pékin" becomes "pekin"."""
    word = word.lower()
    if word.isascii():
        return word
    return without_accents(word.translate(_FOLDED))


def _side(text: Text, cut: re.Pattern[str]) -> Side:
    if text.marks:
        plain = _composed(_blanked(text, {MarkKind.NOT_TRANSLATED}))
        prose = _blanked(text, VERBATIM).replace(OBJECT, " ")
    else:
        plain = prose = _composed(text.plain)
    if any(sign in prose for sign in _SIGNS):
        prose = _NO_WORDS.sub(_blank, prose)
    if _FILE_SIGN.search(prose):
        prose = _FILES.sub(_blank, prose)
    prose = cut.sub(_blank, prose)
    words: list[Word] = []
    end = 0
    for match in _WORD.finditer(prose):
        first = not words or _may_start(prose[end : match.start()])
        words.append(Word(match[0], fold(match[0]), match.start(), first))
        end = match.end()
    return Side(plain, tuple(words), frozenset(word.fold for word in words))


def _composed(plain: str) -> str:
    return plain if plain.isascii() else unicodedata.normalize("NFC", plain)


def _may_start(between: str) -> bool:
    """Return whether a sentence, quotation or item may start after the characters between two words."""
    return between != " " and any(char in between for char in '.!?:…"«“”;•([\n–—')


def _blanked(text: Text, kinds: AbstractSet[MarkKind]) -> str:
    """Return the plain text, with the words under marks of these `kinds` blanked."""
    return fill(text.plain, (mark.span for mark in text.marks if mark.kind in kinds), " ")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
