"""`enregard export` from the command line."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from enregard import cli
from tests.conftest import ROOT

PUBLICATION = ROOT / "tests" / "publications" / "markdown"


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    """A writable publication with markup."""
    root = tmp_path / "publication"
    shutil.copytree(PUBLICATION, root, ignore=shutil.ignore_patterns("expected"))
    return root


def export(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.main, ["export", *map(str, arguments)])


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("form", ["tmx", "xliff", "epub", "jsonl"])
def test_exporting_does_not_change_the_publication(publication: Path, tmp_path: Path, form: str) -> None:
    before = files(publication)
    path = tmp_path / f"a.{form}"
    result = export(form, publication, "--output", path)
    assert result.exit_code == 0, result.output
    assert "sentences in" in result.output
    assert path.stat().st_size > 1000
    assert files(publication) == before
    direct = subprocess.run(
        [
            sys.executable,
            "-c",
            "from enregard.cli import main; main()",
            "export",
            form,
            publication,
            "-o",
            "-",
        ],
        check=True,
        capture_output=True,
    )
    assert direct.stdout == path.read_bytes()


def test_words_in_markup_are_exported_too(publication: Path, tmp_path: Path) -> None:
    export("jsonl", publication, "--output", tmp_path / "a")
    lines = [json.loads(line) for line in (tmp_path / "a").read_text("utf-8").splitlines()]
    found = [line for line in lines if line["place"] == "markup"]
    assert found
    assert all(line["en"] and line["fr"] != line["en"] for line in found)


def test_unreadable_articles_are_reported_and_left_out(publication: Path, tmp_path: Path) -> None:
    (publication / "seeds" / "wrong.txt").write_text("date 2021-13 Non.", "utf-8")
    result = export("tmx", publication, "--output", tmp_path / "a")
    assert result.exit_code == 1
    assert "seeds/wrong.txt:1:" in result.output
    assert (tmp_path / "a").exists()


@pytest.mark.parametrize("place", ["seeds/a.tmx", "translate/a.tmx", "build/a.tmx"])
def test_exports_inside_the_publication_are_refused(publication: Path, place: str) -> None:
    before = files(publication)
    result = export("tmx", publication, "--output", publication / place)
    assert result.exit_code == 1
    assert "cannot be written here: choose a file outside seeds/, translate/ and build/ (to " in result.output
    assert files(publication) == before
