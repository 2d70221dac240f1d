"""Translation memories from other programs."""

from pathlib import Path

import pytest

from enregard.errors import EnregardError
from enregard.importing.formats.detect import read_units
from tests.importing.examples import entries, publication, run, texts_of

HEAD = (
    '<?xml version="1.0" encoding="{}"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
    '<tmx version="1.4"><header creationtool="{}" srclang="FR-FR"/><body>'
)
TAIL = "</body></tmx>"


def memory(folder: Path, body: str, encoding: str = "UTF-8", tool: str = "OmegaT") -> Path:
    path = folder / "memory.tmx"
    path.write_bytes((HEAD.format(encoding, tool) + body + TAIL).encode(encoding))
    return path


def unit(french: str, english: str, more: str = "", attributes: str = "") -> str:
    return (
        f"<tu {attributes}>{more}<tuv xml:lang='FR-FR'><seg>{french}</seg></tuv>"
        f"<tuv lang='en-US'><seg>{english}</seg></tuv></tu>"
    )


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "ISO-8859-1", "windows-1252"])
def test_any_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    path = memory(tmp_path, unit("Été à Genève", "Summer in Geneva"), encoding)
    assert texts_of(list(read_units(path, "m"))) == [("Été à Genève", "Summer in Geneva", False)]


def test_other_languages_are_left_out(tmp_path: Path) -> None:
    body = (
        "<tu><tuv xml:lang='de'><seg>Ja</seg></tuv><tuv xml:lang='en'><seg>Yes</seg></tuv></tu>"
        "<tu><tuv xml:lang='en-GB'><seg>Colour</seg></tuv><tuv xml:lang='fr'><seg>Couleur</seg></tuv>"
        "<tuv xml:lang='en-US'><seg>Color</seg></tuv></tu>"
    )
    path = memory(tmp_path, body)
    assert texts_of(list(read_units(path, "m"))) == [
        ("Couleur", "Colour", False),
        ("Couleur", "Color", False),
    ]


def test_what_trados_has_approved_is_reviewed(tmp_path: Path) -> None:
    level = "<prop type='x-ConfirmationLevel'>{}</prop>"
    body = unit("Un.", "One.", level.format("ApprovedTranslation")) + unit(
        "Deux.", "Two.", level.format("Draft")
    )
    assert [pair[2] for pair in texts_of(list(read_units(memory(tmp_path, body), "m")))] == [True, False]


def test_ids_like_those_of_exports_mean_nothing_in_other_files(tmp_path: Path) -> None:
    body = unit("Un.", "One.", "<prop type='x-place'>title</prop>", "tuid='seeds/a.md#1'")
    [[pair]] = read_units(memory(tmp_path, body), "m")
    assert (pair.seed, pair.number) == ("", 0)


CODES = {
    "level 2": (
        'Le <bpt i="1" x="1">&lt;f1&gt;</bpt>maire<ept i="1">&lt;/f1&gt;</ept> a '
        '<bpt i="2" x="2">&lt;f2&gt;</bpt>parlé<ept i="2">&lt;/f2&gt;</ept>.',
        'It was <bpt i="5" x="2">&lt;f2&gt;</bpt>said<ept i="5">&lt;/f2&gt;</ept> by the '
        '<bpt i="6" x="1">&lt;f1&gt;</bpt>mayor<ept i="6">&lt;/f1&gt;</ept>.',
    ),
    "without x": (
        'Le <bpt i="1"/>maire<ept i="1"/> a <bpt i="2"/>parlé<ept i="2"/>.',
        'It was <bpt i="2"/>said<ept i="2"/> by the <bpt i="1"/>mayor<ept i="1"/>.',
    ),
    "placeholders as words": (
        "Le &lt;1&gt;maire&lt;/1&gt; a &lt;2&gt;parlé&lt;/2&gt;.",
        "It was &lt;2&gt;said&lt;/2&gt; by the &lt;1&gt;mayor&lt;/1&gt;.",
    ),
    "placeholders as codes": (
        "Le <ph x='1'>&lt;1&gt;</ph>maire<ph x='2'>&lt;/1&gt;</ph> a <ph x='3'>&lt;2&gt;</ph>parlé"
        "<ph x='4'>&lt;/2&gt;</ph>.",
        "It was <ph x='3'>&lt;2&gt;</ph>said<ph x='4'>&lt;/2&gt;</ph> by the <ph x='1'>&lt;1&gt;</ph>mayor"
        "<ph x='2'>&lt;/1&gt;</ph>.",
    ),
    "markup by its kind": (
        "Le maire a parlé.",
        'It was <bpt i="1">&lt;b&gt;</bpt>said<ept i="1">&lt;/b&gt;</ept> by the '
        '<bpt i="2">&lt;em&gt;</bpt>mayor<ept i="2">&lt;/em&gt;</ept>.',
    ),
}


@pytest.mark.parametrize("french", CODES)
def test_codes_become_the_markup_of_the_sentence(tmp_path: Path, french: str) -> None:
    root = publication(tmp_path / "p", a="# T\n\nLe *maire* a **parlé**.\n")
    result = run(memory(tmp_path, unit(*CODES[french])), root, "--reviewed")
    assert result.exit_code == 0, result.output
    found = {entry.msgid: entry for entry in entries(root / "translate" / "a.po")}
    entry = found["Le <1>maire</1> a <2>parlé</2>."]
    assert (entry.msgstr, entry.fuzzy) == ("It was <2>said</2> by the <1>mayor</1>.", False)


def test_words_without_the_markup_of_the_sentence_are_a_draft(tmp_path: Path) -> None:
    root = publication(tmp_path / "p", a="# T\n\nLire *ici* la [suite](https://example.org/).\n")
    run(memory(tmp_path, unit("Lire ici la suite.", "Read the rest.")), root, "--reviewed")
    entry = entries(root / "translate" / "a.po")[1]
    assert entry.fuzzy
    assert entry.msgstr == "Read the rest. [<1>ici</1> <2>suite</2>]"


def test_the_newest_translation_is_imported_and_the_others_kept(tmp_path: Path) -> None:
    root = publication(tmp_path / "p", a="# T\n\nUn.\n")
    body = unit("Un.", "Old.", attributes="changedate='20200101T000000Z'")
    body += unit("Un.", "New.", attributes="changedate='20240101T000000Z'")
    body += unit("Un.", "Older.", attributes="changedate='20100101T000000Z'")
    run(memory(tmp_path, body), root)
    path = root / "translate" / "a.po"
    assert entries(path)[1].msgstr == "New."
    text = path.read_text("utf-8")
    assert "#. Also in memory.tmx:3: Old." in text
    assert "#. Also in memory.tmx:3: Older." in text


def test_notes_of_people_come_along(tmp_path: Path) -> None:
    root = publication(tmp_path / "p", a="# T\n\nUn.\n")
    path = memory(tmp_path, unit("Un.", "One.", "<note>Ask Anne.</note>"))
    run(path, root)
    run(path, root)
    assert (root / "translate" / "a.po").read_text("utf-8").count("# Ask Anne.") == 1


def test_the_line_of_a_truncated_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "memory.tmx"
    path.write_text(HEAD.format("UTF-8", "x") + "\n" + unit("Un.", "One.") + "\n<tu><tuv", "utf-8")
    with pytest.raises(EnregardError) as caught:
        list(read_units(path, "m"))
    assert caught.value.line == 5
    assert "is not valid XML" in str(caught.value)
