"""The throw-away SQLite file in which builds remember. Losing it costs time only, whatever the reason."""

import contextlib
import sqlite3
from pathlib import Path

_VERSION = 3  # of the tables; a file of another one is begun anew


def open_database(path: Path, schema: str) -> sqlite3.Connection:
    """The database at `path`; a new one where it is broken or busy, one in memory where there can be none."""
    for attempt in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(path, timeout=1)
            try:
                if database.execute("PRAGMA user_version").fetchone()[0] not in (0, _VERSION):
                    raise sqlite3.DatabaseError("of another version")
                database.executescript(f"PRAGMA journal_mode=WAL; {schema} PRAGMA user_version={_VERSION};")
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
