"""Quotation marks of speech come in pairs, and what follows speech is not lost."""

import pytest

from enregard.article.article import Text
from enregard.article.edits import edit_text
from enregard.translate.draft import speech


def given(plain: str) -> str:
    return edit_text(Text(plain), list(speech.for_model(plain))).plain


def corrected(french: str, english: str) -> str:
    return edit_text(Text(english), list(speech.in_english(french, english))).plain


GIVEN = {
    "Reviens ! cria le berger.": "« Reviens ! » cria le berger.",
    "Tu pars ? demanda-t-elle à Paul.": "« Tu pars ? » demanda-t-elle à Paul.",
    "Que faire ? se lamentait-on.": "« Que faire ? » se lamentait-on.",
    "Que faire ? gémissait-on.": "« Que faire ? » gémissait-on.",
    "Non ! non ! s’écria Anne.": "« Non ! non ! » s’écria Anne.",
    "Miaou ! fait le chat.": "« Miaou ! » dit le chat.",
    "« Reviens ! cria le berger.": "« Reviens ! cria le berger.",
    "— Reviens ! cria le berger.": "— Reviens ! cria le berger.",
    "Partons ! décida Luc.": "« Partons ! » décida Luc.",
    "Quoi ! sa femme part ?": "Quoi ! sa femme part ?",
    "Je reviendrai, promit le soldat.": "« Je reviendrai », promit le soldat.",
    "Il part, jura-t-il.": "Il part, jura-t-il.",
    "Je crois, dit le maire, que tout va bien.": "Je crois, dit le maire, que tout va bien.",
    "- Que faites-vous ? s'enquit le gendarme.": "« Que faites-vous ? » demanda le gendarme.",
    "Doucement ! souffla la garde.": "« Doucement ! » murmura la garde.",
    "Hélas ! il est mort.": "Hélas ! il est mort.",
    "Pourquoi ? se dit-il.": "« Pourquoi ? » se dit-il.",
    "Quoi ! vient-il ?": "Quoi ! vient-il ?",
    "Ah ! fait divers.": "Ah ! fait divers.",
    "Il vient ! Dit-il vrai.": "Il vient ! Dit-il vrai.",
}


@pytest.mark.parametrize("plain", GIVEN)
def test_speech_before_a_verb_of_saying_gets_guillemets(plain: str) -> None:
    assert given(plain) == GIVEN[plain]


NESTED = "« Elle a crié “Au feu !” puis elle est sortie. »"
LAST = "« Ma mère disait “tout passe” », dit-il."


@pytest.mark.parametrize(
    ("french", "english", "expected"),
    [
        (NESTED, '"She cried "Fire!" and left."', "\"She cried 'Fire!' and left.\""),
        (NESTED, '"She cried Fire! and left."', '"She cried Fire! and left."'),
        ("« Il a lu « Le Cid ». »", '"He read "Le Cid"."', "\"He read 'Le Cid'.\""),
        ("“Elle a dit ‘l’eau’.”", '"She said "water"."', "\"She said 'water'.\""),
        (LAST, '"My mother said "all passes"", he said.', "\"My mother said 'all passes'\", he said."),
        (LAST, '"My mother said "all passes," he said.', "\"My mother said 'all passes,'\" he said."),
        ("« “Le Cid” est long. »", '"Le Cid" is long."', "\"'Le Cid' is long.\""),
        ("« Oui » et « non »", '"Yes" and "no"', '"Yes" and "no"'),
        ("« Oui, dit-il.", '"Yes," he said.', '"Yes," he said.'),
        ("Je n'irai pas, dit-il.", "I won't go,\" he said.", '"I won\'t go," he said.'),
        ("Viens ! dit-il.", 'Come!" he said.', '"Come!" he said.'),
        ("Il a dit oui.", 'He said "yes.', "He said yes."),
        ("Un écran de 15 pouces.", 'A 15" screen.', 'A 15" screen.'),
    ],
)
def test_quotes_are_paired_and_inner_ones_single(french: str, english: str, expected: str) -> None:
    assert corrected(french, english) == expected


def test_unpaired_quotes_have_no_depth() -> None:
    assert speech.quotes("« Oui » et “non") == []
    assert [quote.depth for quote in speech.quotes('« L’un “l’autre” » et "là"')] == [1, 2, 2, 1, 1, 1]


def test_inner_quotations_are_told_from_the_places_of_their_words() -> None:
    french = "« On l’appelle “le Grand”, et “le Beau”. »"
    assert [french[start:end] for start, end in speech.inner_quotations(french)] == ["le Grand", "le Beau"]
    english = '"He is the Great, and "the Fair"."'
    places = [(7, 16), (23, 31)]
    edits = list(speech.in_english(french, english, places))
    assert edit_text(Text(english), edits).plain == "\"He is the Great, and 'the Fair'.\""
    english = '"He is the Great, and the Fair."'
    edits = list(speech.in_english(french, english, [(7, 16), (22, 30)]))
    assert edit_text(Text(english), edits).plain == "\"He is 'the Great', and 'the Fair'.\""
