"""Slice, strip, join, edit and walk through a text together with the marks over it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import accumulate, islice, takewhile
from typing import NamedTuple

from enregard.article.article import ATOMS, OBJECT, Mark, Text

Span = tuple[int, int]
"""A range of characters: its start (included) and its end (excluded)."""


class Edit(NamedTuple):
    """Replace the characters `start` to `end` of a text by `new`; an empty span inserts."""

    start: int
    end: int
    new: str


def shift(mark: Mark, by: int) -> Mark:
    """Return `mark` moved by `by` characters."""
    return Mark(mark.kind, mark.start + by, mark.end + by, mark.attrs)


def in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Sort well-nested marks by start; if two cover the same words, the first stays outside."""
    return tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))


def overlaps(span: Span, spans: Iterable[Span]) -> bool:
    """Return whether `span` shares a character with any of `spans`."""
    return any(span[0] < end and start < span[1] for start, end in spans)


class Spans:
    """Spans in which others are looked up, in time that hardly grows with their number."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def overlap(self, span: Span) -> bool:
        """Return whether `span` shares a character with any of these (see `overlaps`)."""
        at = bisect_right(self._ends, span[0])
        return at < len(self._starts) and self._starts[at] < span[1]

    def add(self, span: Span) -> None:
        """Add a span that overlaps none of these."""
        at = bisect_right(self._ends, span[0])
        self._starts.insert(at, span[0])
        self._ends.insert(at, span[1])


def holds(outer: Span, inner: Span) -> bool:
    """Return whether all of `inner` is in `outer`."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def splits_mark(text: Text, at: int) -> bool:
    """Return whether a mark of `text` starts before the offset `at` and ends after it."""
    return any(mark.start < at < mark.end for mark in text.marks)


def strip_span(plain: str, start: int, end: int, blanks: str | None = None) -> Span:
    """Shrink the span `start` to `end` of `plain` to leave out `blanks` (white space) at its ends."""
    piece = plain[start:end].lstrip(blanks)
    start = end - len(piece)
    return start, start + len(piece.rstrip(blanks))


def fill(plain: str, spans: Iterable[Span], sign: str) -> str:
    """Replace every character of `plain` in `spans` by `sign`."""
    characters = list(plain)
    for start, end in spans:
        characters[start:end] = sign * (end - start)
    return "".join(characters)


def slice_text(text: Text, start: int, end: int) -> Text:
    """Return the characters `start` to `end` of `text`; marks that reach beyond are cut off."""
    return next(slices(text, [(start, end)]))


def slices(text: Text, spans: Iterable[Span]) -> Iterator[Text]:
    """Slice `text` at `spans`, which are sorted and do not overlap, in linear time."""
    waiting = iter(text.marks)
    following = next(waiting, None)
    running: list[Mark] = []
    for start, end in spans:
        while following is not None and following.start < end:
            running.append(following)
            following = next(waiting, None)
        if running:
            running = [mark for mark in running if mark.end > start]
        marks = (
            Mark(mark.kind, max(mark.start, start) - start, min(mark.end, end) - start, mark.attrs)
            for mark in running
        )
        yield Text(text.plain[start:end], tuple(marks) if start < end else ())


def part_under(text: Text, number: int) -> Text:
    """Return the words under mark `number` (from 0) of `text`, with that mark and the marks inside it."""
    start, end = text.marks[number].span
    inside = takewhile(lambda mark: mark.start < end, islice(text.marks, number, None))
    return Text(text.plain[start:end], tuple(shift(mark, -start) for mark in inside if mark.end <= end))


def strip_text(text: Text, blanks: str | None = None) -> Text:
    """Strip the `blanks` (white space) from the ends of `text`, and drop marks that cover nothing else."""
    start, end = strip_span(text.plain, 0, len(text.plain), blanks)
    return text if end - start == len(text.plain) else slice_text(text, start, end)


def join_texts(texts: Iterable[Text], between: str = " ") -> Text:
    """Join `texts` with `between` as the separator."""
    builder = TextBuilder()
    for number, text in enumerate(texts):
        builder.add(between if number else "")
        builder.add_text(text)
    return builder.text()


def insert_text(text: Text, at: int, piece: Text) -> Text:
    """Insert `piece` at the offset `at`; marks that start or end there do not grow over it."""
    edited = edit_text(text, [Edit(at, at, piece.plain)])
    return Text(edited.plain, in_order([*edited.marks, *(shift(mark, at) for mark in piece.marks)]))


def outside(edits: Iterable[Edit], spans: Sequence[Span]) -> list[Edit]:
    """Return the edits that change nothing in `spans`; an insertion at the edge of a span is outside."""
    taken = Spans(spans)
    return [edit for edit in edits if not taken.overlap((edit.start, edit.end))]


