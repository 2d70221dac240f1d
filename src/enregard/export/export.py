"""Export a publication in one of the formats, to a file or to standard output."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from enregard.article.article import FacingArticle, State
from enregard.errors import EnregardError
from enregard.export.colophon import Colophon
from enregard.export.destination import check_destination, open_destination
from enregard.export.epub import write_epub
from enregard.export.jsonl import jsonl
from enregard.export.tmx import tmx
from enregard.export.units import Unit, units
from enregard.export.xliff import xliff
from enregard.messages import _
from enregard.publication.publication import Publication
from enregard.records import face_record, open_records
from enregard.report import Report
from enregard.seeds.paths import article_paths
from enregard.site.model import ModelInfo
from enregard.site.withheld import unpublished_notice, why_held_back, why_unpublished

_TEXT_FORMATS = {"tmx": tmx, "xliff": xliff, "jsonl": jsonl}
_USELESS = {"tmx": {State.MISSING, State.ALIKE}, "jsonl": {State.ALIKE}}
"""The states that a format leaves out: not translated yet, or nothing to translate."""


@dataclass(slots=True)
class Exported:
    """The size of an export."""

    articles: int = 0
    pairs: int = 0


def export(
    publication: Publication,
    model: ModelInfo,
    form: str,
    path: Path | None,
    report: Report,
    *,
    reviewed: bool = False,
) -> Exported:
    """Write the articles of `publication`, as translated so far, to `path` (see `write_articles`).

    Articles that their authors hold back are left out. A book has the same articles as the site; the other
    formats also have those that are still to be reviewed. Nothing is translated, and no other file is
    written. Raises EnregardError if `path` is a file or in a folder of the publication (see
    `check_destination`).
    """
    check_destination(publication, path)
    colophon = Colophon.of(publication.settings, model)
    articles = _articles(publication, report, is_book=form == "epub")
    return write_articles(form, articles, colophon, path, reviewed=reviewed)


def _articles(publication: Publication, report: Report, *, is_book: bool) -> Iterator[FacingArticle]:
    """Yield the articles to export, then report those that are left out."""
    left_out: dict[str, str] = {}
    paths = article_paths(publication.seeds, on_error=report.problem)
    done = 0
    for done, (segmented, record) in enumerate(open_records(publication, report, paths), 1):
        article = face_record(segmented, record, lambda error: report.note(str(error)))
        why = (
            why_unpublished(publication, article) if is_book else why_held_back(publication, article.article)
        )
        if why:
            left_out[str(article.article.path)] = why
        else:
            yield article
        report.progress(_("articles"), done, len(paths))
    if not left_out:
        return
    notice = unpublished_notice(left_out)
    if len(left_out) == done:
        raise EnregardError(_("there is nothing to export but {notice}", notice=notice))
    report.note(_("left out: {notice}", notice=notice))


def write_articles(
    form: str, articles: Iterable[FacingArticle], colophon: Colophon, path: Path | None, *, reviewed: bool
) -> Exported:
    """Write `articles` one at a time to `path`, or to standard output if `path` is None.

    `form` is `tmx`, `xliff`, `jsonl` or `epub`. With `reviewed`, only reviewed pairs are exported, and only
    fully reviewed articles are in a book. Raises EnregardError if there is nothing to export, or `path`
    cannot be written; then `path` is unchanged.
    """
    done = Exported()
    selected = _selected(form, articles, reviewed, done)
    first = next(selected, None)
    if first is None:
        if reviewed and form == "epub":
            raise EnregardError(
                _("there is nothing to export: no article is fully reviewed yet; leave out --reviewed")
            )
        if reviewed:
            raise EnregardError(
                _("there is nothing to export: no sentence is reviewed yet; leave out --reviewed")
            )
        raise EnregardError(
            _("there is nothing to export: put articles into seeds/ and run `enregard translate`")
        )
    selected = chain([first], selected)
    with open_destination(path, seekable=form == "epub") as file:
        if form == "epub":
            write_epub(file, (article for article, _ in selected), colophon)
        else:
            file.writelines(piece.encode() for piece in _TEXT_FORMATS[form](selected, colophon))
    return done


def _selected(
    form: str, articles: Iterable[FacingArticle], reviewed: bool, done: Exported
) -> Iterator[tuple[FacingArticle, list[Unit]]]:
    """Yield each article to export with its units, and count both in `done`."""
    if reviewed:
        states = {State.REVIEWED, State.ALIKE} if form == "epub" else {State.REVIEWED}
    else:
        states = set(State) - _USELESS.get(form, set())
    for article in articles:
        every = units(article)
        found = [unit for unit in every if unit.facing.state in states]
        if found == every if form == "epub" else found:
            done.articles += 1
            done.pairs += len(found)
            yield article, found
