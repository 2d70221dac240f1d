"""Place marks in an English text that a person wrote without the French markup.

Another translation, usually the machine's draft, has these marks. Words in both translations show where the
marks belong. Some words, such as names, are also the same in French and English.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from enregard.article.article import ATOMS, LITERAL, OBJECT, Mark, MarkKind, Text
from enregard.article.edits import Span, in_order, insert_text, overlaps
from enregard.translate.markup.unplaced import Transferred

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_MOST = 200
"""How many marks to place: more than any sentence has. The time for each grows with their number."""

_MOST_COMPARED = 250_000
"""The product of the numbers of words that are compared: the time grows with it."""

_ENOUGH = 0.5
"""The share of a mark's words in the other translation that must recur in the text."""


def place_missing(text: Text, missing: Sequence[int], source: Text, reference: Text | None) -> Transferred:
    """Add to `text` the `missing` marks of `source`, numbered from 1.

    `reference` is another translation of `source` with all its marks; None if absent.
    """
    reference = reference or Text("")
    waiting = list(missing)
    tries = _MOST
    unplaced: list[Text] = []
    while waiting:
        number = waiting.pop(0)
        tries -= 1
        mark = source.marks[number - 1]
        inner = [each for each in waiting if _is_within(source.marks[each - 1], mark)]
        part = _part(source, mark, [number, *inner])
        # marks around atoms that the text has already are placed later
        inner = [each for each in inner if _part(source, source.marks[each - 1], inner).plain]
        has_no_words = mark.kind in ATOMS or (part.plain and not part.plain.strip(OBJECT))
        if tries < 0:
            placed = None
        elif has_no_words:
            at = _offset_of_atom(text, mark, source, reference)
            placed = insert_text(text, at, part) if at is not None and _fits(text, (at, at), mark) else None
        else:
            span = _span_of_words(text, mark, source, reference)
            placed = None
            if span is not None and (not part.plain or _fits(text, span, mark)):
                moved = replace(mark, start=span[0], end=span[1])
                placed = replace(text, marks=in_order([moved, *text.marks]))
        if placed is None:
            unplaced.append(part)
        else:
            text = placed
        if placed is None or has_no_words:
            waiting = [each for each in waiting if each not in inner]
    return Transferred(text, tuple(unplaced))


def _is_within(inner: Mark, outer: Mark) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _part(source: Text, mark: Mark, numbers: Sequence[int]) -> Text:
    """Return the French under `mark`, with only the marks and atoms that have these `numbers`."""
    kept = [source.marks[number - 1] for number in numbers]
    atoms = {each.start for each in kept if each.kind in ATOMS}
    offsets = [at for at in range(mark.start, mark.end) if source.plain[at] != OBJECT or at in atoms]
    moved = [
        replace(each, start=bisect_left(offsets, each.start), end=bisect_left(offsets, each.end))
        for each in kept
    ]
    plain = "".join(source.plain[at] for at in offsets)
    return Text(plain, tuple(each for each in moved if each.start < each.end))


def _span_of_words(text: Text, mark: Mark, source: Text, reference: Text) -> Span | None:
    """Find the span in `text` for a mark of `source` around words, or around atoms already in `text`."""
    if not source.under(mark).strip(OBJECT):
        held = [
            (each.kind, each.attrs) for each in source.marks if each is not mark and _is_within(each, mark)
        ]
        return next((each.span for each in text.marks if (each.kind, each.attrs) in held), None)
    if not _WORD.search(source.plain[: mark.start] + source.plain[mark.end :]):
        return _span_of_whole(text, mark, source)
    if twin := _twin(mark, source, reference):
        found = _find_words(reference.under(twin), text.plain) or _find_span(twin.span, reference, text)
        if found:
            return found
    return _find_words(source.under(mark), text.plain)


