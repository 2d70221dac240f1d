"""Outline an article or a record by its sentences, to find out what belongs together."""

from array import array
from collections.abc import Callable, Collection, Iterable, Sequence, Set
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from zlib import crc32

from polib import POEntry

from enregard.article.typography import canonical, skeletons
from enregard.system.files import resolve_inside
from enregard.translate.markup.placeholders import is_untranslated
from enregard.translate.record.po import parse_po, read_bytes
from enregard.translate.record.record import Record

NO_SENTENCES: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Outline:
    """The IDs of a record's sentences: those of its article when it was written, and those gone by then."""

    active: frozenset[int]
    obsolete: frozenset[int] = NO_SENTENCES


def sentence_id(msgid: str) -> int:
    """Return a number that two sentences share if only their typography differs."""
    form = canonical(msgid).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(form, digest_size=8).digest())


def ids_of(record: Record) -> frozenset[int]:
    """Return the sentences that the article of `record` has now."""
    return frozenset(sentence_id(entry.msgid) for entry in record.every())


def outline_of(record: Record) -> Outline:
    """Outline an opened record as its file is."""
    active = frozenset(map(sentence_id, record.found))
    others = [*record.obsolete, *(entry for entry in record.every() if entry.msgstr)]
    return Outline(active, frozenset(sentence_id(entry.msgid) for entry in others) - active)


def is_settled(record: Record) -> bool:
    """Return whether the record has exactly the sentences of its article, all translated."""
    return not record.missing() and (not record.changed or ids_of(record) == outline_of(record).active)


def read_outline(path: Path, label: str) -> Outline:
    """Outline the PO file at `path`. Raises EnregardError as open_record does."""
    po = read_entries(path, label)
    active = frozenset(sentence_id(entry.msgid) for entry in po if not entry.obsolete)
    return Outline(active, frozenset(sentence_id(entry.msgid) for entry in po) - active)


def read_reviewed(path: Path, label: str, ids: Collection[int]) -> list[POEntry]:
    """Return the reviewed entries of a PO file, active when it was written, of the sentences `ids`.

    Raises EnregardError as open_record does.
    """
    return [
        entry
        for entry in read_entries(path, label)
        if is_reviewed(entry) and not entry.obsolete and sentence_id(entry.msgid) in ids
    ]


def is_reviewed(entry: POEntry) -> bool:
    """Return whether a person approved the translation in `entry`."""
    return not entry.fuzzy and not is_untranslated(entry.msgstr, entry.msgid)


def drafts_in(entries: Iterable[POEntry]) -> bytes:
    """Hash the sentences with a draft, for `draft_finder`: 4 bytes each."""
    msgids = [entry.msgid for entry in entries if entry.msgstr and entry.fuzzy]
    return array("I", map(crc32, skeletons(msgids))).tobytes()


def has_departed(record: Record) -> bool:
    """Return whether `record` has reviewed translations of sentences that left its article."""
    return any(map(is_reviewed, record.obsolete))


def draft_finder(msgids: Set[str]) -> Callable[[bytes], bool]:
    """Return what tells whether a record may have a draft of one of `msgids`, from its `drafts_in`.

    It may be wrong that it has one, never that it has none, however the sentence is typeset.
    """
    wanted = frozenset(map(crc32, skeletons([*msgids])))
    return lambda drafts: not wanted.isdisjoint(array("I", drafts))


def read_entries(path: Path, label: str) -> Sequence[POEntry]:
    """Read the entries of the PO file at `path`. Raises EnregardError as open_record does."""
    po = parse_po(read_bytes(resolve_inside(path, label), label), label)
    return po if po is not None else ()
