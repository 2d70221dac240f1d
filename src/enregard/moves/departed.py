"""Use reviewed sentences that left their article in the articles that have them now."""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

from polib import POEntry

from enregard.article.typography import canonical
from enregard.report import counted
from enregard.translate.markup.placeholders import fixed_words
from enregard.translate.memory.memory import TranslationMemory
from enregard.translate.record.outline import is_reviewed, sentence_id
from enregard.translate.record.record import Record

Found = Mapping[str, POEntry]
"""Reviewed entries of one sentence, by the PO file that they are in."""


@dataclass(frozen=True, slots=True)
class Departed:
    """Reviewed entries that left their articles in this run, and those of articles that are gone."""

    left: dict[int, dict[str, POEntry]] = field(default_factory=dict)
    orphaned: dict[int, dict[str, POEntry]] = field(default_factory=dict)
    adopted: set[str] = field(default_factory=set)
    """The sentences, in canonical form, that another article has now, with their words."""

    @property
    def ids(self) -> Set[int]:
        """The sentences."""
        return self.left.keys() | self.orphaned.keys()

    def add(self, label: str, entries: Iterable[POEntry], *, orphan: bool) -> None:
        """Add reviewed entries from the record `label`, perhaps an orphan."""
        pool = self.orphaned if orphan else self.left
        for entry in entries:
            pool.setdefault(sentence_id(entry.msgid), {}).setdefault(label, entry)

    def restore(self, record: Record, arrived: Set[int], memory: TranslationMemory) -> str:
        """Enter what left other articles into a record, and return a line that says so, or an empty string.

        A sentence that has just `arrived` takes what has just left another article. A draft that was there
        before is only replaced if nobody uses a reviewed translation of its sentence any more.
        """
        offers: dict[int, Found] = {}
        standing: dict[int, Found] = {}
        for index, entry in _unreviewed(record):
            one = sentence_id(entry.msgid)
            found = _usable(record, index, self.left.get(one, {}))
            if found and (one in arrived or not entry.msgstr):
                offers[index] = found
            elif one not in arrived:
                standing[index] = found or _usable(record, index, self.orphaned.get(one, {}))
        standing = {index: found for index, found in standing.items() if found}
        in_use = memory.reviewed_in(record.entries[index].msgid for index in standing) if standing else {}
        for index, found in standing.items():
            if not in_use.get(record.entries[index].msgid, set()) - found.keys():
                offers[index] = found
        self.adopted.update(canonical(record.entries[index].msgid) for index in offers)
        return _adopt(record, offers)


def restore_former(record: Record, arrived: Set[int], memory: TranslationMemory) -> str:
    """Fill gaps, and sentences that have just `arrived`, with what left other articles at any time.

    This is only for sentences of which nobody uses a reviewed translation.
    """
    wanted = {
        index: entry.msgid
        for index, entry in _unreviewed(record)
        if not entry.msgstr or sentence_id(entry.msgid) in arrived
    }
    found = memory.departed(wanted.values()) if wanted else {}
    offers = {index: _usable(record, index, found.get(msgid, {})) for index, msgid in wanted.items()}
    return _adopt(record, {index: offered for index, offered in offers.items() if offered})


def _unreviewed(record: Record) -> list[tuple[int, POEntry]]:
    return [(index, entry) for index, entry in enumerate(record.entries) if not is_reviewed(entry)]


def _usable(record: Record, index: int, found: Found) -> Found:
    """Return those entries that another record has of exactly this sentence, with the same code."""
    msgid, text = record.entries[index].msgid, record.sentences[index].text
    fixed = fixed_words(msgid, text)
    return {
        label: entry
        for label, entry in found.items()
        if label != record.label and (entry.msgid == msgid or fixed_words(entry.msgid, text) == fixed)
    }


def _adopt(record: Record, offers: Mapping[int, Found]) -> str:
    """Enter the offered entries; of several for one sentence, from the record that shares most sentences."""
    if not offers:
        return ""
    shares = Counter(label for offered in offers.values() for label in offered)
    sources = set()
    for index, offered in offers.items():
        label = min(offered, key=lambda label: (-shares[label], label))
        record.adopt(index, offered[label])
        sources.add(label)
    which = counted(len(offers), "reviewed sentence")
    return f"{record.label} has {which} from {', '.join(sorted(sources))}, where they no longer are"
