"""Words in capitals: written in small letters for the model, which knows few others, and restored after.

`casing.txt` lists the words that French writes with capitals anyway, counted in a corpus
(`python -m bench casing`).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from enregard.article.edits import Span, overlaps

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CAPITAL = "A-ZÀ-ÖØ-ÞŒŸ"
_HEAD = re.compile(rf"[\s\"'«“(]*([{_CAPITAL}]{{2,}}(?:[ '’/-]{{1,2}}[{_CAPITAL}]+){{0,5}})(?=,\s+\d|\s*\()")
"""The place of a dateline: `LA HAVANE, 3 mars`, `PARIS (AFP)`."""
_RUN = re.compile(rf"(?<!\w)[{_CAPITAL}]+(?:[ '’-]{{1,2}}[{_CAPITAL}]+){{2,}}(?!\w)")
_LONG = re.compile(rf"(?<![\w'’-])[{_CAPITAL}]{{4,}}(?:-[{_CAPITAL}]+)*(?![\w-])")
_SMALL = re.compile(r"[^\W\d_]")
_JOINING = frozenset(
    # Words that make a run of capitals a phrase and not names one after the other.
    """
    à après au aux avec avant ce ces cette comme contre d dans de depuis des dont du elle elles en entre est
    et face il ils l la le les leur leurs mais ne ni nous on ou où pas par plus pour qu que qui s sa sans
    selon ses si son sont sous sur un une vers vous y
    """.split()  # noqa: SIM905
)
_SHARE_OF_CAPITALS = 0.85
_ACRONYM = 4
"""An unknown word of up to so many letters may be an acronym."""


@cache
def usual_forms() -> Mapping[str, str]:
    """The words that French writes with capitals anyway: lower case to usual form."""
    words = files(__package__).joinpath("casing.txt").read_text(encoding="utf-8").split()
    return {word.lower(): word for word in words}


def is_shouted(plain: str, shields: Sequence[Span] = ()) -> bool:
    """Whether the whole of `plain`, outside `shields`, is words written in capitals, not just acronyms."""
    if sum(map(str.isupper, plain)) < 0.4 * len(plain) - 3:
        return False  # the usual case, told quickly
    words = [match[0] for match in _WORD.finditer(plain) if not overlaps(match.span(), shields)]
    letters = sum(map(len, words))
    if sum(letter.isupper() for word in words for letter in word) < _SHARE_OF_CAPITALS * letters:
        return False
    prose = [
        word for word in words if len(word) > _ACRONYM and not usual_forms().get(word.lower(), "").isupper()
    ]
    return bool(prose)


def calm(plain: str) -> str:
    """`plain`, written in capitals, as it would stand in a sentence; exactly as long."""
    small = _WORD.sub(lambda match: _usual(match[0]), plain)
    first = _SMALL.search(small)
    if first is None:
        return small
    return small[: first.start()] + _same_length(str.upper, first[0]) + small[first.end() :]


def loud_spans(plain: str, shields: Sequence[Span] = ()) -> list[tuple[Span, str]]:
    """The words in capitals in a sentence that has others, each with how it is usually written.

    The place of a dateline, names that French writes with one capital only (`KABOUL`), and runs of words
    that are a phrase. Acronyms are left alone, and so is what nobody knows.
    """
    found: list[tuple[Span, str]] = []
    if not _LONG.search(plain) and not _RUN.search(plain):
        return found
    if (head := _HEAD.match(plain)) and not overlaps(head.span(1), shields):
        found.append((head.span(1), _titled(head[1])))
    for run in _RUN.finditer(plain):
        words = [match[0].lower() for match in _WORD.finditer(run[0])]
        if not _JOINING.isdisjoint(words) and any(len(word) > _ACRONYM for word in words):
            found.append(
                (run.span(), calm(run[0]) if not plain[: run.start()].strip() else _calm_inside(run[0]))
            )
    for word in _LONG.finditer(plain):
        usual = usual_forms().get(word[0].lower(), word[0])
        if not usual.isupper():
            found.append((word.span(), usual))
    apart: list[tuple[Span, str]] = []
    for span, usual in found:
        if usual != plain[span[0] : span[1]] and not overlaps(
            span, [*shields, *(other for other, _ in apart)]
        ):
            apart.append((span, usual))
    return sorted(apart)


def shout(plain: str, shields: Sequence[Span] = ()) -> str:
    """`plain` in capitals outside `shields`; exactly as long."""
    pieces = []
    last = 0
    for start, end in [*shields, (len(plain), len(plain))]:
        pieces += [_same_length(str.upper, character) for character in plain[last:start]]
        pieces.append(plain[start:end])
        last = end
    return "".join(pieces)


def _usual(word: str) -> str:
    usual = usual_forms().get(word.lower())
    if usual is not None:
        return usual
    if "-" in word:
        return "-".join(_usual(part) for part in word.split("-"))
    return _same_length(str.lower, word)


def _calm_inside(plain: str) -> str:
    return _WORD.sub(lambda match: _usual(match[0]), plain)


def _titled(place: str) -> str:
    """A place in capitals as a name: `La Havane`, `Aix-en-Provence`; acronyms stay."""

    def name(match: re.Match[str]) -> str:
        word = match[0]
        usual = usual_forms().get(word.lower())
        if usual is not None or len(word) <= 1:
            return usual or word
        if match.start() and word.lower() in _JOINING:
            return _same_length(str.lower, word)
        return word[0] + _same_length(str.lower, word[1:])

    if place.lower() in usual_forms():
        return usual_forms()[place.lower()]
    return re.sub(r"[^\W\d_]+", name, place)


def _same_length(change: Callable[[str], str], word: str) -> str:
    changed = change(word)
    return changed if len(changed) == len(word) else word
