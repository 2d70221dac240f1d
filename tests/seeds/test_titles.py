"""The title of an article."""

from pathlib import PurePosixPath

import pytest

from enregard.article.article import BlockKind
from enregard.seeds.read import read_article


@pytest.mark.parametrize(
    ("name", "source", "title", "headings"),
    [
        ("a.md", "# Un\n\n## Deux\n\nMot.", "Un", ["Deux"]),
        ("a.md", "# Un\n\n#### Deux\n\n## Trois\n\nMot.", "Un", ["Deux", "Trois"]),
        ("a.md", "## Un\n\nMot.\n\n## Deux\n\nMot.", "Un", ["Deux"]),
        ("a.md", "Mot.\n\n## Deux\n\nMot.", "Mot.", ["Deux"]),
        ("La vieille halle.md", "Mot.\n\n## Deux\n\nMot.", "La vieille halle", ["Deux"]),
        ("La vieille halle.txt", "Mot et mot.\n\nMot.", "Mot et mot.", []),
        ("a.txt", f"Un titre {'très ' * 30}long\n\nUne phrase.\n\nDeux.", f"Un titre {'très ' * 30}long", []),
        (
            "a.txt",
            f"Une phrase {'très ' * 30}longue.\n\nUne phrase.",
            f"Une phrase {'très ' * 30}longue.",
            [],
        ),
    ],
)
def test_title_and_headings(name: str, source: str, title: str, headings: list[str]) -> None:
    article = read_article(source.split("\n"), PurePosixPath(name))
    assert article.title == title
    found = [block.text.plain for block in article.blocks if block.kind is BlockKind.HEADING and block.text]
    assert found == headings
