"""Search and replace words in the English of all articles, with a preview and undo.

Reviewed sentences stay reviewed and drafts stay drafts; no later run replaces these drafts by others. One
article is in memory at a time.
"""

import dataclasses
import json
import weakref
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from tempfile import TemporaryFile

from enregard.errors import EnregardError
from enregard.messages import _, ngettext
from enregard.publication.lock import writer_lock
from enregard.publication.publication import Publication
from enregard.records import open_records
from enregard.report import Report
from enregard.review.check import pair_check
from enregard.review.pattern import Pattern, Query, replace_words
from enregard.review.undo_log import Step, UndoLog, keep_only, read_steps
from enregard.seeds.paths import article_paths
from enregard.translate.markup.placeholders import (
    PlaceholderError,
    from_placeholders,
    with_placeholders,
    without_placeholders,
)
from enregard.translate.record.joins import source_of
from enregard.translate.record.outline import read_entries
from enregard.translate.record.record import Record
from enregard.translate.record.review import (
    ChangedMeanwhileError,
    Undo,
    parse_translation,
    restore,
    reword,
    save_reviewed,
)


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence with matches: its English before and after, as in the PO file, and its line there.

    If `refused` is not empty, it says why the sentence cannot be changed.
    """

    index: int
    line: int
    french: str
    before: str
    after: str
    reviewed: bool
    count: int
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """An article with matches; `record` is not changed yet."""

    path: PurePosixPath
    slug: str
    record: Record
    changes: tuple[Change, ...]

    def error(self, change: Change) -> EnregardError:
        """Return the problem of a change that was refused."""
        what = _(
            "not replaced in «{words}»: {refused}",
            words=without_placeholders(change.before)[:60],
            refused=change.refused,
        )
        return EnregardError(what, path=self.record.label, line=change.line or None)


@dataclass(slots=True)
class Totals:
    """How much was found, or replaced."""

    matches: int = 0
    sentences: int = 0
    articles: int = 0

    def add(self, changes: Iterable[Change]) -> None:
        """Count the changes of an article."""
        sentences = [change for change in changes if not change.refused]
        self.matches += sum(change.count for change in sentences)
        self.sentences += len(sentences)
        self.articles += bool(sentences)

    def __str__(self) -> str:
        return _(
            "{places} in {sentences} of {articles}",
            places=ngettext("{count} place", "{count} places", self.matches),
            sentences=ngettext("{count} sentence", "{count} sentences", self.sentences),
            articles=ngettext("{count} article", "{count} articles", self.articles),
        )


class Preview:
    """What a person saw, kept in a temporary file: the articles, each with the hash of its PO file.

    Used as a context manager.
    """

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115
        weakref.finalize(self, self._file.close)

    def __enter__(self) -> "Preview":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Delete the file."""
        self._file.close()

    def keep(self, articles: Iterable[Found], report: Report) -> Iterator[Found]:
        """Yield `articles`, and remember them. Sentences that cannot be changed go to `report`."""
        for found in articles:
            for change in found.changes:
                if change.refused:
                    report.problem(found.error(change))
            self._file.write(json.dumps([str(found.path), found.record.digest.hex()]).encode() + b"\n")
            yield found

    def articles(self) -> Iterator[tuple[PurePosixPath, bytes]]:
        """Yield the articles in order."""
        self._file.seek(0)
        for line in self._file:
            path, digest = json.loads(line)
            yield PurePosixPath(path), bytes.fromhex(digest)


def find(
    publication: Publication, query: Query, report: Report, only: Iterable[PurePosixPath] | None = None
) -> Iterator[Found]:
    """Yield the articles with matches in their English, in the order of the seeds.

    `only` are the paths below `seeds/` to search. Raises EnregardError if the query cannot be used.
    """
    pattern = Pattern(query)
    paths = article_paths(publication.seeds, on_error=report.problem) if only is None else only

    def promising() -> Iterator[PurePosixPath]:  # most articles need not be read
        for path in paths:
            name = path.with_suffix(".po")
            try:
                entries = read_entries(publication.record_path(name), f"translate/{name}")
            except EnregardError as error:
                report.problem(error)
                continue
            if any(pattern.is_in(entry.msgstr) for entry in entries if not entry.obsolete):
                yield path

    for segmented, record in open_records(publication, report, promising()):
        changes = tuple(_changes(record, pattern))
        if changes:
            yield Found(segmented.article.path, segmented.article.slug, record, changes)


def _changes(record: Record, pattern: Pattern) -> Iterator[Change]:
    for index, entry in enumerate(record.entries):
        if not entry.msgstr or not pattern.is_in(entry.msgstr):
            continue
        source, string, refused = record.sentences[index].text, entry.msgstr, ""
        try:
            target = from_placeholders(entry.msgstr, source.marks)
            if not (edits := pattern.edits(target)):
                continue
            edited, refused = replace_words(target, edits)
            if not refused:
                string, _text = parse_translation(with_placeholders(edited, source.marks), source)
        except PlaceholderError as error:
            edits, refused = (
                [],
                _("its placeholders are wrong ({problem}): correct them first", problem=error),
            )
        except ValueError as error:
            refused = str(error)
        if refused or string != entry.msgstr:
            line = entry.linenum or 0
            french, reviewed = source_of(entry), not entry.fuzzy
            yield Change(index, line, french, entry.msgstr, string, reviewed, len(edits), refused)


