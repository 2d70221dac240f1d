"""Files as publishers have them come right, from the file to the page, with the real model.

The cases and the program that checks the pages are developers' data; tests skip where they are not.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SHARED

CASES = SHARED / "cases" / "reading"
CHECKER = SHARED / "cases" / "check_reading.py"
HTML = "allow_html"
"""The folder of the cases for a publication that allows raw HTML."""


def build(root: Path, *, allow_html: bool) -> None:
    """Make a publication of the cases, build it, and keep what the build prints in `build.log`."""
    ignored = () if allow_html else (HTML, "expect.json")
    shutil.copytree(
        CASES / HTML if allow_html else CASES, root / "seeds", ignore=shutil.ignore_patterns(*ignored)
    )
    (root / "site").mkdir()
    (root / "site" / "site.toml").write_text(f"allow_html = {str(allow_html).lower()}\n")
    (root / "translate").mkdir()
    shutil.copy(ROOT / "translate" / "model.toml", root / "translate")
    program: list[str | Path] = [
        Path(sys.executable).with_name("enregard"),
        "build",
        root,
        "--offline",
        "--threads",
        "1",
    ]
    with (root / "build.log").open("wb") as log:
        subprocess.run(program, stdout=log, stderr=log, check=False)


@pytest.mark.model
@pytest.mark.usefixtures("model")
@pytest.mark.skipif(not CASES.exists(), reason=f"the cases are not here: {CASES}")
def test_every_case_comes_right(tmp_path: Path) -> None:
    for name in ("plain", "html"):
        build(tmp_path / name, allow_html=name == "html")
    command: list[str | Path] = [sys.executable, CHECKER, CASES, tmp_path / "plain", tmp_path / "html", "-v"]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert [line for line in said.splitlines() if not line.startswith("right ")][:-1] == []
    assert said.count("\nright ") > 40
