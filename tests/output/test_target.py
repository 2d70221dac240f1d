"""A folder with foreign content is left alone, and reported in one line."""

import os
from pathlib import Path

import pytest

from enregard.errors import EnregardError
from enregard.output.manifest import MANIFEST
from enregard.output.target import check_target
from tests.output.writing import SiteWriter
from tests.site.sites import build, refused


def test_a_foreign_folder_is_never_removed(tmp_path: Path) -> None:
    (tmp_path / "build/mine").mkdir(parents=True)
    (tmp_path / "build/mine/letter.txt").write_text("dear")
    assert "contains 'mine/letter.txt', and enregard did not build it" in refused(tmp_path)
    assert (tmp_path / "build/mine/letter.txt").read_text() == "dear"


def test_an_empty_folder_may_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    assert (build(tmp_path, a_html="1") / "a.html").exists()


@pytest.mark.parametrize(
    "manifest", ["", "{", "[]", '{"generator": "other", "files": {}}', '{"generator": "enregard"}']
)
def test_a_folder_with_a_broken_manifest_is_foreign(tmp_path: Path, manifest: str) -> None:
    site = build(tmp_path, a_html="1")
    (site / MANIFEST).write_text(manifest)
    assert "enregard did not build it" in refused(tmp_path)


def test_a_file_added_to_the_site_is_not_lost(tmp_path: Path) -> None:
    site = build(tmp_path, a_html="1")
    (site / "CNAME").write_text("example.org")
    assert "contains 'CNAME', which enregard did not write" in refused(tmp_path)
    assert "site/static/" in refused(tmp_path)
    assert (site / "CNAME").read_text() == "example.org"


def test_files_of_file_managers_are_ignored(tmp_path: Path) -> None:
    site = build(tmp_path, a_html="1")
    (site / ".DS_Store").write_text("")
    assert (build(tmp_path, a_html="2") / "a.html").read_text() == "2"


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("mine")
    assert "is a file" in refused(tmp_path)


@pytest.mark.parametrize("aim", ["elsewhere", "nowhere"])
def test_a_symbolic_link_is_refused(tmp_path: Path, aim: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "build").symlink_to(tmp_path / aim)
    assert "is a symbolic link, but the site needs a folder here: remove it" in refused(tmp_path)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_symbolic_link_inside_the_site_is_not_followed(tmp_path: Path) -> None:
    site = build(tmp_path, a_html="1")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("dear")
    (site / "link").symlink_to(tmp_path / "mine")
    assert "contains 'link'" in refused(tmp_path)


def test_a_mount_point_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = build(tmp_path, a_html="1")
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == site)
    assert "is a mount point" in refused(tmp_path)


def test_a_file_added_during_a_build_is_not_lost(tmp_path: Path) -> None:
    site = build(tmp_path, a_html="1")
    with pytest.raises(EnregardError, match="did not write"), SiteWriter(site) as writer:  # noqa: PT012
        writer.write("a.html", "2")
        (site / "mine").write_text("x")
    assert (site / "mine").read_text() == "x"


def test_the_target_can_be_checked_first(tmp_path: Path) -> None:
    check_target(tmp_path / "build")
    check_target(build(tmp_path, a_html="1"))
    (tmp_path / "build/more").write_text("x")
    with pytest.raises(EnregardError):
        check_target(tmp_path / "build")


def test_a_refused_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("mine")
    assert refused(tmp_path).endswith("build: is a file, but the site needs a folder here: move it elsewhere")
    assert (tmp_path / "build").read_text() == "mine"
