"""Read books in EPUB: one document a chapter."""

import posixpath
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from enregard.adding import metadata, pandoc
from enregard.adding.document import Document, Headers, Losses, Node
from enregard.adding.limits import Archive, parse_xml
from enregard.adding.markdown import texts
from enregard.adding.office import pictures_in, without_title
from enregard.adding.unseen import HIDDEN_TEXT, without_hidden
from enregard.article.slugs import slug_of
from enregard.errors import EnregardError
from enregard.messages import _

_HTML = "html-native_spans-raw_html+epub_html_exts"
_TEXT = ("application/xhtml+xml", "text/html", "application/xml")
_PROTECTED = re.compile(rb"URI=[\"'][^\"']+\.x?html?[\"']", re.IGNORECASE)


@dataclass(slots=True)
class _Chapter:
    """A chapter: the files that it consists of, and its title in the table of contents."""

    files: list[str]
    title: str
    blocks: list[Node] = field(default_factory=list)
    name: str = ""
    losses: Losses = field(default_factory=Losses)


def read_epub(data: bytes) -> list[Document]:
    """Read the chapters of a book. Raises EnregardError, without a path."""
    archive = Archive(data)
    if _PROTECTED.search(archive.read("META-INF/encryption.xml")):
        raise EnregardError(_("is protected against copying: add a copy without protection"))
    package_name = _package(archive)
    package = parse_xml(archive.read(package_name))
    folder = posixpath.dirname(package_name)
    manifest = {item.get("id", ""): item for item in package.iterfind("manifest/item")}
    titles = _contents(archive, folder, manifest, package)
    chapters = [*_chapters(package, folder, manifest, titles)]
    for chapter in chapters:
        for name in chapter.files:
            chapter.blocks += _blocks(archive, name, chapter.losses)
    chapters = [chapter for chapter in chapters if any(map(str.strip, texts(chapter.blocks)))]
    book = _headers(package)
    for number, chapter in enumerate(chapters, 1):
        title = chapter.title or _heading(chapter.blocks)
        chapter.name = (
            f"{number:02}-{slug_of(title.replace('/', ' ')[:60] + '.md')}" if title else f"{number:02}"
        )
    homes = {name: chapter for chapter in chapters for name in chapter.files}
    return [_document(archive, chapter, homes, book) for chapter in chapters]


def _package(archive: Archive) -> str:
    """Return the name of the file that describes the book."""
    if "META-INF/container.xml" in archive:
        for root in parse_xml(archive.read("META-INF/container.xml")).iter("rootfile"):
            name = root.get("full-path", "")
            if name in archive:
                return name
    raise EnregardError(_("is not a book in EPUB: export it again"))


def _contents(
    archive: Archive, folder: str, manifest: dict[str, Element], package: Element
) -> dict[str, str]:
    """Return the titles in the table of contents by the files in which these chapters begin."""
    spine = package.find("spine")
    ncx = manifest.get("" if spine is None else spine.get("toc", ""))
    nav = next((it for it in manifest.values() if "nav" in it.get("properties", "").split()), None)
    found: dict[str, str] = {}
    for item in (nav, ncx):
        if item is None or found:
            continue
        name = _join(folder, item.get("href", ""))
        try:
            root = parse_xml(archive.read(name))
        except EnregardError:
            continue  # a book without titles in its table of contents can still be read
        for label, target in _entries(root):
            file = _join(posixpath.dirname(name), target.partition("#")[0])
            if file and label:
                found.setdefault(file, label)
    return found


def _entries(root: Element) -> Iterator[tuple[str, str]]:
    """Yield the title and the address of each entry of a table of contents (EPUB 3 or 2)."""
    for nav in root.iter("nav"):
        if nav.get("type", "toc") == "toc":
            for link in nav.iter("a"):
                yield metadata.one_line("".join(link.itertext())), link.get("href", "")
    for point in root.iter("navPoint"):
        label, content = point.find("navLabel/text"), point.find("content")
        if label is not None and content is not None:
            yield metadata.one_line(label.text or ""), content.get("src", "")


