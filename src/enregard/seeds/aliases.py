"""Read the `aliases` header: other addresses that redirect to an article."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from enregard.article.article import Alias, Header
from enregard.article.blanks import one_line, quoted
from enregard.article.header_names import fold
from enregard.errors import EnregardError
from enregard.messages import _, marked, number
from enregard.system.platform import is_reserved

_EXAMPLE = marked("/2019/03/old-name/ or old-name.html")
_HOST = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_UNFIT = re.compile('[\0-\x1f\x7f-\x9f\u2028\u2029\ufffd<>:"|*\\\\]')
"""Characters that some systems forbid in file names, or that redirect lists read as patterns."""
_PAGE = (".html", ".htm")
_PATTERN = re.compile(r"[:{}$%*]")
_OPTIONAL = frozenset(
    {"slug", "permalink", "url", "redirectfrom", "redirects", "oldurl", "oldurls", "formerurls"}
)
"""Names of headers, folded, with addresses in another generator."""
_LONGEST_PART = 200  # bytes; most systems allow 255, but servers may add a suffix
_LONGEST = 900
_MOST = 1000  # per article; each becomes a page


def read_aliases(headers: Iterable[Header]) -> tuple[Alias, ...]:
    """Return the comma-separated aliases in `headers`, and addresses in other generators, without duplicates.

    Raises EnregardError for an alias that is not the path of a file in a site.
    """
    given = list(headers)
    found: dict[str, Alias] = {}
    for header in given:
        if header.name != "aliases":
            continue
        for alias in filter(None, map(str.strip, header.value.split(","))):
            if problem := _problem(alias):
                raise EnregardError(
                    _("the alias {alias} {problem}", alias=quoted(alias), problem=problem), line=header.line
                )
            path = _target(alias)
            found.setdefault(path, Alias(path, header.line))
            if len(found) > _MOST:
                what = _("more than {most} aliases: keep the ones still in use", most=number(_MOST))
                raise EnregardError(what, line=header.line)
    for header in given:
        if fold(header.name) in _OPTIONAL and not header.children:
            for address in _addresses(header):
                path = _target(address)
                if len(found) < _MOST:
                    found.setdefault(path, Alias(path, header.line, optional=True))
    return tuple(found.values())


def _addresses(header: Header) -> Iterator[str]:
    """Yield the paths in a header that tells another generator the address of the article.

    Patterns, such as `/:year/:title/`, and names of patterns, such as `pretty`, are no paths.
    """
    for address in header.items or header.value.split(","):
        address = one_line(address)
        is_path = "/" in address or address.endswith(_PAGE) or fold(header.name) == "slug"
        if is_path and address.strip("/") and not _PATTERN.search(address) and not _problem(address):
            yield address


def _problem(given: str) -> str:
    """Return what is wrong with an alias and what to do, or an empty string."""
    if _HOST.match(given):
        return _(
            "is not a path on this site: write it without the host, such as {example}", example=_(_EXAMPLE)
        )
    if "?" in given or "#" in given:
        return _("contains ? or #, which no file can match: redirect it on your server")
    name = _decode(given)
    if _UNFIT.search(name):
        return _(
            "contains a character that file names cannot have: write a path such as {example}",
            example=_(_EXAMPLE),
        )
    parts = name.split("/")
    if name and any(not part or part[0] == "." or part[-1] in ". " for part in parts):
        return _(
            "has a part that is empty, or starts or ends with a dot: write a path such as {example}",
            example=_(_EXAMPLE),
        )
    if any(part.lower().endswith(_PAGE) for part in (parts if given.endswith("/") else parts[:-1])):
        return _("has a folder named like a page: write a path such as {example}", example=_(_EXAMPLE))
    if reserved := next(filter(is_reserved, parts), ""):
        return _(
            "contains '{reserved}', which cannot be a file on Windows: redirect it on your server",
            reserved=reserved,
        )
    if len(name.encode()) > _LONGEST or any(len(part.encode()) > _LONGEST_PART for part in parts):
        return _("is too long for a file name: redirect it on your server")
    return ""


def _decode(given: str) -> str:
    """Return the path that a server looks up, without surrounding slashes."""
    path = given.removeprefix("/").removesuffix("/")
    return unicodedata.normalize("NFC", unquote(path))


def _target(given: str) -> str:
    """Return the path of the file that serves an alias."""
    name = _decode(given)
    if name.lower().endswith(_PAGE):  # no folder ends like this (see `_problem`), so none clashes with a file
        return name
    return f"{name}/index.html" if name else "index.html"
