"""The sites of the two seeds and of everything an article may contain are valid HTML."""

from pathlib import Path

from enregard.testing import render
from tests.conftest import ROOT
from tests.validators import nu


def test_the_html_is_valid(tmp_path: Path) -> None:
    for name, publication in (("own", ROOT), ("rich", ROOT / "tests/publications/rich")):
        assert render(publication, tmp_path / name) == []
    assert nu(tmp_path) == []
