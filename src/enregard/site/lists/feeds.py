"""Atom feeds (RFC 4287) of the newest articles, in French, in English and in both.

All times in them come from the dates of articles, never from a clock, so that a feed changes only if an
article does. Feeds leave out articles without a date; a site without dates has no feeds.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC

from enregard.article.article import ArticleDate
from enregard.publication.publication import Settings
from enregard.site.addresses import absolute_url, localised_path, slugify
from enregard.site.summary import Summary, links
from enregard.site.words.strings import STRINGS
from enregard.system.xml import allowed, element

ENTRIES = 50
"""The most articles in a feed of the whole site."""

_RFC_3339 = re.compile(
    r"\d{4}-\d\d-\d\d[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)"
)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: the view of articles that it links to, its path and its language."""

    view: str
    path: str
    lang: str
    page: str = "index.html"
    """The English listing page of the same articles."""
    about: str = ""
    """The tag or source of its articles, in its language; empty for all articles."""


FEEDS = (
    Feed("facing", "feeds/facing.xml", "en"),
    Feed("en", "feeds/en.xml", "en"),
    Feed("fr", "feeds/fr.xml", "fr"),
)


def feed_title(feed: Feed, settings: Settings) -> str:
    """Return the title of a feed."""
    title, t = settings.title_in(feed.lang), STRINGS[feed.lang]
    if feed.about:
        title = t.lists.about.format(title=title, subject=feed.about)
    return f"{title} ({t.languages[feed.view]})"


def timestamp(date: ArticleDate) -> str:
    """Return the time that `date` gives, or the start of its day, month or year (RFC 3339).

    Atom needs a full time; `dcterms:issued` is as precise as the date.
    """
    given = date.verbatim.strip()
    if _RFC_3339.fullmatch(given):
        return given.replace(" ", "T")
    return f"{date.year:04}-{date.month or 1:02}-{date.day or 1:02}T00:00:00Z"


def in_feeds(articles: Sequence[Summary], most: int = ENTRIES) -> list[Summary]:
    """Return the dated articles among the first `most` of `articles`, which come newest first."""
    return [article for article in articles[:most] if article.date]


def has_feeds(settings: Settings, articles: Sequence[Summary]) -> bool:
    """Return whether a site with these `articles`, newest first, has feeds."""
    return bool(settings.base_url and in_feeds(articles))


def atom(feed: Feed, settings: Settings, articles: Sequence[Summary]) -> Iterator[str]:
    """Yield the feed of `articles`, at least one, as `in_feeds` returns them. Needs a `base_url`."""
    base = settings.base_url
    home = absolute_url(base, localised_path(feed.page, feed.lang))
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    yield f' xmlns:dcterms="http://purl.org/dc/terms/" xml:lang="{feed.lang}">\n'
    yield element("id", absolute_url(base, feed.path))
    yield element("title", feed_title(feed, settings))
    if subtitle := settings.description_in(feed.lang):
        yield element("subtitle", subtitle)
    yield element(
        "updated", max((timestamp(article.date) for article in articles if article.date), key=_seconds)
    )
    yield element("link", "", rel="self", type="application/atom+xml", href=absolute_url(base, feed.path))
    yield element("link", "", rel="alternate", type="text/html", href=home)
    yield (
        "<author>\n"
        + element("name", _first(settings.author_in(feed.lang), settings.title_in(feed.lang), home))
        + "</author>\n"
    )
    if settings.licence:
        yield element("rights", settings.licence)
    yield element("icon", absolute_url(base, "static/icon.svg"))
    yield element("generator", "enregard")
    for article in articles:
        yield from _entry(feed, base, article)
    yield "</feed>\n"


def _entry(feed: Feed, base: str, article: Summary) -> Iterator[str]:
    assert article.date is not None  # noqa: S101 - see in_feeds
    pages = {view: absolute_url(base, path) for view, path in article.links.items()}
    # An entry keeps its id for ever, even if the article is renamed (RFC 4287, 4.2.6).
    yield "<entry>\n" + element(
        "id", absolute_url(base, links(article.first_slug or article.slug)[feed.view])
    )
    yield element("title", _first(_by_language(feed, article.title, article.target_title, " — "), "—"))
    yield element("updated", timestamp(article.date))
    if article.date.day is not None:
        yield element("published", timestamp(article.date))
    yield element("dcterms:issued", article.date.iso)
    if article.source:
        yield element("dc:source", article.source)
    for author in filter(None, (allowed(name).strip() for name in article.authors)):
        yield "<author>\n" + element("name", author) + "</author>\n"
    # Some feed readers use the first alternate as the entry's page, others the last, so there is only one.
    yield _link("alternate", feed.view, pages[feed.view])
    for view in pages:
        if view != feed.view:
            yield _link("related", view, pages[view])
    for tag in article.tags:
        term, label = slugify(tag.french), _by_language(feed, tag.french, tag.english, " / ")
        yield element("category", "", term=term, scheme=absolute_url(base, "tags/index.html"), label=label)
    if summary := _by_language(feed, article.teaser, article.target_teaser, "\n\n"):
        yield element("summary", summary)
    yield "</entry>\n"


def _link(rel: str, view: str, href: str) -> str:
    """Render the link to one of an article's pages."""
    known = {} if view == "facing" else {"hreflang": view}
    return element("link", "", rel=rel, type="text/html", **known, href=href)


def _by_language(feed: Feed, french: str, english: str, joint: str) -> str:
    """Return the text in the language of `feed`, or in both; in French if there is no English."""
    if feed.view == "fr" or not english:
        return french
    return english if feed.view == "en" or french == english else french + joint + english


def _first(*texts: str) -> str:
    """Return the first of `texts` that is not empty, without characters that XML forbids."""
    return next(filter(None, (allowed(text).strip() for text in texts)))


def _seconds(timestamp: str) -> tuple[float, str]:
    """Return a key that sorts timestamps by time, regardless of their zones."""
    from datetime import datetime

    try:
        return datetime.fromisoformat(timestamp).astimezone(UTC).timestamp(), timestamp
    except (ValueError, OverflowError):
        return 0.0, timestamp
