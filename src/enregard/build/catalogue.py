"""Record the published articles, and what listing pages show about each."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import lru_cache
from sys import intern
from typing import Any

from enregard.article.article import ArticleDate, Finding
from enregard.site.labels import Tally
from enregard.site.report import FlaggedArticle, FlaggedSentence, ListedArticle
from enregard.site.summary import Summary, Tag

SCHEMA = """
CREATE TABLE IF NOT EXISTS articles (
    seed TEXT NOT NULL UNIQUE, slug TEXT, iso TEXT, day TEXT, year INT, month INT, monthday INT, source TEXT,
    title TEXT, target_title TEXT, target_lang TEXT, draft INT, reviewed INT, missing INT, engines TEXT,
    flagged TEXT, tags TEXT, outward TEXT, author TEXT, first_slug TEXT, shown BLOB, teaser TEXT,
    target_teaser TEXT, entry TEXT, PRIMARY KEY (iso DESC, slug)
) WITHOUT ROWID;
"""
_COLUMNS = (
    "seed, slug, day, year, month, monthday, source, title, target_title, target_lang, draft, reviewed, "
    "missing, engines, flagged, tags, outward, author, first_slug, shown"
)
_NEWEST_FIRST = "FROM articles ORDER BY iso DESC, slug"
Row = tuple[Any, ...]
"""A row of the table; the path of the article's seed comes first."""


class Catalogue:
    """The published articles in the build state."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def count(self) -> int:
        """Return the number of articles."""
        return int(self._database.execute("SELECT count(*) FROM articles").fetchone()[0])

    def slugs(self) -> dict[str, str]:
        """Return the slug of each article by its seed, in the order of seeds."""
        return dict(self._database.execute("SELECT seed, slug FROM articles ORDER BY seed"))

    def all(self, *, feeds: bool) -> Iterator[ListedArticle]:
        """Yield each article, newest first. With `feeds`, the articles in any feed include their teasers."""
        if not feeds:
            return map(_article, self._database.execute(f"SELECT {_COLUMNS}, '', '' {_NEWEST_FIRST}"))
        # here, because a build with nothing to do does not need it
        from enregard.site.lists.feed_scopes import in_any_feed

        dated = self._database.execute(
            "SELECT seed, source, tags FROM articles WHERE iso != '' ORDER BY iso DESC, slug"
        )
        with_teaser = in_any_feed(
            (seed, source, [french for french, _ in json.loads(tags)] if tags else ())
            for seed, source, tags in dated
        )
        rows = self._database.execute(f"SELECT {_COLUMNS}, teaser, target_teaser {_NEWEST_FIRST}")
        return (_article(row if row[0] in with_teaser else (*row[:-2], "", "")) for row in rows)

    def entries(self) -> Iterator[str]:
        """Yield the entry of each article in `index.json`, newest first."""
        return (row[0] for row in self._database.execute(f"SELECT entry {_NEWEST_FIRST}"))

    def row(self, seed: str) -> Row | None:
        """Return the row of the article in `seed`; None if absent."""
        found = self._database.execute("SELECT * FROM articles WHERE seed = ?", [seed]).fetchone()
        return None if found is None else tuple(found)

    def record(self, rows: Iterable[Row]) -> None:
        """Record articles."""
        marks = ", ".join("?" * 24)
        self._database.executemany(f"INSERT OR REPLACE INTO articles VALUES ({marks})", rows)  # noqa: S608


def row_of(article: ListedArticle) -> Row:
    """Return the row of an article."""
    it, date, tally = article.summary, article.summary.date, article.summary.tally
    return (
        it.seed.removeprefix("seeds/"),
        it.slug,
        date.iso if date else "",
        *((date.verbatim, date.year, date.month, date.day) if date else (None,) * 4),
        it.source,
        it.title,
        it.target_title,
        it.target_lang,
        *(tally.draft, tally.reviewed, tally.missing, "\n".join(tally.engines)),
        json.dumps(asdict(article.flagged)) if article.flagged else None,
        json.dumps([(tag.french, tag.english) for tag in it.tags]) if it.tags else None,
        json.dumps(it.outward) if it.outward else None,
        *("\n".join(it.authors), it.first_slug, it.listing_digest, it.teaser, it.target_teaser),
        article.entry,
    )


def _article(row: tuple[Any, ...]) -> ListedArticle:
    seed, slug, day, year, month, monthday, source, title, target_title, target_lang, *rest = row
    draft, reviewed, missing, engines, flagged, tags, outward, author, first_slug, shown, *teasers = rest
    return ListedArticle(
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
            *(tuple(author.split("\n")) if author else (), *teasers, shown, first_slug),
        ),
        _flagged(json.loads(flagged)) if flagged else None,
    )


@lru_cache(maxsize=4096)  # shared: 100,000 articles have far fewer dates
def _date(verbatim: str, year: int, month: int | None, day: int | None) -> ArticleDate:
    return ArticleDate(verbatim, year, month, day)


@lru_cache(maxsize=4096)
def _tally(draft: int, reviewed: int, missing: int, engines: str) -> Tally:
    return Tally(draft, reviewed, missing, tuple(engines.split("\n")) if engines else ())


def _flagged(given: dict[str, Any]) -> FlaggedArticle:
    lists = {name: tuple(map(_flagged_sentence, given[name])) for name in ("sentences", "doubtful")}
    return FlaggedArticle(**given | lists)


def _flagged_sentence(given: dict[str, Any]) -> FlaggedSentence:
    return FlaggedSentence(**given | {"findings": tuple(Finding(**found) for found in given["findings"])})
