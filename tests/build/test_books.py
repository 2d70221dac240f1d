"""The books of a site follow its articles."""

from pathlib import Path
from zipfile import ZipFile

from tests.incremental import built, change, files, start, touched, write

BOOKS = {"books/facing.epub", "books/en.epub", "books/fr.epub"}


def pages(path: Path) -> dict[str, str]:
    """Return the pages of a book by path."""
    with ZipFile(path) as book:
        return {
            name: book.read(name).decode() for name in book.namelist() if name.endswith((".xhtml", ".opf"))
        }


def test_the_books_follow_the_articles(tmp_path: Path) -> None:
    root = start(tmp_path / "revue")
    write(root / "site/site.toml", 'title = "Review"\ntitle_fr = "Revue"\nepub = true\n')
    write(root / "seeds/z.txt", "La mer monte.\n")
    assert built(root) == []
    site = root / "build"
    assert set(files(site)) >= BOOKS
    index = (site / "index.html").read_text("utf-8")
    assert '<a href="books/en.epub" type="application/epub+zip">E-book: English</a>' in index
    french, english, facing = (pages(site / f"books/{view}.epub") for view in ("fr", "en", "facing"))
    name = "EPUB/articles/z.xhtml"
    assert "La mer monte." in french[name]
    assert "LA MER MONTE." not in french[name]
    assert "LA MER MONTE." in english[name]
    assert "La mer monte." not in english[name]
    assert '<p class="label">' in english[name]
    assert '<p class="label">' not in french[name]
    assert '<div class="row paragraph">' in facing[name]
    assert "<dc:title>Revue (français)</dc:title>" in french["EPUB/package.opf"]
    assert "<dc:language>en</dc:language>" not in french["EPUB/package.opf"]
    assert "Sommaire" in french["EPUB/nav.xhtml"]
    assert french.keys() == english.keys() == facing.keys()

    assert touched(root) == set()
    change(root / "seeds/z.txt", "monte", "descend")
    assert touched(root) >= BOOKS
    assert "La mer descend." in pages(site / "books/fr.epub")[name]
    (site / "books/fr.epub").write_bytes(b"")
    assert touched(root) >= {"books/fr.epub"}
    assert "La mer descend." in pages(site / "books/fr.epub")[name]
    change(root / "site/site.toml", "epub = true", "epub = false")
    built(root)
    assert not BOOKS & set(files(site))
    assert "epub" not in (site / "index.html").read_text("utf-8")
