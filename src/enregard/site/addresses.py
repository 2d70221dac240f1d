"""The paths of pages in the site, and the names used in these paths."""

import hashlib
import re
from functools import lru_cache
from urllib.parse import quote

from enregard.article.typography import without_accents
from enregard.system.platform import is_reserved

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ı": "i"})
_BETWEEN = re.compile(r"[\s'’_./-]+")
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 80

LANGUAGES = ("en", "fr")
"""The languages of listing pages; the first has the shorter addresses."""
NOT_STATED = "not-stated"
"""The name in addresses for articles without a source."""
UNDATED = "undated"
"""The name in addresses for articles without a date."""
_TAKEN = (NOT_STATED, UNDATED)


BOOKS = {view: f"books/{view}.epub" for view in ("facing", "en", "fr")}
"""The paths of the books with all articles, by what they hold."""


@lru_cache(maxsize=65536)
def slugify(text: str) -> str:
    """Return `text` in lower-case ASCII letters and digits, such as `economie` for “Économie”.

    Texts that differ only in case, accents and spaces share a name. If more is lost (C++, C#, 経済), or the
    text is long, or Windows has no such files (`con`), a hash keeps the names apart.
    """
    bare = without_accents(" ".join(text.split()).lower().translate(_LETTERS)).lower()
    name = _BETWEEN.sub("-", bare).strip("-")
    if _PLAIN.fullmatch(name) and len(name) <= _LONGEST and name not in _TAKEN and not is_reserved(name):
        return name
    suffix = hashlib.sha256(bare.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    start = re.sub(r"[^a-z0-9]+", "-", name)[: _LONGEST - 9].strip("-")
    return f"{start}-{suffix}" if start else suffix


def localised_path(place: str, lang: str) -> str:
    """Return the path of the page `place`, such as `months/index.html`, in the language `lang`.

    French articles are under `fr/` too, but never under `fr/-/`: slugs start with a letter or digit.
    """
    if lang != "fr":
        return place
    return "fr/index.html" if place == "index.html" else f"fr/-/{place}"


def source_page(source: str | None) -> str:
    """Return the path of the page that lists the articles from `source`."""
    return f"sources/{NOT_STATED if source is None else slugify(source)}/index.html"


def tag_page(tag: str) -> str:
    """Return the path of the page that lists the articles with the French tag `tag`."""
    return f"tags/{slugify(tag)}/index.html"


def month_page(iso: str | None) -> str:
    """Return the path of the page that lists the articles of a month (`2021-07`) or a year (`2021`)."""
    return f"months/{iso or UNDATED}/index.html"


def absolute_url(base_url: str, path: str) -> str:
    """Return the full address of the file `path` of a site at `base_url`; "" if `base_url` is empty."""
    if not base_url:
        return ""
    return base_url.rstrip("/") + "/" + quote(path.removesuffix("index.html"))
