"""Read and write the manifest of a site, which lists its files and marks its folder as built by enregard."""

import hashlib
import json
import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from mmap import ACCESS_READ, mmap
from pathlib import Path

from enregard.output.staging import Written
from enregard.system.files import open_file, read_file
from enregard.system.filestate import state_of

MANIFEST = ".enregard-manifest.json"
"""Lists the files of its folder, with their sizes and hashes."""

Listed = tuple[str, int, bytes]
"""A line of the manifest: a file's path in the site, its size and its SHA-256."""

LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})  # dropped by file managers, not by people
_GENERATOR = "enregard"
_BEGIN = '{"files": {'
_END = f'\n}}, "generator": "{_GENERATOR}"}}\n'
_PIECE = 1 << 20
LARGEST = 1_000_000_000
"""The size limit of a manifest or journal in bytes; a site of a million articles takes half of it."""


def manifest(files: Iterable[Listed]) -> Iterator[str]:
    """Yield the manifest of sorted `files`, as JSON with a line for each."""
    before = ""
    yield _BEGIN
    for path, size, sha256 in files:
        yield before + _line(path, size, sha256)
        before = ","
    yield _END


def changed_manifest(current: Path, changes: Mapping[str, tuple[int, bytes] | None]) -> Iterator[bytes]:
    """Yield the manifest in the file `current`, in pieces, with the lines of some files changed.

    `changes` has the new size and hash of each, or None for a removed file. The result is the same as with
    `manifest`, which takes a second for 300,000 files.
    """
    with open_file(current, follow=False) as file, mmap(file.fileno(), 0, access=ACCESS_READ) as lines:
        end = len(lines) - len(_END)
        at = len(_BEGIN)  # each line begins with its line feed, and a comma separates two lines
        before = b""
        yield _BEGIN.encode()
        for path in sorted(changes, key=str.encode):
            found = _find(lines, at, end, path)
            if found > at:
                yield before
                yield from _pieces(lines, at, found - (found < end))
                before = b","
            at = found
            if at < end and _path(lines, at) == path:
                at = lines.find(b"\n", at + 1)
            if (new := changes[path]) is not None:
                yield before + _line(path, *new).encode()
                before = b","
        if at < end:
            yield before
            yield from _pieces(lines, at, end)
        yield _END.encode()


def _line(path: str, size: int, sha256: bytes) -> str:
    name = json.dumps(path, ensure_ascii=False)
    return f'\n{name}: {{"sha256": "{sha256.hex()}", "size": {size}}}'


def _find(lines: mmap, start: int, end: int, path: str) -> int:
    """Return where the line of `path` begins between `start` and `end`, or where it would be inserted."""
    return start + bisect_left(
        range(start, end),
        path.encode(),
        key=lambda at: _path(lines, lines.rfind(b"\n", start, at + 1)).encode(),
    )


def _path(lines: mmap, at: int) -> str:
    """Return the path in the line that begins at `at`."""
    return str(json.loads(lines[at + 1 : lines.find(b'": {"sha256": "', at) + 1]))


def _pieces(lines: mmap, start: int, end: int) -> Iterator[bytes]:
    for at in range(start, end, _PIECE):
        yield lines[at : min(at + _PIECE, end)]


def listed_files(folder: Path) -> dict[str, int] | None:
    """Return the files in the manifest of `folder`, with their sizes; None if there is no valid manifest."""
    try:
        # Only the size of each is kept: there may be hundreds of thousands.
        found = json.loads(
            read_file(folder / MANIFEST, LARGEST, follow=False),
            object_hook=lambda it: it.get("size") if isinstance(it.get("sha256"), str) else it,
        )
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.get("generator") != _GENERATOR:
        return None
    files = found.get("files")
    return files if isinstance(files, dict) else None


def walk(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Yield path and status of every file under `folder` except the manifest and litter."""
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


def published_manifest(target: Path) -> Written:
    """Describe the manifest of the site in `target` as one of its files."""
    with open_file(target / MANIFEST, follow=False) as file:
        state = state_of(os.fstat(file.fileno()))
        return Written(MANIFEST, state[0], hashlib.file_digest(file, "sha256").digest(), state)
