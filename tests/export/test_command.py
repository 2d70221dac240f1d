"""`enregard export` from the command line."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from enregard import cli
from tests.conftest import ROOT
from tests.importing.examples import publication as make_publication

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


def test_without_a_file_the_message_suggests_one(publication: Path) -> None:
    result = export("xliff", publication)
    assert result.exit_code == 2
    assert "Add the file to write: -o publication.xlf" in result.output


@pytest.mark.parametrize("place", ["seeds/a.tmx", "translate/a.tmx", "build/a.tmx"])
def test_exports_inside_the_publication_are_refused(publication: Path, place: str) -> None:
    before = files(publication)
    result = export("tmx", publication, "--output", publication / place)
    assert result.exit_code == 1
    assert "cannot be written here: choose a file outside seeds/, translate/ and build/ (to " in result.output
    assert files(publication) == before


@pytest.mark.parametrize("form", ["tmx", "xliff", "epub", "jsonl"])
def test_what_the_author_holds_back_is_in_no_export(tmp_path: Path, form: str) -> None:
    held_back = "---\ndraft: true\n---\n# Fermé\n\nUn secret.\n"
    root = make_publication(tmp_path / "p", a="# Ouvert\n\nUn mot.\n", b=held_back)
    with_words = {"epub": "fermé", "xliff": "secret", "tmx": "secret", "jsonl": "secret"}
    for name, french in (("a", "Un mot."), ("b", "Un secret.")):
        (root / "translate" / f"{name}.po").write_text(
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
            f'msgid "{french}"\nmsgstr "x"\n',
            "utf-8",
        )
    path = tmp_path / "a"
    result = export(form, root, "--output", path)
    assert "left out: 1 unpublished article (seeds/b.md: draft): --all includes it" in result.output
    assert with_words[form] not in content(path)
    result = export(form, root, "--output", path, "--all")
    assert "left out" not in result.output
    assert with_words[form] in content(path)
    (root / "seeds" / "a.md").unlink()
    result = export(form, root, "--output", path)
    assert result.exit_code == 1
    assert "there is nothing to export but 1 unpublished article" in result.output


def content(path: Path) -> str:
    """Return the text of an export in lower case, whether or not it is an archive."""
    if not zipfile.is_zipfile(path):
        return path.read_text("utf-8").lower()
    with zipfile.ZipFile(path) as archive:
        return " ".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist()).lower()


def test_articles_that_are_to_be_reviewed_are_exported_except_to_a_book(tmp_path: Path) -> None:
    root = make_publication(tmp_path / "p", a="# Ouvert\n\nUn mot.\n")
    (root / "site").mkdir()
    (root / "site" / "site.toml").write_text("least_reviewed = 50\n", "utf-8")
    assert export("xliff", root, "--output", tmp_path / "a").exit_code == 0
    result = export("epub", root, "--output", tmp_path / "b")
    assert "but 1 unpublished article (seeds/a.md: 0 % reviewed)" in result.output


OWN_FILES = (
    "site/site.toml",
    "site/about.md",
    "site/new.tmx",
    "site/templates/base.html",
    "site/static/style.css",
    "Makefile",
    "package.json",
    "notes.jsonl",
    ".gitignore",
    ".git/config",
    ".enregard/site.sqlite",
    ".github/new.tmx",
    "build",
    "own/notes.txt",
)


@pytest.mark.parametrize("way", ["plain", "link", "dots", "linked folder", "hard link"])
def test_exports_never_replace_or_join_files_of_the_publication(
    publication: Path, tmp_path: Path, way: str
) -> None:
    for name in OWN_FILES:
        path = publication / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not name.endswith("new.tmx") and name != "build":
            path.write_text("{}\n" if name.endswith(".json") else "# mine\n")
    (tmp_path / "linked").symlink_to(publication)
    new = publication / "own/new.tmx"
    for name in OWN_FILES:
        new.unlink(missing_ok=True)
        path = publication / name
        if way == "link":
            new.symlink_to(path)
        elif way == "hard link":
            if not path.is_file():
                continue
            new.hardlink_to(path)
        ways = {"dots": publication / "seeds/.." / name, "linked folder": tmp_path / "linked" / name}
        before = files(publication)
        result = export("jsonl", publication, "--output", new if "link" in way[-4:] else ways.get(way, path))
        assert result.exit_code == 1, name
        assert (
            "belongs to the publication: choose another file (to publish" in result.output
            or "is not an earlier export: choose another file, or remove" in result.output
        ), result.output
        assert files(publication) == before
        assert not (publication / "build").exists()


def test_names_in_another_case_are_the_publications_if_they_are_on_this_disk(publication: Path) -> None:
    """A folder that has the same inode under another name stands for a disk that ignores case."""
    (publication / "site" / "static").mkdir(parents=True)
    (publication / "SEEDS").symlink_to(publication / "seeds")
    assert "outside seeds/" in export("tmx", publication, "--output", publication / "SEEDS/a.tmx").output
    assert "belongs to" in export("tmx", publication, "--output", publication / "Site").output


@pytest.mark.parametrize("form", ["tmx", "xliff", "epub", "jsonl"])
@pytest.mark.parametrize("name", ["new", "own/new.tmx", "site/static/new", "site/static/own/new"])
def test_exports_in_the_publication_can_be_replaced(publication: Path, name: str, form: str) -> None:
    path = publication / name
    path.parent.mkdir(parents=True, exist_ok=True)
    for _ in range(2):
        assert export(form, publication, "--output", path).exit_code == 0
    path.write_bytes(b"")
    assert export(form, publication, "--output", path).exit_code == 0
    assert path.stat().st_size > 1000


def test_a_link_to_itself_is_reported(publication: Path) -> None:
    path = publication / "loop"
    path.symlink_to(path)
    result = export("tmx", publication, "--output", path)
    assert result.output == f"error: {path}: is a link to itself: choose a file instead\n"
