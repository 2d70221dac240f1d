"""Record how far the review of each published article has come, for the server."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from enregard.article.article import FacingArticle
from enregard.article.doubt import is_uncertain
from enregard.build.unpublished import NO_TEXT
from enregard.site.labels import Tally

SCHEMA = """
CREATE TABLE IF NOT EXISTS progress (
    seed TEXT PRIMARY KEY, slug TEXT NOT NULL, title TEXT NOT NULL, french TEXT NOT NULL, iso TEXT NOT NULL,
    reviewed INT NOT NULL, draft INT NOT NULL, doubtful INT NOT NULL, missing INT NOT NULL,
    findings INT NOT NULL
) WITHOUT ROWID;
"""
_LONGEST = 300
"""Characters of a title that are recorded."""


class Row(NamedTuple):
    """An article, and how many of its sentences are reviewed, drafts and missing.

    `doubtful` counts the drafts with findings and those that the model is not certain of.
    """

    seed: str
    slug: str
    title: str
    french: str
    iso: str
    reviewed: int
    draft: int
    doubtful: int
    missing: int
    findings: int

    @property
    def total(self) -> int:
        """The number of sentences."""
        return self.reviewed + self.draft + self.missing


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums over all published articles, and the number of articles that are not published."""

    articles: int
    finished: int
    reviewed: int
    draft: int
    doubtful: int
    missing: int
    findings: int
    unpublished: int

    @property
    def total(self) -> int:
        """The number of sentences."""
        return self.reviewed + self.draft + self.missing


class Order(Enum):
    """The order of articles; those with nothing left to review always come last."""

    DOUBTFUL = "doubtful"
    """Most doubtful sentences first."""
    OPEN = "open"
    """Fewest sentences left to review first."""
    NEWEST = "newest"


_ORDERS = {
    Order.DOUBTFUL: "doubtful DESC, draft + missing DESC",
    Order.OPEN: "draft + missing",
    Order.NEWEST: "iso DESC",
}


class Progress:
    """The table of the build state."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def record(self, rows: Iterable[Row]) -> None:
        """Record articles."""
        marks = ", ".join("?" * len(Row._fields))
        self._database.executemany(f"INSERT OR REPLACE INTO progress VALUES ({marks})", rows)  # noqa: S608

    def totals(self) -> Totals:
        """Return the sums."""
        sums = "reviewed), sum(draft), sum(doubtful), sum(missing), sum(findings"
        found = self._database.execute(
            f"SELECT count(*), sum(draft + missing = 0), sum({sums}), "  # noqa: S608 - fixed names
            "(SELECT count(*) FROM unpublished WHERE why != ?) FROM progress",
            [NO_TEXT],
        ).fetchone()
        return Totals(*(value or 0 for value in found))

    def rows(self, order: Order, start: int, count: int) -> Iterator[Row]:
        """Yield `count` articles from `start` on."""
        found = self._database.execute(
            f"SELECT * FROM progress ORDER BY draft + missing = 0, {_ORDERS[order]}, slug "  # noqa: S608
            "LIMIT ? OFFSET ?",
            [count, start],
        )
        return map(Row._make, found)


def row_of(facing: FacingArticle, tally: Tally) -> Row:
    """Return the row of an article with this tally."""
    article, facings = facing.article, [*facing.facings()]
    return Row(
        seed=str(article.path),
        slug=article.slug,
        title=facing.target_title[:_LONGEST],
        french=facing.title[:_LONGEST],
        iso=article.date.iso if article.date else "",
        reviewed=tally.reviewed,
        draft=tally.draft,
        doubtful=sum([one.sentence.count for one in facings if is_uncertain(one)]),
        missing=tally.missing,
        findings=sum([len(one.findings) for one in facings]),
    )
