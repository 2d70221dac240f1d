"""One run of `enregard import`: its options, its output, and its results."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from enregard.errors import EnregardError
from enregard.export.codes import words
from enregard.importing.accept import ENTERED, Offer, Outcome, accept, note_other
from enregard.importing.align.pairing import Unplaced
from enregard.importing.pairs import Pair, words_in
from enregard.messages import _, marked, ngettext, number
from enregard.publication.lock import writer_lock
from enregard.publication.publication import Publication
from enregard.records import open_records
from enregard.report import Report
from enregard.review.check import pair_check
from enregard.translate.record.record import Record
from enregard.translate.record.review import ChangedMeanwhileError, save_reviewed
from enregard.translate.segment.facing import Segmented

_IMPORTED = marked("{sentences} imported into {articles}, {reviewed} as reviewed")
_WOULD_IMPORT = marked("{sentences} would be imported into {articles}, {reviewed} as reviewed")


@dataclass(frozen=True, slots=True)
class Target:
    """An article to import into: its sentences, its record, and outcomes by the index of the sentence."""

    segmented: Segmented
    record: Record
    outcomes: dict[int, Outcome] = field(default_factory=dict)


@dataclass
class Importer:
    """Imports translations into the records of a publication, and counts what becomes of them.

    `echo` receives a line for each translation that finds no sentence or differs from a reviewed one, and
    for each sentence that finds no translation. If `reviewed`, everything counts as reviewed; if
    `list_unused`, pairs that match no sentence are printed; a `dry_run` writes nothing.
    """

    publication: Publication
    report: Report
    echo: Callable[[str], None]
    reviewed: bool
    list_unused: bool
    dry_run: bool

    def __post_init__(self) -> None:
        self._check = pair_check(self.publication, self.report)
        self._sentences: Counter[Outcome] = Counter()
        self._articles = 0
        self._unused = 0

    def lock(self) -> AbstractContextManager[None]:
        """Hold the lock of the publication, unless nothing will be written."""
        if self.dry_run:
            return nullcontext()
        return writer_lock(self.publication, "`enregard import`", self.report)

    def targets(self, paths: Iterable[PurePosixPath] | None = None) -> Iterator[Target]:
        """Open every article, or only those at `paths` below `seeds/`, with its record."""
        opened = open_records(self.publication, self.report, paths, moving=not self.dry_run)
        return (Target(segmented, record) for segmented, record in opened)

    def accept(self, target: Target, index: int, offer: Offer) -> None:
        """Enter an offer in the record if allowed, and print any conflict."""
        record = target.record
        outcome = target.outcomes[index] = accept(record, index, offer, self._check)
        if outcome is Outcome.CONFLICT:
            entry = record.entries[index]
            label = f"{record.label}:{entry.linenum}" if entry.linenum else record.label
            self.echo(
                _(
                    "conflict: {label}: reviewed as “{reviewed}”, but {origin} has “{offered}”, which is "
                    "kept in a comment",
                    label=label,
                    reviewed=entry.msgstr,
                    origin=offer.origin,
                    offered=offer.string,
                )
            )

    def unmatched(self, pair: Pair) -> None:
        """Count a pair that matches no sentence, and print it if requested."""
        self._unused += 1
        if self.list_unused:
            self.echo(
                _(
                    "unused: {origin}: {words}",
                    origin=pair.origin,
                    words=" ".join(words_in(pair.source).split()),
                )
            )

    def set_aside(self, target: Target, found: Unplaced, origin: str) -> None:
        """Keep English that translates no sentence in a comment on the nearest one, and print it."""
        text = " ".join(words(found.sentence.text).split())
        line = target.record.sentences[found.place].line
        self._unused += 1
        self.echo(
            _(
                "no match: {origin}: “{text}” is kept in a comment near line {line}",
                origin=origin,
                text=text,
                line=line,
            )
        )
        note_other(target.record, found.place, text, origin)

    def save(self, target: Target) -> None:
        """Count what was imported into an article, and save its record unless in a dry run."""
        outcomes, record = target.outcomes, target.record
        entered = [index for index, outcome in outcomes.items() if outcome in ENTERED]
        self._sentences.update(outcomes.values())
        self._articles += bool(entered)
        if self.dry_run:
            return
        try:
            save_reviewed(record, entered)
        except EnregardError as error:
            self.report.problem(error)
        except ChangedMeanwhileError:
            self.report.problem(
                EnregardError(
                    _("was changed by someone else during the import: import again"), path=record.label
                )
            )

    def summary(self) -> str:
        """Summarise the run in one line."""
        count = self._sentences
        imported = count[Outcome.REVIEWED] + count[Outcome.DRAFT]
        parts = [
            _(
                _WOULD_IMPORT if self.dry_run else _IMPORTED,
                sentences=ngettext("{count} sentence", "{count} sentences", imported),
                articles=ngettext("{count} article", "{count} articles", self._articles),
                reviewed=number(count[Outcome.REVIEWED]),
            )
        ]
        if same := count[Outcome.SAME]:
            parts.append(ngettext("{count} unchanged", "{count} unchanged", same))
        if noted := count[Outcome.NOTED]:
            parts.append(
                ngettext(
                    "{count} other draft kept in comments", "{count} other drafts kept in comments", noted
                )
            )
        if conflicts := count[Outcome.CONFLICT]:
            parts.append(ngettext("{count} conflict", "{count} conflicts", conflicts))
        if self._unused:
            parts.append(ngettext("{count} unused", "{count} unused", self._unused))
        return "; ".join(parts)
