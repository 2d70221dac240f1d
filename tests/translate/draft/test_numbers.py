"""Times, lengths of time and long numbers before, the numbers of the French after."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.article.article import Text
from enregard.article.edits import edit_text
from enregard.translate.draft.numbers import currencies, for_model, in_english, to_english

BEFORE = {
    "Rendez-vous à 14 h 30.": "Rendez-vous à 14:30.",
    "Rendez-vous à 9h05, puis 18h15": "Rendez-vous à 9:05, puis 18:15",
    "de 8 h 00 à 9 h 30": "de 8:00 à 9:30",
    "à 14 h, puis dès 7h": "à 14:00, puis dès 7:00",
    "de 9 h à 18 h": "de 9:00 à 18:00",
    "Le train de 7 h 05": "Le train de 7:05",
    "en 5 h 30 ou 2 h 05": "en 5 heures 30 minutes ou 2 heures 05 minutes",
    "à 24 h d'ici, à 2 h de route, 35 h, 14 h/jour": "à 24 h d'ici, à 2 h de route, 35 h, 14 h/jour",
    "Après 2 h 30 de route": "Après 2 heures 30 minutes de route",
    "1 h 05": "1:05",
    "il y a 24 h, 48 h": "il y a 24 h, 48 h",
    "Il court depuis 2 h ½, en 2 h 1/2": "Il court depuis 2:30, en 2 heures et demie",
    "Mille cinq cents élèves, deux mille cent euros": "1 500 élèves, 2 100 euros",
    "Mille cent vingt élèves, mille mercis": "Mille cent vingt élèves, mille mercis",
    "Au 2ⁿᵈ étage": "Au 2e étage",
    "De 2 à 3 M€, 3 M€": "De 2 à 3 millions d'euros, 3 M€",
    "3,50 F le numéro, 5 € la place": "3,50 F par numéro, 5 € la place",
    "Cuisson : 1 h. Durée totale : 2 h": "Cuisson : 1 heure. Durée totale : 2 heures",
    "À midi et demi, à six heures moins vingt": "À 12:30, à 5:40",
    "Il est trois heures et quart.": "Il est 3 heures 15.",
    "Il dort trois heures et demie.": "Il dort trois heures et demie.",
    "12.000 €, 1.500 personnes, 1.500 kg": "12 000 €, 1 500 personnes, 1.500 kg",
    "1.234.567,89 euros": "1,234,567.89 euros",
    "12 000 et 1,5 % en 2021": "12 000 et 1,5 % en 2021",
}

AFTER = [
    ("12 000 personnes", "12 000 people", "12,000 people"),
    ("1,5 %", "1,5%", "1.5%"),
    ("1 234,56 euros", "1 234.56 euros", "1,234.56 euros"),
    ("en 2013, 500 000 francs", "in 2013, 500.000 francs", "in 2013, 500,000 francs"),
    ("les 1 250 soldats", "the 1,520 soldiers", "the 1,250 soldiers"),
    ("en 1998", "in 1989", "in 1998"),
    ("25 km²", "25 km2", "25 km²"),
    # English in the French already, or nothing that is plain.
    ("plus de $2,500", "more than $2,500", "more than $2,500"),
    ("1,5 million", "1.5 million", "1.5 million"),
    ("1 500 000", "1.5 million", "1.5 million"),
    ("3 hommes et 4 femmes", "4 men and 5 women", "4 men and 5 women"),
    ("le XXe siècle, 12 fois", "the 20th century, 12 times", "the 20th century, 12 times"),
    ("à 14:30", "at 2:30 p.m.", "at 2:30 p.m."),
    ("à 6:30", "at 6:30 p.m.", "at 6:30"),
    ("à 6:30.", "at 6:30 p.m.", "at 6:30."),
    ("à 6:30", "at 6:30 a.m.", "at 6:30 a.m."),
    ("à 12:30", "at 12:30 p.m.", "at 12:30"),
    ("à 14:30", "at 14:30 p.m.", "at 14:30"),
    ("à 14:30", "at 2:30 a.m.", "at 14:30"),
    ("vers 21:00", "around 9:00", "around 21:00"),
    ("de 9:00 à 18:00", "9:00 a. m. to 6:00 p. m.", "9:00 a.m. to 6:00 p.m."),
    ("sans nombre", "with 2 numbers", "with 2 numbers"),
]


@pytest.mark.parametrize("plain", BEFORE)
def test_before(plain: str) -> None:
    assert edit_text(Text(plain), for_model(plain)).plain == BEFORE[plain]


@pytest.mark.parametrize(("french", "english", "wanted"), AFTER)
def test_after(french: str, english: str, wanted: str) -> None:
    assert edit_text(Text(english), in_english(french, english, [])).plain == wanted


def test_what_is_shielded_is_not_repaired() -> None:
    assert list(in_english("12 000", "12 000", [(0, 6)])) == []


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_a_number_in_either_form_comes_out_in_english(whole: int, part: int) -> None:
    english = f"{whole:,}.{part:02}"
    french = english.replace(",", " ").replace(".", ",")
    assert to_english(french) == english
    for written in (french, english):
        assert edit_text(Text(written), in_english(french, written, [])).plain == english


@given(st.text("0123456789., hxé-", max_size=40), st.text("0123456789., x-", max_size=40))
def test_any_text_is_taken(french: str, english: str) -> None:
    edit_text(Text(french), for_model(french))
    edit_text(Text(english), in_english(french, english, []))


@pytest.mark.parametrize(
    ("french", "english", "expected"),
    [
        ("Ça vaut 45 €.", "It's worth 45.", "It's worth €45."),
        ("À 1 200,50 € ou 20 $", "At 1,200.50 € or €20", "At €1,200.50 or $20"),
        ("60 $ la nuit", "60 bucks a night", "$60 a night"),
        ("Il a 3 enfants et 3 €.", "He has 3 children and 3.", "He has 3 children and 3."),
        ("Il a 3 €.", "He has 3 euros.", "He has 3 euros."),
        ("Il a 3 M€.", "He has €3m.", "He has €3m."),
        ("Entre 20 et 30 €", "Between 20 and €30", "Between €20 and €30"),
        ("De 5 à 8 €", "From 5 to €8", "From €5 to €8"),
        ("Tarif : 10-12 €", "Price: 10-€12", "Price: €10-12"),
        ("Tarif : 10-12 €", "Price: €10-12", "Price: €10-12"),
        ("Les lots 3 et 40 €", "Lots 3 and €40", "Lots 3 and €40"),
    ],
)
def test_an_amount_keeps_its_currency(french: str, english: str, expected: str) -> None:
    assert edit_text(Text(english), list(currencies(french, english))).plain == expected
