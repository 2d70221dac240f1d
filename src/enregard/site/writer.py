"""Write the site into a staging folder, which then takes the place of `build/` whole.

Why it goes this way is told in docs/decisions/0003-staging-and-swapping-build.md.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, Self

from enregard.errors import EnregardError

try:
    from fcntl import LOCK_EX, LOCK_NB, flock

    _CAN_LOCK = True
except ImportError:  # not on Windows, which removes no folder with an open file in it anyway
    _CAN_LOCK = False

MANIFEST = ".enregard-manifest.json"
"""Marks a folder as made by this program, and lists its files with their sizes and hashes."""

_GENERATOR = "enregard"
_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})  # dropped by file managers, not by people


@dataclass(frozen=True, slots=True)
class _File:
    size: int
    sha256: str


class SiteWriter:
    """Writes a site; on a clean exit it takes the place of the folder `target`, else nothing has changed.

    Raises EnregardError where `target` cannot be written, or holds what this program did not make.
    """

    def __init__(self, target: Path) -> None:
        self.target = target
        self.staging = target.with_name(f".{target.name}-staging-{os.getpid()}")
        self._files: dict[str, _File] = {}
        self._folders: set[Path] = set()
        self._lock: IO[str] | None = None

    def __enter__(self) -> Self:
        try:
            _recover(self.target)
            check_target(self.target)
            _remove_leftovers(self.target)
            self.staging.mkdir()
            self._lock = (self.staging / MANIFEST).open("w", encoding="utf-8", newline="\n")
            _try_lock(self._lock)
            self._lock.write(_manifest({}))
            self._lock.flush()
        except OSError as error:
            raise _cannot_write(error, self.target) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._finish()
        except OSError as failure:
            raise _cannot_write(failure, self.target) from failure
        finally:
            if self._lock is not None:
                self._lock.close()
            shutil.rmtree(self.staging, ignore_errors=True)

    def write(self, path: str, content: str | bytes) -> None:
        """Write the file `path`, relative to the site and with forward slashes.

        Raises ValueError for a path outside the site or written before, EnregardError where the disk refuses.
        """
        parts = PurePosixPath(path).parts
        if not parts or parts[0] in ("/", "//", MANIFEST) or ".." in parts or "\0" in path:
            raise ValueError(f"not a path inside the site: {path!r}")
        path = "/".join(parts)
        if path in self._files:
            raise ValueError(f"written twice: {path!r}")
        # A lone surrogate, which YAML can spell, has no UTF-8 form: it becomes a question mark.
        data = content.encode("utf-8", "replace") if isinstance(content, str) else content
        place = self.staging.joinpath(*parts)
        try:
            if place.parent not in self._folders:
                place.parent.mkdir(parents=True, exist_ok=True)
                self._folders.add(place.parent)
            place.write_bytes(data)
        except OSError as error:
            raise _cannot_write(error, self.target / path) from error
        self._files[path] = _File(len(data), hashlib.sha256(data).hexdigest())

    def _finish(self) -> None:
        """Complete the staging folder and put it in its place, unless the old site is the same."""
        manifest = _manifest(self._files)
        if _stands_already(self.target, manifest, self._files):
            return
        assert self._lock is not None  # noqa: S101 - opened on entry
        self._lock.seek(0)
        self._lock.write(manifest)
        self._lock.truncate()
        self._lock.flush()
        if not _CAN_LOCK:
            self._lock.close()
        check_target(self.target)
        _swap(self.staging, self.target)


def check_target(target: Path) -> None:
    """Raise EnregardError unless the folder `target` may be replaced by a new site."""
    try:
        _check(target)
    except OSError as error:
        raise _cannot_write(error, target) from error


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


def _manifest(files: dict[str, _File]) -> str:
    """The manifest of `files`, as JSON."""
    listed = {path: {"sha256": file.sha256, "size": file.size} for path, file in sorted(files.items())}
    return json.dumps({"files": listed, "generator": _GENERATOR}, ensure_ascii=False) + "\n"


def _files_made(folder: Path) -> set[str] | None:
    """The files that the manifest in `folder` lists; None where there is no manifest of this program."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(manifest, dict) or manifest.get("generator") != _GENERATOR:
        return None
    files = manifest.get("files")
    return set(files) if isinstance(files, dict) else None


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
                elif name != MANIFEST and entry.name not in _LITTER:
                    yield name, entry.stat(follow_symlinks=False)


def _stands_already(target: Path, manifest: str, files: dict[str, _File]) -> bool:
    """Whether `target` holds exactly `files`, untouched since its manifest was written (which is last)."""
    try:
        if (target / MANIFEST).read_bytes() != manifest.encode():
            return False
        made = (target / MANIFEST).stat().st_mtime_ns
        sizes = {name: stat.st_size for name, stat in _walk(target) if stat.st_mtime_ns <= made}
    except OSError:
        return False
    return sizes == {name: file.size for name, file in files.items()}


def _swap(staging: Path, target: Path) -> None:
    """Move the old site aside, the new one in, and remove the old one."""
    old = _old(target)
    aside = target.exists()
    if aside:
        target.rename(old)
    try:
        staging.rename(target)
    except BaseException:
        if aside:
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)  # what could not be removed now is removed by the next build


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
        shutil.rmtree(old)
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
                    raise EnregardError("another build is writing here: wait until it has ended", path=target)
            shutil.rmtree(folder)


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


def _cannot_write(error: OSError, path: Path) -> EnregardError:
    """What to tell about `error`."""
    reason = error.strerror or type(error).__name__
    return EnregardError(
        f"cannot be written ({reason}): make room, or let this folder and the one above be written", path=path
    )
