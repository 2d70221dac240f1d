"""Capitals that shout are made small, acronyms stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.translate.draft.truecase import calm, is_shouted, loud_spans, shout

SHOUTED = {
    "LES TALIBANS PRENNENT KABOUL APRÈS UNE SEMAINE": "Les talibans prennent Kaboul après une semaine",
    "L'OTAN ET L'ONU AUX ÉTATS-UNIS": "L'OTAN et l'ONU aux États-Unis",
    "SOMMAIRE": "Sommaire",
    "« ÇA COMMENCE », DIT-ELLE": "« Ça commence », dit-elle",
}

LOUD = {
    "KABOUL, 25 juillet (Reuters) -": ["Kaboul"],
    "LA HAVANE, 3 mars (AFP) -": ["La Havane"],
    "La SNCF et le CENTCOM à KABOUL": ["Kaboul"],
    "EXCLUSIF - LES TALIBANS À KABOUL selon l'ONU": ["les talibans à Kaboul"],
    "Il n'a JAMAIS dit cela aux USA.": [],
    "La BNP, le CNRS et la SNCF": [],
    "Kaboul, 25 juillet": [],
}


@pytest.mark.parametrize("plain", SHOUTED)
def test_a_sentence_in_capitals_is_calmed(plain: str) -> None:
    assert is_shouted(plain)
    assert calm(plain) == SHOUTED[plain]


@pytest.mark.parametrize("plain", ["SNCF", "OTAN, ONU", "La SNCF", "12 345", "", "A", "Kaboul", "X. Y. Z."])
def test_acronyms_and_usual_sentences_do_not_shout(plain: str) -> None:
    assert not is_shouted(plain)


@pytest.mark.parametrize("plain", LOUD)
def test_loud_words_are_found_in_usual_sentences(plain: str) -> None:
    assert [usual for _, usual in loud_spans(plain)] == LOUD[plain]


def test_what_is_shielded_is_neither_loud_nor_shouted() -> None:
    assert loud_spans("à KABOUL", [(2, 8)]) == []
    assert calm("VOIR ABC", [(5, 8)]) == "Voir ABC"
    assert not is_shouted("voir ABCDEF", [(5, 11)])


@given(st.text(max_size=40))
def test_length_is_kept(plain: str) -> None:
    assert len(calm(plain)) == len(shout(plain)) == len(plain)
    for (start, end), usual in loud_spans(plain):
        assert len(usual) == end - start
