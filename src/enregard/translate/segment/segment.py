"""Split the text of a block, with the markup over it, into sentences."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from enregard.article.article import LITERAL, MarkKind, Sentence, Text
from enregard.article.blanks import BLANKS
from enregard.article.edits import Span, fill, slices, strip_span
from enregard.translate.segment.sentences import sentence_ends

Ends = Callable[[str], list[int]]


def segment(
    text: Text, line: int, *, dateline: str | None = None, ends: Ends = sentence_ends
) -> tuple[Sentence, ...]:
    """Return the sentences of `text`, each with its part of the markup and the `line` of the block.

    Only the blanks between sentences are dropped. A mark over several sentences closes at the end of each and
    opens again in the next, with the same attributes. An atom between two sentences, such as a note call or a
    hard break, belongs to the first. If `text` starts with `dateline`, the dateline is a separate sentence.
    `ends` returns the offsets (exclusive) of the ends of sentences.
    """
    head = len(dateline) if dateline and text.plain.startswith(dateline) else 0
    prose = fill(text.plain, _no_prose(text), "0") if text.marks else text.plain
    spans = pairwise([0, head, *(head + end for end in ends(prose[head:]))])
    if text.marks:
        pieces = slices(text, (strip_span(text.plain, *span, BLANKS) for span in spans))
    else:
        pieces = (Text(text.plain[start:end].strip(BLANKS)) for start, end in spans)
    return tuple(Sentence(piece, line) for piece in pieces if piece.plain)


def _no_prose(text: Text) -> Iterator[Span]:
    """Yield the spans in which no sentence ends: code, and words to keep except the last word.

    A `text` that consists of words to keep is segmented like any other text.
    """
    for mark in text.marks:
        if mark.kind in LITERAL:
            yield mark.span
        elif mark.kind is MarkKind.NOT_TRANSLATED and mark.end - mark.start < len(text.plain):
            words = text.under(mark).rsplit(maxsplit=1)
            yield mark.start, mark.start + len(words[0]) if len(words) > 1 else mark.start
