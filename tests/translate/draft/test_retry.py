"""Drafts that fail a check are retried in every way, and stay if none helps."""

from collections.abc import Iterable, Iterator, Sequence
from math import log

import pytest

from enregard.article.article import Finding, Mark, MarkKind, Text
from enregard.article.score import Score
from enregard.translate.draft.retry import ALTERNATIVES, UNCERTAIN, RetryingTranslator
from enregard.translate.model.translator import Draft, Key


class Answers:
    """An engine with given answers that records what it is asked. `certainties` are those of the answers."""

    def __init__(self, answers: dict[str, list[str]], certainties: dict[str, float] | None = None) -> None:
        self.answers = answers
        self.certainties = certainties or {}
        self.asked: list[tuple[str, int]] = []

    def alternatives(
        self, texts: Iterable[tuple[Key, Text]], count: int
    ) -> Iterator[tuple[Key, list[Draft]]]:
        for key, text in texts:
            self.asked.append((text.plain, count))
            yield (
                key,
                [
                    Draft(Text(answer, text.marks), self._score(answer))
                    for answer in self.answers[text.plain][:count]
                ],
            )

    def _score(self, answer: str) -> Score | None:
        return Score(10 * log(self.certainties[answer]), 10) if answer in self.certainties else None


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


class Narrow(Answers):
    """An engine that finds its best answers only if it is asked for several."""

    def alternatives(
        self, texts: Iterable[tuple[Key, Text]], count: int
    ) -> Iterator[tuple[Key, list[Draft]]]:
        for key, answers in super().alternatives(texts, ALTERNATIVES):
            yield key, answers[-1:] if count == 1 else answers[:-1]


def searched(certainties: dict[str, float]) -> tuple[str, int]:
    """Return the draft of a sentence whose last answer is found first, and the number of searches."""
    engine = Narrow({"Un": list(certainties)}, certainties)
    ((_, draft),) = RetryingTranslator(engine, no_question_marks).stream([(0, Text("Un"))])
    assert draft.score is not None
    assert draft.score.certainty == pytest.approx(certainties[draft.text.plain])
    return draft.text.plain, len(engine.asked)


def test_an_uncertain_draft_is_searched_again_and_the_best_answer_that_passes_is_taken() -> None:
    low = UNCERTAIN - 0.1
    assert searched({"Some?": low + 0.09, "A": low + 0.05, "An": low - 0.1, "One": low}) == ("A", 2)


def test_an_uncertain_draft_stays_if_it_is_the_best() -> None:
    low = UNCERTAIN - 0.1
    assert searched({"A": low - 0.1, "Some?": low + 0.1, "One": low}) == ("One", 2)


def test_a_certain_draft_is_not_searched_again() -> None:
    assert searched({"A": 0.9, "One": UNCERTAIN + 0.01}) == ("One", 1)


def test_if_nothing_passes_the_answer_with_the_fewest_findings_is_taken() -> None:
    engine = Answers({"Un": ["One??", "A?", "An??"]})

    def each_question_mark(source: Text, target: Text) -> Sequence[Finding]:
        return [Finding("question", "there is a ?")] * target.plain.count("?")

    ((_, draft),) = RetryingTranslator(engine, each_question_mark).stream([(0, Text("Un"))])
    assert draft.text.plain == "A?"
