"""Write abbreviations as the house style does: "US", "Mr", "10am" in British; "U.S.", "Mr.", "10 a.m.".

In American English, a comma or a full stop after a quotation goes before the closing quotation mark.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from enregard.article.edits import Edit

_WITH_POINTS = re.compile(r"(?<![\w.@/])(?:U\. ?S\.(?: ?A\.)?|U\. ?K\.|U\. ?N\.|E\. ?U\.)(?![\w@/])")
_WITHOUT = re.compile(r"(?<![\w.@/&$#])(?<![A-Z]-)(?:US|UK|UN)(?![\w$@/&]|\.\w|-[A-Z]{2})")
_TITLE_WITH_POINT = re.compile(r"\b(Mr|Mrs|Ms|Dr|Messrs)\.(?=\s[^\W\d_a-zß-ÿ])")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Messrs)(?=\s[^\W\d_a-zß-ÿ])")
_HALF_DAY = re.compile(
    r"(?<![\w.,:$€£])(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?(?P<blank>[ \u00a0\u202f]?)(?P<half>(?P<letter>[ap])"
    r"(?:m(?!\w)|\. ?m\.(?!\w)))",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\b([Pp])ercent\b")
_PER_CENT = re.compile(r"\b([Pp])er cent\b")
_OUTSIDE = re.compile(r"(?<=[A-Za-z])(?<!\b[UE][KNSU])(?<!\d[ap]m)(?<!\d [ap]m)([\"”])([,.])(?![\w.])")
_CLOSING = re.compile(r"[\s\"'”’)\]]*\Z")
_TOKEN = re.compile(r"[^\W_]+")
_AT_END = re.compile(r"[.…][\s\"'”’»)\]]*\Z")
_LONGEST_END = 20


def british(french: str, plain: str) -> Iterator[Edit]:
    """Yield edits that make abbreviations in `plain`, the English of `french`, British."""
    for match in _WITH_POINTS.finditer(plain):
        yield Edit(*match.span(), _bare(match[0]) + _full_stop(french, plain, match.end()))
    for match in _HALF_DAY.finditer(plain):
        stop = _full_stop(french, plain, match.end()) if match["half"].endswith(".") else ""
        yield Edit(match.start("blank"), match.end(), f"{match['letter'].lower()}m{stop}")
    for match in _TITLE_WITH_POINT.finditer(plain):
        yield Edit(*match.span(), match[1])
    for match in _PERCENT.finditer(plain):
        yield Edit(*match.span(), f"{match[1]}er cent")


def american(french: str, plain: str) -> Iterator[Edit]:
    """Yield edits that make abbreviations in `plain`, the English of `french`, American."""
    for match in _WITH_POINTS.finditer(plain):
        if (bare := _bare(match[0])) in ("EU", "USA"):
            yield Edit(*match.span(), bare + _full_stop(french, plain, match.end()))
    found = [*_WITHOUT.finditer(plain)] if not plain.isupper() else []
    together = set(pairwise(_TOKEN.findall(french))) if found else ()
    for match in found:
        following = _TOKEN.match(plain, match.end() + 1)
        if following is None or (match[0], following[0]) not in together:  # else a name: "US Open"
            yield Edit(match.start(), _past_stop(plain, match.end()), ".".join([*match[0], ""]))
    for match in _HALF_DAY.finditer(plain):
        end = match.end() if match["half"].endswith(".") else _past_stop(plain, match.end())
        yield Edit(match.start("blank"), end, f" {match['letter'].lower()}.m.")
    for match in _TITLE.finditer(plain):
        yield Edit(match.end(), match.end(), ".")
    for match in _PER_CENT.finditer(plain):
        yield Edit(*match.span(), f"{match[1]}ercent")
    for match in _OUTSIDE.finditer(plain):
        yield Edit(match.start() - 1, match.end(), plain[match.start() - 1] + match[2] + match[1])


def _bare(form: str) -> str:
    return "".join(filter(str.isalpha, form))


def _full_stop(french: str, plain: str, end: int) -> str:
    """Return the full stop that an abbreviation before `end` also was, if it ends the sentence."""
    ends = len(plain) - end <= _LONGEST_END and _CLOSING.match(plain, end) is not None
    return "." if ends and _AT_END.search(french, max(0, len(french) - _LONGEST_END)) else ""


def _past_stop(plain: str, end: int) -> int:
    """Return the offset after the full stop at `end`, which the points of an abbreviation include."""
    return end + (plain.startswith(".", end) and not plain.startswith("..", end))
