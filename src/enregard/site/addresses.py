"""Where pages stand in the site, and under which name in addresses."""

import hashlib
import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ı": "i"})
_BETWEEN = re.compile(r"[\s'’_./-]+")
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 80

LANGUAGES = ("en", "fr")
"""The languages of the pages about the site and all articles; the first has the shorter addresses."""
NOT_STATED = "not-stated"
"""Stands in addresses for the source of articles that state none."""
UNDATED = "undated"
"""Stands in addresses for the month of articles without a date."""


@lru_cache(maxsize=65536)
def name_in_address(text: str) -> str:
    """`text` in small ASCII letters and digits, such as `economie` for “Économie”.

    What differs in case, accents and blanks alone has the same name, and stands for the same thing. Where
    more than that is lost (C++, C#, 経済), or the text is long, a hash keeps names different.
    """
    bare = unicodedata.normalize("NFKD", " ".join(text.split()).lower().translate(_LETTERS)).lower()
    bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
    name = _BETWEEN.sub("-", bare).strip("-")
    if _PLAIN.fullmatch(name) and len(name) <= _LONGEST and name not in (NOT_STATED, UNDATED):
        return name
    mark = hashlib.sha256(bare.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    kept = re.sub(r"[^a-z0-9]+", "-", name)[: _LONGEST - 9].strip("-")
    return f"{kept}-{mark}" if kept else mark


def in_language(place: str, lang: str) -> str:
    """The page `place` about all articles, such as `months/index.html`, in the language `lang`.

    Articles have pages of their own under `fr/`: `-` is no slug, since those begin with a letter or digit.
    """
    if lang != "fr":
        return place
    return "fr/index.html" if place == "index.html" else f"fr/-/{place}"


def source_page(source: str | None) -> str:
    """The page of the articles of `source`."""
    return f"sources/{NOT_STATED if source is None else name_in_address(source)}/index.html"


def tag_page(tag: str) -> str:
    """The page of the articles with the French tag `tag`."""
    return f"tags/{name_in_address(tag)}/index.html"


def month_page(iso: str | None) -> str:
    """The page of the articles of a month, `2021-07`, or of a year where no month is given."""
    return f"months/{iso or UNDATED}/index.html"


def address(base_url: str, path: str) -> str:
    """The full address of the file `path` of a site at `base_url`; empty where that is."""
    if not base_url:
        return ""
    return base_url.rstrip("/") + "/" + quote(path.removesuffix("index.html"))
