"""Use reviewed sentences that left their article in the articles that have them now."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from polib import POEntry

from enregard.article.typography import canonical
from enregard.report import counted
from enregard.translate.markup.placeholders import fixed_words
from enregard.translate.memory.memory import TranslationMemory
from enregard.translate.record.outline import is_reviewed, sentence_id
from enregard.translate.record.record import Record


@dataclass(frozen=True, slots=True)
class Departed:
    """Reviewed entries that left their articles in this run, by sentence and by path of the record."""

    found: dict[int, dict[str, POEntry]] = field(default_factory=dict)
    adopted: set[str] = field(default_factory=set)
    """The sentences that another article has now, with their words."""

    def add(self, label: str, entries: Iterable[POEntry]) -> None:
        """Add reviewed entries that left the article of the record `label`."""
        for entry in entries:
            self.found.setdefault(sentence_id(entry.msgid), {}).setdefault(label, entry)

    def restore(self, record: Record, memory: TranslationMemory) -> str:
        """Enter what left other articles into a record, and return a line that says so, or an empty string.

        A draft is only replaced if nobody uses a reviewed translation of its sentence any more.
        """
        entries = {}
        for index, entry in enumerate(record.entries):
            if not is_reviewed(entry) and (found := self.found.get(sentence_id(entry.msgid))):
                entries[index] = _usable(record, index, found)
        drafts = [record.entries[index].msgid for index in entries if record.entries[index].msgstr]
        in_use = memory.reviewed_in(drafts) if drafts else {}
        for index, found in list(entries.items()):
            if in_use.get(record.entries[index].msgid, set()) - found.keys():
                del entries[index]
        self.adopted.update(
            canonical(record.entries[index].msgid) for index, found in entries.items() if found
        )
        return _adopt(record, entries)


def restore_former(record: Record, memory: TranslationMemory) -> str:
    """Fill gaps with reviewed translations that left their articles earlier and that nobody uses now."""
    gaps = [index for index, entry in enumerate(record.entries) if not entry.msgstr]
    found = memory.departed(record.entries[index].msgid for index in gaps) if gaps else {}
    return _adopt(
        record,
        {
            index: _usable(record, index, found[msgid])
            for index in gaps
            if (msgid := record.entries[index].msgid) in found
        },
    )


def _usable(record: Record, index: int, found: Mapping[str, POEntry]) -> dict[str, POEntry]:
    """Return those entries that another record has of exactly this sentence, with the same code."""
    msgid, text = record.entries[index].msgid, record.sentences[index].text
    fixed = fixed_words(msgid, text)
    return {
        label: entry
        for label, entry in found.items()
        if label != record.label and (entry.msgid == msgid or fixed_words(entry.msgid, text) == fixed)
    }


def _adopt(record: Record, offers: Mapping[int, Mapping[str, POEntry]]) -> str:
    """Enter the offered entries; of several for one sentence, from the record that shares most sentences."""
    shares = Counter(label for offered in offers.values() for label in offered)
    sources: set[str] = set()
    count = 0
    for index, offered in offers.items():
        if offered:
            label = min(offered, key=lambda label: (-shares[label], label))
            record.adopt(index, offered[label])
            sources.add(label)
            count += 1
    if not count:
        return ""
    which = counted(count, "reviewed sentence")
    return f"{record.label} has {which} from {', '.join(sorted(sources))}, where they no longer are"
