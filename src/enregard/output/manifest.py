"""The manifest of a site: it marks the folder as made by this program, and lists the files that it made."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from mmap import ACCESS_READ, mmap
from pathlib import Path

from enregard.output.staging import Written
from enregard.system.filestate import state_of

MANIFEST = ".enregard-manifest.json"
"""Lists the files of the folder that it is in, with their sizes and hashes."""

Listed = tuple[str, int, bytes]
"""A line of the manifest: a file's path in the site, its size and its SHA-256."""

LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})  # dropped by file managers, not by people
_GENERATOR = "enregard"
_BEGIN = '{"files": {'
_END = f'\n}}, "generator": "{_GENERATOR}"}}\n'
_PIECE = 1 << 20


def manifest(files: Iterable[Listed]) -> Iterator[str]:
    """The manifest of sorted `files`, as JSON, a line each."""
    before = ""
    yield _BEGIN
    for path, size, sha256 in files:
        yield before + _line(path, size, sha256)
        before = ","
    yield _END


def changed_manifest(standing: Path, changes: Mapping[str, tuple[int, bytes] | None]) -> Iterator[bytes]:
    """The manifest in the file `standing` with other lines for some files, in pieces.

    `changes` has their sizes and hashes, None for one that goes. It is what `manifest` would give of all
    files; where there are 300,000, that takes a second.
    """
    with standing.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as lines:
        end = len(lines) - len(_END)
        at = len(_BEGIN)  # each line begins with its line feed, and those between two have a comma
        before = b""
        yield _BEGIN.encode()
        for path in sorted(changes, key=str.encode):
            place = _place(lines, at, end, path)
            if place > at:
                yield before
                yield from _pieces(lines, at, place - (place < end))
                before = b","
            at = place
            if at < end and _name(lines, at) == path:
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


def _place(lines: mmap, start: int, end: int, path: str) -> int:
    """Where the line of `path` begins, or else the next one, by halving what is between `start` and `end`."""
    wanted = path.encode()
    while start < end:
        middle = lines.rfind(b"\n", start, (start + end) // 2 + 1)
        if _name(lines, middle).encode() < wanted:
            start = lines.find(b"\n", middle + 1)
        else:
            end = middle
    return start


def _name(lines: mmap, place: int) -> str:
    """The path in the line that begins at `place`."""
    return str(json.loads(lines[place + 1 : lines.find(b'": {"sha256": "', place) + 1]))


def _pieces(lines: mmap, start: int, end: int) -> Iterator[bytes]:
    for at in range(start, end, _PIECE):
        yield lines[at : min(at + _PIECE, end)]


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
    with (target / MANIFEST).open("rb") as file:
        state = state_of(os.fstat(file.fileno()))
        return Written(MANIFEST, state[0], hashlib.file_digest(file, "sha256").digest(), state)
