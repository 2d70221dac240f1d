"""Write a book in EPUB 3.3: one chapter per article, in French and English, with a table of contents by year.

Chapters are in order of date. Nothing comes from the clock: entries of the zip have the earliest
possible date, the identifier is a hash of the content, and `dcterms:modified` is SOURCE_DATE_EPOCH or the
date of the newest article. Chapters are written as they arrive; the table of contents waits in a temporary
database, on disk if it is large.
"""

import datetime
import hashlib
import os
import sqlite3
import uuid
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby
from typing import IO, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from enregard.article.article import FacingArticle
from enregard.errors import EnregardError
from enregard.export import book_pages
from enregard.export.colophon import Colophon
from enregard.export.xhtml import xhtml_text
from enregard.messages import _
from enregard.site.labels import tally
from enregard.site.model import ModelInfo

_ROOT = "EPUB"
_FIRST = (1980, 1, 1, 0, 0, 0)  # no earlier date fits into a zip
_CONTAINER = f"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="{_ROOT}/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""


def write_epub(
    file: IO[bytes], articles: Iterable[FacingArticle], colophon: Colophon, view: str = "facing"
) -> None:
    """Write the book of `articles` to `file`, which must be seekable. `view` is `facing`, `en` or `fr`.

    Raises EnregardError if SOURCE_DATE_EPOCH is not a number of seconds.
    """
    modified = _source_date()
    digest = hashlib.sha256(repr(colophon).encode("utf-8", "backslashreplace"))
    digest.update(b"" if view == "facing" else view.encode())
    with (
        ZipFile(file, "w", ZIP_DEFLATED) as book,
        closing(sqlite3.connect("")) as contents,  # a temporary file, in memory while it is small
    ):
        contents.execute(
            "CREATE TABLE chapters (number INTEGER PRIMARY KEY, date, slug, title, target_title)"
        )
        # the standard requires this entry to be first and uncompressed
        _put(book, "mimetype", ["application/epub+zip"], stored=True)
        _put(book, "META-INF/container.xml", [_CONTAINER])
        count = 0
        engines: dict[str, None] = {}  # an ordered set
        for count, article in enumerate(articles, 1):
            engines.update(dict.fromkeys(tally(article).machines))
            chapter = _chapter(article, count)
            contents.execute("INSERT INTO chapters VALUES (?, ?, ?, ?, ?)", chapter)
            page = book_pages.article(article, view)
            digest.update(page.encode("utf-8"))
            _put(book, f"{_ROOT}/{chapter.path}", [page])
        used = [colophon.model, *(m for m in colophon.model.used(engines) if m != colophon.model)]
        models = used if view != "fr" else []
        for path, front in book_pages.FRONT.items():
            _put(book, f"{_ROOT}/{path}", [front(colophon, models, count, view)])
        _put(book, f"{_ROOT}/style.css", [book_pages.STYLE])
        _put(book, f"{_ROOT}/nav.xhtml", _contents(_in_order(contents), colophon, view))
        identifier = uuid.UUID(bytes=digest.digest()[:16], version=5)
        if not modified:
            newest = contents.execute("SELECT max(date) FROM chapters").fetchone()[0] or "1980"
            modified = f"{newest}-01-01"[:10] + "T00:00:00Z"
        package = _package(contents, colophon, models, str(identifier), modified, view)
        _put(book, f"{_ROOT}/package.opf", package)


def _source_date() -> str:
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not given:
        return ""
    try:
        moment = datetime.datetime.fromtimestamp(int(given), datetime.UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise EnregardError(
            _("SOURCE_DATE_EPOCH is not a number of seconds since 1970: {given!r}", given=given)
        ) from error
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)


def _put(book: ZipFile, path: str, content: Iterable[str], *, stored: bool = False) -> None:
    """Write an entry of the zip, the same on every system."""
    entry = ZipInfo(path, _FIRST)
    entry.compress_type = ZIP_STORED if stored else ZIP_DEFLATED
    entry.create_system = 3  # Unix
    entry.external_attr = 0o644 << 16
    with book.open(entry, "w") as file:
        for piece in content:
            file.write(piece.encode("utf-8"))


class _Chapter(NamedTuple):
    """An article in the table of contents.

    `number` is its position in the export. `date` is in ISO 8601, as precise as given, or empty.
    """

    number: int
    date: str
    slug: str
    title: str
    target_title: str

    @property
    def path(self) -> str:
        """The path of its page in the book."""
        return f"articles/{self.slug}.xhtml"


