"""Write the site into a staging folder, which then takes the place of `build/` whole.

Why it goes this way is told in docs/decisions/0003-staging-and-swapping-build.md.
"""

import contextlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from enregard.errors import EnregardError
from enregard.site.folders import exchange, remove_folder
from enregard.site.journal import MANIFEST, finish, is_pending
from enregard.site.staging import Content, Staging, Written, inside

__all__ = ["LITTER", "MANIFEST", "SiteWriter", "Workplace", "cannot_write", "check_target", "manifest"]

try:
    from fcntl import LOCK_EX, LOCK_NB, flock

    _CAN_LOCK = True
except ImportError:  # not on Windows, which removes no folder with an open file in it anyway
    _CAN_LOCK = False

Listed = tuple[str, int, bytes]
"""A line of the manifest: a file's path in the site, its size and its SHA-256."""

_GENERATOR = "enregard"
LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})  # dropped by file managers, not by people


class Workplace:
    """A folder beside `target` to write in, which tells other builds to stay away. A context manager.

    What builds before left unfinished is finished or removed on entry.
    """

    def __init__(self, target: Path, *, flat: bool = False) -> None:
        self.target = target
        self.staging = Staging(target.with_name(f".{target.name}-staging-{os.getpid()}"), flat)
        self._lock: IO[str] | None = None

    def __enter__(self) -> Self:
        try:
            _recover(self.target)
            _remove_leftovers(self.target)
            self.staging.folder.mkdir()
        except OSError as error:
            raise cannot_write(error, self.target) from error
        try:
            marker = self.staging.folder / MANIFEST
            self._lock = marker.open("w", encoding="utf-8", newline="\n")
            if not _try_lock(self._lock) or not os.path.samestat(
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
            if not is_pending(self.staging.folder):
                remove_folder(self.staging.folder, MANIFEST)

    def write_manifest(self, files: Iterable[Listed]) -> None:
        """Write the manifest of the finished site. The lock is held, unless the system forbids that."""
        assert self._lock is not None  # noqa: S101 - opened on entry
        self._lock.seek(0)
        self._lock.truncate()
        self._lock.writelines(manifest(files))
        self._lock.flush()
        if not _CAN_LOCK:
            self._lock.close()


class SiteWriter:
    """Writes a site; on a clean exit it takes the place of the folder `target`, else nothing has changed.

    `listed` gives all files that were written or added, sorted, where somebody else remembers them anyway.
    Raises EnregardError where `target` cannot be written, or holds what this program did not make.
    """

    def __init__(self, target: Path, listed: Callable[[], Iterable[Listed]] | None = None) -> None:
        self.target = target
        self._work = Workplace(target)
        self._files: dict[str, tuple[int, bytes]] = {}
        self._listed = listed
        self._folded: dict[str, str] = {}  # names with capitals, by what they are without
        self.replaced = False
        """Whether the site took the place; it does not where the old one is the same."""

    @property
    def staging(self) -> Staging:
        """Where the site waits."""
        return self._work.staging

    def __enter__(self) -> Self:
        self._work.__enter__()
        try:
            check_target(self.target)
        except BaseException:
            self._work.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._finish()
        except OSError as failure:
            raise cannot_write(failure, self.target) from failure
        finally:
            self._work.__exit__(kind, error, trace)

    def write(self, path: str, content: Content) -> Written:
        """Write the file `path`, relative to the site and with forward slashes.

        Raises ValueError for a path outside the site or written before, EnregardError where the disk refuses.
        """
        path = inside(path)
        if path == MANIFEST:
            raise ValueError(f"not a path inside the site: {path!r}")
        if path in self._files:
            raise ValueError(f"written twice: {path!r}")
        try:
            written = self.staging.put(path, content)
        except OSError as error:
            raise cannot_write(error, self.target / path) from error
        self._tell_apart(path)
        self._files[path] = (written.size, written.sha256)
        return written

    def stands(self, path: str, source: bytes) -> bool:
        """A new folder holds no page that could be left as it is."""
        return False

    def add(self, written: Written) -> None:
        """Take up a file that another process has written into the staging folder."""
        if written.path in self._files:
            raise ValueError(f"written twice: {written.path!r}")
        self._tell_apart(written.path)
        if self._listed is None:
            self._files[written.path] = (written.size, written.sha256)

    def _tell_apart(self, path: str) -> None:
        """Raise EnregardError where the file system takes another file's name for the same."""
        if (folded := path.casefold()) == path and folded not in self._folded:
            return
        other = self._folded.setdefault(folded, path)
        other = folded if folded in self._files else other
        if other != path and not _tells_capitals(self.staging.folder):
            raise EnregardError(
                f"is for this file system the same name as '{other}': rename one of them",
                path=self.target / path,
            )

    def _finish(self) -> None:
        """Complete the staging folder and put it in its place, unless the old site is the same."""
        if self._listed is None:
            self._work.write_manifest((path, *self._files[path]) for path in sorted(self._files))
        else:
            self._work.write_manifest(self._listed())
        if _stands_already(self.target, self.staging.folder):
            return
        check_target(self.target)
        _swap(self.staging.folder, self.target)
        self.replaced = True


def check_target(target: Path) -> None:
    """Raise EnregardError unless the folder `target` may be replaced by a new site."""
    try:
        _check(target)
    except OSError as error:
        raise cannot_write(error, target) from error


def _check(target: Path) -> None:
    if target.is_symlink():
        raise EnregardError("is a symbolic link: remove it, the site is made here as a folder", path=target)
    if not target.exists():
        return
    if not target.is_dir():
        raise EnregardError("is a file: move it away, the site is made here as a folder", path=target)
    if os.path.ismount(target):
        raise EnregardError("is a mount point, which cannot be replaced: mount the folder above", path=target)
    ours = _files_made(target)
    found = sorted(name for name, _ in _walk(target))
    if ours is None:
        if found:
            raise EnregardError(
                f"holds '{found[0]}' and was not made by enregard: move the folder away, then build again",
                path=target,
            )
        return
    for name in found:
        if name not in ours:
            raise EnregardError(
                f"holds '{name}', which enregard did not write: move it away (what should be published "
                "with the site goes to site/static/)",
                path=target,
            )


def manifest(files: Iterable[Listed]) -> Iterator[str]:
    """The manifest of sorted `files`, as JSON, a line each."""
    before = ""
    yield '{"files": {'
    for path, size, sha256 in files:
        name = json.dumps(path, ensure_ascii=False)
        yield f'{before}\n{name}: {{"sha256": "{sha256.hex()}", "size": {size}}}'
        before = ","
    yield f'\n}}, "generator": "{_GENERATOR}"}}\n'


def _files_made(folder: Path) -> dict[str, int] | None:
    """The files that the manifest in `folder` lists, with their sizes; None without one of this program."""
    try:
        # No more is wanted of each, and there may be hundreds of thousands.
        found = json.loads(
            (folder / MANIFEST).read_bytes(),
            object_hook=lambda it: it.get("size") if isinstance(it.get("sha256"), str) else it,
        )
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.get("generator") != _GENERATOR:
        return None
    files = found.get("files")
    return files if isinstance(files, dict) else None


def _walk(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every file under `folder` but the manifest and litter: its path inside, and what the system says."""
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        with os.scandir(folder / prefix) as entries:
            for entry in entries:
                name = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(name + "/")
                elif name != MANIFEST and entry.name not in LITTER:
                    yield name, entry.stat(follow_symlinks=False)


def _stands_already(target: Path, staging: Path) -> bool:
    """Whether `target` holds what `staging` does, untouched since its manifest, the last, was written."""
    try:
        if (target / MANIFEST).read_bytes() != (staging / MANIFEST).read_bytes():
            return False
        made = (target / MANIFEST).stat().st_mtime_ns
        if made > (staging / MANIFEST).stat().st_mtime_ns:
            return False  # the clock went back: times tell nothing
        files = _files_made(target) or {}
        found = 0
        for name, stat in _walk(target):
            if stat.st_mtime_ns > made or stat.st_size != files.get(name):
                return False
            found += 1
    except OSError:
        return False
    return found == len(files)


def _tells_capitals(folder: Path) -> bool:
    """Whether names that differ in their capitals are two to the file system; the manifest is in `folder`."""
    return not (folder / MANIFEST.upper()).exists()


def _swap(staging: Path, target: Path) -> None:
    """Put the new site in the place of the old one, and remove that.

    Where the system cannot let the two change places, the old one is moved aside first.
    """
    old = _old(target)
    if target.exists() and exchange(staging, target):
        return  # the old site is in the staging folder now, and goes with it
    aside = target.exists()
    if aside:
        target.rename(old)
    try:
        staging.rename(target)
    except BaseException:
        if aside:
            old.rename(target)
        raise
    with contextlib.suppress(OSError):  # what could not be removed now is removed by the next build
        remove_folder(old, MANIFEST)


def _old(target: Path) -> Path:
    """Where the old site waits while the new one moves in."""
    return target.with_name(f".{target.name}-old")


def _recover(target: Path) -> None:
    """Put an old site back that a crash left aside, or remove it where the new one is in its place."""
    old = _old(target)
    if not os.path.lexists(old):
        return
    if old.is_symlink() or not old.is_dir() or (_files_made(old) is None and any(old.iterdir())):
        raise EnregardError("is in the way and was not made by enregard: move it away", path=old)
    if os.path.lexists(target):
        remove_folder(old, MANIFEST)
    else:
        old.rename(target)


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
                if not _try_lock(marker):
                    raise _busy(target)
                finish(folder, target)
            remove_folder(folder, MANIFEST)


def _busy(target: Path) -> EnregardError:
    return EnregardError("another build is writing here: wait until it has ended", path=target)


def _try_lock(file: IO[str] | IO[bytes]) -> bool:
    """Lock `file` until it is closed or the process ends; False where another process has locked it."""
    try:
        if _CAN_LOCK:
            flock(file, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # some network file systems know no locks
        return True
    return True


def cannot_write(error: OSError, path: Path) -> EnregardError:
    """What to tell about `error`."""
    reason = error.strerror or type(error).__name__
    return EnregardError(
        f"cannot be written ({reason}): make room, or let this folder and the one above be written", path=path
    )
