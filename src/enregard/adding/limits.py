"""How large files to add may be, what they may contain, and how long a converter may take."""

import hashlib
import io
import stat
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from enregard.errors import EnregardError
from enregard.messages import _, number
from enregard.system.processes import start

LARGEST_FILE = 100_000_000
"""Bytes of a file to add."""
LARGEST_TEXT = 32_000_000
"""Bytes of its text, unpacked; a long book has a tenth of them."""
_LARGEST_PICTURES = 200_000_000  # bytes of all pictures, unpacked
_MOST_MEMBERS = 10_000
_DEEPEST = 200
_CHUNK = 1 << 16
_SECONDS = 300  # for a converter in a process of its own
_MOST_SAID = 10_000  # bytes of its messages
_PLAIN = frozenset({0, 8})  # stored, deflated: what office programs and EPUB use


def sha256(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


class Archive:
    """The members of a ZIP file, read within limits and never unpacked to disk.

    Raises EnregardError, without a path, if it is damaged, encrypted or too large, or has links.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = ZipFile(io.BytesIO(data))
        except (BadZipFile, LargeZipFile, ValueError, OSError, NotImplementedError) as error:
            raise EnregardError(_("is a damaged archive: save the document again")) from error
        infos = self._zip.infolist()
        if len(infos) > _MOST_MEMBERS:
            raise EnregardError(
                _(
                    "holds more than {most} files: split the document",
                    most=number(_MOST_MEMBERS),
                )
            )
        self._left = {"text": LARGEST_TEXT, "pictures": _LARGEST_PICTURES}
        self._members: dict[str, ZipInfo] = {}
        for info in infos:
            if stat.S_ISLNK(info.external_attr >> 16):
                raise EnregardError(_("holds a link to another file: save the document again"))
            if info.flag_bits & 1:
                raise EnregardError(_("is encrypted: remove the password in the program that wrote it"))
            self._members[info.filename] = info

    def __contains__(self, name: str) -> bool:
        return name in self._members

    @property
    def names(self) -> list[str]:
        """The names of the members, in the order of the archive."""
        return list(self._members)

    def read(self, name: str, kind: str = "text") -> bytes:
        """Return a member; all `text` and all `pictures` together have a limit. Empty if it is absent."""
        info = self._members.get(name)
        if info is None:
            return b""
        if info.compress_type not in _PLAIN:
            raise EnregardError(_("is packed in an unusual way: save the document again"))
        limit = self._left[kind]
        try:
            with self._zip.open(info) as file:
                data = file.read(limit + 1)
        except (BadZipFile, EOFError, ValueError, OSError, RuntimeError, NotImplementedError) as error:
            raise EnregardError(_("is a damaged archive: save the document again")) from error
        except Exception as error:  # zlib.error
            raise EnregardError(_("is a damaged archive: save the document again")) from error
        if len(data) > limit:
            if kind == "text":
                raise EnregardError(
                    _(
                        "holds more than {size} MB of text when unpacked: split the document",
                        size=self._limit(kind),
                    )
                )
            raise EnregardError(
                _(
                    "holds more than {size} MB of pictures when unpacked: make its pictures smaller",
                    size=self._limit(kind),
                )
            )
        self._left[kind] -= len(data)
        return data

    @staticmethod
    def _limit(kind: str) -> int:
        return (LARGEST_TEXT if kind == "text" else _LARGEST_PICTURES) // 1_000_000


def pack(members: Mapping[str, bytes]) -> bytes:
    """Return a ZIP file with these members."""
    packed = io.BytesIO()
    with ZipFile(packed, "w") as file:
        for name, data in members.items():
            file.writestr(ZipInfo(name), data)
    return packed.getvalue()


class _RefusedError(Exception):
    """Raised within the parser; `what` is wrong."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def scan_xml(
    data: bytes,
    start: Callable[[str, dict[str, str]], None] | None = None,
    end: Callable[[str], None] | None = None,
    words: Callable[[str], None] | None = None,
    offset: Callable[[int], None] | None = None,
) -> None:
    """Parse XML and call the functions with local names, attributes with local names, and text.

    Before each of these, and before what else there is, `offset` receives its place in `data`. Nothing
    outside of `data` is read. Raises EnregardError, without a path, if it is not XML, is nested too deeply,
    or defines entities, which can grow without bound.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = offset is None
    depth = 0

    def reach(*_: object) -> None:
        if offset is not None:
            offset(parser.CurrentByteIndex)

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        reach()
        depth += 1
        if depth > _DEEPEST:
            raise _RefusedError(_("has elements more than {deepest} deep: simplify it", deepest=_DEEPEST))
        if start is not None:
            start(_local(name), {_local(key): value for key, value in attributes.items()})

    def closed(name: str) -> None:
        nonlocal depth
        reach()
        depth -= 1
        if end is not None:
            end(_local(name))

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.EntityDeclHandler = _refuse_entity
    if offset is not None:
        parser.DefaultHandler = reach
    if words is not None:
        parser.CharacterDataHandler = words
    try:
        for at in range(0, len(data), _CHUNK):
            parser.Parse(data[at : at + _CHUNK], False)
        parser.Parse(b"", True)
    except _RefusedError as error:
        raise EnregardError(error.what, line=parser.CurrentLineNumber) from error
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code) or _("unknown error")
        raise EnregardError(
            _("is not well-formed XML ({reason}): save it again", reason=reason), line=error.lineno
        ) from error
    except (LookupError, ValueError) as error:
        raise EnregardError(_("has an unknown encoding: save it as UTF-8"), line=1) from error


def parse_xml(data: bytes) -> Element:
    """Return the root of an XML document, with local names. Raises EnregardError as `scan_xml` does."""
    builder = TreeBuilder()
    scan_xml(
        data,
        lambda name, attributes: void(builder.start(name, attributes)),
        lambda name: void(builder.end(name)),
        builder.data,
    )
    return builder.close()


def void(_: object) -> None:
    """Ignore a result."""


def _refuse_entity(name: str, *_rest: object) -> None:
    raise _RefusedError(
        _(
            "defines the entity {name}, which may grow or lead to other files: save it without",
            name=str(name)[:40],
        )
    )


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


@dataclass(frozen=True, slots=True)
class Ended:
    """What a program left: its output, its exit status, and the start of its messages."""

    output: bytes
    status: int
    messages: str


def run(command: Sequence[str | Path], given: bytes, *, most: int) -> Ended:
    """Run a program with `given` as its input, for five minutes at most.

    It is killed once its output has more than `most` bytes; the output then has one too many. Raises OSError.
    """
    with TemporaryFile() as source, TemporaryFile() as messages:
        source.write(given)
        source.seek(0)
        with start(command, stdin=source, stdout=subprocess.PIPE, stderr=messages) as process:
            timer = Timer(_SECONDS, process.kill)
            timer.start()
            try:
                output = process.stdout.read(most + 1) if process.stdout else b""
            finally:
                timer.cancel()
                process.kill()
        messages.seek(0)
        return Ended(output, process.returncode, messages.read(_MOST_SAID).decode("utf-8", "replace"))
