"""Read plain text as paragraphs, headings and lists."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, takewhile

from enregard.article.article import OBJECT, Block, BlockKind, Mark, MarkKind, Text
from enregard.article.blanks import BLANKS, collapse
from enregard.article.edits import slice_text, strip_text
from enregard.seeds.credits import is_byline_or_date
from enregard.seeds.dateline import find_dateline
from enregard.seeds.line_ends import (
    LineEnd,
    ends_sentence,
    is_verse,
    line_ends,
    starts_sentence,
    unwrap,
    wrap_width,
)

_MARKER = re.compile(r"(?:[-–—*•▪■●◦‣·]|(?P<number>[0-9]{1,2})[.)])\s+")
_BULLETS = "*•▪■●◦‣"
_OPEN_OR_CLOSED = ".!?…:;,-–—"
_SPEECH_ENDS = '.!?…»”"'
_QUOTES_AND_BRACKETS = "»”\"’')]" + BLANKS
_HEADING_LENGTH = 80
_HEADING_WORDS = 14
_HEADLINE_LENGTH = 400
_RUN_OF_HEADINGS = 2
_TEXT_LENGTH = 60  # characters; with less text directly under it, a line is not a heading
_HEADING_SHARE = 0.6  # of the longest line under it; a longer line is not a heading


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block being built. With a `marker`, it may be a list item; if `short`, a heading.

    Consecutive lines without a blank line are a group; `group` is the number of its first line.
    """

    block: Block
    group: int
    marker: str = ""
    short: bool = False
    headline: bool = False
    """Whether it can be the title: one line, however long, that does not end like a sentence."""


def read_blocks(lines: Sequence[str], first: int) -> list[Block]:
    """Return the paragraphs, headings and lists of `lines`; `first` is the number of the first line.

    A paragraph ends at a blank line, and before a line with a bullet. It also ends before a line with a dash
    or number if the previous line ends a sentence, or the paragraph is such an item itself. Line ends that
    are not wrapping become breaks (see `enregard.seeds.line_ends`). A heading is a short line above text or
    between blank lines, with a capital or digit at its start and no punctuation at its end. Its level is 1 at
    the very start, else 2. Bulleted and numbered items become lists; so do items with dashes, unless they
    read like dialogue.
    """
    groups: list[tuple[int, list[str]]] = []
    group: list[str] = []
    for number, line in enumerate([*lines, ""], start=first):
        stripped = line.strip(BLANKS)
        if stripped:
            group.append(stripped)
        elif group:
            groups.append((number - len(group), group))
            group = []
    width = wrap_width([group for _, group in groups])
    pieces = [piece for number, group in groups for piece in _pieces(group, number, width)]
    return _with_headings(list(_with_lists(pieces)))


def _pieces(group: Sequence[str], number: int, width: int) -> Iterator[_Piece]:
    """Split a group of lines into pieces; `number` is the number of the first line."""
    if len(group) == 1:
        yield _piece(group, (), number, number)
        return
    heads = _leading_count(group, width)
    for index in range(heads):
        yield _piece(group[index : index + 1], (), number + index, number)
    lines = group[heads:]
    items = [0]
    for index in range(1, len(lines)):
        if _starts_item(lines[index], lines[index - 1], lines[items[-1]]):
            items.append(index)
    if is_verse(lines):
        between = line_ends(lines, width)
    else:
        parts = [line_ends(lines[start:end], width) for start, end in pairwise([*items, len(lines)])]
        between = [end for part in parts for end in [*part, LineEnd.PARAGRAPH]][:-1]
    starts = sorted({*items, *(at for at, end in enumerate(between, 1) if end is LineEnd.PARAGRAPH)})
    for start, end in pairwise([*starts, len(lines)]):
        piece = _piece(lines[start:end], between[start : end - 1], number + heads + start, number)
        yield piece if len(starts) == 1 else replace(piece, short=False)


def _starts_item(line: str, before: str, first: str) -> bool:
    """Return whether `line` starts an item after the line `before`, in a paragraph that starts with `first`.

    A dash may also continue a wrapped line: `- Les Etats-Unis` after the line `KABOUL, 25 juillet (Reuters)`.
    """
    if not _MARKER.match(line):
        return False
    in_list = (line[0] == first[0] or line[0].isdigit()) and _MARKER.match(first) is not None
    return line[0] in _BULLETS or ends_sentence(before) or in_list


def _piece(lines: Sequence[str], between: Sequence[LineEnd], number: int, group: int) -> _Piece:
    """Return a paragraph with its breaks as marks; `number` is the number of its first line."""
    breaks = [at for at, end in enumerate(between, 1) if end is LineEnd.BREAK]
    parts = [collapse(unwrap(lines[start:end])) for start, end in pairwise([0, *breaks, len(lines)])]
    plain = OBJECT.join(parts)
    places = [at for at, sign in enumerate(plain) if sign == OBJECT] if len(parts) > 1 else []
    text = Text(plain, tuple(Mark(MarkKind.BREAK, at, at + 1) for at in places))
    marker = _MARKER.match(lines[0])
    return _Piece(
        Block(BlockKind.PARAGRAPH, number, text),
        group,
        marker[0] if marker else "",
        len(lines) == 1 and _is_short(plain),
        len(lines) == 1 and len(plain) <= _HEADLINE_LENGTH and _is_heading(plain),
    )


