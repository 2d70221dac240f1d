"""No-break spaces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.site.words.nobreak import add_no_break_spaces


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("3,42 m, puis 3 mots", "3,42~m, puis 3 mots"),
        ("12 % de 1 240,5 km", "12~% de 1_240,5~km"),
        ("3 333 333 €", "3_333_333~€"),
        ("15 km/h, 20 °C, 3 m2", "15~km/h, 20~°C, 3~m2"),
        ("à 14 h 30, 8 h 300 plus tard", "à 14~h~30, 8~h 300 plus tard"),
        ("le 17 janvier, 20 millions", "le 17~janvier, 20~millions"),
        ("en 2021 300 personnes, 12 3456", "en 2021 300 personnes, 12 3456"),
        ("M. Dupont et Mme Élise", "M.~Dupont et Mme~Élise"),
        ("art. 5, p. 23, n° 7", "art.~5, p.~23, n°~7"),
        ("le film. Dupont, part. 5", "le film. Dupont, part. 5"),
        ("M. et Mme disent", "M. et Mme disent"),
        ("5 maisons, 5 mains, 3 gens", "5 maisons, 5 mains, 3 gens"),
    ],
)
def test_french(text: str, held: str) -> None:
    assert add_no_break_spaces(text, "fr") == held.replace("~", "\u00a0").replace("_", "\u202f")


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("3.42 m and 5 million", "3.42~m and 5~million"),
        ("17 January, 20 years", "17~January, 20 years"),
        ("Mr Smith, Dr. Who, No. 5", "Mr~Smith, Dr.~Who, No.~5"),
        ("No. 10 a.m. trains, 10 a.m. trains", "No.~10~a.m. trains, 10~a.m. trains"),
        ("in 10 240 steps", "in 10 240 steps"),
    ],
)
def test_english(text: str, held: str) -> None:
    assert add_no_break_spaces(text, "en") == held.replace("~", "\u00a0")


@given(st.text(st.sampled_from("M1230 .,%mkMr°pn")), st.sampled_from(["fr", "en"]))
def test_only_spaces_change_and_only_once(text: str, lang: str) -> None:
    held = add_no_break_spaces(text, lang)
    assert len(held) == len(text)
    assert all(now == was or (was == " " and now.isspace()) for now, was in zip(held, text, strict=True))
    assert add_no_break_spaces(held, lang) == held
