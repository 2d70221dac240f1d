"""The bench of attacks counts what others try."""

import subprocess

import pytest
from pytest import TestReport  # noqa: PT013 - the class alone

from bench.attack import TESTS, Outcomes, _counts
from tests.conftest import ROOT


def test_every_test_exists() -> None:
    assert [path for paths in TESTS.values() for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize(
    ("output", "status", "expected"),
    [
        ('killing…\n{"runs": 200, "failures": 0}\n', 0, (200, 0)),
        ('{"runs": {"text": 7, "record": 5}, "failures": {"text": "slow"}}\n', 1, (12, 1)),
        ("Traceback: …\n", 1, (0, 1)),
    ],
)
def test_counts_of_a_bench(output: str, status: int, expected: tuple[int, int]) -> None:
    def run(command: list[str], **_: object) -> "subprocess.CompletedProcess[str]":
        return subprocess.CompletedProcess(command, status, output)

    assert _counts(["bench"], "runs", run) == expected


def test_outcomes_of_tests() -> None:
    outcomes = Outcomes()
    for name, when, outcome in (
        ("a", "setup", "passed"),
        ("a", "call", "passed"),
        ("b", "call", "failed"),
        ("c", "setup", "skipped"),
        ("d", "setup", "failed"),
    ):
        node = f"tests/test_offline.py::test_{name}"
        outcomes.pytest_runtest_logreport(TestReport(node, ("", 0, ""), {}, outcome, None, when))  # type: ignore[arg-type]
    name = "sockets, as seen from outside"
    assert (outcomes.tried[name], outcomes.failed[name], outcomes.skipped[name]) == (1, 2, 1)
    assert outcomes.names == ["tests/test_offline.py::test_b", "tests/test_offline.py::test_d"]
