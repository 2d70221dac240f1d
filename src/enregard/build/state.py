"""Store what a build remembers for the next one, in an SQLite file.

Losing the file, for whatever reason, only costs time.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Self

from enregard.build import catalogue, files, media, notes, progress, redirects, unpublished
from enregard.build.catalogue import Catalogue
from enregard.build.files import Files
from enregard.build.media import References
from enregard.build.notes import SeedNotes
from enregard.build.progress import Progress
from enregard.build.redirects import Redirects
from enregard.build.unpublished import Unpublished
from enregard.system.database import discard, in_memory, open_database, read_database
from enregard.translate.record.word_links import links_name

if TYPE_CHECKING:
    from enregard.build.render import Rendered

_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS drafts (seed TEXT PRIMARY KEY, ids BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS departed (seed TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS listings (path TEXT PRIMARY KEY, source BLOB NOT NULL) WITHOUT ROWID;
"""
_SCHEMA += files.SCHEMA + catalogue.SCHEMA + media.SCHEMA + unpublished.SCHEMA + redirects.SCHEMA
_SCHEMA += notes.SCHEMA + progress.SCHEMA
_VERSION = 15  # of the tables; a file of another version is discarded
_BY_SEED = ("articles", "refs", "former", "unpublished", "notes", "progress", "drafts", "departed")
"""The tables whose rows belong to a seed."""
_TABLES = (*_BY_SEED, "facts", "listings", "files", "redirects")
STATE = "site.sqlite"
"""The name of the file, in the cache."""


@contextmanager
def open_progress(path: Path) -> Iterator[Progress | None]:
    """Open the progress in the state in the file `path`, even during a build; None if it is not there."""
    database = read_database(path, _SCHEMA, _VERSION)
    if database is None:
        yield None
        return
    with closing(database):
        yield Progress(database)


class BuildState:
    """The state in the file `path`. A context manager: a clean exit saves what was recorded.

    Without `keep`, the state starts empty, in memory, and is lost on exit.
    """

    def __init__(self, path: Path, *, keep: bool = True) -> None:
        self._path = path
        self._keep = keep

    def __enter__(self) -> Self:
        self._database = (
            open_database(self._path, _SCHEMA, _VERSION, alone=True) if self._keep else in_memory(_SCHEMA)
        )
        self.files = Files(self._database, self._path)
        self.catalogue = Catalogue(self._database)
        self.references = References(self._database)
        self.unpublished = Unpublished(self._database)
        self.notes = SeedNotes(self._database)
        self.progress = Progress(self._database)
        self.redirects = Redirects(self._database, self.catalogue.slugs)
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            if kind is None:
                self._database.commit()
        except sqlite3.Error:
            pass  # a full disk: the next build remembers less
        finally:
            self._database.close()

    def record(self, batch: Sequence["Rendered"]) -> None:
        """Record rendered articles and their input files, replacing earlier records.

        The next build reads an article again if it has no inputs.
        """
        seeds = [it.seed for it in batch]
        self.forget(seeds)
        self.files.record(snapshot for it in batch for snapshot in it.inputs)
        self.unpublished.record((it.seed, it.unpublished) for it in batch if it.unpublished)
        self.notes.record((it.seed, note) for it in batch for note in it.notes)
        self.catalogue.record(it.row for it in batch if it.row)
        self.progress.record(it.progress for it in batch if it.progress)
        self.references.record((it.seed, reference) for it in batch for reference in it.references)
        self.redirects.record((it.seed, former) for it in batch for former in it.former)
        drafts = ((it.seed, it.drafts) for it in batch if it.drafts)
        self._database.executemany("INSERT INTO drafts VALUES (?, ?)", drafts)
        departed = ((it.seed,) for it in batch if it.departed)
        self._database.executemany("INSERT INTO departed VALUES (?)", departed)

    def drafts(self) -> Iterator[tuple[str, bytes]]:
        """Yield the seeds of articles with drafts, each with its `drafts_in`."""
        return self._database.execute("SELECT seed, ids FROM drafts ORDER BY seed")

    def has_departed(self) -> bool:
        """Return whether a record has reviewed translations of sentences that its article no longer has."""
        return self._database.execute("SELECT 1 FROM departed LIMIT 1").fetchone() is not None

    def forget(self, seeds: Iterable[str]) -> None:
        """Forget the articles in these seeds, and the files they were rendered from."""
        seeds = list(seeds)
        self.forget_articles(seeds)
        self.forget_inputs(seeds)

    def forget_articles(self, seeds: Iterable[str]) -> None:
        """Forget the articles in these seeds, but not their files, which may belong to others now."""
        rows = [(seed,) for seed in seeds]
        for table in _BY_SEED:
            self._database.executemany(f"DELETE FROM {table} WHERE seed = ?", rows)  # noqa: S608

    def forget_inputs(self, seeds: Iterable[str]) -> None:
        """Forget what the articles in these seeds were rendered from, so that the next build reads them."""
        self.files.forget(
            name
            for seed in seeds
            for name in (
                f"seeds/{seed}",
                f"translate/{PurePosixPath(seed).with_suffix('.po')}",
                f"translate/{links_name(seed)}",
            )
        )

    def clear(self) -> None:
        """Forget everything."""
        for table in _TABLES:
            self._database.execute(f"DELETE FROM {table}")  # noqa: S608 - fixed names

    def discard(self) -> None:
        """Remove the file of the state, which is damaged."""
        discard(self._path)

    def fact(self, name: str) -> str | None:
        """Return what was recorded under `name`; None if absent."""
        row = self._database.execute("SELECT value FROM facts WHERE name = ?", [name]).fetchone()
        return None if row is None else str(row[0])

    def record_fact(self, name: str, value: str) -> None:
        """Record `value` under `name`."""
        self._database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", [name, value])

    def listing(self, path: str) -> bytes | None:
        """Return the digest of what the listing page at `path` was built from; None if it is not recorded."""
        found = self._database.execute("SELECT source FROM listings WHERE path = ?", [path]).fetchone()
        return None if found is None else bytes(found[0])

    def record_listing(self, path: str, source: bytes) -> None:
        """Record the digest of what a listing page is built from."""
        self._database.execute("INSERT OR REPLACE INTO listings VALUES (?, ?)", [path, source])
