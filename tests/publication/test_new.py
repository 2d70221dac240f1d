"""`enregard new` creates a publication that builds without a model, and never replaces files."""

import os
import re
import shlex
import shutil
import subprocess
import tomllib
from dataclasses import fields
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner

from enregard.cli import main
from enregard.errors import EnregardError
from enregard.publication import new
from enregard.publication.new import files, start
from enregard.publication.publication import Settings, open_publication, read_settings
from enregard.testing import render
from enregard.translate.glossary.csv_file import read_glossary
from enregard.translate.model.pin import read_pin


@pytest.fixture
def made(tmp_path: Path) -> Path:
    start(tmp_path / "revue")
    return tmp_path / "revue"


def test_it_builds_without_a_model_and_without_a_problem(made: Path, tmp_path: Path) -> None:
    assert render(made, tmp_path / "site") == []
    page = (tmp_path / "site" / "articles" / "bienvenue" / "index.html").read_text("utf-8")
    assert "The reader moves from one to the other" in page
    assert "My publication" in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_its_files_are_what_the_program_would_write(made: Path, tmp_path: Path) -> None:
    before = (made / "translate" / "bienvenue.po").read_bytes()
    result = CliRunner().invoke(main, ["build", str(made), "--offline"])
    assert result.exit_code == 0, result.output
    assert "1 article, 0 new drafts" in result.output
    assert (made / "translate" / "bienvenue.po").read_bytes() == before
    assert all(entry.fuzzy and entry.msgstr for entry in polib.pofile(str(made / "translate/bienvenue.po")))
    assert CliRunner().invoke(main, ["check", str(made), "--strict"]).exit_code == 0
    assert read_pin(made / "translate" / "model.toml") == read_pin(made / "none.toml")
    assert read_glossary(made / "translate" / "glossary.csv")[1] == []


def test_every_setting_is_commented_and_has_its_default(made: Path) -> None:
    text = (made / "site" / "site.toml").read_text("utf-8")
    given = tomllib.loads(text)
    assert [field.name for field in fields(Settings)] == list(given)
    for field in fields(Settings):
        if field.name != "title":
            assert getattr(read_settings(made / "site" / "site.toml"), field.name) == field.default
        assert re.search(rf"^#[^\n]+\n(?:\w+ = [^\n]+\n)?{field.name} = ", text, re.MULTILINE), field.name


def test_git_ignores_what_a_build_creates(made: Path) -> None:
    assert {"/build/", "/.enregard/"} <= set((made / ".gitignore").read_text("utf-8").splitlines())
    assert not (made / "gitignore").exists()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_changes_no_line_end(made: Path, tmp_path: Path) -> None:
    git = ["git", "-c", "core.autocrlf=true", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    (made / "seeds" / "dos.txt").write_bytes("Un été.\r\n".encode("cp1252"))
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "Begin"]):
        subprocess.run([*git, *command], cwd=made, check=True, capture_output=True)
    copy = tmp_path / "copy"
    subprocess.run([*git, "clone", "-q", made, copy], check=True, capture_output=True)
    for path in ("translate/bienvenue.po", "translate/model.toml", "seeds/bienvenue.md", "seeds/dos.txt"):
        assert (copy / path).read_bytes() == (made / path).read_bytes()


def test_the_next_step_is_printed(tmp_path: Path) -> None:
    folder = tmp_path / "ma revue"
    result = CliRunner().invoke(main, ["new", str(folder)])
    assert result.exit_code == 0
    assert f"enregard serve {shlex.quote(str(folder))}" in result.output
    open_publication(folder)


def test_a_folder_with_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    result = CliRunner().invoke(main, ["new", str(tmp_path)])
    assert result.exit_code == 1
    assert "is not empty (it contains 'notes.txt'): choose a new folder" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "revue").write_text("mine")
    with pytest.raises(
        EnregardError,
        match=r"cannot be written \(the name is taken\): choose a new folder inside a writable one",
    ):
        start(tmp_path / "revue")
    assert (tmp_path / "revue").read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 1


def test_an_empty_folder_and_an_empty_repository_are_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    inode = tmp_path.stat().st_ino
    start(Path())
    assert tmp_path.stat().st_ino == inode
    wanted = {
        ".git",
        ".gitattributes",
        ".github",
        ".gitignore",
        ".gitlab-ci.yml",
        "seeds",
        "site",
        "translate",
    }
    assert {path.name for path in tmp_path.iterdir()} == wanted


def test_permissions_follow_the_umask(made: Path) -> None:
    (made / "probe").mkdir()
    assert made.stat().st_mode == (made / "probe").stat().st_mode


@pytest.mark.parametrize("there", [True, False])
def test_a_failure_half_way_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    folder = tmp_path / "revue"
    if there:
        folder.mkdir()
    whole = list(files())

    def some() -> object:
        yield from whole[:3]
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(new, "files", some)
    with pytest.raises(EnregardError, match=r"cannot be written \(No space left on device\): free some"):
        start(folder)
    assert list(tmp_path.rglob("*")) == ([folder] if there else [])
