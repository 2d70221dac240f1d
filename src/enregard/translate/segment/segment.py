"""Cuts the text of a block into sentences, and the markup over it with them."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from enregard.article.article import MarkKind, Sentence, Text
from enregard.article.edits import Span, fill, slices, strip_span
from enregard.translate.segment.sentences import sentence_ends

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
    prose = fill(text.plain, _no_prose(text), "0")
    places = [head, *(head + end for end in ends(prose[head:]))]
    spans = (strip_span(text.plain, *span) for span in pairwise([0, *places]))
    return tuple(Sentence(piece, line) for piece in slices(text, spans) if piece.plain)


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
