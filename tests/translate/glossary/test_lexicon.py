"""The press lexicon is found in its forms, below the publication's glossary; each row has its evidence."""

import csv

import pytest

from enregard.article.article import Text
from enregard.translate.checks import check
from enregard.translate.checks.wordlists import acronyms
from enregard.translate.glossary.csv_file import parse_glossary
from enregard.translate.glossary.glossary import Glossary, Kind
from enregard.translate.glossary.lexicon import lexicon
from tests.conftest import ROOT

FILE = ROOT / "src" / "enregard" / "translate" / "glossary" / "data" / "lexicon.csv"


def over(rows: str) -> Glossary:
    terms, errors = parse_glossary("French,English\n" + rows, "glossary.csv")
    assert not errors
    return terms.over(lexicon())


def found(plain: str, terms: Glossary | None = None) -> list[tuple[str, str]]:
    return [(one.words, one.english) for one in (terms or lexicon()).terms_in(plain)]


def test_every_row_has_its_evidence() -> None:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 800
    for row in rows:
        assert row["English"] or row["kind"] in (Kind.NAME, Kind.TOWN), row
        assert row["evidence"] in ("corpus", "written", "reading"), row
        assert (row["evidence"] == "corpus") == bool(row["reference"] and row["model"]), row
        if row["evidence"] == "corpus":
            assert float(row["reference"]) > float(row["model"]), row
        elif row["evidence"] == "written":
            assert float(row["model"]) < 1, row


def test_no_row_is_twice_there_or_an_acronym() -> None:
    keys = [term.key for term in lexicon().terms]
    assert len(keys) == len(set(keys))
    assert not set(keys) & set(acronyms())


FORMS = [
    ("Les vols de cuivre", [("vols de cuivre", "copper thefts")]),
    ("Un vol de cuivres", [("vol de cuivres", "copper theft")]),
    ("Le vol de Paris", []),
    ("Deux plaintes contre X", [("plaintes contre X", "complaints against persons unknown")]),
    ("Les trésoriers ont été dessaisis.", [("dessaisis", "taken off the case")]),
    ("Ouest-France l'écrit", [("Ouest-France", "Ouest-France")]),
    ("l'ouest, France", []),
    ("La Voix du Nord", [("La Voix du Nord", "La Voix du Nord")]),
    ("la voix du nord", []),
    ("Les Points", []),
    ("Selon La Croix", [("La Croix", "La Croix")]),
    ("La Croix de l'isard", []),
    ("Le Point-Virgule", []),
    ("à la Toussaint", [("à la Toussaint", "on All Saints' Day")]),
    ("Toussaint Louverture", []),
]


@pytest.mark.parametrize(("plain", "expected"), FORMS)
def test_terms_and_names(plain: str, expected: list[tuple[str, str]]) -> None:
    assert found(plain) == expected


TOWNS = {
    "Tours s'incline": True,
    "Le match à Tours": True,
    "Il a dit : « Tours a gagné »": True,
    "Tours de magie pour enfants": False,
    "Les Tours de la ville": False,
    "des tours": False,
}


@pytest.mark.parametrize("plain", TOWNS)
def test_a_town_that_is_also_a_plural(plain: str) -> None:
    assert bool(found(plain)) is TOWNS[plain]


def test_the_glossary_of_the_publication_wins() -> None:
    assert found("Un vol de cuivre", over("vol de cuivre,copper robbery\n")) == [
        ("vol de cuivre", "copper robbery")
    ]
    assert found("Un vol de cuivre", over("cuivre,brass\n")) == [("cuivre", "brass")]
    assert found("Un tribunal correctionnel", over("vol de cuivre,copper robbery\n")) == [
        ("tribunal correctionnel", "criminal court")
    ]


def test_a_hyphen_switches_a_row_off() -> None:
    assert found("Un vol de cuivre", over("vol de cuivre,-\n")) == []
    assert found("Dans Le Point", over("Le Point,-\n")) == []
    assert found("Les tribunaux correctionnels", over("vol de cuivre,-\n")) == [
        ("tribunaux correctionnels", "criminal courts")
    ]


def test_checks_neither_read_nor_apply_it() -> None:
    lexicon.cache_clear()
    assert check(Text("Un vol de cuivre."), Text("A flight of brass."), Glossary()) == []
    assert lexicon.cache_info().currsize == 0


def test_words_that_start_many_terms_are_tried_with_the_next_word() -> None:
    by_one, by_two = lexicon()._by_word("La"), lexicon()._by_words("La", "Voix")
    assert len(by_one) > 10
    assert [pattern.term.french for pattern in by_two] == ["La Voix du Nord"]
