"""Find what is in order in a sequence."""

from bisect import bisect_left
from collections.abc import Sequence


def longest_rising(numbers: Sequence[int]) -> list[int]:
    """Return where the longest rising part of `numbers` is, as indices. Takes time n log n."""
    lowest: list[int] = []  # the lowest end of a rising part of each length
    last: list[int] = []  # the index of that end
    before: list[int] = []  # for each number, the index of the one before it in such a part
    for index, number in enumerate(numbers):
        length = bisect_left(lowest, number)
        lowest[length : length + 1] = [number]
        last[length : length + 1] = [index]
        before.append(last[length - 1] if length else -1)
    found = []
    index = last[-1] if last else -1
    while index >= 0:
        found.append(index)
        index = before[index]
    return found[::-1]
