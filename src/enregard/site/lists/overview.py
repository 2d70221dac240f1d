"""Write the pages about all articles, in both languages.

A page about many articles is written only where what it shows is not what it showed before: lists of ten
thousand articles are a hundred pages, of which a correction concerns one or two.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Protocol

from enregard.publication.publication import Settings
from enregard.site.addresses import LANGUAGES, in_language
from enregard.site.digests import digest
from enregard.site.lists.feed_scopes import feed_links, feeds_about
from enregard.site.lists.feeds import Feed, in_feeds
from enregard.site.lists.listings import (
    Group,
    Host,
    Part,
    by_month,
    by_source,
    by_tag,
    in_pages,
    outgoing,
    parts,
)
from enregard.site.page import Feeds
from enregard.site.summary import Summary
from enregard.site.words.strings import STRINGS, Strings

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

    def __call__(
        self,
        template: str,
        place: str,
        lang: str,
        title: str,
        context: Mapping[str, object],
        /,
        *,
        feeds: Feeds = (),
        root: str = "",
    ) -> None:
        """Write the page `place` by `template` with `context`, in the language `lang`.

        `feeds` are those of what the page shows. `root` is the way to the site's folder, for a page that is
        shown anywhere.
        """


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
        self._has_feeds = bool(settings.base_url and in_feeds(articles))
        self.places: list[str] = []
        """The pages that there are, by their paths in English."""
        self.followed: list[Group] = []
        """The tags and sources that have feeds."""

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

    def _home(self, sections: Sections) -> None:
        """The first page: the newest articles by month; then those before them."""
        first, *others = parts("index.html", self._articles, "pages/")
        context: dict[str, object] = {
            "count": len(self._articles),
            "drafts": any(article.tally.draft for article in self._articles),
            "reviewed": any(article.tally.reviewed for article in self._articles),
        }
        source = [sections, replace(first, articles=()), *context.items(), *_shown(first)]
        no_title = dict.fromkeys(LANGUAGES, "")
        context |= {"part": first, "sections": sections}
        self._page("index.html", first.path, no_title, source, context)
        title = in_words(lambda t: t.articles)
        for part in others:
            self._list(part, title, "index.html", title)

    def _months(self, months: list[Group], sections: Sections) -> None:
        """The archive: all months, and the articles of each."""
        years = [(year, list(groups)) for year, groups in groupby(months, key=lambda group: group.year)]
        title = in_words(lambda t: t.archive)
        context = {"years": years, "sections": sections}
        self._overview("months.html", "months/index.html", title, months, context)
        self._lists(months, "months/index.html", title)

    def _groups(self, template: str, place: str, title: Words, groups: list[Group]) -> None:
        """A page of all sources or tags, and the articles of each."""
        self._overview(template, place, title, groups, {"groups": groups})
        self._lists(groups, place, title)

    def _overview(
        self, template: str, place: str, title: Words, groups: list[Group], context: Mapping[str, object]
    ) -> None:
        """A page of all `groups`."""
        shown = [(group.heads["en"], group.tag, group.page, len(group.articles)) for group in groups]
        self._page(template, place, title, [shown, context.get("sections")], context)

    def _lists(self, groups: list[Group], up: str, up_title: Words) -> None:
        """The pages of each group."""
        for group in groups:
            feeds = feeds_about(group) if self._has_feeds else ()
            if feeds:
                self.followed.append(group)
            for part in parts(group.page, group.articles):
                self._list(part, group.heads, up, up_title, group, feeds)

    def _list(
        self,
        part: Part,
        heads: Words,
        up: str,
        up_title: Words,
        group: Group | None = None,
        feeds: Sequence[Feed] = (),
    ) -> None:
        """One page of a list."""
        tag = group and group.tag
        title = {
            lang: STRINGS[lang].lists.page.format(head=head, number=part.number) if part.number else head
            for lang, head in heads.items()
        }
        source = [heads["en"], tag, bool(feeds), replace(part, articles=()), *_shown(part)]
        context = {
            "heads": heads,
            "tag": tag,
            "part": part,
            "by_month": group is None or not group.is_month,
            "up": up,
            "up_title": up_title,
        }
        self._page("list.html", part.path, title, source, context, feeds)

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
            self._page("links.html", place, title, [before, after, total, named], context)

    def _page(
        self,
        template: str,
        place: str,
        title: Words,
        source: Iterable[object],
        context: Mapping[str, object],
        feeds: Sequence[Feed] = (),
    ) -> None:
        """The page `place` in both languages, where it does not stand made from `source` already."""
        self.places.append(place)
        # Every page says besides whether there are feeds.
        made_from = digest(self._has_feeds, *source)
        for lang in LANGUAGES:
            if not self._writer.stands(in_language(place, lang), made_from):
                links = feed_links(feeds, self._settings, lang)
                self._show(template, place, lang, title[lang], context, feeds=links)


def in_words(words: Callable[[Strings], str]) -> Words:
    """The same words of the theme in each language."""
    return {lang: words(STRINGS[lang]) for lang in LANGUAGES}


def _shown(part: Part) -> list[bytes]:
    """What the entries of a list say, as digests."""
    return [article.shown for article in part.articles]
