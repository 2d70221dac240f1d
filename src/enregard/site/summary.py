"""What the pages about all articles keep of each, and the order in which they show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from enregard.article.article import OBJECT, ArticleDate, BlockKind, Facing, FacingArticle, MarkKind, State
from enregard.article.shorten import shorten
from enregard.site.article.html import safe_link
from enregard.site.digests import digest
from enregard.site.labels import Label, Tally, label, tally
from enregard.site.words.dates import in_words

_TEASER = 200  # characters


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of an article; `english` is empty where it has no translation yet."""

    french: str
    english: str


class Summary(NamedTuple):
    """One article as the index shows it. Paths are relative to the site.

    A named tuple, since there are as many as articles whenever one changes.
    """

    slug: str
    seed: str
    date: ArticleDate | None
    source: str | None
    title: str
    target_title: str
    target_lang: str
    """The language of `target_title`: French where the title has no translation yet."""
    tally: Tally
    tags: tuple[Tag, ...] = ()
    outward: tuple[str, ...] = ()
    """The addresses on other sites to which the text links, in their order."""
    author: str = ""
    teaser: str = ""
    """What the article is about, in French: its description, or how it begins."""
    target_teaser: str = ""
    shown: bytes = b""
    """Says the same as long as lists show the article the same way."""
    first_slug: str = ""
    """The slug that the article had first; empty where it is the present one."""

    @property
    def links(self) -> dict[str, str]:
        """The article's three pages."""
        return links(self.slug)

    def label(self, lang: str) -> Label:
        """How far the translation is, in the language `lang`."""
        return label(self.tally, lang)

    def when(self, lang: str) -> str:
        """The date in words of the language `lang`; empty where there is none."""
        return in_words(self.date, lang) if self.date else ""


def links(slug: str) -> dict[str, str]:
    """The pages of the article `slug`, each with its file name, so that they open from a disk too."""
    return {
        "facing": f"articles/{slug}/index.html",
        "en": f"en/{slug}/index.html",
        "fr": f"fr/{slug}/index.html",
    }


_FOLDERS = frozenset(path.partition("/")[0] for path in links("").values())


def is_of_article(path: str) -> bool:
    """Whether the file `path` of the site is a page of one article; the French lists stand in `fr/` too."""
    top, _, rest = path.partition("/")
    return top in _FOLDERS and not rest.startswith(("-/", "index.html"))


def summary(article: FacingArticle) -> Summary:
    """What the index keeps of `article`."""
    it = article.article
    counts = tally(article)
    titles = article.fields.get("title", ())
    kept = bool(titles) and all(facing.state is State.ALIKE for facing in titles)
    untranslated = (counts.missing > 0 or kept) and article.target_title == article.title
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
        author=" ".join(next((it.value for it in it.headers if it.name.casefold() == "author"), "").split()),
        teaser=teaser,
        target_teaser=target_teaser,
        first_slug=article.first_slug if article.first_slug != it.slug else "",
    )
    return found._replace(shown=_shown(found))


def _shown(it: Summary) -> bytes:
    """A digest of what lists show of an article."""
    shown = (it.slug, it.date and it.date.iso, it.source, it.title, it.target_title, it.target_lang, it.tally)
    return digest(shown)


def newest_first(articles: Iterable[Summary]) -> list[Summary]:
    """`articles` by date, those without one last; those of one date by slug."""
    ordered = sorted(articles, key=lambda article: article.slug)
    return sorted(ordered, key=lambda article: article.date.iso if article.date else "", reverse=True)


def told_apart(articles: Iterable[Summary]) -> list[Summary]:
    """`articles`, without the first slug of one where another has that now, or had it first too."""
    found = list(articles)
    taken = {article.slug for article in found}
    for index, article in enumerate(found):
        if article.first_slug in taken:
            found[index] = article._replace(first_slug="")
        elif article.first_slug:
            taken.add(article.first_slug)
    return found


def _tags(article: FacingArticle) -> tuple[Tag, ...]:
    """The tags of `article`, each once."""
    found: dict[str, Tag] = {}
    for facing in article.fields.get("tags", ()):
        french = facing.sentence.text.plain
        found.setdefault(french, Tag(french, "" if facing.state is State.MISSING else facing.target.plain))
    return tuple(found.values())


def _outward(article: FacingArticle) -> tuple[str, ...]:
    """The addresses on other sites to which the text of `article` links, each once."""
    found: dict[str, None] = {}
    for facing in (facing for facings in article.leaves for facing in facings):
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


def _teasers(article: FacingArticle) -> tuple[str, str]:
    """What the article is about, in French and in English: its description, or its first paragraph."""
    facings = article.fields.get("description", ()) or _first_paragraph(article)
    if not facings:
        return "", ""
    french = " ".join(facing.sentence.text.plain for facing in facings)
    english = " ".join(facing.target.plain for facing in facings if facing.state is not State.MISSING)
    return shorten(_words(french), _TEASER), shorten(_words(english), _TEASER)


def _first_paragraph(article: FacingArticle) -> tuple[Facing, ...]:
    """The sentences of the first paragraph, without the dateline where that is a sentence."""
    dateline = article.article.dateline
    leaves = (leaf for leaf in article.article.leaves() if leaf.text is not None)
    for leaf, facings in zip(leaves, article.leaves, strict=False):
        if leaf.kind is not BlockKind.PARAGRAPH:
            continue
        if dateline and facings and facings[0].sentence.text.plain == dateline.text:
            facings = facings[1:]
        if facings:
            return facings
    return ()


def _words(text: str) -> str:
    """`text` without what stands for images and breaks."""
    return text.replace(OBJECT, " ")
