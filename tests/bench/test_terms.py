"""The figures of the check of terms: false alarms, and answers that were replaced."""

from bench._terms import measure_terms

CLOSED = ("La mairie est fermée.", "The town hall is closed.")
WORKS = ("Elle travaille à la mairie.", "She works at the town hall.")
OTHER = ("Elle travaille à la mairie.", "She works at the city hall.")


def test_correct_articles_have_no_alarms_and_damaged_ones_are_found() -> None:
    assert measure_terms([CLOSED, WORKS], 2, 1) == {"false_alarms": 0.0, "planted": 1, "recall": 1.0}
    assert measure_terms([CLOSED, WORKS], 1, 1) == {"false_alarms": 0.0, "planted": 0, "recall": None}


def test_what_differs_already_is_an_alarm() -> None:
    assert measure_terms([CLOSED, OTHER], 2, 1)["false_alarms"] == 0.5


def test_an_answer_that_is_nowhere_else_is_not_found() -> None:
    assert measure_terms([CLOSED, ("La mairie a un site.", "It has a site.")], 2, 1)["recall"] == 0.0
