"""Drafts that fail a check are retried in every way, and stay if none helps."""

from collections.abc import Iterable, Iterator, Sequence

import pytest

from enregard.article.article import Finding, Mark, MarkKind, Text
from enregard.article.score import Score
from enregard.translate.draft.retry import ALTERNATIVES, RetryingTranslator
from enregard.translate.model.translator import Draft, Key


class Answers:
    """An engine with given answers that records what it is asked. Each answer has its length as score."""

    def __init__(self, answers: dict[str, list[str]]) -> None:
        self.answers = answers
        self.asked: list[tuple[str, int]] = []

    def alternatives(
        self, texts: Iterable[tuple[Key, Text]], count: int
    ) -> Iterator[tuple[Key, list[Draft]]]:
        for key, text in texts:
            self.asked.append((text.plain, count))
            yield (
                key,
                [
                    Draft(Text(answer, text.marks), Score(-1, len(answer)))
                    for answer in self.answers[text.plain][:count]
                ],
            )


def no_question_marks(source: Text, target: Text) -> Sequence[Finding]:
    """A check: the English has no question mark."""
    return [Finding("question", "there is a ?")] if "?" in target.plain else []


def retried(answers: dict[str, list[str]], *texts: Text) -> tuple[dict[int, Text], Answers]:
    engine = Answers(answers)
    drafts = RetryingTranslator(engine, no_question_marks).stream(enumerate(texts))
    return {key: draft.text for key, draft in drafts}, engine


def test_a_draft_that_passes_is_not_retried() -> None:
    drafts, engine = retried({"Un": ["One", "A"]}, Text("Un"))
    assert drafts == {0: Text("One")}
    assert engine.asked == [("Un", 1)]


def test_the_next_best_answer_that_passes_replaces_the_draft() -> None:
    drafts, engine = retried({"Un": ["One?", "A?", "An", "Some"], "Deux": ["Two"]}, Text("Un"), Text("Deux"))
    assert drafts == {0: Text("An"), 1: Text("Two")}
    assert engine.asked == [("Un", 1), ("Deux", 1), ("Un", ALTERNATIVES)]


def test_a_sentence_is_split_at_the_clause_nearest_its_middle() -> None:
    source = Text("Il est venu hier, à la maison, et il est parti demain matin.")
    drafts, _ = retried(
        {
            source.plain: ["He came?"] * ALTERNATIVES,
            "Il est venu hier, à la maison,": ["He came home yesterday,", "He?"],
            "et il est parti demain matin.": ["And he left?", "And he left tomorrow morning."],
        },
        source,
    )
    assert drafts == {0: Text("He came?")}
    drafts, _ = retried(
        {
            source.plain: ["He came?"] * ALTERNATIVES,
            "Il est venu hier, à la maison,": ["He came home yesterday,"],
            "et il est parti demain matin.": ["And he left tomorrow morning."],
        },
        source,
    )
    assert drafts == {0: Text("He came home yesterday, and he left tomorrow morning.")}


def test_a_sentence_without_clauses_is_split_after_a_question_or_an_exclamation() -> None:
    source = Text("Quoi ! tu oses partir ?")
    answers = {
        source.plain: ["What?", *["You dare to leave."] * ALTERNATIVES],
        "Quoi !": ["What!"],
        "tu oses partir ?": ["You dare to leave."],
    }
    drafts, _ = retried(answers, source)
    assert drafts == {0: Text("What! You dare to leave.")}


def test_marked_words_are_not_split() -> None:
    plain = "Il est venu hier soir, et il est parti."
    source = Text(plain, (Mark(MarkKind.LINK, 0, len(plain), {"href": "x"}),))
    drafts, engine = retried({plain: ["He came?"]}, source)
    assert drafts[0].plain == "He came?"
    assert {asked for asked, _ in engine.asked} == {plain}


def test_if_nothing_passes_the_first_draft_stays() -> None:
    drafts, _ = retried({"Un": ["One?", "A?"]}, Text("Un"))
    assert drafts == {0: Text("One?")}


def test_if_nothing_passes_the_answer_with_the_fewest_findings_is_taken() -> None:
    engine = Answers({"Un": ["One??", "A?", "An??"]})

    def each_question_mark(source: Text, target: Text) -> Sequence[Finding]:
        return [Finding("question", "there is a ?")] * target.plain.count("?")

    ((_, draft),) = RetryingTranslator(engine, each_question_mark).stream([(0, Text("Un"))])
    assert draft.text.plain == "A?"


def test_the_score_of_two_halves_is_that_of_both() -> None:
    source = Text("Quoi ! tu oses partir ?")
    engine = Answers({source.plain: ["What?"], "Quoi !": ["What!"], "tu oses partir ?": ["You dare."]})
    ((_, draft),) = RetryingTranslator(engine, no_question_marks).stream([(0, source)])
    assert draft == Draft(Text("What! You dare."), Score(-2, 14))


@pytest.mark.parametrize(("left", "asked"), [("cliquetis", 2), ("cliquetis des", 4)])
def test_a_word_in_french_is_no_reason_to_translate_halves(left: str, asked: int) -> None:
    source = Text("Il entendait presque le bruit, et le cliquetis des sabots.")
    answers = {
        source.plain: [f"He heard {left}."] * ALTERNATIVES,
        "Il entendait presque le bruit,": ["He heard,"] * ALTERNATIVES,
        "et le cliquetis des sabots.": ["and hoofs."] * ALTERNATIVES,
    }
    engine = Answers(answers)

    def check(source: Text, target: Text) -> Sequence[Finding]:
        return [Finding("french", f"“{left}” is French")] if left in target.plain else []

    ((_, draft),) = RetryingTranslator(engine, check).stream([(0, source)])
    assert len(engine.asked) == asked
    assert (left in draft.text.plain) == (asked == 2)
