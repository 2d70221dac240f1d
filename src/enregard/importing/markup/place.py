"""Finds places for marks that an English text lacks: a person wrote it without the markup of the French.

What is known is where the marks stand in another translation, as a rule the machine's draft. Words that both
translations have are the same place in both; and words such as names stand unchanged in French and English.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from enregard.article.article import ATOMS, OBJECT, Mark, MarkKind, Text
from enregard.article.edits import in_order
from enregard.translate.markup.placeholders import join

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_ENOUGH = 0.5
"""The share of a mark's words in the other translation that must be found again."""

Span = tuple[int, int]


def with_missing(
    text: Text, missing: Sequence[int], source: Text, reference: Text | None
) -> tuple[Text, bool]:
    """`text` with those marks of `source`, numbered from 1, that it has not; and whether all found a place.

    Others come behind the sentence in square brackets, around their French words, as in a machine draft.
    `reference` is another translation of `source`, with all its marks, if there is one.
    """
    waiting = list(missing)
    lost: list[Text] = []
    while waiting:
        number = waiting.pop(0)
        mark = source.marks[number - 1]
        inner = [each for each in waiting if _within(source.marks[each - 1], mark)]
        piece = _piece(source, mark, [number, *inner])
        # one that holds nothing but what is there already is set around that, later
        inner = [each for each in inner if _piece(source, source.marks[each - 1], inner).plain]
        if mark.kind in ATOMS or (piece.plain and not piece.plain.strip(OBJECT)):
            at = _place_of_atom(text, mark, source, reference)
            if at is not None and _fits(text, (at, at), mark):
                text = _with_piece(text, at, piece)
            else:
                lost.append(piece)
            waiting = [each for each in waiting if each not in inner]
            continue
        place = _place(text, mark, source, reference)
        if place is not None and (not piece.plain or _fits(text, place, mark)):
            moved = replace(mark, start=place[0], end=place[1])
            text = replace(text, marks=in_order([moved, *text.marks]))
        else:
            lost.append(piece)
            waiting = [each for each in waiting if each not in inner]
    if not lost:
        return text, True
    return join([text, join([Text("["), join(lost), Text("]")], "")]), False


def _within(inner: Mark, outer: Mark) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _piece(source: Text, mark: Mark, numbers: Sequence[int]) -> Text:
    """The French of `mark` with those marks in it that have these `numbers`, and no atom of others."""
    kept = [source.marks[number - 1] for number in numbers]
    atoms = {each.start for each in kept if each.kind in ATOMS}
    offsets = [at for at in range(mark.start, mark.end) if source.plain[at] != OBJECT or at in atoms]
    moved = [
        replace(each, start=bisect_left(offsets, each.start), end=bisect_left(offsets, each.end))
        for each in kept
    ]
    plain = "".join(source.plain[at] for at in offsets)
    return Text(plain, tuple(each for each in moved if each.start < each.end))


def _place(text: Text, mark: Mark, source: Text, reference: Text | None) -> Span | None:
    """Where in `text` the `mark` of `source`, which has words or holds what is there already, belongs."""
    if not source.plain[mark.start : mark.end].strip(OBJECT):
        held = [(each.kind, each.attrs) for each in source.marks if each is not mark and _within(each, mark)]
        spans = [(each.start, each.end) for each in text.marks if (each.kind, each.attrs) in held]
        return spans[0] if spans else None
    outside = source.plain[: mark.start] + source.plain[mark.end :]
    if not _WORD.search(outside):
        return _without_end((0, len(text.plain)), text, source, mark)
    if reference is not None and (twin := _twin(mark, source, reference)):
        words = reference.plain[twin.start : twin.end]
        if found := _whole_words(words, text.plain) or _by_words((twin.start, twin.end), reference, text):
            return found
    return _whole_words(source.plain[mark.start : mark.end], text.plain)


def _without_end(place: Span, text: Text, source: Text, mark: Mark) -> Span:
    """`place` without the signs at its ends where the mark leaves out those of the French."""
    words = list(_WORD.finditer(text.plain, *place))
    if not words:
        return place
    start = place[0] if mark.start == 0 else words[0].start()
    return start, place[1] if mark.end == len(source.plain) else words[-1].end()


