"""Reads XML from outside, however large, element by element, and refuses what is made to do harm.

Entities of the file's own are refused, since they can grow without bound; nothing that it names elsewhere is
fetched; no element that is held in memory may be large or deep. A document type of its own address, which TMX
has as a rule, is read past.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from enregard.errors import EnregardError
from enregard.importing.formats.opened import opened

_CHUNK = 1 << 16
_LARGEST = 1_000_000
"""Characters of one element that is held: a sentence with all that is noted beside it is a thousandth."""
_LONGEST_TAG = 1 << 22  # bytes; until its end, a tag is held by the parser
_DEEPEST = 100


class _Refused(Exception):  # noqa: N818 - a way out of the parser
    """Raised within the parser, with what is wrong."""


@dataclass(frozen=True, slots=True)
class Found:
    """An element that was asked for, with all in it, its line, and the attributes of those around it.

    Names are without their namespaces. `around` are the elements around it, the outermost first: their names
    and attributes.
    """

    element: Element
    line: int
    around: tuple[tuple[str, dict[str, str]], ...]


@dataclass(slots=True)
class _Reader:
    """The state of reading one file."""

    wanted: Collection[str]
    parser: expat.XMLParserType
    found: list[Found] = field(default_factory=list)
    stack: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    builder: TreeBuilder | None = None
    begun: int = 0  # depth at which the element that is held began
    line: int = 0
    size: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = _local(name)
        attributes = {_local(key): value for key, value in attributes.items()}
        if len(self.stack) >= _DEEPEST:
            raise _Refused(f"has elements more than {_DEEPEST} deep")
        if not self.stack:
            self.found.append(Found(Element(name, attributes), self.parser.CurrentLineNumber, ()))
        if self.builder is None and name in self.wanted:
            self.builder, self.begun, self.size = TreeBuilder(), len(self.stack), 0
            self.line = self.parser.CurrentLineNumber
        self.stack.append((name, attributes))
        if self.builder is not None:
            self._grow(10 + sum(map(len, attributes)) + sum(map(len, attributes.values())))
            self.builder.start(name, attributes)

    def end(self, name: str) -> None:
        self.stack.pop()
        if self.builder is None:
            return
        self.builder.end(_local(name))
        if len(self.stack) == self.begun:
            self.found.append(Found(self.builder.close(), self.line, tuple(self.stack)))
            self.builder = None

    def data(self, text: str) -> None:
        if self.builder is not None:
            self._grow(len(text))
            self.builder.data(text)

    def take(self) -> list[Found]:
        """What was found since the last time."""
        found, self.found = self.found, []
        return found

    def _grow(self, size: int) -> None:
        self.size += size
        if self.size > _LARGEST:
            raise _Refused(f"has an element of more than {_LARGEST:,} characters")


def elements(path: Path, wanted: Collection[str]) -> Iterator[Found]:
    """The elements in the file `path` whose names are `wanted`, and its root, empty, as the first.

    Elements within one that is wanted are not found by themselves. Raises EnregardError where the file cannot
    be read, is no XML, or is refused.
    """
    with opened(path) as file:
        yield from _elements(file, path, wanted)


def _elements(file: IO[bytes], path: Path, wanted: Collection[str]) -> Iterator[Found]:
    parser = expat.ParserCreate(namespace_separator=" ")
    reader = _Reader(wanted, parser)
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.data
    parser.EntityDeclHandler = _entity
    parser.SkippedEntityHandler = _skipped
    fed = 0
    try:
        while chunk := file.read(_CHUNK):
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                raise _Refused(f"has a tag of more than {_LONGEST_TAG:,} bytes")
            yield from reader.take()
        parser.Parse(b"", True)
        yield from reader.take()
    except _Refused as error:
        raise EnregardError(
            f"{error}, as no translation has: take it out, or export the file anew",
            path=path,
            line=parser.CurrentLineNumber,
        ) from error
    except expat.ExpatError as error:
        said = expat.ErrorString(error.code) or "wrong"
        raise EnregardError(
            f"is not XML here ({said}): export the file anew, or mend the line", path=path, line=error.lineno
        ) from error
    except (LookupError, ValueError) as error:
        raise EnregardError(
            "is in an encoding that is not known: save it as UTF-8", path=path, line=1
        ) from error


def _entity(name: str, *_: object) -> None:
    raise _Refused(f"defines the entity {name!s:.40}")


def _skipped(name: str, is_parameter: bool) -> None:
    if not is_parameter:
        raise _Refused(f"holds the entity &{name!s:.40};")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
