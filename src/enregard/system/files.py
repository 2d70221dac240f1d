"""Replace files as a whole or not at all, and never outside the publication.

If a PO file is a symbolic link to another file of the publication, that file is written. Files that a
killed process leaves behind have recognisable names, and a later run removes them.
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
    """Return `path`, or the file in the publication that it links to.

    `shown` is the path in messages, from the publication's folder down. Raises EnregardError for a link that
    points outside the publication or to itself.
    """
    parts = PurePosixPath(shown).parts
    if len(parts) > len(path.parts) or not has_link(str(path), len(parts) - 1):
        return path
    folder = path.parents[len(parts) - 2] if len(parts) > 1 else path.parent
    try:
        found = path.resolve()
        inside = (folder.resolve(), folder.parent.resolve())
    except (OSError, RuntimeError) as error:
        raise EnregardError("is a link to itself: replace it with the file", path=shown) from error
    if not any(found.is_relative_to(place) for place in inside) or found.suffix != path.suffix:
        raise EnregardError(
            "is a link to a file outside translate/: replace it with the file itself", path=shown
        )
    return found


def has_link(place: str, depth: int) -> bool:
    """Return whether one of the last `depth` parts of the path `place` is a link."""
    for _ in range(depth):
        if os.path.islink(place):  # noqa: PTH114 - a Path for each takes most of the time
            return True
        place = os.path.dirname(place)  # noqa: PTH120
    return False


@contextlib.contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Keep other runs of the program from writing to `folder`, which is created if absent."""
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
    """Write `content` to `path` in one step, unless `still()` is false just before. Returns whether it wrote.

    An existing file keeps its permissions. Raises OSError.
    """
    temporary = path.with_name(f"{_TEMPORARY}{os.getpid()}-{next(_NUMBERS)}")
    temporary.unlink(missing_ok=True)  # of a dead process with the same ID
    try:
        with temporary.open("xb") as file:
            with contextlib.suppress(OSError):
                os.chmod(file.fileno(), stat.S_IMODE(path.stat().st_mode))  # noqa: PTH101
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if not still():
            return False
        temporary.replace(path)
        return True
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def remove_leftovers(folder: Path) -> None:
    """Remove half-written files of killed runs at any depth of `folder`, as far as possible."""
    for parent, _, names in os.walk(folder):
        for name in names:
            if name.startswith(_TEMPORARY) and not _runs(name.removeprefix(_TEMPORARY).partition("-")[0]):
                with contextlib.suppress(OSError):
                    Path(parent, name).unlink()


def _runs(process: str) -> bool:
    """Return whether another process with this ID is running."""
    if not process.isdecimal() or int(process) == os.getpid():
        return False
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        pass
    return True
