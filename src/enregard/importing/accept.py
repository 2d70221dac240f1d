"""Accept translations into the record: reviewed ones stay, and nothing that a person wrote is lost.

| in the record | offered | result |
|---|---|---|
| nothing | anything | the offer is entered |
| a draft | the same words, reviewed | the words become reviewed |
| a draft | other words by a person | the offer is entered; the draft is kept in a comment |
| a draft | another draft by a model | the draft stays; the offer is kept in a comment |
| reviewed words | other words, reviewed or by a person | a conflict: the offer is kept in a comment |
| reviewed words | a draft by a model | the words stay |
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from enregard.importing.pairs import normalize
from enregard.review.check import PairCheck
from enregard.translate.markup.placeholders import PlaceholderError, from_placeholders
from enregard.translate.record.comments import (
    note_of,
    with_draft,
    with_former,
    with_imported,
    with_other,
    with_remarks,
)
from enregard.translate.record.record import Record, mark_draft, mark_reviewed


class Outcome(Enum):
    """What became of an offer."""

    REVIEWED = "reviewed"
    DRAFT = "draft"
    SAME = "same"
    """The record needs no change."""
    CONFLICT = "conflict"
    """A person reviewed another translation."""
    NOTED = "noted"
    """The record keeps its draft, with the offer in a comment."""


ENTERED = frozenset({Outcome.REVIEWED, Outcome.DRAFT})
"""Outcomes after which the offer is the translation in the record."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A translation for a sentence, in the form of the record, and its `origin` (file and line).

    `engine` is the model that made it, if any. `doubt` says what a person must check; it makes the offer a
    draft.
    """

    string: str
    origin: str
    reviewed: bool
    engine: str = ""
    notes: tuple[str, ...] = ()
    doubt: str = ""


def accept(record: Record, index: int, offer: Offer, check: PairCheck) -> Outcome:
    """Enter `offer` for a sentence as the table above allows. The record is not saved yet."""
    entry = record.entries[index]
    _add_notes(record, index, offer.notes)
    is_model_draft = bool(offer.engine) and not offer.reviewed
    if not entry.msgstr:
        return _enter(record, index, offer, check)
    if normalize(entry.msgstr) == normalize(offer.string):
        return _enter(record, index, offer, check) if entry.fuzzy and offer.reviewed else Outcome.SAME
    if entry.fuzzy and not is_model_draft:
        return _enter(record, index, offer, check)
    if not entry.fuzzy and is_model_draft:
        return Outcome.SAME
    note_other(record, index, offer.string, offer.origin)
    return Outcome.NOTED if entry.fuzzy else Outcome.CONFLICT


def note_other(record: Record, index: int, string: str, origin: str) -> None:
    """Keep another translation of a sentence in a comment."""
    entry = record.entries[index]
    if normalize(entry.msgstr) == normalize(string):
        return
    comment = with_other(entry.comment, origin, string)
    if comment != entry.comment:
        entry.comment = comment
        record.changed = True


def _enter(record: Record, index: int, offer: Offer, check: PairCheck) -> Outcome:
    entry, source = record.entries[index], record.sentences[index].text
    former, entry.msgstr = entry.msgstr, offer.string
    if former and normalize(former) != normalize(offer.string):
        entry.comment = with_former(entry.comment, former)
    record.changed = True
    if offer.reviewed:
        mark_reviewed(entry)
    else:
        mark_draft(entry)
    if offer.engine and not offer.reviewed:
        engine = " ".join(offer.engine.split())
        entry.comment = with_draft(entry.comment, engine, f"imported from {offer.origin}")
    else:
        origin = f"{offer.origin}: {offer.doubt}" if offer.doubt else offer.origin
        entry.comment = with_imported(entry.comment, origin)
    try:
        findings = check(source, from_placeholders(entry.msgstr, source.marks))
    except PlaceholderError:
        findings = ()
    record.set_findings(index, findings)
    return Outcome.REVIEWED if offer.reviewed else Outcome.DRAFT


def _add_notes(record: Record, index: int, notes: Sequence[str]) -> None:
    """Add people's remarks to the translator's comment."""
    entry = record.entries[index]
    tagged = "\n".join(filter(note_of, notes))
    remarks = [line for note in notes if not note_of(note) for line in note.splitlines() if line.strip()]
    tcomment = with_remarks(entry.tcomment, [*remarks, tagged])
    if tcomment != entry.tcomment:
        entry.tcomment = tcomment
        record.changed = True
