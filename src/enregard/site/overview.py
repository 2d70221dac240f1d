"""Write the pages about all articles, and the files about them for other programs.

A page about many articles is written only where what it shows is not what it showed before: lists of ten
thousand articles are a hundred pages, of which a correction concerns one or two.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Protocol
from urllib.parse import urlsplit

from enregard.publication import Settings
from enregard.site.feeds import FEEDS, atom, feed_title, in_feeds
from enregard.site.listings import Group, Host, Part, by_month, by_source, by_tag, in_pages, outgoing, parts
from enregard.site.sitemap import robots, sitemap, sitemap_parts
from enregard.site.summary import Summary

WITHOUT_ADDRESS = (
    "site/site.toml gives no base_url: feeds, sitemap.xml, robots.txt, 404.html and the full addresses in "
    'pages are left out; set it to where the site will stand, such as base_url = "https://example.org/presse/"'
)


class Writer(Protocol):
    """Where pages go."""

    def write(self, path: str, content: str | bytes | Iterable[str], /) -> object:
        """Write the file `path` of the site."""

    def stands(self, path: str, source: bytes, /) -> bool:
        """Whether the file `path` stands, made from what has the digest `source`; it is then not written."""


class Show(Protocol):
    """Renders a page."""

    def __call__(self, template: str, path: str, title: str, /, **context: object) -> None:
        """Write the page `path` by `template`."""


@dataclass(frozen=True, slots=True)
class Sections:
    """What the pages about all articles lead to, beside each other; empty where there is none."""

    tags: str = ""
    links: str = ""


class Overview:
    """Writes what is about all `articles`, which are ordered newest first."""

    def __init__(self, settings: Settings, writer: Writer, show: Show, articles: Sequence[Summary]) -> None:
        self._settings = settings
        self._writer = writer
        self._show = show
        self._articles = articles
        self._keys = {article.slug: _key(article) for article in articles}
        self._in_feeds = in_feeds(articles)
        self._pages: list[str] = []

    def write(self) -> None:
        """Write everything."""
        months, sources = by_month(self._articles), by_source(self._articles)
        tags, hosts = by_tag(self._articles), outgoing(self._articles)
        sections = Sections("tags/index.html" if tags else "", "links/index.html" if hosts else "")
        self._home(sections)
        self._months(months, sections)
        self._groups("sources.html", "sources/index.html", "Sources", sources)
        if tags:
            self._groups("tags.html", "tags/index.html", "Tags", tags)
        self._links(hosts)

    def write_for_programs(self, pages: Iterable[str]) -> None:
        """Write feeds, sitemap and the page for addresses where nothing is; `pages` are others of the site.

        They need the site's address, and are left out where that is not known.
        """
        base = self._settings.base_url
        if not base:
            return
        for feed in FEEDS if self._in_feeds else ():
            self._writer.write(feed.path, atom(feed, self._settings, self._in_feeds))
        links = [article.links for article in reversed(self._articles)]
        for path, part in sitemap_parts(base, links, [*self._pages, *pages]):
            if not self._writer.stands(path, _digest(base, part)):
                self._writer.write(path, sitemap(base, part))
        self._writer.write("robots.txt", robots(base))
        root = (urlsplit(base).path.rstrip("/") or "") + "/"
        self._show("404.html", "404.html", "Page not found", root=root)

    def _home(self, sections: Sections) -> None:
        """The first page: the newest articles by month; then those before them."""
        counts = {
            "count": len(self._articles),
            "drafts": sum(article.tally.draft for article in self._articles),
            "reviewed": sum(article.tally.reviewed for article in self._articles),
        }
        first, *others = parts("index.html", self._articles, "pages/")
        groups = by_month(first.articles)
        self._pages.append(first.path)
        self._show("index.html", first.path, "", groups=groups, part=first, sections=sections, **counts)
        for part in others:
            self._list(part, "Articles", "index.html", "Articles")

    def _months(self, months: list[Group], sections: Sections) -> None:
        """The archive: all months, and the articles of each."""
        years = [(year, list(groups)) for year, groups in groupby(months, key=lambda group: group.year)]
        self._overview("months.html", "months/index.html", "Archive", months, years=years, sections=sections)
        self._lists(months, "months/index.html", "Archive")

    def _groups(self, template: str, path: str, title: str, groups: list[Group]) -> None:
        """A page of all sources or tags, and the articles of each."""
        self._overview(template, path, title, groups, groups=groups)
        self._lists(groups, path, title)

    def _overview(
        self, template: str, path: str, title: str, groups: list[Group], /, **context: object
    ) -> None:
        self._pages.append(path)
        shown = [(group.head, group.tag, group.page, len(group.articles)) for group in groups]
        if not self._stands(path, shown, context.get("sections")):
            self._show(template, path, title, **context)

    def _lists(self, groups: list[Group], up: str, up_title: str) -> None:
        """The pages of each group."""
        for group in groups:
            for part in parts(group.page, group.articles):
                self._list(part, group.head, up, up_title, group)

    def _list(self, part: Part, head: str, up: str, up_title: str, group: Group | None = None) -> None:
        """One page of a list."""
        self._pages.append(part.path)
        tag = group and group.tag
        keys = [self._keys[article.slug] for article in part.articles]
        if self._stands(part.path, head, tag, replace(part, articles=()), *keys):
            return
        title = f"{head}, page {part.number}" if part.number else head
        whole = group is not None and group.is_month
        months = [] if whole else by_month(part.articles)
        self._show(
            "list.html",
            part.path,
            title,
            head=head,
            tag=tag,
            part=part,
            months=months,
            up=up,
            up_title=up_title,
        )

    def _links(self, hosts: list[Host]) -> None:
        """The addresses on other sites to which articles link."""
        pages = in_pages(hosts)
        paths = ["links/index.html", *(f"links/{number}/index.html" for number in range(2, len(pages) + 1))]
        for number, (path, shown) in enumerate(zip(paths, pages, strict=False), 1):
            self._pages.append(path)
            before = paths[number - 2] if number > 1 else ""
            after = paths[number] if number < len(pages) else ""
            total = sum(host.count for host in hosts) if number == 1 else 0
            named = [
                (host.name, address, [(each.title, each.slug) for each in articles])
                for host in shown
                for address, articles in host.addresses
            ]
            if not self._stands(path, before, after, total, named):
                title = "Links" if number == 1 else f"Links, page {number}"
                self._show("links.html", path, title, hosts=shown, before=before, after=after, total=total)

    def _stands(self, path: str, *source: object) -> bool:
        """Whether the page at `path` stands; every page says besides whether there are feeds."""
        return self._writer.stands(path, _digest(bool(self._in_feeds), *source))


def feeds_of(settings: Settings) -> tuple[tuple[str, str, str], ...]:
    """The titles of the site's feeds, where they stand, and what is in them."""
    return tuple((feed_title(feed, settings), feed.path, feed.name) for feed in FEEDS)


def _key(article: Summary) -> bytes:
    """Says the same as long as lists show the article the same way."""
    it, date = article, article.date
    shown = (it.slug, date and date.iso, it.source, it.title, it.target_title, it.target_lang, it.tally)
    return hashlib.sha256(repr(shown).encode("utf-8", "backslashreplace")).digest()


def _digest(*parts: object) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part if isinstance(part, bytes) else repr(part).encode("utf-8", "backslashreplace"))
    return digest.digest()
