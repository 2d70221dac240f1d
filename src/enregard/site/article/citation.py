"""How to cite an article: a reference and BibTeX for people, metadata for programs such as Zotero.

COinS (OpenURL in a `span`) is what Zotero reads first; search engines read the `citation_` metadata.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from urllib.parse import quote

from markupsafe import Markup

from enregard.article.article import ArticleDate
from enregard.publication.publication import Settings
from enregard.site.addresses import absolute_url
from enregard.site.article.credits import Credits
from enregard.site.article.html import plain_html
from enregard.site.labels import readable_engine
from enregard.site.summary import Summary
from enregard.site.words.dates import date_in_words
from enregard.site.words.strings import STRINGS

_IN_TEX = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "{}$&#_%"},
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_SPECIAL_IN_TEX = re.compile(r"[{}$&#_%\\~^]")
_NOT_IN_KEY = re.compile(r"[^A-Za-z0-9-]+")
_END = "}\n"
_OPEN_URL = "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Adc&rft.type="
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@lru_cache(maxsize=4096)
def _quoted(value: str) -> str:
    return quote(value, safe="")


@dataclass(frozen=True, slots=True)
class Citation:
    """How to cite one page of an article."""

    reference: Markup
    bibtex: str
    coins: str
    """An OpenURL, for the `title` of a `span`."""
    metadata: Markup
    """The `meta` elements for the page's head."""


@dataclass(frozen=True, slots=True)
class _Work:
    """What is cited: the English or the French of an article, on a page in either language."""

    title: str
    lang: str
    page_lang: str
    site: str
    summary: Summary
    credits: Credits

    @property
    def is_translation(self) -> bool:
        return self.lang == "en"


def citations(settings: Settings, summary: Summary, credits: Credits) -> dict[str, Citation]:
    """Return how to cite each page of an article: the English, or on the French page the French."""
    english = _Work(
        summary.target_title, summary.target_lang, "en", settings.title_in("en"), summary, credits
    )
    french = _Work(summary.title, "fr", "fr", settings.title_in("fr"), summary, credits)
    found = {"en": _citation(english), "fr": _citation(french)}
    return {
        view: _at(found["fr" if view == "fr" else "en"], absolute_url(settings.base_url, path))
        for view, path in summary.links.items()
    }


def _citation(work: _Work) -> Citation:
    note = _translation_note(work) if work.is_translation else ""
    metadata = Markup("".join(_metadata(work)))  # noqa: S704 - is escaped
    return Citation(_reference(work, note), _bibtex(work, note), _coins(work), metadata)


def _at(citation: Citation, url: str) -> Citation:
    """Return `citation` with the address of the page, if it is known."""
    if not url:
        return citation
    return Citation(
        citation.reference + Markup(' <a href="{0}">{0}</a>').format(url),
        f"{citation.bibtex.removesuffix(_END)}{_field('url', url)}{_END}",
        f"{citation.coins}&rft.identifier={_quoted(url)}",
        Markup(f"{citation.metadata}{_meta('public_url', url)}"),  # noqa: S704 - both are escaped
    )


def _translation_note(work: _Work) -> str:
    """Return who or what translated the article, in words."""
    t = STRINGS[work.page_lang].citing
    credits, engines = work.credits, ", ".join(map(readable_engine, work.summary.tally.machines))
    names = ", ".join(credits.reviewers)
    if credits.translators:
        made = t.translated_by.format(names=", ".join(credits.translators))
        return f"{made}, {t.reviewed_by.format(names=names)}" if names else made
    if engines:
        made = t.machine_by.format(engines=engines)
        return f"{made}, {t.reviewed_by.format(names=names)}" if names else made
    return t.only_reviewed_by.format(names=names) if names else ""


def _reference(work: _Work, note: str) -> Markup:
    summary = work.summary
    t = STRINGS[work.page_lang].citing
    quoted = t.quoted.format(title=plain_html(work.title, work.lang))
    if work.lang != work.page_lang:
        quoted = f'<span lang="{work.lang}">{quoted}</span>'
    if work.is_translation and summary.title != work.title:
        quoted += f' [<span lang="fr">{plain_html(summary.title, "fr")}</span>]'
    when = date_in_words(summary.date, work.page_lang) if summary.date else t.undated
    published = ", ".join(filter(None, (summary.source, when)))
    parts = [_html(", ".join(summary.authors)), quoted, *map(_html, (note, published, work.site))]
    ended = [part if part.endswith(".") else f"{part}." for part in parts if part]
    return Markup(" ".join(ended))  # noqa: S704 - every part is escaped


def _html(words: str) -> str:
    return escape(words, quote=False) if words else ""


def _bibtex(work: _Work, note: str) -> str:
    summary = work.summary
    key = _NOT_IN_KEY.sub("", summary.slug)
    fields = {
        "author": " and ".join(map(_name, summary.authors)),
        "title": f"{{{_tex(work.title)}}}",
        "journal": _tex(summary.source or ""),
        **_tex_date(summary.date),
        "translator": " and ".join(map(_name, work.credits.translators)) if work.is_translation else "",
        "note": _tex(note),
        "howpublished": "" if summary.source else _tex(work.site),
        "language": "english" if work.is_translation else "french",
    }
    lines = [_field(name, value) for name, value in fields.items() if value]
    return f"@{'article' if summary.source else 'misc'}{{{key or 'article'},\n{''.join(lines)}{_END}"


def _field(name: str, value: str) -> str:
    return f"  {name} = {value},\n" if name == "month" else f"  {name} = {{{value}}},\n"


def _name(name: str) -> str:
    """Return a name for BibTeX, in braces if it would be read as several."""
    plain = _tex(name)
    return f"{{{plain}}}" if "," in name or " and " in name else plain


def _tex(text: str) -> str:
    return text.translate(_IN_TEX) if _SPECIAL_IN_TEX.search(text) else text


def _tex_date(date: ArticleDate | None) -> dict[str, str]:
    if date is None:
        return {}
    month = _MONTHS[date.month - 1] if date.month else ""
    return {"year": f"{date.year:04}", "month": month, "day": str(date.day or "")}


def _coins(work: _Work) -> str:
    """Return an OpenURL 1.0 in Dublin Core, which Zotero reads into the type in `rft.type`."""
    summary = work.summary
    translators = work.credits.translators if work.is_translation else ()
    fields = [
        ("rft.title", work.title),
        *(("rft.creator", author) for author in summary.authors),
        *(("rft.contributor", name) for name in translators),
        ("rft.source", summary.source or work.site),
        ("rft.date", summary.date.iso if summary.date else ""),
        ("rft.publisher", work.site if summary.source else ""),
        ("rft.language", work.lang),
    ]
    kind = "newspaperArticle" if summary.source else "webpage"
    return "&".join([_OPEN_URL + kind, *(f"{name}={_quoted(value)}" for name, value in fields if value)])


def _metadata(work: _Work) -> Iterator[str]:
    summary = work.summary
    yield _meta("title", work.title)
    for author in summary.authors:
        yield _meta("author", author)
    if summary.date:
        yield _meta("publication_date", summary.date.iso.replace("-", "/"))
    if summary.source:
        yield _meta("journal_title", summary.source)
    yield _meta("publisher", work.site)
    yield _meta("language", work.lang)


def _meta(name: str, content: str) -> str:
    return f'<meta name="citation_{name}" content="{escape(content)}">\n'
