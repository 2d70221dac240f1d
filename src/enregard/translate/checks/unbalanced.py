"""Find unpaired quotation marks and brackets."""

import re
from collections.abc import Iterator

from enregard.article.article import Finding
from enregard.translate.checks.pair import Pair

_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"))
_BRACKETS = "()[]{}"
_QUOTES = '"«»“”„'
_ENUMERATION = re.compile(r"(?:^|(?<=[\s;,:(]))\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})\)")
_FACE = re.compile(r"[:;=8]['’]?-?[()\]\[]")
_INCHES = re.compile(r'(?<=\d)"(?=\s*(?:[xX×]|\d|high|wide|long))')


def unbalanced(pair: Pair) -> Iterator[Finding]:
    """Brackets and quotation marks stay paired: `(see below` lacks its bracket."""
    for chars in (_BRACKETS, _QUOTES):
        if any(char in pair.english.plain for char in chars) and (
            chars is _BRACKETS or any(char in pair.french.plain for char in chars)
        ):
            unpaired = _unpaired(pair.english.plain, chars)
            if unpaired and not _unpaired(pair.french.plain, chars):
                yield Finding("unbalanced", f"{unpaired} has no counterpart")


def _unpaired(plain: str, chars: str) -> str:
    """Return a character without its counterpart, or an empty string."""
    if chars is _QUOTES:
        marks = _INCHES.sub("", plain)
        is_odd = sum(map(marks.count, chars)) % 2
        return next(char for char in chars if char in marks) if is_odd else ""
    for opening, closing in _PAIRS:
        if plain.count(opening) == plain.count(closing):
            continue
        rest = _FACE.sub("", _ENUMERATION.sub("", plain))
        if (opened := rest.count(opening)) != (closed := rest.count(closing)):
            return opening if opened > closed else closing
    return ""
