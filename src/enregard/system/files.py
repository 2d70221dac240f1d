"""Puts a file of the record in its place: whole or not at all, and never outside the publication.

A PO file may be a symbolic link to another file of the publication: that one is then written. What a killed
program leaves behind has a name of its own, by which a later one finds and removes it.
"""

import contextlib
import os
import stat
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path, PurePosixPath

from enregard.errors import EnregardError
from enregard.system.lock import CAN_LOCK, lock

_TEMPORARY = ".enregard-new-"
_NUMBERS = count()


def resolve_inside(path: Path, shown: str) -> Path:
    """Where the file `path` is that people know as `shown`: there, or where a link in the publication leads.

    Raises EnregardError for a link that leads out of the publication, or to itself.
    """
    parts = PurePosixPath(shown).parts
    if len(parts) > len(path.parts) or not _has_link(path, len(parts) - 1):
        return path
    folder = path.parents[len(parts) - 2] if len(parts) > 1 else path.parent
    try:
        found = path.resolve()
        inside = (folder.resolve(), folder.parent.resolve())
    except (OSError, RuntimeError) as error:
        raise EnregardError(
            "is a link that leads back to itself: put the file itself here", path=shown
        ) from error
    if not any(found.is_relative_to(place) for place in inside) or found.suffix != path.suffix:
        raise EnregardError(
            "is a link that leads out of translate/: put the file itself here; left untouched", path=shown
        )
    return found


def _has_link(path: Path, depth: int) -> bool:
    """Whether the file `path`, or a folder that it is in, up to `depth` in all, is a link."""
    place = str(path)
    for _ in range(depth):
        if os.path.islink(place):  # noqa: PTH114 - a Path for each takes most of the time
            return True
        place = os.path.dirname(place)  # noqa: PTH120
    return False


@contextlib.contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Let no other run of the program write in `folder` meanwhile. It is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = -1
    try:
        if CAN_LOCK:
            with contextlib.suppress(OSError):
                handle = os.open(folder, os.O_RDONLY)
                lock(handle, wait=True)
        yield
    finally:
        if handle >= 0:
            os.close(handle)


def replace_atomically(path: Path, content: bytes, still: Callable[[], bool]) -> bool:
    """Put `content` at `path` in one step that a crash cannot halve, if it is `still` to be done then.

    The permissions of a file that was there are kept. Raises OSError.
    """
    temporary = path.with_name(f"{_TEMPORARY}{os.getpid()}-{next(_NUMBERS)}")
    temporary.unlink(missing_ok=True)  # of a dead process with this number
    try:
        with temporary.open("xb") as file:
            with contextlib.suppress(OSError):
                os.chmod(file.fileno(), stat.S_IMODE(path.stat().st_mode))  # noqa: PTH101
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if not still():
            temporary.unlink()
            return False
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return True


def remove_leftovers(folder: Path) -> None:
    """Remove, at any depth of `folder`, what killed runs left half-written. What cannot be stays."""
    for parent, _, names in os.walk(folder):
        for name in names:
            if name.startswith(_TEMPORARY) and not _runs(name.removeprefix(_TEMPORARY).partition("-")[0]):
                with contextlib.suppress(OSError):
                    Path(parent, name).unlink()


def _runs(process: str) -> bool:
    """Whether there is another process with this number."""
    if not process.isdecimal() or int(process) == os.getpid():
        return False
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
