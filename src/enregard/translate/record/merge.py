"""Match the entries of a PO file to the sentences that its article has now.

A sentence stays the same if only its typography changed, or a line break, note or picture at one of its ends:
its entry gets the new form as its `msgid`.
No entry with words is dropped. If its sentence is gone, the entry becomes obsolete; if the sentence comes
back, so does the entry.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import polib

from enregard.article.article import Text
from enregard.article.typography import canonical
from enregard.translate.markup.placeholders import (
    fixed_words,
    with_edges,
    with_placeholders,
    without_edges,
)
from enregard.translate.record.comments import (
    is_with_before,
    lasting,
    with_former,
    with_joined_of,
    with_note_of,
)
from enregard.translate.record.differences import Similarity, differences

_SIMILAR = 0.6
"""The minimum share of matching characters for a new sentence to count as an edited old one."""

_MOST_REPLACED = 50
"""How many old sentences on each side of its place a new one is compared with."""

_Key = Callable[[str], str]
"""Returns a form of a `msgid`; two entries with the same form belong to the same sentence."""


def merge(
    active: list[polib.POEntry], obsolete: list[polib.POEntry], texts: Sequence[Text]
) -> tuple[list[polib.POEntry], list[polib.POEntry]]:
    """Return an entry for each of the sentences `texts`, and the obsolete entries."""
    msgids = [with_placeholders(text) for text in texts]
    key = _Typography(texts, msgids)
    merged: list[polib.POEntry | None] = [None] * len(msgids)
    gone: dict[int, polib.POEntry] = {}  # by index in `active`
    replaced: dict[int, range] = {}  # for each new sentence, the old ones it replaces
    for tag, i1, i2, j1, j2 in _differences([entry.msgid for entry in active], msgids, key):
        if tag == "equal":
            merged[j1:j2] = active[i1:i2]
        else:
            gone |= zip(range(i1, i2), active[i1:i2], strict=True)
            replaced |= {j: _nearest(i1, i2, (j - j1) / (j2 - j1)) for j in range(j1, j2)}
    unused = dict(enumerate(obsolete))
    for pool in (gone, unused):  # sentences that were elsewhere in the article, then those that come back
        for form in (str, key, without_edges):
            _take(merged, msgids, pool, form, only_translated=pool is unused)
    entries = [
        entry or _new_entry(msgid, [gone[old] for old in replaced[index] if old in gone])
        for index, (msgid, entry) in enumerate(zip(msgids, merged, strict=True))
    ]
    obsolete = [*unused.values(), *filter(_has_words, gone.values())]
    _prefer_reviewed(entries, obsolete, key)
    for entry, msgid in zip(entries, msgids, strict=True):
        if entry.msgid != msgid and entry.msgstr and without_edges(entry.msgid) == without_edges(msgid):
            entry.msgstr = with_edges(entry.msgstr, entry.msgid, msgid)
        entry.msgid = msgid
    _set_contexts(entries, obsolete)
    return entries, obsolete


class _Typography:
    """The key that leaves out typography, but not that of code and other words that must stay."""

    def __init__(self, texts: Sequence[Text], msgids: Sequence[str]) -> None:
        self._texts = texts
        self._msgids = msgids
        self._forms: dict[str, str] = {}

    def __call__(self, msgid: str) -> str:
        if (form := self._forms.get(msgid)) is None:
            form = canonical(msgid)
            if (text := self._with_code.get(form)) is not None:
                form = "\n".join([form, *fixed_words(msgid, text)])
            self._forms[msgid] = form
        return form

    @cached_property
    def _with_code(self) -> dict[str, Text]:
        found = ((text, msgid) for text, msgid in zip(self._texts, self._msgids, strict=True) if text.marks)
        return {canonical(msgid): text for text, msgid in found if fixed_words(msgid, text)}


def _differences(old: list[str], new: list[str], key: _Key) -> list[tuple[str, int, int, int, int]]:
    """Return the runs in which two lists are the same or differ, in the form of SequenceMatcher."""
    if old == new:
        return [("equal", 0, len(old), 0, len(new))]
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    form = _distinct(old, new, key)
    before = [form(msgid) for msgid in old[head : len(old) - tail]]
    after = [form(msgid) for msgid in new[head : len(new) - tail]]
    shifted = [
        (tag, i1 + head, i2 + head, j1 + head, j2 + head)
        for tag, i1, i2, j1, j2 in differences(before, after)
    ]
    return [
        ("equal", 0, head, 0, head),
        *shifted,
        ("equal", len(old) - tail, len(old), len(new) - tail, len(new)),
    ]


def _distinct(old: Iterable[str], new: Iterable[str], key: _Key) -> _Key:
    """Return `key`, but only for sentences that share it with no other one of their list."""
    several = set()
    for msgids in (old, new):
        keys = [key(msgid) for msgid in dict.fromkeys(msgids)]
        several |= {form for form, count in Counter(keys).items() if count > 1}
    return lambda msgid: f"={msgid}" if (form := key(msgid)) in several else f"~{form}"


def _take(
    merged: list[polib.POEntry | None],
    msgids: Sequence[str],
    pool: dict[int, polib.POEntry],
    key: _Key,
    *,
    only_translated: bool,
) -> None:
    """Take an entry from `pool` for each sentence without one, preferably a reviewed one."""
    if not pool or all(merged):
        return
    found: defaultdict[str, deque[int]] = defaultdict(deque)
    for at, entry in sorted(pool.items(), key=lambda item: only_translated and item[1].fuzzy):
        if entry.msgstr or not only_translated:
            found[key(entry.msgid)].append(at)
    for index, msgid in enumerate(msgids):
        if merged[index] is None and (places := found.get(key(msgid))):
            merged[index] = pool.pop(places.popleft())


def _nearest(start: int, end: int, share: float) -> range:
    """Return the numbers from `start` to `end`, or if there are many, those around `share` of the way."""
    middle = start + round(share * (end - start))
    return range(max(start, middle - _MOST_REPLACED), min(end, middle + _MOST_REPLACED))


def _new_entry(msgid: str, replaced: list[polib.POEntry]) -> polib.POEntry:
    """Create an entry. If its sentence was edited, it keeps the old pair, one of `replaced`, and its note.

    It also stays joined with the next sentence.
    """
    entry = polib.POEntry(msgid=msgid)
    similarity = Similarity(msgid)
    best, most = None, _SIMILAR
    for former in replaced:
        has_words = former.msgstr or is_with_before(former.comment)
        ratio = similarity.ratio(former.msgid, most) if has_words else 0.0
        if ratio > most or (ratio == most and best is None):
            best, most = former, ratio
    if best is not None:
        if best.msgstr:
            entry.previous_msgid = best.msgid
            entry.comment = with_former("", best.msgstr)
        entry.tcomment = with_joined_of(with_note_of("", best.tcomment), best.tcomment)
    return entry


def _prefer_reviewed(entries: list[polib.POEntry], obsolete: list[polib.POEntry], key: _Key) -> None:
    """Replace drafts with obsolete but reviewed translations of the same sentence."""
    if not obsolete:
        return
    reviewed = {at: entry for at, entry in enumerate(obsolete) if entry.msgstr and not entry.fuzzy}
    drafts = [at for at, entry in enumerate(entries) if entry.fuzzy or not entry.msgstr] if reviewed else []
    unused: set[int] = set()
    for form in (str, key, without_edges):
        places = {form(entry.msgid): at for at, entry in reviewed.items()} if drafts else {}
        for index in drafts:
            if (at := places.pop(form(entries[index].msgid), None)) is not None:
                entries[index], obsolete[at] = reviewed.pop(at), entries[index]
                entries[index].tcomment = with_note_of(entries[index].tcomment, obsolete[at].tcomment)
                if not _has_words(obsolete[at]):
                    unused.add(id(obsolete[at]))
        drafts = [index for index in drafts if entries[index].fuzzy or not entries[index].msgstr]
    obsolete[:] = [entry for entry in obsolete if id(entry) not in unused]


def _has_words(entry: polib.POEntry) -> bool:
    return bool(entry.msgstr or entry.tcomment or lasting(entry.comment))


def _set_contexts(entries: list[polib.POEntry], obsolete: list[polib.POEntry]) -> None:
    """Tell repeated sentences apart by a context, as PO requires: a number, except for the first."""
    seen: dict[str, int] = {}
    for number, entry in enumerate([*entries, *obsolete]):
        count = seen[entry.msgid] = seen.get(entry.msgid, 0) + 1
        entry.msgctxt = None if count == 1 else str(count)  # type: ignore[assignment]
        entry.obsolete = number >= len(entries)
