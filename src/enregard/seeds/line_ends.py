"""Distinguish line ends that only wrap plain text from those that the author intended.

A wrapped line ends because the next word would have exceeded the width. If that word would have fitted, the
author ended the line on purpose, unless little room is left: some editors aim for an even margin. If all
lines are about equally long, capitals decide: verse and addresses start every line with a capital, but four
wrapped lines of French prose hardly ever do. No particular width is assumed. Doubtful line ends count as
wrapping.
"""

import re
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise

from enregard.seeds.hyphens import SOFT_HYPHENS, divides
from enregard.seeds.items import labels, marker

_CLOSED = ".!?…:;"
_QUOTES_AND_BRACKETS = "»”\"’') \u00a0\u202f]"
_OPENING = "«“\"'‘([ \u00a0\u202f"
_WORD = re.compile(r"[^ \t]+")
_DASH = re.compile(r"(?:-{1,2}|[–—])\s*(?=\S)")
_FREE = 0.8  # of the width; a line that would fill less, even with the next word, ends on purpose
_NARROW = 40  # characters; nobody wraps text to less, so shorter lines such as `Bises,` end on purpose
_VERSE = 60  # characters; the limit for verse that starts in lower case
_LONG = 100  # characters; a longer line alone is a paragraph
UNWRAPPED = 160  # characters; nobody wraps at that width


class LineEnd(Enum):
    """What a line end means."""

    WRAP = 0
    BREAK = 1
    """Readers see the line end, too."""
    PARAGRAPH = 2


def line_ends(lines: Sequence[str], width: int) -> list[LineEnd]:
    """Return the meaning of each line end except the last.

    `lines` are those between two blank lines. `width` is the file's wrap width, from `wrap_width`.
    """
    most = max(map(len, lines))
    needs = [_joined_length(*pair) for pair in pairwise(lines)]
    intended = _are_intended(lines, needs, most, width)
    found = []
    for line, following, need in zip(lines, lines[1:], needs, strict=False):
        closed, capital = ends_sentence(line), starts_sentence(following)
        long = max(len(line), len(following)) > _LONG
        if _divides_word(line, following):
            found.append(LineEnd.WRAP)
        elif closed and capital and (len(line) > UNWRAPPED or (intended and long)):
            found.append(LineEnd.PARAGRAPH)
        elif intended:
            found.append(LineEnd.BREAK)
        elif capital and need <= _FREE * most:
            found.append(LineEnd.PARAGRAPH if closed else LineEnd.BREAK)
        else:
            found.append(LineEnd.WRAP)
    return found


def wrap_width(groups: Sequence[Sequence[str]]) -> int:
    """Return the wrap width of a file: the length of its longest wrapped line, or 0 if unknown.

    If no lines are wrapped, the longest one-line paragraph over 100 characters counts instead.
    """
    wrapped = [max(map(len, group)) for group in groups if len(group) > 2 and _fills(group)]
    single = [len(group[0]) for group in groups if len(group) == 1 and len(group[0]) > _LONG]
    return max(wrapped or single, default=0)


def _fills(lines: Sequence[str]) -> bool:
    """Return whether no line could have held the next word, and the lines are not verse."""
    most = max(map(len, lines))
    return all(_joined_length(*pair) > most for pair in pairwise(lines)) and not all(
        starts_sentence(_without_dash(line)) for line in lines[1:]
    )


def starts_sentence(line: str) -> bool:
    """Return whether a line starts like a sentence, verse or name: with a capital or a digit."""
    first = line.lstrip(_OPENING)[:1]
    return first.isupper() or first.isdigit()


def _without_dash(line: str) -> str:
    """Return a line of verse without the dash of a speaker."""
    return _DASH.sub("", line)


def is_verse(lines: Sequence[str]) -> bool:
    """Return whether there are four or more lines that all start like verse.

    Up to half of them may start with a dash, as when somebody speaks, or with a number; more are a list.
    """
    dashes = sum(_DASH.match(line) is not None for line in lines)
    return (
        len(lines) > 3
        and 2 * dashes <= len(lines)
        and all(starts_sentence(_without_dash(line)) for line in lines)
        and 2 * sum(bool(labels(marker(line))) for line in lines) <= len(lines)
    )


def ends_sentence(line: str) -> bool:
    """Return whether a line ends like a sentence."""
    return line.rstrip(_QUOTES_AND_BRACKETS)[-1:] in tuple(_CLOSED)


def unwrap(lines: Sequence[str], words: frozenset[str] = frozenset()) -> str:
    """Join wrapped `lines`, without a blank where a word is divided; `words` are those of the text.

    A hyphen that only divides a word is dropped (see `enregard.seeds.hyphens`), and so are soft hyphens.
    """
    found = [lines[0]]
    for line in lines[1:]:
        before = found[-1]
        if before.endswith(SOFT_HYPHENS):
            found[-1] = before.rstrip("".join(SOFT_HYPHENS))
        elif not _divides_word(before, line):
            found.append(" ")
        elif divides(before, line, words):
            found[-1] = before[:-1]
        found.append(line)
    return "".join(found)


def _joined_length(line: str, following: str) -> int:
    """Return the length of `line` with the first word of the `following` line."""
    word = _WORD.match(following)
    return len(line) + 1 + (len(word[0]) if word else 0)


def _divides_word(line: str, following: str) -> bool:
    """Return whether a word continues from `line` to the `following` line."""
    hyphen = line[-2:-1].isalpha() and line[-1] == "-" and following[0].isalpha()
    return hyphen or line.endswith(SOFT_HYPHENS)


def _are_intended(lines: Sequence[str], needs: Sequence[int], most: int, width: int) -> bool:
    """Return whether the author intended all the line ends."""
    if width and all(need > width for need in needs):
        return False
    free = sum(need <= most for need in needs)
    if len(needs) > 2:  # a dash may precede verse, or follow a dateline
        lines = [_without_dash(line) for line in lines]
    capitals = [starts_sentence(line) for line in lines[1:]]
    if not free and len(needs) == 1:
        return capitals[0] and needs[0] <= _FREE * (width or _NARROW)
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
