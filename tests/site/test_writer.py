"""Staging and swapping: the old site stands whole until the new one does, and nothing else is touched."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from enregard.errors import EnregardError
from enregard.site import staging
from enregard.site import writer as module
from enregard.site.folders import remove_folder
from enregard.site.writer import MANIFEST, SiteWriter, check_target


def tree(folder: Path) -> dict[str, str]:
    """Every file under `folder`, and what it holds."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def build(root: Path, **files: str) -> Path:
    """Write a site of `files` (with `_` for the dot) into `root`/build."""
    with SiteWriter(root / "build") as writer:
        for name, content in files.items():
            writer.write(name.replace("_", "."), content)
    return root / "build"


def names(root: Path) -> list[str]:
    """What lies in `root`."""
    return sorted(path.name for path in root.iterdir())


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


def test_a_new_site_replaces_the_old_whole(tmp_path: Path) -> None:
    build(tmp_path, a_html="1", gone_html="1")
    made = build(tmp_path, a_html="2")
    assert {name: text for name, text in tree(made).items() if name != MANIFEST} == {"a.html": "2"}
    assert names(tmp_path) == ["build"]


def test_the_same_site_leaves_the_old_untouched(tmp_path: Path) -> None:
    made = build(tmp_path, a_html="1")
    before = (made.stat().st_ino, (made / "a.html").stat().st_mtime_ns)
    build(tmp_path, a_html="1")
    assert (made.stat().st_ino, (made / "a.html").stat().st_mtime_ns) == before
    assert names(tmp_path) == ["build"]


@pytest.mark.parametrize("harm", ["edited", "longer", "deleted"])
def test_the_same_site_repairs_a_harmed_one(tmp_path: Path, harm: str) -> None:
    made = build(tmp_path, a_html="1", b_html="1")
    if harm == "deleted":
        (made / "a.html").unlink()
    else:
        (made / "a.html").write_text("2" if harm == "edited" else "22")
        later = (made / MANIFEST).stat().st_mtime_ns + 10**9
        os.utime(made / "a.html", ns=(later, later))
    build(tmp_path, a_html="1", b_html="1")
    assert (made / "a.html").read_text() == "1"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, EnregardError])
def test_an_exception_leaves_the_old_site_whole(tmp_path: Path, error: type[BaseException]) -> None:
    made = build(tmp_path, a_html="1")
    before = tree(made)
    with pytest.raises(error), SiteWriter(made) as writer:  # noqa: PT012
        writer.write("a.html", "2")
        raise error("stop")
    assert tree(made) == before
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


def test_a_lone_surrogate_is_no_crash(tmp_path: Path) -> None:
    assert (build(tmp_path, a_html="a\ud800b") / "a.html").read_bytes() == b"a?b"


def refused(root: Path) -> str:
    """The one line told when a site cannot be written into `root`/build; `root` must be left as it is."""
    before = names(root)
    with pytest.raises(EnregardError) as caught, SiteWriter(root / "build") as writer:
        writer.write("a.html", "new")
    assert names(root) == before
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_foreign_folder_is_never_removed(tmp_path: Path) -> None:
    (tmp_path / "build/mine").mkdir(parents=True)
    (tmp_path / "build/mine/letter.txt").write_text("dear")
    assert "holds 'mine/letter.txt' and was not made by enregard" in refused(tmp_path)
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
    assert "was not made by enregard" in refused(tmp_path)


def test_a_file_added_to_the_site_is_not_lost(tmp_path: Path) -> None:
    made = build(tmp_path, a_html="1")
    (made / "CNAME").write_text("example.org")
    assert "holds 'CNAME', which enregard did not write" in refused(tmp_path)
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
    assert "holds 'link'" in refused(tmp_path)


def test_a_mount_point_in_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = build(tmp_path, a_html="1")
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == made)
    assert "is a mount point" in refused(tmp_path)


