"""Truecase words in capitals for the model, which knows few of them, and restore the capitals.

`casing.txt` lists the words that have capitals in ordinary French text, as counted in a corpus
(`python -m bench casing`).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from enregard.article.edits import Span, Spans
from enregard.system.files import packaged_text

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CAPITAL = "A-ZÀ-ÖØ-ÞŒŸ"
_HEAD = re.compile(rf"[\s\"'«“(]*([{_CAPITAL}]{{2,}}(?:[ '’/-]{{1,2}}[{_CAPITAL}]+){{0,5}})(?=,\s+\d|\s*\()")
"""The place in a dateline: `LA HAVANE, 3 mars`, `PARIS (AFP)`."""
_RUN = re.compile(rf"(?<!\w)[{_CAPITAL}]+(?:[ '’-]{{1,2}}[{_CAPITAL}]+){{2,}}(?!\w)")
_LONG = re.compile(rf"(?<![\w'’-])[{_CAPITAL}]{{4,}}(?:-[{_CAPITAL}]+)*(?![\w-])")
_SMALL = re.compile(r"[^\W\d_]")
_JOINING = frozenset(
    # A run of capitals with one of these words is a phrase, not a list of names.
    """
    à après au aux avec avant ce ces cette comme contre d dans de depuis des dont du elle elles en entre est
    et face il ils l la le les leur leurs mais ne ni nous on ou où pas par plus pour qu que qui s sa sans
    selon ses si son sont sous sur un une vers vous y
    """.split()  # noqa: SIM905
)
_SHARE_OF_CAPITALS = 0.85
_ACRONYM = 4
"""The maximum number of letters of an unknown word that may be an acronym."""


@cache
def usual_forms() -> Mapping[str, str]:
    """Map lower-case words that French writes with capitals to their usual form."""
    words = packaged_text(__package__, "casing.txt").split()
    return {word.lower(): word for word in words}


def is_shouted(plain: str, shields: Sequence[Span] = ()) -> bool:
    """Return whether all of `plain` outside `shields` is in capitals, and not just acronyms."""
    if sum(map(str.isupper, plain)) < 0.4 * len(plain) - 3:
        return False  # most sentences, decided quickly
    shielded = Spans(shields)
    words = [match[0] for match in _WORD.finditer(plain) if not shielded.overlap(match.span())]
    letters = sum(map(len, words))
    if sum(letter.isupper() for word in words for letter in word) < _SHARE_OF_CAPITALS * letters:
        return False
    return any(len(word) > _ACRONYM and not usual_forms().get(word.lower(), "").isupper() for word in words)


def calm(plain: str, shields: Iterable[Span] = ()) -> str:
    """Return `plain`, which is all in capitals, as a normal sentence of the same length; `shields` stay."""
    small = _usual_words(plain)
    if first := _SMALL.search(small):
        small = small[: first.start()] + _same_length(str.upper, first[0]) + small[first.end() :]
    parts: list[str] = []
    last = 0
    for start, end in sorted(shields):
        parts += [small[last:start], plain[max(last, start) : end]]
        last = max(last, end)
    return "".join([*parts, small[last:]])


def loud_spans(plain: str, shields: Sequence[Span] = ()) -> list[tuple[Span, str]]:
    """Find the words in capitals in a sentence of mixed case; return their spans and usual forms.

    These are the place in a dateline, names that usually have only one capital (`KABOUL`), and phrases of
    several words. Acronyms and unknown words stay.
    """
    found: list[tuple[Span, str]] = []
    if not _LONG.search(plain) and not _RUN.search(plain):
        return found
    if (head := _HEAD.match(plain)) and not Spans(shields).overlap(head.span(1)):
        found.append((head.span(1), _titled(head[1])))
    first = len(plain) - len(plain.lstrip())
    for run in _RUN.finditer(plain):
        words = [match[0].lower() for match in _WORD.finditer(run[0])]
        if not _JOINING.isdisjoint(words) and any(len(word) > _ACRONYM for word in words):
            starts = run.start() <= first
            found.append((run.span(), calm(run[0]) if starts else _usual_words(run[0])))
    for word in _LONG.finditer(plain):
        usual = usual_forms().get(word[0].lower(), word[0])
        if not usual.isupper():
            found.append((word.span(), usual))
    apart: list[tuple[Span, str]] = []
    taken = Spans(shields)
    for span, usual in found:
        if usual != plain[slice(*span)] and not taken.overlap(span):
            apart.append((span, usual))
            taken.add(span)
    return sorted(apart)


def shout(plain: str) -> str:
    """Return `plain` in capitals, with the same length."""
    return "".join(_same_length(str.upper, character) for character in plain)


def _usual_words(plain: str) -> str:
    return _WORD.sub(lambda match: _usual(match[0]), plain)


def _usual(word: str) -> str:
    usual = usual_forms().get(word.lower())
    if usual is not None:
        return usual
    if "-" in word:
        return "-".join(_usual(part) for part in word.split("-"))
    return _same_length(str.lower, word)


def _titled(place: str) -> str:
    """Return a place in capitals as a name: `La Havane`, `Aix-en-Provence`; acronyms stay."""

    def name(match: re.Match[str]) -> str:
        word = match[0]
        usual = usual_forms().get(word.lower())
        if usual is not None or len(word) <= 1:
            return usual or word
        if match.start() and word.lower() in _JOINING:
            return _same_length(str.lower, word)
        return word[0] + _same_length(str.lower, word[1:])

    return usual_forms().get(place.lower()) or re.sub(r"[^\W\d_]+", name, place)


def _same_length(change: Callable[[str], str], word: str) -> str:
    changed = change(word)
    return changed if len(changed) == len(word) else word
