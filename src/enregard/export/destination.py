"""The file that an export goes to: there as a whole, or not at all."""

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
def output(path: Path | None, *, seekable: bool) -> Iterator[IO[bytes]]:
    """A file to write to, which takes the place of `path` on a clean exit; nothing has changed otherwise.

    None stands for standard output; that, a device or a pipe get what is written at once, or, where
    `seekable`, at the end. Raises EnregardError where `path` is a folder, or the disk refuses.
    """
    try:
        if path is None:
            with _direct(sys.stdout.buffer, seekable) as file:
                yield file
            return
        if path.is_dir():
            raise EnregardError("is a folder: name a file to write", path=path)
        if path.exists() and not path.is_file():
            with path.open("wb") as device, _direct(device, seekable) as file:
                yield file
            return
        with _beside(path.resolve()) as file:
            yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        raise cannot_write(error, path, "name a file in a folder that exists and is writable") from error


@contextmanager
def _direct(file: IO[bytes], seekable: bool) -> Iterator[IO[bytes]]:
    """`file`; or, where `seekable`, one whose content goes there at the end."""
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
    """A file beside `path`, which is renamed to it on a clean exit and removed on any other."""
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
