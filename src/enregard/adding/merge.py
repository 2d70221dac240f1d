"""Merge two versions of a text that grew from the same one, line by line, as git does."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from enregard.system.sequences import longest_rising

_MOST = 2000  # lines between two that are the same, above which they count as one change


@dataclass(frozen=True, slots=True)
class Conflict:
    """Lines that both versions changed: the number of the first in `ours`, from 1, and what each has."""

    line: int
    ours: tuple[str, ...]
    theirs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged lines; where they conflict, those that were preferred."""

    lines: list[str]
    conflicts: list[Conflict]


def merge(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], *, prefer_theirs: bool = False
) -> Merged:
    """Merge `ours` and `theirs`, which both grew from `base`. Where they conflict, `ours` is taken."""
    to_ours, to_theirs = same_lines(base, ours), same_lines(base, theirs)
    lines: list[str] = []
    conflicts = []
    at = [0, 0, 0]
    for index in [*sorted(to_ours.keys() & to_theirs.keys()), None]:
        ends = (
            (len(base), len(ours), len(theirs))
            if index is None
            else (index, to_ours[index], to_theirs[index])
        )
        old, mine, other = (
            list(version[start:end])
            for version, start, end in zip((base, ours, theirs), at, ends, strict=True)
        )
        if mine != other and old not in (mine, other):
            conflicts.append(Conflict(at[1] + 1, tuple(mine), tuple(other)))
        takes_theirs = mine == old or (prefer_theirs and other != old)
        lines += other if takes_theirs else mine
        if index is not None:
            lines.append(base[index])
            at = [end + 1 for end in ends]
    return Merged(lines, conflicts)


def same_lines(one: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Return which line of `other` each line of `one` has become, for lines that stayed the same.

    Lines that occur once in both come first (patience diff), so that blank lines do not mislead.
    """
    return dict(_pairs(one, other, 0, len(one), 0, len(other)))


def _pairs(
    one: Sequence[str], other: Sequence[str], low: int, high: int, start: int, end: int
) -> Iterator[tuple[int, int]]:
    pending = [(low, high, start, end)]
    while pending:
        low, high, start, end = pending.pop()
        while low < high and start < end and one[low] == other[start]:
            yield low, start
            low, start = low + 1, start + 1
        while low < high and start < end and one[high - 1] == other[end - 1]:
            high, end = high - 1, end - 1
            yield high, end
        if low == high or start == end:
            continue
        anchors = _anchors(one, other, low, high, start, end)
        if anchors:
            before = (low, start)
            for left, right in anchors:
                pending.append((before[0], left, before[1], right))
                yield left, right
                before = (left + 1, right + 1)
            pending.append((before[0], high, before[1], end))
        elif high - low <= _MOST and end - start <= _MOST:
            matcher = SequenceMatcher(None, one[low:high], other[start:end], autojunk=False)
            for left, right, size in matcher.get_matching_blocks():
                yield from ((low + left + at, start + right + at) for at in range(size))


def _anchors(
    one: Sequence[str], other: Sequence[str], low: int, high: int, start: int, end: int
) -> list[tuple[int, int]]:
    """Return the longest increasing run of pairs of lines that occur once in each part."""
    here, there = Counter(one[low:high]), Counter(other[start:end])
    where = {other[at]: at for at in range(start, end) if there[other[at]] == 1}
    pairs = [(at, where[one[at]]) for at in range(low, high) if here[one[at]] == 1 and one[at] in where]
    return [pairs[at] for at in longest_rising([right for _, right in pairs])]
