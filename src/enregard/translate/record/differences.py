"""Compare lists of sentences, and sentences, in time that stays within reason for any length."""

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from enregard.system.sequences import longest_rising

Code = tuple[str, int, int, int, int]
"""A run in which two lists are equal or differ, in the form of SequenceMatcher."""

_LONG = 2000
"""Characters beyond which sentences are compared by words: the time grows with more than the square."""

_MOST_WORK = 4_000_000
"""Pairs of sentences that SequenceMatcher may compare."""


def differences(old: list[str], new: list[str]) -> list[Code]:
    """Return the runs in which two lists are equal or differ."""
    if _work(old, new) > _MOST_WORK or len(old) * len(new) > _MOST_WORK:
        return list(_by_unique(old, new))
    return [*SequenceMatcher(None, old, new, autojunk=False).get_opcodes()]


def _by_unique(old: list[str], new: list[str]) -> Iterator[Code]:
    """Yield the differences like SequenceMatcher, in less time: only what occurs once in both is equal."""
    counts, new_counts = Counter(old), Counter(new)
    places = {msgid: at for at, msgid in enumerate(old) if counts[msgid] == 1}
    pairs = [(places[msgid], j) for j, msgid in enumerate(new) if msgid in places and new_counts[msgid] == 1]
    i2 = j2 = 0
    for i, j in (pairs[at] for at in longest_rising([place for place, _ in pairs])):
        if i2 < i or j2 < j:
            yield "replace", i2, i, j2, j
        yield "equal", i, i + 1, j, j + 1
        i2, j2 = i + 1, j + 1
    if i2 < len(old) or j2 < len(new):
        yield "replace", i2, len(old), j2, len(new)


def _work(one: list[str], other: list[str]) -> int:
    """Return how many equal pairs two lists have, which SequenceMatcher compares."""
    counts = Counter(other)
    return sum(counts[each] for each in one)


@lru_cache(maxsize=256)
def _words(sentence: str) -> Counter[str]:
    return Counter(sentence.split())


class Similarity:
    """Compares sentences to one, `sentence`: how much they have in common, from 0 to 1."""

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence
        self._matcher: SequenceMatcher[str] | None = None

    def ratio(self, other: str, least: float) -> float:
        """Return the share of matching characters; 0 if it is below `least`. Long sentences: of words."""
        if max(len(other), len(self._sentence)) > _LONG:
            words, others = _words(other), _words(self._sentence)
            return 2 * (words & others).total() / max(1, words.total() + others.total())
        if self._matcher is None:
            self._matcher = SequenceMatcher(None, "", self._sentence, autojunk=False)
        matcher = self._matcher
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
            return 0.0
        return matcher.ratio()
