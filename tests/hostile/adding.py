"""Convert arbitrary bytes as documents to add: they must become seeds that can be read, or fail in one line.

A stand-in replaces Pandoc, which takes long to start: its answer has a block of each kind for each line.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any
from unittest.mock import patch

from enregard.adding import metadata, pandoc
from enregard.adding.complete import missing
from enregard.adding.convert import convert, file_stem
from enregard.adding.detect import detect
from enregard.adding.document import Node, figure, heading, image, link, paragraph, styled, table, text
from enregard.adding.escape import escape_address
from enregard.adding.limits import pack
from enregard.adding.markdown import texts, write
from enregard.adding.merge import merge
from enregard.adding.pdf import Line, blocks_of, in_columns, lists_joined, without_margins
from enregard.adding.read import Source, Wanted
from enregard.errors import EnregardError
from enregard.seeds.read import read_article
from tests.adding.publications import PICTURE

_LONG = 10_000  # characters
_MARKUP = re.compile("<[^<>]*>")
_ENTRY = re.compile(r'<div id="(enregard-entry-\d+)">')
_EVERYTHING = Wanted(pages=True, attachments=True)
_CONTAINER = b'<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>'
_OPF = (
    b'<package><metadata/><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
    b'<item id="n" href="n.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest>'
    b'<spine><itemref idref="a"/></spine></package>'
)
_RELATIONS = (
    b'<Relationships><Relationship Type="x/officeDocument" Target="word/document.xml"/></Relationships>'
)


def _inlines(line: str) -> list[Node]:
    """Return words in each style in turn, with blanks between them."""
    found: list[Node] = []
    styles = ("", "Emph", "Strong", "", "Superscript", "Underline", "Emph", "Strikeout", "Subscript")
    for at, word in enumerate(line.split(" ")):
        style = styles[at % len(styles)]
        found += [styled(style, text(word)) if style else text(word)[0], {"t": "Space"}]
    return [*found[:-1], {"t": "Note", "c": [paragraph(text(line[:50]))]}]


def _block(at: int, line: str) -> Node:
    """Return a block with the words of a line; `at` decides of which kind."""
    words = _inlines(line)
    cell = [paragraph(words)]
    kinds: dict[str, Callable[[], Any]] = {
        "Header": lambda: heading(at % 7, words, line[:20])["c"],
        "BlockQuote": lambda: cell,
        "BulletList": lambda: [cell, cell],
        "OrderedList": lambda: [[at, {"t": "Decimal"}, {"t": "Period"}], [cell]],
        "DefinitionList": lambda: [[words, [cell]]],
        "CodeBlock": lambda: [["", [line[:9]], []], line],
        "LineBlock": lambda: [words, words],
        "Figure": lambda: figure([paragraph([image(line, words)])], cell)["c"],
        "Table": lambda: table([[cell, cell], [cell]])["c"],
        "Para": lambda: [link(words, line), {"t": "Code", "c": [["", [], []], line]}, *text(line)],
    }
    kind = [*kinds][at % len(kinds)]
    return {"t": kind, "c": kinds[kind]()}


def _blocks(lines: list[str]) -> Iterator[Node]:
    """Yield a block for each line, of each kind in turn."""
    return (_block(at, line) for at, line in enumerate(lines))


def _converted_by_pandoc(data: bytes, _: str) -> dict[str, Any]:
    """Stand in for Pandoc."""
    plain = data.decode("utf-8", "replace")
    if data.startswith(b"PK"):
        plain = plain[:2000]
    names, pieces = ["", *_ENTRY.findall(plain)], _ENTRY.split(plain)[::2]
    blocks: list[Node] = []
    for name, piece in zip(names, pieces, strict=False):
        inner = [*_blocks(_MARKUP.sub("", piece).split("\n"))]
        blocks += [{"t": "Div", "c": [[name, [], []], inner]}] if name else inner
    return {"blocks": blocks, "meta": {"title": {"t": "MetaInlines", "c": _inlines(plain[:200])}}}


def _read_back(seed: str, path: PurePosixPath) -> None:
    """Read a seed, unless it is long: `markdown` times that."""
    if len(seed) < _LONG:
        read_article(seed.split("\n"), path, french=False)


def _convert(data: bytes, name: str) -> None:
    """Convert a file and read its seeds."""
    with patch.object(pandoc, "read", _converted_by_pandoc):
        try:
            for found in convert(Source(data, name), _EVERYTHING):
                assert not found.path.is_absolute()
                assert ".." not in found.path.parts
                _read_back(found.text("pictures", name, ""), found.path)
        except EnregardError as error:
            assert len(str(error).splitlines()) == 1, str(error)  # noqa: PT017


def added(data: bytes) -> None:
    """A file whose format is not known."""
    _convert(data, "a")


def word(data: bytes) -> None:
    """The text of a document of Word."""
    _convert(pack({"[Content_Types].xml": b"", "_rels/.rels": _RELATIONS, "word/document.xml": data}), "a")


def word_properties(data: bytes) -> None:
    """The properties of a document of Word."""
    text = b"<document><body/></document>"
    members = {"_rels/.rels": _RELATIONS, "word/document.xml": text, "docProps/core.xml": data}
    _convert(pack({"[Content_Types].xml": b"", **members}), "a")


def libreoffice(data: bytes) -> None:
    """The text of a document of LibreOffice."""
    _convert(pack({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": data}), "a")


def book(data: bytes) -> None:
    """A chapter of a book."""
    _convert(pack({"META-INF/container.xml": _CONTAINER, "a.opf": _OPF, "a.xhtml": data}), "a")


def contents(data: bytes) -> None:
    """The table of contents of a book."""
    members = {"META-INF/container.xml": _CONTAINER, "a.opf": _OPF, "a.xhtml": b"<p>a</p>"}
    _convert(pack({**members, "n.xhtml": data}), "a")


def book_description(data: bytes) -> None:
    """The description of a book and its files."""
    _convert(pack({"META-INF/container.xml": _CONTAINER, "a.opf": data, "a.xhtml": b"<p>a</p>"}), "a")


def web_page(data: bytes) -> None:
    """A saved web page."""
    _convert(b'<!doctype html><nav></nav><meta property="og:type" content="article">' + data, "a.html")


def plain_html(data: bytes) -> None:
    """An HTML document without menus."""
    _convert(b"<!doctype html><p>" + data, "a.html")


def feed(data: bytes) -> None:
    """A feed, or an export of WordPress."""
    _convert(data, "a.rss")


def tei(data: bytes) -> None:
    """An edition in TEI."""
    _convert(data, "a.tei")


def subtitles(data: bytes) -> None:
    """Subtitles."""
    _convert(b"WEBVTT\n\n" + data, "a.vtt")


def rich_text(data: bytes) -> None:
    """A rich text file."""
    _convert(b"{\\rtf1 " + data, "a.rtf")


def document_model(data: bytes) -> None:
    """A document of Pandoc's model, with these words in blocks of every kind."""
    lines = data.decode("utf-8", "replace").replace("\r", " ").split("\n")
    blocks = [*_blocks(lines), paragraph([*text(lines[-1]), *_inlines(lines[0])])]
    seed = metadata.front_matter({"title": lines[0]}) + write(blocks, lambda address: address).text
    try:
        _read_back(seed, PurePosixPath("a.md"))
    except EnregardError as error:
        assert len(str(error).splitlines()) == 1, str(error)  # noqa: PT017


