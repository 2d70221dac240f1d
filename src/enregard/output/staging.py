"""The folder in which files of a site wait until they take their places."""

import hashlib
import io
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from enregard.system.filestate import FileState, state_of

Content = str | bytes | Iterable[str | bytes]
"""What a file of the site holds: whole, or in pieces where it may be larger than memory."""


class Written(NamedTuple):
    """A file of the site as it was written; `path` is relative to the site."""

    path: str
    size: int
    sha256: bytes
    state: FileState


@dataclass(frozen=True, slots=True)
class Staging:
    """Where files wait: in a tree like the site's, or, where `flat`, side by side."""

    folder: Path
    flat: bool = False

    def place(self, path: str) -> str:
        """Where the file of the site with this path waits."""
        if self.flat:
            path = hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()
        return f"{self.folder}{os.sep}{path}"

    def put(self, path: str, content: Content) -> Written:
        """Write the file `path`, which was checked. Raises OSError."""
        place = self.place(path)
        if not isinstance(content, str | bytes):
            with io.BufferedWriter(self._create(place), 1 << 20) as file:
                return _put_pieces(path, file, content)
        # A lone surrogate, which YAML can spell, has no UTF-8 form: it becomes a question mark.
        data = content.encode("utf-8", "replace") if isinstance(content, str) else content
        with self._create(place) as raw:
            rest = memoryview(data)
            while rest:  # a full disk takes a part, and refuses the next
                rest = rest[raw.write(rest) :]
            state = state_of(os.fstat(raw.fileno()))
        return Written(path, len(data), hashlib.sha256(data).digest(), state)

    def _create(self, place: str) -> io.FileIO:
        """A new file at `place`, unbuffered, in a folder that is made if it is not there."""
        folder = os.path.dirname(place)  # noqa: PTH120 - see Fingerprints.changed
        try:
            os.mkdir(folder)  # noqa: PTH102 - most pages have one of their own: to try the file first takes longer
        except FileExistsError:
            pass
        except FileNotFoundError:
            if not self.folder.is_dir():  # removed under a process that has outlived its program
                raise
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        return io.FileIO(place, "w")


def _put_pieces(path: str, file: io.BufferedIOBase, pieces: Iterable[str | bytes]) -> Written:
    """Write a file that is too large to be held in memory as a whole."""
    digest, size = hashlib.sha256(), 0
    for piece in pieces:
        data = piece.encode("utf-8", "replace") if isinstance(piece, str) else piece
        digest.update(data)
        size += len(data)
        file.write(data)
    file.flush()
    return Written(path, size, digest.digest(), state_of(os.fstat(file.fileno())))


def read_text(place: str) -> str:
    """A page that this program wrote."""
    with open(place, encoding="utf-8") as file:  # noqa: PTH123 - see Fingerprints.changed
        return file.read()


def inside(path: str) -> str:
    """`path` in its shortest form. Raises ValueError for one that leads out of the site."""
    parts = PurePosixPath(path).parts
    if not parts or parts[0] in ("/", "//") or ".." in parts or "\0" in path:
        raise ValueError(f"not a path inside the site: {path!r}")
    return "/".join(parts)
