"""A folder that holds what this program did not make is left alone, and a line says so."""

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


def test_an_empty_folder_may_be_taken(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    assert (build(tmp_path, a_html="1") / "a.html").exists()


@pytest.mark.parametrize(
    "manifest", ["", "{", "[]", '{"generator": "other", "files": {}}', '{"generator": "enregard"}']
)
def test_a_folder_with_a_broken_manifest_is_foreign(tmp_path: Path, manifest: str) -> None:
    made = build(tmp_path, a_html="1")
    (made / MANIFEST).write_text(manifest)
    assert "enregard did not build it" in refused(tmp_path)


def test_a_file_added_to_the_site_is_not_lost(tmp_path: Path) -> None:
    made = build(tmp_path, a_html="1")
    (made / "CNAME").write_text("example.org")
    assert "contains 'CNAME', which enregard did not write" in refused(tmp_path)
    assert "site/static/" in refused(tmp_path)
    assert (made / "CNAME").read_text() == "example.org"


def test_what_file_managers_leave_is_no_hindrance(tmp_path: Path) -> None:
    made = build(tmp_path, a_html="1")
    (made / ".DS_Store").write_text("")
    assert (build(tmp_path, a_html="2") / "a.html").read_text() == "2"


def test_a_file_in_the_place(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("mine")
    assert "is a file" in refused(tmp_path)


@pytest.mark.parametrize("aim", ["elsewhere", "nowhere"])
def test_a_symbolic_link_in_the_place(tmp_path: Path, aim: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "build").symlink_to(tmp_path / aim)
    assert "is a symbolic link" in refused(tmp_path)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_symbolic_link_inside_the_site_is_not_followed(tmp_path: Path) -> None:
    made = build(tmp_path, a_html="1")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("dear")
    (made / "link").symlink_to(tmp_path / "mine")
    assert "contains 'link'" in refused(tmp_path)


def test_a_mount_point_in_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = build(tmp_path, a_html="1")
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == made)
    assert "is a mount point" in refused(tmp_path)


def test_what_appears_while_the_site_is_written_is_not_lost(tmp_path: Path) -> None:
    made = build(tmp_path, a_html="1")
    with pytest.raises(EnregardError, match="did not write"), SiteWriter(made) as writer:  # noqa: PT012
        writer.write("a.html", "2")
        (made / "mine").write_text("x")
    assert (made / "mine").read_text() == "x"


def test_the_target_can_be_checked_before_the_work(tmp_path: Path) -> None:
    check_target(tmp_path / "build")
    check_target(build(tmp_path, a_html="1"))
    (tmp_path / "build/more").write_text("x")
    with pytest.raises(EnregardError):
        check_target(tmp_path / "build")


def test_a_file_where_the_site_goes_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("mine")
    assert refused(tmp_path).endswith("build: is a file: move it away, the site needs a folder here")
    assert (tmp_path / "build").read_text() == "mine"
