"""Set phrases have English of their own, and syllables stay as they are."""

import pytest

from enregard.article.article import Text
from enregard.article.edits import edit_text
from enregard.translate.draft.phrases import (
    for_model,
    kept_phrases,
    split_closing,
    split_extra,
    table,
    translate_phrase,
)
from enregard.translate.draft.preprocess import preprocess
from enregard.translate.glossary.glossary import Glossary


def reworded(plain: str) -> str:
    return edit_text(Text(plain), [edit for one in for_model(plain) for edit in one.edits]).plain


def test_the_table_has_no_line_twice() -> None:
    phrases, closings = table()
    assert len(phrases) > 80
    assert len(closings) > 20
    assert not phrases.keys() & closings.keys()


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Peinture fraîche", "Wet paint"),
        ("peinture fraîche !", "wet paint!"),
        ("PEINTURE FRAÎCHE", "WET PAINT"),
        ("Défense d’entrer.", "No entry."),
        ("Suite page 12", "Continued on page 12"),
        ("Interdit aux moins de 16 ans.", "No under-16s."),
        ("Tirez", "Pull"),
        ("Tirez !", None),
        ("Gratuit - 12 ans", "Free for under-12s"),
        ("À 20h30 précises", "At 20:30 sharp"),
        ("Chapeau !", "Hats off!"),
        ("Chapeau", None),
        ("T.S.V.P.", "P.T.O."),
        ("Madame, Monsieur,", "Dear Sir or Madam,"),
        ("Bien cordialement,", "Kind regards,"),
        ("Amicalement", "Best wishes"),
        ("La peinture fraîche sent fort.", None),
        ("", None),
        (" ", None),
    ],
)
def test_a_phrase_that_is_the_whole_line(french: str, english: str | None) -> None:
    assert translate_phrase(french) == english


@pytest.mark.parametrize(
    ("french", "parts"),
    [
        ("Cordialement, la mairie", ("Kind regards, ", "la mairie")),
        ("Salutations distinguées, Anne Roux", ("Yours faithfully, ", "Anne Roux")),
        ("Amitiés, Paul.", ("Best wishes, ", "Paul.")),
        ("Sincèrement, vos voisins exagèrent un peu trop.", None),
        ("Sincèrement, il exagère", None),
        ("Demain, la mairie", None),
    ],
)
def test_a_closing_before_a_signature(french: str, parts: tuple[str, str] | None) -> None:
    assert split_closing(french) == parts


@pytest.mark.parametrize(
    ("french", "parts"),
    [
        ("Boissons en sus.", ("Boissons", " extra.")),
        ("Frais de dossier en sus", ("Frais de dossier", " extra")),
        ("Les frais sont en sus.", None),
        ("Une prime en sus du salaire", None),
    ],
)
def test_en_sus(french: str, parts: tuple[str, str] | None) -> None:
    assert split_extra(french) == parts


@pytest.mark.parametrize(
    ("french", "kept"),
    [
        ("La la la", ["La la la"]),
        ("Tra la la, dit-il.", ["Tra la la"]),
        ("La la la lère, dit la chanson.", ["La la la lère"]),
        ("Pin-pon, pin-pon !", ["Pin-pon, pin-pon"]),
        ("Il chante la la la sous la pluie.", ["la la la"]),
        ("Il aime la hop hop.", ["hop hop"]),
        ("La note la la plus haute", ["la la"]),
        ("Il la na pas vue.", []),
        ("Ho, la vache !", []),
        ("La la la, la vie est belle.", ["La la la"]),
        ("Lalala lala lalère", ["Lalala lala lalère"]),
        ("Tic-tac, tic-tac, fait l'horloge.", ["Tick-tock, tick-tock"]),
        ("Do ré mi fa sol", ["Do re mi fa sol"]),
        ("Boum boum boum", ["Boom boom boom"]),
        ("Miaou, dit le chat.", ["Meow"]),
        ("Le panneau « Sens interdit » est tombé.", ["No entry"]),
        ("Oh, la pluie !", []),
        ("Ouf ! Il est là.", ["Phew"]),
        ("Ouf, il dort, bravo !", ["Phew", "bravo"]),
        ("Ils vivent à Valle del Bravo.", []),
        ("« Au voleur ! » cria-t-elle.", ["Stop, thief"]),
        ("Le 18 brumaire an VIII", ["18 Brumaire, Year VIII"]),
        ("Le 1er prairial, il germinal", ["1 Prairial"]),
        ("Un plan un peu ouf pour moi", []),
        ("P.-J. : deux photos", ["Encl."]),
        ("Veuillez agréer, Madame, l'expression de mes sentiments distingués.", ["my kind regards"]),
        ("Il a reçu mes salutations distinguées.", []),
    ],
)
def test_what_is_kept(french: str, kept: list[str]) -> None:
    assert [one.english for one in kept_phrases(french)] == kept


@pytest.mark.parametrize(
    ("french", "given"),
    [
        ("Hi hi hi, fait la fée.", "Hi hi hi, dit la fée."),
        ("« Hi hi hi », fait la fée.", "« Hi hi hi », dit la fée."),
        ("Pin-pon, pin-pon, font les pompiers.", "Pin-pon, pin-pon, disent les pompiers."),
        ("Il fait la fête.", "Il fait la fête."),
        ("Le soir, fait la vaisselle.", "Le soir, fait la vaisselle."),
        ("Recevez, Madame, nos salutations.", "Veuillez accepter, Madame, nos salutations."),
    ],
)
def test_what_the_model_gets(french: str, given: str) -> None:
    assert reworded(french) == given


def test_syllables_are_behind_a_mask_for_the_model() -> None:
    given = preprocess(Text("Na na na, chante le petit."), Glossary()).text
    assert given.plain == "« NX1 », chante le petit."
