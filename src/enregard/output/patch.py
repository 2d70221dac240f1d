"""Change single files of a published site.

See docs/decisions/0006-incremental-builds.md.
"""

import os
from collections.abc import Callable, Iterable, Set
from hashlib import sha256
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from enregard.errors import cannot_write
from enregard.output.journal import begin, finish, new_manifest
from enregard.output.manifest import MANIFEST, changed_manifest, see_manifest
from enregard.output.staging import Content, Staging, Written, inside, read_text
from enregard.output.target import foreign_file
from enregard.output.workspace import Workspace
from enregard.system.filestate import state_of

Published = Callable[[str], tuple[int, bytes] | None]
"""Returns size and SHA-256 of a file as it was published; None if it was not."""


class AnotherShape(Exception):  # noqa: N818 - not an error: the site is then replaced
    """A file becomes a folder, or a folder a file, or only the capitals of a name change.

    Not every file system can make such changes one after the other.
    """


class Patch:
    """An `Output` that changes files of the site in `work.target`.

    A crash before `commit` changes nothing; what one during it leaves undone, the next build does first.
    `damaged` files differ from what was published, so that they are written even if their bytes are the same.
    """

    def __init__(self, work: Workspace, published: Published, damaged: Set[str]) -> None:
        self.staging = Staging(work.folder, flat=True)
        self._target = work.target
        self._published = published
        self._damaged = damaged
        self._written: dict[str, Written] = {}
        self._removed: dict[str, None] = {}
        self._known: set[str] = set()  # written files of which the site has an earlier version

    def write(self, path: str, content: Content) -> Written | None:
        """See `Output.write`."""
        path = inside(path)
        if path in self._written:
            raise ValueError(f"written twice: {path!r}")
        # Most files of a search index stay the same, and need not be written to find that out.
        if isinstance(content, bytes) and self._has(path, len(content), sha256(content).digest()):
            return None
        try:
            written = self.staging.put(path, content)
        except OSError as error:
            raise cannot_write(error, self._target / path) from error
        return written if self.add(written) else None

    def add(self, written: Written) -> bool:
        """See `Output.add`."""
        path = written.path
        if self._has(path, written.size, written.sha256):
            Path(self.staging.place(path)).unlink()
            return False
        if path in self._removed or self._published(path) is not None:
            self._known.add(path)
        self._written[path] = written
        return True

    def _has(self, path: str, size: int, sha256: bytes) -> bool:
        """Whether the site has these bytes at `path`."""
        return path not in self._damaged and self._published(path) == (size, sha256)

    def remove(self, path: str) -> None:
        """See `Output.remove`."""
        self._removed[path] = None

    def read(self, path: str) -> str:
        """See `Output.read`."""
        try:
            return read_text(self.staging.place(path))
        except FileNotFoundError:
            return read_text(f"{self._target}/{path}")

    def commit(self) -> list[Written]:
        """See `Output.commit`. Raises AnotherShape, with nothing changed, if the site must be replaced."""
        if not (self._written or self._removed):
            return []
        removed = [path for path in self._removed if path not in self._written]
        if _collide(removed, self._written):
            raise AnotherShape
        for path in self._written:
            if path not in self._known and os.path.lexists(self._target / path):
                raise foreign_file(path, self._target)
        folder = self.staging.folder
        try:
            changes = {path: (written.size, written.sha256) for path, written in self._written.items()}
            with new_manifest(folder).open("wb") as file:
                file.writelines(changed_manifest(self._target / MANIFEST, dict.fromkeys(removed) | changes))
            # New files first, to which nothing links yet: no link is broken at any moment.
            order = sorted(self._written, key=lambda path: path in self._known)
            moves = [(Path(self.staging.place(path)).name, path) for path in order]
            begin(folder, self._target, moves, removed)
            finish(folder, self._target)
            return [*self._moved(), see_manifest(self._target)]
        except OSError as error:
            raise cannot_write(error, self._target) from error

    def _moved(self) -> Iterable[Written]:
        """The written files with their state after the move, which may change it."""
        for path, written in self._written.items():
            yield written._replace(state=state_of((self._target / path).stat()))


def _collide(removed: Iterable[str], written: Iterable[str]) -> bool:
    """Whether a removed and a written path are the same, or one above the other, but for case and accents."""
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
