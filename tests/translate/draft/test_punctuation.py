"""Punctuation that the model knows before, English punctuation after."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.article.article import Text
from enregard.article.edits import edit_text
from enregard.translate.draft.punctuation import for_model, in_english

BEFORE = {
    "L’homme a dit… « rien »": "L'homme a dit... « rien »",
    "“un” et ‘deux’": "\"un\" et 'deux'",
    '" Il pleut. Il faut rentrer ", dit-il. " Oui. "': '"Il pleut. Il faut rentrer", dit-il. "Oui."',
    '" Il pleut.': '"Il pleut.',
    'Il faut rentrer ", dit-il.': 'Il faut rentrer", dit-il.',
    'un écran de 15 " et un " oui "': 'un écran de 15 " et un "oui"',
    "„ Guten Tag “, dit-il": '"Guten Tag", dit-il',
    "Température:12°C, à 12:30": "Température: 12°C, à 12:30",
    "a\u00a0b\u202fc\u00add": "a b cd",
}

AFTER = {
    "He said « nothing » .": 'He said "nothing".',
    "Why ? Because : 1.5 % ( yes ) ;": "Why? Because: 1.5% (yes);",
    "It’s “good” … no": 'It\'s "good" ... no',
    '" It rains ", he said, " again. "': '"It rains", he said, "again."',
    "The mayor ' s office": "The mayor's office",
    "see .NET and :) and 3 : 2": "see .NET and :) and 3: 2",
    'He said "a" and left.': 'He said "a" and left.',
}


@pytest.mark.parametrize("plain", BEFORE)
def test_before(plain: str) -> None:
    assert edit_text(Text(plain), for_model(plain)).plain == BEFORE[plain]


@pytest.mark.parametrize("plain", AFTER)
def test_after(plain: str) -> None:
    assert edit_text(Text(plain), in_english(plain)).plain == AFTER[plain]


@given(st.text('ab1 «»“”„"’;:!?.,…()% \u00a0', max_size=40))
def test_english_punctuation_is_left_as_it_is(plain: str) -> None:
    once = edit_text(Text(plain), in_english(plain)).plain
    assert not set(once) & set("«»“”’…\u00a0")
    assert [letter for letter in once if letter.isalnum()] == [letter for letter in plain if letter.isalnum()]
