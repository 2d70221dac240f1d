"""Postprocess the model's English: insert anchored words, and correct punctuation and numbers."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from enregard.article.article import VERBATIM, Mark, Text
from enregard.article.edits import (
    Edit,
    Span,
    Spans,
    edit_text,
    in_order,
    insert_text,
    join_texts,
    outside,
    overlaps,
    shift,
)
from enregard.translate.draft import articles, numbers, punctuation, repairs, speech
from enregard.translate.draft.html_tags import restore_tags
from enregard.translate.draft.preprocess import ANCHOR, OWN_ANCHOR, Preprocessed, Reason, anchor_number
from enregard.translate.draft.truecase import shout
from enregard.translate.glossary.glossary import HOLE, Kind, Occurrence, find_english
from enregard.translate.markup.unplaced import Transferred

_MASK = re.compile(r" ?\b(NX[0-9]+)\b")
_ARTICLE = re.compile(r"\b([Aa])n?(?= \Z)")
_DETERMINER = re.compile(
    r"(?:an?|the|some|any|no|this|that|these|those|my|your|his|her|its|our|their|each|every|all) (?=\w)",
    re.IGNORECASE,
)
_FRENCH_ARTICLE = re.compile(r"(?:l[ae']|l’|les|une?|des)(?:\s|(?<=['’]))", re.IGNORECASE)
_ARTICLE_BEFORE = re.compile(r"\b(?:the|an?) \Z", re.IGNORECASE)
_PARTICLE = re.compile(r" (?:off|out|up|down|away)(?= (?:at|by|from|in|of|on|the|to|with)\b|[.,;:!?]|\Z)")
_THE = re.compile(r"\b[Tt]he \Z")
_PHRASE = re.compile(r"[a-z][a-z' -]+")
_ADDED_STOP = re.compile(r"(?<=[a-z]{4})\.\Z")
_HEADING = 6
"""The maximum number of words of a heading; a sentence may lack its full stop by mistake."""
_NO_STOP = re.compile(r"(?:[^\W_]|[)%])\s*\Z")
_OPENING = re.compile(r"(?:\(?\d{1,3}[.)]\s)?[\s\"'(\[-]*\Z")


def postprocess(source: Preprocessed, answer: Transferred) -> Text:
    """Turn the model's answer to `source` into the English of the sentence.

    It has exactly the marks of the sentence, the words of all anchors, and English punctuation and numbers.
    """
    english = _with_masks(source, answer)
    shields = [mark.span for mark in english.marks if mark.kind in VERBATIM]
    edits = [
        *punctuation.in_english(english.plain),
        *numbers.in_english(source.text.plain, english.plain, shields),
        *_repeated_masks(source, english.plain),
    ]
    english = edit_text(english, outside(edits, shields))
    shields = [mark.span for mark in english.marks if mark.kind in VERBATIM]
    quoted = [mark.span for mark in english.marks if _reason(source, mark) is Reason.QUOTED]
    edits = [
        *speech.in_english(source.french, english.plain, quoted),
        *numbers.currencies(source.text.plain, english.plain),
    ]
    english = edit_text(english, outside(edits, shields))
    if source.shouted:
        english = Text(shout(english.plain), english.marks)
    if source.anchors:
        english = _without_anchors(source, english)
    if not source.shouted:
        shields = [mark.span for mark in english.marks if mark.kind in VERBATIM]
        edits = [*articles.in_english(source.french, english.plain)]
        edits += repairs.in_english(source.french, english.plain)
        english = edit_text(english, outside(edits, shields))
    if not source.shouted:
        english = edit_text(english, list(_without_stop(source.french, english)))
    if source.head:
        english = edit_text(english, _head(source.head, english.plain))
    return restore_tags(english, source.tags)


def _without_stop(french: str, english: Text) -> Iterator[Edit]:
    """Yield the edit that removes a full stop that the French, such as a heading, does not end in."""
    match = _ADDED_STOP.search(english.plain)
    if (
        match
        and len(french.split()) <= _HEADING
        and _NO_STOP.search(french)
        and not any(mark.end > match.start() for mark in english.marks)
    ):
        yield Edit(*match.span(), "")


def _reason(source: Preprocessed, mark: Mark) -> Reason | None:
    number = anchor_number(mark)
    return None if number is None else source.anchors[number].reason


def _head(head: str, plain: str) -> Iterator[Edit]:
    """Yield the edit that puts the list number, bullet or dash of the French before `plain`.

    If the model replaced a dialogue dash with quotes, as English does, the quotes stay.
    """
    sign = head.strip().strip("().")
    if sign[0].isalnum():
        own = re.match(rf"\(?{re.escape(sign)}[.):]*(?:\s+|$)", plain, re.IGNORECASE)
    else:
        own = re.match(r"[-–—*•▪■●◦‣·]+\s*" if sign[0] not in "»›" else r"[»›\"']+\s*", plain)
        if own is None and sign in "-–—" and plain.startswith('"'):
            if plain.count('"') % 2 == 0:
                return
            own = re.match('"', plain)
    yield Edit(0, own.end() if own else 0, head)


def _with_masks(source: Preprocessed, answer: Transferred) -> Text:
    """Return the answer with a mark over every verbatim anchor, and without unplaced marks of other anchors.

    If a verbatim anchor has no mark, its mask gets one; a missing mask is inserted at the end.
    """
    own = tuple(piece for piece in answer.unplaced if ANCHOR not in piece.marks[0].attrs)
    english = Transferred(answer.text, own).whole()
    placed = {anchor_number(mark) for mark in english.marks}
    taken = Spans(mark.span for mark in english.marks)
    found: list[Mark] = []
    missing: list[Text] = []
    for mark in source.text.marks:
        number = anchor_number(mark)
        if number is None or number in placed or source.anchors[number].reason is not Reason.VERBATIM:
            continue
        mask = source.anchors[number].given
        start = english.plain.find(mask)
        span = start, start + len(mask)
        if start < 0 or taken.overlap(span):
            missing.append(Text(mask, (Mark(mark.kind, 0, len(mask), mark.attrs),)))
        else:
            found.append(Mark(mark.kind, *span, mark.attrs))
            taken.add(span)
    if found:
        english = Text(english.plain, in_order([*english.marks, *found]))
    return _with_missing(english, missing) if missing else english


def _with_missing(english: Text, masks: Sequence[Text]) -> Text:
    """Insert `masks` before the final punctuation."""
    end = len(english.plain.rstrip().rstrip("\"')]").rstrip(".!?…"))
    if any(mark.kind in VERBATIM and mark.start < end < mark.end for mark in english.marks):
        end = len(english.plain)  # in code, the masks would be lost with the model's words
    before = [Text("")] if english.plain[:end].strip() else []  # a blank before the first
    return insert_text(english, end, join_texts([*before, *masks]))


def _repeated_masks(source: Preprocessed, plain: str) -> Iterator[Edit]:
    """Yield edits that delete every mask. The caller skips masks under marks: others are repetitions."""
    masks = {
        anchor.given
        for anchor in source.anchors
        if anchor.reason is Reason.VERBATIM and anchor.given != anchor.words
    }
    for match in _MASK.finditer(plain) if masks else ():
        if match[1] in masks:
            yield Edit(*match.span(), "")


def _without_anchors(source: Preprocessed, english: Text) -> Text:
    """Replace the anchored words in `english`, and remove the marks over them."""
    numbered = ((anchor_number(mark), mark.span) for mark in english.marks)
    places = {number: span for number, span in numbered if number is not None}
    characters = list(english.plain)
    edits: list[Edit] = []
    for number, (start, end) in sorted(places.items()):
        anchor = source.anchors[number]
        if anchor.reason is Reason.VERBATIM:
            words = anchor.words
            is_first = _OPENING.fullmatch(english.plain, 0, start) is not None
            if is_first and _PHRASE.fullmatch(words) and words not in source.french:
                words = words[0].upper() + words[1:]  # the English of an acronym
            edits.append(Edit(start, end, words))
            if anchor.given != anchor.words:
                edits += articles.before(english.plain, start, anchor.words)
        elif anchor.reason is Reason.CAPITALS:
            characters[start:end] = shout("".join(characters[start:end]))
    plain = "".join(characters)
    kept = Spans((start, end) for start, end, _ in edits)
    for number, place in sorted(places.items()):
        term = source.anchors[number].occurrence
        if term and not kept.overlap(place) and not find_english(term, plain):
            name = _name(term, places, number, plain)
            edits += _forced(term, plain, place, name, shouted=source.shouted)
    marks = tuple(mark for mark in english.marks if ANCHOR not in mark.attrs)
    free = edit_text(Text(plain, marks), edits)
    return Text(free.plain, tuple(_own_marks(source, free.marks)))


def _own_marks(source: Preprocessed, marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield `marks` without `OWN_ANCHOR`, each followed by the marks inside its verbatim words."""
    for mark in marks:
        number = anchor_number(mark)
        attrs = {name: value for name, value in mark.attrs.items() if name != OWN_ANCHOR}
        yield Mark(mark.kind, mark.start, mark.end, attrs)
        for inner in source.anchors[number].marks if number is not None else ():
            yield shift(inner, mark.start)


