"""Documents of Word and LibreOffice come across with their markup, and what is lost is said."""

import io
import re
import subprocess
from functools import cache
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from enregard.adding import limits, pandoc
from enregard.adding.convert import Converted, convert
from enregard.adding.markup import rtf_paragraphs
from enregard.adding.read import Source, Wanted
from enregard.article.article import Block, Text
from enregard.errors import EnregardError
from enregard.seeds.read import read_article
from tests.adding.publications import PICTURE, add, publication

FIXTURES = Path(__file__).with_name("fixtures")
BODY = """\
# Dispositions

Le XIX^e^ siècle, le 1^er^ mai, n^o^\u00a05 : M.\u00a0Dupont, «\u00a0**gras**\u00a0», *italique*, H~2~O.

Un [lien](https://example.org/eau) et une note[^1].

- un
- deux

1. premier
2. second

> Une citation.

| Ville | Eau |
| --- | --- |
| Lyon | 12 |

Commenté ici.

![]({picture})

{box}

[^1]: La note.
"""


BOX = "Après la zone.\n\nDans une zone de texte."
WRITTEN = """\
# Première partie

Le XIX^e^ siècle, n^o^\u00a05 : « **gras** », *italique*, ***les deux***, ~~barré~~ et H~2~O[^1].

Un [lien *penché*](https://example.org/eau) et `du code`.\\
Une autre ligne[^2].

## Deuxième partie

- un
- deux
    - deux *bis*

1. premier
2. second
    1. second bis

> Une citation.
>
> Encore elle.

| Ville | Eau |
| :--- | ---: |
| Lyon | **12** |

{picture}

Fin.

[^1]: Une *note*.
[^2]: Deux paragraphes.

    Le second.
"""
CAPTIONED = {
    "docx": "<figure>\n\n![Une carte](x)\n\n<figcaption>\n\nUne carte\n\n</figcaption>\n</figure>",
    "odt": "![](x)\n\nUne carte",
}


def converted(name: str, data: bytes) -> Converted:
    (found,) = convert(Source(data, name), Wanted())
    return found


def test_a_document_of_libreoffice_comes_across() -> None:
    found = converted("arrete.odt", (FIXTURES / "arrete.odt").read_bytes())
    assert found.headers == {"title": "Arrêté du 1ᵉʳ mai", "author": "Jeanne Martin", "tags": ["eau"]}
    (picture,) = found.pictures
    assert found.body == BODY.format(picture=f"\ue000/{picture}", box=BOX)
    assert found.missing == ()
    assert dict(found.dropped) == {"comment*": 1}


def test_a_document_that_libreoffice_saved_for_word_comes_across(tmp_path: Path) -> None:
    found = converted("arrete.docx", (FIXTURES / "arrete.docx").read_bytes())
    assert found.body == BODY.format(picture="\ue000/image1.png", box=BOX)
    root = publication(tmp_path / "presse")
    run = add(root, FIXTURES / "arrete.docx")
    assert run.lines == ["arrete.docx: added as seeds/arrete.md with 1 picture; not carried over: 1 comment"]
    assert run.problems == []
    assert (root / "seeds/arrete/image1.png").read_bytes().startswith(b"\x89PNG")


def shape(text: str) -> list[tuple[object, ...]]:
    """Return each block of a seed: how deep it is, its kind, its words, and its marks but for addresses."""
    found: list[tuple[object, ...]] = []

    def walk(blocks: tuple[Block, ...], depth: int) -> None:
        for block in blocks:
            words = block.text or Text("")
            marks = [(it.kind, it.start, it.end, {**it.attrs, "src": ""}) for it in words.marks]
            found.append((depth, block.kind, words.plain, marks))
            walk(block.children, depth + 1)

    walk(read_article(text.split("\n"), PurePosixPath("x.md"), french=False).blocks, 0)
    return found


@pytest.mark.parametrize("form", CAPTIONED)
def test_a_seed_that_pandoc_wrote_as_a_document_becomes_the_same_seed(tmp_path: Path, form: str) -> None:
    (tmp_path / "carte.png").write_bytes(PICTURE)
    target = tmp_path / f"x.{form}"
    subprocess.run(
        [pandoc.find_pandoc()[0], "-f", "markdown", "-t", form, "-o", target],
        input=WRITTEN.format(picture="![Une carte](carte.png)").encode(),
        cwd=tmp_path,
        check=True,
        stderr=subprocess.DEVNULL,  # the picture is too small for it
    )
    found = converted(target.name, target.read_bytes())
    assert (found.missing, +found.dropped) == ((), {})
    assert list(found.pictures.values()) == [PICTURE]
    assert shape(found.text("x", "x", "")) == shape(WRITTEN.format(picture=CAPTIONED[form]))


def test_rich_text_that_would_lose_words_is_refused() -> None:
    with pytest.raises(
        EnregardError, match=r"would lose words, such as “.*”: open it in Word or LibreOffice"
    ):
        converted("arrete.rtf", (FIXTURES / "arrete.rtf").read_bytes())
    simple = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\pard Voil\'e0 l\'92\'e9t\'e9.\par {\b Fin}\par}"
    assert rtf_paragraphs(simple)[:2] == ["Voilà l’été.", "Fin"]
    assert converted("simple.rtf", simple).body == "Voilà l’été.\n\n**Fin**\n"


