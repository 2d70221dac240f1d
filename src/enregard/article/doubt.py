"""Order drafts by doubt: those with findings come first, then those that the model is least certain of."""

from collections.abc import Iterable, Sequence
from heapq import nsmallest

from enregard.article.article import Facing, Finding, State

MOST = 10
"""How many sentences of an article are listed as the most doubtful ones."""

_UNCERTAIN = 0.6
"""Certainty below which a draft counts as doubtful."""


def trust(findings: Sequence[Finding], certainty: float | None) -> float:
    """Return a number for a draft by which to sort, most doubtful first.

    A draft whose certainty is unknown is only doubtful for its findings.
    """
    return (not findings) + (1.0 if certainty is None else certainty)


def is_doubtful(facing: Facing) -> bool:
    """Return whether it is known how doubtful a translation is. Reviewed ones are never doubtful."""
    return facing.state is State.DRAFT and (bool(facing.findings) or facing.certainty is not None)


def is_uncertain(facing: Facing) -> bool:
    """Return whether a draft has findings, or the model is not certain of it."""
    if facing.state is not State.DRAFT:
        return False
    return bool(facing.findings) or (facing.certainty is not None and facing.certainty < _UNCERTAIN)


def most_doubtful(facings: Iterable[Facing], count: int = MOST) -> list[Facing]:
    """Return at most `count` doubtful sentences, most doubtful first."""
    doubtful = filter(is_doubtful, facings)
    return nsmallest(count, doubtful, key=lambda facing: trust(facing.findings, facing.certainty))
