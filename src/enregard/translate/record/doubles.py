"""Name the entries that are twice in a PO file, as after a merge, if one of them goes out of use."""

from collections.abc import Sequence

import polib

from enregard.errors import EnregardError
from enregard.messages import _


class Doubles:
    """Entries with the same context and sentence in a file, taken before `merge` numbers the contexts."""

    def __init__(self, active: Sequence[polib.POEntry]) -> None:
        groups: dict[tuple[str | None, str], list[polib.POEntry]] = {}
        if len({(entry.msgctxt, entry.msgid) for entry in active}) == len(active):
            active = ()  # nearly always
        for entry in active:
            groups.setdefault((entry.msgctxt, entry.msgid), []).append(entry)
        self._groups = [group for group in groups.values() if len(group) > 1]

    def unused(self, obsolete: Sequence[polib.POEntry], label: str) -> list[EnregardError]:
        """Return an error for each that is now `obsolete`, but says something else than the one in use."""
        gone = set(map(id, obsolete)) if self._groups else set()
        return [
            EnregardError(
                _(
                    "'{sentence}' is also in line {line}, with the translation that is used; this one is "
                    "kept at the end of the file: if it is the better one, copy it",
                    sentence=shortened(entry.msgid),
                    line=used.linenum,
                ),
                path=label,
                line=entry.linenum,
            )
            for group in self._groups
            for used in [entry for entry in group if id(entry) not in gone][:1]
            for entry in group
            if id(entry) in gone and entry.msgstr != used.msgstr
        ]


def shortened(string: str) -> str:
    """Return a sentence for messages: on one line, at most 40 characters."""
    words = " ".join(string.split())
    return words if len(words) <= 40 else words[:39] + "…"
