"""Let only one process at a time write to a publication. Others report which one they wait for.

The operating system locks a file in the cache, so the lock ends with its process, even after a crash. The
file describes that process, for messages.
"""

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from enregard.errors import EnregardError
from enregard.messages import _
from enregard.publication.publication import Publication
from enregard.report import Report
from enregard.system.files import remove_leftovers
from enregard.system.platform import NO_LINK, READ_ONLY, READ_WRITE, WINDOWS, lock

NAME = "lock"
_PATIENCE_SECONDS = 1.0
"""Shorter waits are not reported: the processes of a killed run end within this time."""

_PAUSE_SECONDS = 0.05


@contextlib.contextmanager
def writer_lock(publication: Publication, doing: str, report: Report, *, wait: bool = True) -> Iterator[None]:
    """Hold the lock of the publication while `doing` something, such as "`enregard build`".

    If another process holds it, report which one and wait; without `wait`, raise EnregardError. If locks are
    impossible, as in a read-only folder, continue without one. If the last holder was killed, remove its
    half-written files first.
    """
    path = publication.cache / NAME
    file = _acquire(path, report, wait)
    if file is None:
        yield
        return
    try:
        with contextlib.suppress(OSError):
            if _read(file):  # a holder was killed
                for folder in (publication.translate, publication.seeds, publication.root / "originals"):
                    if not folder.is_symlink():
                        remove_leftovers(folder)
            os.lseek(file, 0, os.SEEK_SET)
            os.ftruncate(file, 0)
            since = time.strftime("%Y-%m-%d %H:%M:%S")
            os.write(
                file,
                _(
                    "{doing} (process {process}, since {since})",
                    doing=doing,
                    process=os.getpid(),
                    since=since,
                ).encode(),
            )
        yield
    finally:
        with contextlib.suppress(OSError):
            if WINDOWS:  # where an open file cannot be removed
                os.ftruncate(file, 0)
            else:
                path.unlink()
        os.close(file)


def holder(publication: Publication) -> str:
    """Return what holds the lock of the publication, as it describes itself; empty if nothing does."""
    try:
        file = os.open(publication.cache / NAME, READ_ONLY | NO_LINK)
    except OSError:
        return ""
    try:
        return _name_in(file) if lock(file) is False else ""
    finally:
        os.close(file)


def _name_in(file: int) -> str:
    return _read(file).decode("utf-8", "replace") or _("another process")


def _read(file: int) -> bytes:
    """Return what the holder of the lock wrote about itself; empty if it ended properly."""
    os.lseek(file, 0, os.SEEK_SET)
    return os.read(file, 200)


def _acquire(path: Path, report: Report, wait: bool) -> int | None:
    """Open and lock the file `path`; None if locks are impossible."""
    begun, reported = time.monotonic(), False
    while True:
        try:
            with contextlib.ExitStack() as unless_locked:
                path.parent.mkdir(parents=True, exist_ok=True)
                file = os.open(path, READ_WRITE | NO_LINK, 0o666)
                unless_locked.callback(os.close, file)
                held = lock(file)
                if held is None:
                    return None
                if held and os.path.samestat(os.fstat(file), path.stat()):
                    unless_locked.pop_all()
                    return file
                if not held and not reported and time.monotonic() - begun > _PATIENCE_SECONDS:
                    reported = True
                    running = _name_in(file)
                    if not wait:
                        raise EnregardError(
                            _("{running} is running here: wait for it to finish", running=running), path=path
                        )
                    report.note(_("waiting for {running} to finish; Ctrl-C to stop waiting", running=running))
        except FileNotFoundError:
            pass  # its holder has just removed it
        except OSError:
            return None
        time.sleep(_PAUSE_SECONDS)
