"""Typeset sentences."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.site.words.typography import french_spaces, typeset, typeset_characters


@pytest.mark.parametrize(
    ("given_text", "printed"),
    [
        ('"the U.S. will," he said.', "“the U.S. will,” he said."),
        ('He said ("no").', "He said (“no”)."),
        ("\"'Yes' is it.\"", "“‘Yes’ is it.”"),
        ("the Taliban's, dogs' and l'eau", "the Taliban’s, dogs’ and l’eau"),
        ("'em and the '90s", "’em and the ’90s"),
        ("'tis not 'so'", "’tis not ‘so’"),
        ("5'10 tall", "5'10 tall"),
        ("well...", "well…"),
        ("a.... b", "a.... b"),
        ("here - there -- yon", "here – there — yon"),
        ("KABUL (AFP) -", "KABUL (AFP) –"),
        ("- a well-known item", "- a well-known item"),
        ("xn--abc.fr --help", "xn--abc.fr --help"),
        ('begins "here', "begins “here"),
        ('and ends here."', "and ends here.”"),
        ("“set” ‘already’", "“set” ‘already’"),
        ("a : b ; c ?", "a : b ; c ?"),
        ('a <a href="x--y">"word"</a> of "his"', 'a <a href="x--y">“word”</a> of “his”'),
        ('a < "b" > "c"', "a < “b” > “c”"),
    ],
)
def test_english(given_text: str, printed: str) -> None:
    assert typeset(given_text, "en") == printed


@pytest.mark.parametrize(
    ("given_text", "printed"),
    [
        ("l'armée d'Afghanistan", "l’armée d’Afghanistan"),
        ("d'11 à qu'1", "d’11 à qu’1"),
        ('"Les USA", dit-il.', "«\u202fLes USA\u202f», dit-il."),
        ('" Les USA "', "«\u202fLes USA\u202f»"),
        ('l\'"ami"', "l’«\u202fami\u202f»"),
        ("« Oui » : non ?", "«\u202fOui\u202f»\u202f: non\u202f?"),
        ("voilà... - oui", "voilà… – oui"),
        ("c'est dit.\"", "c’est dit.\u202f»"),
    ],
)
def test_french(given_text: str, printed: str) -> None:
    assert typeset(given_text, "fr") == printed


@pytest.mark.parametrize("text", ["http://a.fr/?b", "à 12:30", "«mot»", "a;b", "un mot"])
def test_no_space_is_added_before_punctuation(text: str) -> None:
    assert typeset(text, "fr") == text


@given(st.text(st.sampled_from("ab «»;:!?\u00a0\u202f.\n")))
def test_french_spaces_only_change_spaces(text: str) -> None:
    shown = french_spaces(text)
    assert len(shown) == len(text)
    assert shown.split() == text.split()
    assert french_spaces(shown) == shown


SIGNS = st.text(st.sampled_from("ab1 .-'\"«»“”’(:?é\u00a0\u202f…"))


@given(SIGNS, st.sampled_from(["fr", "en"]))
def test_each_character_keeps_its_position_and_no_word_changes(text: str, lang: str) -> None:
    signs = typeset_characters(text, lang)
    assert len(signs) == len(text)
    assert "".join(signs) == typeset(text, lang)
    words = re.compile(r"[^\W_]")
    assert words.findall(typeset(text, lang)) == words.findall(text)
    assert [sign for sign, was in zip(signs, text, strict=True) if was.isalnum()] == [
        was for was in text if was.isalnum()
    ]


@given(SIGNS, st.sampled_from(["fr", "en"]))
def test_typesetting_is_idempotent(text: str, lang: str) -> None:
    printed = typeset(text, lang)
    if '"' not in text and not re.search(r"\d'\d", text):
        assert typeset(printed, lang) == printed
