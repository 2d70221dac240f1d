"""Drafts with findings are the most doubtful ones, then those that the model is least certain of."""

from math import exp

import pytest

from enregard.article.article import Facing, Finding, Sentence, State, Text
from enregard.article.doubt import is_doubtful, most_doubtful
from enregard.article.score import Score, joined_score

NUMBERS = (Finding("numbers", "31 is not in the English"),)


def facing(
    name: str,
    certainty: float | None = None,
    findings: tuple[Finding, ...] = (),
    state: State = State.DRAFT,
) -> Facing:
    return Facing(Sentence(Text(name), 1), Text(name), state, "m 1", findings, certainty)


def test_findings_come_first_then_the_least_certain() -> None:
    facings = [
        facing("certain", 0.9),
        facing("unknown"),
        facing("wrong, unknown", None, NUMBERS),
        facing("uncertain", 0.4),
        facing("uncertain too", 0.4),
        facing("wrong, certain", 0.9, NUMBERS),
        facing("reviewed", None, NUMBERS, State.REVIEWED),
        facing("missing", None, (), State.MISSING),
    ]
    order = ["wrong, certain", "wrong, unknown", "uncertain", "uncertain too", "certain"]
    assert [one.target.plain for one in most_doubtful(facings)] == order
    assert [one.target.plain for one in most_doubtful(facings, 2)] == order[:2]


@pytest.mark.parametrize("state", [State.REVIEWED, State.MISSING, State.ALIKE])
def test_only_drafts_are_doubtful(state: State) -> None:
    assert is_doubtful(facing("x", 0.1))
    assert not is_doubtful(facing("x", 0.1, NUMBERS, state))


def test_certainty_is_the_mean_over_all_pieces() -> None:
    assert Score(-3, 4).certainty == pytest.approx(exp(-0.75))
    assert Score(0.1, 4).certainty == 1  # rounding in the model
    assert joined_score([Score(-3, 4), None, Score(-1, 1)]) == Score(-4, 5)
    assert joined_score([None, None]) is None
