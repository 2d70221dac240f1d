"""Replace an old site with a new one, and recover from a crash in between."""

import contextlib
import os
from pathlib import Path

from enregard.errors import EnregardError
from enregard.messages import _
from enregard.output.folders import remove_folder
from enregard.output.manifest import MANIFEST, listed_files
from enregard.system.files import is_link
from enregard.system.platform import exchange, move


def swap(staging: Path, target: Path) -> None:
    """Replace the folder `target` with `staging`, and remove the old one.

    If the system cannot exchange two folders, the old one is first moved aside.
    """
    old = _old(target)
    if target.exists() and exchange(staging, target):
        return  # the old site is now the staging folder, which is removed later
    aside = target.exists()
    if aside:
        move(target, old)
    try:
        move(staging, target)
    except BaseException:
        if aside:
            move(old, target)
        raise
    with contextlib.suppress(OSError):  # the next build removes what is left
        remove_folder(old, MANIFEST)


def _old(target: Path) -> Path:
    """Return the path to which the old site is moved aside."""
    return target.with_name(f".{target.name}-old")


def recover(target: Path) -> None:
    """Put back a site that a crash left aside, or remove it if the new one is in place."""
    old = _old(target)
    if not os.path.lexists(old):
        return
    if is_link(old) or not old.is_dir() or (listed_files(old) is None and any(old.iterdir())):
        raise EnregardError(_("is in the way, and enregard did not create it: move it elsewhere"), path=old)
    if os.path.lexists(target):
        remove_folder(old, MANIFEST)
    else:
        move(old, target)
