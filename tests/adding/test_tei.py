"""TEI is read with its notes, verse, styles and metadata."""

from pathlib import Path

import pytest

from enregard.adding.convert import convert
from enregard.adding.read import Source, Wanted
from enregard.errors import EnregardError
from tests.adding.publications import TEI


def body(words: str) -> str:
    return convert(Source(TEI.format(title="T", body=words).encode(), "t.xml"), Wanted())[0].body


@pytest.mark.parametrize(
    ("tei", "markdown"),
    [
        (
            "<p>Le <hi rend='italic'>mot</hi> et le <hi rend='bold sup'>1</hi></p>",
            "Le *mot* et le ***<sup>1</sup>**",
        ),
        ("<p>Une\n   ligne<lb/>et la sui<lb break='no'/>te</p>", "Une ligne et la suite"),
        ("<p>Lu<note n='1' place='foot'><p>La note.</p></note>.</p>", "Lu[^1].\n\n[^1]: La note."),
        ("<p>Lu<ref target='#n'>1</ref>.</p><div><note xml:id='n'>Là.</note></div>", "Lu[^1].\n\n[^1]: Là."),
        (
            "<div><head>Acte I</head><div><head>Scène 1</head><p>x</p></div></div>",
            "# Acte I\n\n## Scène 1\n\nx",
        ),
        ("<lg><l>Un vers,</l><l>un autre.</l></lg>", "Un vers,\\\nun autre."),
        (
            "<sp><speaker>Jean</speaker><p>Oui.</p><stage>Il sort.</stage></sp>",
            "**Jean**\n\nOui.\n\n*Il sort.*",
        ),
        ("<p><choice><sic>fote</sic><corr>faute</corr></choice> <del>non</del>oui</p>", "faute oui"),
        ("<list><item>un</item><item>deux</item></list>", "- un\n- deux"),
        ("<list type='ordered'><item>un</item></list>", "1. un"),
        ("<list><label>mot</label><item>sens</item></list>", "mot\n:   sens"),
        (
            "<table><row role='label'><cell>A</cell></row><row><cell>1</cell></row></table>",
            "| A |\n| --- |\n| 1 |",
        ),
        (
            "<quote><p>Cité.</p></quote><milestone unit='section'/><p>Fin<pb n='2'/> là</p>",
            "> Cité.\n\n---\n\nFin là",
        ),
        (
            "<p>Voir <ref target='https://a.org/x'>là</ref>, <title>Le Cid</title></p>",
            "Voir [là](https://a.org/x), *Le Cid*",
        ),
        ("<castList><castItem>Jean</castItem><castItem>Luc</castItem></castList>", "Jean\n\nLuc"),
        ("<fw>Page 12</fw><p>Un mot</p><eg>a  b</eg>", "Un mot\n\n```\na  b\n```"),
    ],
)
def test_elements_mean_markdown(tei: str, markdown: str) -> None:
    assert body(tei).strip() == markdown.replace("***<sup>1</sup>**", "<sup>**1**</sup>")


def test_the_header_is_the_front_matter() -> None:
    header = """<TEI><teiHeader><fileDesc><titleStmt>
      <title type="main">Le Titre</title><title type="sub">x</title>
      <author>Jeanne Martin</author><author key="Roux, Paul (1869-1951)"/></titleStmt><publicationStmt>
      <publisher>La Maison</publisher><date when="1899-03-05">5 mars</date>
      <idno type="URL">https://a.org/1</idno>
      </publicationStmt></fileDesc><profileDesc>
      <creation><date when="1898">en 1898</date></creation><langUsage><language ident="fr"/></langUsage>
      <abstract><p>En bref.</p></abstract><textClass><keywords><term>roman</term><term>ville</term></keywords>
      </textClass></profileDesc></teiHeader><text><body><p>Un <gap/> mot.</p></body></text></TEI>"""
    (found,) = convert(Source(header.encode(), "t.xml"), Wanted())
    assert found.headers == {
        "title": "Le Titre",
        "author": ["Jeanne Martin", "Paul Roux"],
        "date": "1898",
        "source": "La Maison",
        "url": "https://a.org/1",
        "lang": "fr",
        "tags": ["roman", "ville"],
        "description": "En bref.",
    }
    assert found.body == "Un \\[…\\] mot.\n".replace("\\[…\\]", "[…]")
    assert dict(found.dropped) == {"gap* in the text, marked with […]": 1}


def test_a_corpus_has_a_seed_for_each_text(tmp_path: Path) -> None:
    texts = "".join(TEI.format(title=f"Texte {n}", body=f"<p>Mot {n}.</p>") for n in (1, 2))
    found = convert(Source(f"<teiCorpus>{texts}</teiCorpus>".encode(), "corpus.xml"), Wanted())
    assert [str(each.path) for each in found] == ["corpus/01 Texte 1.md", "corpus/02 Texte 2.md"]
    with pytest.raises(EnregardError, match="is not TEI: its root should be <TEI>"):
        convert(Source(b"<teiCorpus/>", "corpus.xml"), Wanted())
