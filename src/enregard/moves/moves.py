"""Let reviewed translations follow their sentences when articles are renamed, split, merged or cut.

A record moves with its article as a whole. Reviewed sentences that left their article go one by one to the
articles that have them now. See docs/decisions/0014-articles-that-move.md.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from enregard.errors import EnregardError
from enregard.messages import _
from enregard.moves.departed import Departed
from enregard.moves.orphans import find_orphans, memory_of, orphan_notes, read_orphans
from enregard.moves.relocation import Relocation, relocate
from enregard.publication.publication import Publication
from enregard.report import Report
from enregard.translate.record.outline import (
    NO_SENTENCES,
    Outline,
    has_departed,
    ids_of,
    is_settled,
    outline_of,
    read_reviewed,
    sentence_id,
)
from enregard.translate.record.record import Record, open_record, save_record
from enregard.translate.segment.facing import Segmented

if TYPE_CHECKING:
    from enregard.translate.memory.memory import TranslationMemory

_KEPT = 256  # opened articles in memory; others are read again

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Opened(Generic[Item]):
    """An article with its record, None if there is no file yet, and the `item` that its reader wants back."""

    item: Item
    segmented: Segmented
    record: Record | None

    @property
    def path(self) -> str:
        """The path of the record below `translate/`."""
        return str(self.segmented.article.path.with_suffix(".po"))


@dataclass(frozen=True, slots=True)
class Reader(Generic[Item]):
    """How to read articles again, given their seeds."""

    one: Callable[[str], Opened[Item] | None]
    """Opens an article; None, and a report, if it is now unreadable."""
    many: Callable[[Sequence[str]], Iterable[Opened[Item]]]
    """Opens those of several articles that need something."""
    with_drafts: Callable[[Set[str]], Iterable[str]]
    """Returns the seeds, of the articles that are not opened, that may have a draft of these sentences."""
    departed: Callable[[], bool]
    """Returns whether a record of these articles has reviewed sentences that the article no longer has."""


class Moves(Generic[Item]):
    """What moves in one run, among the articles in `seeds`. A context manager.

    `gone` are the seeds that disappeared since the last run; None if that is unknown. Unless `always`,
    nothing moves if the sentences of all articles are those of their records.
    """

    def __init__(
        self,
        publication: Publication,
        seeds: Sequence[str],
        report: Report,
        *,
        gone: Iterable[str] | None = None,
        always: bool = True,
    ) -> None:
        self._publication = publication
        self._seeds = seeds
        self._report = report
        self._always = always
        self._gone = None if gone is None else {_record_of(seed) for seed in gone}
        # by the path of the record:
        self._names: dict[str, str] = {}  # the seeds of articles that wait
        self._articles: dict[str, frozenset[int]] = {}  # their sentences
        self._outlines: dict[str, Outline] = {}  # the records of these articles
        self._kept: dict[str, Opened[Item]] = {}
        self._arrived: dict[str, frozenset[int]] = {}  # sentences that the record did not have
        self._departed = Departed()
        self._looked_up = False
        self._has_departed = False  # whether an opened record has sentences that left its article

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if "memory" in self.__dict__:
            self.memory.__exit__(*error)

    @cached_property
    def memory(self) -> "TranslationMemory":
        """The reviewed translations of the publication."""
        return memory_of(self._publication, self._seeds)

    @cached_property
    def _orphans(self) -> set[str]:
        return find_orphans(self._publication, self._seeds)

    def settled(
        self, articles: Iterable[Opened[Item]], reader: Reader[Item]
    ) -> Iterator[tuple[Item, Record]]:
        """Yield each of `articles` with its record, after everything moved to where it belongs.

        Articles that have a record must come first. Those whose sentences are not those of the record wait
        until all are known, and so do new ones, unless nothing can move there.
        """
        for article in articles:
            self._has_departed |= article.record is not None and has_departed(article.record)
            if article.record is None and not self._names and not self._orphans:
                yield article.item, self._completed(article)
            elif article.record is not None and is_settled(article.record):
                yield article.item, article.record
            else:
                self._wait(article)
        if not self._names and not self._always:
            return
        done = self._move()
        self._restore(reader, done)
        self._report_orphans(done)
        names = {path: seed for path, seed in self._names.items() if path not in done.failed}
        for path in [path for path in names if path in self._kept]:
            del names[path]
            kept = self._kept.pop(path)
            yield kept.item, self._completed(kept)
        if names:
            for article in reader.many(list(names.values())):
                yield article.item, self._completed(article)

    def lookup(self, msgids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Look up reviewed translations in the records as they are after everything moved."""
        if not self._looked_up:
            self._looked_up = True
            self.memory.refresh(self._names)
        return self.memory.lookup(msgids)

    def _completed(self, article: Opened[Item]) -> Record:
        """Return the record of an article, with what left others."""
        record = article.record or self._new_record(article)
        arrived = self._arrived.get(article.path, NO_SENTENCES)
        if note := self._departed.restore(record, arrived, self.memory):
            self._report.note(note)
        return record

    def _new_record(self, article: Opened[Item]) -> Record:
        path, it = article.path, article.segmented.article
        file, label = self._publication.record_path(path), f"translate/{path}"
        segmented = article.segmented
        return open_record(file, label, segmented.sentences(), f"seeds/{it.path}", it.slug, segmented.blocks)

    def _report_orphans(self, done: Relocation) -> None:
        orphans = list(read_orphans(self._publication, self._fresh_orphans(done), self._note_unreadable))
        if any(orphan.reviewed for orphan in orphans):
            msgids = {msgid for orphan in orphans for msgid in orphan.reviewed}
            used = self._departed.adopted | self.memory.reviewed_in(msgids).keys()
            waiting = frozenset[int]().union(*self._articles.values())
            used |= {msgid for msgid in msgids if sentence_id(msgid) in waiting}
            for note in orphan_notes(orphans, used):
                self._report.note(note)

    def _note_unreadable(self, error: EnregardError) -> None:
        what = _("no seed has its name: if you renamed one, fix it and move it there")
        self._report.note(f"{error}; {what}")

    def _wait(self, article: Opened[Item]) -> None:
        path, record = article.path, article.record
        self._names[path] = str(article.segmented.article.path)
        self._articles[path] = ids_of(record or self._new_record(article))
        if record is not None:
            self._outlines[path] = outline_of(record)
        self._keep(article)

    def _keep(self, article: Opened[Item]) -> None:
        if len(self._kept) < _KEPT:
            self._kept[article.path] = article

    def _move(self) -> Relocation:
        """Rename the records that belong to other articles, and find out what left its article."""
        done = relocate(self._publication, self._articles, self._outlines, self._orphans)
        for error in done.errors:
            self._report.problem(error)
        for note in done.notes():
            self._report.note(note)
        for path in done.touched & self._kept.keys():
            del self._kept[path]
        for path in self._articles.keys() - done.failed:
            active = done.outlines[path].active if path in done.outlines else NO_SENTENCES
            self._arrived[path] = self._articles[path] - active
            self._depart(path, active - self._articles[path])
        return done

    def _fresh_orphans(self, done: Relocation) -> list[str]:
        """Return the orphans that an earlier run did not know."""
        if self._gone is None:
            return sorted(done.orphans)
        return sorted(done.orphans & (self._gone | done.touched))

    def _depart(self, path: str, ids: Collection[int]) -> None:
        """Remember the reviewed sentences `ids` of a record as gone from its article."""
        if ids:
            with suppress(EnregardError):  # reported with its article
                label = f"translate/{path}"
                self._departed.add(label, read_reviewed(self._publication.record_path(path), label, ids))

    def _restore(self, reader: Reader[Item], done: Relocation) -> None:
        """Enter what left other articles, and save it before any record loses it."""
        if not (self._departed.left or self._orphans or self._has_departed or reader.departed()):
            return  # without opening the memory
        sentences = self._departed.sentences() | self.memory.unused()
        if not sentences:
            return
        ids = set(map(sentence_id, sentences))
        waiting = [path for path, own in self._articles.items() if not own.isdisjoint(ids)]
        names = {path: self._names[path] for path in waiting if path not in done.failed}
        others = {_record_of(seed): seed for seed in reader.with_drafts(sentences)}
        for path, seed in (others | names).items():
            article = self._kept.get(path) or reader.one(seed)
            if article is None:
                continue
            record = article.record or self._new_record(article)
            note = self._departed.restore(record, self._arrived.get(path, NO_SENTENCES), self.memory)
            if not note:
                continue
            try:
                save_record(record)
            except EnregardError as error:
                self._report.problem(error)
                done.failed.update(self._names)  # nothing may leave before it has arrived
                return
            self._report.note(note)
            self._names[path] = seed
            self._kept.pop(path, None)
            self._keep(replace(article, record=record))


def _record_of(seed: str) -> str:
    return str(PurePosixPath(seed).with_suffix(".po"))
