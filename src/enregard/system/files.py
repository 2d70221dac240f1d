"""Read regular files only, replace files as a whole or not at all, and stay inside the publication.

A pipe or device never answers or never ends, and a link may lead to a file that is nobody else's business.
So every file that the program did not bring along is opened here. If a PO file is a link to another file of
the publication, that file is written. Files that a killed process leaves behind have recognisable names, and
a later run removes them.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterator
from io import BufferedReader
from itertools import count
from pathlib import Path

from enregard.errors import EnregardError, RefusedFileError
from enregard.messages import _, marked, number
from enregard.system.platform import (
    NO_LINK,
    READ_ONLY,
    copy_permissions,
    is_junction,
    is_running,
    lock,
    move,
    open_folder_lock,
)

_TEMPORARY = ".enregard-new-"
_NUMBERS = count()
_PIECE = 1 << 16
_KEPT_APART = {
    ".po": marked("is a link to a file that is no PO file: remove the link"),
    ".links": marked("is a link to a file that is no file of word links: remove the link"),
}
"""The files that the program replaces: what is wrong with a link from one to another kind."""
_KINDS = (
    (stat.S_ISFIFO, marked("is a named pipe, not a regular file: replace it with a file, or remove it")),
    (stat.S_ISSOCK, marked("is a socket, not a regular file: replace it with a file, or remove it")),
)


def read_file(path: Path | str, limit: int, too_large: str | None = None, *, follow: bool = True) -> bytes:
    """Return the content of the regular file `path`, of at most `limit` bytes.

    Raises OSError if it is unreadable; RefusedFileError if it is a pipe, device or socket, or too large:
    `too_large` then says what to do. Without `follow`, a link is refused too.
    """
    number = _open(path, follow)
    try:
        size, pieces, left = os.fstat(number).st_size, [], limit + 1
        if size <= limit:
            # The size may be wrong: a file of /proc has none, and another may still grow.
            while left > 0 and (piece := os.read(number, min(left, size + 1 if size else _PIECE))):
                pieces.append(piece)
                left -= len(piece)
        if size > limit or left <= 0:
            raise _too_large(limit, too_large or _("remove what does not belong here"))
        return b"".join(pieces)
    finally:
        os.close(number)


def packaged_text(package: str, name: str) -> str:
    """Return the text of the program's own file `name` in `package`."""
    from importlib.resources import files

    return files(package).joinpath(name).read_text(encoding="utf-8")


def open_file(path: Path | str, *, follow: bool = True) -> BufferedReader:
    """Open the regular file `path` to read it in pieces. Raises OSError as `read_file` does."""
    return open(_open(path, follow), "rb")


def read_pieces(
    path: Path | str, limit: int, too_large: str | None = None, *, follow: bool = True
) -> Iterator[bytes]:
    """Yield the content of the regular file `path` in pieces. Raises OSError as `read_file` does."""
    what = too_large or _("make it smaller")
    with open_file(path, follow=follow) as file:
        left = limit
        if os.fstat(file.fileno()).st_size > limit:
            raise _too_large(limit, what)
        while piece := file.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise _too_large(limit, what)
            yield piece


def _open(path: Path | str, follow: bool) -> int:
    """Open a regular file for reading, and return its number. Never waits for the other end of a pipe."""
    try:
        number = os.open(path, READ_ONLY if follow else READ_ONLY | NO_LINK)
    except OSError as error:
        if error.errno == errno.ENXIO:  # a socket, or a device without a driver
            raise _special(os.stat(path).st_mode) from error  # noqa: PTH116
        raise
    mode = os.fstat(number).st_mode
    if stat.S_ISREG(mode):
        return number
    os.close(number)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    raise _special(mode)


def _special(mode: int) -> RefusedFileError:
    device = _("is a device, not a regular file: replace it with a file, or remove it")
    return RefusedFileError(next((_(what) for is_kind, what in _KINDS if is_kind(mode)), device))


def _too_large(limit: int, what: str) -> RefusedFileError:
    if limit >= 1_000_000:
        size = _("{size} MB", size=number(limit // 1_000_000))
    else:
        size = _("{size} kB", size=number(limit // 1000))
    return RefusedFileError(_("is larger than {size}: {todo}", size=size, todo=what))


def is_link(path: Path | str) -> bool:
    """Return whether `path` is a symbolic link or, on Windows, a junction."""
    return os.path.islink(path) or is_junction(path)  # noqa: PTH114 - a Path takes most of the time


def resolve_inside(path: Path, shown: str, *, follow_links: bool = False, place: str | None = None) -> Path:
    """Return `path`, or the file in the publication that it links to.

    `shown` is the path in messages, from the publication's folder down: no part of it may lead out of that
    folder, or into a hidden one such as `.git`. The folder itself may be a link. With `follow_links`, links
    may lead anywhere. `place` names the folder in messages. Raises EnregardError.
    """
    parts = shown.split("/")
    if len(parts) > str(path).count(os.sep) + 1 or not (".." in parts or has_link(path, len(parts))):
        return path
    found, root = (Path(os.path.realpath(it)) for it in (path, path.parents[len(parts) - 1]))
    if is_link(found):  # where a circle of links ends
        raise EnregardError(_("is a link to itself: replace it with the file"), path=shown)
    inside = found.relative_to(root).parts if found.is_relative_to(root) else None
    if not follow_links and (inside is None or any(part.startswith(".") for part in inside)):
        place = _("the publication") if place is None else place
        if found.is_dir():
            what = _(
                "is a link to a folder outside {place}: replace it with the folder itself, or pass "
                "--follow-links if you trust it",
                place=place,
            )
        else:
            what = _(
                "is a link to a file outside {place}: replace it with the file itself, or pass "
                "--follow-links if you trust it",
                place=place,
            )
        raise EnregardError(what, path=shown)
    if path.suffix in _KEPT_APART and path.suffix != found.suffix:
        raise EnregardError(_(_KEPT_APART[path.suffix]), path=shown)
    return found


def has_link(path: Path | str, depth: int) -> bool:
    """Return whether one of the last `depth` parts of `path` is a link."""
    place = str(path)
    for _part in range(depth):
        if is_link(place):
            return True
        place = os.path.dirname(place)  # noqa: PTH120 - a Path for each takes most of the time
    return False


@contextlib.contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Keep other runs of the program from writing to `folder`, which is created if absent."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = -1
    try:
        with contextlib.suppress(OSError):
            handle = open_folder_lock(folder)
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
            copy_permissions(path, file)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if not still():
            return False
        move(temporary, path)
        return True
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def remove_leftovers(folder: Path) -> None:
    """Remove half-written files of killed runs at any depth of `folder`, as far as possible."""
    for parent, _folders, names in os.walk(folder):
        for name in names:
            if name.startswith(_TEMPORARY) and not _runs(name.removeprefix(_TEMPORARY).partition("-")[0]):
                with contextlib.suppress(OSError):
                    Path(parent, name).unlink()


def _runs(process: str) -> bool:
    """Return whether another process with this ID is running."""
    return process.isdecimal() and int(process) != os.getpid() and is_running(int(process))
