"""What is the same sentence in another typography, and what is not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.article.typography import canonical, compose, simplify, skeletons, without_accents

SAME = [
    ("L'heure d'aujourd'hui", "L’heure dʼaujourd`hui"),
    ('Il dit : "Oui !"', "Il dit\u00a0: «\u202fOui\u202f!\u00a0»"),
    ("Il dit : « Oui »", "Il dit: “Oui”"),
    ("Il dit << Oui >> et <1>non</1>", "Il dit „Oui‟ et <1>non</1>"),
    ("Où va-t-il ?", "Où va‐t‑il\u2009?"),
    ("Paris - Lyon", "Paris — Lyon"),
    ("Paris -- Lyon", "Paris – Lyon"),
    ("Il hésite...", "Il hésite…"),
    ("Il hésite . . .", "Il hésite …"),
    ("Un cœur, un ŒUF, un Œuf", "Un coeur, un OEUF, un Oeuf"),
    ("La fin, la flamme", "La ﬁn, la ﬂamme"),
    ("De 10 à 20 %", "De  10\u00a0à\u202f20%"),
    ("anticonstitution", "anti\u00adconsti\u200btution"),
    ("Élève naïve", unicodedata.normalize("NFD", "Élève naïve")),
    ("Oui ! (non)", "Oui！ （non）"),
    ("Le nº 3 à 5°", "Le n° 3 à 5º"),
    ("« <1>Oui</1> », dit-il", "“<1>Oui</1>”, dit-il"),
]

DIFFERENT = [
    ("5 m²", "5 m2"),
    ("Le Marché", "Le marché"),
    ("Il a paye", "Il a payé"),
    ("10 000", "10000"),
    ("les lots 1, 2", "les lots 1,2"),
    ("Il vient.", "Il vient"),
    ("Il vient !", "Il vient ?"),
    ("5' de pause", '5" de pause'),
    ("<1>Oui</1>", "＜1＞Oui＜/1＞"),
    ("<1>Oui</1>", "<2>Oui</2>"),
    ("a <1/> b", "a b"),
    ("x < <1>y</1>", "x <1>y</1>"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_typography_makes_no_difference(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_words_digits_and_placeholders_do(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_typography_makes_no_difference_to_skeletons(one: str, other: str) -> None:
    assert skeletons([one]) == skeletons([other])


@given(st.lists(st.text() | st.text(st.sampled_from('acfEOlK1"œﬁＣ²K.-… «\u00a0\u200b\u0301\u0327\0'))))
def test_equal_canonical_forms_have_equal_skeletons(sentences: list[str]) -> None:
    forms = [canonical(sentence) for sentence in sentences]
    assert [skeletons([sentence]) for sentence in sentences] == [skeletons([form]) for form in forms]


def test_several_skeletons_at_once() -> None:
    sentences = ["Le 3 mai.", "", "L’été\0finit", "Ｃ'est ﬁni"]
    assert skeletons(sentences) == [b"L3m", b"", b"Ltfnt", b"Cstfn"]
    assert skeletons([]) == []


@given(st.text(st.sampled_from("aEOœ1²<>/\\«»“\"'’-–.…:! \u00a0\u200b\u00ad\u0301é！＜")))
def test_simple_characters_know_their_place(text: str) -> None:
    simple, offsets = simplify(text)
    assert len(offsets) == len(simple) + 1
    assert offsets[-1] == len(text)
    assert all(
        simple[at] == text[offset] or not text[offset].isascii() for at, offset in enumerate(offsets[:-1])
    )


def test_only_letters_with_accents_are_composed() -> None:
    assert compose(unicodedata.normalize("NFD", "Élève naïve")) == "Élève naïve"
    for text in ("abc", "5 \u2126", "\ufa30", "à", "\u0301 seul"):
        assert compose(text) == text


def test_accents_are_removed() -> None:
    assert without_accents("Élève ﬁn œuvre") == "Eleve fin œuvre"
