"""What the index keeps of each article, and the orders in which it shows them."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from enregard.article import ArticleDate, FacingArticle
from enregard.site.dates import in_words, month
from enregard.site.labels import Label, Tally, label, tally
from enregard.site.strings import STRINGS


@dataclass(frozen=True, slots=True)
class Summary:
    """One article as the index shows it. Paths are relative to the site."""

    slug: str
    seed: str
    date: ArticleDate | None
    source: str | None
    title: str
    target_title: str
    target_lang: str
    """The language of `target_title`: French where the title has no translation yet."""
    tally: Tally

    @property
    def links(self) -> dict[str, str]:
        """The article's three pages."""
        return links(self.slug)

    @property
    def label(self) -> Label:
        """How far the translation is, in English."""
        return label(self.tally, "en")

    @property
    def when(self) -> str:
        """The date in English words; empty where there is none."""
        return in_words(self.date, "en") if self.date else ""


@dataclass(frozen=True, slots=True)
class Group:
    """Articles under one head, such as a month or a source."""

    anchor: str
    head: str
    articles: tuple[Summary, ...]


def links(slug: str) -> dict[str, str]:
    """The pages of the article `slug`, each with its file name, so that they open from a disk too."""
    return {
        "facing": f"articles/{slug}/index.html",
        "en": f"en/{slug}/index.html",
        "fr": f"fr/{slug}/index.html",
    }


def summary(article: FacingArticle) -> Summary:
    """What the index keeps of `article`."""
    it = article.article
    counts = tally(article)
    untranslated = counts.missing > 0 and article.target_title == article.title
    return Summary(
        slug=it.slug,
        seed=f"seeds/{it.path.as_posix()}",
        date=it.date,
        source=it.source,
        title=article.title,
        target_title=article.target_title,
        target_lang="fr" if untranslated else "en",
        tally=counts,
    )


def newest_first(articles: Iterable[Summary]) -> list[Summary]:
    """`articles` by date, those without one last; those of one date by slug."""
    ordered = sorted(articles, key=lambda article: article.slug)
    return sorted(ordered, key=lambda article: article.date.iso if article.date else "", reverse=True)


def by_month(articles: Iterable[Summary]) -> list[Group]:
    """`articles` by month, newest first; then those without a date."""
    groups = groupby(newest_first(articles), key=lambda article: article.date and month(article.date))
    return [
        Group(
            anchor=date.iso if date else "undated",
            head=in_words(date, "en") if date else STRINGS["en"].undated.capitalize(),
            articles=tuple(group),
        )
        for date, group in groups
    ]


def by_source(articles: Iterable[Summary]) -> list[Group]:
    """`articles` by source in alphabetical order, newest first in each; then those that state none."""
    named: dict[str | None, list[Summary]] = {}
    for article in newest_first(articles):
        named.setdefault(article.source, []).append(article)
    sources = sorted((source for source in named if source is not None), key=_alphabetical)
    groups = [
        Group(f"source-{number}", source, tuple(named[source])) for number, source in enumerate(sources, 1)
    ]
    if None in named:
        head = STRINGS["en"].not_stated.capitalize()
        groups.append(Group("source-not-stated", head, tuple(named[None])))
    return groups


def _alphabetical(text: str) -> tuple[str, str]:
    """Sorts without regard to case and accents, and the same on every machine."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return bare.casefold(), text
