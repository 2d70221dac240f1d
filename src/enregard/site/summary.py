"""What listing pages show about each article, and in which order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple
from urllib.parse import urlsplit

from enregard.article.article import OBJECT, ArticleDate, BlockKind, Facing, FacingArticle, MarkKind, State
from enregard.article.header_values import people
from enregard.article.shorten import shorten
from enregard.site.article.html import safe_link
from enregard.site.digests import digest
from enregard.site.labels import Label, Tally, label, tally
from enregard.site.words.dates import date_in_words

_TEASER = 200  # characters


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of an article; `english` is empty if it is not translated yet."""

    french: str
    english: str


class Summary(NamedTuple):
    """An article as listing pages show it. Paths are relative to the site.

    A named tuple, for speed: after any change, the summaries of all articles are needed.
    """

    slug: str
    seed: str
    date: ArticleDate | None
    source: str | None
    title: str
    target_title: str
    target_lang: str
    """The language of `target_title`: French if the title is not translated yet."""
    tally: Tally
    tags: tuple[Tag, ...] = ()
    outward: tuple[str, ...] = ()
    """The addresses on other sites that the text links to, in order."""
    authors: tuple[str, ...] = ()
    teaser: str = ""
    """The description in French, or the beginning of the article."""
    target_teaser: str = ""
    listing_digest: bytes = b""
    """A digest of what listing pages show."""
    first_slug: str = ""
    """The slug that the article had first; empty if it has not changed."""

    @property
    def links(self) -> dict[str, str]:
        """The paths of the article's three pages, by view."""
        return links(self.slug)

    def label(self, lang: str) -> Label:
        """Return the label of the translation in the language `lang`."""
        return label(self.tally, lang)

    def when(self, lang: str) -> str:
        """Return the date in words in the language `lang`; "" without a date."""
        return date_in_words(self.date, lang) if self.date else ""


def links(slug: str) -> dict[str, str]:
    """Return the paths of an article's pages by view. They end with file names, to work from disk too."""
    return {
        "facing": f"articles/{slug}/index.html",
        "en": f"en/{slug}/index.html",
        "fr": f"fr/{slug}/index.html",
    }


VIEWS = {path.partition("/")[0]: view for view, path in links("").items()}
"""The views of articles, such as `facing`, by the folder of their pages."""


def is_article_page(path: str) -> bool:
    """Return whether `path` is a page of an article; the French listing pages are in `fr/` too."""
    top, _, rest = path.partition("/")
    return top in VIEWS and not rest.startswith(("-/", "index.html"))


def summarise(article: FacingArticle) -> Summary:
    """Summarise `article`."""
    it = article.article
    counts = tally(article)
    titles = article.fields.get("title", ())
    alike = bool(titles) and all(facing.state is State.ALIKE for facing in titles)
    untranslated = (counts.missing > 0 or alike) and article.target_title == article.title
    teaser, target_teaser = _teasers(article)
    found = Summary(
        slug=it.slug,
        seed=f"seeds/{it.path.as_posix()}",
        date=it.date,
        source=it.source,
        title=article.title,
        target_title=article.target_title,
        target_lang="fr" if untranslated else "en",
        tally=counts,
        tags=_tags(article),
        outward=_outward(article),
        authors=people(it.headers),
        teaser=teaser,
        target_teaser=target_teaser,
        first_slug=article.first_slug if article.first_slug != it.slug else "",
    )
    named = found.title, found.target_title, found.target_lang, found.source
    return found._replace(listing_digest=digest(found.slug, it.date and it.date.iso, named, counts))


def newest_first(articles: Iterable[Summary]) -> list[Summary]:
    """Sort `articles` by date, newest first, then by slug; undated ones come last."""
    ordered = sorted(articles, key=lambda article: article.slug)
    return sorted(ordered, key=lambda article: article.date.iso if article.date else "", reverse=True)


def drop_taken_slugs(articles: Iterable[Summary]) -> list[Summary]:
    """Clear first slugs that another article has now. If several articles share one, only one keeps it."""
    found = list(articles)
    taken = {article.slug for article in found}
    for index, article in enumerate(found):
        if article.first_slug in taken:
            found[index] = article._replace(first_slug="")
        elif article.first_slug:
            taken.add(article.first_slug)
    return found


def _tags(article: FacingArticle) -> tuple[Tag, ...]:
    """Return the tags of `article`, each once."""
    found: dict[str, Tag] = {}
    for facing in article.fields.get("tags", ()):
        french = facing.sentence.text.plain
        found.setdefault(french, Tag(french, "" if facing.state is State.MISSING else facing.target.plain))
    return tuple(found.values())


def _outward(article: FacingArticle) -> tuple[str, ...]:
    """Return the addresses on other sites that the text of `article` links to, each once."""
    found: dict[str, None] = {}
    for facing in chain.from_iterable(article.leaves):
        for mark in facing.sentence.text.marks:
            if mark.kind is MarkKind.LINK and _is_outward(href := mark.attrs.get("href", "").strip()):
                found[href] = None
    return tuple(found)


def _is_outward(href: str) -> bool:
    if not href.lower().startswith(("http://", "https://")) or not safe_link(href):
        return False
    try:
        return bool(urlsplit(href).hostname)
    except ValueError:
        return False


def join_sentences(parts: Sequence[str]) -> str:
    """Join sentences. A subtitle that lacks a full stop gets a dash after it."""
    found = ""
    for part in filter(None, parts):
        joint = "" if not found else " — " if found[-1].isalnum() else " "
        found += joint + part
    return found


def _teasers(article: FacingArticle) -> tuple[str, str]:
    """Return the description, or the first paragraph, in French and in English, shortened."""
    facings = article.fields.get("description", ()) or _first_paragraph(article)
    if not facings:
        return "", ""
    join = join_sentences if article.fields.get("description") else " ".join
    french = join([facing.sentence.text.plain for facing in facings])
    english = join([facing.target.plain for facing in facings if facing.state is not State.MISSING])
    return shorten(french.replace(OBJECT, " "), _TEASER), shorten(english.replace(OBJECT, " "), _TEASER)


def _first_paragraph(article: FacingArticle) -> tuple[Facing, ...]:
    """Return the sentences of the first paragraph, except the dateline."""
    dateline = article.article.dateline
    for leaf, facings in zip(article.article.leaves(), article.leaves, strict=True):
        if leaf.kind is not BlockKind.PARAGRAPH:
            continue
        if dateline and facings and facings[0].sentence.text.plain == dateline.text:
            facings = facings[1:]
        if facings:
            return facings
    return ()
