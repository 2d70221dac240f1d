"""Find and read exchange files. Their content tells the format."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from enregard.errors import EnregardError, cannot_read
from enregard.importing.formats import jsonl, po, tmx, xliff
from enregard.importing.formats.xml_stream import elements
from enregard.importing.pairs import Pair
from enregard.messages import _
from enregard.system.files import open_file, resolve_inside
from enregard.system.walk import walk

SUFFIXES = (".tmx", ".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff", ".jsonl", ".ndjson", ".po")
"""The suffixes of the files in a folder to import."""

_HEAD = 4096  # bytes, enough to recognise a format


def find_files(path: Path, *, follow_links: bool = False) -> list[Path]:
    """Return the file `path`, or all exchange files in the folder `path` and below, sorted.

    With `follow_links`, they may be links that lead out of the folder; without, these are refused. Raises
    EnregardError if the folder has none or part of it cannot be read.
    """
    if not path.is_dir():
        return [path]
    found = [
        Path(folder, name)
        for folder, _, names in walk(path)
        for name in names
        if name.lower().endswith(SUFFIXES) and not name.startswith(".")
    ]
    if not found:
        raise EnregardError(
            _(
                "has no files to import: choose a file, or a folder with {suffixes} files",
                suffixes=", ".join(SUFFIXES),
            ),
            path=path,
        )
    if not follow_links:
        for file in found:
            resolve_inside(file, file.relative_to(path).as_posix(), place=_("the folder to import"))
    return sorted(found)


def read_units(path: Path, name: str, languages: set[str] | None = None) -> Iterator[list[Pair]]:
    """Read the units of the file `path`, each as one pair or several alternative ones.

    `name` is the file's name in records. The languages that the file names are added to `languages`. Raises
    EnregardError if it cannot be read completely.
    """
    try:
        with open_file(path) as file:
            yield from _read(file, path, name, set() if languages is None else languages)
    except OSError as error:
        raise cannot_read(error, path) from error
    except EnregardError as error:
        raise EnregardError(error.what, path=path, line=error.line) from error


def _read(file: IO[bytes], path: Path, name: str, languages: set[str]) -> Iterator[list[Pair]]:
    head = file.read(_HEAD)
    file.seek(0)
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    if not start:
        raise EnregardError(_("is empty: export it again"))
    if start.startswith(b"<"):
        found = elements(file, tmx.NAMES | xliff.NAMES)
        tag = next(found).element.tag
        if tag == "tmx":
            return tmx.read(found, name, languages)
        if tag == "xliff":
            return xliff.read(found, name, languages)
        raise EnregardError(_("is XML with the root <{tag}>: export TMX or XLIFF", tag=str(tag)[:40]), line=1)
    if start.startswith(b"{"):
        return jsonl.read(file, name, languages)
    if b"msgid" in head or path.suffix == ".po":
        return po.read(path, name, languages)
    raise EnregardError(
        _(
            "is not TMX, XLIFF, JSON Lines or PO: export one of these, or use --article to import an "
            "English text"
        )
    )
