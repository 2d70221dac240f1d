"""Write the pages about all articles, in both languages, and the files about them for other programs.

A page about many articles is written only where what it shows is not what it showed before: lists of ten
thousand articles are a hundred pages, of which a correction concerns one or two.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Protocol
from urllib.parse import urlsplit

from enregard.publication import Settings
from enregard.site.addresses import LANGUAGES, in_language
from enregard.site.feeds import FEEDS, atom, in_feeds
from enregard.site.listings import Group, Host, Part, by_month, by_source, by_tag, in_pages, outgoing, parts
from enregard.site.page import Feeds
from enregard.site.sitemap import robots, sitemap, sitemap_parts
from enregard.site.strings import STRINGS, Strings
from enregard.site.summary import Summary

WITHOUT_ADDRESS = (
    "site/site.toml gives no base_url: feeds, sitemap.xml, robots.txt, 404.html and the full addresses in "
    'pages are left out; set it to where the site will stand, such as base_url = "https://example.org/presse/"'
)

Words = Mapping[str, str]
"""The same in each language."""


class Writer(Protocol):
    """Where pages go."""

    def write(self, path: str, content: str | bytes | Iterable[str], /) -> object:
        """Write the file `path` of the site."""

    def stands(self, path: str, source: bytes, /) -> bool:
        """Whether the file `path` stands, made from what has the digest `source`; it is then not written."""


class Show(Protocol):
    """Renders a page."""

    def __call__(self, template: str, place: str, lang: str, title: str, /, **context: object) -> None:
        """Write the page `place` by `template`, in the language `lang`."""


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
        self._places: list[str] = []

    def write(self) -> None:
        """Write everything."""
        months, sources = by_month(self._articles), by_source(self._articles)
        tags, hosts = by_tag(self._articles), outgoing(self._articles)
        sections = Sections("tags/index.html" if tags else "", "links/index.html" if hosts else "")
        self._home(sections)
        self._months(months, sections)
        self._groups("sources.html", "sources/index.html", in_words(lambda t: t.sources), sources)
        if tags:
            self._groups("tags.html", "tags/index.html", in_words(lambda t: t.lists.tags), tags)
        self._links(hosts)

    def write_for_programs(self, places: Iterable[str]) -> None:
        """Write feeds, sitemap and the page for addresses where nothing is; `places` are others of the site.

        They need the site's address, and are left out where that is not known.
        """
        base = self._settings.base_url
        if not base:
            return
        for feed in FEEDS if self._in_feeds else ():
            self._writer.write(feed.path, atom(feed, self._settings, self._in_feeds))
        links = [article.links for article in reversed(self._articles)]
        pages = [{lang: in_language(place, lang) for lang in LANGUAGES} for place in (*self._places, *places)]
        for path, part in sitemap_parts(base, [*links, *pages]):
            if not self._writer.stands(path, _digest(base, part)):
                self._writer.write(path, sitemap(base, part))
        self._writer.write("robots.txt", robots(base))
        root = (urlsplit(base).path.rstrip("/") or "") + "/"
        self._show("404.html", "404.html", "en", "Page not found", root=root)

    def _home(self, sections: Sections) -> None:
        """The first page: the newest articles by month; then those before them."""
        first, *others = parts("index.html", self._articles, "pages/")
        context = {
            "count": len(self._articles),
            "drafts": any(article.tally.draft for article in self._articles),
            "reviewed": any(article.tally.reviewed for article in self._articles),
        }
        source = (sections, replace(first, articles=()), context, *self._keys_of(first))
        no_title = dict.fromkeys(LANGUAGES, "")
        self._page("index.html", first.path, no_title, source, part=first, sections=sections, **context)
        title = in_words(lambda t: t.articles)
        for part in others:
            self._list(part, title, "index.html", title)

    def _months(self, months: list[Group], sections: Sections) -> None:
        """The archive: all months, and the articles of each."""
        years = [(year, list(groups)) for year, groups in groupby(months, key=lambda group: group.year)]
        title = in_words(lambda t: t.archive)
        self._overview("months.html", "months/index.html", title, months, years=years, sections=sections)
        self._lists(months, "months/index.html", title)

    def _groups(self, template: str, place: str, title: Words, groups: list[Group]) -> None:
        """A page of all sources or tags, and the articles of each."""
        self._overview(template, place, title, groups, groups=groups)
        self._lists(groups, place, title)

    def _overview(
        self, template: str, place: str, title: Words, groups: list[Group], /, **context: object
    ) -> None:
        shown = [(group.heads["en"], group.tag, group.page, len(group.articles)) for group in groups]
        self._page(template, place, title, (shown, context.get("sections")), **context)

    def _lists(self, groups: list[Group], up: str, up_title: Words) -> None:
        """The pages of each group."""
        for group in groups:
            for part in parts(group.page, group.articles):
                self._list(part, group.heads, up, up_title, group)

    def _list(self, part: Part, heads: Words, up: str, up_title: Words, group: Group | None = None) -> None:
        """One page of a list."""
        tag = group and group.tag
        title = {
            lang: STRINGS[lang].lists.page.format(head=head, number=part.number) if part.number else head
            for lang, head in heads.items()
        }
        self._page(
            "list.html",
            part.path,
            title,
            (heads["en"], tag, replace(part, articles=()), *self._keys_of(part)),
            heads=heads,
            tag=tag,
            part=part,
            by_month=group is None or not group.is_month,
            up=up,
            up_title=up_title,
        )

    def _links(self, hosts: list[Host]) -> None:
        """The addresses on other sites to which articles link."""
        pages = in_pages(hosts)
        places = ["links/index.html", *(f"links/{number}/index.html" for number in range(2, len(pages) + 1))]
        for number, (place, shown) in enumerate(zip(places, pages, strict=False), 1):
            before = places[number - 2] if number > 1 else ""
            after = places[number] if number < len(pages) else ""
            total = sum(host.count for host in hosts) if number == 1 else 0
            named = [
                (host.name, address, [(each.title, each.slug) for each in articles])
                for host in shown
                for address, articles in host.addresses
            ]
            title = {
                lang: t.lists.page.format(head=t.lists.links, number=number) if number > 1 else t.lists.links
                for lang, t in STRINGS.items()
            }
            context = {"hosts": shown, "before": before, "after": after, "total": total}
            self._page("links.html", place, title, (before, after, total, named), **context)

    def _page(
        self, template: str, place: str, title: Words, source: Iterable[object], /, **context: object
    ) -> None:
        """The page `place` in both languages, where it does not stand made from `source` already."""
        self._places.append(place)
        # Every page says besides whether there are feeds.
        digest = _digest(bool(self._in_feeds), *source)
        for lang in LANGUAGES:
            if not self._writer.stands(in_language(place, lang), digest):
                self._show(template, place, lang, title[lang], **context)

    def _keys_of(self, part: Part) -> list[bytes]:
        """What the entries of a list say, as digests."""
        return [self._keys[article.slug] for article in part.articles]


def in_words(words: Callable[[Strings], str]) -> Words:
    """The same words of the theme in each language."""
    return {lang: words(STRINGS[lang]) for lang in LANGUAGES}


def feeds_of(settings: Settings, lang: str) -> Feeds:
    """The titles of the site's feeds in the language `lang`, that one's first, and what is in them."""
    names = STRINGS[lang].lists.feed_names
    title = settings.title_in(lang)
    ordered = sorted(FEEDS, key=lambda feed: feed.view != lang) if lang == "fr" else FEEDS
    return tuple((f"{title} ({names[feed.view]})", feed.path, names[feed.view]) for feed in ordered)


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
