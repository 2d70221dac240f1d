"""Change single files of a site that stands.

Why a site is not always replaced whole is told in docs/decisions/0006-incremental-builds.md.
"""

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from enregard.errors import EnregardError
from enregard.output.journal import begin, finish, new_manifest
from enregard.output.manifest import MANIFEST, changed_manifest
from enregard.output.staging import Content, Written, inside
from enregard.output.target import cannot_write
from enregard.output.workspace import Workspace
from enregard.system.filestate import state_of


class AnotherShape(Exception):  # noqa: N818 - not an error: the site is then made anew
    """A file takes the place of a folder, or a folder that of a file, or only capitals in a name change.

    Such changes cannot be made one after the other on every file system.
    """


class SiteUpdate:
    """Collects changed files of the site in `work.target`, and puts them in their places together.

    Nothing of the site changes before `commit`, and all of it does once that has begun: what a crash leaves
    undone, the next build does first.
    """

    def __init__(self, work: Workspace) -> None:
        self._work = work
        self._written: dict[str, Written] = {}
        self._removed: dict[str, None] = {}

    @property
    def empty(self) -> bool:
        """Whether nothing is to be changed."""
        return not (self._written or self._removed)

    def write(self, path: str, content: Content) -> Written:
        """Write the file `path` of the site, to take its place later.

        Raises ValueError for a path outside the site or written before, EnregardError where the disk refuses.
        """
        path = inside(path)
        if path in self._written:
            raise ValueError(f"written twice: {path!r}")
        try:
            written = self._work.staging.put(path, content)
        except OSError as error:
            raise cannot_write(error, self._work.target / path) from error
        self.add(written)
        return written

    def add(self, written: Written) -> None:
        """Take up a file that another process has written into the staging folder."""
        self._written[written.path] = written

    def drop(self, path: str) -> None:
        """Leave the file `path` as it stands: what was written is the same."""
        del self._written[path]
        Path(self._work.staging.place(path)).unlink()

    def remove(self, path: str) -> None:
        """Remove the file `path` of the site, unless it is written too."""
        self._removed[path] = None

    def commit(self, known: Iterable[str]) -> list[Written]:
        """Make the changes. `known` are the written files that stood.

        Returns the written files as they are in their places. Raises EnregardError
        where a file that this program did not write is in the way, or the disk refuses; AnotherShape, with
        nothing changed, where the site has to be replaced as a whole.
        """
        work, target = self._work, self._work.target
        stood = set(known)
        removed = [path for path in self._removed if path not in self._written]
        if _collide(removed, self._written):
            raise AnotherShape
        for path in self._written:
            if path not in stood and os.path.lexists(target / path):
                raise EnregardError(
                    f"holds '{path}', which enregard did not write: move it away (what should be published "
                    "with the site goes to site/static/)",
                    path=target,
                )
        try:
            changes = {path: (written.size, written.sha256) for path, written in self._written.items()}
            with new_manifest(work.staging.folder).open("wb") as file:
                file.writelines(changed_manifest(target / MANIFEST, dict.fromkeys(removed) | changes))
            # New files first, to which nothing leads as yet: no link is broken at any moment.
            order = sorted(self._written, key=lambda path: path in stood)
            moves = [(Path(work.staging.place(path)).name, path) for path in order]
            begin(work.staging.folder, target, moves, removed)
            finish(work.staging.folder, target)
            return self._placed()
        except OSError as error:
            raise cannot_write(error, target) from error

    def _placed(self) -> list[Written]:
        """The written files with their state in their places, which a move may change."""
        return [
            written._replace(state=state_of((self._work.target / path).stat()))
            for path, written in self._written.items()
        ]


def _collide(removed: Iterable[str], written: Iterable[str]) -> bool:
    """Whether a path of the one is, but for capitals and forms of accents, one of the other, or above it."""
    gone = {_folded(path) for path in removed}
    folders = {str(parent) for path in gone for parent in PurePosixPath(path).parents}
    return bool(gone) and any(
        (path := _folded(full)) in gone
        or path in folders
        or any(str(parent) in gone for parent in PurePosixPath(path).parents)
        for full in written
    )


def _folded(path: str) -> str:
    return normalize("NFC", path).casefold()
