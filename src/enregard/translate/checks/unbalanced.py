"""Find unpaired quotation marks and brackets."""

import re
from collections.abc import Iterator

from enregard.article.article import Finding
from enregard.translate.checks.pair import Pair

_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"))
_QUOTES = '"«»“”„'
_ENUMERATION = re.compile(r"(?:^|(?<=[\s;,:(]))\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})\)")
_FACE = re.compile(r"[:;=8]['’]?-?[()\]\[]")
_INCHES = re.compile(r'(?<=\d)"(?=\s*(?:[xX×]|\d|high|wide|long))')


def unbalanced(pair: Pair) -> Iterator[Finding]:
    """Brackets and quotation marks stay paired: `(see below` lacks its closing bracket."""
    french, english = pair.french.plain, pair.english.plain
    has_quotes = any(char in english for char in _QUOTES)
    for unpaired in (_unpaired_bracket, _unpaired_quote) if has_quotes else (_unpaired_bracket,):
        if (found := unpaired(english)) and not unpaired(french):
            yield Finding("unbalanced", f"{found} has no counterpart")


def _unpaired_quote(plain: str) -> str:
    """Return a quotation mark that occurs an odd number of times, or an empty string."""
    marks = _INCHES.sub("", plain)
    is_odd = sum(map(marks.count, _QUOTES)) % 2
    return next(char for char in _QUOTES if char in marks) if is_odd else ""


def _unpaired_bracket(plain: str) -> str:
    """Return a bracket without its counterpart, or an empty string."""
    for opening, closing in _PAIRS:
        if plain.count(opening) == plain.count(closing):
            continue
        rest = _FACE.sub("", _ENUMERATION.sub("", plain))
        if (opened := rest.count(opening)) != (closed := rest.count(closing)):
            return opening if opened > closed else closing
    return ""
