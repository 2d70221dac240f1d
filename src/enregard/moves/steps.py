"""Move PO files to the names of their articles, in steps that a killed run may leave at any point.

Every step renames a file to a free name. A circle needs a name for the time between, which says where the
file belongs. So at any moment each record is in some file, and the next run finds and moves the rest.
"""

import errno
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from enregard.errors import EnregardError
from enregard.messages import _
from enregard.system import platform
from enregard.system.files import resolve_inside
from enregard.system.walk import walk
from enregard.translate.record.word_links import links_name, move_links

_BETWEEN = ".moved-"
"""The beginning of the name of a PO file on its way in a circle."""


def all_steps(moves: Mapping[str, str], existing: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield renames, each to a free name, that carry out `moves` (from, to) among the `existing` files.

    A file in the way that has nowhere to go takes the name that becomes free.
    """
    pending = dict(moves)
    origins = {to: start for start, to in moves.items()}
    for to in sorted(origins.keys() & set(existing) - moves.keys()):
        free = to
        while free in origins:
            free = origins[free]
        pending[to], origins[free] = free, to

    def row(start: str) -> Iterator[tuple[str, str]]:
        """Yield the rename of `start` to a free name, then that of the file that gets its name, and so on."""
        while start in pending:
            yield start, pending.pop(start)
            start = origins.get(start, "")

    for start in sorted(one for one, to in pending.items() if to not in pending):
        yield from row(start)
    for start in sorted(pending):
        if start in pending:  # in a circle
            to = pending.pop(start)
            between = _between(to)
            yield start, between
            yield from row(origins[start])
            yield between, to


def move(folder: Path, start: str, to: str) -> None:
    """Rename a PO file under `folder`, and the file of its word links.

    Raises OSError, also if the new name is taken, and EnregardError.
    """
    target = resolve_inside(folder / to, f"translate/{to}")
    target.parent.mkdir(parents=True, exist_ok=True)
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, _("another file has this name"), str(target))
    platform.move(folder / start, target)
    with suppress(OSError, EnregardError):  # links can be computed again
        new = links_name(to)
        move_links(folder / links_name(start), folder / new, f"translate/{new}")


def is_movable(folder: Path, path: str) -> bool:
    """Return whether the PO file at `path` is a file of its own, not a link and not in a linked folder."""
    try:
        place = folder / path
        return resolve_inside(place, f"translate/{path}") == place
    except EnregardError:
        return False


def target_of(path: str) -> str:
    """Return where a PO file belongs that a killed run left on its way; empty if it is not such a file."""
    place = PurePosixPath(path)
    if not place.name.startswith(_BETWEEN):
        return ""
    return str(place.with_name(place.name.removeprefix(_BETWEEN)))


def po_files(folder: Path, suffix: str = ".po") -> Iterator[str]:
    """Yield the paths of all PO files under `folder`, without hidden ones. Raises EnregardError.

    With another `suffix`, yield the files beside them that end with it.
    """
    root = os.path.join(folder, "")  # noqa: PTH118 - a Path for each of 100,000 files is slow
    for parent, folders, names in walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below = parent[len(root) :].replace(os.sep, "/") + "/" if len(parent) > len(root) else ""
        for name in sorted(names):
            if name.endswith(suffix) and (not name.startswith(".") or name.startswith(_BETWEEN)):
                yield below + name


def _between(path: str) -> str:
    place = PurePosixPath(path)
    return str(place.with_name(_BETWEEN + place.name))
