"""Change single files of a published site.

See docs/decisions/0006-incremental-builds.md.
"""

import os
from collections.abc import Callable, Iterable, Set
from hashlib import sha256
from pathlib import PurePosixPath
from unicodedata import normalize

from enregard.errors import cannot_write
from enregard.output.journal import Journal, apply, begin, new_manifest
from enregard.output.manifest import MANIFEST, changed_manifest, published_manifest
from enregard.output.staging import LARGEST_PAGE, Content, Staging, Written
from enregard.output.target import foreign_file, passes_link, site_path
from enregard.output.workspace import Workspace
from enregard.system.files import is_link, read_file
from enregard.system.filestate import state_of

Published = Callable[[str], tuple[int, bytes] | None]
"""Returns the size and SHA-256 of a file when it was published; None if it never was."""


class AnotherShape(Exception):  # noqa: N818 - not an error: the site is then replaced
    """A file becomes a folder or the reverse, or a name changes only in its capitals.

    Not every file system can make such changes one by one.
    """


class Patch:
    """An `Output` that changes files of the site in `work.target`.

    A crash before `commit` changes nothing. The next build completes an interrupted `commit`. The `damaged`
    files were changed after they were published: they are always rewritten.
    """

    def __init__(self, work: Workspace, published: Published, damaged: Set[str]) -> None:
        self.staging = Staging(work.folder, work.target, flat=True)
        self._target = work.target
        self._published = published
        self._damaged = damaged
        self._written: dict[str, Written] = {}
        self._removed: dict[str, None] = {}
        self._known: set[str] = set()  # written files of which the site has an earlier version

    def write(self, path: str, content: Content) -> Written | None:
        """See `Output.write`."""
        path = site_path(path)
        if path in self._written:
            raise ValueError(f"written twice: {path!r}")
        # Most files of a search index stay the same: compare them without writing them.
        if isinstance(content, bytes) and self._has(path, len(content), sha256(content).digest()):
            return None
        written = self.staging.put(path, content)
        return written if self.add(written) else None

    def add(self, written: Written) -> bool:
        """See `Output.add`."""
        path = written.path
        # What was written before in this run is no longer as published.
        if path not in self._written and self._has(path, written.size, written.sha256):
            (self.staging.folder / self.staging.name(path)).unlink()
            return False
        if path in self._removed or self._published(path) is not None:
            self._known.add(path)
        self._written[path] = written
        return True

    def _has(self, path: str, size: int, sha256: bytes) -> bool:
        """Return whether the site has these bytes at `path`."""
        return path not in self._damaged and self._published(path) == (size, sha256)

    def remove(self, path: str) -> None:
        """See `Output.remove`."""
        self._removed[site_path(path)] = None

    def read(self, path: str) -> str:
        """See `Output.read`."""
        try:
            return self.staging.read(path)
        except FileNotFoundError:
            file = self._target / site_path(path)
            if passes_link(self._target, path):
                raise AnotherShape from None
            return read_file(file, LARGEST_PAGE, follow=False).decode()

    def _in_the_way(self, path: str) -> bool:
        """Return whether `path` is a folder, or in a file or link, where it should be a file in a folder."""
        place, parents = self._target / path, [str(parent) for parent in PurePosixPath(path).parents[:-1]]
        return (
            (place.is_dir() and not is_link(place))
            or passes_link(self._target, path)
            or any(parent in self._written or (self._target / parent).is_file() for parent in parents)
        )

    def commit(self) -> list[Written]:
        """See `Output.commit`. Raises AnotherShape, and changes nothing, if the site must be replaced."""
        if not (self._written or self._removed):
            return []
        removed = [path for path in self._removed if path not in self._written]
        if _collide(removed, self._written) or any(map(self._in_the_way, (*removed, *self._written))):
            raise AnotherShape
        for path in self._written:
            if path not in self._known and os.path.lexists(self._target / path):
                raise foreign_file(path, self._target)
        folder = self.staging.folder
        try:
            changes = {path: (written.size, written.sha256) for path, written in self._written.items()}
            with new_manifest(folder).open("xb") as file:
                file.writelines(changed_manifest(self._target / MANIFEST, dict.fromkeys(removed) | changes))
            # New files first: nothing links to them yet, so no link is ever broken.
            order = sorted(self._written, key=lambda path: path in self._known)
            journal = Journal([(self.staging.name(path), path) for path in order], removed)
            begin(folder, self._target, journal)
            apply(folder, self._target, journal)
            # A move may change the state of a file.
            states = ((it, state_of((self._target / path).stat())) for path, it in self._written.items())
            return [*(it._replace(state=state) for it, state in states), published_manifest(self._target)]
        except ValueError as error:  # the manifest is not one that a build wrote
            raise AnotherShape from error
        except OSError as error:
            raise cannot_write(error, self._target) from error


def _collide(removed: Iterable[str], written: Iterable[str]) -> bool:
    """Return whether a removed path equals, contains or is inside a written one, regardless of case."""
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
