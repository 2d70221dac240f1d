"""Export articles in one of the formats, to a file or to standard output."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from enregard.article.article import FacingArticle, State
from enregard.errors import EnregardError
from enregard.export.colophon import Colophon
from enregard.export.destination import open_destination
from enregard.export.units import Unit, units

_EXCLUDED = {
    "tmx": frozenset({State.MISSING, State.ALIKE}),
    "jsonl": frozenset({State.ALIKE}),
}
"""Sentences of no use in a format: untranslated ones in a memory, those without words in a corpus."""


@dataclass(slots=True)
class Exported:
    """The size of an export."""

    articles: int = 0
    pairs: int = 0


def export(
    form: str,
    articles: Iterable[FacingArticle],
    colophon: Colophon,
    path: Path | None,
    version: str,
    *,
    reviewed: bool = False,
) -> Exported:
    """Write `articles` to `path`, or to standard output if it is None, one at a time.

    `form` is `tmx`, `xliff`, `jsonl` or `epub`. `reviewed` leaves out pairs that are not reviewed, and from a
    book all articles that are not fully reviewed. Raises EnregardError if there is nothing to export, or if
    `path` cannot be written; it is then unchanged.
    """
    done = Exported()
    selected = _selected(form, articles, reviewed, done)
    first = next(selected, None)
    if first is None:
        what = "article is fully" if form == "epub" else "sentence is"
        raise EnregardError(
            f"there is nothing to export: no {what} reviewed yet; leave out --reviewed"
            if reviewed
            else "there is nothing to export: put articles into seeds/ and run `enregard translate`"
        )
    selected = chain([first], selected)
    with open_destination(path, seekable=form == "epub") as file:
        if form == "epub":
            from enregard.export.epub import write_epub

            write_epub(file, (article for article, _ in selected), colophon)
        else:
            for piece in _pieces(form, selected, colophon, version):
                file.write(piece.encode("utf-8"))
    return done


def _selected(
    form: str, articles: Iterable[FacingArticle], reviewed: bool, done: Exported
) -> Iterator[tuple[FacingArticle, list[Unit]]]:
    """Yield the articles to export with their units, and count them."""
    excluded = _EXCLUDED.get(form, frozenset())
    for article in articles:
        if form == "epub":
            found = units(article)
            if reviewed and any(unit.facing.state not in (State.REVIEWED, State.ALIKE) for unit in found):
                continue
        else:
            found = [unit for unit in units(article, reviewed=reviewed) if unit.facing.state not in excluded]
            if not found:
                continue
        done.articles += 1
        done.pairs += len(found)
        yield article, found


def _pieces(
    form: str, articles: Iterable[tuple[FacingArticle, list[Unit]]], colophon: Colophon, version: str
) -> Iterator[str]:
    """Return the pieces of a text format."""
    match form:
        case "tmx":
            from enregard.export.tmx import tmx

            return tmx(articles, colophon, version)
        case "xliff":
            from enregard.export.xliff import xliff

            return xliff(articles, colophon, version)
        case "jsonl":
            from enregard.export.jsonl import jsonl

            return jsonl(articles, colophon)
    raise ValueError(f"not a format: {form!r}")
