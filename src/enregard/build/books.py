"""Make the site's books: all its articles in EPUB, one book in both languages and one in each."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from tempfile import TemporaryFile

from enregard.article.article import FacingArticle
from enregard.errors import EnregardError
from enregard.export.colophon import Colophon
from enregard.export.epub import write_epub
from enregard.publication.publication import Publication
from enregard.records import face_record, open_records
from enregard.site.model import ModelInfo

_PIECE = 1 << 20  # bytes


class _Quiet:
    """Drops all messages: the build has already reported what is wrong with the articles."""

    def problem(self, error: EnregardError) -> None:
        """Drop a problem."""

    def note(self, text: str) -> None:
        """Drop a note."""

    def progress(self, task: str, done: int, total: int) -> None:
        """Drop progress."""


def book(
    publication: Publication, model: ModelInfo | None, view: str, seeds: Iterable[str]
) -> Iterator[bytes]:
    """Yield the content of the book of the articles `seeds`, in pieces. `view` is a view of articles.

    Every article is read again, one at a time. Raises EnregardError if SOURCE_DATE_EPOCH is not a number.
    """
    colophon = Colophon.of(publication.settings, model or ModelInfo("", "", "", ""))
    with TemporaryFile() as file:
        write_epub(file, _articles(publication, seeds), colophon, view)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def _articles(publication: Publication, seeds: Iterable[str]) -> Iterator[FacingArticle]:
    report = _Quiet()
    for segmented, record in open_records(publication, report, map(PurePosixPath, seeds)):
        yield face_record(segmented, record, report.problem)
