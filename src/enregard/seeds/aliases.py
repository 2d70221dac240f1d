"""Aliases: addresses from which an article's readers may come, as its header `aliases` gives them."""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote

from enregard.article.article import Alias, Header
from enregard.article.blanks import quoted
from enregard.errors import EnregardError

_EXAMPLE = "such as /2019/03/old-name/ or old-name.html"
_HOST = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_UNFIT = re.compile('[\0-\x1f\x7f-\x9f\u2028\u2029\ufffd<>:"|*\\\\]')
"""What no file's name may hold on every system, and what lists of redirects take for a pattern."""
_PAGE = (".html", ".htm")
_LONGEST_PART = 200  # bytes; with what servers add, all systems take it
_LONGEST = 900
_MOST = 1000
"""Of one article; each is a page."""


def read_aliases(headers: Iterable[Header]) -> tuple[Alias, ...]:
    """The aliases that `headers` give, each once. A comma stands between two.

    Raises EnregardError for one that is no path of a file within a site.
    """
    found: dict[str, Alias] = {}
    for header in headers:
        if header.name != "aliases":
            continue
        for given in filter(None, map(str.strip, header.value.split(","))):
            if problem := _problem(given):
                raise EnregardError(f"the alias {quoted(given)} {problem}", line=header.line)
            path = _target(given)
            found.setdefault(path, Alias(path, header.line))
            if len(found) > _MOST:
                what = f"more than {_MOST:,} aliases: keep those that are used"
                raise EnregardError(what, line=header.line)
    return tuple(found.values())


def _problem(given: str) -> str:
    """What is wrong with an alias, and what to do; empty where nothing is."""
    if _HOST.match(given):
        return f"is no path on this site: write it without the host, {_EXAMPLE}"
    if "?" in given or "#" in given:
        return "has a ? or a #, which no file can answer: let your server redirect it"
    name = _decode(given)
    if _UNFIT.search(name):
        return f"holds a sign that no file's name should: write a path {_EXAMPLE}"
    parts = name.split("/")
    if name and any(not part or part[0] == "." or part[-1] in ". " for part in parts):
        return f"has a part that is empty, or begins or ends with a dot: write a path {_EXAMPLE}"
    if any(part.lower().endswith(_PAGE) for part in (parts if given.endswith("/") else parts[:-1])):
        return f"has a folder that is called like a page: write a path {_EXAMPLE}"
    if len(name.encode()) > _LONGEST or any(len(part.encode()) > _LONGEST_PART for part in parts):
        return "is too long for a file: let your server redirect it"
    return ""


def _decode(given: str) -> str:
    """The path that a server looks for, without slashes around it."""
    path = given.removeprefix("/").removesuffix("/")
    return unicodedata.normalize("NFC", unquote(path))


def _target(given: str) -> str:
    """The file of the site at which an alias is answered."""
    name = _decode(given)
    if name.lower().endswith(_PAGE):  # and no folder does, so that none stands where a file is
        return name
    return f"{name}/index.html" if name else "index.html"
