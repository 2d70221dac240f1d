"""Notice a PO file that lacks entries, such as one that is only half written, by the counts in its header.

Obsolete entries are at the end, so a file that is cut off has fewer entries than both counts together. Files
of earlier versions count only the sentences.
"""

import re
from collections.abc import Mapping, Sequence

import polib

from enregard.errors import EnregardError
from enregard.messages import _, number

SENTENCES = "X-Enregard-Sentences"
OBSOLETE = "X-Enregard-Obsolete"
_COUNT = re.compile(r"[0-9]{1,7}")  # the largest file has two million entries


def with_counts(
    header: Mapping[str, str], entries: Sequence[polib.POEntry], obsolete: Sequence[polib.POEntry]
) -> dict[str, str]:
    """Return the fields of a header with the numbers of entries; no field counts obsolete ones if absent."""
    counted = {**header, SENTENCES: str(len(entries)), OBSOLETE: str(len(obsolete))}
    if not obsolete:
        del counted[OBSOLETE]
    return counted


def check_counts(po: polib.POFile, content: bytes, label: str) -> None:
    """Raise EnregardError if entries of a PO file are missing, or if a count in its header is damaged."""
    sentences, former = (_count(po, name, content, label) for name in (SENTENCES, OBSOLETE))
    if sentences is None:
        return
    found = len([entry for entry in po if entry.msgid and not (entry.obsolete and former is None)])
    if found < (declared := sentences + (former or 0)):
        raise EnregardError(
            _(
                "only {found} of the {declared} entries counted here are in the file, as if it were half "
                "written; left untouched: complete or restore it, or remove this line if you deleted the "
                "others",
                found=number(found),
                declared=number(declared),
            ),
            path=label,
            line=_line_of(SENTENCES, content),
        )


def check_not_empty(po: polib.POFile, label: str) -> None:
    """Raise EnregardError if a PO file ends before its first entry, unless it says that it has none."""
    if not po and SENTENCES not in po.metadata:
        raise EnregardError(
            _(
                "has no entries; left untouched: restore an earlier version, or delete it to redraft the "
                "article"
            ),
            path=label,
        )


def _count(po: polib.POFile, name: str, content: bytes, label: str) -> int | None:
    """Return the count in the field `name` of the header; None if it is absent."""
    value = po.metadata.get(name, "")
    if not value:
        return None
    if not _COUNT.fullmatch(value):
        what = _(
            "the header is damaged: {name} is not a number of entries; left untouched: remove this line",
            name=name,
        )
        raise EnregardError(what, path=label, line=_line_of(name, content))
    return int(value)


def _line_of(name: str, content: bytes) -> int | None:
    before, found, _ = content.partition(name.encode())
    return before.count(b"\n") + 1 if found else None
