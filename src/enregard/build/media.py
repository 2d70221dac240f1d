"""Files beside the articles: what is remembered of them between builds, and how they get into the site."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from enregard.article.article import FacingArticle
from enregard.errors import EnregardError
from enregard.seeds.files import shown
from enregard.seeds.references import (
    ACTIVE,
    MEDIA,
    Reference,
    ReferenceKind,
    english_address,
    english_beside,
    file_of,
    is_vector,
    references,
    resolve,
)

SCHEMA = """
CREATE TABLE IF NOT EXISTS refs (
    seed TEXT, address TEXT, line INT, kind TEXT, path TEXT, said TEXT, PRIMARY KEY (seed, address)
) WITHOUT ROWID;
"""
_PIECE = 1 << 20
_NAMED = 3  # files in a line


class References:
    """What the articles of a site refer to, in the database in which the rest is remembered."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def note(self, found: Iterable[tuple[str, tuple[Reference, ...]]]) -> None:
        """Remember what the articles in these seeds refer to, and nothing else of them."""
        for seed, all_ in found:
            self.forget([seed])
            rows = [(seed, it.address, it.line, it.kind.value, it.path, it.said) for it in all_]
            self._database.executemany("INSERT INTO refs VALUES (?, ?, ?, ?, ?, ?)", rows)

    def forget(self, seeds: Iterable[str]) -> None:
        """Forget what the articles in these seeds refer to."""
        self._database.executemany("DELETE FROM refs WHERE seed = ?", [(seed,) for seed in seeds])

    def forget_everything(self) -> None:
        """Begin anew."""
        self._database.execute("DELETE FROM refs")

    def _paths(self) -> set[str]:
        return {row[0] for row in self._database.execute("SELECT DISTINCT path FROM refs")}

    def files(self) -> list[str]:
        """The files under `seeds/` that are published with the articles, sorted."""
        found = self._database.execute("SELECT DISTINCT path FROM refs WHERE kind = 'file' ORDER BY path")
        return [row[0] for row in found]

    def vectors(self) -> list[str]:
        """The files under `seeds/` of which it matters what is in them, sorted."""
        return sorted(filter(is_vector, self._paths()))

    def warnings(self, by_slug: Callable[[], Mapping[str, str]]) -> Iterator[str]:
        """What is wrong with the references, a line each.

        `by_slug` gives, where it is wanted, the seeds to which each present and former slug leads.
        """
        leading: Mapping[str, str] | None = None
        for seed, it in map(_reference, self._database.execute("SELECT * FROM refs WHERE said != ''")):
            said = it.said
            if it.kind is ReferenceKind.MISSING:
                leading = by_slug() if leading is None else leading
                if there := leading.get(it.slug):
                    named = shown(PurePosixPath(there))
                    said = f"is not there, and leads readers to {named}, which has its address: correct it"
            yield f"warning: {shown(PurePosixPath(seed))}:{it.line}: '{it.address}' {said}"

    def left_out(self, others: Iterable[PurePosixPath]) -> str:
        """What to say, in a line, of the files under `seeds/` that are no articles and not linked."""
        known = self._paths()
        found = sorted(str(path) for path in others if str(path) not in known)
        if not found:
            return ""
        names = ", ".join(shown(PurePosixPath(path)) for path in found[:_NAMED])
        one = len(found) == 1
        what = "file is no article, and was" if one else "files are no articles, and were"
        more = ", …" if len(found) > _NAMED else ""
        return (
            f"{len(found):,} {what} left out ({names}{more}): save texts as .txt or .md; what an article "
            "links to is published with it"
        )

    def stale(self, folder: Path, changed: set[str], unchanged: set[str]) -> set[str]:
        """The seeds under `folder` whose references lead to something else by now.

        `changed` and `unchanged` are the remembered files under it that are not, and are, as they were.
        """
        found = set()
        rows = self._database.execute("SELECT * FROM refs").fetchall()
        known = {(row[0], row[4]) for row in rows}
        for row in rows:
            seed, kind, path = row[0], row[3], row[4]
            if kind == ReferenceKind.FILE.value:
                english = english_beside(folder, path)
                if english and (seed, english) not in known:
                    found.add(seed)
            # What is as it was need not be looked at again: there may be tens of thousands.
            if seed in found or (kind != ReferenceKind.WRONG.value and path in unchanged):
                continue
            _, it = _reference(row)
            now = resolve(folder, PurePosixPath(seed), it.address, it.line, inspect=False)
            if it.said == ACTIVE and now.kind is ReferenceKind.FILE:
                now = it
            if now != it or (is_vector(it.path) and it.path in changed):
                found.add(seed)
        return found


def _reference(row: tuple[str, str, int, str, str, str]) -> tuple[str, Reference]:
    """A line of the table: a seed, and what it refers to."""
    seed, address, line, kind, path, said = row
    return seed, Reference(address, line, ReferenceKind(kind), path, said)


def with_references(folder: Path, facing: FacingArticle) -> tuple[FacingArticle, tuple[Reference, ...]]:
    """The article with its addresses as they stand on pages, and what they lead to under `folder`."""
    found = references(folder, facing.article)
    if not found:
        return facing, ()
    addresses: Mapping[str, str] = {it.address: it.published for it in found}
    files = {it.address for it in found if it.kind is ReferenceKind.FILE}
    english = ((address, english_address(address)) for address in files)
    instead = {address: addresses[other] for address, other in english if other in files}
    return replace(facing, addresses=addresses, target_addresses={**addresses, **instead}), found


def media_path(path: str) -> str:
    """Where the file `path` under `seeds/` stands in the site."""
    return f"{MEDIA}/{path}"


def pieces(folder: Path, path: str) -> Iterator[bytes]:
    """The file `path` under `folder`, piece by piece. Raises EnregardError where it cannot be read."""
    try:
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        with open(os.open(file_of(folder, path), flags), "rb") as file:  # noqa: PTH123 - no link, however late
            while piece := file.read(_PIECE):
                yield piece
    except OSError as error:
        raise EnregardError(
            f"cannot be read ({error.strerror}): let it be read, or take it out of the article",
            path=shown(PurePosixPath(path)),
        ) from error
