"""Rewrite the words of a text and move its markup with them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from enregard.article.article import Mark, Text

Span = tuple[int, int]
"""Characters from the first (included) to the second (excluded)."""


@dataclass(frozen=True, slots=True)
class Edit:
    """The characters `start` to `end` of a text are to become `new`; an empty span inserts."""

    start: int
    end: int
    new: str


def rewrite(text: Text, edits: Iterable[Edit]) -> Text:
    """`text` with the edits made, and its marks over the words that they were over.

    Of edits that overlap the one that begins first is made. What is inserted at the edge of a mark stays
    outside it. An edit is not made where the edge of a mark stands inside it, or where it would leave a mark
    without words: no mark is ever lost.
    """
    chosen = _apart(edits)
    if text.marks and chosen:
        edges = sorted({edge for mark in text.marks for edge in (mark.start, mark.end)})
        chosen = [edit for edit in chosen if not any(edit.start < edge < edit.end for edge in edges)]
        moved = _move(text.marks, edges, chosen)
        pairs = zip(text.marks, moved, strict=True)
        while empty := [old for old, new in pairs if new.start >= new.end and old.start < old.end]:
            spans = [(mark.start, mark.end) for mark in empty]
            chosen = outside(chosen, spans)
            moved = _move(text.marks, edges, chosen)
            pairs = zip(text.marks, moved, strict=True)
    else:
        moved = text.marks
    pieces = []
    last = 0
    for edit in chosen:
        pieces += [text.plain[last : edit.start], edit.new]
        last = edit.end
    return Text("".join(pieces) + text.plain[last:], moved)


def overlaps(span: Span, spans: Iterable[Span]) -> bool:
    """Whether `span` shares a character with any of `spans`."""
    return any(span[0] < end and start < span[1] for start, end in spans)


def outside(edits: Iterable[Edit], spans: Sequence[Span]) -> list[Edit]:
    """The edits that touch no character of `spans`; insertions at their edges are left in."""
    return [edit for edit in edits if not overlaps((edit.start, edit.end), spans)]


def in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Well nested marks in the order in which they open; of two over the same words the first stays outer."""
    return tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in order, without those that overlap one before them."""
    chosen: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if not chosen or edit.start >= chosen[-1].end:
            chosen.append(edit)
    return chosen


def _move(marks: Sequence[Mark], edges: Sequence[int], edits: Sequence[Edit]) -> tuple[Mark, ...]:
    """Where the marks stand after the edits, which are in order and apart, and have no edge inside."""
    shifts = [0, *accumulate(len(edit.new) - (edit.end - edit.start) for edit in edits)]
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    at = 0
    for edge in edges:
        while at < len(edits) and edits[at].end <= edge and edits[at].start < edge:
            at += 1
        ends[edge] = edge + shifts[at]
        behind = at
        while behind < len(edits) and edits[behind].start == edits[behind].end == edge:
            behind += 1
        starts[edge] = edge + shifts[behind]
    return tuple(Mark(mark.kind, starts[mark.start], ends[mark.end], mark.attrs) for mark in marks)
