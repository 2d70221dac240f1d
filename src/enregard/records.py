"""Open the articles of a publication, each with its record.

Unreadable files are reported and skipped, so that one broken file never stops the rest.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from enregard.article.article import Facing, FacingArticle
from enregard.errors import EnregardError, cannot_write
from enregard.publication.publication import Publication
from enregard.report import Report, counted
from enregard.seeds.read import read_seeds
from enregard.translate.record.record import Record, open_record
from enregard.translate.record.renames import RenameDetector
from enregard.translate.segment.facing import Segmented, face, segment_article


def open_records(
    publication: Publication,
    report: Report,
    paths: Iterable[PurePosixPath] | None = None,
    *,
    detector: RenameDetector | None = None,
) -> Iterator[tuple[Segmented, Record]]:
    """Open each article, or only those at `paths` below `seeds/`, with its record.

    An article without a record takes over the record of a renamed seed if `detector` finds one.
    """
    for article in read_seeds(
        publication.seeds, paths, allow_html=publication.settings.allow_html, on_error=report.problem
    ):
        segmented = segment_article(article)
        record = open_record_of(publication, segmented, report, detector)
        if record is not None:
            yield segmented, record


def open_record_of(
    publication: Publication,
    segmented: Segmented,
    report: Report,
    detector: RenameDetector | None = None,
) -> Record | None:
    """Open the record of an article. Reports a problem and returns None if it is unreadable."""
    path = segmented.article.path.with_suffix(".po")
    label, seed = f"translate/{path}", f"seeds/{segmented.article.path}"
    try:
        if detector is not None and (former := detector.move_record(path, segmented.sentences())):
            report.note(f"{label} was translate/{former}: its article was renamed")
        record = open_record(publication.translate / path, label, segmented.sentences(), seed)
    except EnregardError as error:
        report.problem(error)
        return None
    except OSError as error:
        report.problem(cannot_write(error, label))
        return None
    report_lost(record, report)
    return record


def report_lost(record: Record, report: Report) -> None:
    """Report a record whose file has lost sentences."""
    if record.lost:
        what = (
            f"lost {counted(record.lost, 'sentence')} since it was written; they will be redrafted: "
            "if you did not delete them, restore an earlier version of the file"
        )
        report.problem(EnregardError(what, path=record.label))


def count_without_record(publication: Publication, seeds: Iterable[str]) -> int:
    """Count the seeds without a PO file."""
    folder = f"{publication.translate}{os.sep}"
    return sum(not os.path.lexists(f"{folder}{os.path.splitext(seed)[0]}.po") for seed in seeds)  # noqa: PTH122


def rename_detector(publication: Publication) -> RenameDetector:
    """Create a detector of renamed seeds for this publication."""

    def has_seed(path: PurePosixPath) -> bool:
        return any((publication.seeds / path).with_suffix(suffix).exists() for suffix in (".txt", ".md"))

    return RenameDetector(publication.translate, has_seed)


def read_facings(record: Record, report: Report) -> list[Facing]:
    """Return the record's sentences facing their translations, and report damaged translations."""
    facings, problems = record.facings()
    for problem in problems:
        report.problem(problem)
    return facings


def face_record(segmented: Segmented, record: Record, report: Report) -> FacingArticle:
    """Return the article facing its translation, and report damaged translations."""
    return face(segmented, read_facings(record, report), record.former, record.first_slug)
