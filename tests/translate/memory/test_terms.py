"""An article answers a French term in one way: the rules, and the list of terms."""

import pytest
from polib import POEntry

from enregard.translate.glossary.glossary import Glossary, Term
from enregard.translate.glossary.lexicon import lexicon
from enregard.translate.memory.terms import listed_terms, term_findings

TOWN_HALL = ("La mairie est fermée.", "The town hall is closed.")
CITY_HALL = ("Elle travaille à la mairie.", "She works at the city hall.")
HACKING = ("Le piratage est un délit.", "Hacking is a crime.")
PIRACY = ("Il est accusé de piratage.", "He is accused of piracy.")


def entry(french: str, english: str, comment: str = "") -> POEntry:
    """Return an entry; English that starts with ~ is a draft."""
    flags = ["fuzzy"] if english.startswith("~") else []
    return POEntry(msgid=french, msgstr=english.removeprefix("~"), flags=flags, tcomment=comment)


def found(*pairs: tuple[str, str], glossary: Glossary | None = None) -> list[tuple[int, str]]:
    """Return the number of each entry with a finding, and the reason."""
    findings = term_findings([entry(*pair) for pair in pairs], glossary or Glossary())
    assert len(findings) == len(pairs)
    assert {one.kind for some in findings for one in some} <= {"terms"}
    return [(number, one.reason) for number, some in enumerate(findings) for one in some]


def test_the_less_frequent_answer_is_reported() -> None:
    assert found(HACKING, PIRACY, ("Les piratages continuent.", "The piracy continues.")) == [
        (0, "“piratage” is “Hacking” here, but “piracy” elsewhere in the article")
    ]


def test_the_later_answer_is_reported_if_both_are_as_frequent() -> None:
    assert found(TOWN_HALL, CITY_HALL) == [
        (1, "“mairie” is “city hall” here, but “town hall” elsewhere in the article")
    ]
    assert [number for number, _ in found(TOWN_HALL, CITY_HALL, CITY_HALL, TOWN_HALL)] == [1, 2]


def test_one_answer_or_forms_of_one_are_right() -> None:
    assert not found(TOWN_HALL, TOWN_HALL)
    assert not found(("Des mairies ferment.", "Town halls close."), TOWN_HALL)
    assert not found(
        ("Son avocat se tait.", "Her lawyer is silent."),
        ("Les avocates parlent.", "The attorneys’ words are few."),
    )


def test_reviewed_translations_weigh_more_than_drafts() -> None:
    draft = (TOWN_HALL[0], f"~{TOWN_HALL[1]}")
    assert found(draft, draft, CITY_HALL) == [
        (0, "“mairie” is “town hall” here, but “city hall” elsewhere in the article"),
        (1, "“mairie” is “town hall” here, but “city hall” elsewhere in the article"),
    ]
    assert [number for number, _ in found(draft, (CITY_HALL[0], f"~{CITY_HALL[1]}"))] == [1]


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("La mairie a un site.", "It has a site."),  # no answer
        ("La mairie est là.", "The town hall, or city hall, is there."),  # two
        ("La mairie est là.", ""),  # no translation
        ("La ville est là.", "The city hall is there."),  # another word
        ("Le maire est à la mairie.", "The mayor is at the mayor's office."),  # `maire` may be the mayor
    ],
)
def test_a_sentence_without_a_clear_answer_counts_nothing(french: str, english: str) -> None:
    assert not found(TOWN_HALL, (french, english))


def test_a_word_that_another_term_of_the_list_explains_counts_nothing() -> None:
    assert len(found(TOWN_HALL, ("La ville vend la mairie.", "The city sells its city hall."))) == 1
    assert not found(TOWN_HALL, ("La municipalité vend la mairie.", "The city hall sells it."))


def test_longer_phrases_win() -> None:
    agent = ("L’agent immobilier est parti.", "The real estate agent has left.")
    assert not found(("L’immobilier est en hausse.", "Property is rising."), agent)
    assert [number for number, _ in found(agent, ("Un agent immobilier.", "An estate agent."))] == [1]
    two = [
        ("Le directeur général ment.", "The CEO lies."),
        ("Le directeur général.", "The managing director."),
    ]
    ((number, reason),) = found(*two)
    assert number == 1
    assert reason.startswith("“directeur général” is “managing director” here, but “CEO” elsewhere")
    plurals = ("Les directeurs généraux mentent.", "Managing directors lie.")
    assert [number for number, _ in found(two[0], plurals)] == [1]


def test_two_terms_of_a_sentence_are_two_findings_and_a_repeated_one_is_one() -> None:
    both = "Le piratage de la mairie, un piratage de plus."
    assert [number for number, _ in found((both, "The hacking of the town hall."), CITY_HALL, PIRACY)] == [
        1,
        2,
    ]
    assert [
        reason.split("”")[0]
        for _, reason in found(HACKING, TOWN_HALL, (both, "The piracy of the city hall, more piracy."))
    ] == ["“piratage", "“mairie"]


def test_placeholders_and_joined_sentences_are_read() -> None:
    joined = entry("La <1>mairie</1>", "The <1>city</1> hall is closed.", "joined with the next: est fermée.")
    findings = term_findings([entry(*TOWN_HALL), joined], Glossary())
    assert [len(some) for some in findings] == [0, 1]


@pytest.mark.parametrize("comment", ["accepted", "accepted: terms", "accepted: names, terms"])
def test_an_accepted_difference_counts_nothing(comment: str) -> None:
    for at in (0, 1):
        entries = [entry(*TOWN_HALL), entry(*CITY_HALL)]
        entries[at].tcomment = comment
        assert term_findings(entries, Glossary()) == [[], []]
    other = [entry(*TOWN_HALL, "accepted: names"), entry(*CITY_HALL)]
    assert len(term_findings(other, Glossary())[1]) == 1


def test_terms_of_the_glossary_are_left_to_its_own_check() -> None:
    assert not found(TOWN_HALL, CITY_HALL, glossary=Glossary((Term("mairie", ("council",)),)))
    assert found(TOWN_HALL, CITY_HALL, glossary=Glossary((Term("maire", ("mayor",)),)))


def test_nothing_is_compared_in_an_article_with_a_term_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("enregard.translate.memory.terms.answer_of", lambda *_: pytest.fail("read"))
    assert not found(TOWN_HALL, HACKING)


def test_every_row_of_the_list_can_find_something() -> None:
    terms = listed_terms()
    assert len(terms) > 150
    forms = [form.lower() for term in terms for form in term.french]
    assert len(forms) == len(set(forms))
    for term in terms:
        assert len(term.english) > 1, term.french
        for french in term.french:
            pairs = [(f"Voici : {french}.", f"Here: {group[0]}.") for group in term.english]
            assert [number for number, _ in found(*pairs)] == [*range(1, len(pairs))], french
        for group in term.english:
            for phrase in group:
                own = [f"Here: {group[0]}.", f"Here: {phrase}."]
                assert not found(*((f"Voici : {term.french[0]}.", english) for english in own)), phrase


def test_the_list_leaves_out_what_the_press_lexicon_decides() -> None:
    known = {term.french.lower() for term in lexicon().terms}
    assert not [form for term in listed_terms() for form in term.french if form.lower() in known]
