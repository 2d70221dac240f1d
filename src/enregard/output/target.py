"""Check that a new site may replace a folder, and that a path is inside the site."""

import os
from collections.abc import Collection
from pathlib import Path, PurePosixPath

from enregard.errors import EnregardError, cannot_write
from enregard.output.manifest import LITTER, MANIFEST, listed_files, walk


def check_target(target: Path) -> None:
    """Raise EnregardError unless a new site may replace the folder `target`."""
    try:
        if target.is_symlink():
            raise EnregardError(
                "is a symbolic link, but the site needs a folder here: remove it", path=target
            )
        if not target.exists():
            return
        if not target.is_dir():
            raise EnregardError("is a file, but the site needs a folder here: move it elsewhere", path=target)
        if os.path.ismount(target):
            raise EnregardError(
                "is a mount point, which cannot be replaced: mount the folder above it", path=target
            )
        ours = listed_files(target)
        others = sorted(name for name, _ in walk(target) if ours is None or name not in ours)
    except OSError as error:
        raise cannot_write(error, target) from error
    if others and ours is None:
        raise EnregardError(
            f"contains '{others[0]}', and enregard did not build it: move the folder elsewhere, then build "
            "again",
            path=target,
        )
    if others:
        raise foreign_file(others[0], target)


def foreign_file(path: str, target: Path) -> EnregardError:
    """Compose the message for a file in the site that enregard did not write."""
    return EnregardError(
        f"contains '{path}', which enregard did not write: move it elsewhere (to publish it with the site, "
        "put it in site/static/)",
        path=target,
    )


def has_foreign(target: Path, known: Collection[str]) -> bool:
    """Return whether the top level of the folder `target` has an entry that is not in `known`.

    Foreign files further down are never touched; they are found when the site is next replaced.
    """
    try:
        return any(path.name not in known and path.name not in LITTER for path in target.iterdir())
    except OSError:
        return True


def site_path(path: str) -> str:
    """Return `path` in its shortest form. Raises ValueError if it is the manifest or outside the site."""
    parts = PurePosixPath(path).parts
    if not parts or parts[0] in ("/", "//") or ".." in parts or "\0" in path or parts == (MANIFEST,):
        raise ValueError(f"not a path inside the site: {path!r}")
    return "/".join(parts)
