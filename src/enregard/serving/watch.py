"""Watch the files of a publication for changes."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event

from watchfiles import Change, watch
from watchfiles._rust_notify import WatchfilesRustInternalError

from enregard.errors import EnregardError

_PARTS = ("seeds", "translate", "site")
_POLL_MS = 500  # how often to check whether the folders themselves appeared or vanished


def changes(root: Path, built: Path, stop: Event) -> Iterator[set[Path]]:
    """Yield groups of files that changed together in the publication in `root`, until `stop`.

    `root` itself means that any file may have changed. It comes first, once watching has started, and again
    when one of the folders appears, vanishes or is replaced, or `built`, a file of the site, vanishes. Raises
    KeyboardInterrupt if the user interrupts, and EnregardError if the system cannot watch files.
    """
    try:
        yield from _changes(root, built, stop)
    except (OSError, WatchfilesRustInternalError) as error:
        raise EnregardError(
            f"cannot be watched ({error}): set the environment variable WATCHFILES_FORCE_POLLING=1 to poll "
            "its files instead",
            path=root,
        ) from error


def _changes(root: Path, built: Path, stop: Event) -> Iterator[set[Path]]:
    while not stop.is_set():
        before = _folders(root)
        if not before:
            stop.wait(_POLL_MS / 1000)
            continue
        started, was_built = False, False
        for found in watch(
            *before,
            watch_filter=_is_ours,
            stop_event=stop,
            rust_timeout=_POLL_MS,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        ):
            if not started:
                started = True
                yield {root}
            if found:
                yield {Path(path) for _, path in found}
            # A folder that was removed and created again may have its former inode.
            is_replaced = any(change is Change.deleted and Path(path) in before for change, path in found)
            if is_replaced or (not found and _folders(root) != before):
                break
            elif was_built and not built.exists():
                yield {root}
            was_built = built.exists()


def _folders(root: Path) -> dict[Path, int]:
    """Return the existing folders of the publication, with their inodes."""
    found = {}
    for part in _PARTS:
        with suppress(OSError):
            if (root / part).is_dir():
                found[root / part] = (root / part).stat().st_ino
    return found


def _is_ours(_: Change, path: str) -> bool:
    """Return whether a file may belong to the publication, not to an editor or a write in progress."""
    name = Path(path).name
    return not (name.startswith((".", "#")) or name.endswith(("~", ".swp", ".swx", ".tmp")) or name == "4913")
