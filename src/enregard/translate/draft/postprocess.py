"""What becomes of the model's answer to a prepared sentence: what was held is set free in it."""

import re
from collections.abc import Iterable, Iterator

from enregard.article.article import VERBATIM, Mark, Text
from enregard.article.edits import (
    Edit,
    Span,
    edit_text,
    in_order,
    insert_text,
    join_texts,
    outside,
    overlaps,
    shift,
    slice_text,
)
from enregard.translate.draft import numbers, punctuation
from enregard.translate.draft.html_tags import put_back
from enregard.translate.draft.preprocess import HELD, HELD_CODE, Prepared, Reason, number_of
from enregard.translate.draft.truecase import shout
from enregard.translate.glossary.glossary import HOLE, Occurrence, find_english
from enregard.translate.markup.transfer import misplaced

_END = re.compile(r"[.!?…]*[\"')\]]*\s*\Z")
_ARTICLE = re.compile(r"\b([Aa])n?(?= \Z)")
_DETERMINER = re.compile(
    r"(?:an?|the|some|any|no|this|that|these|those|my|your|his|her|its|our|their|each|every|all) (?=\w)",
    re.IGNORECASE,
)
_THE = re.compile(r"\b[Tt]he \Z")
_OPENING = re.compile(r"[\s\"'(\[-]*\Z")


def finish(prepared: Prepared, english: Text) -> Text:
    """The model's English with all that was held in its place, and the punctuation and numbers of English.

    Every mark of the sentence is in it, and no other.
    """
    return put_back(_finished(prepared, english), prepared.tags)


def _finished(prepared: Prepared, english: Text) -> Text:
    """The same with marks still in the place of tags."""
    english = _found_again(prepared, english)
    shields = [(mark.start, mark.end) for mark in english.marks if mark.kind in VERBATIM]
    edits = [*punctuation.in_english(english.plain)]
    if any(map(str.isdigit, english.plain)):
        edits += numbers.repair(prepared.text.plain, english.plain, shields)
    edits += _doubles(prepared, english, shields)
    english = edit_text(english, outside(edits, shields))
    if prepared.shouted:
        english = Text(shout(english.plain), english.marks)
    if prepared.held:
        english = _set_free(prepared, english)
    return edit_text(english, _head(prepared.head, english.plain)) if prepared.head else english


def _head(head: str, plain: str) -> Iterator[Edit]:
    """The edit that gives `plain` the list number, bullet or dash that stands before the French.

    A dash of dialogue for which the model writes quotes, as English does, is left at that.
    """
    sign = head.strip().strip("().")
    if sign[0].isalnum():
        own = re.match(rf"\(?{re.escape(sign)}[.):]*(?:\s+|$)", plain, re.IGNORECASE)
    else:
        own = re.match(r"[-–—*•▪■●◦‣·]+\s*", plain)
        if own is None and sign in "-–—" and plain.startswith('"'):
            if plain.count('"') % 2 == 0:
                return
            own = re.match('"', plain)
    yield Edit(0, own.end() if own else 0, head)


def _found_again(prepared: Prepared, english: Text) -> Text:
    """`english` with every mark over words that are kept, and without those of others that found no place.

    The carrier sets marks without a place in brackets after the sentence; what is kept goes before its end
    from there. A translator that knows no marks leaves the stand-in itself to be found.
    """
    if not prepared.held:
        return english
    if english.plain.endswith("]"):
        english = _without_tail(prepared, english)
    seen = {number_of(mark) for mark in english.marks}
    for mark in prepared.text.marks:
        number = number_of(mark)
        if number is not None and number not in seen and prepared.held[number].reason is Reason.KEPT:
            english = _set_in(english, prepared.held[number].given, mark)
    return english


def _without_tail(prepared: Prepared, english: Text) -> Text:
    """`english` without those marks in the bracket at its end that are not the sentence's own."""
    lost = {number_of(prepared.text.marks[place]) for place in misplaced(prepared.text, english)} - {None}
    starts = [mark.start for mark in english.marks if number_of(mark) in lost]
    if not starts:
        return english
    tail = english.plain.rindex("[", 0, min(starts))
    items: list[Text] = []
    last = tail
    for mark in english.marks:
        if mark.start >= last and tail < mark.start:
            last = mark.end
            if not _is_ours(mark):
                items.append(slice_text(english, *mark.span))
    blank = english.plain[:tail].endswith(" ") and not any(mark.end == tail for mark in english.marks)
    body = slice_text(english, 0, tail - blank)
    return join_texts([body, join_texts([Text("["), join_texts(items), Text("]")], "")]) if items else body