def _chapter(facing: FacingArticle, number: int) -> _Chapter:
    date = facing.article.date
    # SQLite cannot store lone surrogates.
    titles = (title.encode("utf-8", "replace").decode() for title in (facing.title, facing.target_title))
    return _Chapter(number, date.iso if date else "", facing.article.slug, *titles)


def _in_order(contents: sqlite3.Connection) -> Iterator[_Chapter]:
    rows = contents.execute("SELECT * FROM chapters ORDER BY date = '', date, slug")
    return map(_Chapter._make, rows)


def _contents(chapters: Iterator[_Chapter], colophon: Colophon, view: str) -> Iterator[str]:
    """Yield the table of contents: chapters by year, undated ones last."""
    t = book_pages.words(view)
    yield book_pages.head(t.book.contents, "style.css", t.lang)
    yield f'<nav epub:type="toc" role="doc-toc" id="toc">\n<h1>{t.book.contents}</h1>\n<ol>\n'
    yield f'<li><a href="title.xhtml">{xhtml_text(book_pages.book_title(colophon, view))}</a></li>\n'
    for year, members in groupby(chapters, key=lambda chapter: chapter.date[:4]):
        for index, chapter in enumerate(members):
            if not index:
                yield f'<li><a href="{chapter.path}">{year or t.undated.capitalize()}</a>\n<ol>\n'
            yield _entry(chapter, view)
        yield "</ol>\n</li>\n"
    yield '<li><a href="about.xhtml">' + t.book.about + "</a></li>\n"
    yield "</ol>\n</nav>\n</body>\n</html>\n"


def _entry(chapter: _Chapter, view: str) -> str:
    if view == "en":
        return f'<li><a href="{chapter.path}">{xhtml_text(chapter.target_title, "en")}</a></li>\n'
    titles = f'<span lang="fr" xml:lang="fr">{xhtml_text(chapter.title, "fr")}</span>'
    if view == "facing" and chapter.target_title != chapter.title:
        titles += f" — {xhtml_text(chapter.target_title, 'en')}"
    return f'<li><a href="{chapter.path}">{titles}</a></li>\n'


def _package(
    contents: sqlite3.Connection,
    colophon: Colophon,
    models: Iterable[ModelInfo],
    identifier: str,
    modified: str,
    view: str,
) -> Iterator[str]:
    """Yield the package document."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        f'xml:lang="{book_pages.words(view).lang}">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>\n'
        f"<dc:title>{xhtml_text(book_pages.book_title(colophon, view))}</dc:title>\n"
        f"{''.join(f'<dc:language>{lang}</dc:language>' + chr(10) for lang in _LANGUAGES[view])}"
        f'<meta property="dcterms:modified">{modified}</meta>\n'
    )
    for element, content in (
        ("creator", colophon.author),
        ("description", colophon.description),
        ("rights", colophon.licence),
        ("source", colophon.address),
    ):
        if content.strip():
            yield f"<dc:{element}>{xhtml_text(content)}</dc:{element}>\n"
    for number, model in enumerate(models, 1):
        name = "model" if number == 1 else f"model{number}"
        if model.engine:
            yield (
                f'<dc:contributor id="{name}">{xhtml_text(model.engine)}</dc:contributor>\n'
                f'<meta refines="#{name}" property="role" scheme="marc:relators">trl</meta>\n'
            )
        if credit := ", ".join(part for part in (model.credit, model.licence) if part):
            yield f"<dc:rights>Machine translation: {xhtml_text(credit)}</dc:rights>\n"
    for name, content in (*_ACCESS, ("accessibilitySummary", _SUMMARIES[view])):
        yield f'<meta property="schema:{name}">{content}</meta>\n'
    yield "</metadata>\n<manifest>\n"
    yield (
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>\n'
        '<item id="style" href="style.css" media-type="text/css"/>\n'
    )
    for path in book_pages.FRONT:
        yield f'<item id="{path[:-6]}" href="{path}" media-type="application/xhtml+xml"/>\n'
    for chapter in _in_order(contents):
        yield f'<item id="a{chapter.number}" href="{chapter.path}" media-type="application/xhtml+xml"/>\n'
    yield '</manifest>\n<spine>\n<itemref idref="title"/>\n<itemref idref="nav"/>\n'
    yield from (f'<itemref idref="a{chapter.number}"/>\n' for chapter in _in_order(contents))
    yield '<itemref idref="about"/>\n</spine>\n</package>\n'


_ACCESS = (
    ("accessMode", "textual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityHazard", "none"),
)
_SUMMARIES = {
    "facing": "Text only, each paragraph in French, then in English.",
    "en": "Text only.",
    "fr": "Texte seul.",
}
_LANGUAGES = {"facing": ("fr", "en"), "en": ("en",), "fr": ("fr",)}
