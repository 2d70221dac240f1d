"""Review entries of a record: accept or correct a translation, and undo that.

A review never overwrites what the person has not seen: it names the version of the entry that was displayed.
"""

import copy
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import polib

from enregard.article.article import OBJECT, Finding, MarkKind, Text
from enregard.article.blanks import is_blank, without_invisible
from enregard.messages import _, marked, translated
from enregard.translate.markup.placeholders import (
    PlaceholderError,
    form,
    from_placeholders,
    renumbered,
)
from enregard.translate.markup.recover import suggestion
from enregard.translate.record.comments import (
    former_of,
    with_edited,
    with_joined,
    with_lasting_of,
    with_note,
    without_draft_details,
    without_former,
)
from enregard.translate.record.record import (
    Record,
    mark_draft,
    mark_reviewed,
    reopen,
    save_record,
)

_ENDS = "\n\v\f\r\x1c-\x1e\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
_LINE_END = re.compile(f"[{_ENDS}]")
_UNEVEN = re.compile(f"[\t{_ENDS}]")
_BLANKS = re.compile(rf"[ \t{_ENDS}]+")
FORBIDDEN = re.compile(f"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff{OBJECT}]")
"""A character that no translation may contain."""

_PREVIOUS = ("previous_msgctxt", "previous_msgid", "previous_msgid_plural")
_FIELDS = ("msgstr", "flags", "comment", "tcomment", *_PREVIOUS)
"""The fields of an entry that a review may change."""

_WORDS = {MarkKind.IMAGE: "alt", MarkKind.FOOTNOTE: "label", MarkKind.HTML: "html"}
"""The attribute that describes a mark without words."""

_KINDS = (
    marked("emphasis"),
    marked("strong"),
    marked("strikethrough"),
    marked("underline"),
    marked("inserted"),
    marked("highlight"),
    marked("small"),
    marked("superscript"),
    marked("subscript"),
    marked("cite"),
    marked("quote"),
    marked("abbreviation"),
    marked("link"),
    marked("code"),
    marked("keyboard"),
    marked("kept"),
    marked("image"),
    marked("footnote"),
    marked("break"),
    marked("html"),
)


class ChangedMeanwhileError(Exception):
    """The entry is missing or not as it was displayed; nothing was written."""


@dataclass(frozen=True, slots=True)
class Undo:
    """The fields of an entry before a review, and its version after the review."""

    msgctxt: str | None
    msgid: str
    after: str
    fields: dict[str, Any] = field(repr=False)


def version(entry: polib.POEntry) -> str:
    """Return a hash of what people see of an entry, without the program's own comments."""
    content = [entry.msgctxt, entry.msgid, entry.msgstr, entry.fuzzy, entry.tcomment]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:32]


def on_one_line(string: str) -> str:
    """Replace line ends and tabs by spaces."""
    if not _UNEVEN.search(string):
        return string
    return _BLANKS.sub(lambda run: " " if _LINE_END.search(run[0]) else " " * len(run[0]), string)


def parse_translation(string: str, source: Text) -> tuple[str, Text]:
    """Convert a translation of `source`, as typed, to a msgstr and to text. Line ends become spaces.

    Raises PlaceholderError if its placeholders are not those of the sentence, and ValueError if the
    translation is empty or contains characters that are not text.
    """
    string = without_invisible(on_one_line(string)).strip()
    if found := FORBIDDEN.search(string):
        raise ValueError(
            _("the translation contains U+{code}, which is not text: remove it", code=f"{ord(found[0]):04X}")
        )
    target = from_placeholders(string, source.marks)
    if is_blank(target.plain):
        raise ValueError(_("the translation is empty: write the English, or leave the sentence as it was"))
    return string, target


def review(record: Record, index: int, string: str, findings: Sequence[Finding], tcomment: str) -> Undo:
    """Set `string`, from `parse_translation`, as the reviewed translation of a sentence, without saving.

    `findings` are those of this translation; the translator's comment `tcomment` may accept some.
    """
    entry = record.entries[index]
    fields = _fields(entry)
    entry.msgstr = string
    mark_reviewed(entry)
    comment = without_draft_details(entry.comment)
    entry.comment = without_former(comment, [string, *(old.msgstr for old in record.obsolete)])
    entry.tcomment = tcomment
    record.set_findings(index, findings)
    record.changed = True
    return Undo(entry.msgctxt, entry.msgid, version(entry), fields)


def reword(record: Record, index: int, string: str, findings: Sequence[Finding]) -> Undo:
    """Set `string`, from `parse_translation`, as the translation of a sentence, without saving.

    It stays reviewed or a draft. A draft is then no longer replaced by another one. `findings` are those of
    this translation.
    """
    entry = record.entries[index]
    fields = _fields(entry)
    entry.msgstr = string
    if entry.fuzzy:
        entry.comment = with_edited(entry.comment)
    record.set_findings(index, findings)
    record.changed = True
    return Undo(entry.msgctxt, entry.msgid, version(entry), fields)


