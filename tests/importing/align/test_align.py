"""Aligning sentences: all paths are counted, each sentence is in one bead, and little evidence is enough."""

import math
from collections.abc import Iterator
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench._pairing import Shares, make
from bench.pairing import measure
from enregard.importing.align import align as module
from enregard.importing.align.align import SHAPES, Bead, Side, align
from tests.conftest import SHARED

SENTENCES = st.lists(st.text(st.sampled_from("ab 12.Pré"), max_size=20), min_size=0, max_size=4)


def paths(rows: int, columns: int) -> Iterator[list[tuple[int, int, int, int]]]:
    """Yield every path through two texts: where each bead begins, and its shape."""
    shapes = [*SHAPES, (1, 0), (0, 1)]

    def from_place(i: int, j: int) -> Iterator[list[tuple[int, int, int, int]]]:
        if (i, j) == (rows, columns):
            yield []
        for r, c in shapes:
            if i + r <= rows and j + c <= columns:
                for rest in from_place(i + r, j + c):
                    yield [(i, j, r, c), *rest]

    return from_place(0, 0)


@settings(max_examples=40)
@given(SENTENCES, SENTENCES, st.booleans())
def test_probabilities_are_those_of_all_paths(french: list[str], english: list[str], drafted: bool) -> None:
    drafts = [text.lower() for text in french] if drafted else [""] * len(french)
    ours, theirs = Side(french, frozenset({0, 2})), Side(english, frozenset({0, 1}))
    weights = {
        shape: weight + SHAPES[shape] + module._paragraph_weights(ours, theirs, shape)
        for shape, weight in module._evidence(ours, theirs, drafts).items()
    }
    scores = {
        tuple(path): sum(float(weights[r, c][i, j]) if r and c else module._ALONE for i, j, r, c in path)
        for path in paths(len(french), len(english))
    }
    total = math.fsum(math.exp(score) for score in scores.values())
    found = align(ours, theirs, drafts)
    chosen = tuple((bead.french[0], bead.english[0], *bead.shape) for bead in found)
    assert scores[chosen] == pytest.approx(max(scores.values()), abs=1e-4)
    for bead, place in zip(found, chosen, strict=True):
        probability = math.fsum(math.exp(score) for path, score in scores.items() if place in path) / total
        assert bead.probability == pytest.approx(probability, abs=1e-4)


def assert_whole(beads: list[Bead], rows: int, columns: int) -> None:
    """Each sentence is in one bead, in order."""
    edges = [(0, 0), *((bead.french[1], bead.english[1]) for bead in beads)]
    assert [(bead.french[0], bead.english[0]) for bead in beads] == edges[:-1]
    assert edges[-1] == (rows, columns)
    assert all(one <= other for one, other in pairwise(edges))


@given(st.lists(st.text(max_size=8), max_size=30), st.lists(st.text(max_size=8), max_size=30))
def test_each_sentence_is_in_one_bead(french: list[str], english: list[str]) -> None:
    assert_whole(align(Side(french), Side(english)), len(french), len(english))


FRENCH = [
    "Le président Dupont est arrivé à Genève lundi 3 mai.",
    "Il a rencontré 12 ministres.",
    "La conférence de presse a duré deux heures ; personne n'a posé de question difficile.",
    "Les négociations continueront jusqu'en 2025.",
]


@pytest.mark.parametrize(
    ("english", "shapes"),
    [
        (
            [
                "President Dupont arrived in Geneva on Monday 3 May.",
                "He met 12 ministers.",
                "The press conference lasted two hours; nobody asked a difficult question.",
                "Negotiations will go on until 2025.",
            ],
            [(1, 1)] * 4,
        ),
        (
            [
                "President Dupont arrived in Geneva on Monday 3 May and met 12 ministers.",
                "The press conference lasted two hours.",
                "Nobody asked a difficult question.",
                "Negotiations will go on until 2025.",
            ],
            [(2, 1), (1, 2), (1, 1)],
        ),
        (
            ["President Dupont arrived in Geneva on Monday 3 May.", "Negotiations will go on until 2025."],
            [(1, 1), (1, 0), (1, 0), (1, 1)],
        ),
        (
            [
                "President Dupont arrived in Geneva on Monday 3 May.",
                "Bring your own umbrellas, said a note in the lobby of a hotel by the lake.",
                "He met 12 ministers.",
                "The press conference lasted two hours; nobody asked a difficult question.",
                "Negotiations will go on until 2025.",
            ],
            [(1, 1), (0, 1), (1, 1), (1, 1), (1, 1)],
        ),
    ],
)
def test_small_texts_without_drafts(english: list[str], shapes: list[tuple[int, int]]) -> None:
    assert [bead.shape for bead in align(Side(FRENCH), Side(english))] == shapes


def rows(count: int) -> list[tuple[str, str, str]]:
    path = SHARED / "eval" / "newstest2013.fr-en.tsv"
    if not path.exists():
        pytest.skip("no evaluation data beside the checkout")
    pairs = [line.split("\t") for line in path.read_text("utf-8").splitlines()[:count]]
    return [(french, english, "") for french, english in pairs]


def test_articles_are_paired_well_even_without_drafts() -> None:
    found = measure(rows(200), 40, 1, Shares(), drafts=False)
    assert found["f1"] >= 0.97
    assert found["wrong"] <= 0.01
    assert found["certain"] > 0.8


def test_windows_change_little(monkeypatch: pytest.MonkeyPatch) -> None:
    made = make(rows(150), ["Nothing of this."], Random(1), Shares())  # noqa: S311
    whole = align(made.french, made.english)
    monkeypatch.setattr(module, "_WINDOW", 40)
    parts = align(made.french, made.english)
    assert_whole(parts, len(made.french.sentences), len(made.english.sentences))
    same = {(bead.french, bead.english) for bead in whole} & {(bead.french, bead.english) for bead in parts}
    assert len(same) > 0.97 * len(whole)
