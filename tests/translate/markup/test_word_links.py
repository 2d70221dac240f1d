"""Only the links between words that are certain enough are shown."""

import re

import pytest

from enregard.article.word_links import decode
from enregard.translate.markup.align import Alignment
from enregard.translate.markup.word_links import choose_links, draft_links


def chosen(french: str, english: str, attention: dict[str, dict[str, float]]) -> list[str]:
    """Return the links if each English word attends to French words with these shares."""
    source, target = ([match.span() for match in re.finditer(r"\S+", text)] for text in (french, english))
    rows = [
        [attention.get(english[slice(*there)], {}).get(french[slice(*here)], 0.0) for here in source]
        for there in target
    ]
    found = choose_links(french, Alignment(english, source, target, rows))
    return [f"{french[slice(*one)]}={english[slice(*other)]}" for one, other in found]


@pytest.mark.parametrize(
    ("french", "english", "attention", "links"),
    [
        (
            "Le chat noir dort",
            "The black cat sleeps",
            {
                "The": {"Le": 0.9},
                "black": {"noir": 0.7, "chat": 0.3},
                "cat": {"chat": 1.0},
                "sleeps": {"dort": 0.9},
            },
            "chat=cat noir=black dort=sleeps",
        ),
        # A word without a counterpart attends to another word.
        (
            "La mer monte",
            "The sea soon rises",
            {"sea": {"mer": 1.0}, "soon": {"monte": 0.55, "mer": 0.45}},
            "mer=sea monte=soon",
        ),
        (
            "La mer monte",
            "The sea soon rises",
            {"sea": {"mer": 1.0}, "soon": {"monte": 0.55, "mer": 0.45}, "rises": {"monte": 1.0}},
            "mer=sea monte=rises",
        ),
        (
            "ici la mer monte encore",
            "the sea",
            {"sea": {"mer": 0.28, "ici": 0.24, "monte": 0.24, "encore": 0.24}},
            "",
        ),
        (
            "les États-Unis parlent",
            "the United States speak",
            {"United": {"États-Unis": 1.0}, "States": {"États-Unis": 0.9}, "speak": {"parlent": 1.0}},
            "États-Unis=United États-Unis=States parlent=speak",
        ),
        # The second word is no part of a phrase: another one next to it still lacks a counterpart.
        (
            "ils voguaient surtout",
            "they mostly travelled",
            {"mostly": {"voguaient": 0.9, "surtout": 0.1}, "travelled": {"voguaient": 1.0}},
            "voguaient=travelled",
        ),
        (
            "une écriture différente",
            "a different script",
            {
                "different": {"écriture": 0.8, "différente": 0.2},
                "script": {"écriture": 0.9, "différente": 0.1},
            },
            "écriture=script différente=different",
        ),
        ("a-t-il affirmé", "he confirmed", {"confirmed": {"a-t-il": 0.6, "affirmé": 0.4}}, ""),
        ("", "", {}, ""),
    ],
)
def test_certain_links_are_chosen(
    french: str, english: str, attention: dict[str, dict[str, float]], links: str
) -> None:
    assert " ".join(chosen(french, english, attention)) == links


@pytest.mark.parametrize(
    ("given", "answer", "french", "english", "links"),
    [
        ("la mer monte", "the sea rises", "La mer monte.", "“The sea rises.”", [(1, 1), (2, 2)]),
        ("la mer NX1", "the sea NX1", "La mer monte", "The sea rises", [(1, 1), (2, 2)]),
        ("la mer monte", "the sea rises", "La mer monte vite", "The sea rises", None),
        ("la mer monte", "the sea rises", "La mer monte", "The sea level rises", None),
        ("la mer monte", "the sea rises", "La mer monte", "Rises the sea", None),
    ],
)
def test_links_of_the_model_are_those_of_the_draft_if_its_words_stayed(
    given: str, answer: str, french: str, english: str, links: list[tuple[int, int]] | None
) -> None:
    source, target = ([match.span() for match in re.finditer(r"\S+", text)] for text in (given, answer))
    rows = [[float(here == there) for here in range(3)] for there in range(3)]
    found = draft_links(given, Alignment(answer, source, target, rows), french, english)
    assert (found if found is None else decode(found)) == links
