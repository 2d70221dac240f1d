"""Find the sentences that one translation answers together: `# joined with the next`, at each but the last.

The translation is in the entry of the first sentence. Those of the others have none, and the program records
their French at the first. So it notices when that changes, and other programs see what the English answers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polib

from enregard.article.article import Finding, Sentence
from enregard.article.edits import join_texts
from enregard.article.typography import canonical, skeletons
from enregard.translate.markup.placeholders import highest, renumbered, with_placeholders
from enregard.translate.record.comments import (
    is_machine_draft,
    is_with_before,
    joined_with,
    with_before,
    with_former,
    with_joined,
    without_before,
    without_draft,
)

JOINED = "joined"
"""Kind of finding: sentences cannot be joined as a comment says, or words are left out."""

_QUOTED = 200  # characters of a translation in a finding
_MOST_TRIES = 5
"""Sentences may have no consonants, so that several numbers of them look like what is wanted."""


@dataclass(frozen=True, slots=True)
class Joins:
    """The sentences of a record that are joined: for each chain, its places, first to last.

    `strays` are the places of sentences that no sentence follows with which they could be joined. `changed`
    is true if a comment or a state in the entries had to be brought up to date.
    """

    chains: Sequence[Sequence[int]] = ()
    strays: frozenset[int] = frozenset()
    changed: bool = False


def may_have_joins(content: bytes) -> bool:
    """Return whether a PO file may say that sentences are joined. Nearly none does."""
    return b"oined with the next" in content or b"ranslated with the sentence before" in content


def mark_of(entry: polib.POEntry) -> str | None:
    """Return what `joined_with` finds in either comment of an entry: some programs only write `#.`."""
    mark = joined_with(entry.tcomment)
    return joined_with(entry.comment) if mark is None else mark


def source_of(entry: polib.POEntry) -> str:
    """Return the French that the translation in an entry answers, as recorded, with placeholders."""
    rest = joined_with(entry.tcomment) if entry.tcomment else None
    return f"{entry.msgid} {rest}" if rest else entry.msgid


def joined_sources(entries: Sequence[polib.POEntry]) -> dict[int, str]:
    """Return the French that each of `entries` answers together with others, by its index.

    If an entry does not say it, it is the French of the entries after it.
    """
    found: dict[int, str] = {}
    marks = [mark_of(entry) for entry in entries]
    ends = iter(range(len(entries)))
    for at in ends:
        if (mark := marks[at]) is None:
            continue
        french, number = [entries[at].msgid], highest(entries[at].msgid)
        last = at
        while marks[last] is not None and last + 1 < len(entries) and not entries[last + 1].obsolete:
            last = next(ends)
            french.append(renumbered(entries[last].msgid, number))
            number += highest(entries[last].msgid)
        if mark or last > at:
            found[at] = f"{entries[at].msgid} {mark}" if mark else " ".join(french)
    return found


def join_sentences(sentences: Sequence[Sentence]) -> Sentence:
    """Join sentences to one; the placeholders of the later ones count on."""
    parts = tuple(part for sentence in sentences for part in sentence.parts or (sentence,))
    return Sentence(join_texts(part.text for part in parts), parts[0].line, parts)


def rest_of(sentences: Sequence[Sentence]) -> str:
    """Return all joined sentences but the first, with placeholders as they are in the translation."""
    first, *others = (sentence.text for sentence in sentences)
    return with_placeholders(join_texts([first, *others]))[len(with_placeholders(first)) + 1 :]


def starts(sentences: Iterable[Sentence], french: str) -> int:
    """Return how many of `sentences`, after a first one, say `french`; 0 if they say something else.

    The placeholders in `french` count on from those of the first.
    """
    wanted = skeletons([french])[0]
    found: list[Sentence] = []
    length = marks = tries = 0
    for sentence in sentences:
        if found:
            words = renumbered(with_placeholders(sentence.text), marks)
            length += len(skeletons([words])[0])
        marks += len(sentence.text.marks)
        found.append(sentence)
        if length > len(wanted):
            break
        if length == len(wanted) and len(found) > 1:
            if canonical(rest_of(found)) == canonical(french):
                return len(found) - 1
            tries += 1
            if tries == _MOST_TRIES:
                break
    return 0


def following(places: Iterable[int], blocks: Sequence[int]) -> dict[int, int]:
    """Map each of `places` to the next one in its block, if there is one."""
    after: dict[int, int] = {}
    last: dict[int, int] = {}
    for place, block in enumerate(blocks):
        if block in last:
            after[last[block]] = place
        last[block] = place
    return {place: after[place] for place in places if place in after}


def find_joins(
    entries: Sequence[polib.POEntry], sentences: Sequence[Sentence], blocks: Sequence[int]
) -> Joins:
    """Find the chains in `entries`, and bring their comments and states up to date.

    `blocks` has a number for each entry; those with one number follow each other in a block of the article.
    If the French of a chain has changed since its translation was reviewed, that becomes a draft.
    """
    marked = [place for place, entry in enumerate(entries) if mark_of(entry) is not None]
    after = following(marked, blocks)
    chains: dict[int, list[int]] = {}  # by the last place
    for place in marked:
        if place in after:
            chain = chains[after[place]] = chains.pop(place, [place])
            chain.append(after[place])
    strays = frozenset(place for place in marked if place not in after)
    changed = False
    covered = {place for chain in chains.values() for place in chain[1:]}
    for chain in chains.values():
        changed |= _update(entries[chain[0]], rest_of([sentences[it] for it in chain]))
        for place in chain[1:-1]:  # only the first has the French of all: else it would be there many times
            changed |= _mark(entries[place], "")
        for place in chain[1:]:
            changed |= _cover(entries[place])
    for place in strays:
        changed |= _mark(entries[place], "") if place in covered else _update(entries[place], "")
    for place, entry in enumerate(entries):
        if place not in covered and is_with_before(entry.comment):
            entry.comment = without_before(entry.comment)
            changed = True
    return Joins(sorted(chains.values()), strays, changed)


def _update(entry: polib.POEntry, rest: str) -> bool:
    """Record the French that follows a sentence, and return whether its entry changed.

    If other French followed before, reviewed words become a draft, and the model's are to be drafted again.
    """
    known, french = mark_of(entry), " ".join(rest.split())
    if known and entry.msgstr and canonical(known) != canonical(french):
        entry.previous_msgid = f"{entry.msgid} {known}"
        if entry.fuzzy and is_machine_draft(entry.comment):
            entry.comment = with_former(without_draft(entry.comment), entry.msgstr)
            entry.msgstr, entry.flags = "", [flag for flag in entry.flags if flag != "fuzzy"]
        elif not entry.fuzzy:
            entry.comment = without_draft(entry.comment)
            entry.flags.append("fuzzy")
    return _mark(entry, french)


def _mark(entry: polib.POEntry, french: str) -> bool:
    if joined_with(entry.tcomment) == french:
        return False
    entry.tcomment = with_joined(entry.tcomment, french)
    entry.comment = with_joined(entry.comment, None)
    return True


def _cover(entry: polib.POEntry) -> bool:
    """Make an entry one whose sentence another translation answers; its own draft becomes a comment.

    Returns whether the entry changed. What a person reviewed stays.
    """
    is_reviewed = bool(entry.msgstr) and not entry.fuzzy
    if is_with_before(entry.comment) and (is_reviewed or not (entry.msgstr or entry.fuzzy)):
        return False
    if is_reviewed:
        entry.comment = with_before(entry.comment)
        return True
    entry.comment = with_before(entry.comment, entry.msgstr)
    entry.msgstr = ""
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None
    return True


def join_findings(entries: Sequence[polib.POEntry], is_stray: bool) -> tuple[Finding, ...]:
    """Return what is wrong with a chain; `is_stray` if its last entry is to be joined with nothing."""
    found = (
        [Finding(JOINED, "no sentence follows in the same paragraph to be joined with")] if is_stray else []
    )
    for entry in entries[1:]:
        if entry.msgstr:
            words = " ".join(entry.msgstr.split())
            words = words if len(words) <= _QUOTED else words[: _QUOTED - 1].rstrip() + "…"
            found.append(Finding(JOINED, f"“{words}” is left out: it translates a joined sentence by itself"))
    return tuple(found)
