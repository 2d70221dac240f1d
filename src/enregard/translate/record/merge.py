"""Brings the entries of a PO file in line with the sentences that its article has now.

No entry that holds words is dropped: what has no sentence any more becomes obsolete, and is found again.
"""

from difflib import SequenceMatcher

import polib

from enregard.translate.record.comments import with_former

_SIMILAR = 0.6
"""From this ratio of matching characters on (0 to 1), a new sentence is a changed form of a former one."""


def merge(
    before: list[polib.POEntry], kept: list[polib.POEntry], msgids: list[str]
) -> tuple[list[polib.POEntry], list[polib.POEntry]]:
    """The entries of the sentences `msgids`, and those that became or stay obsolete."""
    after: list[polib.POEntry | None] = [None] * len(msgids)
    gone: list[int] = []  # indices in `before`
    near: dict[int, range] = {}  # for a new sentence, the old ones that stood in its place
    for tag, i1, i2, j1, j2 in _differences([entry.msgid for entry in before], msgids):
        if tag == "equal":
            after[j1:j2] = before[i1:i2]
        else:
            gone += range(i1, i2)
            near.update(dict.fromkeys(range(j1, j2), range(i1, i2)))
    _find_again(after, msgids, gone, before, kept)
    for index, msgid in enumerate(msgids):
        if after[index] is None:
            entry = polib.POEntry(msgid=msgid)
            _mention_former(entry, [before[old] for old in near[index] if old in gone])
            after[index] = entry
    entries = [entry for entry in after if entry is not None]
    obsolete = [*kept, *(before[index] for index in gone if _holds_words(before[index]))]
    _prefer_reviewed(entries, obsolete)
    _name_apart(entries, obsolete)
    return entries, obsolete


def _prefer_reviewed(entries: list[polib.POEntry], obsolete: list[polib.POEntry]) -> None:
    """Let a reviewed translation that would be obsolete take the place of a draft of the same sentence."""
    reviewed = {entry.msgid: at for at, entry in enumerate(obsolete) if entry.msgstr and not entry.fuzzy}
    for index, entry in enumerate(entries):
        if (entry.fuzzy or not entry.msgstr) and (at := reviewed.pop(entry.msgid, None)) is not None:
            entries[index], obsolete[at] = obsolete[at], entry
    obsolete[:] = [entry for entry in obsolete if _holds_words(entry)]


def _differences(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    """The runs in which two lists are equal or differ, as SequenceMatcher gives them."""
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


def _find_again(
    after: list[polib.POEntry | None],
    msgids: list[str],
    gone: list[int],
    before: list[polib.POEntry],
    kept: list[polib.POEntry],
) -> None:
    """Give sentences without an entry the one they had elsewhere in the article, or had once."""
    for index, msgid in enumerate(msgids):
        if after[index] is not None:
            continue
        moved = next((old for old in gone if before[old].msgid == msgid), None)
        if moved is not None:
            gone.remove(moved)
            after[index] = before[moved]
            continue
        revived = [entry for entry in kept if entry.msgid == msgid and entry.msgstr]
        if revived:
            entry = min(revived, key=lambda entry: entry.fuzzy)  # a reviewed one before a draft
            kept.remove(entry)
            after[index] = entry


def _mention_former(entry: polib.POEntry, candidates: list[polib.POEntry]) -> None:
    """Note in a new entry the pair that it is the changed form of, if any."""
    ratios = [
        (SequenceMatcher(None, former.msgid, entry.msgid, autojunk=False).ratio(), former)
        for former in candidates
        if former.msgstr
    ]
    ratio, former = max(ratios, key=lambda pair: pair[0], default=(0.0, None))
    if former is not None and ratio >= _SIMILAR:
        entry.previous_msgid = former.msgid
        entry.comment = with_former("", former.msgstr)


def _holds_words(entry: polib.POEntry) -> bool:
    """Whether somebody, or the machine, wrote anything into `entry`."""
    return bool(entry.msgstr or entry.tcomment)


def _name_apart(entries: list[polib.POEntry], obsolete: list[polib.POEntry]) -> None:
    """Give entries of one sentence a context each, the first none, as PO demands."""
    seen: dict[str, int] = {}
    for entry in [*entries, *obsolete]:
        count = seen[entry.msgid] = seen.get(entry.msgid, 0) + 1
        entry.msgctxt = None if count == 1 else str(count)  # type: ignore[assignment]
    for entry in entries:
        entry.obsolete = False
    for entry in obsolete:
        entry.obsolete = True
