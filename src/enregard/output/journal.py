"""Record the changes to a site before they are made, so that an interrupted patch can be completed.

Without a journal, nothing has changed. Once it exists, this run or the next completes its changes.
"""

import contextlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

from enregard.output.manifest import MANIFEST
from enregard.system.filestate import file_sha256

_NAME = "journal.json"


def new_manifest(folder: Path) -> Path:
    """Return where in `folder` the manifest of the changed site waits."""
    return folder / "manifest.json"


def begin(folder: Path, target: Path, moves: Sequence[tuple[str, str]], removals: Sequence[str]) -> None:
    """Write the journal: first the `moves` from `folder` into `target`, in this order, then the `removals`.

    Each move is a pair: a name in `folder`, and a path in the site. Raises OSError if the journal cannot be
    written.
    """
    journal = {
        "from": file_sha256(target / MANIFEST),
        "to": file_sha256(new_manifest(folder)),
        "moves": moves,
        "removals": removals,
    }
    half = folder / f"{_NAME}.new"
    half.write_text(json.dumps(journal), encoding="utf-8")
    half.rename(folder / _NAME)


def is_pending(folder: Path) -> bool:
    """Return whether `folder` has a journal to complete."""
    return (folder / _NAME).exists()


def finish(folder: Path, target: Path) -> None:
    """Complete the journal in `folder`, if there is one for this `target`.

    Raises OSError if a change fails; another call continues from there.
    """
    try:
        journal = json.loads((folder / _NAME).read_bytes())
        current = file_sha256(target / MANIFEST)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return
    if current not in (journal["from"], journal["to"]):
        return
    for name, path in journal["moves"]:
        _move(folder / name, target / path)
    _move(new_manifest(folder), target / MANIFEST)
    for path in journal["removals"]:
        file = target / path
        file.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # the folder has other files, or is gone
            for parent in file.relative_to(target).parents[:-1]:
                (target / parent).rmdir()
    (folder / _NAME).unlink()


def _move(source: Path, target: Path) -> None:
    """Move a file, unless an earlier run did."""
    try:
        os.replace(source, target)  # noqa: PTH105 - `Path.replace` is the same and slower
    except FileNotFoundError:
        if source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
