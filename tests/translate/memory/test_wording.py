"""Translations differ in their words, not in their typography."""

import pytest

from enregard.translate.memory.wording import (
    differ_in_meaning,
    is_distinctive,
    is_long,
    sentence_key,
    wording,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("He left the town.", "he left the town"),
        ("“He left,” they said…", '"He left", they said...'),
        ("She took her bag with her.", "He took his bag with him."),
        ("It's hers, isn't it?", "It is his, is not it?"),
        ("I don't think we'll go.", "I do not think we will go."),
        ("You can't do that.", "You cannot do that."),
        ("See <1>the report</1><2/>.", "See the report."),
        ("He’s there", "She's there"),
    ],
)
def test_same_wording(one: str, other: str) -> None:
    assert wording(one) == wording(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("He left the town.", "He went out of the town."),
        ("They left on 3 May.", "They left on 4 May."),
        ("We said so.", "They said so."),
        ("He will come.", "He will not come."),
    ],
)
def test_different_wordings(one: str, other: str) -> None:
    assert wording(one) != wording(other)


def test_sentences_are_equal_in_any_typography() -> None:
    assert sentence_key("L’Etat, dit-il !") == sentence_key("L'Etat,  dit-il\N{NARROW NO-BREAK SPACE}!")
    assert sentence_key("Les Verts ont gagné.") != sentence_key("Les verts ont gagné.")
    assert sentence_key("le <1>chat</1>") != sentence_key("le chat")


def test_short_sentences_and_wordings() -> None:
    assert not is_long("Il vient.")
    assert not is_long("Il <1>ne</1> vient.")
    assert is_long("Il n’est pas venu hier.")
    assert not is_distinctive(wording("He did not come yesterday."))
    assert is_distinctive(wording("The minister did not come to the meeting yesterday."))


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        (
            "Le ministre de la Défense a démissionné hier soir.",
            "Les écoles rouvriront leurs portes en septembre prochain.",
            True,
        ),
        (
            "Le ministre de la Défense a démissionné hier soir.",
            "Hier soir, le ministre de la Défense démissionnait.",
            False,
        ),
        (
            "Il n'est pas vraiment l'imprésario.",
            "Il n'est pas le gérant, en fait.",
            False,
        ),  # too few of their own
    ],
)
def test_difference_in_meaning(one: str, other: str, differ: bool) -> None:
    assert differ_in_meaning(one, other) is differ
    assert differ_in_meaning(other, one) is differ