def _twin(mark: Mark, source: Text, reference: Text) -> Mark | None:
    """The mark of `reference` that translates `mark`."""
    alike = [each for each in source.marks if each.kind is mark.kind and each.attrs == mark.attrs]
    theirs = [each for each in reference.marks if each.kind is mark.kind and each.attrs == mark.attrs]
    at = alike.index(mark)
    return theirs[at] if at < len(theirs) else None


def _whole_words(words: str, plain: str) -> Span | None:
    """Where `words` stand in `plain`, if they do so exactly once; capitals count only if they must."""
    if not _WORD.search(words):
        return None
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
    for flags in (re.NOFLAG, re.IGNORECASE):
        found = list(re.finditer(pattern, plain, flags))
        if found:
            return found[0].span() if len(found) == 1 else None
    return None


def _by_words(span: Span, reference: Text, text: Text) -> Span | None:
    """Where the words of `span` in `reference` went, if most of them stand together in `text` too."""
    theirs, ours = list(_WORD.finditer(reference.plain)), list(_WORD.finditer(text.plain))
    wanted = {at for at, word in enumerate(theirs) if span[0] <= word.start() and word.end() <= span[1]}
    pairs = [(one, other) for one, other in _common(theirs, ours) if one in wanted]
    if not wanted or len(pairs) < _ENOUGH * len(wanted):
        return None
    first, last = ours[pairs[0][1]], ours[pairs[-1][1]]
    if pairs[-1][1] - pairs[0][1] > 2 * len(wanted):
        return None
    return first.start(), last.end()


def _common(one: Sequence[re.Match[str]], other: Sequence[re.Match[str]]) -> list[tuple[int, int]]:
    """The numbers of the words that two texts have in common, in their order."""
    words = [[word[0].casefold() for word in each] for each in (one, other)]
    blocks = SequenceMatcher(None, words[0], words[1], autojunk=False).get_matching_blocks()
    return [(block.a + at, block.b + at) for block in blocks for at in range(block.size)]


def _place_of_atom(text: Text, mark: Mark, source: Text, reference: Text | None) -> int | None:
    """Behind the word that it follows in the other translation; at an end of the text if so in the French."""
    if not _WORD.search(source.plain, mark.end):
        words = list(_WORD.finditer(text.plain))
        behind = not re.search(r"[^\W_]|[.!?…]", source.plain[mark.end :].replace(OBJECT, ""))
        return len(text.plain) if behind or not words else words[-1].end()
    if not _WORD.search(source.plain[: mark.start]):
        return 0
    twin = _twin(mark, source, reference) if reference is not None else None
    if twin is None or reference is None:
        return None
    theirs, ours = list(_WORD.finditer(reference.plain)), list(_WORD.finditer(text.plain))
    before = [at for at, word in enumerate(theirs) if word.end() <= twin.start]
    known = dict(_common(theirs, ours))
    if not before or before[-1] not in known:
        return None
    gap = twin.start - theirs[before[-1]].end()  # signs between the word and the atom come along
    end = ours[known[before[-1]]].end()
    signs = reference.plain[theirs[before[-1]].end() : twin.start]
    return end + gap if text.plain[end : end + gap] == signs else end


def _fits(text: Text, place: Span, mark: Mark) -> bool:
    """Whether a mark can stand there: around words, well nested, no link in a link, none in code."""
    start, end = place
    if mark.kind in ATOMS:
        return not any(
            other.start < start < other.end and other.kind is MarkKind.CODE for other in text.marks
        )
    if start >= end:
        return False
    for other in text.marks:
        if other.start < end and start < other.end:
            inside = start <= other.start and other.end <= end
            around = other.start <= start and end <= other.end
            if not (inside or around) or MarkKind.CODE in (mark.kind, other.kind):
                return False
            if mark.kind is other.kind is MarkKind.LINK:
                return False
    return True


def _with_piece(text: Text, at: int, piece: Text) -> Text:
    """`text` with `piece` put in; marks around the place hold it, those that end or begin there do not."""
    size = len(piece.plain)
    marks = [
        replace(mark, start=mark.start + size * (mark.start >= at), end=mark.end + size * (mark.end > at))
        for mark in text.marks
    ]
    marks += [replace(mark, start=mark.start + at, end=mark.end + at) for mark in piece.marks]
    return Text(text.plain[:at] + piece.plain + text.plain[at:], in_order(marks))
