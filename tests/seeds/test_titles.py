"""The title of an article."""

from pathlib import PurePosixPath

import pytest

from enregard.article.article import BlockKind
from enregard.seeds.credits import is_breadcrumbs
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
        ("mentions-legales.md", "Une phrase assez longue.\n\nMot.", "Mentions legales", []),
        ("2021-03-04-fete_du_village.fr.md", "Une phrase.\n\nMot.", "Fete du village", []),
        ("guide/index.md", "Une phrase.\n\nMot.", "Guide", []),
        ("index.md", "Une phrase.\n\nMot.", "Une phrase.", []),
        ("000_cc90b059fb36a085.md", "Une phrase.\n\nMot.", "Une phrase.", []),
        ("fete.md", "Un bel été\n\nMot.", "Un bel été", []),
        ("fete.md", "**Que faire ?**\n\nMot.", "Que faire ?", []),
        ("fete.md", "Que faire ?\n\nMot.", "Fete", []),
        ("fete.md", "Voir [ici](https://a.example)\n\nMot.", "Fete", []),
        ("fete.md", "Mot.\n\n# Un\n\nMot.\n\n# Deux\n\nMot.", "Fete", ["Un", "Deux"]),
        ("fete.md", "Mot.\n\n# Un\n\nMot.", "Un", []),
        ("fete.md", "![](a.png)\n\n---\n\n# Un\n\nMot.\n\n# Deux\n\nMot.", "Un", ["Deux"]),
        ("fete.md", "---\ntitle: Un\n---\n![](a.png)\n\n## Un\n\nMot.", "Un", []),
        ("fete.md", "---\ntitle: Un [lien](a.md) et `<b>`\n---\nUn lien et\n\nMot.", "Un lien et <b>", []),
        ("fete.md", "---\ntitle: Un bel été\n---\n**Un bel été**\n\nMot.", "Un bel été", []),
        ("TD2.md", f"Une phrase {'très ' * 30}longue.\n\nMot.", "TD2", []),
        ("a.txt", "LE BAC.\n\nUne phrase.\n\nUne autre.", "LE BAC.", []),
        ("a.txt", f"Le bac\nUne phrase {'très ' * 40}longue.\nUne autre.", "Le bac", []),
        ("fete.md", "---\ntitle: Un Bel été\n---\n# Un bel Été\n\nMot.", "Un Bel été", []),
        ("a.md", "---\ntitle: Un\n---\n# Avis\n\nMot.\n\n# Un\n\nMot.", "Un", ["Avis"]),
        ("a.md", "---\ntitle: Un\n---\nMot.\n\nMot.\n\nMot.\n\n# Un\n\nMot.\n\n# Deux", "Un", ["Un", "Deux"]),
        ("Droit 2024-02-09.md", "Un cours\nlong.\n\nMot.", "Droit 2024-02-09", []),
        ("droit-civil-2024-02-09.md", "Une phrase.\n\nMot.", "Droit civil 2024-02-09", []),
        ("a.txt", "LA FOIRE, COMÉDIE\n  DUPONT\n  1672\n\n  Hé bien ?\n  Oui.", "LA FOIRE, COMÉDIE", []),
        ("fete.txt", "Une phrase.\n\nUne autre.", "Une phrase.", []),
        ("a.txt", "Accueil > Régions > Morvan\n\nUn titre\n\nUne phrase.\n\nDeux.", "Un titre", []),
        ("a.txt", "Accueil › Régions\nUn titre\n\nUne phrase.\n\nDeux.", "Un titre", []),
        ("a.txt", "Un titre > un autre\n\nUne phrase.\n\nDeux.", "Un titre > un autre", []),
        ("a.txt", "Un titre\n\nPropos recueillis par Zoé Petit\n\nUne phrase.\n\nDeux.", "Un titre", []),
        ("a.txt", "Un titre\n\nUne phrase.\n\nLire aussi : Le Morvan\n\nUne phrase.", "Un titre", []),
        ("fete.txt", f"Une phrase {'très ' * 30}longue.\n\nUne phrase.", "Fete", []),
        ("fete.txt", "Il faut :\n- un mot ;\n- un autre.", "Fete", []),
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


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Accueil > Régions > Morvan", True),
        ("Vie locale › 2021 › Fêtes", True),
        ("Mot > ** > *", False),
        ("Un > deux", False),
    ],
)
def test_breadcrumbs_are_words(line: str, expected: bool) -> None:
    assert is_breadcrumbs(line) is expected
