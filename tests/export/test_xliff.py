"""XLIFF: valid by schema, and read back equal by Translate Toolkit."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from enregard.article.article import OBJECT, Mark, MarkKind, State, Text
from enregard.export.units import units
from enregard.export.xliff import xliff
from enregard.system.xml import FORBIDDEN
from enregard.translate.markup.placeholders import from_placeholders
from tests.export.examples import COLOPHON, one, rich, texts, written

etree = pytest.importorskip("lxml.etree")
storage = pytest.importorskip("translate.storage.xliff2")

SCHEMAS = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")
"""The schema of OASIS in Debian's php-symfony-translation."""

NOT_TRANSLATED = MarkKind.NOT_TRANSLATED

NAMES = {
    "x": "urn:oasis:names:tc:xliff:document:2.0",
    "mda": "urn:oasis:names:tc:xliff:metadata:2.0",
}


@pytest.fixture(scope="module")
def schema() -> Any:
    """The schema of XLIFF 2.0's core."""
    path = SCHEMAS / "xliff-core-2.0.xsd"
    if not path.exists():
        pytest.skip("no schema of XLIFF: install Debian's php-symfony-translation")

    class Local(etree.Resolver):  # type: ignore[misc,name-defined]
        def resolve(self, url: str, _: object, context: object) -> object:
            if url.endswith("xml.xsd"):
                return self.resolve_filename(str(SCHEMAS / "xml.xsd"), context)
            return None

    parser = etree.XMLParser()
    parser.resolvers.add(Local())
    return etree.XMLSchema(etree.parse(str(path), parser))


def read_back(content: bytes) -> list[tuple[str, str | None, bool]]:
    """Return the pairs that Translate Toolkit reads, and whether they are reviewed."""
    store = storage.Xliff2File.parsestring(content)
    return [(unit.source, unit.target, unit.isapproved()) for unit in store.units]


def plain(text: Text) -> str:
    """Return the words of a text as a reader without codes and control characters sees them."""
    return FORBIDDEN.sub("", text.plain.replace(OBJECT, ""))


def test_a_rich_file_is_valid(tmp_path: Path, schema: Any) -> None:
    tree = etree.fromstring(written("xliff", tmp_path / "a.xlf"))
    assert schema.validate(tree), schema.error_log


def test_a_rich_file_is_read_back_equal(tmp_path: Path) -> None:
    facings = [unit.facing for item in rich() for unit in units(item)]
    wanted = [
        (
            plain(facing.sentence.text),
            None if facing.state is State.MISSING else plain(facing.target),
            facing.state in (State.REVIEWED, State.ALIKE),
        )
        for facing in facings
    ]
    assert read_back(written("xliff", tmp_path / "a.xlf")) == wanted


def test_files_have_metadata_and_notes(tmp_path: Path) -> None:
    tree = etree.fromstring(written("xliff", tmp_path / "a.xlf"))

    def found(path: str) -> list[str]:
        return [str(value) for value in tree.xpath(path, namespaces=NAMES)]

    article = "//x:file[@original='seeds/tout.txt']//mda:metaGroup[@category='article']/mda:meta"
    assert found(f"{article}[@type='date']/text()") == ["2021-07-01"]
    assert found(f"{article}[@type='source']/text()") == ["AFP"]
    assert found(f"{article}[@type='title-en']/text()") == ["English title"]
    model = "//x:file[1]//mda:metaGroup[@category='publication']/mda:meta"
    assert found(f"{model}[@type='model-credit']/text()") == ["Made by them"]
    assert found(f"{model}[@type='model-licence']/text()") == ["CC-BY 4.0"]
    noted = "//x:unit[x:segment/x:target='In July.']"
    assert found(f"{noted}/x:notes/x:note/@category") == ["numbers", "names", "editor"]
    assert found(f"{noted}/x:notes/x:note/text()")[1] == "“Kaboul” is lost"
    assert found(f"{noted}/x:segment/@subState") == ["enregard:translate-fr_en-1.9"]
    assert set(found("//x:segment/@state")) == {"initial", "translated", "reviewed", "final"}
    assert found("//x:unit[@translate='no']//x:source/text()") == ["***"]
    assert set(found("//x:group/@type")) >= {"enregard:title", "enregard:table_cell", "enregard:markup"}


def test_markup_is_codes_with_their_html(tmp_path: Path) -> None:
    tree = etree.fromstring(written("xliff", tmp_path / "a.xlf"))
    [unit] = tree.xpath("//x:file[1]//x:unit[.//x:source/x:pc/@type='link']", namespaces=NAMES)
    data = {each.get("id"): each.text for each in unit.findall("x:originalData/x:data", NAMES)}
    source = unit.find("x:segment/x:source", NAMES)
    link = source[0]
    assert data[link.get("dataRefStart")] == '<a href="https://example.org/" title="là">'
    assert data[link.get("dataRefEnd")] == "</a>"
    assert [code.get("subType") for code in link] == ["xlf:i", "xlf:b"]
    assert [data[code.get("dataRef")] for code in source[1:]] == [
        "[^n]",
        "<br>",
        '<img src="https://example.org/i.png" alt="une image">',
    ]
    target = unit.find("x:segment/x:target", NAMES)
    assert [code.get("id") for code in target.iterdescendants()] == ["1", "2", "3", "4", "5", "6"]


def test_untranslatable_words_are_marked(schema: Any) -> None:
    french = from_placeholders(
        "Il a vu <1>Gloire <2>au</2></1>.", [Mark(NOT_TRANSLATED, 0, 0), Mark(MarkKind.STRONG, 0, 0)]
    )
    english = from_placeholders("He saw <1>Gloire <2>au</2></1>.", french.marks)
    content = "".join(xliff([(item, units(item)) for item in one(french, english)], COLOPHON))
    assert schema.validate(etree.fromstring(content.encode())), schema.error_log
    assert 'He saw <mrk id="1" translate="no">Gloire <pc id="2"' in content
    assert content.count('<mrk id="1" translate="no">') == content.count("</mrk>") == 2


def test_control_characters_are_kept() -> None:
    articles = [(item, units(item)) for item in one(Text("a\x01b"), Text("b\ufffe"))]
    content = "".join(xliff(articles, COLOPHON))
    assert 'a<cp hex="0001"/>b' in content
    assert 'b<cp hex="FFFE"/>' in content


def test_reviewed_selects_reviewed_pairs(tmp_path: Path, schema: Any) -> None:
    content = written("xliff", tmp_path / "a.xlf", reviewed=True)
    assert all(reviewed for _, _, reviewed in read_back(content))
    assert schema.validate(etree.fromstring(content)), schema.error_log


@given(texts(), texts())
def test_any_text_is_read_back_equal(schema: Any, source: Text, target: Text) -> None:
    articles = [(item, units(item)) for item in one(source, target)]
    content = "".join(xliff(articles, COLOPHON)).encode()
    assert schema.validate(etree.fromstring(content)), schema.error_log
    [(french, english, _)] = read_back(content)
    assert french == plain(source)
    assert (english or "") == plain(target)


def test_editors_notes_are_notes(tmp_path: Path) -> None:
    tree = etree.fromstring(written("xliff", tmp_path / "a.xlf"))
    notes = tree.xpath("//x:note[@category='editor']/text()", namespaces=NAMES)
    assert len(notes) == 2
    assert "note for readers: On it." in notes