@cache
def word_document() -> bytes:
    document = docx.Document()
    document.core_properties.author = "python-docx"
    document.core_properties.title = "Microsoft Word - note.doc"
    document.add_heading("Note de service", 1)
    words = document.add_paragraph("Le XIX")
    words.add_run("e").font.superscript = True
    words.add_run(" siècle : ")
    words.add_run("Article 1. ").bold = True
    words.add_run("Suite")
    words.add_run("souligné").underline = True
    document.add_paragraph("un", style="List Bullet")
    document.add_paragraph("Cité.", style="Quote")
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Deux colonnes"
    table.cell(1, 0).text, table.cell(1, 1).text = "a | b", "ligne 1\nligne 2"
    document.add_picture(io.BytesIO(PICTURE))
    document.sections[0].header.paragraphs[0].text = "En-tête"
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def test_a_document_of_word_comes_across() -> None:
    found = converted("note.docx", word_document())
    assert found.headers == {}
    assert found.body.startswith(
        "# Note de service\n\nLe XIX^e^ siècle : **Article 1.** Suite<u>souligné</u>\n\n- un\n\n> Cité.\n\n"
    )
    assert "| Deux colonnes |  |\n" in found.body
    assert "| a \\| b | ligne 1<br>ligne 2 |\n" in found.body
    assert list(found.pictures.values()) == [PICTURE]
    assert found.dropped["header* or footer*"] == 1
    assert found.missing == ()


def test_hidden_text_of_word_stays_hidden() -> None:
    document = docx.Document()
    secret = document.styles.add_style("Secret", WD_STYLE_TYPE.CHARACTER)
    secret.font.hidden = True
    private = document.styles.add_style("Private", WD_STYLE_TYPE.PARAGRAPH)
    private.font.hidden = True
    words = document.add_paragraph("Avant. ")
    for run in ("Un litige. ", "Encore un. "):
        words.add_run(run).font.hidden = True
    words.add_run("Après.").font.hidden = False
    words.add_run(" Caché.", style="Secret")
    document.add_paragraph("Paragraphe caché.", style="Private")
    document.add_paragraph("Fin.")
    saved = io.BytesIO()
    document.save(saved)
    found = converted("note.docx", saved.getvalue())
    assert found.body == "Avant. Après.\n\nFin.\n"
    assert found.dropped["piece* of hidden text"] == 3
    assert found.missing == ()


def test_hidden_text_of_libreoffice_stays_hidden() -> None:
    data = (FIXTURES / "arrete.odt").read_bytes()
    with ZipFile(io.BytesIO(data)) as archive:
        content = archive.read("content.xml")
    start, end = content.index(b"<office:text"), content.index(b"</office:text>")
    start = content.index(b">", start) + 1
    style = (
        b'<style:style style:name="H1" style:family="text">'
        b'<style:text-properties text:display="none"/></style:style></office:automatic-styles>'
    )
    body = (
        '<text:p>Avant. <text:span text:style-name="H1">Un litige.</text:span>Après.</text:p>'
        '<text:section text:name="s" text:display="none"><text:p>Section cachée.</text:p></text:section>'
        '<text:p><text:hidden-paragraph text:is-hidden="true"/>Paragraphe caché.</text:p>'
        "<text:p>Fin.</text:p>"
    ).encode()
    whole = (content[:start] + body + content[end:]).replace(b"</office:automatic-styles>", style)
    found = converted("note.odt", changed(data, "content.xml", whole))
    assert found.body == "Avant. Après.\n\nFin.\n"
    assert found.dropped["piece* of hidden text"] == 2  # what follows each other counts as one


def test_a_picture_that_is_only_linked_to_is_counted() -> None:
    data = word_document()
    name = "word/document.xml"
    with ZipFile(io.BytesIO(data)) as archive:
        document = archive.read(name)
        (embedded,) = re.findall(rb'r:embed="(\w+)"', document)
    found = converted(
        "note.docx", changed(data, name, document.replace(b'r:embed="%s"' % embedded, b'r:link="rId99"'))
    )
    assert found.dropped["picture* missing from the file"] == 1
    assert converted("note.docx", data).dropped["picture* missing from the file"] == 0


def changed(data: bytes, name: str, change: bytes, *, attributes: int = 0) -> bytes:
    """Return a document with one member replaced or added."""
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(packed, "w") as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info))
        member = ZipInfo(name)
        member.external_attr = attributes
        new.writestr(member, change)
    return packed.getvalue()


