"""What an author hides in comments appears nowhere."""

from pathlib import PurePosixPath

import pytest

from enregard.seeds.hidden import without_comments
from enregard.seeds.notes import Notes
from enregard.seeds.read import read_article
from enregard.seeds.source import Source


def words(source: str) -> list[str]:
    """Return the words of each block of a Markdown article."""
    article = read_article(source.split("\n"), PurePosixPath("a.md"))
    return [block.literal or (block.text.plain if block.text else "") for block in article.leaves()] + [
        block.literal for block in article.blocks if block.literal
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Un.\n\n<!-- secret -->\n\nDeux.", ["Un.", "Deux."]),
        ("Un <!-- secret --> mot.", ["Un mot."]),
        ("Un.\n\n<!--\n\nsecret\n\n## secret\n-->\n\nDeux.", ["Un.", "Deux."]),
        ("Un mot <!-- secret\n\nsecret --> et deux.", ["Un mot et deux."]),
        ("- a\n<!-- secret -->\n- b", ["a", "b"]),
        ("Un.\n<!--more-->\nDeux.", ["Un.", "Deux."]),
        ("Un %%secret%% mot.\n\n%%\nsecret\n\nsecret\n%%\n\nDeux.", ["Un mot.", "Deux."]),
        ("À 50 %% ou 60 %%.", ["À 50 %% ou 60 %%."]),
        ("Un {% comment %}secret{% endcomment %}mot.", ["Un mot."]),
        ("Un {%- comment 'x' -%} secret\n\n{%- endcomment -%} mot.", ["Un mot."]),
        ("{::comment}\nsecret\n{:/comment}\n\nUn.", ["Un."]),
        ("Un {# secret #} mot.", ["Un mot."]),
        ("Un {/* secret */} mot {{/* secret */}} là.", ["Un mot là."]),
        ("`<!-- code -->` et ``%% ` %%``", ["<!-- code --> et %% ` %%"]),
        ("Un.\n\n```\n<!-- code -->\n```", ["Un.", "<!-- code -->\n"]),
        ("Un.\n\n    <!-- code -->", ["Un.", "<!-- code -->\n"]),
        (r"Un \<!-- mot --> là.", ["Un <!-- mot --> là."]),
        ("Un <!-- jamais fermé.\n\nDeux.", ["Un <!-- jamais fermé.", "Deux."]),
        ("Un.\n\n<!-- secret\n\nsecret", ["Un."]),
        ("Un ` <!-- secret --> mot.", ["Un ` mot."]),
        ("<!-- secret -->Un<!-- secret --> mot.", ["Un mot."]),
    ],
)
def test_comments_are_dropped(source: str, expected: list[str]) -> None:
    assert words(source) == expected


def test_lines_are_those_of_the_file() -> None:
    lines = ["Un.", "", "<!-- a", "b -->", "", "- a", "<!-- c -->", "- b"]
    article = read_article(lines, PurePosixPath("a.md"))
    assert [leaf.line for leaf in article.leaves()] == [1, 6, 8]


def test_a_comment_without_an_end_is_noted() -> None:
    notes = Notes()
    source = without_comments(Source(["Un.", "", "<!-- a", "", "b"], [7, 8, 9, 10, 11]), notes)
    assert list(source.lines) == ["Un.", ""]
    assert list(source.numbers) == [7, 8]
    [note] = notes.all()
    assert note.line == 9
    assert "not closed, so nothing after it is published" in note.what
