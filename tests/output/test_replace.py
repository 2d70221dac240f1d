"""A site is written completely, and only into its folder."""

import json
import os
from pathlib import Path

import pytest

from enregard.errors import EnregardError
from enregard.output import staging
from enregard.output.manifest import MANIFEST
from tests.output.writing import SiteWriter
from tests.site.sites import build, names, refused, tree


def test_a_first_site_and_its_manifest(tmp_path: Path) -> None:
    with SiteWriter(tmp_path / "build") as writer:
        writer.write("b/c/é.html", "été\n")
        writer.write("a.bin", b"\0\xff")
        assert not (tmp_path / "build").exists()
    assert (tmp_path / "build/a.bin").read_bytes() == b"\0\xff"
    assert (tmp_path / "build/b/c/é.html").read_bytes() == "été\n".encode()
    assert names(tmp_path) == ["build"]
    manifest = json.loads((tmp_path / "build" / MANIFEST).read_bytes())
    assert manifest["generator"] == "enregard"
    assert list(manifest["files"]) == ["a.bin", "b/c/é.html"]
    assert manifest["files"]["a.bin"] == {
        "sha256": "06eb7d6a69ee19e5fbdf749018d3d2abfa04bcbd1365db312eb86dc7169389b8",
        "size": 2,
    }


def test_a_new_site_replaces_the_old_one(tmp_path: Path) -> None:
    build(tmp_path, a_html="1", gone_html="1")
    site = build(tmp_path, a_html="2")
    assert {name: text for name, text in tree(site).items() if name != MANIFEST} == {"a.html": "2"}
    assert names(tmp_path) == ["build"]


def test_the_same_site_leaves_the_old_untouched(tmp_path: Path) -> None:
    site = build(tmp_path, a_html="1")
    before = (site.stat().st_ino, (site / "a.html").stat().st_mtime_ns)
    build(tmp_path, a_html="1")
    assert (site.stat().st_ino, (site / "a.html").stat().st_mtime_ns) == before
    assert names(tmp_path) == ["build"]


@pytest.mark.parametrize("damage", ["edited", "longer", "deleted"])
def test_the_same_site_repairs_a_damaged_one(tmp_path: Path, damage: str) -> None:
    site = build(tmp_path, a_html="1", b_html="1")
    if damage == "deleted":
        (site / "a.html").unlink()
    else:
        (site / "a.html").write_text("2" if damage == "edited" else "22")
        later = (site / MANIFEST).stat().st_mtime_ns + 10**9
        os.utime(site / "a.html", ns=(later, later))
    build(tmp_path, a_html="1", b_html="1")
    assert (site / "a.html").read_text() == "1"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, EnregardError])
def test_an_exception_leaves_the_old_site_whole(tmp_path: Path, error: type[BaseException]) -> None:
    site = build(tmp_path, a_html="1")
    before = tree(site)
    with pytest.raises(error), SiteWriter(site) as writer:  # noqa: PT012
        writer.write("a.html", "2")
        raise error("stop")
    assert tree(site) == before
    assert names(tmp_path) == ["build"]


@pytest.mark.parametrize(
    "path", ["", "/a", "//a", "../a", "a/../../b", "a/..", "a\0b", MANIFEST, f"./{MANIFEST}"]
)
def test_paths_outside_the_site_are_refused(tmp_path: Path, path: str) -> None:
    with SiteWriter(tmp_path / "build") as writer, pytest.raises(ValueError, match="not a path inside"):
        writer.write(path, "x")
    assert names(tmp_path) == ["build"]


def test_a_path_is_written_once(tmp_path: Path) -> None:
    with SiteWriter(tmp_path / "build") as writer:
        writer.write("a/b", "x")
        with pytest.raises(ValueError, match="written twice"):
            writer.write("a//./b", "y")


def test_a_lone_surrogate_becomes_a_question_mark(tmp_path: Path) -> None:
    assert (build(tmp_path, a_html="a\ud800b") / "a.html").read_bytes() == b"a?b"


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = build(tmp_path, a_html="1")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(staging.Staging, "_create", full)
    assert refused(tmp_path).startswith(f"{site / 'a.html'}: cannot be written (No space left on device)")
    assert (site / "a.html").read_text() == "1"
