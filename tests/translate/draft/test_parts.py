"""Lines and cells that are set apart are translated one by one, and keep their order."""

import re
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given

from enregard.article.article import OBJECT, Mark, MarkKind, Text
from enregard.article.score import Score
from enregard.translate.draft.days import translate_days
from enregard.translate.draft.parts import PartwiseTranslator
from enregard.translate.glossary.glossary import Glossary, Term
from enregard.translate.model.translator import Draft, Key
from tests.article.texts import texts


class Bracketing:
    """A translator that puts brackets around what it is given."""

    def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Draft]]:
        """Yield each text in brackets, the last first."""
        for key, text in reversed(list(texts)):
            marks = tuple(Mark(mark.kind, mark.start + 1, mark.end + 1, mark.attrs) for mark in text.marks)
            yield key, Draft(Text(f"[{text.plain}]", marks))


def translated(lines: str, *marks: Mark) -> str:
    """Return the answer to lines joined by hard breaks, with a bar for each break."""
    plain = lines.replace("|", OBJECT)
    breaks = [Mark(MarkKind.BREAK, at, at + 1) for at, sign in enumerate(plain) if sign == OBJECT]
    text = Text(plain, tuple(sorted([*breaks, *marks], key=lambda mark: (mark.start, -mark.end))))
    ((_, draft),) = PartwiseTranslator(Bracketing()).stream([("key", text)])
    answer = draft.text
    assert [mark.kind for mark in answer.marks] == [mark.kind for mark in text.marks]
    assert [answer.plain[mark.start] for mark in answer.marks if mark.kind is MarkKind.BREAK] == list(
        OBJECT * len(breaks)
    )
    return answer.plain.replace(OBJECT, "|")


class Counting:
    """A translator that is less certain of longer texts."""

    def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Draft]]:
        """Yield each text with a score."""
        for key, text in texts:
            yield key, Draft(text, Score(-float(len(text.plain)), len(text.plain.split()) + 1))


def test_links_are_those_of_a_text_that_is_translated_as_a_whole() -> None:
    class Linking:
        def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Draft]]:
            for key, text in texts:
                yield key, Draft(text, links="00")

    given = {"whole": Text("Il pleut."), "parts": Text("Soupe du soir | Pain")}
    drafts = dict(PartwiseTranslator(Linking()).stream(given.items()))
    assert {key: draft.links for key, draft in drafts.items()} == {"whole": "00", "parts": None}


