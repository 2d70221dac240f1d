"""Read untrusted XML element by element, in little memory, and refuse malicious content.

Entities that a file defines are refused, since they can grow without bound. External files are never fetched.
No element held in memory may be large or deep. A document type with an address, as in most TMX files, is
skipped.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from enregard.errors import EnregardError
from enregard.messages import _, number

_CHUNK = 1 << 16
_LARGEST = 1_000_000
"""Characters of one element; a sentence with its notes has about a thousandth as many."""
_LONGEST_TAG = 1 << 22  # bytes; the parser holds a tag until its end
_DEEPEST = 100


class _Refused(Exception):  # noqa: N818 - a way out of the parser
    """Raised within the parser, with what is wrong."""


@dataclass(frozen=True, slots=True)
class Found:
    """An element with its content and its line. Names have no namespaces.

    `around` has the names and attributes of the enclosing elements, outermost first.
    """

    element: Element
    line: int
    around: tuple[tuple[str, dict[str, str]], ...]


@dataclass(slots=True)
class _Reader:
    """The state of reading one file: the element being built, if any, and the enclosing ones."""

    names: Collection[str]
    parser: expat.XMLParserType
    found: list[Found] = field(default_factory=list)
    stack: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    builder: TreeBuilder | None = None
    depth: int = 0
    line: int = 0
    size: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = _local(name)
        attributes = {_local(key): value for key, value in attributes.items()}
        if len(self.stack) >= _DEEPEST:
            raise _Refused(_("has elements more than {deepest} deep", deepest=_DEEPEST))
        if not self.stack:
            self.found.append(Found(Element(name, attributes), self.parser.CurrentLineNumber, ()))
        if self.builder is None and name in self.names:
            self.builder, self.depth, self.size = TreeBuilder(), len(self.stack), 0
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
        if len(self.stack) == self.depth:
            self.found.append(Found(self.builder.close(), self.line, tuple(self.stack)))
            self.builder = None

    def data(self, text: str) -> None:
        if self.builder is not None:
            self._grow(len(text))
            self.builder.data(text)

    def take(self) -> list[Found]:
        """Return what was found since the last call."""
        found, self.found = self.found, []
        return found

    def _grow(self, size: int) -> None:
        self.size += size
        if self.size > _LARGEST:
            raise _Refused(_("has an element of more than {most} characters", most=number(_LARGEST)))


def elements(file: IO[bytes], names: Collection[str]) -> Iterator[Found]:
    """Yield the root of an XML file, without its content, then each outermost element with one of `names`.

    Raises EnregardError, without a path, if it is not XML or is refused.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    reader = _Reader(names, parser)
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.data
    parser.EntityDeclHandler = _refuse_definition
    parser.SkippedEntityHandler = _refuse_entity
    fed = 0
    try:
        while chunk := file.read(_CHUNK):
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                raise _Refused(_("has a tag of more than {most} bytes", most=number(_LONGEST_TAG)))
            yield from reader.take()
        parser.Parse(b"", True)
        yield from reader.take()
    except _Refused as error:
        what = _("{error}, which no translation needs: remove it, or export the file again", error=error)
        raise EnregardError(what, line=parser.CurrentLineNumber) from error
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code) or _("unknown error")
        what = _("is not valid XML ({reason}): export the file again, or fix this line", reason=reason)
        raise EnregardError(what, line=error.lineno) from error
    except (LookupError, ValueError) as error:
        raise EnregardError(_("has an unknown encoding: save it as UTF-8"), line=1) from error


def _refuse_definition(name: str, *_rest: object) -> None:
    raise _Refused(_("defines the entity {name}", name=str(str(name))[:40]))


def _refuse_entity(name: str, is_parameter: bool) -> None:
    if not is_parameter:
        raise _Refused(_("has the entity &{name};", name=str(str(name))[:40]))


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
