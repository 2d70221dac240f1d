"""The HTML checker has nothing to say of the sites of the two seeds and of everything an article may hold."""

from pathlib import Path

from enregard.testing import render
from tests.conftest import ROOT
from tests.validators import nu


def test_the_html_checker_finds_nothing(tmp_path: Path) -> None:
    for name, publication in (("own", ROOT), ("rich", ROOT / "tests/publications/rich")):
        assert render(publication, tmp_path / name) == []
    assert nu(tmp_path) == []
