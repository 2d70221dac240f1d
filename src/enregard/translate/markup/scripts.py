"""Carry superscripts and subscripts inside words over to the English.

Words such as `H2O` or `m2` are the same in English, and so is what is raised or lowered in them. The raised
end of an abbreviation or ordinal number has a counterpart only in an ordinal number: `1er` becomes `1st`.
"""

import re
from collections.abc import Sequence

from enregard.article.article import Mark, MarkKind, Text
from enregard.article.edits import Span
from enregard.translate.markup.align import Alignment
from enregard.translate.markup.transfer import transfer_markup
from enregard.translate.markup.unplaced import Transferred

_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_KINDS = frozenset({MarkKind.SUPERSCRIPT, MarkKind.SUBSCRIPT})


def transfer_all(text: Text, alignment: Alignment) -> Transferred:
    """Return the English in `alignment` with the marks of `text`, including those inside words.

    `alignment` is of a translation of `bare_words(text)`. A mark inside a word that is not the same in the
    English is transferred like any other.
    """
    scripts = [mark for mark in text.marks if mark.is_optional or _is_in_word(text, mark)]
    english = transfer_markup(_without(text, scripts), alignment)
    if not scripts:
        return english
    target, left = _with_scripts(english.text, text, scripts)
    if left:
        scripts = [mark for mark in scripts if mark not in left]
        english = transfer_markup(_without(text, scripts), alignment)
        target, _ = _with_scripts(english.text, text, scripts)
    return Transferred(target, english.unplaced)


def _without(text: Text, marks: Sequence[Mark]) -> Text:
    return Text(text.plain, tuple(mark for mark in text.marks if mark not in marks)) if marks else text


def _with_scripts(target: Text, source: Text, scripts: Sequence[Mark]) -> tuple[Text, list[Mark]]:
    """Return `target` with those of `scripts` that have a place in it, and the others that need one."""
    placed: list[Mark] = []
    left: list[Mark] = []
    ordinals = _ORDINAL.finditer(target.plain)
    taken: dict[tuple[str, int], int] = {}
    for mark in scripts:
        if not mark.is_optional:
            span = _same_word(target.plain, source.plain, mark, taken)
        elif _is_ordinal(source, mark):
            span = next((found.span() for found in ordinals), None)
        else:
            span = None
        if span is not None and _fits(span, (*target.marks, *placed)):
            placed.append(Mark(mark.kind, *span, mark.attrs))
        elif not mark.is_optional:
            left.append(mark)
    marks = sorted((*target.marks, *placed), key=lambda mark: (mark.start, -mark.end))
    return Text(target.plain, tuple(marks)), left


def _is_in_word(text: Text, mark: Mark) -> bool:
    if mark.kind not in _KINDS or not mark.start:
        return False
    return text.plain[mark.start - 1].isalnum() and text.plain[mark.start : mark.end].isalnum()


def _is_ordinal(source: Text, mark: Mark) -> bool:
    """Return whether an optional mark ends a number rather than an abbreviation."""
    before = re.search(r"\w*\Z", source.plain[: mark.start])
    return before is not None and re.fullmatch(r"\d+|[IVXLCDM]{2,}|[IVXLC]", before[0]) is not None


def _same_word(target: str, source: str, mark: Mark, taken: dict[tuple[str, int], int]) -> Span | None:
    """Return the span of `mark` in the same word of the translation, after those already taken."""
    start, end = _word(source, mark)
    word = source[start:end], mark.start - start
    found = re.compile(rf"(?<!\w){re.escape(word[0])}(?!\w)").search(target, taken.get(word, 0))
    if found is None:
        return None
    taken[word] = found.end()
    return found.start() + mark.start - start, found.start() + mark.end - start


def _word(source: str, mark: Mark) -> Span:
    """Return the span of the word that `mark` is in."""
    start, end = mark.span
    while start > 0 and source[start - 1].isalnum():
        start -= 1
    while end < len(source) and source[end].isalnum():
        end += 1
    return start, end


def _fits(span: Span, marks: Sequence[Mark]) -> bool:
    """Return whether a mark over `span` nests well with `marks`."""
    start, end = span
    return all(
        other.end <= start or end <= other.start or (other.start <= start and end <= other.end)
        for other in marks
    )
