"""Spell English words as the house style does: "colour" in British, "color" in American English."""

import re
from bisect import bisect
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from enregard.article.edits import Edit
from enregard.system.files import packaged_text

_WORD = re.compile(r"(?<![\w@#/\\])(?<!\w\.)[A-Za-z]{4,24}(?![\w@/\\]|\.\w)")
_TOKEN = re.compile(r"[^\W_]+")
_NEW_SENTENCE = re.compile(r"(?:\A|[.!?:…][\"'”’)\]]*\s+)[\"'“‘(\[]*\Z")
_LABOUR = frozenset({"labor", "labour"})
_PARTY = re.compile(r"travaillist", re.IGNORECASE)
_WORK = re.compile(r"\btravail\b", re.IGNORECASE)
_HARBOUR = frozenset({"harbor", "harbors", "harbour", "harbours"})
_FIXED = frozenset({("rigor", "mortis")})
_QUOTATION_MARK = re.compile(r"[\"“”]")
_LOOK_BACK = 8


@cache
def variants(*, american: bool) -> Mapping[str, str]:
    """Map British to American spellings, or the reverse: `american` says which the values are."""
    lines = packaged_text(__package__, "variants.tsv").splitlines()
    rows = [line.split("\t")[:: 1 if american else -1] for line in lines[1:]]
    return dict(rows)


def in_spelling(french: str, plain: str, *, american: bool) -> Iterator[Edit]:
    """Yield edits that give the words of `plain`, the English of `french`, one spelling.

    Words in the French beside the same neighbour stay, and so do capitalised ones that may be part of a name
    or a title: "Pearl Harbor", "The Color Purple", "the Louvre".
    """
    known = variants(american=american)
    found = [(word, new) for word in _WORD.finditer(plain) if (new := known.get(word[0].lower())) is not None]
    if not found:
        return
    theirs = _TOKEN.findall(french)
    kept, together = set(theirs), set(pairwise(theirs))
    tokens = [*_TOKEN.finditer(plain)]
    places = {token.start(): at for at, token in enumerate(tokens)}
    works = _WORK.search(french) is not None and not _PARTY.search(french)
    quotes = [match.start() for match in _QUOTATION_MARK.finditer(plain)]
    for word, new in found:
        at = places[word.start()]
        around = [token[0] for token in (*tokens[max(at - 1, 0) : at], *tokens[at + 1 : at + 2])]
        beside = [(tokens[at - 1][0], word[0])] if at else []
        beside += [(word[0], token[0]) for token in tokens[at + 1 : at + 2]]
        if not together.isdisjoint(beside) or not _FIXED.isdisjoint(
            (one.lower(), two) for one, two in beside
        ):
            continue
        if word[0][0].isupper():
            quoted = bisect(quotes, word.start()) % 2 == 1
            if word[0] in kept or _may_be_name(plain, word, around, None if quoted else kept, works=works):
                continue
        if (cased := _cased(word[0], new)) is not None:
            yield Edit(*word.span(), cased)


def _may_be_name(
    plain: str, word: re.Match[str], around: Sequence[str], kept: Container[str] | None, *, works: bool
) -> bool:
    """Return whether a capitalised word may be part of a name, beside the words `around` it.

    A capitalised neighbour makes it one if the French has it, in `kept`; or in quotes, if `kept` is None.
    "Labour" is one, a party, unless `works`.
    """
    small = word[0].lower()
    if small in _LABOUR:
        return not works
    first = _NEW_SENTENCE.search(plain, max(0, word.start() - _LOOK_BACK), word.start())
    if first is not None:
        return False
    return small in _HARBOUR or any(
        other[0].isupper() and (kept is None or other in kept) for other in around
    )


def _cased(word: str, new: str) -> str | None:
    """Return `new` with the capitals of `word`; None if these are odd."""
    if word.islower():
        return new
    if word.isupper():
        return new.upper()
    return new.capitalize() if word == word.capitalize() else None
