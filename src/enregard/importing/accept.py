"""Takes a translation into the record: what a person reviewed stays, and no person's words are lost.

| in the record | what comes | the record then |
|---|---|---|
| nothing | anything | has it |
| the same words | reviewed | is reviewed |
| a draft | a person's other words | has them; the draft is kept in a comment |
| a draft | another draft by a model | stays; the other is kept in a comment |
| reviewed | other words, reviewed or not | stays; the others are kept in a comment: a conflict |
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from enregard.article.article import Finding, Text
from enregard.importing.pairs import normal
from enregard.translate.markup.placeholders import PlaceholderError, from_placeholders, without_placeholders
from enregard.translate.record.comments import (
    former_of,
    is_imported,
    with_draft,
    with_former,
    with_imported,
    with_other,
)
from enregard.translate.record.record import Record, mark_draft, mark_reviewed


class Result(Enum):
    """What became of a translation."""

    REVIEWED = "reviewed"
    DRAFT = "draft"
    SAME = "same"
    """The record had it already."""
    CONFLICT = "conflict"
    """A person reviewed another one."""
    NOTED = "noted"
    """A draft stays, and this other draft is noted beside it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A translation for a sentence, in the form of the record, and where it comes from.

    `engine` is the model that made it; empty where people did, or nobody says. `doubt` is what a person has
    to look at, if it is no more than a draft for that.
    """

    string: str
    place: str
    reviewed: bool
    engine: str = ""
    notes: tuple[str, ...] = ()
    doubt: str = ""


Check = Callable[[Text, Text], Sequence[Finding]]


def take(record: Record, index: int, offer: Offer, check: Check) -> Result:
    """Enter `offer` for a sentence as far as the table above lets it. Nothing is written yet."""
    entry = record.entries[index]
    _note(record, index, offer.notes)
    standing = bool(entry.msgstr)
    if standing and normal(entry.msgstr) == normal(offer.string):
        if not entry.fuzzy or not offer.reviewed:
            return Result.SAME
        return _enter(record, index, offer, check)
    if standing and not entry.fuzzy:
        if offer.engine and not offer.reviewed:
            return Result.SAME
        note_other(record, index, offer)
        return Result.CONFLICT
    if standing and offer.engine and not offer.reviewed:
        note_other(record, index, offer)
        return Result.NOTED
    return _enter(record, index, offer, check)


def note_other(record: Record, index: int, offer: Offer) -> None:
    """Keep the words of an offer in a comment beside the translation of a sentence."""
    entry = record.entries[index]
    if normal(entry.msgstr) == normal(offer.string):
        return
    comment = with_other(entry.comment, offer.place, offer.string)
    if comment != entry.comment:
        entry.comment = comment
        record.changed = True


def _enter(record: Record, index: int, offer: Offer, check: Check) -> Result:
    entry, source = record.entries[index], record.sentences[index].text
    former, entry.msgstr = entry.msgstr, offer.string
    if former and normal(former) != normal(offer.string):
        entry.comment = with_former(entry.comment, former)
    record.again.discard(index)
    record.changed = True
    if offer.reviewed:
        mark_reviewed(entry)
        entry.comment = with_imported(entry.comment, offer.place)
    else:
        mark_draft(entry)
        if offer.engine:
            engine = " ".join(offer.engine.split())
            entry.comment = with_draft(entry.comment, engine, f"imported from {offer.place}")
        else:
            said = f"{offer.place}: {offer.doubt}" if offer.doubt else offer.place
            entry.comment = with_imported(entry.comment, said)
    try:
        record.note_findings(index, check(source, from_placeholders(entry.msgstr, source.marks)))
    except PlaceholderError:
        record.note_findings(index, ())
    return Result.REVIEWED if offer.reviewed else Result.DRAFT


def _note(record: Record, index: int, notes: Sequence[str]) -> None:
    """Add what people said of a pair to the translator's comment."""
    entry = record.entries[index]
    known = entry.tcomment.splitlines()
    new = [line for note in notes for line in note.splitlines() if line.strip() and line not in known]
    if new:
        entry.tcomment = "\n".join([*known, *dict.fromkeys(new)])
        record.changed = True


def evidence(record: Record, index: int) -> str:
    """The words of a translation that tells what a sentence means: a machine's draft, or a reviewed one.

    A draft that was imported may have been paired wrongly, and would then seem to confirm that.
    """
    entry = record.entries[index]
    doubtful = entry.fuzzy and is_imported(entry.comment)
    return without_placeholders(former_of(entry.comment) if doubtful else entry.msgstr)


def standing(record: Record, index: int) -> Text | None:
    """The translation that a sentence has, with its markup."""
    entry = record.entries[index]
    try:
        return from_placeholders(entry.msgstr, record.sentences[index].text.marks) if entry.msgstr else None
    except PlaceholderError:
        return None
