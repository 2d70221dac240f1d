"""Notes on seeds for their authors, in the build state: every build repeats them."""

import sqlite3
from collections.abc import Iterable

from enregard.article.article import Note

SCHEMA = "CREATE TABLE IF NOT EXISTS notes (seed TEXT NOT NULL, line INT NOT NULL, what TEXT NOT NULL);\n"
SCHEMA += "CREATE INDEX IF NOT EXISTS notes_by_seed ON notes (seed);\n"


class SeedNotes:
    """The notes on the seeds of articles."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def record(self, found: Iterable[tuple[str, Note]]) -> None:
        """Record notes, each with its seed."""
        rows = ((seed, note.line, note.what) for seed, note in found)
        self._database.executemany("INSERT INTO notes VALUES (?, ?, ?)", rows)

    def all(self) -> list[tuple[str, Note]]:
        """Return each note with its seed, in the order of seeds and lines."""
        rows = self._database.execute("SELECT seed, line, what FROM notes ORDER BY seed, line, what")
        return [(seed, Note(what, line)) for seed, line, what in rows]
