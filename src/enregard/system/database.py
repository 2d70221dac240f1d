"""The throw-away SQLite files in the cache. Losing one costs time only, whatever the reason."""

import contextlib
import sqlite3
from pathlib import Path

_PAGES = "PRAGMA page_size=8192; PRAGMA journal_mode=WAL;"  # an article's line fits into one
_PATIENCE_SECONDS = 10
_IMPATIENCE_SECONDS = 1


def open_database(path: Path, schema: str, version: int = 0, *, alone: bool = False) -> sqlite3.Connection:
    """The database at `path`; a new one where it is broken, one in memory where there can be none.

    One whose tables are of another `version` is begun anew. `alone`: nobody else may write in it meanwhile,
    and where somebody does, there is none.
    """
    for attempt in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(path, timeout=_IMPATIENCE_SECONDS if alone else _PATIENCE_SECONDS)
            try:
                if database.execute("PRAGMA user_version").fetchone()[0] not in (0, version):
                    raise sqlite3.DatabaseError("of another version")
                database.executescript(f"{_PAGES} {schema} PRAGMA user_version={version};")
                database.execute("PRAGMA synchronous=NORMAL")
                if alone:
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
    return in_memory(schema)


def in_memory(schema: str) -> sqlite3.Connection:
    """A database that nothing is remembered in."""
    database = sqlite3.connect(":memory:")
    database.executescript(schema)
    return database


def discard(path: Path) -> None:
    """Remove the memory at `path`, if that can be done."""
    with contextlib.suppress(OSError):
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
