"""Derive slugs, the names of articles in addresses, from file names."""

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath

from enregard.article.typography import without_accents

_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)
_LONGEST = 100
_IS_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_slug(word: str) -> bool:
    """Return whether `word` can be a slug."""
    return len(word) <= _LONGEST and _IS_SLUG.fullmatch(word) is not None


def slug_of(path: PurePosixPath | str) -> str:
    """Return the slug of the seed at `path`: its file name without suffix, in ASCII lower case.

    If some letters or digits have no ASCII form, or the name is too long for some servers, the slug ends with
    a short hash of the name. So different names have different slugs.
    """
    stem = str(path).rpartition("/")[2]
    if 0 < (dot := stem.rfind(".")) < len(stem) - 1:
        stem = stem[:dot]
    small = stem.lower()
    if is_slug(small):
        return small  # fast: every build derives the slugs of all articles
    plain = without_accents(small.translate(_LETTERS)).lower()
    text = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    lost = any(character.isalnum() and not character.isascii() for character in plain)
    if text and not lost and len(text) <= _LONGEST:
        return text
    whole = unicodedata.normalize("NFC", stem).encode("utf-8", "surrogatepass")
    return f"{text[: _LONGEST - 9].strip('-') or 'article'}-{hashlib.sha256(whole).hexdigest()[:8]}"
