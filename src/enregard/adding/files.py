"""Find the files to add."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from enregard.adding.detect import SUFFIXES
from enregard.adding.limits import LARGEST_FILE
from enregard.errors import EnregardError
from enregard.messages import _
from enregard.system.files import is_link
from enregard.system.walk import walk

_SAVED = ("_files", "_fichiers", "_file", ".files", ".fichiers")
"""How browsers name the folder with the parts of a saved page."""


@dataclass(frozen=True, slots=True)
class Given:
    """A file to add, and its path below the folder that it was found in."""

    path: Path
    name: PurePosixPath


def find_files(paths: Sequence[Path]) -> Iterator[Given]:
    """Yield each file among `paths`, and those with a known suffix in folders among them, sorted.

    Hidden files, links, and the folders of saved pages are left out. Raises EnregardError if a folder cannot
    be read or has no file to add.
    """
    for path in paths:
        if not path.is_dir():
            yield Given(path, PurePosixPath(path.name))
            continue
        found = sorted(_in_folder(path), key=lambda given: str(given.name))
        if not found:
            raise EnregardError(
                _("has no files that can be added: pass a file, or another folder"), path=path
            )
        yield from found


def _in_folder(root: Path) -> Iterator[Given]:
    for folder, folders, names in walk(root):
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".")
            and not name.endswith(_SAVED)
            and not is_link(f"{folder}{os.sep}{name}")
        ]
        for name in names:
            path = Path(folder, name)
            if path.suffix.lower() in SUFFIXES and not name.startswith((".", "~$")) and not is_link(path):
                yield Given(path, PurePosixPath(path.relative_to(root).as_posix()))


def piped_file(name: str | None, file: IO[bytes]) -> tuple[list[Given], bytes]:
    """Return standard input as a file called `name`, and its content. Raises EnregardError without a name."""
    if not name or PurePosixPath(name).name != name:
        raise EnregardError(_("standard input needs a name: pass --name, such as --name rapport.docx"))
    data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise EnregardError(
            _("is larger than {size} MB: split the document", size=LARGEST_FILE // 1_000_000),
            path=name,
        )
    return [Given(Path(name), PurePosixPath(name))], data
