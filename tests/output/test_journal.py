"""Only a journal that a build may have written is completed."""

import hashlib
import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from enregard.build.state import BuildState
from enregard.output.manifest import MANIFEST
from enregard.output.staging import Staging
from enregard.output.target import OutsideError, site_path
from enregard.output.workspace import Workspace
from tests.hostile.test_special_files import built
from tests.site.sites import build, names


def leftover(site: Path, **entries: Any) -> Path:
    """Leave a staging folder that looks like that of a patch cut short."""
    folder = site.with_name(".build-staging-4000000")
    folder.mkdir()
    (folder / MANIFEST).write_text("{}")
    shutil.copy(site / MANIFEST, folder / "manifest.json")
    digest = hashlib.sha256((site / MANIFEST).read_bytes()).hexdigest()
    journal = {"from": digest, "to": digest, "moves": [], "removals": [], **entries}
    (folder / "journal.json").write_text(json.dumps(journal))
    return folder


def opened(site: Path) -> list[str]:
    """Enter a workspace, which completes leftovers. Returns its notes."""
    notes: list[str] = []
    with Workspace(site, notes.append):
        pass
    return notes


CLIMBING = [
    "../mine.txt",
    "a/../../mine.txt",
    "/etc/passwd",
    "..",
    ".",
    "",
    "link/mine.txt",
    "a//b",
    MANIFEST,
    "x\0",
    None,
    7,
    ["a"],
]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = build(tmp_path, a_html="1", b_html="2")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/mine.txt").write_text("mine")
    (tmp_path / "mine.txt").write_text("mine")
    (site / "link").symlink_to(tmp_path / "outside")
    return site


def unchanged(tmp_path: Path) -> bool:
    return (
        (tmp_path / "mine.txt").read_text() == "mine"
        and (tmp_path / "outside/mine.txt").read_text() == "mine"
        and names(tmp_path / "outside") == ["mine.txt"]
        and names(tmp_path) == ["build", "mine.txt", "outside"]
        and (tmp_path / "build/a.html").read_text() == "1"
    )


@pytest.mark.parametrize("path", CLIMBING)
@pytest.mark.parametrize("kind", ["moves", "removals"])
def test_a_name_that_climbs_out_is_not_used(tmp_path: Path, site: Path, kind: str, path: Any) -> None:
    name = hashlib.sha256(str(path).encode()).hexdigest()
    entries = [["a.html"], [name, path]] if kind == "moves" else ["a.html", path]
    folder = leftover(site, **{kind: entries[1:] if kind == "moves" else entries})
    (folder / name).write_text("planted")
    assert opened(site) == [f"{folder}: removed, since its journal is none that enregard wrote"]
    assert unchanged(tmp_path)


@pytest.mark.parametrize("name", ["../mine.txt", "payload", "manifest.json", "/etc/hostname", 7])
def test_only_files_that_wait_in_the_staging_folder_are_moved(tmp_path: Path, site: Path, name: Any) -> None:
    folder = leftover(site, moves=[[name, "c.html"]])
    (folder / "payload").write_text("planted")
    assert len(opened(site)) == 1
    assert unchanged(tmp_path)
    assert not (site / "c.html").exists()


def test_a_link_is_not_moved_into_the_site(tmp_path: Path, site: Path) -> None:
    name = Staging(site, site, flat=True).name("c.html")
    folder = leftover(site, moves=[[name, "c.html"]])
    (folder / name).symlink_to(tmp_path / "mine.txt")
    assert len(opened(site)) == 1
    assert not (site / "c.html").is_symlink()


@pytest.mark.parametrize(
    "content",
    [
        *("", "{}", "[]", "null", '"a"', "{", "[" * 1_000_000),
        '{"from": 1, "to": 2, "moves": 3, "removals": 4}',
        '{"from": "", "to": "", "moves": [["a"]], "removals": []}',
        '{"from": "", "to": "", "moves": [{}], "removals": []}',
    ],
)
def test_a_journal_that_is_none_is_thrown_away(tmp_path: Path, site: Path, content: str) -> None:
    folder = leftover(site)
    (folder / "journal.json").write_text(content)
    assert len(opened(site)) == 1
    assert opened(site) == []
    assert unchanged(tmp_path)


def test_a_journal_is_only_completed_with_the_manifest_that_it_names(tmp_path: Path, site: Path) -> None:
    folder = leftover(site, to="0" * 64, removals=["a.html"])
    (folder / "manifest.json").write_text("{}")
    opened(site)
    assert unchanged(tmp_path)
    leftover(site, removals=["a.html"])
    opened(site)
    assert not (site / "a.html").exists()


@pytest.mark.parametrize("path", ["../a", "/a", "a/../../b", "", ".", MANIFEST, "a\0"])
def test_a_path_outside_the_site_is_an_error(path: str) -> None:
    with pytest.raises(OutsideError, match="not a path inside the site"):
        site_path(path)


@pytest.mark.parametrize("path", ["C:/a", "C:a", "a\\..\\..\\b", "\\a", "//host/share/a"])
def test_a_path_outside_the_site_on_windows_is_an_error(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from pathlib import PureWindowsPath

    monkeypatch.setattr("enregard.output.target.PurePath", PureWindowsPath)
    with pytest.raises(OutsideError):
        site_path(path)


@pytest.mark.parametrize(
    "row",
    [
        "INSERT INTO files SELECT 'build/../mine.txt', size, 0, 0, 0, sha256, 0 FROM files LIMIT 1",
        "INSERT INTO files SELECT 'build/media/../../mine.txt', size, 0, 0, 0, sha256, 0 FROM files LIMIT 1",
        "INSERT INTO redirects VALUES ('../mine.txt', 'articles/a/index.html')",
        "INSERT INTO refs VALUES ('a.txt', 'x', 1, 'file', '../mine.txt', '', '')",
        "UPDATE articles SET slug = '../../..' WHERE seed = 'b.txt'",
        "UPDATE facts SET value = '[]' WHERE name = 'search'",
    ],
)
def test_a_planted_build_state_names_nothing_outside(tmp_path: Path, row: str) -> None:
    root = tmp_path / "publication"
    (root / "seeds").mkdir(parents=True)
    (root / "seeds/a.txt").write_text("Un texte.\n", "utf-8")
    (root / "seeds/b.txt").write_text("Un autre texte.\n", "utf-8")
    (root / "mine.txt").write_text("mine")
    built(root)
    with sqlite3.connect(root / ".enregard/site.sqlite") as database:
        assert database.execute(row).rowcount
    database.close()
    (root / "seeds/b.txt").unlink()
    said = built(root)
    assert "crashed" not in said
    assert (root / "mine.txt").read_text() == "mine"
    assert not (root / "build/articles/b").exists()
    with BuildState(root / ".enregard/site.sqlite") as state:
        assert not [name for name in state.files.names("build/") if ".." in name]
