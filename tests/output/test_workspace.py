"""What dead runs leave next to a site is removed, and active runs are left alone."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from enregard.errors import EnregardError
from enregard.output.folders import remove_folder
from enregard.output.manifest import MANIFEST
from tests.output.writing import SiteWriter
from tests.site.sites import build, names, refused


@pytest.mark.parametrize("name", [".build-old", ".build-staging-4000000"])
def test_a_crash_while_an_old_folder_is_removed_is_cleaned_up(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = build(tmp_path, **{f"{folder}/{file}": "1" for folder in "abc" for file in "xy"})
    for left in range(8):
        shutil.copytree(site, tmp_path / name)
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
        shutil.rmtree(site)
        site = build(tmp_path, **{f"{folder}/{file}": "1" for folder in "abc" for file in "xy"})


def test_leftovers_of_dead_runs_are_removed_and_others_kept(tmp_path: Path) -> None:
    killed = "import os, sys; from pathlib import Path; from tests.output.writing import SiteWriter\n"
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


def test_two_builds_at_the_same_time(tmp_path: Path) -> None:
    with SiteWriter(tmp_path / "build") as writer:
        writer.write("a.html", "first")
        assert "another build is writing here" in refused(tmp_path)
    assert (tmp_path / "build/a.html").read_text() == "first"


def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def mkdir(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", mkdir)
    assert "cannot be written (Permission denied): check that it and its folder are writable" in refused(
        tmp_path
    )


def test_a_missing_parent_folder(tmp_path: Path) -> None:
    with pytest.raises(EnregardError, match="cannot be written"), SiteWriter(tmp_path / "no/build"):
        pass
