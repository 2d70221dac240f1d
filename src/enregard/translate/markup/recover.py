"""Recover what a translation with wrong placeholders was meant to be.

All words stay. A placeholder without its counterpart is completed by the number of French words under the
mark, or by words that both languages share.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from enregard.article.article import ATOMS, OBJECT, VERBATIM, Mark, MarkKind, Text
from enregard.article.edits import (
    Edit,
    Span,
    edit_text,
    holds,
    in_order,
    join_texts,
    overlaps,
    shift,
    strip_span,
)
from enregard.messages import _, marked
from enregard.translate.markup.placeholders import (
    PlaceholderError,
    from_placeholders,
    is_fixed,
    with_placeholders,
    without_placeholders,
)

_MEANT = re.compile(r"<[ \u00a0]?(/?)[ \u00a0]?(\d{1,9})[ \u00a0]?(/?)[ \u00a0]?>")
_WORD = re.compile(r"\w+(?:[-.'’]\w+)*")
_NEEDED = (ATOMS - {MarkKind.BREAK}) | VERBATIM | {MarkKind.LINK}
"""Markup that follows the sentence if it has no place, because it has a meaning of its own."""

_LONGEST = 30  # characters of a quotation


class _Sign(NamedTuple):
    """A placeholder as typed, and its offset in the words."""

    number: int
    closes: bool
    at: int = 0


@dataclass(slots=True)
class _Recovery:
    """A translation being recovered: its words, the places of its marks so far, and notes about them."""

    source: Text
    plain: str
    signs: list[_Sign]
    places: dict[int, Span] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def mark(self, number: int) -> Mark:
        return self.source.marks[number - 1]

    def holds(self, mark: Mark, number: int) -> bool:
        return holds(mark.span, self.mark(number).span)


def recover(string: str, source: Text) -> tuple[Text, str]:
    """Return the translation of `source` that `string` was meant to be, and a note on how it differs."""
    work = _recovered(string, source)
    text = join_texts([_with_marks(work), *_rest(work)])
    return text, "; ".join(dict.fromkeys(work.notes)) or _("it is shown as it was probably meant")


def suggestion(string: str, source: Text) -> str:
    """Return `string` as it was meant, with all placeholders of `source`; empty if one cannot be placed."""
    meant = with_placeholders(_with_marks(_recovered(string, source)), source.marks)
    try:
        from_placeholders(meant, source.marks)
    except PlaceholderError:
        return ""
    return meant


def _recovered(string: str, source: Text) -> _Recovery:
    work = _read(string, source)
    by_number: defaultdict[int, list[_Sign]] = defaultdict(list)
    for sign in work.signs:
        by_number[sign.number].append(sign)
    for number, mark in enumerate(source.marks, 1):
        if signs := by_number[number]:
            at = signs[0].at
            work.places[number] = (at, at + 1) if mark.kind in ATOMS else _span(work, mark, signs)
    _nest(work)
    _find_unplaced(work)
    return work


def _with_marks(work: _Recovery) -> Text:
    """Return the words with all marks that have been placed."""
    placed = ((work.mark(number), place) for number, place in sorted(work.places.items()))
    return Text(work.plain, in_order(Mark(mark.kind, *place, mark.attrs) for mark, place in placed))


def _read(string: str, source: Text) -> _Recovery:
    """Separate the words of `string` from its placeholders, even those with blanks in them."""
    found: list[str | _Sign] = []
    last = 0
    for match in _MEANT.finditer(string):
        number = int(match[2])
        strict = not match[0].replace("\u00a0", " ").count(" ")
        if strict or (1 <= number <= len(source.marks) and match[0] not in source.plain):
            found += [string[last : match.start()], _Sign(number, bool(match[1]))]
            last = match.end()
    found.append(string[last:])
    notes: list[str] = []
    numbers = _numbers([piece.number for piece in found if isinstance(piece, _Sign)], source, notes)
    parts: list[str] = []
    length = 0
    signs: list[_Sign] = []
    seen: set[int] = set()
    for piece in found:
        if isinstance(piece, str):
            parts.append(without_placeholders(piece).replace(OBJECT, " "))
        elif (number := numbers.get(piece.number, 0)) > 0:
            atom = source.marks[number - 1].kind in ATOMS
            signs.append(_Sign(number, piece.closes, length))
            parts.append(OBJECT if atom and number not in seen else "")
            seen.add(number)
        else:
            continue
        length += len(parts[-1])
    return _Recovery(source, "".join(parts), signs, notes=notes)


def _numbers(typed: Sequence[int], source: Text, notes: list[str]) -> dict[int, int]:
    """Map typed numbers to those meant: if one is unknown and one is missing, they are the same."""
    known = range(1, len(source.marks) + 1)
    unknown = [number for number in dict.fromkeys(typed) if number not in known]
    given = set(typed)
    missing = [number for number in known if number not in given]
    numbers = {number: number for number in known}
    if len(unknown) == len(missing) == 1:
        numbers[unknown[0]] = missing[0]
        notes.append(_("<{number}> is read as <{other}>", number=unknown[0], other=missing[0]))
    else:
        notes += [_("<{number}> is left out", number=number) for number in unknown]
    return numbers


def _span(work: _Recovery, mark: Mark, signs: Sequence[_Sign]) -> Span:
    """Return the span of the words of `mark`, whose placeholders are `signs`."""
    number, closes, start = signs[0]
    note = ""
    if len(signs) > 1 and start < signs[1].at:
        end = signs[1].at
        if len(signs) > 2:
            note = marked("<{number}> marks {words}")
    else:
        closes = closes and len(signs) == 1
        start, end = _half_open(work, mark, start, closes=closes)
        note = (
            marked("<{number}> starts before {words}") if closes else marked("<{number}> ends after {words}")
        )
    if note:
        work.notes.append(_(note, number=number, words=_quoted(work.plain[start:end])))
    return strip_span(work.plain, start, end)


def _half_open(work: _Recovery, mark: Mark, at: int, *, closes: bool) -> Span:
    """Return the span of a mark with one known edge, `at`: its French words if unchanged, else as many."""
    plain, words = work.plain, work.source.under(mark)
    edges = [sign.at for sign in work.signs if not work.holds(mark, sign.number)]
    count = max(1, len(_WORD.findall(words)))
    if closes:
        if plain.endswith(words, 0, at):
            return at - len(words), at
        first = max((edge for edge in edges if edge < at), default=0)
        starts = [match.start() for match in _WORD.finditer(plain, first, at)]
        if _WORD.search(work.source.plain, 0, mark.start):
            del starts[:-count]
        return min(starts, default=at), at
    if plain.startswith(words, at):
        return at, at + len(words)
    last = min((edge for edge in edges if edge > at), default=len(plain))
    ends = [match.end() for match in _WORD.finditer(plain, at, last)]
    if _WORD.search(work.source.plain, mark.end):
        del ends[count:]
    return at, max(ends, default=at)


def _nest(work: _Recovery) -> None:
    """Nest marks that cross: the second ends with the first if it does in French, else starts after it."""
    settled: list[int] = []
    for number in sorted(work.places, key=lambda number: (work.places[number][0], -work.places[number][1])):
        start, end = work.places[number]
        for other in settled:
            first, last = work.places[other]
            if first < start < last < end:
                within = work.holds(work.mark(other), number)
                start, end = (start, last) if within else (last, end)
                if within:
                    work.notes.append(_("<{number}> ends with <{other}>", number=number, other=other))
                else:
                    work.notes.append(_("<{number}> starts after <{other}>", number=number, other=other))
        work.places[number] = strip_span(work.plain, start, end)
        settled.append(number)


def _find_unplaced(work: _Recovery) -> None:
    """Place marks on their French words, if these are unchanged in the English and appear once."""
    for number, mark in enumerate(work.source.marks, 1):
        start, end = work.places.pop(number, (0, 0))
        if work.plain[start:end].strip():
            work.places[number] = start, end
            continue
        words = work.source.under(mark)
        if mark.kind in ATOMS or not (is_fixed(mark, work.source) or any(map(str.isupper, words))):
            continue
        found = list(re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", work.plain))
        if len(found) == 1 and not overlaps(found[0].span(), work.places.values()):
            work.places[number] = found[0].span()
            work.notes.append(_("<{number}> marks {words}", number=number, words=_quoted(words)))


def _rest(work: _Recovery) -> list[Text]:
    """Return the markup that could not be placed, to append it to the sentence."""
    rest: list[Text] = []
    done = 0
    for number, mark in enumerate(work.source.marks, 1):
        if number in work.places or mark.start < done:
            continue
        piece = _unplaced(work, mark) if mark.kind in _NEEDED else Text("")
        if piece.plain:
            rest.append(piece)
            done = mark.end
        if piece.plain:
            work.notes.append(_("<{number}> follows the sentence", number=number))
        else:
            work.notes.append(_("<{number}> is left out", number=number))
    return rest


def _unplaced(work: _Recovery, mark: Mark) -> Text:
    """Return the French under `mark` with the marks in it, without atoms that have a place elsewhere.

    Returns an empty text if one of these marks would then have no words.
    """
    inner, placed = [], []
    for number in range(1, len(work.source.marks) + 1):
        if work.holds(mark, number):
            one = shift(work.mark(number), -mark.start)
            if number not in work.places:
                inner.append(one)
            elif one.kind in ATOMS:
                placed.append(Edit(*one.span, ""))
    text = edit_text(Text(work.source.under(mark), tuple(inner)), placed)
    atoms = sum(one.kind in ATOMS for one in inner)
    return text if text.plain.count(OBJECT) == atoms else Text("")


def _quoted(words: str) -> str:
    short = " ".join(words.replace(OBJECT, " ").split())
    return f"“{short if len(short) <= _LONGEST else '…' + short[-_LONGEST:]}”"
