"""Unpublished articles: drafts, and those below the review threshold."""

import sqlite3
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import PurePosixPath

from enregard.article.article import Article, FacingArticle
from enregard.publication.publication import Publication
from enregard.seeds.files import display_path
from enregard.site.labels import tally

SCHEMA = "CREATE TABLE IF NOT EXISTS unpublished (seed TEXT PRIMARY KEY, why TEXT NOT NULL) WITHOUT ROWID;\n"


NO_TEXT = "no text"
"""Why a seed without an article is unpublished. Its own note says so."""
_NAMED = 3  # articles in a line


def why_held_back(publication: Publication, article: Article) -> str:
    """Return in a few words why its author holds the article back, however it is translated; else empty."""
    return "" if publication.everything else article.held


def why_unpublished(publication: Publication, facing: FacingArticle) -> str:
    """Return in a few words why the article is unpublished; empty if it is published.

    An article without sentences has nothing to review, so it is published.
    """
    if publication.everything:
        return ""
    if why := why_held_back(publication, facing.article):
        return why
    least = publication.settings.least_reviewed
    if least:
        count = tally(facing)
        if count.reviewed * 100 < least * count.total:
            return f"{count.reviewed * 100 // count.total} % reviewed"
    return ""


def unpublished_notice(found: Mapping[str, str]) -> str:
    """Return a line about unpublished articles: their seeds, and why."""
    count = "1 unpublished article" if len(found) == 1 else f"{len(found):,} unpublished articles"
    named = [f"{display_path(PurePosixPath(seed))}: {why}" for seed, why in islice(found.items(), _NAMED)]
    them = "it" if len(found) == 1 else "them"
    return f"{count} ({', '.join(named)}{', …' if len(found) > _NAMED else ''}): --all includes {them}"


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
