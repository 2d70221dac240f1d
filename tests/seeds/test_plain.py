"""Plain text: divided words, verse, lists, columns, and what people type for markup."""

import textwrap
from collections.abc import Sequence
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.article.article import OBJECT, Block, BlockKind
from enregard.seeds.hyphens import divides
from enregard.seeds.line_ends import unwrap
from enregard.seeds.read import read_article
from enregard.seeds.text import read_blocks

from .outlines import outline


def read(source: str) -> list[object]:
    """Return the outline of the text after a first paragraph, which is not a heading."""
    lines = ["Il pleut.", "", *textwrap.dedent(source).strip("\n").split("\n")]
    return outline(tuple(read_blocks(lines, 1)))[1:]


def table(source: str) -> tuple[Block, list[list[str]]]:
    """Return the only table in the text, and the words of its cells."""
    (found,) = (block for block in read_blocks(source.strip("\n").split("\n"), 1) if block.children)
    assert found.kind is BlockKind.TABLE
    return found, [[cell.text.plain if cell.text else "" for cell in row.children] for row in found.children]


@pytest.mark.parametrize(
    "word",
    [
        *("fro/mage", "sou/venir", "por/tail", "mer/ci", "cou/leur", "ce/la", "ce/lui", "voi/là", "in/utile"),
        *("franco/phone", "sous/traire", "au-des/sus", "RÉPU/BLIQUE", "con/tre-jour", "re/lation"),
    ],
)
def test_a_hyphen_that_divides_a_word_is_dropped(word: str) -> None:
    first, second = word.split("/")
    assert unwrap([f"Un {first}-", f"{second}, dit-on."]) == f"Un {first}{second}, dit-on."


@pytest.mark.parametrize(
    "word",
    [
        *(
            "peut-/être",
            "Saint-/Malo",
            "Aix-/en-Provence",
            "c'est-à-/dire",
            "au-/dessus",
            "lui-/même",
            "a-t-/il",
        ),
        *(
            "vingt-/deux",
            "arrière-/cour",
            "dit-/elle",
            "donnez-/moi",
            "ce jour-/là",
            "celle-/ci",
            "sous-/préfet",
        ),
        *("grand-/mères", "pots-/de-vin", "non-/violence", "socio-/économique", "demi-/heure", "e-/mail"),
        *(
            "anglo-/saxon",
            "affirme-/t-il",
            "vice-/président",
            "rendez-/vous",
            "arc-en-/ciel",
            "années-/lumière",
        ),
    ],
)
def test_a_hyphen_of_the_word_stays(word: str) -> None:
    first, second = word.split("/")
    assert unwrap([f"Un {first}", f"{second}, dit-on."]) == f"Un {first}{second}, dit-on."


def test_the_words_of_the_text_decide_first() -> None:
    assert divides("un bla-", "bla", frozenset())
    assert not divides("un bla-", "bla", {"bla-bla"})
    blocks = read_blocks(["Le plouf-plouf du", "lac, ce doux plouf-", "plouf, endort."], 1)
    assert outline(tuple(blocks)) == [["paragraph", "Le plouf-plouf du lac, ce doux plouf-plouf, endort."]]


def test_not_signs_and_soft_hyphens_divide_words() -> None:
    assert unwrap(["por\u00ad", "tail"]) == unwrap(["por¬", "tail"]) == "portail"


@given(st.lists(st.text("aebcé-'A", min_size=1, max_size=8), min_size=1, max_size=6))
def test_unwrapping_keeps_all_letters(lines: Sequence[str]) -> None:
    def letters(text: str) -> str:
        return text.replace("-", "").replace(" ", "")

    assert letters(unwrap(lines)) == letters("".join(lines))


VERSE = [
    "Le vent se lève au bord de l'eau,",
    "La nuit descend sur la prairie ;",
    "Un merle chante au bord du toit,",
]


@pytest.mark.parametrize(
    "line",
    [
        "--Il ne dit rien à son voisin.",
        "-- Viens, dit-il.",
        "— Viens !",
        "- Viens !",
        "« Viens ! »",
        "12 fois il pleut.",
    ],
)
@pytest.mark.parametrize("at", [0, 1, 3])
def test_verse_is_verse_whatever_a_line_begins_with(line: str, at: int) -> None:
    lines = [*VERSE[:at], line, *VERSE[at:]]
    for indent in ("", "      "):
        (found,) = read("\n".join(indent + each for each in lines))
        assert found == ["paragraph", "break(\ufffc)".join(lines)]


def test_dialogue_is_not_verse() -> None:
    lines = ["— Tu viens ?", "— Non, je reste.", "— Pourquoi ?", "— Pour rien."]
    assert read("\n".join(lines)) == [["paragraph", line] for line in lines]
    lines = ["--Tu viens ?", "--Non.", "--Bon."]
    assert read("\n".join(lines)) == [["paragraph", line] for line in lines]


