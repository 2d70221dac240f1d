"""The facts about an article: date, source and the other headers, as given."""

from collections.abc import Sequence
from dataclasses import dataclass

from enregard.article.article import Article, Facing, FacingArticle, Header, State
from enregard.article.header_names import fold
from enregard.article.header_values import DATES, people, rows
from enregard.article.slugs import date_in_name
from enregard.site.addresses import source_page, tag_page
from enregard.site.article.credits import Credits
from enregard.site.article.html import safe_link
from enregard.site.summary import join_sentences
from enregard.site.words.dates import date_in_words
from enregard.site.words.strings import STRINGS
from enregard.site.words.typography import typeset

_NOBODY = Credits()
_OF_DATE = frozenset({"date", *DATES})
_OF_SOURCE = frozenset({"source"})


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact about an article, such as its date."""

    name: str
    value: str
    note: str = ""
    """A remark in the page's language, such as the origin of the value."""
    given: str = ""
    """The value exactly as the seed gives it, if that differs from `value`."""
    iso: str = ""
    """A date in ISO 8601."""
    href: str = ""
    lang: str = ""
    """The language of `value`, if it is not this page's."""
    given_lang: str = ""
    """The language of `given`, if it is not this page's."""
    page: str = ""
    """The listing page for `value`, such as that of a source."""
    pages: tuple[tuple[str, str, str], ...] = ()
    """The parts of `value`, if each has a listing page: path, words, and language if not this page's."""
    kind: str = ""
    """`description` or `tags`, which are translated like the text; empty for other facts."""


def facts(
    facing: FacingArticle, lang: str, wanted: Sequence[str] = (), credits: Credits = _NOBODY
) -> tuple[Fact, ...]:
    """Return the facts about an article for a page in `lang`: what its seed states to readers.

    `wanted` are the further headers to show; without it, all are shown that do not address a program.
    `credits` are the people behind the translation.
    """
    t = STRINGS[lang]
    article = facing.article
    headers = rows(article, wanted)
    found = [_date(article, lang, headers), _source(article, lang, headers)]
    found += _updated(article, lang)
    if article.dateline:
        found.append(Fact(t.dateline, article.dateline.text.rstrip(" -–—"), lang="fr"))
    found += _translated(facing, lang)
    if names := people(article.headers):
        found.append(Fact(t.author, ", ".join(names), lang="" if lang == "fr" else "fr"))
    for name, names in ((t.translator, credits.translators), (t.reviewer, credits.reviewers)):
        if names:
            found.append(Fact(name, ", ".join(names)))
    found += [_header(header, lang) for header in headers]
    found.append(Fact(t.seed, f"seeds/{article.path.as_posix()}"))
    return tuple(found)


def _updated(article: Article, lang: str) -> list[Fact]:
    """Return the day when the author last changed the article, if stated."""
    day = article.updated
    if day is None:
        return []
    words = date_in_words(day, lang)
    return [
        Fact(STRINGS[lang].updated, words, iso=day.iso, given=day.verbatim if day.verbatim != words else "")
    ]


def _translated(facing: FacingArticle, lang: str) -> list[Fact]:
    """Return description and tags."""
    t = STRINGS[lang]
    found = []
    for name, title in (("description", t.description), ("tags", t.tags)):
        facings = facing.fields.get(name, ())
        if not facings:
            continue
        join = ", ".join if name == "tags" else join_sentences
        french = typeset(join([each.sentence.text.plain for each in facings]), "fr")
        english = typeset(join([each.target.plain for each in facings]), "en")
        pages = tuple(_tag_page(each, lang) for each in facings) if name == "tags" else ()
        if lang == "fr" or all(each.state is State.MISSING for each in facings):
            found.append(Fact(title, french, lang="" if lang == "fr" else "fr", pages=pages, kind=name))
        else:
            given = french if french != english else ""
            found.append(Fact(title, english, given=given, given_lang="fr", pages=pages, kind=name))
    return found


def _tag_page(tag: Facing, lang: str) -> tuple[str, str, str]:
    french = tag.sentence.text.plain
    if lang == "fr":
        return tag_page(french), french, ""
    return tag_page(french), tag.target.plain, "fr" if tag.state is State.MISSING else ""


def _date(article: Article, lang: str, headers: list[Header]) -> Fact:
    """Return the date in words and as given, and remove its header from `headers`."""
    t = STRINGS[lang]
    if article.date is None:
        return Fact(t.date, t.not_stated)
    is_header = _take(headers, _OF_DATE, article.date.verbatim)
    words = date_in_words(article.date, lang)
    given = article.date.verbatim
    note = "" if is_header or given != date_in_name(article.path) else t.from_name
    return Fact(t.date, words, iso=article.date.iso, given=given if given != words else "", note=note)


def _source(article: Article, lang: str, headers: list[Header]) -> Fact:
    """Return the source, if stated, and remove its header from `headers`."""
    t = STRINGS[lang]
    if article.source is None:
        return Fact(t.source, t.not_stated)
    if _take(headers, _OF_SOURCE, article.source):
        return Fact(t.source, article.source, page=source_page(article.source))
    agency = article.dateline.agency if article.dateline else None
    note = t.from_dateline if agency == article.source else ""
    return Fact(t.source, article.source, note=note, page=source_page(article.source))


def _take(headers: list[Header], names: frozenset[str], value: str) -> bool:
    """Remove the first header with such a name and value, ignoring spaces; return whether there was one."""
    for index, header in enumerate(headers):
        if fold(header.name) in names and header.value.split() == value.split():
            del headers[index]
            return True
    return False


def _header(header: Header, lang: str) -> Fact:
    """Return a header as a fact, under its own name unless the theme has words for it."""
    t = STRINGS[lang]
    known = {"url": t.url, "lang": t.language}
    name = header.name.casefold()
    linked = name == "url" and header.value.startswith(("http://", "https://")) and safe_link(header.value)
    return Fact(
        known.get(name, header.name),
        header.value,
        href=header.value if linked else "",
        lang="" if lang == "fr" or name in ("url", "lang") else "fr",
    )