def _chapters(
    package: Element, folder: str, manifest: dict[str, Element], titles: dict[str, str]
) -> Iterator[_Chapter]:
    """Yield the chapters. A file without a title continues the chapter before it."""
    current: _Chapter | None = None
    for reference in package.iterfind("spine/itemref"):
        item = manifest.get(reference.get("idref", ""))
        if item is None or reference.get("linear") == "no" or item.get("media-type") not in _TEXT:
            continue
        if "nav" in item.get("properties", "").split():
            continue
        name = _join(folder, item.get("href", ""))
        if current is not None and current.title and name not in titles:
            current.files.append(name)
            continue
        if current is not None:
            yield current
        current = _Chapter([name], titles.get(name, ""))
    if current is not None:
        yield current


def _blocks(archive: Archive, name: str, losses: Losses) -> list[Node]:
    """Return the blocks of a file, whose links and pictures have the names of files in the archive.

    Hidden text is left out, and counted in `losses`.
    """
    content = archive.read(name)
    if b"<!ENTITY" in content:
        raise EnregardError(
            _("defines entities, which may grow or lead to other files: export the book again")
        )
    with suppress(EnregardError):  # Pandoc also reads what is not well-formed
        content, count = without_hidden(content, is_page=True)
        losses.dropped[HIDDEN_TEXT] += count
    blocks: list[Node] = pandoc.read(content, _HTML).get("blocks", [])
    folder = posixpath.dirname(name)
    pending: list[Any] = [blocks]
    while pending:
        at = pending.pop()
        if isinstance(at, dict):
            if at.get("t") in ("Link", "Image"):
                target = at["c"][2]
                file, sign, ident = target[0].partition("#")
                if file and ":" not in file:
                    target[0] = _join(folder, file) + sign + ident
            pending.append(at.get("c"))
        elif isinstance(at, list | tuple):
            pending += at
    return blocks


def _document(archive: Archive, chapter: _Chapter, homes: dict[str, _Chapter], book: Headers) -> Document:
    pending: list[Any] = [chapter.blocks]
    while pending:
        at = pending.pop()
        if isinstance(at, dict):
            if at.get("t") == "Link":
                target = at["c"][2]
                file, sign, ident = target[0].partition("#")
                if file in homes:
                    is_own = homes[file] is chapter
                    target[0] = f"#{ident}" if is_own and ident else homes[file].name + ".md" + sign + ident
                elif file in archive:
                    target[0] = ""
            pending.append(at.get("c"))
        elif isinstance(at, list | tuple):
            pending += at
    pictures = {it: archive.read(it, "pictures") for it in pictures_in(chapter.blocks) if it in archive}
    headers, blocks = without_title({"title": chapter.title, **book}, chapter.blocks)
    return Document(blocks, headers, chapter.name, chapter.files[0], pictures, chapter.losses)


def _headers(package: Element) -> Headers:
    """Return what the front matter of all chapters states. Their source is the book."""
    found = package.find("metadata")
    stated = found if found is not None else Element("metadata")

    def all_of(name: str) -> list[str]:
        return [metadata.one_line("".join(it.itertext())) for it in stated.iter(name)]

    dates = [it for it in stated.iter("date") if it.get("event", "publication") == "publication"]
    return {
        "author": metadata.authors(all_of("creator")),
        "date": next(filter(None, (metadata.date("".join(it.itertext())) for it in dates)), ""),
        "source": next(filter(None, map(metadata.title, all_of("title"))), ""),
        "lang": next(iter(all_of("language")), ""),
        "tags": all_of("subject"),
    }


def _heading(blocks: list[Node]) -> str:
    """Return the first heading."""
    headings = (metadata.flat(block["c"][2]) for block in blocks if block["t"] == "Header")
    return next(filter(None, headings), "")


def _join(folder: str, address: str) -> str:
    """Return the name of the file in the archive that an address leads to."""
    name = posixpath.normpath(posixpath.join(folder, unquote(address)))
    return "" if name.startswith(("..", "/")) or name == "." else name
