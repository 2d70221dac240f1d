"""Plain text: lines to paragraphs and headings."""

import re
from collections.abc import Sequence
from dataclasses import replace

from enregard.article import Block, BlockKind, Text
from enregard.seeds.chars import BLANKS, collapse
from enregard.seeds.credits import is_byline
from enregard.seeds.dateline import find_dateline

SOFT_HYPHEN = "\N{SOFT HYPHEN}"

_MARKER = re.compile(r"(?:[-–—*•▪■●◦‣·]|[0-9]{1,2}[.)])\s")
_BULLETS = "•▪■●◦‣"
_CLOSED = ".!?…:;"
_OPEN_OR_CLOSED = _CLOSED + ",-–—"
_QUOTES_AND_BRACKETS = "»”\"’')]" + BLANKS
_HEADING_LENGTH = 80
_HEADING_WORDS = 14
_RUN_OF_HEADINGS = 2


def read_blocks(lines: Sequence[str], first: int) -> list[Block]:
    """The paragraphs and headings of `lines`, the first of which has the number `first`.

    A paragraph ends at a blank line, and before a line that begins an item (a dash or bullet, as dialogue and
    lists have it) where the line before is closed or an item too. A heading is one short line between blank
    lines that begins like a name or a sentence and does not end like one; text must follow. At the very
    start it is of level 1, elsewhere of level 2.
    """
    blocks: list[Block] = []
    short: list[bool] = []
    group: list[str] = []
    for number, line in enumerate([*lines, ""], start=first):
        stripped = line.strip(BLANKS)
        if stripped:
            group.append(stripped)
        elif group:
            found = _paragraphs(group, number - len(group))
            short += [len(group) == 1 and _is_short(group[0])] * len(found)
            blocks += found
            group = []
    return _with_headings(blocks, short)


def _paragraphs(group: Sequence[str], number: int) -> list[Block]:
    """The paragraphs of lines between two blank ones, the first of which has the number `number`."""
    starts = [0]
    for index in range(1, len(group)):
        if _begins_item(group[index], group[index - 1], group[starts[-1]]):
            starts.append(index)
    return [
        Block(BlockKind.PARAGRAPH, number + start, Text(collapse(_join(group[start:end]))))
        for start, end in zip(starts, [*starts[1:], len(group)], strict=True)
    ]


def _begins_item(line: str, before: str, beginning: str) -> bool:
    """Whether `line` begins a paragraph after the line `before`, in a paragraph with a certain `beginning`.

    A wrapped line may begin with a dash too: `KABOUL, 25 juillet (Reuters)` and `- Les Etats-Unis`.
    """
    if not _MARKER.match(line):
        return False
    closed = before.rstrip(_QUOTES_AND_BRACKETS)[-1:] in tuple(_CLOSED)
    sure = line[0] in _BULLETS
    in_list = (line[0] == beginning[0] or line[0].isdigit()) and _MARKER.match(beginning) is not None
    return sure or closed or in_list


def _join(lines: Sequence[str]) -> str:
    """`lines` of one paragraph as one line. A hyphen at a line's end joins; a soft one has done its work."""
    parts = [lines[0]]
    for line in lines[1:]:
        if parts[-1].endswith(SOFT_HYPHEN):
            parts[-1] = parts[-1].rstrip(SOFT_HYPHEN)
        elif not (parts[-1][-2:-1].isalpha() and parts[-1][-1] == "-" and line[0].isalpha()):
            parts.append(" ")
        parts.append(line)
    return "".join(parts)


def _is_short(plain: str) -> bool:
    """Whether a line between blank ones can be a heading."""
    begin = plain.lstrip("«“\"'‘" + BLANKS)[:1]
    return (
        len(plain) <= _HEADING_LENGTH
        and len(plain.split()) <= _HEADING_WORDS
        and (begin.isupper() or begin.isdigit())
        and any(character.isalpha() for character in plain)
        and plain.rstrip(_QUOTES_AND_BRACKETS)[-1:] not in tuple(_OPEN_OR_CLOSED)
        and not is_byline(plain)
        and find_dateline(plain) is None
    )


def _with_headings(blocks: list[Block], short: Sequence[bool]) -> list[Block]:
    """`blocks`, with the short ones that text follows made headings.

    More than two short ones in a row are a list, verse or signatures, and stay paragraphs; one at the very
    start is the article's title whatever follows.
    """
    result = list(blocks)
    index = 0
    if len(blocks) > 1 and short[0]:
        result[0] = replace(blocks[0], kind=BlockKind.HEADING, attrs={"level": "1"})
        index = 1
    while index < len(blocks):
        end = index
        while end < len(blocks) and short[end]:
            end += 1
        if 0 < end - index <= _RUN_OF_HEADINGS and end < len(blocks):
            for at in range(index, end):
                result[at] = replace(blocks[at], kind=BlockKind.HEADING, attrs={"level": "2"})
        index = end + 1
    return result
