from collections import Counter

import pytest

from enregard.article.article import Mark, MarkKind, Text
from enregard.article.edits import edit_text
from enregard.translate.draft.conjugation import conjugation
from enregard.translate.draft.idioms import entries, for_model
from enregard.translate.draft.preprocess import preprocess
from enregard.translate.glossary.glossary import Glossary, Term


def reworded(plain: str) -> str:
    return edit_text(Text(plain), [edit for one in for_model(plain) for edit in one.edits]).plain


@pytest.mark.parametrize(
    ("french", "plain"),
    [
        ("Elle jette l'éponge.", "Elle abandonne."),
        ("Elle jettera l'éponge.", "Elle abandonnera."),
        ("Ils jetteraient l’éponge.", "Ils abandonneraient."),
        ("Nous ne jetons pas l'éponge.", "Nous n'abandonnons pas."),
        ("Il n'a pas jeté l'éponge.", "Il n'a pas abandonné."),
        ("Le café a bel et bien jeté l'éponge.", "Le café a bel et bien abandonné."),
        ("Il a, selon le maire, jeté l'éponge.", "Il a, selon le maire, abandonné."),
        ("Usée, mise au pied du mur, elle part.", "Usée, forcée à choisir, elle part."),
        ("L'un vote blanc.", "L'un dépose un bulletin de vote vide."),
        ("L'entreprise a sorti la tête de l'eau.", "L'entreprise a surmonté ses difficultés."),
        ("Ils ont tous finalement jeté l'éponge.", "Ils ont tous finalement abandonné."),
        ("En jetant l'éponge, elle perd tout.", "En abandonnant, elle perd tout."),
        ("Il regrette d'avoir jeté l'éponge.", "Il regrette d'avoir abandonné."),
        ("Il refuse de jeter l'éponge.", "Il refuse d'abandonner."),
        ("Jette l'éponge !", "Abandonne !"),
        ("Le projet est tombé à l'eau.", "Le projet a échoué."),
        ("Ils sont montés au créneau.", "Ils ont protesté vivement."),
        ("Il n'a pas pris la mouche.", "Il ne s'est pas mis en colère."),
        ("Je prends la mouche.", "Je me mets en colère."),
        ("Nous nous sommes pris les pieds dans le tapis.", "Nous avons fait une erreur maladroite."),
        ("Vous retournez votre veste.", "Vous changez de camp."),
        ("Ils ont retourné leur veste.", "Ils ont changé de camp."),
        ("Ses rivaux lui mettent des bâtons dans les roues.", "Ses rivaux lui compliquent la tâche."),
        ("Elle fait les frais du conflit.", "Elle est victime du conflit."),
        ("Il renvoie la balle au préfet.", "Il rejette la faute sur le préfet."),
        ("Il met le maire au pied du mur.", "Il force le maire à choisir."),
        ("Le dossier a été étouffé dans l'œuf.", "Le dossier a été arrêté dès le début."),
        ("Les contribuables paient les pots cassés.", "Les contribuables subissent les conséquences."),
        ("Il parle d'or noir.", "Il parle d'or noir."),
        ("Il profite de l'or noir.", "Il profite du pétrole."),
    ],
)
def test_the_plain_verb_is_in_the_same_tense_and_person(french: str, plain: str) -> None:
    assert reworded(french) == plain


@pytest.mark.parametrize(
    "french",
    [
        "Elle jette une éponge.",
        "Elle nous jette l'éponge.",
        "Il prend la mouche avec un filet.",
        "La clé est sous la porte.",
        "Il prend, dit-il, la mouche.",
        "La montée en puissance du parti inquiète.",
        "Le budget est à la hauteur des enjeux.",
        "Il dessine un hexagone.",
        "Le rapport examine le plan social et l'hexagone.",
        "Un plébiscite a eu lieu.",
        "C'est un bon enfant.",
        "Il y a un vote blanc.",
        "La loi n'a pas fait long feu.",
        "Le coureur creuse l'écart entre eux.",
        "Il prend la porte de gauche.",
        "Les frais encourus sont élevés.",
        "Il s'endort dans un fauteuil.",
        "La feuille ne fait pas long feu.",
    ],
)
def test_other_words_are_left(french: str) -> None:
    assert reworded(french) == french


def test_the_table_has_no_idiom_twice() -> None:
    assert [idiom for idiom, count in Counter(entry.line for entry in entries()).items() if count > 1] == []


def test_every_entry_rewords_its_samples() -> None:
    for entry in entries():
        for verb in (entry.idiom.verb, entry.plain.verb):
            assert verb is None or conjugation(verb)["infi"] == verb
        assert len(entry.samples) == 2
        for sample in entry.samples:
            assert reworded(sample) != sample, entry.line


def test_no_idiom_is_reworded_across_the_border_of_a_mark() -> None:
    french = "Elle a jeté l'éponge hier."
    whole = Text(french, (Mark(MarkKind.EMPHASIS, 0, len(french)),))
    inner = Text(french, (Mark(MarkKind.EMPHASIS, 12, 20),))
    assert preprocess(whole, Glossary()).text.plain == "Elle a abandonné hier."
    assert preprocess(inner, Glossary()).text.plain == french


def test_a_glossary_term_wins() -> None:
    terms = Glossary((Term("éponge", ("sponge",)),))
    text = Text("Elle a jeté l'éponge.")
    assert preprocess(text, Glossary(), unchanged=terms).text.plain == text.plain


def test_a_word_to_keep_is_not_reworded() -> None:
    text = Text("Elle a jeté l'éponge.", (Mark(MarkKind.CODE, 7, 20),))
    assert "abandonné" not in preprocess(text, Glossary()).text.plain