def _name(occurrence: Occurrence, places: Mapping[int, Span], number: int, plain: str) -> str:
    """Return the English of the name in a term, or its French if the model has no English for it."""
    if occurrence.hole is None:
        return ""
    hole = places.get(number + 1)
    if hole is None or not overlaps(hole, [places[number]]):
        start, end = occurrence.hole
        return occurrence.words[start - occurrence.start : end - occurrence.start]
    return plain[slice(*hole)]


def _forced(occurrence: Occurrence, plain: str, place: Span, name: str, *, shouted: bool) -> Iterator[Edit]:
    """Yield edits that replace the model's translation of a term with the glossary's."""
    start, end = place
    new = occurrence.english.replace(HOLE, name)
    has_article = _FRENCH_ARTICLE.match(occurrence.words) is not None
    if (determiner := _DETERMINER.match(plain, start, end)) and not (has_article or _DETERMINER.match(new)):
        start = determiner.end()  # it translates the word before the term
    if has_article and (article := _ARTICLE_BEFORE.search(plain, max(0, start - 4), start)):
        start = article.start()
    if occurrence.term.kind is Kind.PHRASE and (particle := _PARTICLE.match(plain, end)):
        end = particle.end()  # it belongs to the model's verb: "cut off", "dug in off"
    is_first = _OPENING.fullmatch(plain, 0, start) is not None
    if is_first and (plain[start].isupper() or occurrence.words[0].isupper()):
        new = new[0].upper() + new[1:]
    if shouted:
        new = new.upper()
    if new.lower().startswith("the ") and (the := _THE.search(plain, max(0, start - 4), start)):
        start = the.start()
    elif (article := _ARTICLE.search(plain, max(0, start - 3), start)) is not None:
        right = article[1] + ("n" if new[0].lower() in "aeiou" else "")
        if right != article[0]:
            yield Edit(*article.span(), right)
    yield Edit(start, end, new)
