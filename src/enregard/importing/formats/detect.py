"""Reads the pairs of a file, whatever its format: what a file is, its content says, and not its name."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from enregard.errors import EnregardError
from enregard.importing.formats import jsonl, po, tmx, xliff
from enregard.importing.formats.opened import opened
from enregard.importing.formats.xml_stream import elements
from enregard.importing.pairs import Pair
from enregard.system.walk import walk

SUFFIXES = (".tmx", ".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff", ".jsonl", ".ndjson", ".po")
"""Of the files that are read where a folder is named."""

_HEAD = 4096  # bytes that tell what a file is


def files(path: Path) -> list[Path]:
    """The file `path`; or, of a folder, all files in it whose suffix is that of an exchange format, sorted.

    Raises EnregardError where there is none, or a folder in it cannot be read.
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
            f"holds no file that can be imported: name one, or a folder of {', '.join(SUFFIXES)}", path=path
        )
    return sorted(found)


def units(path: Path, name: str) -> Iterator[list[Pair]]:
    """What each unit of the file `path` holds: pairs that stand for each other, mostly one.

    `name` is what the file is called in the record. Raises EnregardError where it cannot be read to its end.
    """
    with opened(path) as file:
        head = file.read(_HEAD)
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    if start.startswith(b"<"):
        return _units_of_xml(path, name)
    if start.startswith(b"{"):
        return jsonl.units(path, name)
    if b"msgid" in head or path.suffix == ".po":
        return po.units(path, name)
    raise EnregardError(
        "is no TMX, XLIFF, JSON Lines or PO file: export one; or name the article that an English text is "
        "the translation of, by --article",
        path=path,
    )


def _units_of_xml(path: Path, name: str) -> Iterator[list[Pair]]:
    found = elements(path, tmx.WANTED | xliff.WANTED)
    root = next(found, None)
    if root is not None and root.element.tag == "tmx":
        return tmx.units(found, name)
    if root is not None and root.element.tag == "xliff":
        return xliff.units(found, name)
    called = root.element.tag if root is not None else "nothing"
    raise EnregardError(
        f"is XML, and neither TMX nor XLIFF, but <{called:.40}>: export one of these", path=path, line=1
    )


def all_units(paths: list[Path], root: Path) -> Iterator[list[Pair]]:
    """What all units of several files hold. In the record, files are called by their path below `root`."""
    return chain.from_iterable(
        units(path, " ".join(path.relative_to(root).as_posix().split())) for path in paths
    )
