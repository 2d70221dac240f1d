"""Use reviewed sentences that left their article in the articles that have them now."""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from polib import POEntry

from enregard.article.typography import canonical
from enregard.messages import _, ngettext
from enregard.translate.markup.placeholders import fixed_words
from enregard.translate.record.comments import is_as_reviewed, joined_with
from enregard.translate.record.outline import is_reviewed, sentence_id
from enregard.translate.record.record import Record

if TYPE_CHECKING:
    from enregard.translate.memory.memory import TranslationMemory

Found = Mapping[str, POEntry]
"""Reviewed entries of one sentence, by the PO file that they are in."""


@dataclass(frozen=True, slots=True)
class Departed:
    """Reviewed entries that left their articles in this run, by the ID of the sentence."""

    left: dict[int, dict[str, POEntry]] = field(default_factory=dict)
    adopted: set[str] = field(default_factory=set)
    """The sentences, in canonical form, that another article has now, with their words."""

    def add(self, label: str, entries: Iterable[POEntry]) -> None:
        """Add reviewed entries that left the article of the record `label`."""
        for entry in entries:
            self.left.setdefault(sentence_id(entry.msgid), {}).setdefault(label, entry)

    def sentences(self) -> set[str]:
        """Return the sentences of these entries."""
        return {entry.msgid for found in self.left.values() for entry in found.values()}

    def restore(self, record: Record, arrived: Set[int], memory: "TranslationMemory") -> str:
        """Enter what left other articles into a record, and return a line that says so, or an empty string.

        A sentence that has just `arrived` takes what has just left another article. Otherwise, gaps and
        drafts are only filled if nobody uses a reviewed translation of the sentence any more.
        """
        unreviewed = {at: entry for at, entry in enumerate(record.entries) if not is_reviewed(entry)}
        if not unreviewed:
            return ""
        offers: dict[int, Found] = {}
        former = memory.departed(entry.msgid for entry in unreviewed.values())
        left = {at: self.left.get(sentence_id(entry.msgid), {}) for at, entry in unreviewed.items()}
        in_use = memory.reviewed_in(unreviewed[at].msgid for at, found in left.items() if found)
        for at, entry in unreviewed.items():
            found = _usable(record, at, left[at])
            has_arrived = not entry.msgstr or sentence_id(entry.msgid) in arrived
            if found and not has_arrived and in_use.get(entry.msgid, set()) - found.keys():
                found = {}
            found = found or _usable(record, at, former.get(entry.msgid, {}))
            found = {label: one for label, one in found.items() if not _was_rejected(entry, one)}
            if found:
                offers[at] = found
        self.adopted.update(canonical(unreviewed[at].msgid) for at in offers)
        return _adopt(record, offers)


def _was_rejected(entry: POEntry, reviewed: POEntry) -> bool:
    """Return whether a person made a draft of the same words, which had been reviewed.

    A draft that was obsolete for a while has lost the comment that says where its words are from.
    """
    return entry.msgstr == reviewed.msgstr and bool(entry.comment) and not is_as_reviewed(entry.comment)


def _usable(record: Record, index: int, found: Found) -> Found:
    """Return those entries that another record has of exactly this sentence, with the same code.

    One that also answers the sentences after it, which it names, is only usable if they follow here too.
    """
    msgid, sentence = record.entries[index].msgid, record.sentences[index]
    text, parts = sentence.text, sentence.parts
    fixed = fixed_words(msgid, text)
    return {
        label: entry
        for label, entry in found.items()
        if label != record.label and (entry.msgid == msgid or fixed_words(entry.msgid, text) == fixed)
        if (record.chain(index, rest) if (rest := joined_with(entry.tcomment)) else not parts)
    }


def _adopt(record: Record, offers: Mapping[int, Found]) -> str:
    """Enter the offered entries; of several for one sentence, from the record that shares most sentences."""
    if not offers:
        return ""
    shares = Counter(label for offered in offers.values() for label in offered)
    sources = set()
    is_joined = False
    for index, offered in offers.items():
        label = min(offered, key=lambda label: (-shares[label], label))
        record.adopt(index, offered[label])
        sources.add(label)
        if rest := joined_with(offered[label].tcomment):
            record.join(record.chain(index, rest))
            is_joined = True
    if is_joined:
        record.regroup()
    which = ngettext("{count} reviewed sentence", "{count} reviewed sentences", len(offers))
    return _(
        "{label} has {which} from {sources}, where they no longer are",
        label=record.label,
        which=which,
        sources=", ".join(sorted(sources)),
    )