def test_the_score_of_a_text_is_that_of_its_parts() -> None:
    ((_, draft),) = PartwiseTranslator(Counting()).stream([("key", Text("Soupe du soir | Pain"))])
    assert draft.score == Score(-17, 6)


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        ("Attention ! le pont glisse.", "[Attention !] [le pont glisse.]"),
        ("Que faire ? qui appeler ?", "[Que faire ?] [qui appeler ?]"),
        ("Assez ! la reine cria.", "[Assez !] [la reine cria.]"),
        ("Assez ! cria la reine.", "[Assez ! cria la reine.]"),
        ("Le jeu Jeopardy ! revient.", "[Le jeu Jeopardy ! revient.]"),
        ("‹ Suivant ›", "‹ [Suivant] ›"),
        ("Horaires ◆ Tarifs ■ Accès", "[Horaires] ◆ [Tarifs] ■ [Accès]"),
        ("Étaient présents : Luc Roy, Anne Petit, Guy Noir.", "Present: [Luc Roy, Anne Petit, Guy Noir.]"),
        ("« Page d'avant", "« [Page d'avant]"),
        ("« Suivant »", "[« Suivant »]"),
        ("Accueil » Dossiers » Eau", "[Accueil] » [Dossiers] » [Eau]"),
        ("« Accueil » Dossiers » Eau", "[« Accueil » Dossiers » Eau]"),
        ("Notes 12 34 9", "[Notes] 12 34 9"),
        ("Places 450 320 180 Tarifs 12 18 25", "[Places] 450 320 180 [Tarifs] 12 18 25"),
        ("Total 450 320 180", "[Total 450 320 180]"),
        ("Fax 04 67 12 34 56", "[Fax 04 67 12 34 56]"),
        ("1° Le maire ; 2° Les élus", "1° [Le maire ;] 2° [Les élus]"),
        ("Deux cas : 1° le vol ; 2° le feu", "[Deux cas :] 1° [le vol ;] 2° [le feu]"),
        ("Mer. 14h", "Wed. 14:00"),
        ("Sam. de 9 h à 12 h 30", "Sat. from 9:00 to 12:30"),
        ("Mer. belle", "[Mer. belle]"),
        ("Lun Mar Mer", "Mon Tue Wed"),
        ("Ven", "Fri"),
        ("mer", "[mer]"),
        ("Porte close|Sonnez ici", "[Porte close]|[Sonnez ici]"),
        ("12, rue Neuve|69001 Lyon|France", "[12, rue Neuve]|[69001 Lyon]|[France]"),
        ("Soldes !|Tout à 10 euros !", "Sale!|[Tout à 10 euros !]"),
        ("Cordialement, la mairie", "Kind regards, [la mairie]"),
        ("Boissons en sus.", "[Boissons] extra."),
        # A label before names
        (
            "Ont signé : Jean Dupin (Paris), Marie de Brie (Lyon) et Léa Rose.",
            "[Ont signé :] [Jean Dupin (Paris), Marie de Brie (Lyon) et Léa Rose.]",
        ),
        ("Ont signé : Jean Dupin, Léa Rose", "[Ont signé : Jean Dupin, Léa Rose]"),
        ("Il dit : Jean Dupin, Léa Rose, un chien", "[Il dit : Jean Dupin, Léa Rose, un chien]"),
        # Numbers of points
        ("1°) Les statuts.", "1°) [Les statuts.]"),
        ("(2) Le bureau.", "(2) [Le bureau.]"),
        ("3° La caisse.", "3° [La caisse.]"),
        ("20° à l'ombre.", "[20° à l'ombre.]"),
        ("3° Celsius ce matin.", "[3° Celsius ce matin.]"),
        # Sentences that go on, and verse, are translated as a whole.
        ("Le maire|a ouvert la porte.", "[Le maire|a ouvert la porte.]"),
        ("Le maire de|Lyon viendra", "[Le maire de|Lyon viendra]"),
        ("Le maire,|Paul Roy, viendra", "[Le maire,|Paul Roy, viendra]"),
        (
            "La corde du vieux bac repartie|S'arrêtera sous le noyer.",
            "[La corde du vieux bac repartie|S'arrêtera sous le noyer.]",
        ),
        # Cells
        ("Nom;Ville;Âge|Petit;Lyon;45", "[Nom];[Ville];[Âge]|Petit;[Lyon];[45]"),
        ("Le jour;le mois;l'an", "[Le jour];[le mois];[l'an]"),
        ("Il vient;elle part.", "[Il vient;elle part.]"),
        ("Il vient ; elle part ; ils restent", "[Il vient ; elle part ; ils restent]"),
        ("lun.;mar.", "Mon.;Tue."),
        ("lun.;8 h;mar.;9 h", "Mon.;[8 h];Tue.;[9 h]"),
        ("lun.|mar.", "Mon.|Tue."),
        ("Lun.|Mar.", "Mon.|Tue."),
    ],
)
def test_parts(lines: str, answer: str) -> None:
    assert translated(lines) == answer


def test_marks_over_several_lines_keep_them_together() -> None:
    bold = Mark(MarkKind.STRONG, 0, 21)
    assert translated("Porte close|Sonnez ici", bold) == "[Porte close|Sonnez ici]"
    assert translated("Porte close|Sonnez ici", Mark(MarkKind.STRONG, 0, 5)) == "[Porte close]|[Sonnez ici]"


@given(texts())
def test_no_mark_and_no_word_is_lost(text: Text) -> None:
    ((_, draft),) = PartwiseTranslator(Bracketing()).stream([("key", text)])
    answer = draft.text
    assert [mark.kind for mark in answer.marks] == [mark.kind for mark in text.marks]
    letters = re.compile(r"[\s\[\]]")
    if translate_days(text.plain) is None:
        assert letters.sub("", answer.plain) == letters.sub("", text.plain)


@pytest.mark.parametrize(
    ("french", "english"),
    [
        *(("mer.", "Wed."), ("JEU.", "THU."), ("Sam. 12", "Sat. 12"), ("lun. – ven.", "Mon. – Fri.")),
        *(("mar. 1er et jeu. 3 févr.", "Tue. 1 and Thu. 3 Feb."), ("déc. 2020", "Dec. 2020"), ("mars", None)),
        *(
            ("mer", None),
            ("La mer.", None),
            ("jeu. de dames", None),
            ("12", None),
            ("", None),
            ("m. 12", None),
        ),
    ],
)
def test_days_alone(french: str, english: str | None) -> None:
    assert translate_days(french) == english