def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def mkdir(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", mkdir)
    assert (
        "cannot be written (Permission denied): make room, or let this folder and the one above be written"
        in refused(tmp_path)
    )


def test_a_parent_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(EnregardError, match="cannot be written"), SiteWriter(tmp_path / "no/build"):
        pass


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = build(tmp_path, a_html="1")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(staging.Staging, "_create", full)
    assert refused(tmp_path).startswith(f"{made / 'a.html'}: cannot be written (No space left on device)")
    assert (made / "a.html").read_text() == "1"


def test_a_second_rename_that_fails_puts_the_old_site_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = build(tmp_path, a_html="1")
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if "-staging-" in self.name:
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(module, "exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", failing)
    assert "Input/output error" in refused(tmp_path)
    assert (made / "a.html").read_text() == "1"


def test_a_crash_between_the_renames_is_recovered(tmp_path: Path) -> None:
    made = build(tmp_path, a_html="1")
    made.rename(tmp_path / ".build-old")
    with pytest.raises(ValueError, match="stop"), SiteWriter(made):
        raise ValueError("stop")
    assert (made / "a.html").read_text() == "1"
    assert names(tmp_path) == ["build"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges folders in one step")
def test_there_is_a_site_at_every_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = build(tmp_path, a_html="1")
    monkeypatch.setattr(Path, "rename", lambda *_: pytest.fail("moved aside"))
    build(tmp_path, a_html="2")
    assert (made / "a.html").read_text() == "2"
    assert names(tmp_path) == ["build"]


@pytest.mark.parametrize("name", [".build-old", ".build-staging-4000000"])
def test_a_crash_while_an_old_folder_is_removed_is_cleaned_up(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = build(tmp_path, **{f"{folder}/{file}": "1" for folder in "abc" for file in "xy"})
    for left in range(8):
        shutil.copytree(made, tmp_path / name)
        unlinks = iter(range(left))

        def dying(
            path: str, *, dir_fd: int | None = None, unlinks: Iterator[int] = unlinks, unlink: Any = os.unlink
        ) -> None:
            if next(unlinks, None) is None:
                raise KeyboardInterrupt
            unlink(path, dir_fd=dir_fd)

        with monkeypatch.context() as patch:
            patch.setattr(os, "unlink", dying)
            patch.setattr(Path, "unlink", lambda path, missing_ok=False: dying(str(path)))
            with contextlib.suppress(KeyboardInterrupt):
                remove_folder(tmp_path / name, MANIFEST)
        build(tmp_path, a_html="2")
        assert names(tmp_path) == ["build"]
        shutil.rmtree(made)
        made = build(tmp_path, **{f"{folder}/{file}": "1" for folder in "abc" for file in "xy"})


def test_a_crash_after_the_renames_is_cleaned_up(tmp_path: Path) -> None:
    made = build(tmp_path, a_html="1")
    shutil.copytree(made, tmp_path / ".build-old")
    build(tmp_path, a_html="2")
    assert names(tmp_path) == ["build"]


def test_a_foreign_folder_in_the_way_of_the_old_site(tmp_path: Path) -> None:
    build(tmp_path, a_html="1")
    (tmp_path / ".build-old").mkdir()
    (tmp_path / ".build-old/mine").write_text("x")
    assert ".build-old: is in the way and was not made by enregard" in refused(tmp_path)


def test_leftovers_of_dead_runs_are_removed_and_others_kept(tmp_path: Path) -> None:
    killed = "import os, sys; from pathlib import Path; from enregard.site.writer import SiteWriter\n"
    killed += "w = SiteWriter(Path(sys.argv[1])).__enter__(); w.write('a', 'b'); os._exit(9)"
    assert (
        subprocess.run([sys.executable, "-c", killed, str(tmp_path / "build")], check=False).returncode == 9
    )
    assert len(names(tmp_path)) == 1
    (tmp_path / ".build-staging-notes").mkdir()
    (tmp_path / ".build-staging-notes/mine.txt").write_text("x")
    (tmp_path / ".build-staging-0").mkdir()
    build(tmp_path, a_html="1")
    assert names(tmp_path) == [".build-staging-notes", "build"]


@pytest.mark.skipif(not module._CAN_LOCK, reason="this system has no flock")
def test_two_builds_at_once(tmp_path: Path) -> None:
    with SiteWriter(tmp_path / "build") as writer:
        writer.write("a.html", "first")
        assert "another build is writing here" in refused(tmp_path)
    assert (tmp_path / "build/a.html").read_text() == "first"


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
    assert refused(tmp_path).endswith("build: is a file: move it away, the site is made here as a folder")
    assert (tmp_path / "build").read_text() == "mine"
