"""The lists of articles, newest first: all of them, and those of each month, source and tag, page by page."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urlsplit

from enregard.site.addresses import LANGUAGES, month_page, name_in_address, source_page, tag_page
from enregard.site.summary import Summary, Tag
from enregard.site.words.dates import in_words, month
from enregard.site.words.strings import STRINGS

PAGE = 100
"""Articles on a page."""


@dataclass(frozen=True, slots=True)
class Group:
    """Articles under one head, such as a month or a source, and the page that lists them all."""

    anchor: str
    heads: Mapping[str, str]
    """The head in each language."""
    articles: tuple[Summary, ...]
    page: str = ""
    tag: Tag | None = None
    """The tag that they share, where that is what they share."""
    year: int | None = None
    is_month: bool = False
    followed: bool = False
    """Whether it can be followed by feeds of its own."""


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a list. `newer` and `older` are the pages beside it, empty where there is none.

    `number` is 0 for the first page, which shows the newest, and `count` then the length of the whole list.
    The others are numbered from the oldest, and `first` to `last` are the numbers of their articles.
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


def parts(path: str, articles: Sequence[Summary], older: str = "") -> Iterator[Part]:
    """The pages of the list `articles`, which is ordered newest first; the first page is `path`.

    The others lie under the folder `older`, else beside the first. What they show is counted from the oldest,
    so that a new article at the head changes two pages, however many there are: the first page is full, and
    the second has the rest, from none to a page.
    """
    folder = older or path.removesuffix("index.html")
    rest = articles[PAGE:]
    pages = -(-len(rest) // PAGE)

    def place(number: int) -> str:
        return f"{folder}{number}/index.html" if number else ""

    yield Part(path, tuple(articles[:PAGE]), 0, "", place(pages), count=len(articles))
    for number in range(pages, 0, -1):
        last = min(number * PAGE, len(rest))
        first = (number - 1) * PAGE + 1
        shown = tuple(rest[len(rest) - last : len(rest) - first + 1])
        newer = place(number + 1) if number < pages else path
        yield Part(place(number), shown, number, newer, place(number - 1), first, last)


def by_month(articles: Iterable[Summary]) -> list[Group]:
    """`articles`, which are ordered newest first, by month; then those without a date."""
    found = []
    for _, group in groupby(articles, key=lambda it: it.date and (it.date.year, it.date.month)):
        those = tuple(group)
        date = those[0].date and month(those[0].date)
        heads = {
            lang: _capital(in_words(date, lang) if date else STRINGS[lang].undated) for lang in LANGUAGES
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
    """`articles` by source in alphabetical order; then those that state none. Each in the order given."""
    named: dict[str, list[Summary]] = {}
    unnamed = []
    for article in articles:
        if article.source is None:
            unnamed.append(article)
        else:
            named.setdefault(name_in_address(article.source), []).append(article)
    heads = {name: _commonest(article.source or "" for article in those) for name, those in named.items()}
    groups = [
        Group(
            f"source-{number}",
            dict.fromkeys(LANGUAGES, heads[name]),
            tuple(named[name]),
            source_page(heads[name]),
            followed=True,
        )
        for number, name in enumerate(sorted(named, key=lambda name: alphabetical(heads[name])), 1)
    ]
    if unnamed:
        none = {lang: _capital(STRINGS[lang].not_stated) for lang in LANGUAGES}
        groups.append(Group("source-not-stated", none, tuple(unnamed), source_page(None)))
    return groups


def by_tag(articles: Iterable[Summary]) -> list[Group]:
    """`articles` by tag in alphabetical order of the French. Each in the order given."""
    named: dict[str, list[Summary]] = {}
    tags: dict[str, list[Tag]] = {}
    for article in articles:
        mine = {name_in_address(tag.french): tag for tag in reversed(article.tags)}
        for name, tag in mine.items():
            named.setdefault(name, []).append(article)
            tags.setdefault(name, []).append(tag)
    heads = {}
    for name, those in tags.items():
        french = _commonest(tag.french for tag in those)
        # Of those with the French shown, else case or accent of the two would not be alike.
        english = _commonest(tag.english for tag in those if tag.french == french and tag.english)
        heads[name] = Tag(french, english)
    ordered = sorted(named, key=lambda name: alphabetical(heads[name].french))
    return [
        Group(
            f"tag-{name}",
            {"en": heads[name].english or heads[name].french, "fr": heads[name].french},
            tuple(named[name]),
            tag_page(heads[name].french),
            heads[name],
            followed=True,
        )
        for name in ordered
    ]


@dataclass(frozen=True, slots=True)
class Host:
    """Another site, with the addresses there to which articles link, and those articles."""

    name: str
    addresses: tuple[tuple[str, tuple[Summary, ...]], ...]

    @property
    def count(self) -> int:
        """How many addresses there are."""
        return len(self.addresses)


def outgoing(articles: Iterable[Summary]) -> list[Host]:
    """The addresses to which `articles` link, by site, both in alphabetical order."""
    found: dict[str, dict[str, list[Summary]]] = {}
    for article in articles:
        for href in article.outward:
            host = urlsplit(href).hostname or ""
            found.setdefault(host.removeprefix("www."), {}).setdefault(href, []).append(article)
    return [
        Host(host, tuple((href, tuple(found[host][href])) for href in sorted(found[host])))
        for host in sorted(found)
    ]


def in_pages(hosts: Iterable[Host]) -> list[list[Host]]:
    """`hosts` on pages of at most `PAGE` addresses; one with more goes on over several."""
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


def _commonest(texts: Iterable[str]) -> str:
    """The most frequent of `texts`, and of those the first in the order of characters; empty of none."""
    counts = Counter(texts)
    return min(counts, key=lambda text: (-counts[text], text), default="")


def alphabetical(text: str) -> tuple[str, str]:
    """Sorts without regard to case and accents, and the same on every machine."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return bare.casefold(), text