def test_macros_and_embedded_files_stay_behind() -> None:
    data = changed((FIXTURES / "arrete.docx").read_bytes(), "word/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    found = converted("note.docm", changed(data, "word/embeddings/a.bin", b"x"))
    assert found.dropped["file* of macros"] == 1
    assert "vba" not in found.body


@pytest.mark.parametrize(
    ("name", "content", "attributes", "message"),
    [
        (
            "word/document.xml",
            b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>',
            0,
            "defines the entity a, which may grow or lead to other files",
        ),
        (
            "word/footnotes.xml",
            b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>',
            0,
            "defines the entity a, which may grow or lead to other files",
        ),
        ("word/document.xml", b"<d>" * 300 + b"</d>" * 300, 0, "has elements more than 200 deep"),
        ("word/document.xml", b"<d>", 0, "is not well-formed XML"),
        ("word/document.xml", b"<?xml version='1.0' encoding='x-y'?><d/>", 0, "unknown encoding"),
        ("word/link.xml", b"/etc/passwd", 0o120777 << 16, "holds a link to another file"),
        ("_rels/.rels", b"<r/>", 0, "is not a document of Word: open it in Word or LibreOffice"),
    ],
)
def test_hostile_documents_are_refused(name: str, content: bytes, attributes: int, message: str) -> None:
    data = changed((FIXTURES / "arrete.docx").read_bytes(), name, content, attributes=attributes)
    with pytest.raises(EnregardError, match=message):
        converted("x.docx", data)


def bomb(size: int, method: int = 8) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w", compression=method) as file:
        file.writestr("[Content_Types].xml", "<t/>")
        file.writestr("word/document.xml", b" " * size)
    return packed.getvalue()


def test_archives_that_grow_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_TEXT", 1_000_000)
    grown = bomb(limits.LARGEST_TEXT + 1)
    assert len(grown) < 5000
    with pytest.raises(
        EnregardError, match=r"holds more than 1 MB of text when unpacked: split the document"
    ):
        limits.Archive(grown).read("word/document.xml")
    with pytest.raises(EnregardError, match="is packed in an unusual way"):
        limits.Archive(bomb(10, 12)).read("word/document.xml")
    monkeypatch.setattr(limits, "_MOST_MEMBERS", 1)
    with pytest.raises(EnregardError, match="holds more than 1 files: split the document"):
        limits.Archive(grown)
    monkeypatch.undo()
    monkeypatch.setattr(limits, "_LARGEST_PICTURES", 5)
    with pytest.raises(EnregardError, match="of pictures when unpacked: make its pictures smaller"):
        limits.Archive(bomb(10)).read("word/document.xml", "pictures")


def test_damaged_and_encrypted_archives_are_refused() -> None:
    good = (FIXTURES / "arrete.docx").read_bytes()
    for damaged in (good[:-30], good[:60] + bytes(400) + good[460:]):
        with pytest.raises(EnregardError, match="is a damaged archive: save the document again"):
            converted("x.docx", damaged)
    encrypted = bytearray(bomb(10))
    encrypted[encrypted.rfind(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(EnregardError, match="is encrypted: remove the password"):
        limits.Archive(bytes(encrypted))
    odt = changed(
        (FIXTURES / "arrete.odt").read_bytes(), "META-INF/manifest.xml", b"<m><encryption-data/></m>"
    )
    with pytest.raises(EnregardError, match="is encrypted: remove the password"):
        converted("x.odt", odt)
    packed = io.BytesIO()
    with ZipFile(packed, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    with pytest.raises(EnregardError, match="has no text: open it in LibreOffice"):
        converted("x.odt", packed.getvalue())
    with ZipFile(packed, "w") as file:
        file.writestr("photo.jpg", "x")
    with pytest.raises(EnregardError, match="is an archive, but of no text document"):
        converted("x.zip", packed.getvalue())


def test_a_document_that_is_too_large_is_refused(tmp_path: Path) -> None:
    large = tmp_path / "large.docx"
    with large.open("wb") as file:
        file.truncate(200_000_000)
    assert "is larger than 100 MB: split the document" in add(publication(tmp_path / "p"), large).problems[0]


def test_without_pandoc_the_remedy_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    pandoc.find_pandoc.cache_clear()
    monkeypatch.setattr(pandoc, "_packaged", lambda: None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(EnregardError, match=r'needs Pandoc 2.17: run pip install "enregard\[word\]"'):
        pandoc.find_pandoc()
    monkeypatch.setattr(pandoc, "_OLDEST", (999, 0))
    monkeypatch.undo()
    pandoc.find_pandoc.cache_clear()
    monkeypatch.setattr(pandoc, "_OLDEST", (999, 0))
    with pytest.raises(EnregardError, match=r"or newer .yours is too old"):
        pandoc.find_pandoc()
    pandoc.find_pandoc.cache_clear()


def test_what_pandoc_cannot_do_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EnregardError, match=r"cannot be converted \(pandoc: .*\): save it again"):
        pandoc.read(b"{", "ipynb")
    monkeypatch.setattr(pandoc, "_LARGEST_OUTPUT", 10)
    with pytest.raises(EnregardError, match="is too large to convert: split it"):
        pandoc.read(b"<p>Bonjour</p>", "html")
    monkeypatch.undo()
    with pytest.raises(EnregardError, match=r"is nested too deeply to convert|cannot be converted"):
        pandoc.read(b"<div>" * 2000 + b"x", "html")
