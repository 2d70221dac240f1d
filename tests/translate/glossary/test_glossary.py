"""Terms are found and required in all their forms, and a wrong row affects no other."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.translate.glossary.csv_file import parse_glossary, read_glossary
from enregard.translate.glossary.glossary import Glossary, honoured
from tests.conftest import ROOT

HEADER = "French,English,note\n"


def glossary(*rows: str) -> Glossary:
    found, errors = parse_glossary(HEADER + "\n".join(rows), "glossary.csv")
    assert not errors
    return found


def found(terms: Glossary, plain: str) -> list[tuple[str, str]]:
    return [(occurrence.words, occurrence.english) for occurrence in terms.terms_in(plain)]


FORMS = [
    ("frappe aérienne,air strike", "Deux frappes aériennes", [("frappes aériennes", "air strikes")]),
    (
        "chef d'état-major,Chief of Staff",
        "Les chefs d’état-major",
        [("chefs d’état-major", "Chiefs of Staff")],
    ),
    ("électeur,voter", "Une électrice, des électeurs", [("électrice", "voter"), ("électeurs", "voters")]),
    ("travail,work", "Les travaux", [("travaux", "works")]),
    ("pays,country", "Les pays", [("pays", "country")]),
    ("maladie,disease", "Des malades", []),
    ("armée,army", "Des hommes armés", []),
    ("médecin,doctor", "La médecine", []),
    ("général,general", "généralement, en règle générale", []),
    (
        "Maison Blanche,White House",
        "La maison blanche et la Maison Blanche",
        [("Maison Blanche", "White House")],
    ),
    ("ONU,UN", "L'ONU, pas onu ni Onu", [("ONU", "UN")]),
    ("version française,French version", "Version française", [("Version française", "French version")]),
    ("version française,French version", "les versions française et anglaise", []),
    (
        "lieutenant-colonel,lieutenant colonel",
        "Le lieutenant-colonel",
        [("lieutenant-colonel", "lieutenant colonel")],
    ),
    ("porte-parole,spokesman", "Les porte-parole", [("porte-parole", "spokesman")]),
    ("mot,word", "motif, bon-mot", [("mot", "word")]),
    ("Le Monde,", "Dans Le Monde, le monde", [("Le Monde", "Le Monde")]),
]


@pytest.mark.parametrize(("row", "plain", "expected"), FORMS)
def test_forms(row: str, plain: str, expected: list[tuple[str, str]]) -> None:
    assert found(glossary(row), plain) == expected


def test_the_longest_term_is_found_without_overlaps() -> None:
    terms = glossary("conseil,council", "Conseil de sécurité,Security Council", "sécurité,security")
    assert found(terms, "Le Conseil de sécurité, un conseil") == [
        ("Conseil de sécurité", "Security Council"),
        ("conseil", "council"),
    ]


def test_an_ellipsis_stands_for_a_name() -> None:
    terms = glossary(
        "Reportage du bureau de …,Reporting by the … bureau", "Reportage de … à,Reporting by … in"
    )
    (one,) = terms.terms_in("(Reportage du bureau de New York, version française)")
    assert one.words == "Reportage du bureau de New York"
    assert one.hole == (24, 32)
    (other,) = terms.terms_in("Reportage de Jean de La Tour à Paris")
    assert other.words == "Reportage de Jean de La Tour à"
    assert terms.terms_in("un reportage de qualité") == []


_BUREAU = "Reportage du bureau de …,Reporting by the … bureau"

HONOURED = [
    ("frappe aérienne,air strike | airstrike", "Deux frappes aériennes", "Two air strikes", True),
    ("frappe aérienne,air strike | airstrike", "Deux frappes aériennes", "Two AIRSTRIKES", True),
    ("frappe aérienne,air strike | airstrike", "Deux frappes aériennes", "Two air raids and a strike", False),
    ("voter,vote", "Ils ont à voter", "they voted", True),
    ("Le Monde,", "dans Le Monde", "in Le Monde", True),
    ("Le Monde,", "dans Le Monde", "in the World", False),
    ("édité par …,edited by …", "édité par Jean Dupont", "Edited by Jean Dupont", True),
    (_BUREAU, "Reportage du bureau de Kaboul", "Reporting by the Kabul bureau", True),
    (_BUREAU, "Reportage du bureau de Kaboul", "Report of the Kabul office", False),
]


@pytest.mark.parametrize(("row", "french", "english", "expected"), HONOURED)
def test_honoured(row: str, french: str, english: str, expected: bool) -> None:
    (occurrence,) = glossary(row).terms_in(french)
    assert honoured(occurrence, english) is expected


WRONG = [
    ("", "glossary.csv:1: is empty"),
    ("French,note\nmot,\n", "glossary.csv:1: has no column English"),
    (HEADER + "mot,word,\nseul\n", "glossary.csv:3: has 1 column instead of 3"),
    (HEADER + "mot,word,a,b\n", "glossary.csv:2: has 4 columns instead of 3"),
    (HEADER + "mot,word,\nmot,term,\n", "glossary.csv:3: 'mot' is already on line 2"),
    (HEADER + ",word,\n", "glossary.csv:2: has no French"),
    (HEADER + "de …,of\n", "glossary.csv:2: the ellipsis must be on both sides, once"),
    (HEADER + "… de,of …\n", "glossary.csv:2: the ellipsis cannot come first"),
    (HEADER + 'mot,"word\n', "glossary.csv:2: is not valid CSV"),
    ("French,English,colour\n", "glossary.csv:1: unknown column 'colour'"),
    (HEADER + "mot,wo\0rd\n", "glossary.csv:2: contains a NUL"),
]


@pytest.mark.parametrize(("content", "expected"), WRONG)
def test_wrong_content_is_reported(content: str, expected: str) -> None:
    errors = parse_glossary(content, "glossary.csv")[1]
    assert [str(error)[: len(expected)] for error in errors] == [expected]
    assert "\n" not in str(errors[0])


def test_a_wrong_row_affects_no_other() -> None:
    terms, errors = parse_glossary(HEADER + "un,one\nseul\n\ndeux,two,note\n", "g.csv")
    assert [term.french for term in terms.terms] == ["un", "deux"]
    assert len(errors) == 1


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("names", ["French,English,note", "français,ANGLAIS,Remarque"])
def test_files_of_spreadsheets(names: str, delimiter: str) -> None:
    rows = [names.split(","), ["deux", "two", '"a, b; c"'], ["un", "one", ""]]
    terms, errors = parse_glossary("\r\n".join(delimiter.join(row) for row in rows), "g.csv")
    assert not errors
    assert [(term.french, term.english, term.note) for term in terms.terms] == [
        ("deux", ("two",), "a, b; c"),
        ("un", ("one",), ""),
    ]


def test_files(tmp_path: Path) -> None:
    assert read_glossary(tmp_path / "none.csv") == (Glossary(), [])
    path = tmp_path / "glossary.csv"
    path.write_bytes(b"\xef\xbb\xbfFrench,English,note\r\nmot,word,\r\n")
    assert [term.french for term in read_glossary(path)[0].terms] == ["mot"]
    path.write_bytes(b"")
    assert str(read_glossary(path)[1][0]).endswith(
        "glossary.csv:1: is empty: the first line must be French,English,note"
    )
    path.write_bytes(b"French,English\nm\0t,word\n")
    assert str(read_glossary(path)[1][0]).endswith("csv:2: contains a NUL character: save it as plain text")
    path.write_bytes(b"French,English\n\xff")
    assert "is not UTF-8 at byte 15" in str(read_glossary(path)[1][0])
    assert "cannot be read (Is a directory): check that it is a file you can read" in str(
        read_glossary(tmp_path)[1][0]
    )


def test_the_glossary_of_this_publication_is_valid() -> None:
    terms, errors = read_glossary(ROOT / "translate" / "glossary.csv")
    assert not errors
    assert found(terms, "(Reportage du bureau de Kaboul, version française Benjamin Mallet)") == [
        ("Reportage du bureau de Kaboul", "Reporting by the … bureau"),
        ("version française Benjamin Mallet", "French version by …"),
    ]


@given(st.text('ab,"\n…|é', max_size=40), st.text("ab é'-…A", max_size=40))
def test_any_content_and_any_sentence(content: str, plain: str) -> None:
    terms, _ = parse_glossary(HEADER + content, "g.csv")
    last = 0
    for occurrence in terms.terms_in(plain):
        assert last <= occurrence.start < occurrence.end <= len(plain)
        assert plain[occurrence.start : occurrence.end] == occurrence.words
        honoured(occurrence, plain)
        last = occurrence.end


def test_an_irregular_plural_is_the_term_too() -> None:
    [occurrence] = glossary("lavandière,washerwoman").terms_in("Les lavandières chantent.")
    assert honoured(occurrence, "The washerwomen are singing.")
    assert not honoured(occurrence, "The women are singing.")
