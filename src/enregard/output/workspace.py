"""Give a build a folder next to the site to write in, and keep other builds away."""

import contextlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Self

from enregard.errors import EnregardError, cannot_write
from enregard.messages import _
from enregard.output.folders import remove_folder
from enregard.output.journal import BadJournalError, finish, is_pending
from enregard.output.manifest import MANIFEST, Listed, manifest
from enregard.output.swap import recover
from enregard.output.target import check_no_link
from enregard.system.files import is_link, open_file
from enregard.system.platform import WINDOWS, lock


class Workspace:
    """A folder next to `target` to write in, locked against other builds. A context manager.

    Entering it completes or removes what an interrupted build left behind; `note` gets a line about leftovers
    that cannot be completed.
    """

    def __init__(self, target: Path, note: Callable[[str], None] = lambda _: None) -> None:
        self.target = target
        self._note = note
        self.folder = target.with_name(f".{target.name}-staging-{os.getpid()}")
        self._lock: IO[str] | None = None

    def __enter__(self) -> Self:
        try:
            check_no_link(self.target)
            recover(self.target)
            _remove_leftovers(self.target, self._note)
            self.folder.mkdir()
            try:
                self._open()
            except OSError:
                self.__exit__()
                raise
        except OSError as error:
            raise cannot_write(error, self.target) from error
        return self

    def _open(self) -> None:
        marker = self.folder / MANIFEST
        self._lock = marker.open("x", encoding="utf-8", newline="\n")
        number = self._lock.fileno()
        if lock(number) is False or not os.path.samestat(os.fstat(number), marker.stat()):
            raise _busy(self.target)  # another build mistakes this folder for a leftover
        self._lock.writelines(manifest(()))
        self._lock.flush()

    def __exit__(self, *_: object) -> None:
        if self._lock is not None:
            with contextlib.suppress(OSError):  # a full disk
                self._lock.close()
        with contextlib.suppress(OSError):  # the next build removes what is left
            if not is_pending(self.folder):
                remove_folder(self.folder, MANIFEST)

    def write_manifest(self, files: Iterable[Listed]) -> None:
        """Write the manifest of the finished site; it stays locked if an open file can be moved."""
        assert self._lock is not None  # noqa: S101 - opened on entry
        self._lock.seek(0)
        self._lock.truncate()
        self._lock.writelines(manifest(files))
        self._lock.flush()
        if WINDOWS:
            self._lock.close()


def _remove_leftovers(target: Path, note: Callable[[str], None]) -> None:
    """Remove the staging folders of dead runs. Raises EnregardError if a run is still active."""
    name = f".{target.name}-staging-"
    for folder in sorted(path for path in target.parent.iterdir() if path.name.startswith(name)):
        if is_link(folder) or not folder.is_dir():
            continue
        if not any(folder.iterdir()):
            folder.rmdir()
        elif (folder / MANIFEST).is_file():
            with open_file(folder / MANIFEST) as marker:
                if lock(marker.fileno()) is False:
                    raise _busy(target)
                if WINDOWS:  # where an open file cannot be moved or removed
                    marker.close()
                # A file became a folder meanwhile, or a folder a file: the next build repairs the site.
                with contextlib.suppress(IsADirectoryError, NotADirectoryError):
                    try:
                        finish(folder, target)
                    except BadJournalError:
                        note(
                            _(
                                "{folder}: removed, since its journal is none that enregard wrote",
                                folder=folder,
                            )
                        )
            remove_folder(folder, MANIFEST)


def _busy(target: Path) -> EnregardError:
    return EnregardError(_("another build is writing here: wait for it to finish"), path=target)
