"""Find points of an enumeration that lost their words: `1. Pain. 2. Vin.` must not become `1. Bread. 2.`"""

import re
from collections.abc import Iterator

from enregard.article.article import Finding
from enregard.translate.checks.pair import Pair, Side

_MAYBE = re.compile(r"[a-h\d][.)](?:\s|\Z)")
_POINT = re.compile(r"(?<!\S)(?P<name>\(?(?:\d{1,2}[.)]|[a-h]\)))(?=\s|\Z)")


def points(pair: Pair) -> Iterator[Finding]:
    """Points of an enumeration keep their words, and so does what precedes them."""
    if not _MAYBE.search(pair.french.plain):
        return
    french, english = _points(pair.french), _points(pair.english)
    if not french or not english:
        return
    kept = french.keys() & english.keys() - {""}
    for name in french.keys() - english.keys() if len(kept) > 1 else ():
        yield Finding("omission", f"“{name}” is not in the translation")
    for name, words in french.items():
        if words and english.get(name, 1) == 0:
            what = (
                f"“{name}” has no words in the translation"
                if name
                else "what precedes the points is not in the translation"
            )
            yield Finding("omission", what)


def _points(side: Side) -> dict[str, int]:
    """Return how many words follow each number of an enumeration; under "", how many precede all."""
    found: dict[str, int] = {}
    places = [*_POINT.finditer(side.plain)]
    if not places:
        return found
    starts = [word.start for word in side.words if not word.fold.isdigit()]
    borders = [0, *(match.end() for match in places), len(side.plain) + 1]
    at = 0
    for name, end in zip(["", *(match["name"].strip("().") for match in places)], borders[1:], strict=True):
        first = at
        while at < len(starts) and starts[at] < end:
            at += 1
        found.setdefault(name, at - first)
    return found