def replace(
    publication: Publication, query: Query, report: Report, only: Iterable[PurePosixPath] | None = None
) -> Iterator[Found]:
    """Replace what `find` finds, and yield each article once it is written.

    Problems, such as sentences that cannot be changed, go to `report`.
    """
    yield from _written(publication, find(publication, query, report, only), report)


def replace_previewed(
    publication: Publication,
    query: Query,
    report: Report,
    preview: Preview,
    without: Collection[tuple[str, int]] = (),
) -> Iterator[Found]:
    """Replace what `preview` has, and yield each article once it is written.

    `without` are sentences to leave as they are: the path of the seed, and the line in the PO file. Articles
    that have changed since are skipped, and reported.
    """
    digests: dict[PurePosixPath, bytes] = {}

    def paths() -> Iterator[PurePosixPath]:
        for path, digest in preview.articles():
            digests.clear()  # one article at a time
            digests[path] = digest
            yield path

    def unchanged() -> Iterator[Found]:
        for found in find(publication, query, report, paths()):
            if found.record.digest != digests[found.path]:
                report.problem(_changed(found.record))
                continue
            wanted = [one for one in found.changes if (str(found.path), one.line) not in without]
            yield dataclasses.replace(found, changes=tuple(wanted))

    yield from _written(publication, unchanged(), report)


def _written(publication: Publication, articles: Iterable[Found], report: Report) -> Iterator[Found]:
    """Write the changes of each article that are possible, after how to undo them."""
    check = pair_check(publication, report)
    with writer_lock(publication, "`enregard replace`", report), UndoLog(publication) as log:
        for found in articles:
            record = found.record
            undone: dict[int, Undo] = {}
            for change in found.changes:
                if change.refused:
                    report.problem(found.error(change))
                    continue
                string, target = parse_translation(change.after, record.sentences[change.index].text)
                findings = check(record.sentences[change.index].text, target)
                undone[change.index] = reword(record, change.index, string, findings)
            if not undone:
                continue
            log.add(Step(found.path, tuple(undone.values())))
            if _save(record, undone, report):
                yield found


def _save(record: Record, indices: Iterable[int], report: Report) -> bool:
    """Write the record, or report why not. Returns whether it is written."""
    try:
        save_reviewed(record, indices)
    except ChangedMeanwhileError:
        report.problem(_changed(record))
    except EnregardError as error:
        report.problem(error)
    else:
        return True
    return False


def undo(publication: Publication, report: Report) -> Iterator[Found]:
    """Undo the last replacement, and yield each article that changes back.

    Sentences that have changed since stay as they are, and are reported. What could not be undone for
    another reason, such as a file that cannot be written, can be undone later.
    """
    with writer_lock(publication, "`enregard replace --undo`", report):
        left: list[Step] = []
        steps: dict[PurePosixPath, Step] = {}

        def paths() -> Iterator[PurePosixPath]:
            for step in read_steps(publication):
                left.extend(steps.values())  # its article could not be opened
                steps.clear()
                steps[step.path] = step
                yield step.path

        for segmented, record in open_records(publication, report, paths()):
            step = steps.pop(segmented.article.path)
            changes = tuple(_restored(record, step.undo, report))
            if changes and _save(record, [change.index for change in changes], report):
                yield Found(segmented.article.path, segmented.article.slug, record, changes)
            elif changes:
                left.append(step)
        keep_only(publication, [*left, *steps.values()])


def _restored(record: Record, undone: Iterable[Undo], report: Report) -> Iterator[Change]:
    before = [entry.msgstr for entry in record.entries]
    for one in undone:
        try:
            index, _string = restore(record, one)
        except ChangedMeanwhileError:
            if _is_undone(record, one):
                continue
            what = _(
                "not undone: «{words}» has changed since, or is gone",
                words=without_placeholders(one.msgid)[:60],
            )
            report.problem(EnregardError(what, path=record.label))
        else:
            entry = record.entries[index]
            line, french, reviewed = entry.linenum or 0, source_of(entry), not entry.fuzzy
            yield Change(index, line, french, before[index], entry.msgstr, reviewed, 1)


def _is_undone(record: Record, one: Undo) -> bool:
    """Return whether the sentence is as before, as after a run that was killed before it wrote the record."""
    return any(
        (entry.msgctxt, entry.msgid, entry.msgstr) == (one.msgctxt, one.msgid, one.fields["msgstr"])
        for entry in record.entries
    )


def _changed(record: Record) -> EnregardError:
    return EnregardError(
        _("has changed meanwhile: skipped; run again to see it as it is now"), path=record.label
    )
