"""Open the articles of a publication, each with its record.

Unreadable files are reported and skipped, so that one broken file never stops the rest.
"""

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import compress
from pathlib import PurePosixPath

from enregard.article.article import Article, Facing, FacingArticle
from enregard.errors import EnregardError
from enregard.messages import _
from enregard.moves.moves import Moves, Opened, Reader
from enregard.publication.publication import Publication
from enregard.report import Report
from enregard.seeds.paths import list_articles
from enregard.seeds.read import read_seeds
from enregard.system.files import has_link
from enregard.translate.record.outline import draft_finder, drafts_in
from enregard.translate.record.record import Record, open_record
from enregard.translate.segment.facing import Segmented, face, segment_article

_NO_FILE = (0, 0)


def open_records(
    publication: Publication,
    report: Report,
    paths: Iterable[PurePosixPath] | None = None,
    *,
    moving: bool = False,
) -> Iterator[tuple[Segmented, Record]]:
    """Open each article, or only those at `paths` below `seeds/`, with its record.

    With `moving`, records and reviewed sentences first follow articles that moved. The articles that this may
    concern come last. Otherwise `paths` are taken one at a time.
    """
    on_error = report.problem if paths is None else lambda error: None
    listing = list_articles(publication.seeds, on_error=on_error)
    publication = replace(publication, slugs=listing.slugs)
    found = paths if paths is not None else map(PurePosixPath, listing.names)
    if moving:
        yield from _settled(publication, report, listing.names, list(map(str, found)))
        return
    files = RecordFiles(publication)
    for article in _read(publication, report, found):
        segmented = segment_article(article)
        record = open_record_of(publication, segmented, report, files)
        if record is not None:
            yield with_joins(segmented, record), record


def _settled(
    publication: Publication, report: Report, seeds: Sequence[str], found: Iterable[str]
) -> Iterator[tuple[Segmented, Record]]:
    """Open the articles in `found`, after moving what belongs to others; `seeds` are all."""
    drafts: dict[str, bytes] = {}
    complete: set[str] = set()
    files = RecordFiles(publication)

    def opened(names: Iterable[str]) -> Iterator[Opened[Segmented]]:
        for article in _read(publication, report, map(PurePosixPath, names)):
            segmented = segment_article(article)
            record: Record | None = None
            if os.path.lexists(_path_of(publication, str(article.path))):
                record = open_record_of(publication, segmented, report, files)
                if record is None:
                    continue
                drafts[str(article.path)] = drafts_in(record.entries)
            yield Opened(segmented, segmented, record)

    def again(names: Iterable[str]) -> Iterator[Opened[Segmented]]:
        return opened(name for name in names if name not in complete)

    reader = Reader(
        one=lambda seed: next(opened([seed]), None),
        many=again,
        with_drafts=lambda msgids: [*compress(drafts, map(draft_finder(msgids), drafts.values()))],
        departed=lambda: False,  # all are opened
    )
    with Moves[Segmented](publication, seeds, report) as moves:
        for segmented, record in moves.settled(opened(recorded_first(publication, found)), reader):
            seed = str(segmented.article.path)
            if seed not in complete:
                complete.add(seed)
                yield with_joins(segmented, record), record


def _read(publication: Publication, report: Report, paths: Iterable[PurePosixPath]) -> Iterator[Article]:
    return read_seeds(
        publication.seeds,
        paths,
        allow_html=publication.settings.allow_html,
        follow_links=publication.follow_links,
        slugs=publication.slugs,
        source=publication.settings.source,
        on_error=report.problem,
    )


def open_record_of(
    publication: Publication, segmented: Segmented, report: Report, files: "RecordFiles | None" = None
) -> Record | None:
    """Open the record of an article. Reports a problem and returns None if it is unreadable."""
    try:
        record = read_record(publication, segmented, files)
    except EnregardError as error:
        report.problem(error)
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
        publication.record_path(path),
        f"translate/{path}",
        segmented.sentences(),
        f"seeds/{segmented.article.path}",
        segmented.article.slug,
        segmented.blocks,
    )


def with_joins(segmented: Segmented, record: Record) -> Segmented:
    """Return the article with the sentences of its record, where some may be joined."""
    return segmented.joined(record.sentences) if record.hidden else segmented


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
            others = _(" and ").join(other for other in labels if other != named)
            what = _(
                "is the same file as {others}, through a link; left untouched: each article needs a file "
                "of its own, so replace the link with a copy",
                others=others,
            )
            raise EnregardError(what, path=named)

    def _files(self) -> dict[tuple[int, int], list[str]]:
        if self._found is None:
            self._found = {}
            for seed in list_articles(self._publication.seeds, on_error=lambda _: None).names:
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


def recorded_first(publication: Publication, seeds: Iterable[str]) -> list[str]:
    """Return `seeds` with those that have a PO file before the new ones."""
    return sorted(seeds, key=lambda seed: not os.path.lexists(_path_of(publication, seed)))


def count_without_record(publication: Publication, seeds: Iterable[str]) -> int:
    """Count the seeds without a PO file."""
    return sum(not os.path.lexists(_path_of(publication, seed)) for seed in seeds)


def _path_of(publication: Publication, seed: str) -> str:
    """Return the path of an article's record, as a string: a Path for each of 100,000 is slow."""
    return f"{publication.translate}{os.sep}{os.path.splitext(seed)[0]}.po"  # noqa: PTH122


def read_facings(record: Record, on_error: Callable[[EnregardError], None]) -> list[Facing]:
    """Return the record's sentences facing their translations; damaged translations go to `on_error`."""
    facings, problems = record.facings()
    for problem in problems:
        on_error(problem)
    return facings


def face_record(
    segmented: Segmented, record: Record, on_error: Callable[[EnregardError], None]
) -> FacingArticle:
    """Return the article facing its translation; damaged translations go to `on_error`."""
    facings = read_facings(record, on_error)
    return face(with_joins(segmented, record), facings, record.former, record.first_slug)
