"""Notes on seeds for their authors, in the build state: every build repeats them."""

import sqlite3
from collections.abc import Iterable, Iterator

from enregard.article.article import Article, MarkKind, Note
from enregard.messages import ngettext
from enregard.publication.publication import Settings
from enregard.site.article.html import is_remote

SCHEMA = "CREATE TABLE IF NOT EXISTS notes (seed TEXT NOT NULL, line INT NOT NULL, what TEXT NOT NULL);\n"
SCHEMA += "CREATE INDEX IF NOT EXISTS notes_by_seed ON notes (seed);\n"


def remote_pictures(article: Article, settings: Settings) -> Iterator[Note]:
    """Yield a note if `settings` make pages link to pictures on other hosts instead of showing them."""
    if settings.remote_images:
        return
    lines = [
        leaf.line
        for leaf in article.leaves()
        if leaf.text is not None and leaf.text.marks
        for mark in leaf.text.marks
        if mark.kind is MarkKind.IMAGE and is_remote(mark.attrs.get("src", ""))
    ]
    if lines:
        what = ngettext(
            "a picture is on another host, so pages only link there: copy pictures next to the article, or "
            "set remote_images in site.toml",
            "{count} pictures are on other hosts, so pages only link there: copy pictures next to the "
            "article, or set remote_images in site.toml",
            len(lines),
        )
        yield Note(what, lines[0])


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
