"""Pronouns and spellings are repaired only if they are certainly wrong."""

import pytest

from enregard.article.article import Text
from enregard.article.edits import edit_text
from enregard.translate.draft.repairs import in_english, respelt


def repaired(french: str, english: str) -> str:
    return edit_text(Text(english), list(in_english(french, english))).plain


@pytest.mark.parametrize(
    ("french", "english", "expected"),
    [
        ("La préfète a ouvert sa porte.", "The prefect opened his door.", "The prefect opened her door."),
        ("La juge dit qu'elle part.", "The judge says he is leaving.", "The judge says she is leaving."),
        ("La bergère pose son sac.", "The shepherd hurt himself.", "The shepherd hurt herself."),
        ("Le maire a perdu son sac.", "The mayor lost her bag.", "The mayor lost his bag."),
        ("Le facteur a perdu son vélo.", "The postman lost its bike.", "The postman lost his bike."),
        ("La factrice a perdu son vélo.", "The postwoman lost its bike.", "The postwoman lost her bike."),
        ("La préfète a vu son père.", "The prefect saw his father.", "The prefect saw his father."),
        ("La ville a perdu sa gare.", "The town lost its station.", "The town lost its station."),
        ("Il enterre les lignes.", "He burys the lines.", "He buries the lines."),
        ("Le maire essaye.", "The mayor tryed.", "The mayor tried."),
        ("Le train part.", "The train droped it.", "The train dropped it."),
        ("Le bras porte.", "He reachs the town.", "He reaches the town."),
        (
            "Zoé Lévy et Léa rient à Méru.",
            "Zoe Levy and Lea laugh in Meru.",
            "Zoé Lévy and Léa laugh in Meru.",
        ),
        ("Le 12/03/2021 à 18h", "The 12/03/2021 at 18:00", "On 12/03/2021 at 18:00"),
        ("Le 11 mai à 9 h", "The 11 May at 9:00", "On 11 May at 9:00"),
        ("Le 11 mai", "The 11 May ceremony", "The 11 May ceremony"),
        ("Il proteste.", "He protestes.", "He protests."),
        ("Le mot burys dort.", "The word burys sleeps.", "The word burys sleeps."),
    ],
)
def test_repairs(french: str, english: str, expected: str) -> None:
    assert repaired(french, english) == expected


@pytest.mark.parametrize("word", ["hoped", "planed", "says", "played", "days", "stopped", "arches", "zzys"])
def test_words_that_are_left(word: str) -> None:
    assert respelt(word) is None
