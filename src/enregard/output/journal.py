"""Record the changes to a site before they are made, so that an interrupted patch can be completed.

Without a journal, nothing has changed. Once it exists, this run or the next completes its changes. Whoever
made the publication may have planted one, so its names are checked before they are used.
"""

import contextlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from enregard.output.manifest import LARGEST, MANIFEST
from enregard.output.staging import Staging
from enregard.output.target import OutsideError, passes_link, site_path
from enregard.system.files import is_link, read_file
from enregard.system.filestate import file_sha256
from enregard.system.platform import move

_NAME = "journal.json"


class BadJournalError(Exception):
    """A journal that no build wrote, or that is damaged."""


@dataclass(frozen=True, slots=True)
class Journal:
    """The changes to a site: first the `moves`, in this order, then the `removals`.

    Each move is a pair: a name in the staging folder, and a path in the site.
    """

    moves: Sequence[tuple[str, str]]
    removals: Sequence[str]


def new_manifest(folder: Path) -> Path:
    """Return where in `folder` the manifest of the changed site waits."""
    return folder / "manifest.json"


def begin(folder: Path, target: Path, journal: Journal) -> None:
    """Write the journal of changes from `folder` to `target`. Raises OSError if it cannot be written."""
    ends = {"from": file_sha256(target / MANIFEST), "to": file_sha256(new_manifest(folder))}
    half = folder / f"{_NAME}.new"
    half.write_text(json.dumps(ends | asdict(journal)), encoding="utf-8")
    move(half, folder / _NAME)


def is_pending(folder: Path) -> bool:
    """Return whether `folder` has a journal to complete."""
    return (folder / _NAME).exists()


def finish(folder: Path, target: Path) -> None:
    """Complete the journal in `folder`, if there is one for this `target`.

    Raises BadJournalError, and changes nothing, if the journal cannot be trusted; OSError if a change fails:
    another call continues from there.
    """
    if not os.path.lexists(folder / _NAME):
        return
    try:
        found = json.loads(read_file(folder / _NAME, LARGEST, follow=False))
        ends = found["from"], found["to"]
        journal = _checked(found, folder, target)
    except (OSError, ValueError, RecursionError, LookupError, TypeError) as error:
        raise BadJournalError from error
    try:
        current = file_sha256(target / MANIFEST)
        if current == ends[1] or (current == ends[0] and file_sha256(new_manifest(folder)) == ends[1]):
            apply(folder, target, journal)
    except (FileNotFoundError, NotADirectoryError):
        return  # of a site that is gone


def _checked(found: Any, folder: Path, target: Path) -> Journal:
    """Return the journal in `found`. Raises ValueError or TypeError if its names are not those of a build."""
    staging = Staging(folder, target, flat=True)
    moves = [(str(name), _inside(path, target)) for name, path in found["moves"]]
    removals = [_inside(path, target) for path in found["removals"]]
    for name, path in moves:
        if name != staging.name(path) or is_link(folder / name):
            raise ValueError(f"not the name of a file in the staging folder: {name!r}")
    return Journal(moves, removals)


def _inside(path: Any, target: Path) -> str:
    if not isinstance(path, str) or site_path(path) != path or passes_link(target, path):
        raise OutsideError(f"not a path inside the site: {path!r}")
    return path


def apply(folder: Path, target: Path, journal: Journal) -> None:
    """Make the changes of a journal, which must be trustworthy. Raises OSError if one fails."""
    for name, path in journal.moves:
        _move(folder / name, target / path)
    _move(new_manifest(folder), target / MANIFEST)
    for path in journal.removals:
        file = target / path
        file.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # the folder has other files, or is gone
            for parent in file.relative_to(target).parents[:-1]:
                (target / parent).rmdir()
    (folder / _NAME).unlink()


def _move(source: Path, target: Path) -> None:
    """Move a file, unless an earlier run did."""
    try:
        move(source, target)
    except FileNotFoundError:
        if source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            move(source, target)
