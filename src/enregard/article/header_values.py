"""What the headers of a seed say about the article, whichever generator they were written for."""

import re
from collections.abc import Iterable, Sequence

from enregard.article.article import Article, Header
from enregard.article.blanks import BLANKS, one_line
from enregard.article.header_names import fold
from enregard.article.rules import decides
from enregard.article.technical import is_technical

DATES = (
    *("pubdate", "published", "datepublished", "publicationdate", "publishedat", "publishedon"),
    *("publishedtime", "posted", "postedon", "created", "createdat", "createdon", "datecreated"),
    *("creationdate", "createdtime", "datetime"),
)
"""Names of headers that give the date if no `date` does, folded, best first."""

_STANDFIRSTS = ("subtitle", "description")
PEOPLE = frozenset({"author", "translator", "reviewer"})
"""Headers that name people."""
_OF_ONE_FACT = frozenset({"title", *PEOPLE, "tags", "lastmod", "aliases", "image", *_STANDFIRSTS})
_BOOLEANS = frozenset({"true", "false", "yes", "no", "on", "off"})
_OF_IMAGE = ("src", "url", "image", "path", "file", "relative", "feature", "featured", "cover", "thumbnail")
_PICTURE = re.compile(r"\S+\.(?:png|jpe?g|gif|webp|svg|avif)", re.IGNORECASE)
_AND = re.compile(r"\s*[;,]\s*")


def standfirst(headers: Iterable[Header]) -> list[Header]:
    """Return the headers that introduce the text: a subtitle, then descriptions; two different at most."""
    found: dict[str, Header] = {}
    for header in sorted(headers, key=lambda it: it.name != "subtitle"):
        if (
            header.name.casefold() in _STANDFIRSTS
            and not header.children
            and (words := one_line(header.value))
        ):
            found.setdefault(words, header)
    return list(found.values())[:2]


def tags(headers: Iterable[Header]) -> dict[str, int]:
    """Return the tags in `headers`, in order, with the line of each."""
    found: dict[str, int] = {}
    for header in headers:
        if header.name.casefold() == "tags" and not header.children:
            value = one_line(header.value)
            for tag in header.items or value.split(";" if ";" in value else ","):
                if tag := one_line(tag).lstrip("#"):
                    found.setdefault(tag, header.line)
    return found


def people(headers: Iterable[Header], role: str = "author") -> tuple[str, ...]:
    """Return the names of the people in a `role`, one of `PEOPLE`, each once."""
    found: dict[str, None] = {}
    for header in headers:
        if header.name.casefold() == role:
            found |= dict.fromkeys(filter(None, map(one_line, header.items or _one_person(header))))
    return tuple(found)


def _one_person(header: Header) -> Sequence[str]:
    if not header.children:
        return (header.value,)
    return [it.value for it in header.children if fold(it.name) in ("name", "nom")][:1]


def split_people(name: str, header: Header) -> Header:
    """Return `header`, written as `name`: several people on one line are several if the name is a plural."""
    if header.name not in PEOPLE:
        return header
    is_plural = fold(name).endswith("s") and not (header.items or header.children)
    if not is_plural and ";" not in header.value:
        return header
    items = tuple(filter(None, _AND.split(one_line(header.value))))
    return Header(header.name, header.value, header.line, items)


def image(headers: Iterable[Header]) -> tuple[str, int]:
    """Return the address of the article's picture and its line; empty if none is given."""
    for header in headers:
        if header.name == "image":
            inner = {fold(it.name): it.value for it in header.children}
            given = (
                [*header.items, *filter(None, map(inner.get, _OF_IMAGE))] if header.children else header.items
            )
            if address := one_line(given[0] if given else "" if header.children else header.value):
                return address, header.line
    return "", 0


def rows(article: Article, wanted: Sequence[str] = ()) -> list[Header]:
    """Return the headers that pages show under their own names; with `wanted`, exactly those, in order."""
    others = [header for header in article.headers if header.name not in _OF_ONE_FACT]
    if wanted:
        names = list(map(fold, wanted))
        found = [it for it in others if fold(it.name) in names and it.value.strip(BLANKS) and not it.children]
        return sorted(found, key=lambda header: names.index(fold(header.name)))
    return [header for header in others if _is_for_readers(header, held=bool(article.held))]


def _is_for_readers(header: Header, *, held: bool) -> bool:
    value = header.value.strip(BLANKS)
    if not value or header.children:
        return False
    if decides(header):
        return held
    if header.name == "url" and value.startswith("/"):
        return False
    if value.casefold() in _BOOLEANS or _PICTURE.fullmatch(value):
        return False
    return not is_technical(header.name)
