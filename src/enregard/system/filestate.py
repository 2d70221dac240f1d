"""Looks at files so that a change is found later without reading them again.

A file counts as unchanged where size, times and inode are those remembered. Times advance in ticks, so that
a file which changed twice within one looks the same twice; one that was young when it was looked at is
therefore told by its SHA-256 as well, as git does with what it calls racily clean entries.
"""

import hashlib
import os
from pathlib import Path
from typing import NamedTuple

FileState = tuple[int, int, int, int]
"""Size, time of last change of the content and of the entry (ns since 1970), and inode of a file."""


def state_of(found: os.stat_result) -> FileState:
    """What of a file's status tells whether it changed."""
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


TICK_NS = 50_000_000
"""No system's clock for files advances in longer steps, but for"""
COARSE_NS = 2_000_000_000
"""those that keep whole seconds (FAT: every other one)."""
_LARGE = 1 << 24


class Snapshot(NamedTuple):
    """A file as it was before it was read. `sha256` only where it was young."""

    name: str
    state: FileState
    sha256: bytes | None


def snapshot(name: str, path: str, now_ns: int, *, always: bool = False) -> Snapshot | None:
    """The file `path` as it is, to be called before it is read; None where it cannot be.

    What changes it later is found out: another tick shows, and within the same one it was young.
    """
    try:
        state = state_of(os.stat(path))  # noqa: PTH116
        young = always or is_racy(state, now_ns)
        return Snapshot(name, state, _sha256(path, state[0]) if young else None)
    except OSError:
        return None


def _sha256(path: str, size: int) -> bytes:
    """The SHA-256 of a file; one that may not fit into memory is read piece by piece, which is slower."""
    with open(path, "rb") as file:  # noqa: PTH123
        if size < _LARGE:
            return hashlib.sha256(file.read()).digest()
        return hashlib.file_digest(file, "sha256").digest()


def is_racy(state: FileState, now_ns: int) -> bool:
    """Whether a file in this state may change after `now_ns` without its times telling."""
    _, mtime, ctime, _ = state
    tick = COARSE_NS if mtime % 1_000_000_000 == 0 else TICK_NS
    return max(mtime, ctime) > now_ns - tick


def file_clock(path: Path) -> int:
    """What time it is for files beside `path`, whose clock may be another machine's."""
    beside = path.with_name(".clock")
    try:
        beside.touch()
        now = beside.stat().st_mtime_ns
        beside.unlink()
    except OSError:
        return 0  # every file is then young
    return now
