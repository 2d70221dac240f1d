"""Books in EPUB have a seed a chapter; PDF files with text become paragraphs and headings again."""

import io
from zipfile import ZipFile

import pytest

from enregard.adding import pdf
from enregard.adding.convert import Converted, convert
from enregard.adding.read import Source, Wanted
from enregard.errors import EnregardError
from tests.adding.publications import PICTURE

CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/content.opf"/></rootfiles></container>'
OPF = """<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Le Livre</dc:title>
<dc:creator>Jeanne Martin</dc:creator><dc:date>1902-03</dc:date><dc:language>fr</dc:language></metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="c" href="text/cover.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/>
<item id="a2" href="text/a2.xhtml" media-type="application/xhtml+xml"/>
<item id="b" href="text/b.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="c"/><itemref idref="nav"/><itemref idref="a"/><itemref idref="a2"/>
<itemref idref="b"/></spine>
</package>"""
NAV = """<html xmlns:epub="http://www.idpf.org/2007/ops"><body><nav epub:type="toc"><ol>
<li><a href="text/a.xhtml">Chapitre premier</a></li><li><a href="text/b.xhtml#x">L’été</a></li>
</ol></nav></body></html>"""
XHTML = '<html xmlns:epub="http://www.idpf.org/2007/ops"><body>{}</body></html>'
NOTE = '<a epub:type="noteref" href="#n">1</a>.</p><aside epub:type="footnote" id="n"><p>La note.</p></aside>'


def book(**changed: str) -> bytes:
    files: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/content.opf": OPF,
        "OEBPS/nav.xhtml": NAV,
        "OEBPS/text/cover.xhtml": XHTML.format('<img src="../images/a.png"/>'),
        "OEBPS/text/a.xhtml": XHTML.format(f"<h1>Chapitre premier</h1><p>Un&#160;mot{NOTE}"),
        "OEBPS/text/a2.xhtml": XHTML.format('<p>Suite, voir <a href="b.xhtml#x">l’été</a>.</p>'),
        "OEBPS/text/b.xhtml": XHTML.format(
            '<h2 id="x">II</h2><p><img src="../images/a.png" alt="Carte"/></p>'
        ),
        "OEBPS/images/a.png": PICTURE,
        **changed,
    }
    packed = io.BytesIO()
    with ZipFile(packed, "w") as file:
        for name, content in files.items():
            file.writestr(name, content)
    return packed.getvalue()


def converted(data: bytes, name: str) -> list[Converted]:
    return convert(Source(data, name), Wanted())


def test_each_chapter_of_a_book_becomes_a_seed() -> None:
    one, two = converted(book(), "livre.epub")
    assert [str(each.path) for each in (one, two)] == ["livre/01-chapitre-premier.md", "livre/02-l-ete.md"]
    assert one.headers == {
        "title": "Chapitre premier",
        "author": "Jeanne Martin",
        "date": "1902-03",
        "source": "Le Livre",
        "lang": "fr",
    }
    assert one.body == "Un\u00a0mot[^1].\n\nSuite, voir [l’été](02-l-ete.md#x).\n\n[^1]: La note.\n"
    assert two.headers["title"] == "L’été"
    assert two.body == "## II\n\n![Carte](\ue000/a.png)\n"
    assert list(two.pictures.values()) == [PICTURE]


def test_hidden_text_of_a_book_stays_hidden_but_not_its_notes() -> None:
    note = NOTE.replace("<aside", '<aside hidden="hidden"')
    hidden = "<p hidden='hidden'>Masqué un.</p><p>Puis</p><div style='display:none'><p>Masqué deux.</p></div>"
    chapter = XHTML.format(f"<h1>Chapitre premier</h1>{hidden}<p>Un mot{note}")
    one, _ = converted(book(**{"OEBPS/text/a.xhtml": chapter}), "livre.epub")
    assert one.body.startswith("Puis\n\nUn mot[^1].\n\n")
    assert one.body.endswith("[^1]: La note.\n")
    assert one.dropped == {"piece* of hidden text": 2}


