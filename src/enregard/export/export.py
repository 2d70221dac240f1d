"""Export articles in one of the formats, to a file or to standard output."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from enregard.article.article import State
from enregard.errors import EnregardError
from enregard.export.colophon import Colophon
from enregard.export.destination import output
from enregard.export.units import Item, Unit, units

_LEFT_OUT = {
    "tmx": frozenset({State.MISSING, State.ALIKE}),
    "jsonl": frozenset({State.ALIKE}),
}
"""Sentences without use in a format: those not translated in a memory, those without words in a corpus."""


@dataclass(slots=True)
class Exported:
    """What an export holds."""

    articles: int = 0
    pairs: int = 0


def export(
    form: str,
    items: Iterable[Item],
    colophon: Colophon,
    path: Path | None,
    version: str,
    *,
    reviewed: bool = False,
) -> Exported:
    """Write `items` to `path`, or to standard output where that is None, one by one as they come.

    `form` is `tmx`, `xliff`, `jsonl` or `epub`. `reviewed` leaves out pairs that no person has reviewed, and
    of a book all articles that are not reviewed throughout. Raises EnregardError where there is nothing to
    export, and where `path` cannot be written; it is then as it was.
    """
    done = Exported()
    wanted = _counted(_wanted(form, items, reviewed), done)
    first = list(islice(wanted, 1))
    if not first:
        what = "article is wholly" if form == "epub" else "sentence is"
        raise EnregardError(
            f"there is nothing to export: no {what} reviewed yet; leave out --reviewed"
            if reviewed
            else "there is nothing to export: put articles into seeds/ and run `enregard translate`"
        )
    articles = chain(first, wanted)
    with output(path, seekable=form == "epub") as file:
        if form == "epub":
            from enregard.export.epub import write_epub

            write_epub(file, (item for item, _ in articles), colophon)
        else:
            for piece in _pieces(form, articles, colophon, version):
                file.write(piece.encode("utf-8"))
    return done


def _wanted(form: str, items: Iterable[Item], reviewed: bool) -> Iterator[tuple[Item, list[Unit]]]:
    """The articles that have something to be exported, with what that is."""
    left_out = _LEFT_OUT.get(form, frozenset())
    for item in items:
        if form == "epub":
            found = units(item)
            if reviewed and not all(unit.facing.state in (State.REVIEWED, State.ALIKE) for unit in found):
                continue
            yield item, found
        else:
            found = [unit for unit in units(item, reviewed=reviewed) if unit.facing.state not in left_out]
            if found:
                yield item, found


def _counted(
    articles: Iterator[tuple[Item, list[Unit]]], done: Exported
) -> Iterator[tuple[Item, list[Unit]]]:
    for item, found in articles:
        done.articles += 1
        done.pairs += len(found)
        yield item, found


def _pieces(
    form: str, articles: Iterable[tuple[Item, list[Unit]]], colophon: Colophon, version: str
) -> Iterator[str]:
    """What the file holds."""
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
