"""Group articles by month, source and tag, and divide the lists into pages."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urlsplit

from enregard.article.typography import without_accents
from enregard.site.addresses import LANGUAGES, month_page, slugify, source_page, tag_page
from enregard.site.summary import Summary, Tag
from enregard.site.words.dates import date_in_words, month
from enregard.site.words.strings import STRINGS

PAGE = 100
"""The number of articles on a page."""


@dataclass(frozen=True, slots=True)
class Group:
    """Articles under one heading, such as a month or source, and the page that lists them all."""

    anchor: str
    heads: Mapping[str, str]
    """The heading in each language."""
    articles: tuple[Summary, ...]
    page: str = ""
    tag: Tag | None = None
    """The tag that they share, in a group by tag."""
    year: int | None = None
    is_month: bool = False
    may_have_feeds: bool = False
    """Whether the group has feeds, if its articles have dates."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list. `newer` and `older` are the paths of its neighbours, or empty.

    The first page, with the newest articles, has the `number` 0, and its `count` is the length of the list.
    Other pages are numbered from the oldest; `first` and `last` are the numbers of their articles.
    """

    path: str
    articles: tuple[Summary, ...]
    number: int
    newer: str
    older: str
    first: int = 0
    last: int = 0
    count: int = 0

    @property
    def months(self) -> list[Group]:
        """Its articles by month."""
        return by_month(self.articles)


def paginate(path: str, articles: Sequence[Summary], older: str = "") -> Iterator[ListPage]:
    """Divide `articles`, newest first, into pages; the first page is at `path`.

    The others are in the folder `older`, or next to the first. They are numbered from the oldest article, so
    that a new article changes only two pages: the first, with `PAGE` articles, and the second, with 1 to
    `PAGE`.
    """
    folder = older or path.removesuffix("index.html")
    rest = articles[PAGE:]
    pages = -(-len(rest) // PAGE)

    def path_of(number: int) -> str:
        return f"{folder}{number}/index.html" if number else ""

    yield ListPage(path, tuple(articles[:PAGE]), 0, "", path_of(pages), count=len(articles))
    for number in range(pages, 0, -1):
        last = min(number * PAGE, len(rest))
        first = (number - 1) * PAGE + 1
        page = tuple(rest[len(rest) - last : len(rest) - first + 1])
        newer = path_of(number + 1) if number < pages else path
        yield ListPage(path_of(number), page, number, newer, path_of(number - 1), first, last)


def by_month(articles: Iterable[Summary]) -> list[Group]:
    """Group `articles`, newest first, by month; undated ones come last."""
    found = []
    for _, group in groupby(articles, key=lambda it: it.date and (it.date.year, it.date.month)):
        those = tuple(group)
        date = those[0].date and month(those[0].date)
        heads = {
            lang: _capital(date_in_words(date, lang) if date else STRINGS[lang].undated) for lang in LANGUAGES
        }
        found.append(
            Group(
                anchor=date.iso if date else "undated",
                heads=heads,
                articles=those,
                page=month_page(date.iso if date else None),
                year=date.year if date else None,
                is_month=True,
            )
        )
    return found


def by_source(articles: Iterable[Summary]) -> list[Group]:
    """Group `articles` by source, in alphabetical order; those without one come last."""
    named: dict[str, list[Summary]] = {}
    unnamed = []
    for article in articles:
        if article.source is None:
            unnamed.append(article)
        else:
            named.setdefault(slugify(article.source), []).append(article)
    headed = [(_most_common(article.source or "" for article in those), those) for those in named.values()]
    headed.sort(key=lambda pair: sort_key(pair[0]))
    groups = [
        Group(
            f"source-{number}",
            dict.fromkeys(LANGUAGES, head),
            tuple(those),
            source_page(head),
            may_have_feeds=True,
        )
        for number, (head, those) in enumerate(headed, 1)
    ]
    if unnamed:
        none = {lang: _capital(STRINGS[lang].not_stated) for lang in LANGUAGES}
        groups.append(Group("source-not-stated", none, tuple(unnamed), source_page(None)))
    return groups


def by_tag(articles: Iterable[Summary]) -> list[Group]:
    """Group `articles` by tag, in alphabetical order of the French."""
    named: dict[str, list[tuple[Summary, Tag]]] = {}
    for article in articles:
        mine = {slugify(tag.french): tag for tag in reversed(article.tags)}
        for name, tag in mine.items():
            named.setdefault(name, []).append((article, tag))
    groups = []
    for name, those in named.items():
        french = _most_common(tag.french for _, tag in those)
        # Only tags spelt like `french` count, so that case and accents agree in both languages.
        english = _most_common(tag.english for _, tag in those if tag.french == french and tag.english)
        groups.append(
            Group(
                f"tag-{name}",
                {"en": english or french, "fr": french},
                tuple(article for article, _ in those),
                tag_page(french),
                Tag(french, english),
                may_have_feeds=True,
            )
        )
    return sorted(groups, key=lambda group: sort_key(group.heads["fr"]))


@dataclass(frozen=True, slots=True)
class Host:
    """Another site: the addresses that articles link to, and which articles link to each."""

    name: str
    addresses: tuple[tuple[str, tuple[Summary, ...]], ...]

    @property
    def count(self) -> int:
        """The number of addresses."""
        return len(self.addresses)


def by_host(articles: Iterable[Summary]) -> list[Host]:
    """Group the addresses that `articles` link to by site, both in alphabetical order."""
    found: dict[str, dict[str, list[Summary]]] = {}
    for article in articles:
        for href in article.outward:
            host = urlsplit(href).hostname or ""
            found.setdefault(host.removeprefix("www."), {}).setdefault(href, []).append(article)
    return [
        Host(host, tuple((href, tuple(found[host][href])) for href in sorted(found[host])))
        for host in sorted(found)
    ]


def paginate_hosts(hosts: Iterable[Host]) -> list[list[Host]]:
    """Divide `hosts` into pages of at most `PAGE` addresses. A host that does not fit is continued."""
    pages: list[list[Host]] = []
    room = 0
    for host in hosts:
        rest = host.addresses
        while rest:
            if not room:
                pages.append([])
                room = PAGE
            pages[-1].append(replace(host, addresses=rest[:room]))
            room, rest = room - len(rest[:room]), rest[room:]
    return pages


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _most_common(texts: Iterable[str]) -> str:
    """Return the most frequent of `texts`, the first in character order if tied, or ""."""
    counts = Counter(texts)
    return min(counts, key=lambda text: (-counts[text], text), default="")


def sort_key(text: str) -> tuple[str, str]:
    """Return a key that sorts without regard to case and accents, the same on every machine."""
    return without_accents(text).casefold(), text
