"""Remove folders so that an interrupted removal can be finished."""

import os
import shutil
from pathlib import Path


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
