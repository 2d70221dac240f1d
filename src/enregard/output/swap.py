"""Puts a whole new site in the place of the old one, and puts right what a crash meanwhile has left."""

import contextlib
import os
from pathlib import Path

from enregard.errors import EnregardError
from enregard.output.folders import exchange, remove_folder
from enregard.output.manifest import MANIFEST, files_made


def swap(staging: Path, target: Path) -> None:
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


def recover(target: Path) -> None:
    """Put an old site back that a crash left aside, or remove it where the new one is in its place."""
    old = _old(target)
    if not os.path.lexists(old):
        return
    if old.is_symlink() or not old.is_dir() or (files_made(old) is None and any(old.iterdir())):
        raise EnregardError("is in the way and was not made by enregard: move it away", path=old)
    if os.path.lexists(target):
        remove_folder(old, MANIFEST)
    else:
        old.rename(target)