def test_books_that_cannot_be_read_are_refused() -> None:
    locked = '<encryption><CipherReference URI="OEBPS/text/a.xhtml"/></encryption>'
    with pytest.raises(EnregardError, match="is protected against copying"):
        converted(book(**{"META-INF/encryption.xml": locked}), "livre.epub")
    with pytest.raises(EnregardError, match="is not a book in EPUB: export it again"):
        converted(book(**{"META-INF/container.xml": "<container/>"}), "livre.epub")
    with pytest.raises(EnregardError, match="lead to other files: export the book again"):
        converted(book(**{"OEBPS/text/a.xhtml": '<!DOCTYPE h [<!ENTITY a "b">]><html/>'}), "livre.epub")


def pdf_file(pages: list[list[tuple[str, float, float, float, str]]], drawn: bytes = b"") -> bytes:
    """Return a PDF file; a page is a list of texts with their place, size and font (F: plain, B, I).

    Each page also has what is `drawn`.
    """
    fonts = {"F": "Helvetica", "B": "Helvetica-Bold", "I": "Helvetica-Oblique"}
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    for name in fonts.values():
        objects.append(f"<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>".encode())
    kids = []
    for page in pages:
        content = drawn + b"".join(
            f"BT /{font} {size} Tf {x} {y} Td (".encode() + words.encode("cp1252") + b") Tj ET\n"
            for words, x, y, size, font in page
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        kids.append(f"{len(objects) + 1} 0 R")
        used = "/F 3 0 R/B 4 0 R/I 5 0 R"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Resources<</Font<<{used}>>>>"
            f"/Contents {len(objects)} 0 R>>".encode()
        )
    objects[1] = f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(kids)}]>>".encode()
    found = b"%PDF-1.4\n"
    places = []
    for number, written in enumerate(objects, 1):
        places.append(len(found))
        found += b"%d 0 obj%s endobj\n" % (number, written)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        found
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer<</Size %d/Root 1 0 R/Info<</Title(Rapport annuel)>>>>\nstartxref\n%d\n%%%%EOF"
        % (size, len(found))
    )


def page(
    number: int, *lines: tuple[str, float, float, float, str]
) -> list[tuple[str, float, float, float, str]]:
    return [("Rapport de la ville", 50, 580, 8, "F"), *lines, (f"- {number} -", 190, 20, 8, "F")]


def test_a_pdf_file_becomes_paragraphs_again() -> None:
    data = pdf_file(
        [
            page(
                1,
                ("Le titre", 50, 530, 18, "B"),
                ("Les premiers cyclistes ont traversé le fleuve mardi à l’aube", 50, 490, 11, "F"),
                ("et les ouvriers ont terminé la veille la pose du garde-", 50, 476, 11, "F"),
                ("corps. Le chantier a coûté plus qu’il ne devait en main-", 50, 462, 11, "F"),
                ("tenant compte de la crue.", 50, 448, 11, "F"),
                ("Un autre paragraphe, avec un mot", 50, 420, 11, "F"),
                ("oblique", 222, 420, 11, "I"),
                ("qui continue sur la page", 270, 420, 11, "F"),
            ),
            page(2, ("suivante et finit là.", 50, 530, 11, "F"), ("Un intertitre", 50, 500, 14, "F")),
            page(3, ("La fin.", 50, 530, 11, "F")),
        ]
    )
    (found,) = converted(data, "rapport.pdf")
    assert found.headers == {"title": "Rapport annuel"}
    assert found.body == (
        "# Le titre\n\nLes premiers cyclistes ont traversé le fleuve mardi à l’aube et les ouvriers ont "
        "terminé la veille la pose du garde-corps. Le chantier a coûté plus qu’il ne devait en maintenant "
        "compte de la crue.\n\nUn autre paragraphe, avec un mot *oblique* qui continue sur la page suivante "
        "et finit là.\n\n## Un intertitre\n\nLa fin.\n"
    )


def test_lists_of_a_pdf_file_stay_lists() -> None:
    lines = (
        *(
            "Réuni dans la salle des fêtes du quartier, le conseil décide :",
            "1. de rouvrir le pont,",
            "qui fut fermé ;",
            "2. de payer.",
            "Il demande :",
        ),
        *("a. un vote ;", "b. une aide de", "12. euros.", "• un point", "• un autre"),
    )
    placed = [(words, 50.0, 500 - 14.0 * at, 11.0, "F") for at, words in enumerate(lines)]
    (found,) = converted(pdf_file([placed]), "rapport.pdf")
    assert found.body == (
        "Réuni dans la salle des fêtes du quartier, le conseil décide :\n\n1. de rouvrir le pont, "
        "qui fut fermé ;\n2. de payer.\n\nIl demande :\n\n"
        "a. un vote ;\n\nb. une aide de 12. euros.\n\n- un point\n- un autre\n"
    )


