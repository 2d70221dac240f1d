"""One program at a time writes in a publication: another waits, and says for whom.

The lock is the system's own, on a file in the cache, so that it ends with the process that holds it, however
that ends. What the file says of the holder is only for people to read.
"""

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from enregard.errors import EnregardError
from enregard.publication.publication import Publication
from enregard.report import Report
from enregard.system.files import remove_leftovers
from enregard.system.lock import CAN_LOCK, lock

NAME = "lock"
_PATIENCE_SECONDS = 1.0
"""The processes of a killed run end within this time, by themselves: nothing is said of them."""

_PAUSE_SECONDS = 0.05


@contextlib.contextmanager
def alone(publication: Publication, doing: str, report: Report, *, wait: bool = True) -> Iterator[None]:
    """Hold the lock of the publication while `doing` what a person would call `enregard build`, or the like.

    Waits where another process holds it, and reports which one that is; or raises EnregardError, if it is
    not to `wait`. Where there can be no lock, as in a folder that cannot be written, there is none. What a
    killed run left half-written is removed first.
    """
    path = publication.cache / NAME
    file = _acquire(path, report, wait)
    if file is None:
        yield
        return
    try:
        with contextlib.suppress(OSError):
            if os.pread(file, 1, 0):  # nobody took their leave of it
                remove_leftovers(publication.translate)
            os.ftruncate(file, 0)
            since = time.strftime("%Y-%m-%d %H:%M:%S")
            os.pwrite(file, f"process {os.getpid()}, {doing}, since {since}".encode(), 0)
        yield
    finally:
        with contextlib.suppress(OSError):
            path.unlink()
        os.close(file)


def _acquire(path: Path, report: Report, wait: bool) -> int | None:
    """The file `path`, open and locked; None where this system, or this folder, knows no locks."""
    if not CAN_LOCK:
        return None
    begun, told = time.monotonic(), False
    while True:
        file = -1
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
            held = lock(file)
            if held is None:
                os.close(file)
                return None
            if held and os.path.samestat(os.fstat(file), path.stat()):
                return file
            if not held and not told and time.monotonic() - begun > _PATIENCE_SECONDS:
                told = True
                holder = os.pread(file, 200, 0).decode("utf-8", "replace") or "another process"
                if not wait:
                    os.close(file)
                    raise EnregardError(f"{holder}, is at work here: wait until it has ended", path=path)
                report.note(f"waiting until {holder}, has done with this publication; Ctrl-C ends the wait")
        except FileNotFoundError:
            pass  # its holder has just taken it away
        except OSError:
            if file >= 0:
                os.close(file)
            return None
        if file >= 0:
            os.close(file)
        time.sleep(_PAUSE_SECONDS)
