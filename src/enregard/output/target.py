"""Check that a new site may replace a folder, and that a path is inside the site."""

import os
from collections.abc import Collection
from pathlib import Path, PurePath, PurePosixPath

from enregard.errors import EnregardError, cannot_write
from enregard.messages import _
from enregard.output.manifest import LITTER, MANIFEST, listed_files, walk
from enregard.system.files import has_link, is_link


class OutsideError(ValueError):
    """A path that is not inside the site."""


def check_no_link(target: Path) -> None:
    """Raise EnregardError if the folder of the site is a link, which no build could exchange for another."""
    if is_link(target):
        raise EnregardError(
            _(
                "is a symbolic link, but the site needs a folder here: remove it, or build into another "
                "folder with --output"
            ),
            path=target,
        )


def check_target(target: Path) -> None:
    """Raise EnregardError unless a new site may replace the folder `target`."""
    try:
        check_no_link(target)
        if not target.exists():
            return
        if not target.is_dir():
            raise EnregardError(
                _("is a file, but the site needs a folder here: move it elsewhere"), path=target
            )
        if os.path.ismount(target):
            raise EnregardError(
                _("is a mount point, which cannot be replaced: mount the folder above it"), path=target
            )
        _check_manifest(target / MANIFEST)
        ours = listed_files(target)
        others = sorted(name for name, _ in walk(target) if ours is None or name not in ours)
    except OSError as error:
        raise cannot_write(error, target) from error
    if others and ours is None:
        raise EnregardError(
            _(
                "contains '{name}', and enregard did not build it: move the folder elsewhere, then "
                "build again",
                name=others[0],
            ),
            path=target,
        )
    if others:
        raise foreign_file(others[0], target)


def _check_manifest(path: Path) -> None:
    """Raise EnregardError if the manifest is a pipe, device or the like, which no build wrote."""
    if os.path.lexists(path) and (is_link(path) or not path.is_file()):
        raise EnregardError(_("is no regular file, and enregard did not create it: remove it"), path=path)


def foreign_file(path: str, target: Path) -> EnregardError:
    """Compose the message for a file in the site that enregard did not write."""
    return EnregardError(
        _(
            "contains '{path}', which enregard did not write: move it elsewhere (to publish it with "
            "the site, put it in site/static/)",
            path=path,
        ),
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
    """Return `path` in its shortest form. Raises OutsideError if it is the manifest or outside the site."""
    parts = PurePosixPath(path).parts
    if not parts or ".." in parts or "\0" in path or parts == (MANIFEST,) or not _is_relative(path):
        raise OutsideError(f"not a path inside the site: {path!r}")
    return "/".join(parts)


def _is_relative(path: str) -> bool:
    """Return whether this system, which may have drives and other slashes, sees no way out in `path`."""
    here = PurePath(path)
    return not here.anchor and ".." not in here.parts


def passes_link(target: Path, path: str) -> bool:
    """Return whether a folder on the way to `path` in the site is a link, which may lead out of it."""
    return has_link((target / path).parent, path.count("/"))