def _is_ours(mark: Mark) -> bool:
    """Whether the mark was set by `prepare` and is to be taken away."""
    return HELD in mark.attrs


def _set_in(english: Text, given: str, mark: Mark) -> Text:
    """`english` with `mark` over `given`, which is put before the end of the sentence if it is not there."""
    start = english.plain.find(given)
    if start < 0 or overlaps((start, start + len(given)), (other.span for other in english.marks)):
        end = _END.search(english.plain)
        start = end.start() if end else len(english.plain)
        blank = " " if english.plain[:start].strip() else ""
        added = Mark(mark.kind, len(blank), len(blank + given), mark.attrs)
        return insert_text(english, start, Text(blank + given, (added,)))
    added = Mark(mark.kind, start, start + len(given), mark.attrs)
    return Text(english.plain, in_order([*english.marks, added]))


def _doubles(prepared: Prepared, english: Text, shields: list[Span]) -> Iterator[Edit]:
    """Takes out what the model wrote of a stand-in a second time."""
    for held in prepared.held:
        if held.reason is not Reason.KEPT or held.given == held.words:
            continue
        for match in re.finditer(rf" ?\b{re.escape(held.given)}\b", english.plain):
            if not overlaps(match.span(), shields):
                yield Edit(match.start(), match.end(), "")


def _set_free(prepared: Prepared, english: Text) -> Text:
    """`english` with the words that were held, and without the marks that held them."""
    numbered = ((number_of(mark), mark) for mark in english.marks)
    places = {number: (mark.start, mark.end) for number, mark in numbered if number is not None}
    plain = english.plain
    edits: list[Edit] = []
    kept: list[Span] = []
    for number, held in enumerate(prepared.held):
        if number not in places:
            continue
        start, end = places[number]
        if held.reason is Reason.KEPT:
            edits.append(Edit(start, end, held.words))
            kept.append((start, end))
        elif held.reason is Reason.LOUD:
            plain = plain[:start] + shout(plain[start:end]) + plain[end:]
    for number, held in enumerate(prepared.held):
        if held.occurrence is None or number not in places or overlaps(places[number], kept):
            continue
        if find_english(held.occurrence, plain) is None:
            name = _name(held.occurrence, places, number, plain)
            edits += _forced(held.occurrence, plain, places[number], name, shouted=prepared.shouted)
    marks = tuple(mark for mark in english.marks if not _is_ours(mark))
    free = edit_text(Text(plain, marks), edits)
    return Text(free.plain, tuple(_own_again(prepared, free.marks)))


def _own_again(prepared: Prepared, marks: Iterable[Mark]) -> Iterator[Mark]:
    """`marks` as the sentence has them, with those in words that are kept."""
    for mark in marks:
        number = number_of(mark)
        attrs = {name: value for name, value in mark.attrs.items() if name != HELD_CODE}
        yield Mark(mark.kind, mark.start, mark.end, attrs)
        for inner in prepared.held[number].marks if number is not None else ():
            yield shift(inner, mark.start)


def _name(occurrence: Occurrence, places: dict[int, Span], number: int, plain: str) -> str:
    """The English of the name in a term, or its French where the model has none."""
    if occurrence.hole is None:
        return ""
    hole = places.get(number + 1)
    if hole is None or not overlaps(hole, [places[number]]):
        start, end = occurrence.hole
        return occurrence.words[start - occurrence.start : end - occurrence.start]
    return plain[slice(*hole)]


def _forced(occurrence: Occurrence, plain: str, place: Span, name: str, *, shouted: bool) -> Iterator[Edit]:
    """The edits that put the glossary's English in the place of the model's."""
    start, end = place
    new = occurrence.english.replace(HOLE, name)
    if (determiner := _DETERMINER.match(plain, start, end)) and not _DETERMINER.match(new):
        start = determiner.end()  # it answers the word before the term
    before = plain[:start]
    if plain[start].isupper() and _OPENING.fullmatch(before):
        new = new[0].upper() + new[1:]
    if shouted:
        new = new.upper()
    if new.lower().startswith("the ") and (the := _THE.search(before)):
        start = the.start()
    elif (article := _ARTICLE.search(before)) is not None:
        right = article[1] + ("n" if new[0].lower() in "aeiou" else "")
        if right != article[0]:
            yield Edit(article.start(), article.end(), right)
    yield Edit(start, end, new)
