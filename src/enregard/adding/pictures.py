"""Recognise pictures that browsers show, and name them."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import unquote

from enregard.article.slugs import slug_of

_SIGNS = (
    (b"\x89PNG\r\n\x1a\n", 0, ".png"),
    (b"\xff\xd8\xff", 0, ".jpg"),
    (b"GIF8", 0, ".gif"),
    (b"WEBP", 8, ".webp"),
    (b"ftypavif", 4, ".avif"),
)
_SVG = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.{0,1000}?-->\s*|<!DOCTYPE[^>]*>\s*){0,5}<(?:svg:)?svg\b", re.DOTALL
)
_HEAD = 4096


def suffix_of(data: bytes) -> str:
    """Return the suffix for the format of a picture, or nothing if browsers do not show it."""
    for sign, at, suffix in _SIGNS:
        if data[at : at + len(sign)] == sign:
            return suffix
    return ".svg" if _SVG.match(data[:_HEAD].removeprefix(b"\xef\xbb\xbf")) else ""


def name_of(address: str, suffix: str, taken: Iterable[str]) -> str:
    """Return a file name for the picture with this address that is not among those taken."""
    stem = PurePosixPath(unquote(address.partition("?")[0])).stem if len(address) < _HEAD else ""
    stem = slug_of(f"{stem[:60]}.md") if stem.strip(" .-_") else "image"
    names = set(taken)
    number = 1
    while (name := f"{stem}{'' if number == 1 else f'-{number}'}{suffix}") in names:
        number += 1
    return name
