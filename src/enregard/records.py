"""Open the articles of a publication, each with its record.

Unreadable files are reported and skipped, so that one broken file never stops the rest.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from enregard.article.article import Facing, FacingArticle
from enregard.errors import EnregardError, cannot_write
from enregard.publication.publication import Publication
from enregard.report import Report
from enregard.seeds.paths import article_names
from enregard.seeds.read import read_seeds
from enregard.system.files import has_link
from enregard.translate.record.record import Record, open_record
from enregard.translate.record.renames import RenameDetector
from enregard.translate.segment.facing import Segmented, face, segment_article

_NO_FILE = (0, 0)


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
    files = RecordFiles(publication)
    for article in read_seeds(
        publication.seeds, paths, allow_html=publication.settings.allow_html, on_error=report.problem
    ):
        segmented = segment_article(article)
        record = open_record_of(publication, segmented, report, detector, files)
        if record is not None:
            yield segmented, record


def open_record_of(
    publication: Publication,
    segmented: Segmented,
    report: Report,
    detector: RenameDetector | None = None,
    files: "RecordFiles | None" = None,
) -> Record | None:
    """Open the record of an article. Reports a problem and returns None if it is unreadable."""
    path = segmented.article.path.with_suffix(".po")
    label = f"translate/{path}"
    try:
        if detector is not None and (former := detector.move_record(path, segmented.sentences())):
            report.note(f"{label} was translate/{former}: its article was renamed")
        for error in detector.take_unreadable() if detector is not None else ():
            report.note(
                f"warning: {error}; no seed has its name: if you renamed one, fix it and move it there"
            )
        record = read_record(publication, segmented, files)
    except EnregardError as error:
        report.problem(error)
        return None
    except OSError as error:
        report.problem(cannot_write(error, label))
        return None
    report_doubles(record, report)
    return record


def read_record(publication: Publication, segmented: Segmented, files: "RecordFiles | None" = None) -> Record:
    """Read the record of an article.

    Raises EnregardError if it is unreadable, or if another article has the same file.
    """
    path = segmented.article.path.with_suffix(".po")
    (files or RecordFiles(publication)).check_single(path)
    return open_record(
        publication.translate / path,
        f"translate/{path}",
        segmented.sentences(),
        f"seeds/{segmented.article.path}",
    )


def report_doubles(record: Record, report: Report) -> None:
    """Report entries that are twice in the file of a record."""
    for error in record.doubles:
        report.problem(error)


class RecordFiles:
    """Finds articles whose records are one file, through links. Searches once, when a record is a link."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication
        self._linked: dict[str, bool] = {}  # by folder
        self._found: dict[tuple[int, int], list[str]] | None = None

    def check_single(self, path: PurePosixPath) -> None:
        """Raise EnregardError if the PO file at `path` is a link to the record of another article.

        Both articles would write it, each with its own sentences. Of hard links, neither may.
        """
        place = f"{self._publication.translate}{os.sep}{path}"
        folder = place.rpartition(os.sep)[0]
        if folder not in self._linked:
            self._linked[folder] = has_link(folder, len(path.parts) - 1)
        try:
            status = os.lstat(place)
        except OSError:
            return
        is_link = self._linked[folder] or stat.S_ISLNK(status.st_mode)
        if is_link or status.st_nlink > 1:
            self._check_alone(f"translate/{path}", place, is_link=is_link)

    def _check_alone(self, label: str, place: str, *, is_link: bool) -> None:
        labels = self._files().get(_identify(place), [])
        if len(labels) > 1:
            named = label if is_link else labels[0]  # one line for two hard links
            others = " and ".join(other for other in labels if other != named)
            what = (
                f"is the same file as {others}, through a link; left untouched: each article needs a file of "
                "its own, so replace the link with a copy"
            )
            raise EnregardError(what, path=named)

    def _files(self) -> dict[tuple[int, int], list[str]]:
        if self._found is None:
            self._found = {}
            for seed in article_names(self._publication.seeds, on_error=lambda _: None):
                path = f"{os.path.splitext(seed)[0]}.po"  # noqa: PTH122 - quicker for 100,000 seeds
                file = _identify(f"{self._publication.translate}{os.sep}{path}")
                self._found.setdefault(file, []).append(f"translate/{path}")
            self._found.pop(_NO_FILE, None)
        return self._found


def _identify(place: str) -> tuple[int, int]:
    """Return device and inode of a file."""
    try:
        status = os.stat(place)  # noqa: PTH116
    except OSError:
        return _NO_FILE
    return status.st_dev, status.st_ino


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
