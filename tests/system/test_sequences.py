"""The longest rising part of a sequence."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from enregard.system.sequences import longest_rising


@given(st.lists(st.integers(0, 9), max_size=9, unique=True))
def test_no_rising_part_is_longer(numbers: list[int]) -> None:
    found = [numbers[at] for at in longest_rising(numbers)]
    assert all(one < other for one, other in pairwise(found))
    longest = max(
        size
        for size in range(len(numbers) + 1)
        if any(list(part) == sorted(part) for part in combinations(numbers, size))
    )
    assert len(found) == longest
