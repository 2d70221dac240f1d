"""Progress shows speed and time left, from what this run has done."""

import pytest

from enregard.cli import console
from enregard.cli.console import Console


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(console, "monotonic", lambda: now[0])
    return now


def test_progress_shows_speed_and_time_left(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    with Console() as shown:
        shown.progress("words", 4000, 40_000)  # remembered from another run
        clock[0] += 30
        shown.progress("words", 10_000, 40_000)
        clock[0] += 5
        shown.progress("words", 11_000, 40_000)
        clock[0] += 25
        shown.progress("words", 16_000, 34_000)
    assert capsys.readouterr().err.splitlines() == [
        "10,000 of 40,000 words, 200 a second, 2:30 left",
        "16,000 of 34,000 words, 200 a second, 1:30 left",
    ]


def test_without_a_total_there_is_no_time_left(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with Console() as shown:
        shown.progress("words", 0, 0)
        clock[0] += 20
        shown.progress("words", 100, 0)
    assert capsys.readouterr().err == "100 words, 5 a second\n"
