"""Preprocess French sentences for the model.

Words to keep, words in capitals and glossary terms become anchors. These are marks: word alignment transfers
them to the English like any other mark, and `postprocess` finds them there.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from enregard.article.article import ATOMS, VERBATIM, Mark, MarkKind, Text
from enregard.article.edits import Edit, Span, Spans, edit_text, in_order, outside, part_under
from enregard.translate.draft import abbreviations, numbers, plainer, punctuation, speech, titles
from enregard.translate.draft.html_tags import lift_tags
from enregard.translate.draft.phrases import kept_phrases
from enregard.translate.draft.protect import masks, protected
from enregard.translate.draft.signs import STAND_IN, Kept, kept_signs
from enregard.translate.draft.truecase import calm, is_shouted, loud_spans
from enregard.translate.glossary.glossary import Glossary, Occurrence

ANCHOR = "anchor"
"""Attribute of marks that are set only for the model; marks of seeds never have it."""

OWN_ANCHOR = "own-anchor"
"""Attribute of the sentence's own verbatim marks, which `postprocess` removes."""

_HEAD = re.compile(
    r"(?:[-*•▪■●◦‣·]\s+|[»›]{1,3}\s+(?=\w[^«‹]*\Z)|[–—]\s*|\(?\d{1,3}[.)]\s+|\(?(?:[a-zA-Z]|[ivxIVX]{1,4})\)\s+|[IVX]{2,5}\.\s+"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+(?=[^\W\d_a-zà-ÿ])"
    r"|[A-Z]\.\s+(?=(?:[LD]['’]|(?:À|Au|Aux|Ce|Ces|Comment|De|Des|Du|En|La|Le|Les|Nos|Notre|Où|Pourquoi|Quel|Quelle|Quels"
    r"|Quelles|Qui|Un|Une)\s)\w)|[IVX]\.\s+(?=[A-ZÀ-Þ]\w+(?:tions?|ments?|ances?|ences?|ages?|ités?)\b))(?=\S)"
)
"""List numbers, bullets and dialogue dashes, which the model rewrites."""

_WORDS = re.compile(r"\w")


def anchor_number(mark: Mark) -> int | None:
    """Return the index in `Preprocessed.anchors` of the anchor under `mark`, if there is one."""
    number = mark.attrs.get(ANCHOR) or mark.attrs.get(OWN_ANCHOR)
    return None if number is None else int(number)


