"""Atom feeds (RFC 4287) of the newest articles: French, English, and both facing; of all, a tag, or a source.

Every time in them comes from a date that an article states, never from a clock, so that a feed changes only
where an article does. An article without a date has no place in a feed, and a site without dates has none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC

from enregard.article.article import ArticleDate
from enregard.publication.publication import Settings
from enregard.site.addresses import address, in_language, name_in_address
from enregard.site.summary import Summary, Tag, links
from enregard.system.xml import allowed, element

ENTRIES = 50
"""At most, in the feeds of the whole site; the newest."""

_RFC_3339 = re.compile(
    r"\d{4}-\d\d-\d\d[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)"
)


@dataclass(frozen=True, slots=True)
class Feed:
    """One of the feeds: which of an article's pages it leads to, where it stands, and its language."""

    view: str
    path: str
    lang: str
    name: str
    """What it is, in its language."""
    page: str = "index.html"
    """The list of the same articles, in English."""
    about: str = ""
    """The tag or source of its articles, if they share one, in its language."""


FEEDS = (
    Feed("facing", "feeds/facing.xml", "en", "French and English"),
    Feed("en", "feeds/en.xml", "en", "English"),
    Feed("fr", "feeds/fr.xml", "fr", "français"),
)


def feed_title(feed: Feed, settings: Settings) -> str:
    """What readers see a feed called."""
    title = settings.title_in(feed.lang)
    if feed.about:
        title += (": " if feed.lang == "en" else "\N{NARROW NO-BREAK SPACE}: ") + feed.about
    return f"{title} ({feed.name})"


def moment(date: ArticleDate) -> str:
    """The first moment of the day, month or year that `date` states, or the time that it gives (RFC 3339).

    Atom has no months and years; the date as it is stands beside it, as `dcterms:issued`.
    """
    given = date.verbatim.strip()
    if _RFC_3339.fullmatch(given):
        return given.replace(" ", "T")
    return f"{date.year:04}-{date.month or 1:02}-{date.day or 1:02}T00:00:00Z"


def in_feeds(articles: Sequence[Summary], most: int = ENTRIES) -> list[Summary]:
    """Of `articles`, which are ordered newest first, those that feeds of at most so many show."""
    return [article for article in articles[:most] if article.date]


def atom(feed: Feed, settings: Settings, articles: Sequence[Summary]) -> Iterator[str]:
    """The feed of `articles`, which `in_feeds` chose; there is at least one, and the site has an address."""
    base = settings.base_url
    home = address(base, in_language(feed.page, feed.lang))
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    yield f' xmlns:dcterms="http://purl.org/dc/terms/" xml:lang="{feed.lang}">\n'
    yield element("id", address(base, feed.path))
    yield element("title", feed_title(feed, settings))
    if subtitle := settings.description_in(feed.lang):
        yield element("subtitle", subtitle)
    yield element(
        "updated", max((moment(article.date) for article in articles if article.date), key=_instant)
    )
    yield element("link", "", rel="self", type="application/atom+xml", href=address(base, feed.path))
    yield element("link", "", rel="alternate", type="text/html", href=home)
    yield (
        "<author>\n"
        + element("name", _first(settings.author_in(feed.lang), settings.title_in(feed.lang), home))
        + "</author>\n"
    )
    if settings.licence:
        yield element("rights", settings.licence)
    yield element("icon", address(base, "static/icon.svg"))
    yield element("generator", "enregard")
    for article in articles:
        yield from _entry(feed, base, article)
    yield "</feed>\n"


def _entry(feed: Feed, base: str, article: Summary) -> Iterator[str]:
    """The entry of one article."""
    assert article.date is not None  # noqa: S101 - see in_feeds
    pages = {view: address(base, path) for view, path in article.links.items()}
    # An entry has one name for ever, also where its article is renamed (RFC 4287, 4.2.6).
    yield "<entry>\n" + element("id", address(base, links(article.first_slug or article.slug)[feed.view]))
    yield element("title", _first(_by_language(feed, article.title, article.target_title, " — "), "—"))
    yield element("updated", moment(article.date))
    if article.date.day is not None:
        yield element("published", moment(article.date))
    yield element("dcterms:issued", article.date.iso)
    if article.source:
        yield element("dc:source", article.source)
    if author := allowed(article.author).strip():
        yield "<author>\n" + element("name", author) + "</author>\n"
    # Readers take any alternate for the entry's page, the first or the last: one it is.
    yield _link("alternate", feed.view, pages[feed.view])
    for view in pages:
        if view != feed.view:
            yield _link("related", view, pages[view])
    for tag in article.tags:
        term, label = name_in_address(tag.french), _label(feed, tag)
        yield element("category", "", term=term, scheme=address(base, "tags/index.html"), label=label)
    if summary := _by_language(feed, article.teaser, article.target_teaser, "\n\n"):
        yield element("summary", summary)
    yield "</entry>\n"


def _link(rel: str, view: str, href: str) -> str:
    """The link to one of an article's pages."""
    known = {} if view == "facing" else {"hreflang": view}
    return element("link", "", rel=rel, type="text/html", **known, href=href)


def _by_language(feed: Feed, french: str, english: str, joint: str) -> str:
    """The text in the language of `feed`, or in both; in French where there is no English."""
    if feed.view == "fr" or not english:
        return french
    return english if feed.view == "en" or french == english else french + joint + english


def _first(*texts: str) -> str:
    """The first of `texts` that is one in XML too."""
    return next(filter(None, (allowed(text).strip() for text in texts)))


def _label(feed: Feed, tag: Tag) -> str:
    return _by_language(feed, tag.french, tag.english, " / ")


def _instant(moment: str) -> tuple[float, str]:
    """Sorts moments by time, whatever their zones."""
    from datetime import datetime

    try:
        return datetime.fromisoformat(moment).astimezone(UTC).timestamp(), moment
    except (ValueError, OverflowError):
        return 0.0, moment