def annotate(record: Record, index: int, note: str) -> Undo:
    """Set the editor's note on a sentence, without saving; an empty one removes it."""
    entry = record.entries[index]
    fields = _fields(entry)
    entry.tcomment = with_note(entry.tcomment, note)
    record.changed = True
    return Undo(entry.msgctxt, entry.msgid, version(entry), fields)


def join(record: Record, index: int) -> list[Undo]:
    """Join a sentence with the next one in its block, without saving. Returns how to undo that.

    The English of both follows each other; it stays reviewed if both are. Raises ValueError if no sentence
    follows.
    """
    other = record.following().get(index)
    if other is None:
        raise ValueError(_("no sentence follows in the same paragraph to be joined with"))
    first, second = record.entries[index], record.entries[other]
    before = [(entry, _fields(entry)) for at in (index, other) for entry in record.members(at)]
    are_reviewed = all(entry.msgstr and not entry.fuzzy for entry in (first, second))
    by = len(record.sentences[index].text.marks)
    first.msgstr = " ".join(filter(None, [first.msgstr, renumbered(second.msgstr, by)]))
    first.comment = without_draft_details(first.comment)
    if first.msgstr and not are_reviewed:
        mark_draft(first)
    mark_draft(second)  # its English becomes a comment
    record.join([index, other])
    record.regroup()
    record.changed = True
    return _undo(before)


def take_apart(record: Record, index: int) -> list[Undo]:
    """Take joined sentences apart, without saving. Returns how to undo that.

    The English stays with the first, as a draft, since it may answer more; the others get their former one.
    """
    members = record.members(index)
    before = [(entry, _fields(entry)) for entry in members]
    for entry in members:
        entry.tcomment = with_joined(entry.tcomment, None)
    for entry in members[1:]:
        former = former_of(entry.comment, latest=True)
        if former and not entry.msgstr:
            entry.msgstr, entry.comment = former, without_former(entry.comment, [former])
            mark_draft(entry)
    if members[0].msgstr:
        mark_draft(members[0])
        members[0].comment = without_draft_details(members[0].comment)
    record.regroup()
    record.changed = True
    return _undo(before)


def _undo(before: Iterable[tuple[polib.POEntry, dict[str, Any]]]) -> list[Undo]:
    return [Undo(entry.msgctxt, entry.msgid, version(entry), fields) for entry, fields in before]


def restore(record: Record, undo: Undo) -> tuple[int, Undo]:
    """Undo a review, without saving. Returns the index of the entry, and the `Undo` of this step.

    For a sentence that is joined with others, it is the index of their entry. Raises ChangedMeanwhileError if
    the entry is missing or was changed since the review.
    """
    for index in range(len(record.entries)):
        for entry in record.members(index):
            if _key(entry) == (undo.msgctxt, undo.msgid) and version(entry) == undo.after:
                fields = _fields(entry)
                comment = entry.comment
                for name, value in undo.fields.items():
                    setattr(entry, name, copy.copy(value))
                entry.comment = with_lasting_of(entry.comment, comment)
                record.changed = True
                return index, Undo(entry.msgctxt, entry.msgid, version(entry), fields)
    raise ChangedMeanwhileError


def _fields(entry: polib.POEntry) -> dict[str, Any]:
    return {name: copy.copy(getattr(entry, name)) for name in _FIELDS}


def _key(entry: polib.POEntry) -> tuple[str | None, str]:
    return entry.msgctxt, entry.msgid


def save_reviewed(record: Record, indices: Iterable[int]) -> None:
    """Write the record, and check that the entries `indices`, and those joined to them, are then in the file.

    Raises ChangedMeanwhileError if these entries changed in the file since it was read; the changes are kept.
    """
    entries = [entry for index in indices for entry in record.members(index)]
    expected = {(*_key(entry), version(entry)) for entry in entries}
    save_record(record)
    if expected - {(*_key(entry), version(entry)) for entry in reopen(record).every()}:
        raise ChangedMeanwhileError


def kind_in_words(kind: str) -> str:
    """Return what a kind of markup is called in the reader's language."""
    return translated(kind, _KINDS)


def describe_placeholders(text: Text) -> list[tuple[str, str]]:
    """Return every placeholder of a sentence with a description, such as `strong: mot`."""
    found = []
    for number, mark in enumerate(text.marks, 1):
        words = text.under(mark).replace(OBJECT, "")
        if mark.kind in _WORDS:
            words = mark.attrs.get(_WORDS[mark.kind], "")
        kind = kind_in_words(mark.kind)
        name = _("{kind}: {words}", kind=kind, words=words) if words else kind
        found.append((form(number, mark), name))
    return found


def explain_placeholders(error: PlaceholderError, string: str, text: Text) -> str:
    """Explain which placeholders `string`, a translation of `text`, needs, and suggest a corrected string."""
    if not text.marks:
        return _("{problem}: the French has no placeholders, so remove them", problem=error)
    needed = ", ".join(f"{placeholder} ({name})" for placeholder, name in describe_placeholders(text))
    suggested = suggestion(string, text)
    explained = _(
        "{problem}. Write each of these once, around its words: {needed}.", problem=error, needed=needed
    )
    if suggested:
        explained += " " + _("Perhaps you mean: {suggestion}", suggestion=suggested)
    return explained
