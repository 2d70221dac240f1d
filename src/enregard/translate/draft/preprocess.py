"""What the model is given for a French sentence, and what becomes of its answer.

What must not be translated, words in capitals and the glossary's terms are marked before, and found again
after, by the same word alignment that carries markup. `postprocess` is the other half.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from enregard.article.article import ATOMS, VERBATIM, Mark, MarkKind, Text
from enregard.article.edits import Edit, Span, edit_text, in_order, outside, overlaps, shift
from enregard.translate.draft import numbers, punctuation
from enregard.translate.draft.html_tags import lift
from enregard.translate.draft.protect import protected, stand_ins
from enregard.translate.draft.truecase import calm, is_shouted, loud_spans
from enregard.translate.glossary.glossary import Glossary, Occurrence

HELD = "held"
"""The attribute of marks that are set here and taken away again; no seed's mark has it."""

HELD_CODE = "held-code"
"""The attribute that the sentence's own verbatim marks are given for the time being: the same."""

_HEAD = re.compile(
    r"(?:[-*•▪■●◦‣·]\s+|[–—]\s*|\(?\d{1,3}[.)]\s+|\(?(?:[a-zA-Z]|[ivxIVX]{1,4})\)\s+|[IVX]{2,5}\.\s+"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+(?=[^\W\d_a-zà-ÿ]))(?=\S)"
)
"""List numbers, bullets and the dashes of a dialogue, which the model writes in forms of its own."""

_WORDS = re.compile(r"\w")


def number_of(mark: Mark) -> int | None:
    """The place in `Prepared.held` of what a mark holds; None where it holds nothing."""
    number = mark.attrs.get(HELD) or mark.attrs.get(HELD_CODE)
    return None if number is None else int(number)


class Reason(StrEnum):
    """Why words are held."""

    KEPT = "kept"
    """They stand in the English as they are."""
    LOUD = "loud"
    """They are in capitals."""
    TERM = "term"
    """The glossary says how they are translated."""
    HOLE = "hole"
    """They are the name in such a term."""


