"""Quotation marks and brackets of which one half was lost."""

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
    """What the original opens and closes, the translation does too: `(see below` lacks its bracket."""
    for signs in (_BRACKETS, _QUOTES):
        if any(sign in pair.english.plain for sign in signs) and (
            signs is _BRACKETS or any(sign in pair.french.plain for sign in signs)
        ):
            lone = _lone(pair.english.plain, signs)
            if lone and not _lone(pair.french.plain, signs):
                yield Finding("unbalanced", f"{lone} stands alone")


def _lone(plain: str, signs: str) -> str:
    """A sign that has no counterpart; empty where each has one."""
    if signs is _QUOTES:
        marks = _INCHES.sub("", plain)
        return next(sign for sign in signs if sign in marks) if sum(map(marks.count, signs)) % 2 else ""
    for opening, closing in _PAIRS:
        if plain.count(opening) == plain.count(closing):
            continue
        rest = _FACE.sub("", _ENUMERATION.sub("", plain))
        if (opened := rest.count(opening)) != (closed := rest.count(closing)):
            return opening if opened > closed else closing
    return ""
