"""Write an export to its file, completely or not at all."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from enregard.errors import EnregardError, cannot_write, printable
from enregard.messages import _
from enregard.publication.publication import Publication
from enregard.system.platform import move

_OWN_NAMES = {"seeds", "translate", "site", "build"}
_EXPORTS = (b'creationtool="enregard"', b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0"', b'{"fr": ')
_BOOK = (b"PK\x03\x04", b"mimetypeapplication/epub+zip")
_HEAD = 300  # bytes, which tell an export from other files


def check_destination(publication: Publication, path: Path | None) -> None:
    """Raise EnregardError if an export to `path` would replace or join files of the publication.

    An export can be anywhere outside the publication. Inside, it can be in `site/static/`, at the top or in
    a folder of the user's own that is not hidden, and it replaces no file but an earlier export. All names
    of a folder count: through links, `..`, and in other cases if the file system ignores case.
    """
    if path is None:
        return
    try:
        place = path.resolve()
    except (OSError, RuntimeError) as error:
        raise EnregardError(_("is a link to itself: choose a file instead"), path=path) from error
    static = publication.site / "static"
    kept = [publication.seeds, publication.translate, publication.build]
    for folder in place.parents:
        if any(_same(folder, other) for other in kept):
            raise EnregardError(
                _(
                    "cannot be written here: choose a file outside seeds/, translate/ and build/ (to publish "
                    "it with the site, put it in site/static/)"
                ),
                path=path,
            )
        if _same(folder, static) or _same(folder, publication.root):
            parts = place.relative_to(folder).parts
            taken = not _same(folder, static) and parts[0].casefold() in _OWN_NAMES
            if taken or any(part.startswith(".") for part in parts):
                raise EnregardError(
                    _(
                        "belongs to the publication: choose another file (to publish it with the site, "
                        "put it in site/static/)"
                    ),
                    path=path,
                )
            if place.is_file() and not _is_export(place):
                raise EnregardError(
                    _("is not an earlier export: choose another file, or remove it first"), path=path
                )
            return


def _same(folder: Path, other: Path) -> bool:
    try:
        return folder.samefile(other)
    except OSError:
        return folder == other.absolute()


def _is_export(path: Path) -> bool:
    """Return whether the file `path` is empty or begins like an export."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return not head or any(sign in head for sign in _EXPORTS) or all(sign in head for sign in _BOOK)


@contextmanager
def open_destination(path: Path | None, *, seekable: bool) -> Iterator[IO[bytes]]:
    """Yield a file to write to; it replaces `path` only on a clean exit.

    If `path` is None, the content goes to standard output. Standard output, devices and pipes get it
    immediately, or at the end if `seekable`; a terminal gets it escaped. Raises EnregardError if `path` is a
    folder or cannot be written.
    """
    try:
        if path is None:
            with _escaped() if sys.stdout.isatty() else _direct(sys.stdout.buffer, seekable) as file:
                yield file
            return
        if path.is_dir():
            raise EnregardError(_("is a folder: choose a file instead"), path=path)
        if path.exists() and not path.is_file():
            with path.open("wb") as device, _direct(device, seekable) as file:
                yield file
            return
        with _beside(path.resolve()) as file:
            yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        raise cannot_write(error, path, _("choose a file in an existing, writable folder")) from error


@contextmanager
def _escaped() -> Iterator[IO[bytes]]:
    """Yield a temporary file, which is displayed on the terminal at the end."""
    with TemporaryFile() as spool:
        yield spool
        spool.seek(0)
        for line in spool:
            sys.stdout.write(printable(line.decode("utf-8", "replace"), keep="\n\t"))
    sys.stdout.flush()


@contextmanager
def _direct(file: IO[bytes], seekable: bool) -> Iterator[IO[bytes]]:
    """Yield `file` or, if `seekable`, a temporary file that is copied to `file` at the end."""
    if not seekable:
        yield file
    else:
        with TemporaryFile() as spool:
            yield spool
            spool.seek(0)
            shutil.copyfileobj(spool, file)
    file.flush()


@contextmanager
def _beside(path: Path) -> Iterator[IO[bytes]]:
    """Yield a temporary file, which replaces `path` on a clean exit and is removed otherwise."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
        move(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
