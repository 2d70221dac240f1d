"""Publish the files that articles refer to, and find references whose target changed."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path, PurePosixPath

from enregard.article.article import FacingArticle
from enregard.errors import cannot_read
from enregard.messages import _
from enregard.publication.publication import Publication
from enregard.seeds.files import display_path
from enregard.seeds.references import (
    MEDIA,
    Reference,
    ReferenceKind,
    english_address,
    english_counterpart,
    in_section,
    is_svg,
    names_section,
    not_published,
    referenced_file,
    references,
    resolve,
)
from enregard.seeds.sections import Sections
from enregard.system.files import read_pieces

SCHEMA = """
CREATE TABLE IF NOT EXISTS refs (
    seed TEXT, address TEXT, line INT, kind TEXT, path TEXT, said TEXT, section TEXT,
    PRIMARY KEY (seed, address)
) WITHOUT ROWID;
"""
_LARGEST = 4_000_000_000  # bytes of one file


class References:
    """The references of articles, in the build state."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def record(self, found: Iterable[tuple[str, Reference]]) -> None:
        """Record references, each with its seed."""
        rows = (
            (seed, it.address, it.line, it.kind.value, it.path, it.problem, it.section) for seed, it in found
        )
        self._database.executemany("INSERT INTO refs VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def all(self) -> list[tuple[str, Reference]]:
        """Return every reference with its seed, in the order of seeds."""
        return list(map(_reference, self._database.execute("SELECT * FROM refs")))

    def faulty(self) -> Iterator[tuple[str, Reference]]:
        """Yield the references with a problem, in the order of seeds."""
        return map(_reference, self._database.execute("SELECT * FROM refs WHERE said != ''"))

    def to_unpublished(self) -> Iterator[tuple[str, int, str]]:
        """Yield seed, line and address of each link to an unpublished article."""
        return self._database.execute(
            "SELECT refs.seed, line, address FROM refs JOIN unpublished ON path = unpublished.seed"
            " WHERE kind = 'article' ORDER BY refs.seed, address"
        )

    def paths(self) -> set[str]:
        """Return the paths under `seeds/` that articles refer to."""
        return {row[0] for row in self._database.execute("SELECT DISTINCT path FROM refs")}

    def files(self) -> list[str]:
        """Return the files under `seeds/` that are published with the articles, sorted."""
        found = self._database.execute("SELECT DISTINCT path FROM refs WHERE kind = 'file' ORDER BY path")
        return [row[0] for row in found]

    def vectors(self) -> list[str]:
        """Return the SVG files that articles refer to, sorted. Only those with safe content are published."""
        return sorted(filter(is_svg, self.paths()))


def stale(
    found: Sequence[tuple[str, Reference]], publication: Publication, changed: Set[str], unchanged: Set[str]
) -> set[str]:
    """Return the seeds with references that now resolve differently.

    A recorded file is in `changed` if it differs from its record, and in `unchanged` if it does not.
    """
    folder = publication.seeds
    seeds = set()
    known = {(seed, it.path) for seed, it in found}
    sections = Sections(folder, allow_html=publication.settings.allow_html)
    for seed, it in found:
        if it.kind is ReferenceKind.FILE:
            english = english_counterpart(folder, it.path)
            if english and (seed, english) not in known:
                seeds.add(seed)
        # Unchanged files need no second look: there may be tens of thousands.
        if seed in seeds or (it.kind is not ReferenceKind.WRONG and it.path in unchanged):
            continue
        if it.address.startswith("#"):
            continue  # to a section of its own article, which is read again anyway
        now = resolve(
            folder,
            PurePosixPath(seed),
            it.address,
            it.line,
            names=sections.names,
            follow_links=publication.follow_links,
            inspect=False,
        )
        if names_section(now):
            now = in_section(now, sections.of(now.path))
        if it.problem.startswith(not_published("")) and now.kind is ReferenceKind.FILE and is_svg(it.path):
            now = it
        if now != it or (is_svg(it.path) and it.path in changed):
            seeds.add(seed)
    return seeds


def _reference(row: tuple[str, str, int, str, str, str, str]) -> tuple[str, Reference]:
    seed, address, line, kind, path, said, section = row
    return seed, Reference(address, line, ReferenceKind(kind), path, said, section)


def with_references(
    folder: Path,
    facing: FacingArticle,
    sections: Sections,
    *,
    slugs: Mapping[str, str],
    follow_links: bool = False,
) -> tuple[FacingArticle, tuple[Reference, ...]]:
    """Return the article with the addresses for its pages, and its references to files in `folder`.

    `slugs` are those of articles whose first choice is taken. A picture that is missing below `seeds/` has
    no address, so that pages show its words.
    """
    found = references(folder, facing.article, sections, follow_links=follow_links)
    if not found:
        return facing, ()
    pictures = facing.article.pictures()
    missing = {it.address for it in found if it.problem and it.path and it.address in pictures}
    addresses = {it.address: "" if it.address in missing else it.published_with(slugs) for it in found}
    files = {it.address for it in found if it.kind is ReferenceKind.FILE}
    english = ((address, english_address(address)) for address in files)
    instead = {address: addresses[other] for address, other in english if other in files}
    return replace(facing, addresses=addresses, target_addresses={**addresses, **instead}), found


def media_path(path: str) -> str:
    """Return the path in the site for the file `path` under `seeds/`."""
    return f"{MEDIA}/{path}"


def pieces(folder: Path, path: str, *, follow_links: bool = False) -> Iterator[bytes]:
    """Read the file `path` under `folder` in pieces. Raises EnregardError if it is unreadable."""
    try:
        file = referenced_file(folder, path, follow_links=follow_links)
        yield from read_pieces(file, _LARGEST, follow=follow_links)  # refuses a link, even one just created
    except OSError as error:
        todo = _("make it readable, or remove it from the article")
        raise cannot_read(error, display_path(PurePosixPath(path)), todo) from error
