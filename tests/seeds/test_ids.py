"""Ids in raw HTML and in lists of attributes stay with the block that they are in, or before."""

import pytest

from enregard.article.section_ids import TITLE, SectionIds
from tests.seeds.outlines import read


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<a name="x"></a>\n## Titre', [["x", "titre"]]),
        ('## <a id="x"></a>Titre', [["x", "titre"]]),
        ('## <a id="x"></a>\n\nUn mot.', [["x"]]),
        ('Un <span id="x">mot</span> <a name="y" href="#x">ici</a>.', [["x", "y"]]),
        ('<div id="x">\n\nUn mot.\n\n</div>\n\nDeux.', [["x"], []]),
        ('<p id="x"></p>\n\n* Un\n* Deux <b id="y">mots</b>', [["x", "y"]]),
        ('<ul><li id="x">Un</li></ul>', [["x"]]),
        ('<table id="t"><tr id="x"><td id="y">a</td><td>b</td></tr></table>', [["t", "x", "y"]]),
        ('| a <a id="x"></a> | b |\n|---|---|\n| c | d |', [["x"]]),
        ('<a id="x"></a>\n\n***\n\nUn.', [["x"], []]),
        ('<a id="x"></a>\n\n```\na\n```', [["x"]]),
        ('<pre id="x">a</pre>', [["x"]]),
        ('<h2 id="x">Titre</h2>', [["x"]]),
        ('<a name="x y"></a>Un mot.', [["x-y"]]),
        ("Un mot.\n{: #x .y }", [["x"]]),
        ("* Un\n* Deux\n\n{: #x }", [["x"]]),
        ("> Un mot.\n\n{#x}\n\nDeux.", [["x"], []]),
        ("Un [mot]{#x} et `un`{#y}.", [["x", "y"]]),
        ("Un <b>mot</b>.\n{: #x }", [["x"]]),
        ("Un mot. ^x1\n\n* Deux ^y1\n* Trois", [["x1"], ["y1"]]),
        ("* Un\n* Deux\n\n^x1", [["x1"]]),
        ("Un `mot ^x1`\n\n5 m ^2", [[], []]),
    ],
)
def test_ids_stay_with_their_blocks(source: str, expected: list[list[str]]) -> None:
    article = read(f"Début.\n\n{source}\n\nFin.")
    found = SectionIds(article)
    assert [found.on(number) for number in range(1, len(article.blocks) - 1)] == expected


def test_links_lead_to_ids_of_blocks_in_obsidian() -> None:
    article = read("Un.\n\nUn mot. ^abc123\n\nVoir [[#^abc123|plus haut]].")
    assert article.blocks[1].text is not None
    assert article.blocks[1].text.plain == "Un mot."
    assert SectionIds(article).find("%5Eabc123") == "abc123"


def test_ids_before_the_title_lead_there() -> None:
    assert SectionIds(read('<a name="x"></a>\n# Titre\n\nUn mot.')).on(TITLE) == ["x", "titre"]


def test_ids_of_what_is_left_out_at_the_end_stay() -> None:
    article = read('Un mot.\n\nDeux.\n\n<a name="x"></a>')
    assert SectionIds(article).on(1) == ["x"]
