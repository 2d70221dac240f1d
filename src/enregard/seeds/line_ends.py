"""Lines of plain text: which line ends an editor has set to fill a width, and which the author has meant.

A wrapped line ends because the next word would have gone beyond the width. So where that word would have
fitted, somebody ended the line on purpose, unless it is just a little room that is left, as editors leave it
who care for an even margin. Where all lines are about equally long this says nothing; then verse, addresses
and the like are told by their capitals: of four wrapped lines of French prose hardly ever all begin with one.
Nothing here depends on what the width is. Doubtful line ends are taken for wrapped ones.
"""

import re
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise

_SOFT_HYPHEN = "\N{SOFT HYPHEN}"

_CLOSED = ".!?…:;"
_QUOTES_AND_BRACKETS = "»”\"’') \u00a0\u202f]"
_OPENING = "«“\"'‘([ \u00a0\u202f"
_WORD = re.compile(r"[^ \t]+")
_FREE = 0.8  # a line with its successor's first word that fills less of the width ends on purpose
_VERSE = 60  # characters; lines of verse that begin small are shorter than that
_LONG = 100  # characters; such lines by themselves are paragraphs
_UNWRAPPED = 160  # characters; nothing is wrapped at that width


class LineEnd(Enum):
    """What there is between two lines."""

    WRAP = 0
    BREAK = 1
    """The line ends here for the reader too."""
    PARAGRAPH = 2


def line_ends(lines: Sequence[str], width: int) -> list[LineEnd]:
    """What there is behind each of `lines` but the last; they stand between blank lines.

    `width` is what the file is wrapped to, 0 where `wrap_width` cannot tell.
    """
    most = max(map(len, lines))
    needs = [_joined_length(*pair) for pair in pairwise(lines)]
    capitals = [starts_sentence(line) for line in lines[1:]]
    closed = [ends_sentence(line) for line in lines[:-1]]
    kept = _are_intended(lines, needs, most, width)
    found = []
    for at, need in enumerate(needs):
        ends = closed[at] and capitals[at]
        long = max(len(lines[at]), len(lines[at + 1])) > _LONG
        if _divides_word(lines[at], lines[at + 1]):
            found.append(LineEnd.WRAP)
        elif ends and (len(lines[at]) > _UNWRAPPED or (kept and long)):
            found.append(LineEnd.PARAGRAPH)
        elif kept:
            found.append(LineEnd.BREAK)
        elif capitals[at] and need <= _FREE * most:
            found.append(LineEnd.PARAGRAPH if closed[at] else LineEnd.BREAK)
        else:
            found.append(LineEnd.WRAP)
    return found


def wrap_width(groups: Sequence[Sequence[str]]) -> int:
    """What the lines of a file are wrapped to: as long as the longest of those that fill a width; 0 for none.

    A single long line is one that is not wrapped, and so is all that is shorter.
    """
    wrapped = [max(map(len, group)) for group in groups if len(group) > 2 and _fills(group)]
    single = [len(group[0]) for group in groups if len(group) == 1 and len(group[0]) > _LONG]
    return max(wrapped or single, default=0)


def _fills(lines: Sequence[str]) -> bool:
    """Whether no word would have fitted on the line before, and the lines are no verse."""
    most = max(map(len, lines))
    return all(_joined_length(*pair) > most for pair in pairwise(lines)) and not all(
        map(starts_sentence, lines[1:])
    )


def starts_sentence(line: str) -> bool:
    """Whether a line begins as sentences, verses and names do: with a capital or a figure."""
    first = line.lstrip(_OPENING)[:1]
    return first.isupper() or first.isdigit()


def is_verse(lines: Sequence[str]) -> bool:
    """Whether four lines or more all begin as verses do, some of them perhaps behind a dash."""
    return len(lines) > 3 and all(starts_sentence(line.lstrip("–—")) for line in lines)


def ends_sentence(line: str) -> bool:
    """Whether a line ends as sentences do."""
    return line.rstrip(_QUOTES_AND_BRACKETS)[-1:] in tuple(_CLOSED)


def unwrap(lines: Sequence[str]) -> str:
    """Wrapped `lines` as one. A hyphen at a line's end joins; a soft one has done its work."""
    parts = [lines[0]]
    for line in lines[1:]:
        if parts[-1].endswith(_SOFT_HYPHEN):
            parts[-1] = parts[-1].rstrip(_SOFT_HYPHEN)
        elif not _divides_word(parts[-1], line):
            parts.append(" ")
        parts.append(line)
    return "".join(parts)


def _joined_length(line: str, following: str) -> int:
    """How long `line` would be with the first word of the `following` one."""
    word = _WORD.match(following)
    return len(line) + 1 + (len(word[0]) if word else 0)


def _divides_word(line: str, following: str) -> bool:
    """Whether a word goes on from `line` to the `following` one."""
    hyphen = line[-2:-1].isalpha() and line[-1] == "-" and following[0].isalpha()
    return hyphen or line.endswith(_SOFT_HYPHEN)


def _are_intended(lines: Sequence[str], needs: Sequence[int], most: int, width: int) -> bool:
    """Whether the lines are the author's, all of them."""
    if width and all(need > width for need in needs):
        return False
    free = sum(need <= most for need in needs)
    if len(needs) > 2:  # a dash may stand before a verse, and after a dateline
        lines = [line.lstrip("–—") for line in lines]
    capitals = [starts_sentence(line) for line in lines[1:]]
    if not free and len(needs) == 1:
        return capitals[0] and needs[0] <= _FREE * width
    if not free and len(needs) == 2:
        return all(capitals) and (not width or all(need <= width for need in needs))
    if all(capitals):
        return True
    if not free:
        return False
    if len(needs) >= 4 and sum(capitals) >= 0.8 * len(needs):
        return True
    well = sum(need <= _FREE * most for need in needs)
    return len(needs) > 1 and most <= _VERSE and 2 * well >= len(needs)
