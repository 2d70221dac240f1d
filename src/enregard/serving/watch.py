"""Tells which files of a publication were changed."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from watchfiles import Change, watch
from watchfiles._rust_notify import WatchfilesRustInternalError

from enregard.errors import EnregardError

_PARTS = ("seeds", "translate", "site")
_LOOK_MS = 500
"""How often is looked whether the folders themselves came or went."""


def changes(root: Path, stop: Event) -> Iterator[set[Path]]:
    """The files of the publication in `root` that were changed, those of a moment together, until `stop`.

    `root` itself stands for all of them: it comes first, when watching has begun, and whenever one of the
    folders came, went or was replaced. Raises KeyboardInterrupt where the user interrupts, and EnregardError
    where the system does not let files be watched.
    """
    try:
        yield from _changes(root, stop)
    except (OSError, WatchfilesRustInternalError) as error:
        raise EnregardError(
            f"cannot be watched: {error}; with the environment variable WATCHFILES_FORCE_POLLING=1 its files "
            "are looked at again and again instead",
            path=root,
        ) from error


def _changes(root: Path, stop: Event) -> Iterator[set[Path]]:
    while not stop.is_set():
        before = _folders(root)
        if not before:
            stop.wait(_LOOK_MS / 1000)
            continue
        begun = False
        for found in watch(
            *before,
            watch_filter=_is_ours,
            stop_event=stop,
            rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        ):
            if not begun:
                begun = True
                yield {root}
            if found:
                yield {Path(path) for _, path in found}
            elif _folders(root) != before:
                break


def _folders(root: Path) -> dict[Path, int]:
    """The folders of the publication that are there, with what tells them from others of the same name."""
    found = {}
    for part in _PARTS:
        try:
            found[root / part] = (root / part).stat().st_ino
        except OSError:
            continue
    return {path: inode for path, inode in found.items() if path.is_dir()}


def _is_ours(_: Change, path: str) -> bool:
    """Whether the file may be a part of the publication: not what editors and this program write aside."""
    name = Path(path).name
    return not (name.startswith((".", "#")) or name.endswith(("~", ".swp", ".swx", ".tmp")) or name == "4913")
