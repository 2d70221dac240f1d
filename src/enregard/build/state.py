"""What is remembered between builds: the files that a site is made from and consists of, and its articles.

A throw-away SQLite file. Deleting it costs time only, and so does whatever else makes it unusable.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from enregard.build import catalogue, media, redirects, unpublished
from enregard.build.catalogue import Catalogue
from enregard.build.media import References
from enregard.build.redirects import Redirects
from enregard.build.unpublished import Held
from enregard.output.manifest import MANIFEST
from enregard.output.staging import Written
from enregard.system.database import in_memory, open_database
from enregard.system.filestate import COARSE_NS, TICK_NS, Snapshot, file_clock, is_racy, snapshot

_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
    name TEXT PRIMARY KEY, size INT, mtime INT, ctime INT, inode INT, sha256 BLOB, young INT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS listings (path TEXT PRIMARY KEY, source BLOB NOT NULL) WITHOUT ROWID;
"""
_SCHEMA += catalogue.SCHEMA + media.SCHEMA + unpublished.SCHEMA + redirects.SCHEMA
_VERSION = 5  # of the tables; a file of another one is begun anew
_MANIFEST = f"build/{MANIFEST}"
_AFTER_SLASH = chr(ord("/") + 1)


class Fingerprints:
    """The memory in the file `path`. A context manager: what was noted stays on a clean exit only.

    Names begin with the folder that a file belongs to: `seeds/`, `translate/`, `site/`, `build/`.
    """

    def __init__(self, path: Path, *, keep: bool = True) -> None:
        self._path = path
        self._keep = keep

    def __enter__(self) -> Self:
        self._database = (
            open_database(self._path, _SCHEMA, _VERSION, alone=True) if self._keep else in_memory(_SCHEMA)
        )
        self.catalogue = Catalogue(self._database)
        self.references = References(self._database)
        self.held = Held(self._database)
        self.redirects = Redirects(self._database, self.catalogue.slugs)
        self.now_ns = file_clock(self._path)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._database.commit()
        except sqlite3.Error:
            pass  # a full disk: the next build remembers less
        finally:
            self._database.close()

    def fact(self, name: str) -> str | None:
        """What was noted under `name`."""
        row = self._database.execute("SELECT value FROM facts WHERE name = ?", [name]).fetchone()
        return None if row is None else str(row[0])

    def note_fact(self, name: str, value: str) -> None:
        """Note `value` under `name`."""
        self._database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", [name, value])

    def forget_everything(self) -> None:
        """Begin anew."""
        for table in ("facts", "files", "listings"):
            self._database.execute(f"DELETE FROM {table}")  # noqa: S608 - fixed names
        self.catalogue.forget_everything()
        self.references.forget_everything()
        self.held.forget_everything()
        self.redirects.forget_everything()

    def changed(self, folders: Mapping[str, Path]) -> Iterator[str]:
        """The names of remembered files that are gone or not as they were; `folders` says where they are."""
        again: list[Snapshot] = []
        columns = "name, size, mtime, ctime, inode, young"
        for folder, path in folders.items():
            place = os.path.join(path, "")  # noqa: PTH118 - a Path for each of 50,000 files takes a second
            cut = len(folder)
            for name, size, mtime, ctime, inode, young in self._rows(folder, columns):
                try:
                    found = os.stat(place + name[cut:])  # noqa: PTH116
                except OSError:
                    yield name
                    continue
                # As `state_of` has it, without a call for each of 500,000 files.
                if (
                    found.st_mtime_ns == mtime
                    and found.st_size == size
                    and found.st_ctime_ns == ctime
                    and found.st_ino == inode
                    and not young
                ):
                    continue
                known = self._sha256(name)
                seen = snapshot(name, place + name[cut:], self.now_ns, always=True) if known else None
                if seen is None or seen.sha256 != known:
                    yield name
                else:
                    again.append(seen)
        self.note(again)

    def names(self, folder: str) -> Iterator[str]:
        """The names of the files remembered under `folder`, sorted as UTF-8."""
        return (row[0] for row in self._rows(folder, "name"))

    def tops(self) -> set[str]:
        """The names of the files and folders at the top of the site."""
        found = set()
        beyond = "build/"
        while row := next(self._rows("build/", "name", beyond, limit=1), None):
            top, inside, _ = row[0].removeprefix("build/").partition("/")
            found.add(top)
            # What comes next is not in this folder, whose many files need not be gone through.
            beyond = f"build/{top}{_AFTER_SLASH}" if inside else row[0] + "\0"
        return found

    def built(self) -> Iterator[tuple[str, int, bytes]]:
        """Every file of the site: its path in it, its size and SHA-256; sorted."""
        return ((row[0][6:], row[1], row[5]) for row in self._rows("build/") if row[0] != _MANIFEST)

    def _sha256(self, name: str) -> bytes | None:
        """What the content of a file was, where that is remembered."""
        row = self._database.execute("SELECT sha256 FROM files WHERE name = ?", [name]).fetchone()
        return None if row is None else row[0]

    def written(self, path: str) -> tuple[int, bytes] | None:
        """Size and SHA-256 of a file of the site; None where there is none."""
        found = self._database.execute("SELECT size, sha256 FROM files WHERE name = ?", [f"build/{path}"])
        row = found.fetchone()
        return None if row is None else (row[0], row[1])

    def _rows(
        self, folder: str, columns: str = "*", first: str = "", limit: int = -1
    ) -> Iterator[tuple[Any, ...]]:
        """The `columns` of the files under `folder`, sorted, those before `first` left out."""
        return self._database.execute(
            f"SELECT {columns} FROM files WHERE name >= ? AND name < ? ORDER BY name LIMIT ?",  # noqa: S608
            [max(folder, first), folder[:-1] + _AFTER_SLASH, limit],
        )

    def note(self, files: Iterable[Snapshot]) -> None:
        """Remember files that were read."""
        rows = [
            (file.name, *file.state, file.sha256, bool(file.sha256) and is_racy(file.state, self.now_ns))
            for file in files
        ]
        self._database.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def look(self, name: str, path: Path) -> None:
        """Remember the file `path` as it is, to be called before it is read; nothing where there is none."""
        self.forget([name])
        self.note(filter(None, [snapshot(name, str(path), self.now_ns)]))

    def note_written(self, files: Iterable[Written]) -> None:
        """Remember files of the site."""
        rows = [(f"build/{file.path}", *file.state, file.sha256) for file in files]
        self._database.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, 0)", rows)

    def note_placed(self, files: Iterable[Written]) -> None:
        """Remember files of the site that are in their places, where others may change them from now on."""
        now = file_clock(self._path)
        rows = [(f"build/{file.path}", *file.state, file.sha256, is_racy(file.state, now)) for file in files]
        self._database.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def note_shown(self) -> None:
        """The whole site is in its place: from now on others may change its files."""
        now = file_clock(self._path)
        self._database.execute(
            "UPDATE files SET young = 1 WHERE name >= 'build/' AND name < 'build0' AND max(mtime, ctime) > "
            "? - CASE mtime % 1000000000 WHEN 0 THEN ? ELSE ? END",
            [now, COARSE_NS, TICK_NS],
        )

    def forget(self, names: Iterable[str]) -> None:
        """Forget files."""
        self._database.executemany("DELETE FROM files WHERE name = ?", [(name,) for name in names])

    def listing(self, path: str) -> bytes | None:
        """What the page at `path` was said to be made from; None where nothing was."""
        found = self._database.execute("SELECT source FROM listings WHERE path = ?", [path]).fetchone()
        return None if found is None else bytes(found[0])

    def note_listing(self, path: str, source: bytes) -> None:
        """Remember what a page about many articles was made from, as a digest."""
        self._database.execute("INSERT OR REPLACE INTO listings VALUES (?, ?)", [path, source])