@dataclass(frozen=True, slots=True)
class Held:
    """Words of the French that the model is not trusted with, and what it is given in their place."""

    reason: Reason
    words: str
    given: str
    occurrence: Occurrence | None = None
    marks: tuple[Mark, ...] = ()
    """The markup in the words, counted from their start, where all of it is kept."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A French sentence made ready.

    `text` is what the model is given. Its marks with the attribute `held` are none of the sentence's own; its
    own verbatim ones have the attribute `held-code`: each says the place in `held`. `head` stands before the
    sentence in both languages. `shouted` says that all of it is in capitals.
    """

    source: Text
    text: Text
    head: str = ""
    shouted: bool = False
    held: tuple[Held, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    """The text of tags that stand as marks in `text`, as `enregard.translate.draft.html_tags` lifts them."""


def prepare(text: Text, glossary: Glossary) -> Prepared:
    """The sentence as the model translates it best, and what `finish` must know of it."""
    lifted = lift(text)
    body, inner = _without_inner(lifted.text)
    codes = [(mark.start, mark.end) for mark in body.marks if mark.kind in VERBATIM]
    addresses = [span for span in protected(body.plain) if _is_whole(span, body.marks, codes)]
    shields = sorted([*codes, *addresses])
    shouted = is_shouted(body.plain, shields)
    if shouted:
        body = Text(_calmed(body.plain, shields), body.marks)
    holding = _Holding(body, inner)
    for span in shields:
        holding.hold(span, Reason.KEPT)
    for occurrence in glossary.terms_in(body.plain):
        if _is_whole((occurrence.start, occurrence.end), body.marks, shields):
            holding.hold_term(occurrence)
    if not shouted:
        for span, usual in loud_spans(body.plain, holding.spans):
            if _is_whole(span, body.marks, holding.spans):
                holding.hold(span, Reason.LOUD, usual)
    edits = [*punctuation.for_model(body.plain), *numbers.for_model(body.plain)]
    marks = in_order([*holding.own_marks(), *holding.marks])
    given = edit_text(Text(body.plain, marks), [*outside(edits, [*shields, *holding.edited]), *holding.edits])
    return Prepared(text, given, _head(lifted.text), shouted, tuple(holding.held), lifted.tags)


class _Holding:
    """Collects what is held of a text: marks over it, and what is put in its place."""

    def __init__(self, body: Text, inner: Mapping[Span, tuple[Mark, ...]]) -> None:
        self.body = body
        self.inner = inner
        self.held: list[Held] = []
        self.spans: list[Span] = []
        self.marks: list[Mark] = []
        self.edits: list[Edit] = []
        self._codes: dict[Span, int] = {}
        self._stand_ins = stand_ins(body.plain)

    @property
    def edited(self) -> list[Span]:
        return [(edit.start, edit.end) for edit in self.edits]

    def hold(self, span: Span, reason: Reason, usual: str | None = None) -> None:
        """Hold the words of `span`; `usual` is put in their place, or a code for them to be kept by."""
        words = self.body.plain[slice(*span)]
        if reason is Reason.KEPT and usual is None and _WORDS.search(words):
            usual = next(self._stand_ins)
        self._add(span, Held(reason, words, usual or words, marks=self.inner.get(span, ())))
        if usual is not None:
            self.edits.append(Edit(*span, usual))

    def hold_term(self, occurrence: Occurrence) -> None:
        """Hold a term of the glossary, and the name in it."""
        span = occurrence.start, occurrence.end
        if occurrence.term.is_kept:
            # One name with a capital the model copies, and reads the sentence better with it than without.
            alone = occurrence.words.isalnum() and occurrence.words[0].isupper()
            self.hold(span, Reason.KEPT, occurrence.words if alone else None)
            return
        self._add(span, Held(Reason.TERM, occurrence.words, occurrence.words, occurrence))
        if occurrence.hole is not None:
            name = self.body.plain[slice(*occurrence.hole)]
            self._add(occurrence.hole, Held(Reason.HOLE, name, name))

    def own_marks(self) -> Iterator[Mark]:
        """The text's own marks; those over held words know their place."""
        for mark in self.body.marks:
            if mark.kind in VERBATIM:
                yield Mark(
                    mark.kind,
                    mark.start,
                    mark.end,
                    {**mark.attrs, HELD_CODE: str(self._codes[mark.start, mark.end])},
                )
            else:
                yield mark

    def _add(self, span: Span, held: Held) -> None:
        number = len(self.held)
        self.held.append(held)
        self.spans.append(span)
        own = any(mark.kind in VERBATIM and (mark.start, mark.end) == span for mark in self.body.marks)
        if own:
            self._codes[span] = number
        else:
            # A code stands verbatim in the English wherever it is carried; a link shares its words with none.
            kind = MarkKind.CODE if held.reason is Reason.KEPT else MarkKind.LINK
            self.marks.append(Mark(kind, *span, {HELD: str(number)}))


def _without_inner(text: Text) -> tuple[Text, dict[Span, tuple[Mark, ...]]]:
    """`text` without the markup in words that are kept, and that, by where these words stand."""
    if not any(mark.kind is MarkKind.KEPT for mark in text.marks):
        return text, {}
    marks: list[Mark] = []
    inner: dict[Span, tuple[Mark, ...]] = {}
    span = 0, 0
    for mark in text.marks:
        if mark.start >= span[1]:
            marks.append(mark)
            if mark.kind is MarkKind.KEPT:
                span = mark.start, mark.end
        else:
            inner[span] = (*inner.get(span, ()), shift(mark, -span[0]))
    return Text(text.plain, tuple(marks)), inner


def _head(text: Text) -> str:
    """The list number, bullet or dash before the sentence, where no mark is over it."""
    match = _HEAD.match(text.plain)
    if match is None or any(mark.start < match.end() for mark in text.marks):
        return ""
    return match[0] if _WORDS.search(text.plain, match.end()) else ""


def _is_whole(span: Span, marks: Iterable[Mark], taken: Iterable[Span]) -> bool:
    """Whether `span` is free, and no mark begins or ends inside it."""
    if overlaps(span, taken):
        return False
    return not any(
        span[0] < mark.start < span[1]
        or span[0] < mark.end < span[1]
        or (mark.kind in ATOMS and span[0] == mark.start)
        for mark in marks
    )


def _calmed(plain: str, shields: Iterable[Span]) -> str:
    """`plain`, which is in capitals, as it would stand in a sentence, but for what is in `shields`."""
    small = calm(plain)
    for start, end in shields:
        small = small[:start] + plain[start:end] + small[end:]
    return small
