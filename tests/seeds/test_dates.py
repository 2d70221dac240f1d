"""Dates as French, English and machines write them, never more precise than given."""

import pytest

from enregard.seeds.dates import date_end, is_date_line, parse_date


@pytest.mark.parametrize(
    ("given", "iso"),
    [
        ("2021", "2021"),
        ("2021-07", "2021-07"),
        ("2024-07-14T10:00:00+02:00", "2024-07-14"),
        ("2024-07-14 9:05", "2024-07-14"),
        ("2024-07-14 10:00:00.5 UTC", "2024-07-14"),
        ("2024/7/14", "2024-07-14"),
        ("14 juillet 2024", "2024-07-14"),
        ("le 1er mai 2024", "2024-05-01"),
        ("1ER MAI 2024", "2024-05-01"),
        ("Lundi 14 juillet 2024 à 10 h 30", "2024-07-14"),
        ("14 juil. 2024, 8h", "2024-07-14"),
        ("14\u00a0août\u00a02024", "2024-08-14"),
        ("14/07/2024", "2024-07-14"),
        ("03/04/2024", "2024-04-03"),
        ("3.4.2024 18:00", "2024-04-03"),
        ("14-07-2024", "2024-07-14"),
        ("14-juil-2024", "2024-07-14"),
        ("juillet 2024", "2024-07"),
        ("Déc. 2021", "2021-12"),
        ("fevrier 2021", "2021-02"),
        ("07/2024", "2024-07"),
        ("July 14, 2024", "2024-07-14"),
        ("Sunday, July 14th 2024 at 6:00 pm", "2024-07-14"),
        ("the 3rd of May 2024", "2024-05-03"),
        ("14 Jul 2024", "2024-07-14"),
        ("May 2024", "2024-05"),
    ],
)
def test_a_date_is_read(given: str, iso: str) -> None:
    date = parse_date(given, 1)
    assert (date.iso, date.verbatim) == (iso, given)
    assert date_end(given + " Le texte.") == len(given)


@pytest.mark.parametrize(
    "words", ["hier", "mars", "3 mai", "2021-7", "14/07/24", "20211", "mai 21", "1 2021"]
)
def test_words_that_are_not_a_date(words: str) -> None:
    assert date_end(words) == 0


def test_a_year_before_prose_is_the_date() -> None:
    assert date_end("2021 12 personnes") == 4


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Lundi 12 mars", True),
        ("Mardi", True),
        ("Le 1er mai 2024", True),
        ("Publié le lundi 3 mai 2021 à 14 h 05", True),
        ("Mis à jour le 03/05/2021", True),
        ("Mars 2021", True),
        ("Lundi noir", False),
        ("Le 12 mars, il part", False),
        ("Mars", False),
        ("12 morts", False),
    ],
)
def test_a_line_with_only_a_date(line: str, is_one: bool) -> None:
    assert is_date_line(line) is is_one
