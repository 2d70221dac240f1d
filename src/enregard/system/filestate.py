"""Take snapshots of files, to detect later changes without reading the files again.

A file is unchanged if its size, times and inode are as remembered. Times advance in ticks, so a second
change within one tick leaves no trace. A file for which this could happen is *racy* (git's term): its SHA-256
is compared as well.
"""

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from enregard.system.files import open_file

FileState = tuple[int, int, int, int]
"""Size, modification and status change times (ns since 1970), and inode of a file."""


def state_of(found: os.stat_result) -> FileState:
    """Return the parts of a file's status that show whether it changed."""
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


TICK_NS = 50_000_000
"""The longest tick of file times on systems that store fractions of a second."""
COARSE_NS = 2_000_000_000
"""The longest tick on systems that store whole seconds (FAT: even ones)."""
_LARGE = 1 << 24


class Snapshot(NamedTuple):
    """A file's state before it was read, with its `sha256` if it was racy."""

    name: str
    state: FileState
    sha256: bytes | None


_ABSENT: FileState = (-1, 0, 0, 0)


def absent(name: str) -> Snapshot:
    """Return the snapshot of a file that may appear later."""
    return Snapshot(name, _ABSENT, None)


def snapshot(name: str, path: str, now_ns: int, *, always: bool = False) -> Snapshot | None:
    """Snapshot a file's state before reading it; None if it is unreadable or no regular file.

    Any later change shows in the times or, within the same tick, in the hash. `always` hashes every file.
    """
    try:
        found = os.stat(path)  # noqa: PTH116
        if not stat.S_ISREG(found.st_mode):
            return None
        state = state_of(found)
        racy = always or is_racy(state, now_ns)
        return Snapshot(name, state, _sha256(path, state[0]) if racy else None)
    except OSError:
        return None


def _sha256(path: Path | str, size: int) -> bytes:
    """Return the SHA-256 of a file; a large one is read in pieces, which is slower but saves memory."""
    with open_file(path) as file:
        if size < _LARGE:
            return hashlib.sha256(file.read()).digest()
        return hashlib.file_digest(file, "sha256").digest()


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits. Raises OSError."""
    return _sha256(path, _LARGE).hex()


def is_racy(state: FileState, now_ns: int) -> bool:
    """Return whether a file in this state may change after `now_ns` without a trace in its times."""
    _, mtime, ctime, _ = state
    tick = COARSE_NS if mtime % 1_000_000_000 == 0 else TICK_NS
    return max(mtime, ctime) > now_ns - tick


def file_clock(path: Path) -> int:
    """Return the time (ns since 1970) that a file written next to `path` gets, perhaps by a file server."""
    beside = path.with_name(".clock")
    try:
        beside.touch()
        now = beside.stat().st_mtime_ns
    except OSError:
        now = 0  # every file is then racy
    for _ in range(2):  # a disk that fails once leaves nothing behind
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    return now
