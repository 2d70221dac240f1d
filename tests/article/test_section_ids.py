"""What links call sections: on GitHub, in other generators, by their words."""

import pytest

from enregard.article.section_ids import TITLE, SectionIds
from tests.seeds.outlines import read


def ids(source: str, *, allow_html: bool = False) -> SectionIds:
    return SectionIds(read(source, allow_html=allow_html))


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("La fin", ["la-fin"]),
        ("Début du récit", ["début-du-récit", "debut-du-recit", "dbut-du-rcit"]),
        ("L'été, où ?", ["lété-où-", "lete-ou", "l-ete-ou", "lété-où", "lt-o-"]),
        ("2. Suite", ["2-suite", "_2-suite", "suite"]),
        ("La *2.0* et `a_b`", ["la-20-et-a_b", "la-2-0-et-a-b", "la-2.0-et-a_b", "la-20-et-ab"]),
        ("???", ["section"]),
        ("Fin {#Ma-fin}", ["Ma-fin"]),
        ("Text", ["section-text"]),
        ("P 12", ["p-12"]),
        ("p12", ["section-p12"]),
    ],
)
def test_a_heading_has_the_ids_that_generators_give(heading: str, expected: list[str]) -> None:
    assert ids(f"Un mot.\n\n## {heading}\n\nUn mot.").on(1) == expected


def test_repeated_headings_are_numbered() -> None:
    found = ids("Un.\n\n## La fin\n\nUn.\n\n## La fin\n\nUn.\n\n## La fin 1\n\n## Autre {#la-fin-2}")
    assert [found.on(number) for number in (1, 3, 5, 6)] == [
        ["la-fin"],
        ["la-fin-1", "la-fin_1"],
        ["la-fin-1-1"],
        ["la-fin-2"],
    ]
    assert found.find("la-fin_1") == "la-fin-1"


def test_the_title_has_ids_too() -> None:
    found = ids("# Le récit\n\nUn mot.\n\n## Le récit")
    assert found.on(TITLE) == ["le-récit", "le-recit", "le-rcit"]
    assert found.on(1) == ["le-récit-1", "le-recit_1", "le-recit-1", "le-rcit-1"]
    assert found.find("Le récit") == "le-récit"
    assert ids("---\ntitle: Le récit\n---\nUn mot.").find("le-recit") == "title"


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("l'été-ici", "lété-ici"),
        ("L%E2%80%99%C3%89t%C3%A9%20ici", "lété-ici"),
        ("user-content-lete-ici", "lété-ici"),
        ("lt-ici", "lété-ici"),
        ("Tout#L’été ici !", "lété-ici"),
        ("coeur", "cœur"),
        ("boîte", "boîte"),
        ("text", "section-text"),
        ("p3", "p3"),
        ("fr-12", "fr-12"),
        ("s-abc234", "s-abc234"),
        ("en-note-2", "en-note-2"),
        ("!", ""),
        ("nulle part", ""),
    ],
)
def test_links_may_differ_from_ids(fragment: str, expected: str) -> None:
    source = "Un.\n\n## L’été ici\n\n## Cœur\n\n> * ### Boîte\n\n## Text\n\n## ?"
    assert ids(source).find(fragment) == expected


def test_exact_ids_come_first() -> None:
    found = ids("Un.\n\n## Été\n\n## Ete\n\n## ETE {#Ete}")
    assert [found.find(name) for name in ("été", "ete", "Ete", "ÉTÉ")] == ["été", "ete", "Ete", "été"]


def test_ids_in_raw_html_that_stays_are_known() -> None:
    source = 'Un.\n\n<div id="un">\n\n## Deux\n\n</div>\n\nMot <span class="x" id=\'deux\'>ici</span>.'
    found = ids(source, allow_html=True)
    assert (found.find("un"), found.on(1)) == ("un", ["deux-1"])
    assert ids(source).on(1) == ["un", "deux-1"]
