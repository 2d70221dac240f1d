"""Check that a folder may be replaced by a new site."""

import os
from collections.abc import Collection
from pathlib import Path

from enregard.errors import EnregardError, cannot_write
from enregard.output.manifest import LITTER, files_made, walk


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
    ours = files_made(target)
    found = sorted(name for name, _ in walk(target))
    if ours is None:
        if found:
            raise EnregardError(
                f"holds '{found[0]}' and was not made by enregard: move the folder away, then build again",
                path=target,
            )
        return
    for name in found:
        if name not in ours:
            raise foreign_file(name, target)


def foreign_file(path: str, target: Path) -> EnregardError:
    """Compose the message for a file in the site that is not ours."""
    return EnregardError(
        f"holds '{path}', which enregard did not write: move it away (to publish it with the site, put it in "
        "site/static/)",
        path=target,
    )


def foreign(target: Path, known: Collection[str]) -> bool:
    """Whether the folder `target` holds, at its top, what is not among the names `known`.

    Deeper down such things do no harm: they are not touched, and found out when the site is made anew.
    """
    try:
        return any(path.name not in known and path.name not in LITTER for path in target.iterdir())
    except OSError:
        return True