@pytest.mark.parametrize(
    ("labels", "attrs"),
    [
        (("a.", "b.", "c."), {"type": "a"}),
        (("a)", "b)", "c)"), {"type": "a"}),
        (("A.", "B.", "C."), {"type": "A"}),
        (("i.", "ii.", "iii."), {"type": "i"}),
        (("I.", "II.", "III."), {"type": "I"}),
        (("1°", "2°", "3°"), {}),
        (("1°)", "2°)", "3°)"), {}),
        (("(1)", "(2)", "(3)"), {}),
        (("4/", "5/", "6/"), {"start": "4"}),
    ],
)
@pytest.mark.parametrize("before", ["", "Voici la liste :\n", "Les couleurs\n"])
def test_labels_that_count_are_a_list(labels: Sequence[str], attrs: dict[str, str], before: str) -> None:
    words = ["Rouge", "Vert", "Bleu"]
    lines = [f"{label} {word}" for label, word in zip(labels, words, strict=True)]
    blocks = read_blocks(["Il pleut.", "", *f"{before}{chr(10).join(lines)}".split("\n")], 1)
    assert outline(blocks[-1].children) == [["item", ["paragraph", word]] for word in words]
    assert blocks[-1].attrs == {"ordered": "true", "tight": "true", **attrs}


def test_initials_are_no_list() -> None:
    assert read("M. Dupont est venu.\nN. Durand est reparti.")[0][0] == "paragraph"  # type: ignore[index]
    assert read("Il est\na. venu") == [["paragraph", "Il est a. venu"]]


COLUMNS = """
Légumes       2019    2020
Choux        1 200   1 350
Navets         350     410
Total        1 550   1 760
"""


def test_columns_of_figures_are_a_table() -> None:
    found, cells = table(COLUMNS)
    assert cells == [
        ["Légumes", "2019", "2020"],
        ["Choux", "1 200", "1 350"],
        ["Navets", "350", "410"],
        ["Total", "1 550", "1 760"],
    ]
    assert found.attrs == {}
    assert [cell.attrs for cell in found.children[1].children] == [{}, {"align": "right"}, {"align": "right"}]
    assert [row.line for row in found.children] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("source", "cells", "head"),
    [
        ("Choux    12    15\nNavets    8     7", [["Choux", "12", "15"], ["Navets", "8", "7"]], False),
        ("\tLundi\tMardi\nMatin\tYoga\tDanse", [["", "Lundi", "Mardi"], ["Matin", "Yoga", "Danse"]], True),
        ("Nos prix.\n\n\tPrix\nPain\t3\nLait\t8", [["", "Prix"], ["Pain", "3"], ["Lait", "8"]], True),
        ("\tNom\tÂge\n\tLéa\t45\n\tMax\t8", [["Nom", "Âge"], ["Léa", "45"], ["Max", "8"]], True),
        ("Nom\tÂge\nLéa\t45\nMax\t8", [["Nom", "Âge"], ["Léa", "45"], ["Max", "8"]], True),
        ("| Nom | Âge |\n|-----|-----|\n| Léa | 45 |", [["Nom", "Âge"], ["Léa", "45"]], True),
        (
            "Plat      Prix\n----      ----\nSoupe     4 €\nPain      1 €",
            [["Plat", "Prix"], ["Soupe", "4 €"], ["Pain", "1 €"]],
            True,
        ),
        (
            "Un début ..... 7\nLa suite ..... 12\nLa fin ....... 130",
            [["Un début", "7"], ["La suite", "12"], ["La fin", "130"]],
            False,
        ),
        (
            "Choux    12    15\nNavets         7\nPois      3     4",
            [["Choux", "12", "15"], ["Navets", "", "7"], ["Pois", "3", "4"]],
            False,
        ),
    ],
)
def test_tables(source: str, cells: list[list[str]], head: bool) -> None:
    found, words = table(source)
    assert words == cells
    assert (found.attrs.get("head") != "false") is head


@pytest.mark.parametrize(
    ("source", "outlines"),
    [
        ("Poules 120 130 145\nOies 8 12 15", [["Poules", "120", "130", "145"], ["Oies", "8", "12", "15"]]),
        ("1 2 3\n4 5 6", [["1", "2", "3"], ["4", "5", "6"]]),
    ],
)
def test_rows_of_figures_need_no_wide_blanks(source: str, outlines: list[list[str]]) -> None:
    assert table(source)[1] == outlines


def test_numbers_in_groups_of_three_are_no_columns() -> None:
    assert read("Lyon 1 200\nLille 12 350") == [["paragraph", "Lyon 1 200break(\ufffc)Lille 12 350"]]


def test_lines_around_a_table_stay() -> None:
    kinds = [block.kind.value for block in read_blocks(f"Un titre{COLUMNS}Source : mairie.".split("\n"), 1)]
    assert kinds == ["heading", "table", "paragraph"]


