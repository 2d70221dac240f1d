"""The folder beside a site in which a build writes, and which tells other builds to stay away."""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from enregard.errors import EnregardError, cannot_write
from enregard.output.folders import remove_folder
from enregard.output.journal import finish, is_pending
from enregard.output.manifest import MANIFEST, Listed, manifest
from enregard.output.swap import recover
from enregard.system.lock import CAN_LOCK, lock


class Workspace:
    """A folder beside `target` to write in, which keeps other builds away. A context manager.

    Entering it completes or removes what an interrupted build left behind.
    """

    def __init__(self, target: Path) -> None:
        self.target = target
        self.folder = target.with_name(f".{target.name}-staging-{os.getpid()}")
        self._lock: IO[str] | None = None

    def __enter__(self) -> Self:
        try:
            recover(self.target)
            _remove_leftovers(self.target)
            self.folder.mkdir()
        except OSError as error:
            raise cannot_write(error, self.target) from error
        try:
            marker = self.folder / MANIFEST
            self._lock = marker.open("w", encoding="utf-8", newline="\n")
            if lock(self._lock.fileno()) is False or not os.path.samestat(
                os.fstat(self._lock.fileno()), marker.stat()
            ):
                raise _busy(self.target)  # which has taken this folder for a leftover
            self._lock.writelines(manifest(()))
            self._lock.flush()
        except OSError as error:
            self._close()
            raise cannot_write(error, self.target) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def _close(self) -> None:
        """Remove what was written here, unless it has been decided that it takes its place."""
        if self._lock is not None:
            with contextlib.suppress(OSError):  # a full disk
                self._lock.close()
        with contextlib.suppress(OSError):  # what could not be removed now is removed by the next build
            if not is_pending(self.folder):
                remove_folder(self.folder, MANIFEST)

    def write_manifest(self, files: Iterable[Listed]) -> None:
        """Write the manifest of the finished site. The lock is held, unless the system forbids that."""
        assert self._lock is not None  # noqa: S101 - opened on entry
        self._lock.seek(0)
        self._lock.truncate()
        self._lock.writelines(manifest(files))
        self._lock.flush()
        if not CAN_LOCK:
            self._lock.close()


def _remove_leftovers(target: Path) -> None:
    """Remove the staging folders of runs that ended without doing so.

    Raises EnregardError where one belongs to a run that goes on.
    """
    name = f".{target.name}-staging-"
    found = sorted(path for path in target.parent.iterdir() if path.name.startswith(name))
    for folder in found:
        if folder.is_symlink() or not folder.is_dir():
            continue
        if not any(folder.iterdir()):
            folder.rmdir()
        elif (folder / MANIFEST).is_file():
            with (folder / MANIFEST).open("rb") as marker:
                if lock(marker.fileno()) is False:
                    raise _busy(target)
                finish(folder, target)
            remove_folder(folder, MANIFEST)


def _busy(target: Path) -> EnregardError:
    return EnregardError("another build is writing here: wait until it has ended", path=target)
