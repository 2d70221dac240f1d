"""Write the listing pages in both languages.

Only changed pages are written: lists of ten thousand articles have hundreds of pages, and a correction
affects one or two.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from enregard.site.addresses import LANGUAGES, localised_path
from enregard.site.digests import digest
from enregard.site.lists.feed_scopes import feed_links, group_feeds
from enregard.site.lists.feeds import Feed
from enregard.site.lists.listings import (
    Group,
    Host,
    ListPage,
    by_host,
    by_month,
    by_source,
    by_tag,
    paginate,
    paginate_hosts,
)
from enregard.site.summary import Summary
from enregard.site.words.strings import STRINGS, Strings
from enregard.site.writer import PageWriter

Bilingual = Mapping[str, str]
"""A text in each language."""


@dataclass(frozen=True, slots=True)
class Sections:
    """The paths of the listing pages of tags and links, empty if absent."""

    tags: str = ""
    links: str = ""


class ListingPages:
    """Writes the listing pages of `articles`, which come newest first."""

    def __init__(self, pages: PageWriter, articles: Sequence[Summary]) -> None:
        self._pages = pages
        self._articles = articles
        self.places: list[str] = []
        """The paths of the pages, in English."""
        self.with_feeds: list[Group] = []
        """The tags and sources with feeds."""

    def write(self) -> None:
        """Write all listing pages."""
        months, sources = by_month(self._articles), by_source(self._articles)
        tags, hosts = by_tag(self._articles), by_host(self._articles)
        sections = Sections("tags/index.html" if tags else "", "links/index.html" if hosts else "")
        years = [(year, list(groups)) for year, groups in groupby(months, key=lambda group: group.year)]
        self._home(sections)
        self._groups("months", lambda t: t.archive, months, {"years": years, "sections": sections})
        self._groups("sources", lambda t: t.sources, sources, {"groups": sources})
        if tags:
            self._groups("tags", lambda t: t.lists.tags, tags, {"groups": tags})
        self._links(hosts)

    def _home(self, sections: Sections) -> None:
        """Write the home page, with the newest articles by month, and the pages of older articles."""
        first, *others = paginate("index.html", self._articles, "pages/")
        context: dict[str, object] = {
            "count": len(self._articles),
            "drafts": any(article.tally.draft for article in self._articles),
            "reviewed": any(article.tally.reviewed for article in self._articles),
        }
        source = [sections, replace(first, articles=()), *context.items(), *_digests(first)]
        no_title = dict.fromkeys(LANGUAGES, "")
        context |= {"part": first, "sections": sections}
        self._page("index.html", first.path, no_title, source, context)
        title = bilingual(lambda t: t.articles)
        for part in others:
            self._list(part, title, "index.html", title)

    def _groups(
        self,
        name: str,
        words: Callable[[Strings], str],
        groups: list[Group],
        context: Mapping[str, object],
    ) -> None:
        """Write the page of all months, sources or tags, and a list of articles for each."""
        place, title = f"{name}/index.html", bilingual(words)
        shown = [(group.heads["en"], group.tag, group.page, len(group.articles)) for group in groups]
        self._page(f"{name}.html", place, title, [shown, context.get("sections")], context)
        for group in groups:
            feeds = group_feeds(group) if self._pages.has_feeds else ()
            if feeds:
                self.with_feeds.append(group)
            for part in paginate(group.page, group.articles):
                self._list(part, group.heads, place, title, group, feeds)

    def _list(
        self,
        part: ListPage,
        heads: Bilingual,
        up: str,
        up_title: Bilingual,
        group: Group | None = None,
        feeds: Sequence[Feed] = (),
    ) -> None:
        """Write one page of a list."""
        tag = group and group.tag
        source = [heads["en"], tag, bool(feeds), replace(part, articles=()), *_digests(part)]
        context = {
            "heads": heads,
            "tag": tag,
            "part": part,
            "by_month": group is None or not group.is_month,
            "up": up,
            "up_title": up_title,
        }
        self._page("list.html", part.path, _numbered(heads, part.number), source, context, feeds)

    def _links(self, hosts: list[Host]) -> None:
        """Write the pages of external links."""
        pages = paginate_hosts(hosts)
        places = ["links/index.html", *(f"links/{number}/index.html" for number in range(2, len(pages) + 1))]
        for number, on_page in enumerate(pages, 1):
            before = places[number - 2] if number > 1 else ""
            after = places[number] if number < len(pages) else ""
            total = sum(host.count for host in hosts) if number == 1 else 0
            named = [
                (host.name, address, [(each.title, each.slug) for each in articles])
                for host in on_page
                for address, articles in host.addresses
            ]
            title = _numbered(bilingual(lambda t: t.lists.links), number if number > 1 else 0)
            context = {"hosts": on_page, "before": before, "after": after, "total": total}
            self._page("links.html", places[number - 1], title, [before, after, total, named], context)

    def _page(
        self,
        template: str,
        place: str,
        title: Bilingual,
        source: Iterable[object],
        context: Mapping[str, object],
        feeds: Sequence[Feed] = (),
    ) -> None:
        """Write the page `place` in both languages, unless it is already built from `source`."""
        self.places.append(place)
        # Every page links to the feeds, if there are any.
        source_digest = digest(self._pages.has_feeds, *source)
        for lang in LANGUAGES:
            if not self._pages.writer.is_current(localised_path(place, lang), source_digest):
                links = feed_links(feeds, self._pages.settings, lang)
                self._pages.write_place(template, place, lang, title[lang], context, feeds=links)


def bilingual(words: Callable[[Strings], str]) -> Bilingual:
    """Return words of the theme in each language."""
    return {lang: words(STRINGS[lang]) for lang in LANGUAGES}


def _numbered(heads: Bilingual, number: int) -> Bilingual:
    """Return the title of a page of a list; the first has no number."""
    return {
        lang: STRINGS[lang].lists.page.format(head=head, number=number) if number else head
        for lang, head in heads.items()
    }


def _digests(part: ListPage) -> list[bytes]:
    return [article.listing_digest for article in part.articles]
