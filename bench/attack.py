"""Attack the program in every way that its tests know, and print one table: what was tried, and what failed.

The attacks are tests and other benches; this runs them and counts. `--short` leaves out the benches, which
take most of the time.
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click
import pytest

from bench.results import append

if TYPE_CHECKING:
    from _pytest.reports import TestReport

TESTS = {
    "modules of a publication that would run": ["tests/system/test_processes.py"],
    "templates that run programs": ["tests/site/test_theming.py"],
    "scripts in pages, in every place": ["tests/hostile/test_xss.py"],
    "drawings that ask another host": ["tests/hostile/test_drawings.py"],
    "raw HTML of every kind": ["tests/seeds/html"],
    "hidden and unpublished text": ["tests/seeds/test_hidden.py", "tests/build/test_unpublished.py"],
    "paths and links that lead outside": ["tests/hostile/test_climbing.py", "tests/hostile/test_links.py"],
    "pipes, devices, endless files": ["tests/hostile/test_special_files.py"],
    "planted journals and manifests": ["tests/output/test_journal.py", "tests/output/test_manifest.py"],
    "exports over files of the publication": ["tests/export/test_destination.py"],
    "control characters in messages": ["tests/cli/test_console.py"],
    "odd requests to `serve`": ["tests/serving/test_server.py"],
    "files designed to take forever": ["tests/hostile/test_bombs.py", "tests/hostile/test_linear.py"],
    "documents to add that are damaged, too large or lead outside": ["tests/adding"],
    "damaged files": ["tests/hostile/test_readers.py"],
    "records that are damaged, half written or doubled": ["tests/translate/record"],
    "full and failing disks": ["tests/test_disks.py"],
    "sockets, as seen from outside": ["tests/test_offline.py"],
}
"""Kinds of attacks, and the tests that try them."""

BENCHES = {
    "articles that move, in random histories": (["histories", "--runs", "{histories}"], "runs"),
    "killed at any moment": (["crashes", "--runs", "{kills}"], "runs"),
    "a disk operation fails": (["crashes", "--errors", "--runs", "{errors}"], "runs"),
    "damaged files, by a fuzzer": (["fuzz", "--seconds", "{seconds}"], "runs"),
}
"""Kinds of attacks, the benches that try them, and the key of their number of tries."""


@dataclass(slots=True)
class Outcomes:
    """A plugin of pytest that counts the outcomes of tests by the attack that they belong to."""

    tried: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    names: list[str] = field(default_factory=list)

    def pytest_runtest_logreport(self, report: "TestReport") -> None:
        """Count a finished test, or one whose fixtures failed."""
        attack = next((name for name, paths in TESTS.items() if report.nodeid.startswith(tuple(paths))), "")
        if report.failed:
            self.failed[attack] += 1
            self.names.append(report.nodeid)
        elif report.skipped:
            self.skipped[attack] += 1
        elif report.when == "call":
            self.tried[attack] += 1


@click.command()
@click.option("--short", is_flag=True, help="Only the tests.")
@click.option("--histories", default=1000, show_default=True, help="Random histories of articles that move.")
@click.option("--kills", default=200, show_default=True, help="Kills.")
@click.option("--errors", default=96, show_default=True, help="Disk operations that fail.")
@click.option("--seconds", default=600, show_default=True, help="Time to fuzz each reader.")
def main(short: bool, **amounts: int) -> None:
    """Run every attack, and print a table of tries and failures."""
    outcomes = Outcomes()
    paths = [path for paths in TESTS.values() for path in paths]
    pytest.main(["-q", "--no-header", "-p", "no:cacheprovider", *paths], plugins=[outcomes])
    rows = [
        (name, outcomes.tried[name] + outcomes.failed[name], outcomes.failed[name], outcomes.skipped[name])
        for name in TESTS
    ]
    if not short:
        rows += _benches(amounts)
    print(f"{'attack':<62}{'tried':>12}{'failed':>8}{'skipped':>9}")
    for name, tried, failed, skipped in rows:
        print(f"{name:<62}{tried:>12,}{failed:>8,}{skipped:>9,}")
    for name in outcomes.names:
        print(f"failed: {name}")
    append("attack", {name: {"tried": tried, "failed": failed} for name, tried, failed, _ in rows})
    sys.exit(any(failed for _, _, failed, _ in rows))


def _benches(amounts: dict[str, int]) -> Iterator[tuple[str, int, int, int]]:
    for name, (words, key) in BENCHES.items():
        command = [sys.executable, "-m", "bench", *(word.format(**amounts) for word in words)]
        yield name, *_counts(command, key), 0


def _counts(
    command: Sequence[str], key: str, run: Callable[..., "subprocess.CompletedProcess[str]"] = subprocess.run
) -> tuple[int, int]:
    """Run a bench, and return how much it tried, and how often that failed: at least once if it says so."""
    done = run(command, stdout=subprocess.PIPE, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    result = json.loads(lines[-1]) if lines else {}
    tried, failures = result.get(key, 0), result.get("failures", 0)
    count = sum(tried.values()) if isinstance(tried, dict) else int(tried)
    failed = len(failures) if isinstance(failures, dict | list) else int(failures)
    return count, max(failed, int(done.returncode != 0))
