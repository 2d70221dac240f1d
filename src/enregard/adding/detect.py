"""Recognise the format of a file to add: its content decides, and its name where that does not."""

import json
import re

from enregard.adding.limits import Archive
from enregard.errors import EnregardError
from enregard.messages import _, marked
from enregard.seeds.typed import is_wiki_markup

SUFFIXES = {
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".odt": "odt",
    ".ott": "odt",
    ".rtf": "rtf",
    ".epub": "epub",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".xml": "xml",
    ".rss": "feed",
    ".atom": "feed",
    ".tei": "tei",
    ".dbk": "docbook",
    ".nxml": "jats",
    ".wiki": "mediawiki",
    ".mediawiki": "mediawiki",
    ".tex": "latex",
    ".ipynb": "ipynb",
    ".pdf": "pdf",
    ".srt": "subtitles",
    ".vtt": "subtitles",
}
"""The suffixes of files in a folder to add, and the formats that they usually mean."""

_TEXTS = (".txt", ".text", ".md", ".markdown")
_ROOTS = {
    "html": "html",
    "rss": "feed",
    "feed": "feed",
    "RDF": "feed",
    "TEI": "tei",
    "teiCorpus": "tei",
    "TEI.2": "tei",
    "article": "jats",
    "book": "docbook",
    "chapter": "docbook",
}
_HEAD = 4096
_ELEMENT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rb"<(?:p|div|h[1-6]|article|section|main|body|table|ul|ol|br)\b", re.IGNORECASE)
_DOCBOOK = re.compile(rb"docbook", re.IGNORECASE)
_CUE = re.compile(rb"\s*\d+\s*\r?\n\d\d:\d\d:\d\d[,.]\d{3} -->")
_KNOWN = marked(
    "docx, odt, rtf, epub, html, RSS, Atom, WordPress XML, TEI, DocBook, JATS, MediaWiki, LaTeX, ipynb, pdf, "
    "srt and vtt"
)


def detect(data: bytes, suffix: str) -> str:
    """Return the format of a file with this content and suffix. Raises EnregardError if it is not known."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if not data.strip():
        raise EnregardError(_("is empty: add another file"))
    if head.startswith(b"PK\x03\x04"):
        return _archive(data)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise EnregardError(
            _(
                "is an old Word file, or has a password: open it in Word or LibreOffice and save it as "
                ".docx, without a password"
            )
        )
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if _HTML.match(head):
        return "html"
    if head.lstrip().startswith(b"<"):
        return _xml(head, suffix)
    if head.startswith(b"WEBVTT") or _CUE.match(head):
        return "subtitles"
    if suffix == ".ipynb" or (head.lstrip().startswith(b"{") and b'"cells"' in data):
        try:
            is_notebook = "cells" in json.loads(data)
        except (ValueError, RecursionError, TypeError):
            is_notebook = False
        if is_notebook:
            return "ipynb"
        raise EnregardError(_("is not a notebook: save it again"))
    found = SUFFIXES.get(suffix, "")
    if found in ("latex", "mediawiki") or (found == "html" and _TAG.search(head)):
        return found
    if b"\\documentclass" in head:
        return "latex"
    if suffix == ".txt" and is_wiki_markup(data.decode("utf-8", "replace")):
        return "mediawiki"
    if suffix in _TEXTS:
        raise EnregardError(_("is text already: copy it into seeds/"))
    if found:
        raise EnregardError(_("is not {format}: save it as one of {known}", format=found, known=_(_KNOWN)))
    raise EnregardError(_("is in no format that can be added: save it as one of {known}", known=_(_KNOWN)))


def _archive(data: bytes) -> str:
    archive = Archive(data)
    kind = archive.read("mimetype")[:100].strip()
    if kind == b"application/epub+zip" or "META-INF/container.xml" in archive:
        return "epub"
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if "[Content_Types].xml" in archive and any(name.startswith("word/") for name in archive.names):
        return "docx"
    raise EnregardError(_("is an archive, but of no text document: unpack it and add the files in it"))


def _xml(head: bytes, suffix: str) -> str:
    match = _ELEMENT.search(head)
    root = match[1].decode("ascii") if match else ""
    if root == "article" and _DOCBOOK.search(head):
        return "docbook"
    if root in _ROOTS:
        return _ROOTS[root]
    found = SUFFIXES.get(suffix, "")
    if found not in ("", "xml"):
        return found
    raise EnregardError(
        _(
            "is XML with the root <{root}>, which cannot be added: save it as one of {known}",
            root=str(root)[:40],
            known=_(_KNOWN),
        )
    )
