"""Derive slugs, the names of articles in addresses, from file names."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath

from enregard.article.typography import without_accents
from enregard.system.platform import is_reserved

_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)
_LONGEST = 100
_INDEX = frozenset({"index", "_index", "readme"})
_DATE = re.compile(r"(?P<date>[0-9]{4}-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12][0-9]|3[01]))")
# Jekyll, Pelican, Hexo and Zola name files like this.
_DATED = re.compile(rf"{_DATE.pattern}[-_ ]+(?=.*[^\W_])")
_IS_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_slug(word: str) -> bool:
    """Return whether `word` can be a slug."""
    return len(word) <= _LONGEST and _IS_SLUG.fullmatch(word) is not None


def slug_of(path: PurePosixPath | str) -> str:
    """Return the slug of the seed at `path`: its file name without suffix and date, in ASCII lower case.

    An `index`, `_index` or `README` in a folder has the name of the folder. If some letters or digits have no
    ASCII form, or the name is too long for some servers or is impossible on Windows (`con`), the slug ends
    with a short hash of the name. So different names have different slugs.
    """
    folder, _, name = str(path).rpartition("/")
    stem = _stem(name)
    small = stem.lower()
    if folder and small in _INDEX:
        stem = folder.rpartition("/")[2]
        small = stem.lower()
    if small[:1].isdigit() and (match := _DATED.match(stem)):
        stem = stem[match.end() :]
        small = stem.lower()
    return _slug(stem, small)


def full_slug(path: PurePosixPath | str) -> str:
    """Return the slug of the whole file name of the seed at `path`, with its date."""
    stem = _stem(str(path).rpartition("/")[2])
    return _slug(stem, stem.lower())


def gives_way(path: PurePosixPath | str) -> bool:
    """Return whether the slug of the seed at `path` lacks the date of its name, or is that of its folder."""
    return slug_of(path) != full_slug(path)


def other_slugs(path: PurePosixPath | str) -> Iterator[str]:
    """Yield the slugs, best first, that the seed at `path` can have if another has `slug_of(path)`.

    They add the date of its name, then the names of its folders, the nearest first.
    """
    *folders, name = str(path).split("/")
    stem = _stem(name)
    own = [] if folders and stem.lower() in _INDEX else [stem]
    longer = (" ".join([*folders[count:], *own]) for count in range(len(folders), -1, -1))
    for words in (*longer, *([] if own else [f"{folders[-1]} {stem.strip('_')}"])):
        if words and (slug := _slug(words, words.lower())) != slug_of(path):
            yield slug


def date_in_name(path: PurePosixPath | str) -> str:
    """Return the date at the start of the name of the seed at `path`, or of its folder; empty if none is."""
    folder, _, name = str(path).rpartition("/")
    stem = _stem(name)
    if folder and stem.lower() in _INDEX:
        stem = folder.rpartition("/")[2]
    match = _DATED.match(stem) or _DATE.fullmatch(stem)
    return match["date"] if match else ""


def name_without_date(path: PurePosixPath) -> str:
    """Return the name of the seed at `path`, or of its folder for an `index`, without a date at its start.

    It is empty for an `index` without a folder.
    """
    stem = _stem(path.name)
    if stem.lower() in _INDEX:
        stem = path.parent.name
    match = _DATED.match(stem)
    return stem[match.end() :] if match else stem


def is_index(name: str) -> bool:
    """Return whether a file of this name is the article of its folder."""
    return _stem(name).lower() in _INDEX


def _stem(name: str) -> str:
    return name[:dot] if 0 < (dot := name.rfind(".")) < len(name) - 1 else name


def _slug(stem: str, small: str) -> str:
    """Return the slug of a name without its suffix, which is `small` in lower case."""
    if is_slug(small) and not is_reserved(small):
        return small  # fast: every build derives the slugs of all articles
    plain = without_accents(small.translate(_LETTERS)).lower()
    text = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    lost = any(character.isalnum() and not character.isascii() for character in plain)
    if text and not lost and len(text) <= _LONGEST and not is_reserved(text):
        return text
    whole = unicodedata.normalize("NFC", stem).encode("utf-8", "surrogatepass")
    return f"{text[: _LONGEST - 9].strip('-') or 'article'}-{hashlib.sha256(whole).hexdigest()[:8]}"
