"""Acronyms and names come out of a draft as they were, or in their English form."""

from collections.abc import Iterable, Iterator

import pytest

from enregard.article.article import Mark, MarkKind, Text
from enregard.translate.checks.acronyms import find_acronyms
from enregard.translate.checks.wordlists import acronyms
from enregard.translate.draft.names import lost_names
from enregard.translate.draft.pipeline import ProcessingTranslator
from enregard.translate.glossary.csv_file import parse_glossary
from enregard.translate.glossary.glossary import Glossary
from enregard.translate.markup.unplaced import Transferred
from enregard.translate.model.translator import Key

FOUND = {
    "L'URSSAF et la CRPA (DINUM) écrivent": ["URSSAF", "CRPA", "DINUM"],
    "Les journées QGIS FR 2021": ["QGIS", "FR"],
    "Un CDI en CM2 et du CO2": ["CDI", "CM2", "CO2"],
    "Louis XIV, chapitre VI, MM. Dupont": [],
    "Il a dit NON à tous LES enfants": [],
    "LA CGT APPELLE À LA GRÈVE": [],
    "AFP-Reuters, a.FR, @AFP et #SNCF": [],
    "Léa Morel (DINUM)": ["DINUM"],
}


@pytest.mark.parametrize("plain", FOUND)
def test_acronyms_are_found(plain: str) -> None:
    assert [plain[start:end] for start, end in find_acronyms(plain)] == FOUND[plain]


def test_each_acronym_of_the_table_is_one_row_with_counts() -> None:
    assert 200 <= len(acronyms()) <= 410
    assert all(english and (acronym,) != english for acronym, english in acronyms().items())
    assert acronyms()["ONU"][0] == "UN"


@pytest.mark.parametrize(
    ("french", "english", "expected"),
    [
        ("La CRPA a rendu son avis.", "The RCAP gave its opinion.", ["CRPA"]),
        ("La CRPA a rendu son avis.", "The CRPA gave its opinion.", []),
        ("Les journées QGIS FR 2021 à Pau.", "The QGIS EN 2021 days in Pau.", ["QGIS FR 2021"]),
        ("L'ONU et l'OTAN.", "The United Nations and NATO.", []),
        ("L'ONU et l'OTAN.", "The U.N. and OTAN.", ["NATO"]),
        ("Les ONG et une PME.", "The NGOs and an enterprise.", ["SME"]),
        ("Des PME et plusieurs ONG.", "Businesses and groups.", ["SMEs", "NGOs"]),
        ("Elle a subi une IVG.", "She had an IVG.", ["abortion"]),
        ("Il vit à Aix-en-Provence.", "He lives in Aix-in-Provence.", ["Aix-en-Provence"]),
        ("M. Tout-le-Monde dort.", "Mr. All-the-World sleeps.", []),
        ("Il vit à Châlons-sur-Marne.", "He lives in Chalons-sur-Marne.", []),
        ("Marie cherche son fils.", "Mary is looking for her son.", ["Marie"]),
        (
            "La Vierge Marie, Jean sans Terre et saint Luc.",
            "The Virgin Mary, John Lackland and St Luke.",
            [],
        ),
        ("Le Pr. Noir dirige.", "Black Professor runs.", ["Noir"]),
        ("Pierre Noir et Rose Leblanc.", "Black Stone and Rose Leblanc.", ["Pierre Noir"]),
        ("Hoeilaart est loin.", "Hoeileaart is far.", ["Hoeilaart"]),
        ("M. Gris et Mme Eltsine arrivent.", "Mr. Grey and Mrs. Yeltsin arrive.", ["Gris"]),
        ("Le Dr Blanc et M. Noir.", "Dr. Black and Mr. Black.", ["Blanc", "Noir"]),
        ("Il vit à Hoeilaart et à Ladoga.", "He lives in Hoeyaart and Laduga.", ["Hoeilaart", "Ladoga"]),
        ("Il vit à Bologne, lit Pouchkine et Platon.", "He lives in Bologna, reads Pushkin and Plato.", []),
        ("Il a vu Gorbatchev et des Groenlandais.", "He saw Gorbachev and Greenlanders.", []),
    ],
)
def test_lost_names_are_found(french: str, english: str, expected: list[str]) -> None:
    assert [kept.english for kept in lost_names(Text(french), english)] == expected


def test_code_and_glossary_terms_are_left_alone() -> None:
    code = Text("La CRPA écrit", (Mark(MarkKind.CODE, 3, 7),))
    assert lost_names(code, "The RCAP writes") == []
    assert lost_names(Text("La CRPA écrit"), "The RCAP writes", [(3, 7)]) == []


class Answers:
    """A model with one answer to each sentence. It notes the sentences."""

    def __init__(self, answers: dict[str, str]) -> None:
        self.asked: list[str] = []
        self._answers = answers

    def alternatives(
        self, texts: Iterable[tuple[Key, Text]], count: int
    ) -> Iterator[tuple[Key, list[Transferred]]]:
        """Yield the answer to each text."""
        for key, text in texts:
            self.asked.append(text.plain)
            yield key, [Transferred(Text(self._answers[text.plain]))] * count


def drafted(answers: dict[str, str], plain: str, terms: Glossary | None = None) -> tuple[str, list[str]]:
    engine = Answers(answers)
    ((_, english),) = ProcessingTranslator(engine, terms).stream([("key", Text(plain))])
    return english.text.plain, engine.asked


def test_a_sentence_is_translated_again_without_the_acronym_that_it_lost() -> None:
    answers = {"La CRPA dit oui.": "The RCAP says yes.", "La NX1 dit oui.": "The NX1 says yes."}
    assert drafted(answers, "La CRPA dit oui.") == ("The CRPA says yes.", list(answers))
    answers = {"La CRPA dit oui.": "The CRPA says yes."}
    assert drafted(answers, "La CRPA dit oui.") == ("The CRPA says yes.", list(answers))
    answers = {"Elle vit en EHPAD.": "She lives in an HPAD.", "Elle vit en NX1.": "She lives in an NX1."}
    assert drafted(answers, "Elle vit en EHPAD.") == ("She lives in a nursing home.", list(answers))
    answers = {"L'EHPAD est plein.": "HPAD is full.", "L'NX1 est plein.": "NX1 is full."}
    assert drafted(answers, "L'EHPAD est plein.") == ("Nursing home is full.", list(answers))


def test_streets_stay_french() -> None:
    answers = {"La NX1 est fermée.": "The NX1 is closed."}
    assert drafted(answers, "La rue de la Soif est fermée.") == (
        "The rue de la Soif is closed.",
        list(answers),
    )


def test_a_street_in_the_glossary_of_the_publication_is_translated() -> None:
    terms, _ = parse_glossary("French,English\nrue de la Soif,Thirst Street\n", "g.csv")
    answers = {"La rue de la Soif est fermée.": "Thirst Street is closed."}
    assert drafted(answers, "La rue de la Soif est fermée.", terms) == (
        "Thirst Street is closed.",
        list(answers),
    )


def test_the_glossary_of_the_publication_wins() -> None:
    terms, _ = parse_glossary("French,English\nONU,League\n", "g.csv")
    answers = {"L'ONU dit oui.": "The League says yes."}
    assert drafted(answers, "L'ONU dit oui.", terms) == ("The League says yes.", list(answers))