PIECES = {
    "Accueil | Boutique | Nous écrire": "[Accueil] | [Boutique] | [Nous écrire]",
    "Oui|Non": "[Oui]|[Non]",
    "Article 8 ‡ Voir la note.": "[Article 8] ‡ [Voir la note.]",
    "Le marché • Les prix": "[Le marché] • [Les prix]",
    "Deux choses : 1. Boire. 2. Rire.": "[Deux choses :] 1. [Boire.] 2. [Rire.]",
    "À retenir : 4. La fin.": "[À retenir :] 4. [La fin.]",
    "Ordre du jour : 1. Budget 2. Fête": "[Ordre du jour :] 1. [Budget] 2. [Fête]",
    # Not parts: one is empty, or a bracket or quotation mark is on the other side.
    "| Accueil": "[| Accueil]",
    "Le menu (oui | non)": "[Le menu (oui | non)]",
    "« Oui | non »": "[« Oui | non »]",
    "Écrire {a|b} ou `a|b`": "[Écrire {a|b} ou `a|b`]",
    "Les 12. Les 13.": "[Les 12. Les 13.]",
    "Né le 3. Mort le 4.": "[Né le 3. Mort le 4.]",
}


@pytest.mark.parametrize("plain", PIECES)
def test_parts_between_bars_and_numbered_points_are_translated_one_by_one(plain: str) -> None:
    ((_, draft),) = PartwiseTranslator(Bracketing()).stream([("key", Text(plain))])
    answer = draft.text
    assert answer.plain == PIECES[plain]


def test_marks_over_parts_stay_and_marks_across_parts_keep_them_together() -> None:
    link = Mark(MarkKind.LINK, 0, 3)
    ((_, draft),) = PartwiseTranslator(Bracketing()).stream([("key", Text("Oui | non", (link,)))])
    answer = draft.text
    assert answer == Text("[Oui] | [non]", (Mark(MarkKind.LINK, 1, 4),))
    across = Text("Oui | non", (Mark(MarkKind.LINK, 2, 8),))
    ((_, draft),) = PartwiseTranslator(Bracketing()).stream([("key", across)])
    answer = draft.text
    assert answer.plain == "[Oui | non]"


NOTES = {
    "Suite<ref>Archives.</ref>": "[Suite]<ref>[Archives.]</ref>",
    "Il dort<ref>Journal.</ref>.": "[Il dort<ref>[Journal.]</ref>.]",
    "Le maire<ref name='a'>Le Monde, 5 mai.</ref> dort.": (
        "[Le maire<ref name='a'>[Le Monde, 5 mai.]</ref> dort.]"
    ),
    "Il dort<sup>1</sup>.": "[Il dort<sup>1</sup>.]",
    "Il dort.<b>Fin du jour</b>": "[Il dort.]<b>[Fin du jour]</b>",
    # Elements inside words, and those that are apart, are no notes.
    "Le 1<sup>er</sup> mai, 5 km<sup>2</sup>": "[Le 1<sup>er</sup> mai, 5 km<sup>2</sup>]",
    "Les étudiant<b>e</b>s": "[Les étudiant<b>e</b>s]",
    "Un <ref>Journal.</ref> ici": "[Un <ref>Journal.</ref> ici]",
}


@pytest.mark.parametrize("plain", NOTES)
def test_notes_keep_their_place_and_are_translated_apart(plain: str) -> None:
    ((_, draft),) = PartwiseTranslator(Bracketing()).stream([("key", Text(plain))])
    assert not draft.text.marks
    expected = NOTES[plain]
    assert draft.text.plain in (expected, f"[{plain.partition('<')[0]}{expected[expected.index('<') :]}]")


def test_a_phrase_with_a_term_of_the_glossary_is_left_to_the_model() -> None:
    terms = Glossary((Term("soldes", ("bargains",)),))
    ((_, draft),) = PartwiseTranslator(Bracketing(), terms).stream([("key", Text("Soldes !"))])
    assert draft.text.plain == "[Soldes !]"
