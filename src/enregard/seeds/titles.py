"""Find the title of an article: a header, its first heading, or its first sentence, in this order."""

import re
from collections.abc import Sequence
from html import unescape
from pathlib import PurePosixPath

from enregard.article.article import Block, BlockKind, Dateline, MarkKind, Text, TitleOrigin
from enregard.article.blanks import BLANKS, one_line
from enregard.article.edits import slice_text
from enregard.article.flatten import flatten
from enregard.article.typography import canonical
from enregard.seeds.html.elements import CODE, INLINE, MARKS

_END = re.compile(r"(?<![.!?…])[.!?…]++(?:\s?[»”]|[\"'’)\]])*(?=\s|$)")
_ABBREVIATION = re.compile(
    r"\b(?:[^\W\d_]|[A-ZÀ-ÖØ-Þ][^\W\d_]|[A-Z]\.-?[A-Z]|MM|Mmes?|Mlles?|Mgr|[aA]rt|env|vol|chap|fig|no|cf|ex)\.$"
)
_LONGEST = 1000
_TAG = re.compile(r"</?([a-z]+[1-6]?)\b[^<>]*>", re.IGNORECASE)
_TAGS = MARKS.keys() | INLINE | CODE.keys() | {"br"}
_KEEPS_A_HEADING = frozenset(
    {MarkKind.LINK, MarkKind.IMAGE, MarkKind.FOOTNOTE, MarkKind.CODE, MarkKind.NOT_TRANSLATED, MarkKind.HTML}
)


def extract_title(
    header: str | None, blocks: Sequence[Block], dateline: Dateline | None, path: PurePosixPath
) -> tuple[str, TitleOrigin, tuple[Block, ...]]:
    """Return the title of an article, its origin, and the blocks without it.

    The first heading of level 1 is the title, or one of any level that begins the article. If the first
    block, apart from dates and bylines, is a heading with the same words, in any typography, it is removed,
    so that pages do not repeat it. It stays if it is the only block, or has markup other than emphasis.
    Without any of these, the name of the file is the title: that of a note, whose name is one, or if no text
    has words.
    """
    stem = path.stem
    header = None if header is None else _without_tags(header)
    first = next((at for at, block in enumerate(blocks) if block.kind is not BlockKind.CREDIT), 0)
    heading = next((block for block in blocks if block.attrs.get("level") == "1"), None)
    if heading is None and blocks and blocks[first].kind is BlockKind.HEADING:
        heading = blocks[first]
    words = flatten(heading.text) if heading is not None and heading.text is not None else ""
    if header is None and not words:
        if path.suffix.lower() != ".txt" and " " in stem.strip():
            return stem.strip(), TitleOrigin.FILE_NAME, tuple(blocks)
        return _opening_sentence(blocks, dateline) or stem, TitleOrigin.FIRST_SENTENCE, tuple(blocks)
    title, origin = (words, TitleOrigin.HEADING) if header is None else (header, TitleOrigin.HEADER)
    same = canonical(words) == canonical(title)
    if same and heading is blocks[first] and len(blocks) > 1 and _is_words(heading.text):
        blocks = [*blocks[:first], *blocks[first + 1 :]]
    return title, origin, tuple(blocks)


def _without_tags(header: str) -> str:
    """Return a header without the tags of HTML in it, as pages have no markup in titles."""
    if "<" not in header:
        return header
    plain = _TAG.sub(lambda tag: "" if tag[1].lower() in _TAGS else tag[0], header)
    return one_line(unescape(plain)) or header


def _is_words(text: Text | None) -> bool:
    """Return whether `text` has no markup that a title would lose, except emphasis."""
    return text is not None and not any(mark.kind in _KEEPS_A_HEADING for mark in text.marks)


def _opening_sentence(blocks: Sequence[Block], dateline: Dateline | None) -> str:
    """Return the first sentence of the paragraphs, without the dateline.

    If no paragraph has words, return the first sentence of the other blocks.
    """
    paragraphs = [block for block in blocks if block.kind is BlockKind.PARAGRAPH]
    for block in [*paragraphs, *blocks]:
        for leaf in block.leaves():
            if leaf.text is None:
                continue
            start = len(dateline.text) if dateline and paragraphs and leaf is paragraphs[0] else 0
            words = flatten(slice_text(leaf.text, start, len(leaf.text.plain)))
            if words:
                return _first_sentence(words)
    return ""


def _first_sentence(plain: str) -> str:
    """Return the first sentence of `plain`, by a rule that is good enough for titles.

    It ends at terminal punctuation before a blank, but not after an abbreviation or an initial. If it exceeds
    1,000 characters, it is cut at a blank.
    """
    for match in _END.finditer(plain, 0, _LONGEST):
        goes_on = plain[match.end() : match.end() + 9].lstrip(BLANKS + "«“\"'‘([—–-")[:1].islower()
        if not goes_on and not _ABBREVIATION.search(plain, max(match.start() - 9, 0), match.start() + 1):
            return plain[: match.end()]
    if len(plain) <= _LONGEST:
        return plain
    return plain[:_LONGEST].rsplit(" ", 1)[0].rstrip(BLANKS) + "…"
