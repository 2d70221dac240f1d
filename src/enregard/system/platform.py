"""Everything that differs between Linux, macOS and Windows: locks, moves, processes, streams and paths.

The rest of the program does the same on every system. Tests force the branches of the other systems.
"""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import IO, Any

WINDOWS: bool = os.name == "nt"
_LINUX: bool = sys.platform == "linux"

FORKS: bool = _LINUX
"""Whether a process can copy itself safely; on macOS, system libraries do not survive it."""

READ_ONLY: int = os.O_RDONLY
"""Flags of `os.open` to read a file: wait for no pipe, become no terminal's process, convert no line ends."""
for _name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):  # no system has all
    READ_ONLY |= getattr(os, _name, 0)
READ_WRITE: int = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)

is_junction: Callable[[Path | str], bool] = getattr(os.path, "isjunction", lambda _: False)
"""Whether a path is a junction, which on Windows leads to another folder like a link. Needs Python 3.12."""

_PATIENCE_SECONDS = 1.0
_PAUSE_SECONDS = 0.05
_LOCKED_BYTE = 1 << 30
"""Windows keeps others from reading locked bytes, so this one is far behind the end of any locked file."""

_HERE = -100  # AT_FDCWD of fcntl.h: relative paths start at the working directory
_EXCHANGE = 2  # RENAME_EXCHANGE of linux/fs.h

_QUERY = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION of winnt.h
_STILL_ACTIVE = 259  # of minwinbase.h

_PLAIN = {"\u202f": " ", "\u00a0": " ", "’": "'", "–": "-", "…": "..."}

_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"}
)


def is_reserved(name: str) -> bool:
    """Return whether a file or folder `name` is impossible on Windows: a device, or a final dot or space."""
    return name.partition(".")[0].rstrip(" ").lower() in _DEVICES or name.endswith((".", " "))


def lock(file: int, *, wait: bool = False) -> bool | None:
    """Lock the open `file` until it is closed, or its process ends.

    Returns False if another process holds the lock, and None if the system or the file system has no locks,
    as some network shares.
    """
    if (windows := _module("msvcrt")) is not None:
        return _lock_byte(windows, file, wait=wait)
    if (posix := _module("fcntl")) is None:
        return None
    try:
        posix.flock(file, posix.LOCK_EX if wait else posix.LOCK_EX | posix.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _module(name: str) -> Any:
    """Return a module that only some systems have, or None."""
    if name == "msvcrt" and not WINDOWS:
        return None
    with contextlib.suppress(ImportError):
        return import_module(name)
    return None


def _lock_byte(windows: ModuleType, file: int, *, wait: bool) -> bool | None:
    position = os.lseek(file, 0, os.SEEK_CUR)
    os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
    try:
        while True:
            try:
                windows.locking(file, windows.LK_NBLCK, 1)
                return True
            except OSError as error:
                if error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
                    return None
                if not wait:
                    return False
            time.sleep(_PAUSE_SECONDS)
    finally:
        os.lseek(file, position, os.SEEK_SET)


def open_folder_lock(folder: Path) -> int:
    """Open what to lock for a folder: itself, or on Windows a file in the user's temporary folder.

    Raises OSError.
    """
    if not WINDOWS:
        return os.open(folder, os.O_RDONLY)
    from tempfile import gettempdir

    name = sha256(os.path.normcase(os.path.realpath(folder)).encode("utf-8", "surrogatepass")).hexdigest()
    return os.open(Path(gettempdir(), f"enregard-{name[:32]}.lock"), READ_WRITE, 0o666)


def move(source: Path | str, target: Path | str) -> None:
    """Move a file or folder, and replace a file at `target`. Raises OSError.

    On Windows a virus scanner or an editor may keep a file open for a moment, so try again for a second.
    """
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            os.replace(source, target)  # noqa: PTH105 - `Path.replace` is the same and slower
            return
        except PermissionError:
            if not WINDOWS or time.monotonic() > until:
                raise
        time.sleep(_PAUSE_SECONDS)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step. Returns False if the system cannot; usually only Linux can."""
    if not _LINUX:
        return False
    import ctypes

    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    if rename is None:
        return False
    paths = (ctypes.c_char_p(os.fsencode(one)), ctypes.c_char_p(os.fsencode(other)))
    return bool(rename(_HERE, paths[0], _HERE, paths[1], _EXCHANGE) == 0)


def copy_permissions(path: Path, file: IO[bytes]) -> None:
    """Give the open `file` the permissions of `path`, if possible. Windows has only "read-only"."""
    if not WINDOWS:
        with contextlib.suppress(OSError):
            os.chmod(file.fileno(), path.stat().st_mode & 0o7777)  # noqa: PTH101


def is_running(process: int) -> bool:
    """Return whether there is a process with this ID."""
    if WINDOWS:  # where `os.kill(process, 0)` would interrupt it
        return _has_process(process)
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        pass
    return True


def _has_process(process: int) -> bool:
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - absent elsewhere
    if not (handle := kernel.OpenProcess(_QUERY, False, process & 0xFFFFFFFF)):
        return False
    code = ctypes.c_ulong()
    try:
        return bool(kernel.GetExitCodeProcess(handle, ctypes.byref(code)) and code.value == _STILL_ACTIVE)
    finally:
        kernel.CloseHandle(handle)


def terminal_encoding() -> str:
    """Return the encoding of text that is printed to a terminal."""
    import locale

    return sys.stdout.encoding if sys.stdout.isatty() else locale.getpreferredencoding(do_setlocale=False)


def write_utf8() -> None:
    """Print UTF-8, whatever the locale or code page, except to a terminal that has another encoding.

    Such a terminal gets a plain blank, apostrophe or dash for a typographic one that it lacks, and escapes
    for other characters.
    """
    import codecs

    codecs.register_error("enregard", _plainer)
    for stream in _streams():
        encoding = stream.encoding if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="enregard")


def _plainer(error: UnicodeError) -> tuple[str | bytes, int]:
    """Replace the first character that cannot be encoded."""
    import codecs

    assert isinstance(error, UnicodeEncodeError)  # noqa: S101 - nothing is decoded
    end = error.start + 1
    if plain := _PLAIN.get(error.object[error.start]):
        return plain, end
    one = UnicodeEncodeError(error.encoding, error.object, error.start, end, error.reason)
    return codecs.backslashreplace_errors(one)


def _streams() -> Iterator[Any]:
    """Yield standard output and error; a program without a console has none."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            yield stream