def test_figures_in_uneven_columns_stay_in_lines() -> None:
    (found,) = read("Choux    12  15    3\nNavets et pois   8")
    assert found == ["paragraph", "Choux 12 15 3break(\ufffc)Navets et pois 8"]


def test_wide_blanks_in_prose_are_no_table() -> None:
    prose = (
        "Le vent  se lève   au bord  de l'eau,  et\nla nuit   descend.  Un merle  chante  au\nbord du   toit."
    )
    assert read(prose) == [["paragraph", " ".join(prose.split())]]


@pytest.mark.parametrize(
    ("source", "outlines"),
    [
        ("Une _cloche_ sonne.", [["paragraph", "Une emphasis(cloche) sonne."]]),
        (
            "_La cloche du village,\nqui sonne,_ un journal.",
            [["paragraph", "emphasis(La cloche du village, qui sonne,) un journal."]],
        ),
        ("Un mot =gras= ici.", [["paragraph", "Un mot strong(gras) ici."]]),
        ("Le nom a_b_c et __init__, a = b = c.", [["paragraph", "Le nom a_b_c et __init__, a = b = c."]]),
        ("Nom : ______ Âge : ___", [["paragraph", "Nom : ______ Âge : ___"]]),
        ("* * *", [["thematic_break"]]),
        ("*****", [["thematic_break"]]),
        ("-----", [["thematic_break"]]),
        ("%%%%\nUn mot.", [["thematic_break"], ["paragraph", "Un mot."]]),
        (
            "Bilan\n\n%%%%\n  Fin\n%%%%\n\nUn mot.",
            [["heading", "Bilan"], ["heading", "Fin"], ["paragraph", "Un mot."]],
        ),
        ("[Pg 12]", []),
        ("{12}", []),
        ("[Illustration: Un pont.]", [["paragraph", "[Illustration: Un pont.]"]]),
    ],
)
def test_typed_markup(source: str, outlines: list[object]) -> None:
    assert read(source) == outlines


def test_underlined_headings() -> None:
    source = "Le pont\n=======\n\nHier\n----\nIl pleut.\n\nDemain\n~~~~~~\n\n======\nJamais\n======"
    blocks = read_article(source.split("\n"), PurePosixPath("a.txt"))
    assert blocks.title == "Le pont"
    found = [
        (block.text.plain, block.attrs["level"]) for block in blocks.blocks if block.text and block.attrs
    ]
    assert found == [("Hier", "2"), ("Demain", "3"), ("Jamais", "4")]


@pytest.mark.parametrize(
    "line", ["CHAPITRE PREMIER.", "Chapitre XII", "XII.", "IV", "Deuxième partie.", "Acte II. — La fuite"]
)
def test_chapters_are_headings(line: str) -> None:
    assert read(f"{line}\n\nIl pleut encore.")[0] == ["heading", line]


def test_roman_numbers_that_count_are_chapters() -> None:
    source = "I. La pluie tombe.\n\nIl pleut encore.\n\nII. Le soleil brille !\n\nIl pleut toujours."
    assert [block[0] for block in read(source)] == ["heading", "paragraph"] * 2  # type: ignore[index]
    assert read("I. La pluie tombe.\n\nIl pleut.\n\nV. Hugo est mort.\n\nIl pleut.")[2][0] == "paragraph"  # type: ignore[index]


@pytest.mark.parametrize("line", ["il", "Civil est son nom.", "Le chapitre II."])
def test_other_lines_are_no_chapters(line: str) -> None:
    assert read(f"{line}\n\nIl pleut encore.")[0] == ["paragraph", line]


def test_signatures_side_by_side_are_a_table() -> None:
    found, cells = table(f"La présidente,{' ' * 20}Le secrétaire,\nF. Lambert{' ' * 24}L. Nguyen")
    assert found.attrs["head"] == "false"
    assert cells == [["La présidente,", "Le secrétaire,"], ["F. Lambert", "L. Nguyen"]]


def test_wiki_markup_in_a_text_file_is_reported() -> None:
    source = "== Histoire ==\nLe '''canal''' relie la [[Loire]] à la [[Seine]]."
    (note,) = read_article(source.split("\n"), PurePosixPath("a.txt")).notes
    assert note.what == (
        "has the markup of a wiki: move the file out of seeds/ and add it with 'enregard add'"
    )
    assert read_article(["Il a dit [[sic]] hier.", "", "Fin."], PurePosixPath("a.txt")).notes == ()


def test_a_break_before_all_words_is_dropped() -> None:
    article = read_article(["Un.", "", " \\", "Deux,\\", "trois."], PurePosixPath("a.md"))
    assert outline(article.blocks)[-1] == ["paragraph", f"Deux,break({OBJECT})trois."]
