"""Cuts the text of a block into sentences, and the markup over it with them."""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from enregard.article.article import Mark, MarkKind, Sentence, Text
from enregard.translate.segment.sentences import sentence_ends

Span = tuple[int, int]
Ends = Callable[[str], list[int]]


def segment(
    text: Text, line: int, *, dateline: str | None = None, ends: Ends = sentence_ends
) -> tuple[Sentence, ...]:
    """The sentences of `text`, each with its part of the markup and with the block's `line`.

    Blanks between sentences are dropped, nothing else is. A mark over several sentences is closed at the end
    of each and opened again in the next, with the same attributes. An atom, such as a note call or a hard
    break, that stands between two sentences belongs to the first. Where `text` begins with `dateline`, the
    dateline is a sentence of its own. `ends` finds the offsets (exclusive) at which sentences end.
    """
    head = 0
    if dateline and text.plain.startswith(dateline):
        head = len(dateline)
    if not text.marks:
        places = [head, *(head + end for end in ends(text.plain[head:]))]
        pieces = (text.plain[start:end].strip() for start, end in pairwise([0, *places]))
        return tuple(Sentence(Text(piece), line) for piece in pieces if piece)
    prose = _blotted(text.plain, _no_prose(text))
    places = [head, *(head + end for end in ends(prose[head:]))]
    spans = [_trimmed(text.plain, span) for span in pairwise([0, *places])]
    spans = [(start, end) for start, end in spans if start < end]
    marks = _cut(text.marks, spans)
    return tuple(
        Sentence(Text(text.plain[start:end], cut), line)
        for (start, end), cut in zip(spans, marks, strict=True)
    )


def _no_prose(text: Text) -> Iterator[Span]:
    """What ends no sentence, whatever stands in it: code, and what is kept in French, up to its last word.

    Where all of `text` is kept, its sentences are those of any other.
    """
    for mark in text.marks:
        if mark.kind is MarkKind.CODE:
            yield mark.start, mark.end
        elif mark.kind is MarkKind.KEPT and mark.end - mark.start < len(text.plain):
            words = text.plain[mark.start : mark.end].rsplit(maxsplit=1)
            yield mark.start, mark.start + len(words[0]) if len(words) > 1 else mark.start


def _blotted(plain: str, spans: Iterable[Span]) -> str:
    """`plain` with a digit in place of every character in `spans`."""
    pieces = []
    done = 0
    for start, end in spans:
        pieces += [plain[done:start], "0" * (end - max(done, start))]
        done = max(done, end)
    return "".join([*pieces, plain[done:]])


def _trimmed(plain: str, span: Span) -> Span:
    """`span` without the blanks at its ends."""
    start, end = span
    piece = plain[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _cut(marks: tuple[Mark, ...], spans: list[Span]) -> Iterator[tuple[Mark, ...]]:
    """For each span the marks over it, counted from its start, in the order of `marks`."""
    waiting = 0
    running: list[Mark] = []
    for start, end in spans:
        while waiting < len(marks) and marks[waiting].start < end:
            running.append(marks[waiting])
            waiting += 1
        running = [mark for mark in running if mark.end > start]
        yield tuple(
            Mark(mark.kind, max(mark.start, start) - start, min(mark.end, end) - start, mark.attrs)
            for mark in running
        )
