"""Translation memories: valid by DTD, and read back equal by Translate Toolkit."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.article.article import State, Text
from enregard.export.codes import Code, pieces
from enregard.export.tmx import tmx
from enregard.export.units import units
from enregard.system.xml import FORBIDDEN
from tests.export.examples import COLOPHON, NASTY, one, rich, texts, written
from tests.site.builders import Builder, pair

etree = pytest.importorskip("lxml.etree")
storage = pytest.importorskip("translate.storage.tmx")

DTD = Path(__file__).with_name("tmx14.dtd")


def parsed(content: bytes) -> Any:
    """Parse a memory and validate it by its DTD."""
    tree = etree.fromstring(content)
    dtd = etree.DTD(io.BytesIO(DTD.read_bytes()))
    assert dtd.validate(tree), dtd.error_log
    return tree


def read_back(content: bytes) -> list[tuple[str, str]]:
    """Return the pairs that Translate Toolkit reads."""
    store = storage.tmxfile.parsestring(content)
    return [(unit.source, unit.gettarget("en")) for unit in store.units]


def with_codes(text: Text) -> str:
    """Return a text as a reader without codes sees it."""
    parts = [piece.native if isinstance(piece, Code) else piece for piece in pieces(text)]
    return FORBIDDEN.sub("\ufffd", "".join(parts))


def test_a_rich_memory_is_valid_and_complete(tmp_path: Path) -> None:
    content = written("tmx", tmp_path / "a.tmx")
    tree = parsed(content)
    wanted = [
        unit.facing
        for item in rich()
        for unit in units(item)
        if unit.facing.state in (State.DRAFT, State.REVIEWED)
    ]
    assert read_back(content) == [(with_codes(f.sentence.text), with_codes(f.target)) for f in wanted]
    states = tree.xpath("//tu/prop[@type='x-state']/text()")
    assert states == ["reviewed" if f.state is State.REVIEWED else "translated" for f in wanted]
    ids = tree.xpath("//tu/@tuid")
    assert len(set(ids)) == len(ids)


def test_pairs_have_their_properties(tmp_path: Path) -> None:
    tree = parsed(written("tmx", tmp_path / "a.tmx"))
    [unit] = tree.xpath("//tu[tuv/seg='In July.']")
    assert [note.text for note in unit.findall("note")] == [
        "numbers: “31” is not in the <translation>",
        "names: “Kaboul” is lost",
        "note for readers: See <b> & ]]> \ufffd 'it'.",
    ]
    props = {prop.get("type"): prop.text for prop in unit.findall("prop")}
    assert props["x-file"] == "seeds/deux.txt"
    assert props["x-date"] == "2021"
    assert props["x-title"] == "Titre français"
    assert props["x-place"] == "paragraph"
    assert unit.xpath("tuv[2]/@creationid") == ["translate-fr_en 1.9"]
    assert tree.xpath("//tu[tuv/seg='A reviewed sentence.']/tuv/@creationid") == []
    [link] = tree.xpath("//tu[prop='seeds/tout.txt']/tuv[1]/seg[bpt/@type='link']")
    assert [(code.tag, code.get("i") or code.get("x")) for code in link] == [
        *(("bpt", "1"), ("bpt", "2"), ("ept", "2"), ("bpt", "3"), ("ept", "3"), ("ept", "1")),
        *(("ph", "4"), ("ph", "5"), ("ph", "6")),
    ]


def test_the_header_names_publication_model_and_licences(tmp_path: Path) -> None:
    tree = parsed(written("tmx", tmp_path / "a.tmx"))
    props = {prop.get("type"): prop.text for prop in tree.find("header")}
    assert props["x-title"] == "Essai & <Cie>"
    assert props["x-licence"] == "CC-BY-SA 4.0"
    assert props["x-model"] == "translate-fr_en 1.9"
    assert props["x-model-licence"] == "CC-BY 4.0"
    assert props["x-model-credit"] == "Made by them"


def test_reviewed_selects_reviewed_pairs(tmp_path: Path) -> None:
    content = written("tmx", tmp_path / "a.tmx", reviewed=True)
    assert set(parsed(content).xpath("//tu/prop[@type='x-state']/text()")) == {"reviewed"}
    assert ("une image", "a picture") in read_back(content)


@given(texts(), texts())
def test_any_text_is_read_back_equal(source: Text, target: Text) -> None:
    articles = [(item, units(item)) for item in one(source, target)]
    content = "".join(tmx(articles, COLOPHON)).encode()
    parsed(content)
    [(french, english)] = read_back(content)
    assert french == with_codes(source)
    assert english == with_codes(target)


@given(st.sampled_from(NASTY))
def test_no_character_breaks_a_memory(character: str) -> None:
    build = Builder()
    item = build.article(build.paragraph(pair(f"a{character}b", "b", engine=character)))
    parsed("".join(tmx([(item, units(item))], replace(COLOPHON, title=character))).encode())


def test_editors_notes_are_notes(tmp_path: Path) -> None:
    notes = parsed(written("tmx", tmp_path / "a.tmx")).xpath("//tu/note/text()")
    assert notes.count("note for readers: See <b> & ]]> \ufffd 'it'.") == 1
    assert notes.count("note for readers: On it.") == 1
