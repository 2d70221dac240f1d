"""Record the files that a site was built from and consists of."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from stat import S_ISREG
from typing import Any

from enregard.output.manifest import MANIFEST
from enregard.output.staging import Written
from enregard.system.filestate import COARSE_NS, TICK_NS, Snapshot, file_clock, is_racy, snapshot, state_of

SCHEMA = """
CREATE TABLE IF NOT EXISTS files (
    name TEXT PRIMARY KEY, size INT, mtime INT, ctime INT, inode INT, sha256 BLOB, racy INT
) WITHOUT ROWID;
"""
_MANIFEST = f"build/{MANIFEST}"
_AFTER_SLASH = chr(ord("/") + 1)
_RECORD = "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)"


class Files:
    """The recorded files. Names begin with their folder: `seeds/`, `translate/`, `site/` or `build/`.

    `clock` is a path in a folder whose files get their times from the same clock as the recorded files.
    """

    def __init__(self, database: sqlite3.Connection, clock: Path) -> None:
        self._database = database
        self._clock = clock
        self.now_ns = file_clock(clock)

    def changed(self, folders: Mapping[str, Path]) -> Iterator[str]:
        """Yield the names of files that are gone, new or changed. `folders` maps their prefixes to paths."""
        unchanged: list[Snapshot] = []
        columns = "name, size, mtime, ctime, inode, racy"
        for folder, path in folders.items():
            prefix = os.path.join(path, "")  # noqa: PTH118 - a Path for each of 50,000 files takes a second
            cut = len(folder)
            for name, size, mtime, ctime, inode, racy in self._rows(folder, columns):
                try:
                    found = os.stat(prefix + name[cut:])  # noqa: PTH116
                except OSError:
                    if size >= 0:
                        yield name
                    continue
                # Compared like `state_of`, but without a call for each of 500,000 files.
                if (
                    found.st_mtime_ns == mtime
                    and found.st_size == size
                    and found.st_ctime_ns == ctime
                    and found.st_ino == inode
                    and not racy
                ):
                    continue
                if size < 0 and not S_ISREG(found.st_mode):
                    continue
                _, sha256 = self._recorded(name) or (0, None)
                seen = snapshot(name, prefix + name[cut:], self.now_ns, always=True) if sha256 else None
                if seen is None or seen.sha256 != sha256:
                    yield name
                else:
                    unchanged.append(seen)
        self.record(unchanged)

    def is_site_of_state(self, target: Path) -> bool:
        """Return whether the state was recorded with the site in `target`, here and not in a copy of it.

        The manifest then has the recorded times and inode. Whoever made the publication may have planted a
        state and a site, but cannot foresee when and where their files will be created.
        """
        found = self._database.execute(
            "SELECT size, mtime, ctime, inode FROM files WHERE name = ?", [_MANIFEST]
        ).fetchone()
        try:
            return bool(found == state_of((target / MANIFEST).lstat()))
        except OSError:
            return False

    def names(self, folder: str) -> Iterator[str]:
        """Yield the names under `folder`, sorted as UTF-8."""
        return (row[0] for row in self._rows(folder, "name"))

    def published_under(self, folder: str) -> Iterator[str]:
        """Yield the paths of the site's files under its `folder`, sorted as UTF-8."""
        return (name.removeprefix("build/") for name in self.names(f"build/{folder}"))

    def top_names(self) -> set[str]:
        """Return the names of the files and folders at the top of the site."""
        found = set()
        beyond = "build/"
        while row := next(self._rows("build/", "name", beyond, limit=1), None):
            top, inside, _ = row[0].removeprefix("build/").partition("/")
            found.add(top)
            # Skip the rest of this folder, which may hold many files.
            beyond = f"build/{top}{_AFTER_SLASH}" if inside else row[0] + "\0"
        return found

    def published(self) -> Iterator[tuple[str, int, bytes]]:
        """Yield path, size and SHA-256 of every file of the site, sorted."""
        return ((row[0][6:], row[1], row[5]) for row in self._rows("build/") if row[0] != _MANIFEST)

    def published_as(self, path: str) -> tuple[int, bytes] | None:
        """Return size and SHA-256 of a file of the site; None if the site has no such file."""
        return self._recorded(f"build/{path}")

    def record(self, snapshots: Iterable[Snapshot | None]) -> None:
        """Record the files that a build reads; None is an unreadable one."""
        rows = [
            (it.name, *it.state, it.sha256, bool(it.sha256) and is_racy(it.state, self.now_ns))
            for it in snapshots
            if it
        ]
        self._database.executemany(_RECORD, rows)

    def record_input(self, name: str, path: Path) -> None:
        """Record the file `path` before it is read, or forget it if it is unreadable."""
        self.forget([name])
        self.record([snapshot(name, str(path), self.now_ns)])

    def record_written(self, files: Iterable[Written]) -> None:
        """Record files that are written but not yet published; nobody else can change them until then."""
        self._database.executemany(_RECORD, [(f"build/{it.path}", *it.state, it.sha256, 0) for it in files])

    def record_published(self, files: Iterable[Written], *, whole: bool) -> None:
        """Record published files, which others may change from now on.

        `whole` says that all other files of the site have just been published, too.
        """
        now = file_clock(self._clock)
        rows = [(f"build/{it.path}", *it.state, it.sha256, is_racy(it.state, now)) for it in files]
        self._database.executemany(_RECORD, rows)
        if whole:
            self._database.execute(
                "UPDATE files SET racy = 1 WHERE name >= 'build/' AND name < 'build0' AND max(mtime, ctime) "
                "> ? - CASE mtime % 1000000000 WHEN 0 THEN ? ELSE ? END",
                [now, COARSE_NS, TICK_NS],
            )

    def forget(self, names: Iterable[str]) -> None:
        """Forget files."""
        self._database.executemany("DELETE FROM files WHERE name = ?", [(name,) for name in names])

    def _recorded(self, name: str) -> tuple[int, bytes] | None:
        found = self._database.execute("SELECT size, sha256 FROM files WHERE name = ?", [name])
        row: tuple[int, bytes] | None = found.fetchone()
        return row

    def _rows(
        self, folder: str, columns: str = "*", first: str = "", limit: int = -1
    ) -> Iterator[tuple[Any, ...]]:
        """Yield `columns` of the files under `folder` from the name `first` on, sorted."""
        return self._database.execute(
            f"SELECT {columns} FROM files WHERE name >= ? AND name < ? ORDER BY name LIMIT ?",  # noqa: S608
            [max(folder, first), folder[:-1] + _AFTER_SLASH, limit],
        )