def test_bullets_far_from_their_words_begin_items() -> None:
    lines = (
        "Réuni dans la salle des fêtes, le conseil décide :",
        "- un point ;",
        "- un autre ;",
        "o un détail.",
        "Il décide :",
        "- Oui.",
        "- Non.",
    )
    placed = []
    for at, line in enumerate(lines):
        place = 500.0 - 14 * at
        sign, _, words = line.partition(" ")
        if sign in ("-", "o") and len(words) > 4:
            placed += [(sign, 50.0, place, 11.0, "F"), (words, 70.0, place, 11.0, "F")]
        else:
            placed.append((line, 50.0, place, 11.0, "F"))
    (found,) = converted(pdf_file([placed]), "rapport.pdf")
    assert found.body == (
        "Réuni dans la salle des fêtes, le conseil décide :\n\n"
        "- un point ;\n- un autre ;\n- un détail.\n\nIl décide :\n\n\\- Oui.\n\n\\- Non.\n"
    )


def test_columns_of_a_pdf_file_are_read_one_after_the_other() -> None:
    left = [
        "Les premiers cyclistes ont",
        "traversé le fleuve mardi.",
        "Le chantier a coûté plus",
        "qu’il ne devait,",
    ]
    right = [
        "dit le maire de la ville.",
        "Il remercie les ouvriers",
        "qui ont terminé la veille",
        "la pose des pavés.",
    ]
    rows = [*zip(left, right, strict=True)] * 2
    placed = [("Un titre qui va par-dessus les deux colonnes", 50.0, 560.0, 18.0, "B")]
    for at, (one, other) in enumerate(rows):
        placed += [(one, 50.0, 520 - 14.0 * at, 11.0, "F"), (other, 210.0, 520 - 14.0 * at, 11.0, "F")]
    (found,) = converted(pdf_file([placed]), "rapport.pdf")
    assert " ".join(found.body.split()) == " ".join(
        ["# Un titre qui va par-dessus les deux colonnes", *left, *left, *right, *right]
    )


def test_a_ruled_table_of_a_pdf_file_stays_a_table() -> None:
    drawn = b"".join(
        b"%d 400 m %d 440 l S 50 %d m 250 %d l S\n" % (x, x, y, y)
        for x, y in zip((50, 150, 250), (400, 420, 440), strict=True)
    )
    words = [
        ("Avant.", 50.0, 500.0, 11.0, "F"),
        ("Ville", 60.0, 425.0, 11.0, "F"),
        ("Eau", 160.0, 425.0, 11.0, "F"),
    ]
    words += [
        ("Lyon", 60.0, 405.0, 11.0, "F"),
        ("12", 160.0, 405.0, 11.0, "F"),
        ("Après.", 50.0, 350.0, 11.0, "F"),
    ]
    data = pdf_file([words], drawn)
    assert converted(data, "rapport.pdf")[0].body == (
        "Avant.\n\n| Ville | Eau |\n| --- | --- |\n| Lyon | 12 |\n\nAprès.\n"
    )


def test_pdf_files_without_text_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "has no text, only pictures of pages: recognise it first" in pdf.extract(pdf_file([[]]))["error"]
    assert "cannot be read as a PDF: print it into a new PDF file" in pdf.extract(b"%PDF-1.4\nx")["error"]
    monkeypatch.setattr(pdf, "_MOST_PAGES", 1)
    assert "has more than 1 pages: split it" in pdf.extract(pdf_file([[], []]))["error"]
    with pytest.raises(EnregardError, match="cannot be read as a PDF"):
        converted(b"%PDF-1.4\nx", "x.pdf")
    monkeypatch.setattr(pdf, "find_spec", lambda _: None)
    with pytest.raises(EnregardError, match=r'needs pdfplumber: run pip install "enregard\[pdf\]"'):
        converted(pdf_file([[]]), "x.pdf")
