"""Write an export to its file, completely or not at all."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from enregard.errors import EnregardError, cannot_write


@contextmanager
def open_destination(path: Path | None, *, seekable: bool) -> Iterator[IO[bytes]]:
    """Yield a file to write to; it replaces `path` only on a clean exit.

    If `path` is None, the content goes to standard output. Standard output, devices and pipes get it
    immediately, or at the end if `seekable`. Raises EnregardError if `path` is a folder or cannot be written.
    """
    try:
        if path is None:
            with _direct(sys.stdout.buffer, seekable) as file:
                yield file
            return
        if path.is_dir():
            raise EnregardError("is a folder: choose a file instead", path=path)
        if path.exists() and not path.is_file():
            with path.open("wb") as device, _direct(device, seekable) as file:
                yield file
            return
        with _beside(path.resolve()) as file:
            yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        raise cannot_write(error, path, "choose a file in an existing, writable folder") from error


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
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
