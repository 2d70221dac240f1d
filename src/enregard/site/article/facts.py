"""What is known about an article besides its text: date, source and the other headers, as given."""

from dataclasses import dataclass

from enregard.article.article import Article, Facing, FacingArticle, Header, State
from enregard.site.addresses import source_page, tag_page
from enregard.site.article.html import safe_link
from enregard.site.words.dates import in_words
from enregard.site.words.strings import STRINGS
from enregard.site.words.typography import typeset


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of an article's header, such as its date."""

    name: str
    value: str
    note: str = ""
    """A remark in the page's language, such as where the value was found."""
    given: str = ""
    """The value exactly as the seed gives it, where that differs from `value`."""
    iso: str = ""
    """The machine's form of a date."""
    href: str = ""
    lang: str = ""
    """The language of `value` where it is not the page's."""
    given_lang: str = ""
    """The language of `given` where it is not the page's."""
    page: str = ""
    """The page of the site about `value`, such as that of a source."""
    pages: tuple[tuple[str, str, str], ...] = ()
    """The parts of `value` where each has its page: page, words, and their language if not the page's."""
    kind: str = ""
    """`description` or `tags`, which are translated as the text is; empty for what is not."""


def facts(facing: FacingArticle, lang: str) -> tuple[Fact, ...]:
    """The header of an article for a page in `lang`: nothing the seed says left out, nothing added."""
    t = STRINGS[lang]
    article = facing.article
    # What is said to the program alone is nothing to readers.
    headers = [it for it in article.headers if it.name != "aliases" and (it.name != "draft" or article.draft)]
    shown = [_date(article, lang, headers), _source(article, lang, headers)]
    if article.dateline:
        shown.append(Fact(t.dateline, article.dateline.text.rstrip(" -–—"), lang="fr"))
    _take(headers, "title", article.title)
    shown += _translated(facing, lang, headers)
    shown += [_header(header, lang) for header in headers]
    shown.append(Fact(t.seed, f"seeds/{article.path.as_posix()}"))
    return tuple(shown)


def _translated(facing: FacingArticle, lang: str, headers: list[Header]) -> list[Fact]:
    """The description and the tags; their headers are taken out of `headers`."""
    t = STRINGS[lang]
    found = []
    for name, title, joint in (("description", t.description, " "), ("tags", t.tags, ", ")):
        facings = facing.fields.get(name, ())
        if not facings:
            continue
        headers[:] = [header for header in headers if header.name.casefold() != name]
        french = typeset(joint.join(each.sentence.text.plain for each in facings), "fr")
        english = typeset(joint.join(each.target.plain for each in facings), "en")
        pages = _tag_pages(facings, lang) if name == "tags" else ()
        if lang == "fr":
            found.append(Fact(title, french, pages=pages, kind=name))
        elif all(each.state is State.MISSING for each in facings):
            found.append(Fact(title, french, lang="fr", pages=pages, kind=name))
        else:
            given = french if french != english else ""
            found.append(Fact(title, english, given=given, given_lang="fr", pages=pages, kind=name))
    return found


def _tag_pages(facings: tuple[Facing, ...], lang: str) -> tuple[tuple[str, str, str], ...]:
    """The pages of tags."""
    found = []
    for facing in facings:
        french = facing.sentence.text.plain
        if lang == "fr" or facing.state is State.MISSING:
            found.append((tag_page(french), french, "" if lang == "fr" else "fr"))
        else:
            found.append((tag_page(french), facing.target.plain, ""))
    return tuple(found)


def _date(article: Article, lang: str, headers: list[Header]) -> Fact:
    """The date in words, and as given; its header is taken out of `headers`."""
    t = STRINGS[lang]
    if article.date is None:
        return Fact(t.date, t.not_stated)
    _take(headers, "date", article.date.verbatim)
    words = in_words(article.date, lang)
    given = article.date.verbatim
    return Fact(t.date, words, iso=article.date.iso, given=given if given != words else "")


def _source(article: Article, lang: str, headers: list[Header]) -> Fact:
    """The source, or that none is stated; its header is taken out of `headers`."""
    t = STRINGS[lang]
    if article.source is None:
        return Fact(t.source, t.not_stated)
    if _take(headers, "source", article.source):
        return Fact(t.source, article.source, page=source_page(article.source))
    agency = article.dateline.agency if article.dateline else None
    note = t.from_dateline if agency == article.source else ""
    return Fact(t.source, article.source, note=note, page=source_page(article.source))


def _take(headers: list[Header], name: str, value: str) -> bool:
    """Remove the first header of that name and value, blanks aside; whether there was one."""
    for index, header in enumerate(headers):
        if header.name.casefold() == name and header.value.split() == value.split():
            del headers[index]
            return True
    return False


def _header(header: Header, lang: str) -> Fact:
    """Any other header, under its own name where the program has no word for it."""
    t = STRINGS[lang]
    known = {"author": t.author, "url": t.url, "lang": t.language}
    name = header.name.casefold()
    linked = name == "url" and header.value.startswith(("http://", "https://")) and safe_link(header.value)
    return Fact(
        known.get(name, header.name),
        header.value,
        href=header.value if linked else "",
        lang="" if lang == "fr" or name in ("url", "lang") else "fr",
    )
