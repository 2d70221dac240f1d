"""Saved pages keep their article and its metadata, and lose the rest."""

from pathlib import Path

import pytest

from enregard.adding import web
from enregard.adding.convert import Converted, convert
from enregard.adding.read import Source, Wanted
from enregard.errors import EnregardError
from tests.adding.pages import NOISE, PARAGRAPHS, Page, pages
from tests.adding.publications import PICTURE


def converted(html: str | bytes, folder: Path | None = None) -> Converted:
    data = html.encode() if isinstance(html, str) else html
    (found,) = convert(Source(data, "page.html", folder), Wanted())
    return found


@pytest.fixture(scope="module")
def all_pages() -> list[tuple[Page, Converted]]:
    return [(page, converted(page.html)) for page in pages()]


def test_pages_state_their_metadata(all_pages: list[tuple[Page, Converted]]) -> None:
    assert len(all_pages) == 20
    wrong = [
        (page.name, found.headers)
        for page, found in all_pages
        if [found.headers.get(name) for name in ("title", "author", "date", "source")]
        != [page.title, page.author, page.date, page.source]
    ]
    assert len(wrong) <= 1, wrong


def test_pages_keep_their_article_and_nothing_else(all_pages: list[tuple[Page, Converted]]) -> None:
    for page, found in all_pages:
        assert not [words for words in NOISE if words in found.body], page.name
        assert not [line for line in found.body.split("\n") if line.startswith("#")], page.name
        if "paywall" not in page.name:
            assert all(words in found.body for words in PARAGRAPHS), page.name
            assert found.missing == (), page.name
        else:
            assert found.missing == ("the rest of the article, which only subscribers see",)


PAGE = (
    "<!-- saved from url=(0030)https://www.exemple.fr/a.html -->\n<html lang='fr'><head><title>Le titre - "
    "Le Journal</title><meta property='og:site_name' content='Le Journal'><script></script></head><body>"
    "<article><h1>Le titre</h1>{body}</article></body></html>"
)


HIDDEN = (
    "<p hidden>Masqué un.</p><div style='color: red; Display : none'><p>Masqué deux.</p></div>"
    "<template><p>Masqué trois.</p></template><noscript>Masqué quatre.</noscript>"
)


def test_hidden_elements_stay_hidden() -> None:
    body = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    page = converted(PAGE.format(body=body + HIDDEN))
    document = converted(f"<html><body>{body}{HIDDEN}<p>Fin.</p></body></html>")
    for found in (page, document):
        assert "Masqué" not in found.body
        assert all(words in found.body for words in PARAGRAPHS)
    assert document.body.endswith("Fin.\n")
    assert document.dropped == {"piece* of hidden text": 2}
    # A script of the page would show it.
    shown = (
        PAGE.format(body=body)
        .replace("<body>", "<body><div style='visibility:hidden'>")
        .replace("</article>", "</article></div>")
    )
    assert all(words in converted(shown).body for words in PARAGRAPHS)


def test_the_caption_of_a_picture_stays(tmp_path: Path) -> None:
    body = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    caption = "<figcaption>Légende du phare rouge.</figcaption>"
    figure = f"<figure><img src='phare.png' alt='Le phare'>{caption}</figure>"
    (tmp_path / "phare.png").write_bytes(PICTURE)
    found = converted(PAGE.format(body=body + figure + f"<p>{PARAGRAPHS[0]}</p>"), tmp_path)
    assert "Légende du phare rouge." in found.body


def test_pictures_beside_the_page_and_in_it_are_taken(tmp_path: Path) -> None:
    (tmp_path / "page_fichiers").mkdir()
    (tmp_path / "page_fichiers/pont.png").write_bytes(PICTURE)
    body = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    drawing = (
        "<p><a href='/b'>Là</a> <img src='page_fichiers/pont.png' alt='Le pont'></p>"
        "<time datetime='2021-03-03'>3 mars</time>"
    )
    found = converted(PAGE.format(body=body + drawing), tmp_path)
    assert found.headers["title"] == "Le titre"
    assert found.headers["url"] == "https://www.exemple.fr/a.html"
    assert found.headers["date"] == "2021-03-03"
    assert list(found.pictures.values()) == [PICTURE]
    assert "[Là](https://www.exemple.fr/b) ![Le pont](\ue000/pont.png)" in found.body
    plain = "<p>Un <b>mot</b>.</p><img src='data:image/png;base64,iVBORw0KGgo='><img src='data:x'>"
    found = converted(f"<html>{plain}</html>")
    assert list(found.pictures.values()) == [PICTURE[:8]]
    assert found.dropped == {"picture* missing from the file": 1}


def test_the_source_of_a_quotation_and_a_piece_of_a_page_come_across() -> None:
    words = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    quotation = "<blockquote><p>On se soigne ailleurs.</p><footer>Un habitant</footer></blockquote>"
    assert (
        "> On se soigne ailleurs.\n>\n> Un habitant\n" in converted(PAGE.format(body=words + quotation)).body
    )
    assert converted("<p>Une page.</p>\n<p>Deux.</p>").body == "Une page.\n\nDeux.\n"


def test_a_day_that_the_page_does_not_state_is_not_its_date() -> None:
    body = "".join(f"<p>{words}</p>" for words in PARAGRAPHS) + "<p>Copyright 2019</p>"
    assert "date" not in converted(PAGE.format(body=body)).headers


def test_older_encodings_and_other_documents_are_read() -> None:
    assert converted("<html><meta charset='iso-8859-1'><p>Été</p></html>".encode("latin-1")).body == "Été\n"
    assert converted("<html><p>Été – là</p></html>".encode("cp1252")).body == "Été – là\n"


def test_pages_without_an_article_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EnregardError, match="has no article that can be told from its menus"):
        converted("<html><body><nav></nav></body></html>")
    with pytest.raises(EnregardError, match="is no web page that can be read: save it again"):
        converted("<!--<nav>-->")
    with pytest.raises(EnregardError, match=r'needs absent: run pip install "enregard\[web\]"'):
        web.needed("absent")
    monkeypatch.setattr(web, "LARGEST_TEXT", 10)
    with pytest.raises(EnregardError, match="is too large for a page: save it without its pictures"):
        converted("<html><p>Bonjour</p></html>")