def _leading_count(lines: Sequence[str], width: int) -> int:
    """Count the lines before the paragraph in its group: a heading, a byline, a date."""
    heads = 0
    while (
        heads < min(3, len(lines) - 1)
        and starts_sentence(lines[heads + 1])
        and is_byline_or_date(lines[heads])
    ):
        heads += 1
    rest = lines[heads:]
    if len(rest) > 1 and _is_short(rest[0]):
        if is_byline_or_date(rest[1]) and (len(rest) == 2 or starts_sentence(rest[2])):
            return len(lines) - 1 if len(rest) == 2 else heads + 2
        if _is_heading_of(rest[0], rest[1:], width):
            return heads + 1
    return heads


def _is_heading_of(line: str, below: Sequence[str], width: int) -> bool:
    """Return whether a short line is the heading of the lines directly below it."""
    return (
        starts_sentence(below[0])
        and sum(map(len, below)) >= _TEXT_LENGTH
        and len(line) <= _HEADING_SHARE * max(map(len, below))
        and ends_sentence(below[-1])
        and LineEnd.BREAK not in line_ends(below, width)
    )


def _is_short(plain: str) -> bool:
    """Return whether a line can be a heading, anywhere in a text."""
    return len(plain) <= _HEADING_LENGTH and len(plain.split()) <= _HEADING_WORDS and _is_heading(plain)


def _is_heading(plain: str) -> bool:
    """Return whether a line looks like a heading, apart from its length."""
    begin = plain.lstrip("«“\"'‘" + BLANKS)[:1]
    return (
        (begin.isupper() or begin.isdigit())
        and any(character.isalpha() for character in plain)
        and plain.rstrip(_QUOTES_AND_BRACKETS)[-1:] not in tuple(_OPEN_OR_CLOSED)
        and not is_byline_or_date(plain)
        and find_dateline(plain) is None
    )


def _with_lists(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Group the pieces that are list items into lists."""
    for kind, run in groupby(pieces, key=lambda piece: _kind(piece.marker)):
        items = list(run)
        for part in _numbered_runs(kind, items):
            yield from [_Piece(_list(kind, part), part[0].group)] if _is_list(kind, part) else part


def _kind(marker: str) -> str:
    """Return the kind of list that an item with this marker belongs to; empty without a marker."""
    return "1" if marker[:1].isdigit() else marker[:1]


def _numbered_runs(kind: str, items: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Split `items`, if numbered, into runs that count upwards."""
    part: list[_Piece] = []
    for item in items:
        if part and kind == "1" and _number(item) != _number(part[-1]) + 1:
            yield part
            part = []
        part.append(item)
    yield part


def _number(item: _Piece) -> int:
    match = _MARKER.match(item.marker)
    return int(match["number"]) if match else 0


def _is_list(kind: str, items: Sequence[_Piece]) -> bool:
    """Return whether `items` are a list rather than dialogue, which consists of sentences."""
    words = [_words(item).plain for item in items]
    if not kind or len(items) < 2 or not all(words):
        return False
    if kind == "1" or kind in _BULLETS:
        return True
    small = all(text[0].islower() or text[0].isdigit() for text in words)
    return small or not any(text.rstrip(BLANKS)[-1] in _SPEECH_ENDS for text in words[:-1])


def _words(item: _Piece) -> Text:
    """Return the text of `item` without its marker."""
    text = item.block.text or Text("")
    return strip_text(slice_text(text, len(collapse(item.marker)), len(text.plain)), BLANKS)


def _list(kind: str, items: Sequence[_Piece]) -> Block:
    """Return the list of `items`; it is tight if no blank line separates them."""
    tight = all(item.group == items[0].group for item in items)
    attrs = {"ordered": str(kind == "1").lower(), "tight": str(tight).lower()}
    if kind == "1" and _number(items[0]) != 1:
        attrs["start"] = str(_number(items[0]))
    children = tuple(
        Block(BlockKind.ITEM, item.block.line, children=(replace(item.block, text=_words(item)),))
        for item in items
    )
    return Block(BlockKind.LIST, items[0].block.line, children=children, attrs=attrs)


def _is_headline(piece: _Piece, following: _Piece) -> bool:
    """Return whether the first piece of a text is its title, whatever its length."""
    text = following.block.text
    return (
        piece.headline
        and piece.group != following.group
        and text is not None
        and ends_sentence(text.plain.rpartition(OBJECT)[2])
    )


def _with_headings(pieces: Sequence[_Piece]) -> list[Block]:
    """Return the blocks of `pieces`; short pieces before text become headings.

    More than two short pieces in a row are a list, verse or signatures, and stay paragraphs. A short piece at
    the very start is the article's title, whatever follows; so is a line that stands alone before a sentence.
    """
    result = [piece.block for piece in pieces]
    leads = takewhile(lambda block: block.text and is_byline_or_date(block.text.plain), result)
    index = sum(1 for _ in leads)
    if index + 1 < len(result) and (pieces[index].short or _is_headline(*pieces[index : index + 2])):
        result[index] = replace(result[index], kind=BlockKind.HEADING, attrs={"level": "1"})
        index += 1
    while index < len(result):
        end = index
        while end < len(result) and pieces[end].short:
            end += 1
        if 0 < end - index <= _RUN_OF_HEADINGS and end < len(result):
            for at in range(index, end):
                result[at] = replace(result[at], kind=BlockKind.HEADING, attrs={"level": "2"})
        index = end + 1
    return result
