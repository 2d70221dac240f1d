"""Write the files of a site into a folder in which they wait to be published."""

import hashlib
import io
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from enregard.errors import cannot_write
from enregard.system.files import read_file
from enregard.system.filestate import FileState, state_of

LARGEST_PAGE = 1_000_000_000
"""The size limit in bytes of a page that is read again."""

Content = str | bytes | Iterable[str | bytes]
"""The content of a file: whole, or in pieces if it may be larger than memory."""


class Written(NamedTuple):
    """A file of the site as it was written; `path` is relative to the site."""

    path: str
    size: int
    sha256: bytes
    state: FileState


@dataclass(frozen=True, slots=True)
class Staging:
    """The folder in which files of the site `target` wait. If `flat`, it has no subfolders."""

    folder: Path
    target: Path
    flat: bool = False

    def name(self, path: str) -> str:
        """Return the name under which the site's file `path` waits in the folder."""
        return hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest() if self.flat else path

    def put(self, path: str, content: Content) -> Written:
        """Write the file `path`, which must be valid. Raises EnregardError if it cannot be written."""
        digest, size = hashlib.sha256(), 0
        try:
            with io.BufferedWriter(self._create(path), 1 << 20) as file:
                for piece in [content] if isinstance(content, str | bytes) else content:
                    # A lone surrogate, which YAML can spell, has no UTF-8 form: it becomes a question mark.
                    data = piece.encode("utf-8", "replace") if isinstance(piece, str) else piece
                    digest.update(data)
                    size += len(data)
                    file.write(data)
                file.flush()
                state = state_of(os.fstat(file.fileno()))
        except OSError as error:
            raise cannot_write(error, self.target / path) from error
        return Written(path, size, digest.digest(), state)

    def _create(self, path: str) -> io.FileIO:
        """Create the file `path`, and its folder if need be."""
        place = f"{self.folder}{os.sep}{self.name(path)}"
        folder = os.path.dirname(place)  # noqa: PTH120 - see Files.changed
        try:
            os.mkdir(folder)  # noqa: PTH102 - most pages have their own folder: trying the file first is slower
        except FileExistsError:
            pass
        except FileNotFoundError:
            if not self.folder.is_dir():  # removed while a process outlives its program
                raise
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        return io.FileIO(place, "w")

    def read(self, path: str) -> str:
        """Return the text of the file `path`. Raises FileNotFoundError if it was not written here."""
        return read_file(self.folder / self.name(path), LARGEST_PAGE).decode()
