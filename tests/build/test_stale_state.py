"""A build copes with a state that is old, wrong or lost."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from enregard.build.catalogue import Catalogue, Row
from enregard.build.state import BuildState
from enregard.output.manifest import MANIFEST
from tests.incremental import (
    built,
    change,
    compare_with_fresh,
    files,
    recorded,
    remove,
    same_times,
    write,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return recorded(tmp_path / "publication")


@pytest.mark.parametrize("jump", [10**9 * 86400 * 400, -(10**9) * 86400 * 400])
def test_clock_jumps_hide_no_change(root: Path, jump: int) -> None:
    def set_times(folder: Path) -> None:
        for path in folder.rglob("*"):
            found = path.stat()
            os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns + jump))

    for part in ("seeds", "translate", "build", "site"):
        set_times(root / part)
    built(root)
    change(root / "translate/a.po", "DEUX", "Deux")
    change(root / "build/fr/b/index.html", "mot", "sot")
    for part in ("translate", "build"):
        set_times(root / part)
    compare_with_fresh(root, findings=False)
    assert "Deux MOTS" in (root / "build/en/a/index.html").read_text("utf-8")
    same_times(root / "build/fr/b/index.html", "mot", "sot")
    same_times(root / "seeds/a.txt", "demain", "samedi")
    compare_with_fresh(root, findings=False)
    change(root / "build/fr/b/index.html", "mot", "sot")
    os.utime(root / "build/fr/b/index.html", ns=(0, 0))
    os.utime(root / "build" / MANIFEST, ns=(4 * 10**18, 4 * 10**18))
    shutil.rmtree(root / ".enregard")
    compare_with_fresh(root, findings=False)


def test_a_build_survives_a_failing_state(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = Catalogue.record
    for error in (sqlite3.OperationalError("database or disk is full"), sqlite3.DatabaseError("malformed")):
        write(root / "seeds/a.txt", f"Un mot: {error}.\n")

        def fail(self: Catalogue, rows: Iterable[Row], error: sqlite3.Error = error) -> None:
            if self._database.execute("PRAGMA database_list").fetchone()[2]:
                raise error
            record(self, rows)

        with monkeypatch.context() as patch:
            patch.setattr(Catalogue, "record", fail)
            built(root)
        assert str(error) in (root / "build/fr/a/index.html").read_text("utf-8")
        assert (root / ".enregard/site.sqlite").exists() == isinstance(error, sqlite3.OperationalError)
        compare_with_fresh(root, findings=False)


def test_a_change_within_a_clock_tick_is_found(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Like a system with file times in whole seconds, and without status change times.
    def stat(path: str) -> SimpleNamespace:
        found = Path(path).stat()
        return SimpleNamespace(
            st_mode=found.st_mode,
            st_size=found.st_size,
            st_mtime_ns=10**9,
            st_ctime_ns=10**9,
            st_ino=found.st_ino,
        )

    for module in ("system.filestate", "build.files"):
        monkeypatch.setattr(f"enregard.{module}.os", SimpleNamespace(stat=stat, path=os.path))
    monkeypatch.setattr("enregard.build.files.file_clock", lambda path: 10**9)
    shutil.rmtree(root / ".enregard")
    built(root)
    change(root / "translate/a.po", "DEUX", "Deux")
    built(root)
    assert "Deux MOTS" in (root / "build/en/a/index.html").read_text("utf-8")


def test_state_may_be_lost_or_wrong(root: Path) -> None:
    whole = files(root / "build")
    old = (root / ".enregard/site.sqlite").read_bytes()
    change(root / "seeds/a.txt", "demain", "hier")
    remove(root / "seeds/b.txt")
    built(root)
    changed = files(root / "build")
    assert changed != whole
    for wrong in (old, old[:5000], b"", b"x" * 9000):
        for path in (root / ".enregard").glob("site.sqlite*"):
            path.unlink()
        write(root / ".enregard/site.sqlite", wrong)
        built(root)
        assert files(root / "build") == changed
    shutil.rmtree(root / ".enregard")
    write(root / ".enregard", "a file instead")
    built(root)
    assert files(root / "build") == changed


def test_a_planted_site_with_its_state_is_replaced(root: Path) -> None:
    """A copy has other inodes and times, so nothing in it counts as built here."""
    whole = files(root / "build")
    shutil.copytree(root, root.with_name("copy"))
    shutil.rmtree(root)
    root.with_name("copy").rename(root)
    page = root / "build/fr/b/index.html"
    page.write_bytes(b"<script>alert(1)</script>")
    with closing(sqlite3.connect(root / ".enregard/site.sqlite")) as state, state:
        for (name,) in state.execute("SELECT name FROM files WHERE size >= 0").fetchall():
            row = (hashlib.sha256((root / name).read_bytes()).digest(), name)
            state.execute("UPDATE files SET sha256 = ? WHERE name = ?", row)
        state.execute("UPDATE listings SET source = 1.5")  # no build wrote this either
    built(root)
    assert files(root / "build") == whole


def test_a_planted_site_without_its_state_is_replaced(root: Path) -> None:
    page = root / "build/fr/b/index.html"
    page.write_bytes(b"<script>alert(1)</script>".ljust(page.stat().st_size))
    os.utime(page, ns=(0, 0))
    shutil.rmtree(root / ".enregard")
    built(root)
    assert b"alert" not in page.read_bytes()


def test_state_of_another_version_is_discarded(tmp_path: Path) -> None:
    with BuildState(tmp_path / "m.sqlite") as state:
        state.record_fact("a", "b")
    with BuildState(tmp_path / "m.sqlite") as state:
        assert state.fact("a") == "b"
    database = sqlite3.connect(tmp_path / "m.sqlite")
    database.execute("PRAGMA user_version = 999")
    database.close()
    with BuildState(tmp_path / "m.sqlite") as state:
        assert state.fact("a") is None
