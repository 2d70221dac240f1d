"""Translate the attributes of markup that readers see, such as the text of an image, as sentences."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from enregard.article.article import Mark, MarkKind, Sentence, Text
from enregard.translate.segment.segment import Ends, segment
from enregard.translate.segment.sentences import sentence_ends

_TRANSLATED = ("alt", "title")
_BLANK = re.compile(r"\s")
_ADDRESS = re.compile(r"[/\\@_]|\w\.\w")
"""A part of a word that is an address or the name of a file."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """The value of one or more attributes, and its sentences."""

    value: str
    sentences: tuple[Sentence, ...]


def attributes(sentence: Sentence, ends: Ends = sentence_ends) -> tuple[Attribute, ...]:
    """Return the attributes to translate in the marks of `sentence`, each value once, in reading order."""
    if not sentence.text.marks:
        return ()
    values = (value for _, attrs in _translated(sentence.text) for value in attrs.values())
    words = (value for value in values if any(map(str.isalpha, value)) and not _is_address(value))
    return tuple(
        Attribute(value, segment(Text(value), sentence.line, ends=ends)) for value in dict.fromkeys(words)
    )


def _is_address(value: str) -> bool:
    return not _BLANK.search(value) and _ADDRESS.search(value) is not None


def with_attributes(text: Text, english: Mapping[str, str]) -> Text:
    """Replace the French values of attributes by those in `english`."""
    marks = []
    for mark, attrs in _translated(text):
        new = {name: english[value] for name, value in attrs.items() if value in english}
        marks.append(replace(mark, attrs={**mark.attrs, **new}) if new else mark)
    return Text(text.plain, tuple(marks))


def _translated(text: Text) -> Iterator[tuple[Mark, dict[str, str]]]:
    """Yield each mark of `text` with its attributes to translate. Marks inside words to keep have none."""
    end = 0
    for mark in text.marks:
        names = () if mark.start < end else _TRANSLATED
        yield mark, {name: mark.attrs[name] for name in names if name in mark.attrs}
        if mark.kind is MarkKind.NOT_TRANSLATED:
            end = max(end, mark.end)
