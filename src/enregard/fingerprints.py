"""What is remembered between builds: the files that a site is made from and consists of, and its articles.

A throw-away SQLite file. Deleting it costs time only, and so does whatever else makes it unusable.

A file counts as unchanged where size, times and inode are those remembered. Times advance in ticks, so that
a file which changed twice within one looks the same twice; one that was young when it was looked at is
therefore told by its SHA-256 as well, as git does with what it calls racily clean entries.
"""

import contextlib
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from sys import intern
from types import TracebackType
from typing import Any, NamedTuple, Self

from enregard.article import ArticleDate, Finding
from enregard.media import SCHEMA, References
from enregard.site.labels import Tally
from enregard.site.manifest import MANIFEST
from enregard.site.report import FlaggedArticle, FlaggedSentence, Kept
from enregard.site.staging import State, Written, state_of
from enregard.site.summary import Summary, Tag
from enregard.withheld import SCHEMA as HELD
from enregard.withheld import Held

_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
    name TEXT PRIMARY KEY, size INT, mtime INT, ctime INT, inode INT, sha256 BLOB, young INT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS articles (
    seed TEXT PRIMARY KEY, slug TEXT, day TEXT, year INT, month INT, monthday INT, source TEXT, title TEXT,
    target_title TEXT, target_lang TEXT, draft INT, reviewed INT, missing INT, engines TEXT, flagged TEXT,
    tags TEXT, outward TEXT, author TEXT, teaser TEXT, target_teaser TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS listings (path TEXT PRIMARY KEY, source BLOB NOT NULL) WITHOUT ROWID;
"""
_SCHEMA += SCHEMA + HELD
Row = tuple[Any, ...]
"""A line of the table of articles."""

_MANIFEST = f"build/{MANIFEST}"
_VERSION = 2  # of the tables; a file of another one is begun anew
_LARGE = 1 << 24
_AFTER_SLASH = chr(ord("/") + 1)
_TICK_NS = 50_000_000  # no system's clock for files advances in longer steps, but for
_COARSE_NS = 2_000_000_000  # those that keep whole seconds (FAT: every other one)


class Seen(NamedTuple):
    """A file as it was before it was read. `sha256` only where it was young."""

    name: str
    state: State
    sha256: bytes | None


class Fingerprints:
    """The memory in the file `path`. A context manager: what was noted stays on a clean exit only.

    Names begin with the folder that a file belongs to: `seeds/`, `translate/`, `site/`, `build/`.
    """

    def __init__(self, path: Path, *, keep: bool = True) -> None:
        self._path = path
        self._keep = keep

    def __enter__(self) -> Self:
        self._database = _open(self._path) if self._keep else _in_memory()
        self.references = References(self._database)
        self.held = Held(self._database)
        self.now_ns = _file_clock(self._path)
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
        for table in ("facts", "files", "articles", "listings"):
            self._database.execute(f"DELETE FROM {table}")  # noqa: S608 - fixed names
        self.references.forget_everything()
        self.held.forget_everything()

    def changed(self, folders: Mapping[str, Path]) -> Iterator[str]:
        """The names of remembered files that are gone or not as they were; `folders` says where they are."""
        again: list[Seen] = []
        for folder, path in folders.items():
            place = os.path.join(path, "")  # noqa: PTH118 - a Path for each of 50,000 files takes a second
            cut = len(folder)
            for name, size, mtime, ctime, inode, sha256, young in self._rows(folder):
                try:
                    state = state_of(os.stat(place + name[cut:]))  # noqa: PTH116
                except OSError:
                    yield name
                    continue
                if not young and state == (size, mtime, ctime, inode):
                    continue
                if sha256 is None:
                    yield name
                    continue
                seen = see(name, place + name[cut:], self.now_ns, always=True)
                if seen is None or seen.sha256 != sha256:
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

    def note(self, files: Iterable[Seen]) -> None:
        """Remember files that were read."""
        rows = [
            (file.name, *file.state, file.sha256, bool(file.sha256) and is_young(file.state, self.now_ns))
            for file in files
        ]
        self._database.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def note_written(self, files: Iterable[Written]) -> None:
        """Remember files of the site."""
        rows = [(f"build/{file.path}", *file.state, file.sha256) for file in files]
        self._database.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, 0)", rows)

    def note_shown(self) -> None:
        """The site is in its place: from now on others may change its files."""
        now = _file_clock(self._path)
        self._database.execute(
            "UPDATE files SET young = 1 WHERE name >= 'build/' AND name < 'build0' AND max(mtime, ctime) > "
            "? - CASE mtime % 1000000000 WHEN 0 THEN ? ELSE ? END",
            [now, _COARSE_NS, _TICK_NS],
        )

    def forget(self, names: Iterable[str]) -> None:
        """Forget files."""
        self._database.executemany("DELETE FROM files WHERE name = ?", [(name,) for name in names])

    def count(self) -> int:
        """The number of remembered articles."""
        return int(self._database.execute("SELECT count(*) FROM articles").fetchone()[0])

    def slugs(self) -> dict[str, str]:
        """The slug of each remembered article by the path of its seed, in the order of the paths."""
        return dict(self._database.execute("SELECT seed, slug FROM articles"))

    def articles(self, newest: int) -> Iterator[Kept]:
        """What is remembered of each article; teasers only of the `newest`, which feeds show."""
        with_teaser = {
            row[0]
            for row in self._database.execute(
                "SELECT seed FROM articles WHERE year IS NOT NULL ORDER BY printf('%04d', year) "
                "|| ifnull('-' || substr('0' || month, -2), '') "
                "|| ifnull('-' || substr('0' || monthday, -2), '') DESC, slug LIMIT ?",
                [newest],
            )
        }
        for row in self._database.execute("SELECT * FROM articles"):
            yield _kept(row if row[0] in with_teaser else (*row[:-2], "", ""))

    def article(self, seed: str) -> Row | None:
        """What is remembered of the article in `seed`."""
        found = self._database.execute("SELECT * FROM articles WHERE seed = ?", [seed]).fetchone()
        return None if found is None else tuple(found)

    def listing(self, path: str) -> bytes | None:
        """What the page at `path` was said to be made from; None where nothing was."""
        found = self._database.execute("SELECT source FROM listings WHERE path = ?", [path]).fetchone()
        return None if found is None else bytes(found[0])

    def note_listing(self, path: str, source: bytes) -> None:
        """Remember what a page about many articles was made from, as a digest."""
        self._database.execute("INSERT OR REPLACE INTO listings VALUES (?, ?)", [path, source])

    def note_articles(self, rows: Iterable[Row]) -> None:
        """Remember articles."""
        marks = ", ".join("?" * 20)
        self._database.executemany(f"INSERT OR REPLACE INTO articles VALUES ({marks})", rows)  # noqa: S608

    def forget_articles(self, seeds: Iterable[str]) -> None:
        """Forget articles, by the paths of their seeds."""
        self._database.executemany("DELETE FROM articles WHERE seed = ?", [(seed,) for seed in seeds])


def see(name: str, path: str, now_ns: int, *, always: bool = False) -> Seen | None:
    """The file `path` as it is, to be called before it is read; None where it cannot be.

    What changes it later is found out: another tick shows, and within the same one it was young.
    """
    try:
        state = state_of(os.stat(path))  # noqa: PTH116
        young = always or is_young(state, now_ns)
        return Seen(name, state, _sha256(path, state[0]) if young else None)
    except OSError:
        return None


def _sha256(path: str, size: int) -> bytes:
    """The SHA-256 of a file; one that may not fit into memory is read piece by piece, which is slower."""
    with open(path, "rb") as file:  # noqa: PTH123
        if size < _LARGE:
            return hashlib.sha256(file.read()).digest()
        return hashlib.file_digest(file, "sha256").digest()


def is_young(state: State, now_ns: int) -> bool:
    """Whether a file in this state may change after `now_ns` without its times telling."""
    _, mtime, ctime, _ = state
    tick = _COARSE_NS if mtime % 1_000_000_000 == 0 else _TICK_NS
    return max(mtime, ctime) > now_ns - tick


def _file_clock(path: Path) -> int:
    """What time it is for files beside `path`, whose clock may be another machine's."""
    beside = path.with_name(".clock")
    try:
        beside.touch()
        now = beside.stat().st_mtime_ns
        beside.unlink()
    except OSError:
        return 0  # every file is then young
    return now


def _open(path: Path) -> sqlite3.Connection:
    """The database at `path`; a new one where it is broken or busy, one in memory where there can be none."""
    for attempt in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(path, timeout=1)
            try:
                if database.execute("PRAGMA user_version").fetchone()[0] not in (0, _VERSION):
                    raise sqlite3.DatabaseError("of another version")
                database.executescript(f"PRAGMA journal_mode=WAL; {_SCHEMA} PRAGMA user_version={_VERSION};")
                database.execute("PRAGMA synchronous=NORMAL")
                database.execute("BEGIN IMMEDIATE")
            except sqlite3.Error:
                database.close()
                raise
            return database
        except sqlite3.OperationalError:
            break
        except sqlite3.DatabaseError:
            if attempt:
                break
            discard(path)
        except OSError:
            break
    return _in_memory()


def _in_memory() -> sqlite3.Connection:
    """A database that nothing is remembered in."""
    database = sqlite3.connect(":memory:")
    database.executescript(_SCHEMA)
    return database


def discard(path: Path) -> None:
    """Remove the memory at `path`, if that can be done."""
    with contextlib.suppress(OSError):
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


def row_of(kept: Kept) -> Row:
    """What is remembered of an article; the path of its seed first."""
    it, date, tally = kept.summary, kept.summary.date, kept.summary.tally
    return (
        it.seed.removeprefix("seeds/"),
        it.slug,
        *((date.verbatim, date.year, date.month, date.day) if date else (None,) * 4),
        it.source,
        it.title,
        it.target_title,
        it.target_lang,
        *(tally.draft, tally.reviewed, tally.missing, "\n".join(tally.engines)),
        json.dumps(asdict(kept.flagged)) if kept.flagged else None,
        json.dumps([(tag.french, tag.english) for tag in it.tags]) if it.tags else None,
        json.dumps(it.outward) if it.outward else None,
        *(it.author, it.teaser, it.target_teaser),
    )


def _kept(row: tuple[Any, ...]) -> Kept:
    seed, slug, day, year, month, monthday, source, title, target_title, target_lang, *rest = row
    draft, reviewed, missing, engines, flagged, tags, outward, author, teaser, target_teaser = rest
    return Kept(
        Summary(
            slug,
            f"seeds/{seed}",
            None if day is None else _date(day, year, month, monthday),
            None if source is None else intern(source),
            title,
            target_title,
            target_lang,
            _tally(draft, reviewed, missing, engines),
            tuple(Tag(*tag) for tag in json.loads(tags)) if tags else (),
            tuple(json.loads(outward)) if outward else (),
            *(author, teaser, target_teaser),
        ),
        _flagged(json.loads(flagged)) if flagged else None,
    )


@lru_cache(maxsize=4096)  # articles share them: there may be 100,000 articles, and no place for as many dates
def _date(verbatim: str, year: int, month: int | None, day: int | None) -> ArticleDate:
    return ArticleDate(verbatim, year, month, day)


@lru_cache(maxsize=4096)
def _tally(draft: int, reviewed: int, missing: int, engines: str) -> Tally:
    return Tally(draft, reviewed, missing, tuple(engines.split("\n")) if engines else ())


def _flagged(given: dict[str, Any]) -> FlaggedArticle:
    sentences = (
        FlaggedSentence(**sentence | {"findings": tuple(Finding(**found) for found in sentence["findings"])})
        for sentence in given["sentences"]
    )
    return FlaggedArticle(**given | {"sentences": tuple(sentences)})
