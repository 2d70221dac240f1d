"""How to cite an article: a reference and BibTeX for people, metadata for programs such as Zotero.

COinS (OpenURL in a `span`) is what Zotero reads first; search engines read the `citation_` metadata.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup, escape

from enregard.article.article import ArticleDate
from enregard.publication.publication import Settings
from enregard.site.addresses import absolute_url
from enregard.site.article.credits import Credits
from enregard.site.labels import readable_engine
from enregard.site.summary import Summary
from enregard.site.words.dates import date_in_words
from enregard.site.words.strings import STRINGS
from enregard.site.words.typography import typeset

_IN_TEX = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "{}$&#_%"},
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Citation:
    """How to cite one page of an article."""

    reference: Markup
    bibtex: str
    coins: str
    """An OpenURL, for the `title` of a `span`."""
    metadata: tuple[tuple[str, str], ...]
    """Names and contents of `meta` elements."""


@dataclass(frozen=True, slots=True)
class _Work:
    """What is cited: the English or the French of an article, on one of its pages."""

    title: str
    lang: str
    page_lang: str
    site: str
    url: str
    summary: Summary
    credits: Credits

    @property
    def is_translation(self) -> bool:
        return self.lang == "en"


def citation(settings: Settings, summary: Summary, credits: Credits, view: str) -> Citation:
    """Return how to cite an article's page `view`: the English, or on the French page the French."""
    page_lang = "fr" if view == "fr" else "en"
    lang = "fr" if view == "fr" else summary.target_lang
    title = summary.title if lang == "fr" else summary.target_title
    url = absolute_url(settings.base_url, summary.links[view])
    work = _Work(title, lang, page_lang, settings.title_in(page_lang), url, summary, credits)
    return Citation(_reference(work), _bibtex(work), _coins(work), tuple(_metadata(work)))


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


def _reference(work: _Work) -> Markup:
    summary = work.summary
    t = STRINGS[work.page_lang].citing
    parts: list[Markup | str] = [", ".join(summary.authors)]
    quoted = t.quoted.format(title=typeset(work.title, work.lang))
    if work.lang != work.page_lang:
        quoted = Markup('<span lang="{}">{}</span>').format(work.lang, quoted)
    if work.is_translation and summary.title != work.title:
        original = Markup('[<span lang="fr">{}</span>]').format(typeset(summary.title, "fr"))
        quoted = Markup("{} {}").format(quoted, original)
    parts.append(quoted)
    if work.is_translation:
        parts.append(_translation_note(work))
    when = date_in_words(summary.date, work.page_lang) if summary.date else t.undated
    parts += [", ".join(filter(None, (summary.source, when))), work.site]
    ended = [part if str(part).endswith(".") else escape(part) + "." for part in parts if part]
    if work.url:
        ended.append(Markup('<a href="{0}">{0}</a>').format(work.url))
    return Markup(" ").join(ended)


def _bibtex(work: _Work) -> str:
    summary = work.summary
    key = "".join(sign for sign in summary.slug if sign.isascii() and (sign.isalnum() or sign == "-"))
    fields = {
        "author": " and ".join(map(_name, summary.authors)),
        "title": f"{{{_tex(work.title)}}}",
        "journal": _tex(summary.source or ""),
        **_tex_date(summary.date),
        "translator": " and ".join(map(_name, work.credits.translators)) if work.is_translation else "",
        "note": _tex(_translation_note(work)) if work.is_translation else "",
        "howpublished": "" if summary.source else _tex(work.site),
        "language": "english" if work.is_translation else "french",
        "url": work.url,
    }
    lines = (
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n"
        for name, value in fields.items()
        if value
    )
    return f"@{'article' if summary.source else 'misc'}{{{key or 'article'},\n{''.join(lines)}}}\n"


def _name(name: str) -> str:
    """Return a name for BibTeX, in braces if it would be read as several."""
    plain = _tex(name)
    return f"{{{plain}}}" if "," in name or " and " in name else plain


def _tex(text: str) -> str:
    return text.translate(_IN_TEX)


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
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", "newspaperArticle" if summary.source else "webpage"),
        ("rft.title", work.title),
        *(("rft.creator", author) for author in summary.authors),
        *(("rft.contributor", name) for name in translators),
        ("rft.source", summary.source or work.site),
        ("rft.date", summary.date.iso if summary.date else ""),
        ("rft.publisher", work.site if summary.source else ""),
        ("rft.language", work.lang),
        ("rft.identifier", work.url),
    ]
    return "&".join(f"{name}={quote(value, safe='')}" for name, value in fields if value)


def _metadata(work: _Work) -> Iterator[tuple[str, str]]:
    summary = work.summary
    yield "citation_title", work.title
    for author in summary.authors:
        yield "citation_author", author
    if summary.date:
        yield "citation_publication_date", summary.date.iso.replace("-", "/")
    if summary.source:
        yield "citation_journal_title", summary.source
    yield "citation_publisher", work.site
    yield "citation_language", work.lang
    if work.url:
        yield "citation_public_url", work.url
