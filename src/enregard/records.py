"""Open the articles of a publication, each with its record.

Unreadable files are reported and skipped, so that one broken file never stops the rest.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from enregard.article.article import Article, Facing, FacingArticle
from enregard.errors import EnregardError
from enregard.moves.moves import Moves, Opened, Reader
from enregard.publication.publication import Publication
from enregard.report import Report, counted
from enregard.seeds.paths import article_names
from enregard.seeds.read import read_seeds
from enregard.translate.record.outline import drafts_in, has_any
from enregard.translate.record.record import Record, open_record
from enregard.translate.segment.facing import Segmented, face, segment_article


def open_records(
    publication: Publication,
    report: Report,
    paths: Iterable[PurePosixPath] | None = None,
    *,
    moving: bool = False,
) -> Iterator[tuple[Segmented, Record]]:
    """Open each article, or only those at `paths` below `seeds/`, with its record.

    With `moving`, records and reviewed sentences first follow articles that moved. The articles that this may
    concern come last.
    """
    if moving:
        yield from _settled(publication, report, paths)
        return
    for article in _read(publication, report, paths):
        segmented = segment_article(article)
        record = open_record_of(publication, segmented, report)
        if record is not None:
            yield segmented, record


def _settled(
    publication: Publication, report: Report, paths: Iterable[PurePosixPath] | None
) -> Iterator[tuple[Segmented, Record]]:
    """Open articles, after moving what belongs to others."""
    seeds = article_names(publication.seeds, on_error=report.problem if paths is None else lambda error: None)
    found = [str(path) for path in paths] if paths is not None else seeds
    drafts: dict[str, bytes] = {}
    complete: set[str] = set()

    def opened(names: Iterable[str]) -> Iterator[Opened[Segmented]]:
        for article in _read(publication, report, map(PurePosixPath, names)):
            segmented = segment_article(article)
            record: Record | None = None
            if os.path.lexists(_path_of(publication, str(article.path))):
                record = open_record_of(publication, segmented, report)
                if record is None:
                    continue
                drafts[str(article.path)] = drafts_in(record.entries)
            yield Opened(segmented, segmented, record)

    def again(names: Iterable[str]) -> Iterator[Opened[Segmented]]:
        return opened(name for name in names if name not in complete)

    reader = Reader(
        one=lambda seed: next(opened([seed]), None),
        many=again,
        with_drafts=lambda ids: [seed for seed, own in drafts.items() if has_any(own, ids)],
    )
    with Moves[Segmented](publication, seeds, report) as moves:
        for segmented, record in moves.settled(opened(recorded_first(publication, found)), reader):
            seed = str(segmented.article.path)
            if seed not in complete:
                complete.add(seed)
                yield segmented, record


def _read(
    publication: Publication, report: Report, paths: Iterable[PurePosixPath] | None
) -> Iterator[Article]:
    return read_seeds(
        publication.seeds,
        paths,
        allow_html=publication.settings.allow_html,
        follow_links=publication.follow_links,
        on_error=report.problem,
    )


def open_record_of(publication: Publication, segmented: Segmented, report: Report) -> Record | None:
    """Open the record of an article. Reports a problem and returns None if it is unreadable."""
    path = segmented.article.path.with_suffix(".po")
    label, seed = f"translate/{path}", f"seeds/{segmented.article.path}"
    try:
        record = open_record(publication.record_path(path), label, segmented.sentences(), seed)
    except EnregardError as error:
        report.problem(error)
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


def recorded_first(publication: Publication, seeds: Iterable[str]) -> list[str]:
    """Return `seeds` with those that have a PO file before the new ones."""
    return sorted(seeds, key=lambda seed: not os.path.lexists(_path_of(publication, seed)))


def count_without_record(publication: Publication, seeds: Iterable[str]) -> int:
    """Count the seeds without a PO file."""
    return sum(not os.path.lexists(_path_of(publication, seed)) for seed in seeds)


def _path_of(publication: Publication, seed: str) -> str:
    """Return the path of an article's record, as a string: a Path for each of 100,000 is slow."""
    return f"{publication.translate}{os.sep}{os.path.splitext(seed)[0]}.po"  # noqa: PTH122


def read_facings(record: Record, report: Report) -> list[Facing]:
    """Return the record's sentences facing their translations, and report damaged translations."""
    facings, problems = record.facings()
    for problem in problems:
        report.problem(problem)
    return facings


def face_record(segmented: Segmented, record: Record, report: Report) -> FacingArticle:
    """Return the article facing its translation, and report damaged translations."""
    return face(segmented, read_facings(record, report), record.former, record.first_slug)
