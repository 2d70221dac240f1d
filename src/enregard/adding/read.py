"""Read any file that can be added as one or more documents."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from enregard.adding.detect import detect
from enregard.adding.document import Document
from enregard.errors import EnregardError
from enregard.messages import _
from enregard.system.files import read_file

_LARGEST_PICTURE = 30_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Wanted:
    """What else to take from an export of WordPress."""

    pages: bool = False
    attachments: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A file to add: its content, its name, and the folder in which its pictures may be, if any."""

    data: bytes
    name: str
    folder: Path | None = None

    def picture(self, address: str) -> bytes:
        """Return the picture at a relative address, if it is a file in the folder or below; else nothing."""
        path = PurePosixPath(unquote(urlsplit(address).path))
        if (
            self.folder is None
            or ":" in address
            or path.is_absolute()
            or ".." in path.parts
            or not path.parts
        ):
            return b""
        try:
            found = (self.folder / path).resolve(strict=True)
            if not found.is_relative_to(self.folder.resolve()):
                return b""
            return read_file(found, _LARGEST_PICTURE)
        except (OSError, ValueError):
            return b""


def read(source: Source, wanted: Wanted) -> list[Document]:
    """Return the documents in a file. Raises EnregardError, without a path, if it cannot be added."""
    form = detect(source.data, PurePosixPath(source.name).suffix.lower())
    found = _reader(form)(source, wanted)
    if not found:
        raise EnregardError(_("has no text: add another file"))
    return found


def _reader(form: str) -> Callable[[Source, Wanted], list[Document]]:
    """Return the function that reads a format. Each imports its libraries only when it is needed."""
    if form == "docx":
        from enregard.adding.office import read_docx

        return lambda source, _: read_docx(source.data)
    if form == "odt":
        from enregard.adding.office import read_odt

        return lambda source, _: read_odt(source.data)
    if form == "epub":
        from enregard.adding.epub import read_epub

        return lambda source, _: read_epub(source.data)
    if form == "pdf":
        from enregard.adding.pdf import read_pdf

        return lambda source, _: read_pdf(source.data)
    if form == "feed":
        from enregard.adding.feeds import read_feed

        return lambda source, wanted: read_feed(
            source.data, pages=wanted.pages, attachments=wanted.attachments
        )
    if form == "html":
        from enregard.adding.web import read_html

        return lambda source, _: read_html(source.data, source.picture)
    if form == "tei":
        from enregard.adding.tei import read_tei

        return lambda source, _: read_tei(source.data, source.picture)
    if form == "subtitles":
        from enregard.adding.subtitles import read_subtitles

        return lambda source, _: read_subtitles(source.data)
    from enregard.adding.markup import read_markup

    return lambda source, _: read_markup(source.data, form, source.picture)
