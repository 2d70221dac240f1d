"""Whole folders: exchanged in one step, and removed so that the next run knows what a crash leaves."""

import os
import shutil
import sys
from pathlib import Path

_LINUX: bool = sys.platform == "linux"
_HERE = -100  # AT_FDCWD of fcntl.h: paths are as the process sees them
_EXCHANGE = 2  # RENAME_EXCHANGE of linux/fs.h


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step. Returns whether the system could: Linux, mostly."""
    if not _LINUX:
        return False
    import ctypes

    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    if rename is None:
        return False
    places = (ctypes.c_char_p(os.fsencode(one)), ctypes.c_char_p(os.fsencode(other)))
    return bool(rename(_HERE, places[0], _HERE, places[1], _EXCHANGE) == 0)


def remove_folder(folder: Path, mark: str) -> None:
    """Remove `folder`, the file `mark` in it last: as long as anything is there, so is the mark.

    Raises OSError where something cannot be removed.
    """
    with os.scandir(folder) as found:
        entries = [entry for entry in found if entry.name != mark]
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        else:
            Path(entry.path).unlink()
    (folder / mark).unlink(missing_ok=True)
    folder.rmdir()