def _span_of_whole(text: Text, mark: Mark, source: Text) -> Span:
    """Return the span of the whole text, without the punctuation that the French `mark` leaves outside."""
    words = list(_WORD.finditer(text.plain))
    start, end = 0, len(text.plain)
    if words and mark.start > 0:
        start = words[0].start()
    if words and mark.end < len(source.plain):
        end = words[-1].end()
    return start, end


def _twin(mark: Mark, source: Text, reference: Text) -> Mark | None:
    """Return the mark of `reference` that translates `mark`."""
    alike = [each for each in source.marks if each.kind is mark.kind and each.attrs == mark.attrs]
    theirs = [each for each in reference.marks if each.kind is mark.kind and each.attrs == mark.attrs]
    at = alike.index(mark)
    return theirs[at] if at < len(theirs) else None


def _find_words(words: str, plain: str) -> Span | None:
    """Return the span of `words` if they occur once in `plain`. Without an exact match, case is ignored."""
    if not _WORD.search(words):
        return None
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
    for flags in (re.NOFLAG, re.IGNORECASE):
        found = list(re.finditer(pattern, plain, flags))
        if found:
            return found[0].span() if len(found) == 1 else None
    return None


def _find_span(span: Span, reference: Text, text: Text) -> Span | None:
    """Return the span of `text` where most words in `span` of `reference` recur, close together."""
    theirs, ours = list(_WORD.finditer(reference.plain)), list(_WORD.finditer(text.plain))
    inside = {at for at, word in enumerate(theirs) if span[0] <= word.start() and word.end() <= span[1]}
    found = [other for one, other in _common_words(theirs, ours) if one in inside]
    if not inside or len(found) < _ENOUGH * len(inside) or found[-1] - found[0] > 2 * len(inside):
        return None
    return ours[found[0]].start(), ours[found[-1]].end()


def _common_words(one: Sequence[re.Match[str]], other: Sequence[re.Match[str]]) -> list[tuple[int, int]]:
    """Return the indices of the words that two texts have in common, in order; none if they are too long."""
    if len(one) * len(other) > _MOST_COMPARED:
        return []
    words = [[word[0].casefold() for word in each] for each in (one, other)]
    blocks = SequenceMatcher(None, words[0], words[1], autojunk=False).get_matching_blocks()
    return [(block.a + at, block.b + at) for block in blocks for at in range(block.size)]


def _offset_of_atom(text: Text, mark: Mark, source: Text, reference: Text) -> int | None:
    """Find the place for an atom: first or last, as in French, or after a word in both translations."""
    if not _WORD.search(source.plain, mark.end):
        words = list(_WORD.finditer(text.plain))
        is_last = not re.search(r"[^\W_]|[.!?…]", source.plain[mark.end :].replace(OBJECT, ""))
        return len(text.plain) if is_last or not words else words[-1].end()
    if not _WORD.search(source.plain[: mark.start]):
        return 0
    twin = _twin(mark, source, reference)
    if twin is None:
        return None
    theirs, ours = list(_WORD.finditer(reference.plain)), list(_WORD.finditer(text.plain))
    before = [at for at, word in enumerate(theirs) if word.end() <= twin.start]
    common = dict(_common_words(theirs, ours))
    if not before or before[-1] not in common:
        return None
    between = reference.plain[theirs[before[-1]].end() : twin.start]
    end = ours[common[before[-1]]].end()
    return end + len(between) if text.plain.startswith(between, end) else end


def _fits(text: Text, span: Span, mark: Mark) -> bool:
    """Return whether a mark may be here: not empty, well nested, no link in a link, nothing in code."""
    start, end = span
    if mark.kind in ATOMS:
        return not any(other.start < start < other.end and other.kind in LITERAL for other in text.marks)
    if start >= end:
        return False
    mark = replace(mark, start=start, end=end)
    return not any(
        not LITERAL.isdisjoint((mark.kind, other.kind))
        or mark.kind is other.kind is MarkKind.LINK
        or not (_is_within(other, mark) or _is_within(mark, other))
        for other in text.marks
        if overlaps(span, [other.span])
    )
