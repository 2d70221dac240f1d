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
    "Il part, jura-t-il.": "« Il part », jura-t-il.",
    "Chut, fait la maîtresse.": "« Chut », dit la maîtresse.",
    "Tu viens ? lança Paul.": "« Tu viens ? » dit Paul.",
    "Pas question ! répliqua sèchement la ministre.": "« Pas question ! » répliqua sèchement la ministre.",
    "C'est fini ! pleurait l'enfant.": "« C'est fini ! » pleurait l'enfant.",
    "Je ne signe pas, a prévenu la directrice.": "« Je ne signe pas », a averti la directrice.",
    "Il pleut, assure le maire.": "« Il pleut », assure le maire.",
    "Vive nous ! s'enquiert-elle.": "« Vive nous ! » demande-t-elle.",
    "Lâche ça, grogne-t-il.": "« Lâche ça », se plaint-il.",
    "Sors, lui grogna le chat.": "« Sors », lui grogna le chat.",
    "Elle sort, appelle le voisin.": "Elle sort, appelle le voisin.",
    "Il entre, commande un café.": "Il entre, commande un café.",
    "Jean, dit le Borgne.": "Jean, dit le Borgne.",
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


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("« Il a dit “ non ”. »", "« Il a dit 'non'. »"),
        ("“Il a dit « non ».”", "« Il a dit 'non'. »"),
        ("Le ‘tout-voiture’ est fini.", "Le « tout-voiture » est fini."),
        ("« Non », dit-il.", "« Non », dit-il."),
        ("« Non », dit “l'homme”.", "« Non », dit “l'homme”."),
        ("« Il a dit “non. »", "« Il a dit “non. »"),
    ],
)
def test_quotations_in_others_get_single_quotes(plain: str, expected: str) -> None:
    assert given(plain) == expected


def test_a_sentence_that_is_a_quotation_gets_its_quotation_marks_back() -> None:
    french = "« “Le Cid” est long. »"
    assert corrected(french, "'Le Cid' is long.") == "\"'Le Cid' is long.\""
    assert corrected("« “Le Cid” », dit-il.", "'Le Cid', he said.") == "'Le Cid', he said."


def test_plainer_verbs_after_quotations() -> None:
    edits = list(
        speech.after_quotation("« Assez », ronchonna-t-il. « Non », a lâché le juge. « Oui », lance Luc.")
    )
    assert [edit.new for edit in edits] == ["se plaignit", "dit", "dit"]


def test_only_the_model_gets_quotation_marks_around_what_is_reported() -> None:
    assert (
        corrected("Tout est prêt, assure le maire.", '"All is set," says the mayor.')
        == "All is set, says the mayor."
    )
    assert (
        corrected("Je suis prêt, assure le maire.", '"I am set," says the mayor.')
        == '"I am set," says the mayor.'
    )


@pytest.mark.parametrize(
    ("french", "english", "expected"),
    [
        ("« Meuh », dit la vache.", '"Moo," say the cow.', '"Moo," says the cow.'),
        ("« Assez », ordonna le juge.", '"Enough," order the judge.', '"Enough," ordered the judge.'),
        ("« Non », crie le roi.", '"No," cry the king.', '"No," cries the king.'),
        ("« Non », crient les rois.", '"No," cry the kings.', '"No," cry the kings.'),
        ("Venez, dites au roi oui.", "Come, tell the king yes.", "Come, tell the king yes."),
    ],
)
def test_verbs_after_speech_are_in_the_third_person(french: str, english: str, expected: str) -> None:
    assert corrected(french, english) == expected


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
