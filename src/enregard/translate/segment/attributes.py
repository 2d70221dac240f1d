"""Translate the attributes of markup that readers see, such as the text of an image, as sentences."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from enregard.article.article import Mark, MarkKind, Sentence, Text
from enregard.translate.segment.segment import Ends, segment
from enregard.translate.segment.sentences import sentence_ends

_TRANSLATED = ("alt", "title")
_ADDRESS = re.compile(r"\S*(?:[/\\@_]|\w\.\w)\S*")


@dataclass(frozen=True, slots=True)
class Attribute:
    """The value of one or more attributes, and its sentences."""

    value: str
    sentences: tuple[Sentence, ...]


def attributes(sentence: Sentence, ends: Ends = sentence_ends) -> tuple[Attribute, ...]:
    """Return the attributes of the markup of `sentence` to translate, each value once, in reading order."""
    if not sentence.text.marks:
        return ()
    values = dict.fromkeys(_values(sentence.text))
    found = (Attribute(value, segment(Text(value), sentence.line, ends=ends)) for value in values)
    return tuple(attribute for attribute in found if attribute.sentences)


def with_attributes(text: Text, english: Mapping[str, str]) -> Text:
    """Replace the French values of attributes by those in `english`."""
    marks = []
    for mark, kept in _marks(text):
        names = [name for name in _TRANSLATED if mark.attrs.get(name) in english and not kept]
        attrs = {**mark.attrs, **{name: english[mark.attrs[name]] for name in names}}
        marks.append(replace(mark, attrs=attrs) if names else mark)
    return Text(text.plain, tuple(marks))


def _values(text: Text) -> Iterator[str]:
    for mark, kept in _marks(text):
        for name in _TRANSLATED:
            value = "" if kept else mark.attrs.get(name, "")
            if any(map(str.isalpha, value)) and not _ADDRESS.fullmatch(value):
                yield value


def _marks(text: Text) -> Iterator[tuple[Mark, bool]]:
    """Yield the marks of `text`, and whether each is inside words to keep."""
    end = 0
    for mark in text.marks:
        yield mark, mark.start < end
        if mark.kind is MarkKind.NOT_TRANSLATED:
            end = max(end, mark.end)
