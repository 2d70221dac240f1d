"""Exchange whole folders in one step, and remove folders so that an interrupted removal can be finished."""

import os
import shutil
import sys
from pathlib import Path

_LINUX: bool = sys.platform == "linux"
_HERE = -100  # AT_FDCWD of fcntl.h: relative paths start at the working directory
_EXCHANGE = 2  # RENAME_EXCHANGE of linux/fs.h


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


def remove_folder(folder: Path, mark: str) -> None:
    """Remove `folder`, its file `mark` last, so that a half-removed folder still has its mark.

    Raises OSError if something cannot be removed.
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
