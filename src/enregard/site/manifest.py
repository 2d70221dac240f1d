"""The manifest of a site: it marks the folder as made by this program, and lists the files that it made."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from enregard.site.staging import Written, state_of

MANIFEST = ".enregard-manifest.json"
"""Lists the files of the folder that it is in, with their sizes and hashes."""

Listed = tuple[str, int, bytes]
"""A line of the manifest: a file's path in the site, its size and its SHA-256."""

LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})  # dropped by file managers, not by people
_GENERATOR = "enregard"


def manifest(files: Iterable[Listed]) -> Iterator[str]:
    """The manifest of sorted `files`, as JSON, a line each."""
    before = ""
    yield '{"files": {'
    for path, size, sha256 in files:
        name = json.dumps(path, ensure_ascii=False)
        yield f'{before}\n{name}: {{"sha256": "{sha256.hex()}", "size": {size}}}'
        before = ","
    yield f'\n}}, "generator": "{_GENERATOR}"}}\n'


def files_made(folder: Path) -> dict[str, int] | None:
    """The files that the manifest in `folder` lists, with their sizes; None without one of this program."""
    try:
        # No more is wanted of each, and there may be hundreds of thousands.
        found = json.loads(
            (folder / MANIFEST).read_bytes(),
            object_hook=lambda it: it.get("size") if isinstance(it.get("sha256"), str) else it,
        )
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.get("generator") != _GENERATOR:
        return None
    files = found.get("files")
    return files if isinstance(files, dict) else None


def walk(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every file under `folder` but the manifest and litter: its path inside, and what the system says."""
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        with os.scandir(folder / prefix) as entries:
            for entry in entries:
                name = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(name + "/")
                elif name != MANIFEST and entry.name not in LITTER:
                    yield name, entry.stat(follow_symlinks=False)


def see_manifest(target: Path) -> Written:
    """The manifest of the site in `target` as a file of it."""
    data = (target / MANIFEST).read_bytes()
    state = state_of((target / MANIFEST).stat())
    return Written(MANIFEST, len(data), hashlib.sha256(data).digest(), state)
