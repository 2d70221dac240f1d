"""A person's word on an entry of the record: the translation is right, or is this one.

Nothing is overwritten that the person has not seen: who changes an entry names the version that was shown.
"""

import copy
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polib

from enregard.article.article import ATOMS, OBJECT, Finding, MarkKind, Text
from enregard.errors import EnregardError
from enregard.translate.markup.placeholders import PlaceholderError, from_placeholders
from enregard.translate.markup.recover import suggestion
from enregard.translate.record.comments import without_former
from enregard.translate.record.record import Record, mark_reviewed, open_record, save_record

_ENDS = "\n\v\f\r\x1c-\x1e\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
_LINE_ENDS = re.compile(rf"[ \t]*[{_ENDS}][ \t{_ENDS}]*|\t")
UNFIT = re.compile(f"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff{OBJECT}]")
"""A sign that no translation has."""

_FIELDS = (
    "msgstr",
    "flags",
    "comment",
    "tcomment",
    "previous_msgctxt",
    "previous_msgid",
    "previous_msgid_plural",
)
"""What of an entry a review may change; its sentence it may not."""


class ChangedMeanwhileError(Exception):
    """The entry is not, or no longer, as it was shown; nothing was written."""


@dataclass(frozen=True, slots=True)
class Former:
    """What an entry was before a review, and the version that it had after."""

    msgctxt: str | None
    msgid: str
    after: str
    fields: dict[str, Any] = field(repr=False)


def version(entry: polib.POEntry) -> str:
    """Tells whether the entry says the same as another time. The program's own comments do not count."""
    said = [entry.msgctxt, entry.msgid, entry.msgstr, entry.fuzzy, entry.tcomment]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]


def on_one_line(string: str) -> str:
    """`string` with blanks in the place of line ends and tabs."""
    return _LINE_ENDS.sub(" ", string)


def checked(string: str, source: Text) -> tuple[str, Text]:
    """A translation of `source` as somebody typed it: as PO files have it, and as text.

    Line ends become blanks. Raises PlaceholderError where the placeholders are not those of the sentence, and
    ValueError where there is nothing in it or it has signs that no text has.
    """
    string = on_one_line(string).strip()
    if unfit := UNFIT.search(string):
        raise ValueError(f"it holds the sign U+{ord(unfit[0]):04X}, which no text has: take it out")
    target = from_placeholders(string, source.marks)
    if not target.plain.strip():
        raise ValueError("it is empty: write the English, or leave the sentence as it was")
    return string, target


def review(record: Record, index: int, string: str, findings: Sequence[Finding], tcomment: str) -> Former:
    """Make `string`, which was checked, the reviewed translation of a sentence. Nothing is written yet.

    `findings` are noted beside it, and `tcomment` is the translator's comment, in which some may be accepted.
    """
    entry = record.entries[index]
    fields = _fields(entry)
    entry.msgstr = string
    mark_reviewed(entry)
    entry.comment = without_former(entry.comment)
    entry.tcomment = tcomment
    record.note_findings(index, findings)
    record.changed = True
    return Former(entry.msgctxt, entry.msgid, version(entry), fields)


def restore(record: Record, former: Former) -> tuple[int, Former]:
    """Make the entry again what it was before. Returns its index, and what makes that undone in turn.

    Nothing is written yet. Raises ChangedMeanwhileError where it is not there, or not as the review left it.
    """
    for index, entry in enumerate(record.entries):
        if (entry.msgctxt, entry.msgid) == (former.msgctxt, former.msgid) and version(entry) == former.after:
            fields = _fields(entry)
            for name, value in former.fields.items():
                setattr(entry, name, copy.copy(value))
            record.changed = True
            return index, Former(entry.msgctxt, entry.msgid, version(entry), fields)
    raise ChangedMeanwhileError


def _fields(entry: polib.POEntry) -> dict[str, Any]:
    """What a review may change of an entry, as it is."""
    return {name: copy.copy(getattr(entry, name)) for name in _FIELDS}


def save(record: Record, indices: Iterable[int]) -> None:
    """Write the record, and make sure that what it says of the sentences `indices` is what its file says.

    Raises ChangedMeanwhileError where somebody else wrote the file since it was read; theirs is then kept.
    """
    wanted = {index: version(record.entries[index]) for index in indices}
    save_record(record)
    standing = open_record(record.path, record.label, record.sentences)
    if any(version(standing.entries[index]) != mark for index, mark in wanted.items()):
        raise ChangedMeanwhileError


def check_place(path: Path, label: str, folder: Path) -> None:
    """Raise EnregardError unless writing `path` changes a file in `folder`, symbolic links followed."""
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # links that lead in a circle
        inside = False
    if not inside:
        raise EnregardError(
            "leads out of translate/, by a symbolic link: put the file itself here", path=label
        )


def placeholders(text: Text) -> list[tuple[str, str]]:
    """Every placeholder of a sentence, and what it stands for, in words."""
    found = []
    for number, mark in enumerate(text.marks, 1):
        atom = mark.kind in ATOMS
        words = text.plain[mark.start : mark.end].replace(OBJECT, "")
        if mark.kind is MarkKind.IMAGE:
            words = mark.attrs.get("alt", "")
        elif mark.kind is MarkKind.FOOTNOTE:
            words = mark.attrs.get("label", "")
        elif mark.kind is MarkKind.HTML:
            words = mark.attrs.get("html", "")
        name = mark.kind.value if not words else f"{mark.kind.value}: {words}"
        found.append((f"<{number}/>" if atom else f"<{number}>…</{number}>", name))
    return found


def helpful(error: PlaceholderError, string: str, text: Text) -> str:
    """What is wrong with the placeholders in `string`, which are wanted, and what it may be meant to be."""
    if not text.marks:
        return f"{error}: the French has no placeholders, so take them out"
    wanted = ", ".join(f"{placeholder} ({name})" for placeholder, name in placeholders(text))
    meant = suggestion(string, text)
    perhaps = f" Perhaps it is to be: {meant}" if meant else ""
    return f"{error}. Each of these must stand there once, around its words: {wanted}.{perhaps}"
