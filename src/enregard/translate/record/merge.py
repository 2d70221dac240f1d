"""Match the entries of a PO file to the sentences that its article has now.

No entry with words is dropped. If its sentence is gone, the entry becomes obsolete; if the sentence comes
back, so does the entry.
"""

from difflib import SequenceMatcher

import polib

from enregard.translate.record.comments import with_former

_SIMILAR = 0.6
"""The minimum share of matching characters for a new sentence to count as an edited old one."""


def merge(
    active: list[polib.POEntry], obsolete: list[polib.POEntry], msgids: list[str]
) -> tuple[list[polib.POEntry], list[polib.POEntry]]:
    """Return an entry for each of the sentences `msgids`, and the obsolete entries."""
    merged: list[polib.POEntry | None] = [None] * len(msgids)
    gone: list[int] = []  # indices in `active`
    replaced: dict[int, range] = {}  # for each new sentence, the old ones it replaces
    for tag, i1, i2, j1, j2 in _differences([entry.msgid for entry in active], msgids):
        if tag == "equal":
            merged[j1:j2] = active[i1:i2]
        else:
            gone += range(i1, i2)
            replaced.update(dict.fromkeys(range(j1, j2), range(i1, i2)))
    obsolete = [*obsolete]
    for index, msgid in enumerate(msgids):
        merged[index] = merged[index] or _moved(msgid, gone, active) or _revived(msgid, obsolete)
    entries = [
        entry or _new_entry(msgid, [active[old] for old in replaced[index] if old in gone])
        for index, (msgid, entry) in enumerate(zip(msgids, merged, strict=True))
    ]
    obsolete += (active[index] for index in gone if _has_words(active[index]))
    _prefer_reviewed(entries, obsolete)
    _set_contexts(entries, obsolete)
    return entries, obsolete


def _differences(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Return the runs in which two lists are equal or differ, in the form of SequenceMatcher."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if head == len(old) == len(new):
        return [("equal", 0, head, 0, head)]
    middle = SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail], autojunk=False)
    shifted = [
        (tag, i1 + head, i2 + head, j1 + head, j2 + head) for tag, i1, i2, j1, j2 in middle.get_opcodes()
    ]
    return [
        ("equal", 0, head, 0, head),
        *shifted,
        ("equal", len(old) - tail, len(old), len(new) - tail, len(new)),
    ]


def _moved(msgid: str, gone: list[int], active: list[polib.POEntry]) -> polib.POEntry | None:
    """Take the entry of a sentence that was elsewhere in the article."""
    at = next((at for at, old in enumerate(gone) if active[old].msgid == msgid), None)
    return None if at is None else active[gone.pop(at)]


def _revived(msgid: str, obsolete: list[polib.POEntry]) -> polib.POEntry | None:
    """Take the obsolete entry of a sentence, preferably a reviewed one."""
    found = [at for at, entry in enumerate(obsolete) if entry.msgid == msgid and entry.msgstr]
    return obsolete.pop(min(found, key=lambda at: obsolete[at].fuzzy)) if found else None


def _new_entry(msgid: str, replaced: list[polib.POEntry]) -> polib.POEntry:
    """Create an entry. If its sentence was edited, it keeps the old pair, which is one of `replaced`."""
    entry = polib.POEntry(msgid=msgid)
    ratios = [
        (SequenceMatcher(None, former.msgid, msgid, autojunk=False).ratio(), former)
        for former in replaced
        if former.msgstr
    ]
    ratio, former = max(ratios, key=lambda pair: pair[0], default=(0.0, None))
    if former is not None and ratio >= _SIMILAR:
        entry.previous_msgid = former.msgid
        entry.comment = with_former("", former.msgstr)
    return entry


def _prefer_reviewed(entries: list[polib.POEntry], obsolete: list[polib.POEntry]) -> None:
    """Replace drafts with obsolete but reviewed translations of the same sentence."""
    reviewed = {entry.msgid: at for at, entry in enumerate(obsolete) if entry.msgstr and not entry.fuzzy}
    for index, entry in enumerate(entries):
        if (entry.fuzzy or not entry.msgstr) and (at := reviewed.pop(entry.msgid, None)) is not None:
            entries[index], obsolete[at] = obsolete[at], entry
    obsolete[:] = [entry for entry in obsolete if _has_words(entry)]


def _has_words(entry: polib.POEntry) -> bool:
    return bool(entry.msgstr or entry.tcomment)


def _set_contexts(entries: list[polib.POEntry], obsolete: list[polib.POEntry]) -> None:
    """Tell repeated sentences apart by a context, as PO requires: a number, except for the first."""
    seen: dict[str, int] = {}
    for number, entry in enumerate([*entries, *obsolete]):
        count = seen[entry.msgid] = seen.get(entry.msgid, 0) + 1
        entry.msgctxt = None if count == 1 else str(count)  # type: ignore[assignment]
        entry.obsolete = number >= len(entries)
