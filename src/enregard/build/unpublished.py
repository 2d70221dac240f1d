"""Remember unpublished articles: drafts, and those below the review threshold."""

import sqlite3
from collections.abc import Iterable

SCHEMA = "CREATE TABLE IF NOT EXISTS unpublished (seed TEXT PRIMARY KEY, why TEXT NOT NULL) WITHOUT ROWID;\n"


NO_TEXT = "no text"
"""Why a seed without an article is unpublished. Its own note says so."""


class Unpublished:
    """The unpublished articles in the build state, so that a build can skip them without reading them."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def record(self, found: Iterable[tuple[str, str]]) -> None:
        """Record seeds and why their articles are unpublished."""
        self._database.executemany("INSERT OR REPLACE INTO unpublished VALUES (?, ?)", found)

    def forget(self, seeds: Iterable[str]) -> None:
        """Forget the articles in these seeds."""
        self._database.executemany("DELETE FROM unpublished WHERE seed = ?", [(seed,) for seed in seeds])

    def all(self) -> dict[str, str]:
        """Map each unpublished seed to the reason, in the order of seeds, including those without text."""
        return dict(self._database.execute("SELECT seed, why FROM unpublished"))
