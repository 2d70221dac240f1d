"""A translation whose placeholders are wrong, shown as it plainly was meant.

All words that the person wrote are kept. What each placeholder lacks is taken from the others of its number,
from the French, which says how many words a mark is over, and from words that stand in both languages.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from enregard.article.article import ATOMS, OBJECT, VERBATIM, Mark, MarkKind, Text
from enregard.article.edits import Span, in_order, join_texts, overlaps, shift, strip_span
from enregard.translate.markup.placeholders import is_fixed, with_placeholders, without_placeholders

_MEANT = re.compile(r"<[ \u00a0]?(/?)[ \u00a0]?(\d{1,9})[ \u00a0]?(/?)[ \u00a0]?>")
_WORD = re.compile(r"\w+(?:[-.'’]\w+)*")
_BEHIND = (ATOMS - {MarkKind.BREAK}) | VERBATIM | {MarkKind.LINK}
"""Markup that is set behind the sentence where no place is found for it: without it, something were lost."""

_SHOWN = 30  # characters of words that are quoted


class _Sign(NamedTuple):
    """A placeholder as it was typed, and where in the words it stands."""

    number: int
    closes: bool
    at: int = 0


@dataclass(slots=True)
class _Mending:
    """A translation on its way: its words, the place found for each mark, and what is to be said of it."""

    source: Text
    plain: str
    signs: list[_Sign]
    places: dict[int, Span] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def mark(self, number: int) -> Mark:
        return self.source.marks[number - 1]


def mend(string: str, source: Text) -> tuple[Text, str]:
    """The translation of `source` that `string` was meant to be, and in a few words how it is shown."""
    work = _mended(string, source)
    text = join_texts([_with_marks(work), *_rest(work)])
    return text, "; ".join(dict.fromkeys(work.said)) or "it is shown as it seems to be meant"


def suggestion(string: str, source: Text) -> str:
    """`string` as it was meant, with all placeholders of `source`; empty where one of them finds no place."""
    work = _mended(string, source)
    whole = len(work.places) == len(source.marks)
    return with_placeholders(_with_marks(work), source.marks) if whole else ""


def _mended(string: str, source: Text) -> _Mending:
    work = _read(string, source)
    for number, mark in enumerate(source.marks, 1):
        signs = [sign for sign in work.signs if sign.number == number]
        if signs:
            at = signs[0].at
            work.places[number] = (at, at + 1) if mark.kind in ATOMS else _span(work, mark, signs)
    _part(work)
    _find_lost(work)
    return work


def _with_marks(work: _Mending) -> Text:
    """The words with all marks that have a place."""
    placed = ((work.mark(number), place) for number, place in sorted(work.places.items()))
    return Text(work.plain, in_order(Mark(mark.kind, *place, mark.attrs) for mark, place in placed))


def _read(string: str, source: Text) -> _Mending:
    """The words of `string`, and its placeholders, also those with a blank in them."""
    found: list[str | _Sign] = []
    last = 0
    for match in _MEANT.finditer(string):
        number = int(match[2])
        strict = not match[0].replace("\u00a0", " ").count(" ")
        if strict or (1 <= number <= len(source.marks) and match[0] not in source.plain):
            found += [string[last : match.start()], _Sign(number, bool(match[1]))]
            last = match.end()
    found.append(string[last:])
    said: list[str] = []
    names = _names([piece.number for piece in found if isinstance(piece, _Sign)], source, said)
    plain = ""
    signs: list[_Sign] = []
    for piece in found:
        if isinstance(piece, str):
            plain += without_placeholders(piece).replace(OBJECT, " ")
        elif (number := names.get(piece.number, 0)) > 0:
            atom = source.marks[number - 1].kind in ATOMS
            first = all(sign.number != number for sign in signs)
            signs.append(_Sign(number, piece.closes, len(plain)))
            plain += OBJECT if atom and first else ""
    return _Mending(source, plain, signs, said=said)


def _names(there: Sequence[int], source: Text, said: list[str]) -> dict[int, int]:
    """The numbers that those `there` stand for: the only unknown one for the only one that is missing."""
    known = range(1, len(source.marks) + 1)
    unknown = [number for number in dict.fromkeys(there) if number not in known]
    missing = [number for number in known if number not in there]
    names = {number: number for number in known}
    if len(unknown) == len(missing) == 1:
        names[unknown[0]] = missing[0]
        said.append(f"<{unknown[0]}> is taken for <{missing[0]}>")
    else:
        said += [f"<{number}> is left out" for number in unknown]
    return names


def _span(work: _Mending, mark: Mark, signs: Sequence[_Sign]) -> Span:
    """From where to where the words of `mark` stand, whose placeholders are `signs`."""
    number, closes, start = signs[0]
    end = start
    if len(signs) > 1 and start < signs[1].at:
        end = signs[1].at
        if len(signs) > 2:
            work.said.append(f"<{number}> is set on {_quoted(work.plain[start:end])}")
    elif closes and len(signs) == 1:
        start = _backwards(work, mark, end)
        work.said.append(f"<{number}> begins before {_quoted(work.plain[start:end])}")
    else:
        end = _forwards(work, mark, start)
        work.said.append(f"<{number}> ends behind {_quoted(work.plain[start:end])}")
    return strip_span(work.plain, start, end)


def _forwards(work: _Mending, mark: Mark, start: int) -> int:
    """Where a mark ends that begins at `start`: as many words on as it has in French, or with all of them."""
    source, plain = work.source.plain, work.plain
    words = source[mark.start : mark.end]
    if plain.startswith(words, start):
        return start + len(words)
    edges = [sign.at for sign in work.signs if sign.at > start and not _holds(mark, work.mark(sign.number))]
    found = [match.end() for match in _WORD.finditer(plain, start, min(edges, default=len(plain)))]
    if found and _WORD.search(source, mark.end):
        del found[max(1, len(_WORD.findall(words))) :]
    return found[-1] if found else start


def _backwards(work: _Mending, mark: Mark, end: int) -> int:
    """Where a mark begins that ends at `end`, likewise."""
    source, plain = work.source.plain, work.plain
    words = source[mark.start : mark.end]
    if plain.endswith(words, 0, end):
        return end - len(words)
    edges = [sign.at for sign in work.signs if sign.at < end and not _holds(mark, work.mark(sign.number))]
    found = [match.start() for match in _WORD.finditer(plain, max(edges, default=0), end)]
    if found and _WORD.search(source, 0, mark.start):
        del found[: -max(1, len(_WORD.findall(words)))]
    return found[0] if found else end


def _part(work: _Mending) -> None:
    """Let no mark end within another: it ends with that where it does in French, else it begins behind."""
    settled: list[int] = []
    for number in sorted(work.places, key=lambda number: (work.places[number][0], -work.places[number][1])):
        start, end = work.places[number]
        for other in settled:
            first, last = work.places[other]
            if first < start < last < end:
                within = _holds(work.mark(other), work.mark(number))
                start, end = (start, last) if within else (last, end)
                work.said.append(f"<{number}> {'ends with' if within else 'begins behind'} <{other}>")
        work.places[number] = strip_span(work.plain, start, end)
        settled.append(number)


def _holds(one: Mark, other: Mark) -> bool:
    return one.start <= other.start and other.end <= one.end


def _find_lost(work: _Mending) -> None:
    """Set marks without a place on their own words, where these stay as they are and stand there once."""
    for number, mark in enumerate(work.source.marks, 1):
        start, end = work.places.pop(number, (0, 0))
        if work.plain[start:end].strip():
            work.places[number] = start, end
            continue
        words = work.source.plain[mark.start : mark.end]
        if mark.kind in ATOMS or not (is_fixed(mark, work.source) or any(map(str.isupper, words))):
            continue
        found = list(re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", work.plain))
        if len(found) == 1 and not overlaps(found[0].span(), work.places.values()):
            work.places[number] = found[0].span()
            work.said.append(f"<{number}> is set on {_quoted(words)}")


def _rest(work: _Mending) -> list[Text]:
    """What has no place in the sentence, and stands behind it."""
    rest: list[Text] = []
    done = 0
    for number, mark in enumerate(work.source.marks, 1):
        if number in work.places or mark.start < done:
            continue
        piece = _unplaced(work, mark) if mark.kind in _BEHIND else Text("")
        if piece.plain:
            rest.append(piece)
            done = mark.end
        where = "stands after the sentence" if piece.plain else "is left out"
        work.said.append(f"<{number}> {where}")
    return rest


def _unplaced(work: _Mending, mark: Mark) -> Text:
    """The French words of `mark` with the markup in it, if none of that has a place elsewhere."""
    numbers = [number for number, one in enumerate(work.source.marks, 1) if _holds(mark, one)]
    inner = [work.mark(number) for number in numbers if number not in work.places]
    if len(inner) < len(numbers) and any(work.mark(number).kind in ATOMS for number in numbers):
        return Text("")
    return Text(work.source.under(mark), tuple(shift(one, -mark.start) for one in inner))


def _quoted(words: str) -> str:
    short = " ".join(words.replace(OBJECT, " ").split())
    return f"“{short if len(short) <= _SHOWN else '…' + short[-_SHOWN:]}”"