class Reason(StrEnum):
    """Why words are anchored."""

    VERBATIM = "verbatim"
    """They stay as they are in the English."""
    CAPITALS = "capitals"
    """They are in capitals, and their English will be too."""
    TERM = "term"
    """The glossary says how to translate them."""
    QUOTED = "quoted"
    """They are a quotation within a quotation."""
    NAME = "name"
    """They are the name in a glossary term."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """French words that must be found again in the English."""

    reason: Reason
    words: str
    """The words in French; for verbatim words, what the English has in their place."""
    given: str
    """What the model gets instead."""
    occurrence: Occurrence | None = None
    marks: tuple[Mark, ...] = ()
    """The marks inside verbatim words, with offsets from the start of the words."""


@dataclass(frozen=True, slots=True)
class Preprocessed:
    """A French sentence as the model gets it, and what `postprocess` needs to know.

    `text` is what the model gets. Added marks have the attribute `ANCHOR`, and the sentence's own verbatim
    marks have `OWN_ANCHOR`; the values are indices in `anchors`. `head` precedes the sentence in both
    languages. `shouted` is true if the whole sentence is in capitals.
    """

    text: Text
    french: str = ""
    """The sentence as it was, without tags."""
    head: str = ""
    shouted: bool = False
    anchors: tuple[Anchor, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    """The opening and closing tags that marks in `text` replace (`html_tags`)."""

    @property
    def terms(self) -> tuple[Occurrence, ...]:
        """The glossary terms among the anchors."""
        return tuple(anchor.occurrence for anchor in self.anchors if anchor.occurrence is not None)


def preprocess(
    text: Text, glossary: Glossary, names: Sequence[Kept] = (), unchanged: Glossary | None = None
) -> Preprocessed:
    """Rewrite a sentence in the form that the model translates best.

    `names` are kept from the model too; the terms in `unchanged` are not reworded.
    """
    lifted, tags = lift_tags(text)
    body, inner = _without_inner(lifted)
    borders = _Borders(body.marks)
    codes = [mark.span for mark in body.marks if mark.kind in VERBATIM]
    taken = Spans(codes)
    addresses = [span for span in protected(body.plain) if borders.allow(span, taken)]
    head = _head(lifted)
    addresses, signs = _with_signs(body.plain, len(head), names, addresses, codes, borders)
    shields = sorted([*codes, *addresses, *signs])
    shouted = is_shouted(body.plain, shields)
    if shouted:
        body = Text(calm(body.plain, shields), body.marks)
    anchors = _Anchors(body, inner)
    for span in shields:
        if span in signs:
            anchors.add_sign(signs[span])
        else:
            anchors.add_verbatim(span)
    taken = Spans(shields)
    for occurrence in glossary.terms_in(body.plain):
        if borders.allow((occurrence.start, occurrence.end), taken):
            anchors.add_term(occurrence)
    if not shouted:
        taken = Spans(anchors.spans)
        for span, usual in loud_spans(body.plain, anchors.spans):
            if borders.allow(span, taken):
                anchors.add(span, Reason.CAPITALS, usual)
    taken = Spans(anchors.spans)
    for span in speech.inner_quotations(body.plain):
        if borders.allow(span, taken):
            anchors.add(span, Reason.QUOTED, body.plain[slice(*span)])
    edits = [
        *speech.for_model(body.plain),
        *titles.for_model(body.plain),
        *abbreviations.for_model(body.plain),
        *punctuation.for_model(body.plain),
        *numbers.for_model(body.plain),
    ]
    edits = outside(edits, [(start, end) for start, end, _ in anchors.edits]) + anchors.edits
    terms = unchanged.terms_in(body.plain) if unchanged else ()
    taken = Spans(
        [*anchors.spans, *((one.start, one.end) for one in (*edits, *terms))],
    )
    for rewording in plainer.for_model(body.plain):
        if borders.allow(rewording.span, taken):
            edits += rewording.edits
    given = edit_text(Text(body.plain, in_order(anchors.marks)), edits)
    return Preprocessed(given, lifted.plain, head, shouted, tuple(anchors.found), tags)


def _with_signs(
    plain: str,
    start: int,
    names: Sequence[Kept],
    addresses: list[Span],
    codes: list[Span],
    borders: "_Borders",
) -> tuple[list[Span], dict[Span, Kept]]:
    """Return `addresses`, and the signs and names beside them; a formula takes in the arrows in it."""
    signs_after = [one for one in kept_signs(plain) if one.span[0] >= start]
    kept = list(names)
    taken = Spans(one.span for one in names)
    for one in (*signs_after, *kept_phrases(plain)):
        if not taken.overlap(one.span):
            kept.append(one)
            taken.add(one.span)
    if not kept:
        return addresses, {}
    solid = Spans([*codes, *(span for span in addresses if _WORDS.search(plain, *span))])
    signs = {
        one.span: one for one in kept if not _is_part(one.span, addresses) and borders.allow(one.span, solid)
    }
    taken = Spans(signs)
    return [span for span in addresses if not taken.overlap(span)], signs


def _is_part(span: Span, addresses: Sequence[Span]) -> bool:
    """Return whether a sign is in one of the sorted `addresses`, as in an emoji of several joined ones."""
    at = bisect_right(addresses, span[0], key=lambda address: address[0])
    return at > 0 and span[1] <= addresses[at - 1][1]


class _Anchors:
    """Collects the anchors of a text, all marks over it, and the edits that replace anchored words."""

    def __init__(self, body: Text, inner: Mapping[Span, tuple[Mark, ...]]) -> None:
        self.found: list[Anchor] = []
        self.spans: list[Span] = []
        self.marks = [mark for mark in body.marks if mark.kind not in VERBATIM]
        self.edits: list[Edit] = []
        self._plain = body.plain
        self._codes = {mark.span: mark for mark in body.marks if mark.kind in VERBATIM}
        self._inner = inner
        self._masks = masks(body.plain)

    def add(self, span: Span, reason: Reason, given: str, words: str = "") -> None:
        """Anchor the words of `span`, and give the model `given` instead; `words` are what is put back."""
        words = words or self._plain[slice(*span)]
        self._append(span, Anchor(reason, words, given, marks=self._inner.get(span, ())))
        self.edits.append(Edit(*span, given))

    def add_verbatim(self, span: Span) -> None:
        """Anchor words to keep, behind a mask unless they are only signs."""
        words = self._plain[slice(*span)]
        self.add(span, Reason.VERBATIM, next(self._masks) if _WORDS.search(words) else words)

    def add_sign(self, kept: Kept) -> None:
        """Anchor a sign, or a formula or amount with signs, and put back its English."""
        given = STAND_IN if kept.loose else next(self._masks)
        self.add(kept.span, Reason.VERBATIM, given, kept.english)

    def add_term(self, occurrence: Occurrence) -> None:
        """Anchor a glossary term, and the name in it."""
        span, words = (occurrence.start, occurrence.end), occurrence.words
        if occurrence.term.stays_french:
            # The model copies a single capitalised name, and translates the sentence better with it.
            if words.isalnum() and words[0].isupper():
                self.add(span, Reason.VERBATIM, words)
            else:
                self.add_verbatim(span)
            return
        self._append(span, Anchor(Reason.TERM, words, words, occurrence))
        if occurrence.hole is not None:
            name = self._plain[slice(*occurrence.hole)]
            self._append(occurrence.hole, Anchor(Reason.NAME, name, name))

    def _append(self, span: Span, anchor: Anchor) -> None:
        number = str(len(self.found))
        self.found.append(anchor)
        self.spans.append(span)
        if code := self._codes.get(span):
            self.marks.append(Mark(code.kind, *span, {**code.attrs, OWN_ANCHOR: number}))
        else:
            # Code stays verbatim wherever it is transferred to; a link never overlaps another link.
            kind = MarkKind.CODE if anchor.reason is Reason.VERBATIM else MarkKind.LINK
            self.marks.append(Mark(kind, *span, {ANCHOR: number}))


def _without_inner(text: Text) -> tuple[Text, dict[Span, tuple[Mark, ...]]]:
    """Return `text` without the marks inside words to keep, and these marks by the span of the words."""
    marks: list[Mark] = []
    inner: dict[Span, tuple[Mark, ...]] = {}
    end = 0
    for number, mark in enumerate(text.marks):
        if mark.start >= end:
            marks.append(mark)
            if mark.kind is MarkKind.NOT_TRANSLATED:
                inner[mark.span] = part_under(text, number).marks[1:]
                end = mark.end
    return Text(text.plain, tuple(marks)), inner


def _head(text: Text) -> str:
    """Return the list number, bullet or dash before the sentence, unless a mark is over it."""
    match = _HEAD.match(text.plain)
    if match is None or any(mark.start < match.end() for mark in text.marks):
        return ""
    return match[0] if _WORDS.search(text.plain, match.end()) else ""


class _Borders:
    """Where marks start and end: no anchor may be on both sides."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._atoms = {mark.start for mark in marks if mark.kind in ATOMS}
        self._edges = sorted({edge for mark in marks for edge in mark.span})

    def allow(self, span: Span, taken: Spans) -> bool:
        """Return whether `span` overlaps none of `taken`, and no mark starts or ends inside it."""
        following = bisect_right(self._edges, span[0])
        is_crossed = following < len(self._edges) and self._edges[following] < span[1]
        return not (is_crossed or span[0] in self._atoms or taken.overlap(span))