def edit_text(text: Text, edits: Iterable[Edit]) -> Text:
    """Apply `edits` to `text`, and keep its marks over the same words.

    If two edits overlap, only the one that starts first is applied. Text inserted at the edge of a mark stays
    outside the mark. An edit across the edge of a mark is skipped, and so is one that would leave a mark
    without words: no mark is ever lost.
    """
    chosen = _apart(edits)
    marks = text.marks
    if marks and chosen:
        edges = sorted({edge for mark in marks for edge in mark.span})
        chosen = [edit for edit in chosen if not _crosses(edit, edges)]
        while True:
            marks = _move(text.marks, edges, chosen)
            emptied = [old.span for old, new in zip(text.marks, marks, strict=True) if new.start >= new.end]
            if not emptied:
                break
            chosen = outside(chosen, emptied)
    pieces: list[str] = []
    last = 0
    for start, end, new in chosen:
        pieces += [text.plain[last:start], new]
        last = end
    return Text("".join([*pieces, text.plain[last:]]), marks)


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """Sort the edits and leave out those that overlap an earlier one."""
    chosen: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: edit[:2]):
        if not chosen or edit.start >= chosen[-1].end:
            chosen.append(edit)
    return chosen


def _crosses(edit: Edit, edges: Sequence[int]) -> bool:
    following = bisect_right(edges, edit.start)
    return following < len(edges) and edges[following] < edit.end


def _move(marks: Sequence[Mark], edges: Sequence[int], edits: Sequence[Edit]) -> tuple[Mark, ...]:
    """Shift the marks to follow the edits. The edits are sorted, do not overlap, and cross no edge."""
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


class Step(Enum):
    """A step of `walk`."""

    WORDS = "words"
    OPEN = "open"
    CLOSE = "close"
    ATOM = "atom"


_WORDS, _OPEN, _CLOSE, _ATOM = Step


def walk(text: Text) -> Iterator[tuple[Step, int, int, int]]:
    """Yield the steps through `text` in reading order: each with its start, end and mark number.

    Marks are numbered from 0; words have the number -1. An opening mark has the start and end of its whole
    content. Opening and closing marks pair up properly even if the marks of `text` are not well nested:
    a mark is cut at the end of the one around it, and left out if nothing of it remains.
    """
    opened: list[tuple[int, int]] = []  # end and number of each open mark
    at = 0
    for number, mark in enumerate(text.marks):
        while opened and opened[-1][0] <= mark.start:
            end, ending = opened.pop()
            if at < end:
                yield _WORDS, at, end, -1
                at = end
            yield _CLOSE, end, end, ending
        end = min(mark.end, opened[-1][0] if opened else len(text.plain))
        start = max(mark.start, at)
        if start >= end:
            continue
        if at < start:
            yield _WORDS, at, start, -1
            at = start
        if mark.kind in ATOMS:
            yield _ATOM, start, end, number
            at = end
        else:
            yield _OPEN, start, end, number
            opened.append((end, number))
    for end, ending in reversed(opened):
        if at < end:
            yield _WORDS, at, end, -1
            at = end
        yield _CLOSE, end, end, ending
    if at < len(text.plain):
        yield _WORDS, at, len(text.plain), -1


class TextBuilder:
    """A text under construction: words, and marks that open and close around them."""

    def __init__(self) -> None:
        self.length = 0
        self._pieces: list[str] = []
        self._marks: list[Mark] = []
        self._open: list[tuple[int, int]] = []  # number and start of each open mark

    def add(self, plain: str) -> None:
        """Append words."""
        if plain:
            self._pieces.append(plain)
            self.length += len(plain)

    def add_text(self, text: Text) -> None:
        """Append words with their marks."""
        self._marks += (shift(mark, self.length) for mark in text.marks)
        self.add(text.plain)

    def add_atom(self, mark: Mark) -> None:
        """Append an atom with the kind and attributes of `mark`."""
        self._marks.append(Mark(mark.kind, self.length, self.length + 1, mark.attrs))
        self.add(OBJECT)

    def open(self, mark: Mark) -> None:
        """Open a mark with the kind and attributes of `mark`; it covers what follows."""
        self._open.append((len(self._marks), self.length))
        self._marks.append(mark)

    def close(self) -> None:
        """Close the mark that was opened last."""
        number, start = self._open.pop()
        mark = self._marks[number]
        self._marks[number] = Mark(mark.kind, start, self.length, mark.attrs)

    def ends_blank(self) -> bool:
        """Return whether the text is empty or ends with a blank."""
        return not self._pieces or self._pieces[-1][-1].isspace()

    def text(self) -> Text:
        """Return the text so far; all its marks must be closed."""
        return Text("".join(self._pieces), tuple(self._marks))