def pdf_lines(data: bytes) -> None:
    """Lines of PDF files; how a line begins and how long it is say where it is."""
    found = []
    for at, line in enumerate(data.decode("utf-8", "replace").split("\n")):
        words = line.lstrip(" ")
        styles = ("", "Strong", "Emph")
        runs = tuple((run, styles[place % 3]) for place, run in enumerate(words.split("\t")))
        left = 50.0 + 5 * (len(line) - len(words))
        size = 14.0 if words.startswith("#") else 10.0
        found.append(Line(runs, size, left, left + 5 * len(words), 14.0 * (at % 40), at // 40, 600.0))
    write([*lists_joined(blocks_of([*in_columns(without_margins(found))]))], lambda address: address)


def versions(data: bytes) -> None:
    """Three versions of a text, to merge."""
    base = data.decode("utf-8", "replace").split("\n")
    half = len(base) // 2
    ours, theirs = [*base[half:], *base[:half]], base[::-1]
    assert merge(base, ours, base).lines == ours
    assert merge(base, base, theirs).lines == theirs
    merge(base, ours, theirs)


def properties(data: bytes) -> None:
    """What a document states about itself, and what is compared or shortened."""
    plain = data.decode("utf-8", "replace")
    stated = metadata.clean({"title": metadata.title(plain), "tags": [plain], "date": metadata.date(plain)})
    metadata.authors([plain])
    metadata.front_matter(stated)
    file_stem(plain)
    escape_address(plain)
    list(missing(plain.split("\n"), [plain[::-1]]))
    list(texts(_inlines(plain)))
    for suffix in ("", ".ipynb", ".tex"):
        try:
            detect(data, suffix)
        except EnregardError as error:
            assert len(str(error).splitlines()) == 1, str(error)  # noqa: PT017


ADDED: dict[str, Callable[[bytes], None]] = {
    reader.__name__: reader
    for reader in (
        *(added, word, word_properties, libreoffice, book, contents, book_description, web_page, plain_html),
        *(feed, tei, subtitles, rich_text, document_model, pdf_lines, versions, properties),
    )
}
"""The readers of documents to add, by name."""

WORD_TEXT = '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>', "</w:t></w:r></w:p></w:body></w:document>"
ODT_TEXT = '<o:document xmlns:o="o"><o:p>', "</o:p></o:document>"
TEI_TEXT = (
    '<TEI><teiHeader/><text xml:lang="fr"><body><head>Titre</head><p>Un <hi rend="i">mot</hi>',
    "</p><list><item>a</item></list><table><row><cell>b</cell></row></table></body></text></TEI>",
)
RSS = (
    "<rss><channel><title>A</title><item><title>",
    "</title><description>b</description></item></channel></rss>",
)
WXR = (
    '<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:c="http://purl.org/rss/1.0/modules/content/">'
    "<channel><item><title>Un</title><wp:post_type>post</wp:post_type><c:encoded>",
    "</c:encoded></item></channel></rss>",
)
CUE = "00:01.000 --> 00:02.000\n", "\n\n00:03.000 --> 00:04.000\n<v Paul>- Oui, <i>toi</i>.\n"
_SENTENCES = "<p>Une phrase de ce texte, assez longue.</p>" * 9
ARTICLE = "<html><body><article><h1>Un</h1><p>", f"</p>{_SENTENCES}"
META = '<meta property="og:title" content="', f'"><article>{ARTICLE[1]}</article>'
STRUCTURED = (
    '<script type="application/ld+json">{"@type": "Article", "headline": "',
    f'"}}</script>{ARTICLE[1]}',
)


def added_corpus(reader: str) -> list[bytes]:
    """Return valid files to start with."""
    around = {
        "word": [WORD_TEXT],
        "libreoffice": [ODT_TEXT],
        "tei": [TEI_TEXT],
        "feed": [RSS, WXR],
        "subtitles": [CUE],
        "web_page": [ARTICLE, META, STRUCTURED],
        "plain_html": [ARTICLE],
        "book": [ARTICLE],
        "rich_text": [("{\\i Un} \\u233e\\par ", "}")],
    }
    found = [f"{before}Un mot.{after}".encode() for before, after in around.get(reader, [])]
    whole = {
        "word_properties": b"<core><title>Un</title><creator>Paul</creator><keywords>a</keywords></core>",
        "book_description": _OPF,
        "contents": b'<nav><a href="a.xhtml">Un</a></nav>',
        "document_model": "Un *mot* «\u00a0de\u00a0» Paul\n# a\n| b | [c](d)\n\n1. e".encode(),
        "pdf_lines": b"# Titre\nUn mot cou-\n  pe\tgras\n\x95 un point.\n12",
        "versions": b"a\n\nb\n\nc\na\n",
        "properties": "Microsoft Word - Été 2021".encode(),
    }
    if reader in whole:
        found.append(whole[reader])
    if reader == "added":
        found += [each for name in ADDED if name != "added" for each in added_corpus(name)]
        found += [PICTURE, b'{"cells": []}', b"\\documentclass{article}", b"{\\rtf1 a}"]
        found.append(pack({"META-INF/container.xml": _CONTAINER, "a.opf": _OPF, "a.xhtml": b"<p>a</p>"}))
        body = "".join(WORD_TEXT).encode()
        found.append(pack({"[Content_Types].xml": b"", "_rels/.rels": _RELATIONS, "word/document.xml": body}))
    return found
