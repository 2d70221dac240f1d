"""The list of what is still to be done to a site that stands: which files take their places, which go.

Once the list is there, the change is made, if not by this run then by the next one; before that, nothing is.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

from enregard.output.manifest import MANIFEST

_NAME = "journal.json"
_NEW_MANIFEST = "manifest.json"


def new_manifest(folder: Path) -> Path:
    """Where the manifest of the changed site waits."""
    return folder / _NEW_MANIFEST


def begin(folder: Path, target: Path, moves: Sequence[tuple[str, str]], removals: Sequence[str]) -> None:
    """Decide that the files in `folder` take their places in `target`, in this order; `removals` go last.

    `moves` are pairs of a name in `folder` and a path in the site. Raises OSError; nothing is then decided.
    """
    journal = {
        "from": _digest(target / MANIFEST),
        "to": _digest(new_manifest(folder)),
        "moves": moves,
        "removals": removals,
    }
    half = folder / f"{_NAME}.new"
    half.write_text(json.dumps(journal), encoding="utf-8")
    half.rename(folder / _NAME)


def is_pending(folder: Path) -> bool:
    """Whether something is decided and not yet done."""
    return (folder / _NAME).exists()


def finish(folder: Path, target: Path) -> None:
    """Do what the journal in `folder` lists, as far as it is not done yet; nothing where there is none.

    A `target` that is no longer the site for which the list was made is left alone. Raises OSError; what is
    left can be done by calling this again.
    """
    try:
        journal = json.loads((folder / _NAME).read_bytes())
        standing = _digest(target / MANIFEST)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return
    if standing not in (journal["from"], journal["to"]):
        return
    for name, path in journal["moves"]:
        _move(folder / name, target / path)
    _move(new_manifest(folder), target / MANIFEST)
    for path in journal["removals"]:
        place = target / path
        place.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # it holds other files, or is gone
            for parent in place.relative_to(target).parents[:-1]:
                (target / parent).rmdir()
    (folder / _NAME).unlink()


def _move(source: Path, place: Path) -> None:
    """Put `source` in its place, unless that was done."""
    try:
        os.replace(source, place)  # noqa: PTH105 - `Path.replace` is the same and slower
    except FileNotFoundError:
        if source.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            source.replace(place)


def _digest(path: Path) -> str:
    with path.open("rb") as file:  # tens of megabytes where there are many files
        return hashlib.file_digest(file, "sha256").hexdigest()
