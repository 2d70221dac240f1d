"""Read the headers at the start of a text seed, and the metadata in any seed's headers."""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from enregard.article.article import ArticleDate, Header
from enregard.article.blanks import BLANKS, one_line, quoted
from enregard.article.header_names import NAMED, canonical_name, fold, is_common
from enregard.article.header_values import DATES, split_people
from enregard.errors import EnregardError
from enregard.messages import _
from enregard.seeds.dates import date_end, looks_like_date, not_a_date, parse_date
from enregard.seeds.mail import read_mail_headers

# A known word in capitals starts a header only before a colon.
_KNOWN = re.compile(
    r"(date|source|title|author|url|lang|(?i:date|source|title|author|url|lang)(?=\s*:))(?:(\s*:)\s*|\s+(?=\S))"
)
# French prose puts a blank before a colon, so a colon right after the first word marks a header.
_OTHER = re.compile(r"([a-z][a-z0-9_-]*):(?=\s|$)\s*")
_TOKEN = {
    "url": re.compile(r"(?:[a-z][a-z0-9+.-]*:|www\.)[^\s]+|[\w-]+(?:\.[\w-]+)+(?:/\S*)?", re.IGNORECASE),
    "lang": re.compile(r"[a-z]{2,8}(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE),
}
_PROSE_AFTER_SOURCE = re.compile(r"(?:de|du|des)\s|d['’]")
_LONGEST_SOURCE = 60
_LONGEST_VALUE = 400
_FRENCH = frozenset(("fr", "fra", "fre", "french", "francais", "français"))


@dataclass(frozen=True, slots=True)
class Metadata:
    """Metadata from the headers of a seed; None if not given."""

    title: str | None = None
    source: str | None = None
    date: ArticleDate | None = None
    updated: ArticleDate | None = None


def split_headers(lines: Sequence[str]) -> tuple[list[Header], list[str], int]:
    """Return the headers at the start of `lines`, the lines after them, and the number of the next line.

    Headers end at a blank line, or where the text starts. A line may have several headers, followed by text:
    `date`, `url` and `lang` end after one value, while other headers take the rest of the line. An uncommon
    name with a capital is a header only if a common one follows before the next blank line: alone,
    `Ukraine : la guerre` is a title. The headers of an e-mail may come first. Raises EnregardError for an
    invalid date.
    """
    if (mail := read_mail_headers(lines)) is not None:
        headers, end = mail
        return headers, list(lines[end:]), end + 1
    headers = []
    for index, line in enumerate(lines):
        rest = line.strip(BLANKS)
        if headers and not rest:
            return headers, list(lines[index + 1 :]), index + 2
        at_start = True
        while rest:
            taken = _parse_header(rest, index + 1, at_start)
            if taken is None and at_start and _header_follows(lines, index + 1):
                taken = _parse_colon_header(rest, index + 1, any_name=True)
            if taken is None:
                return headers, [line if at_start else rest, *lines[index + 1 :]], index + 1
            header, rest = taken
            headers.append(header)
            at_start = False
    return headers, [], len(lines) + 1


def _parse_header(text: str, line: int, at_start: bool) -> tuple[Header, str] | None:
    """Return the header at the start of `text` and the text after it, or None.

    `at_start` is true if no other header precedes it on the line.
    """
    match = _KNOWN.match(text)
    if match is None:
        return _parse_colon_header(text, line, any_name=False) if at_start else None
    name, colon, value = match[1].lower(), match[2] is not None, text[match.end() :]
    if name == "date" and value:
        end = _date_end(value, colon, line)
    elif name in _TOKEN and value:
        token = value.split(None, 1)[0]
        end = len(token) if colon or _TOKEN[name].fullmatch(token) else 0
    else:
        end = 0 if name == "source" and not colon and _is_prose(value) else len(value)
    if value and not end:
        return None
    return Header(name, value[:end], line), value[end:].strip(BLANKS)


def _parse_colon_header(text: str, line: int, *, any_name: bool) -> tuple[Header, str] | None:
    """Parse `text` as `name: value`, or return None. Unless `any_name`, names like prose must be common."""
    match = _OTHER.match(text)
    if match is None:
        match = NAMED.match(text)
        if match is None or len(text) - match.end() > _LONGEST_VALUE or not (any_name or is_common(match[1])):
            return None
    name, value = canonical_name(match[1]), text[match.end() :]
    if name == "date" and value and date_end(value) < len(value):
        raise not_a_date(value, line)
    return split_people(match[1], Header(name, value, line)), ""


def _header_follows(lines: Sequence[str], index: int) -> bool:
    """Return whether a header with a common name follows before the next blank line."""
    for line in lines[index:]:
        rest = line.strip(BLANKS)
        if not rest:
            return False
        match = NAMED.match(rest)
        if match is not None and is_common(match[1]):
            return True
    return False


def _date_end(value: str, colon: bool, line: int) -> int:
    """Return the length of the date at the start of `value`; 0 if the word `date` starts a sentence."""
    if end := date_end(value):
        return end
    if colon or looks_like_date(value):
        raise not_a_date(value, line)
    return 0


def _is_prose(value: str) -> bool:
    """Return whether `source` and `value` start a French sentence rather than form a header."""
    return value[0].islower() and (
        len(value) > _LONGEST_SOURCE
        or value[-1] in '.!?…:;,»"'
        or _PROSE_AFTER_SOURCE.match(value) is not None
    )


def read_metadata(headers: Iterable[Header]) -> Metadata:
    """Return the metadata in `headers`. Several sources are joined; headers without a value are ignored.

    Raises EnregardError for an invalid date, for contradictory dates or titles, and for a language other than
    French.
    """
    found: dict[str, list[Header]] = {}
    for header in headers:
        if header.value.strip(BLANKS):
            found.setdefault(header.name, []).append(header)
    for header in found.get("lang", ()):
        if re.split("[-_]", one_line(header.value).lower())[0] not in _FRENCH:
            raise EnregardError(
                _(
                    "lang is {value}, but this publication translates from French: correct the header, or "
                    "remove the file",
                    value=quoted(header.value),
                ),
                line=header.line,
            )
    title = _single("title", found)
    date = _single("date", found)
    given = None if date is None else parse_date(date.value.strip(BLANKS), date.line)
    sources = dict.fromkeys(one_line(header.value) for header in found.get("source", ()))
    return Metadata(
        title=None if title is None else one_line(title.value),
        source=", ".join(sources) or None,
        date=given or _first_date(found, DATES),
        updated=_first_date(found, ("lastmod",)),
    )


def _first_date(found: Mapping[str, list[Header]], names: Iterable[str]) -> ArticleDate | None:
    """Return the date in the first header with one of these folded names, best first, that has one."""
    by_name = {fold(name): headers[0] for name, headers in found.items()}
    for header in filter(None, map(by_name.get, names)):
        with suppress(EnregardError):
            return parse_date(header.value.strip(BLANKS), header.line)
    return None


def _single(name: str, found: dict[str, list[Header]]) -> Header | None:
    """Return the header `name`, or None. Raises EnregardError if several contradict each other."""
    given = found.get(name, [])
    for header in given[1:]:
        if header.value != given[0].value:
            raise EnregardError(
                _(
                    "a second {name}, {value}, contradicts line {line}: keep one",
                    name=name,
                    value=quoted(header.value),
                    line=given[0].line,
                ),
                line=header.line,
            )
    return given[0] if given else None
