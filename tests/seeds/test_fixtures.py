"""Fixtures: a seed, and next to it in `<seed>.expected` everything that must be read from it.

To add a case, add a seed to fixtures/, save what `python -m tests.seeds.dump SEED` prints as `SEED.expected`,
and review it.
"""

from pathlib import Path, PurePosixPath

import pytest

from enregard.seeds.read import read_seed

from .dump import dump

FIXTURES = Path(__file__).parent / "fixtures"
SEEDS = sorted(path for path in FIXTURES.iterdir() if path.suffix != ".expected")


def test_every_expectation_has_its_seed() -> None:
    expected = {path.name for path in FIXTURES.glob("*.expected")}
    assert {f"{path.name}.expected" for path in SEEDS} == expected


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_fixture(path: Path) -> None:
    expected = path.with_name(path.name + ".expected").read_text(encoding="utf-8")
    assert dump(read_seed(FIXTURES, PurePosixPath(path.name))) == expected
