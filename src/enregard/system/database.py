"""Open the SQLite files in the cache. Losing one costs only time.

Whoever made the publication may have planted one: a view in place of a table could run without end.
"""

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

_PAGES = "PRAGMA page_size=8192; PRAGMA journal_mode=WAL;"  # an article's row fits into one page
_PATIENCE_SECONDS = 10
_IMPATIENCE_SECONDS = 1
_KEYS_PER_QUERY = 500  # every SQLite version allows this many


def open_database(path: Path, schema: str, version: int = 0, *, alone: bool = False) -> sqlite3.Connection:
    """Open the database at `path`; replace it if it is damaged, or of another `version` or `schema`.

    Falls back to an empty database in memory if `path` cannot be used. With `alone`, no other process can
    write to the file; if one already does, the fallback is used too.
    """
    for attempt in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(path, timeout=_IMPATIENCE_SECONDS if alone else _PATIENCE_SECONDS)
            try:
                if database.execute("PRAGMA user_version").fetchone()[0] not in (0, version):
                    raise sqlite3.DatabaseError("written by another version")
                if not _definitions(database) <= _expected(schema):
                    raise sqlite3.DatabaseError("written by another program")
                database.executescript(f"{_PAGES} {schema} PRAGMA user_version={version};")
                database.execute("PRAGMA synchronous=NORMAL")
                if alone:
                    database.execute("BEGIN IMMEDIATE")
            except sqlite3.Error:
                database.close()
                raise
            return database
        except (sqlite3.OperationalError, OSError):
            break
        except sqlite3.DatabaseError:
            if attempt:
                break
            discard(path)
    return in_memory(schema)


def read_database(path: Path, schema: str, version: int) -> sqlite3.Connection | None:
    """Open the database at `path` for reading; None if it is absent, damaged, or of another version."""
    if not path.is_file():
        return None
    try:
        database = sqlite3.connect(path, timeout=_IMPATIENCE_SECONDS)
        try:
            database.execute("PRAGMA query_only=ON")
            is_current = database.execute("PRAGMA user_version").fetchone()[0] == version
            if is_current and _definitions(database) <= _expected(schema):
                return database
        except sqlite3.Error:
            pass
        database.close()
    except sqlite3.Error:
        pass
    return None


def _definitions(database: sqlite3.Connection) -> set[tuple[str, ...]]:
    """Return everything that the schema of a database defines; reading it runs none of it."""
    return set(database.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master"))


def _expected(schema: str) -> set[tuple[str, ...]]:
    with contextlib.closing(in_memory(schema)) as database:
        return _definitions(database)


def in_memory(schema: str) -> sqlite3.Connection:
    """Create an empty database that is not stored."""
    database = sqlite3.connect(":memory:")
    database.executescript(schema)
    return database


def select_in(database: sqlite3.Connection, query: str, keys: Sequence[bytes]) -> Iterator[Any]:
    """Run `query` for any number of `keys`, whose placeholders replace its `{}`, and yield the rows."""
    for start in range(0, len(keys), _KEYS_PER_QUERY):
        some = keys[start : start + _KEYS_PER_QUERY]
        yield from database.execute(query.format(",".join("?" * len(some))), some)


def discard(path: Path) -> None:
    """Remove the database at `path`, if possible."""
    with contextlib.suppress(OSError):
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
