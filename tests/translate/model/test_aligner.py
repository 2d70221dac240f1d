"""Words are linked to those that translate them, whoever translated the sentence."""

from collections.abc import Iterator

import pytest

from enregard.translate.model.aligner import LONGEST, Aligner, english_tokenizer
from enregard.translate.model.install import Installed

PIECES = ["</s>", "<unk>", ".", "\u2581the", "\u2581cat", "s", "'", "\u2581", "c", "a", "t", "\u2581scat"]


def test_english_is_cut_into_frequent_pieces_with_their_spans() -> None:
    tokens, spans = english_tokenizer(PIECES)("  the cats’ cat.")
    text = "  the cats’ cat."
    assert tokens == ["\u2581the", "\u2581cat", "s", "'", "\u2581cat", "."]
    assert [text[start:end] for start, end in spans] == ["the", "cat", "s", "’", "cat", "."]


def test_unknown_and_endless_words_are_one_piece_each() -> None:
    tokens, spans = english_tokenizer(PIECES)("the \N{SNOWMAN} " + "x" * 100_000)
    assert tokens == ["\u2581the", "\u2581", "<unk>", "<unk>"]
    assert spans == [(0, 3), (4, 4), (4, 5), (6, 100_006)]


@pytest.fixture(scope="module")
def aligner(model: Installed) -> Iterator[Aligner]:
    with Aligner(model.path) as opened:
        yield opened


@pytest.mark.model
def test_words_of_another_translation_are_linked(aligner: Aligner) -> None:
    pairs = [
        ("Il pleut.", "It’s raining…"),
        ("", ""),
        ("Le maire a salué les pompiers de Lyon.", "Lyon’s firefighters were praised by the mayor."),
        ("Oui " * (LONGEST + 1), "Yes " * (LONGEST + 1)),
    ]
    first, empty, second, endless = (
        {(french[slice(*one)], english[slice(*other)]) for one, other in found}
        for (french, english), found in zip(pairs, aligner.align(pairs), strict=True)
    )
    assert ("pleut", "raining") in first
    assert {
        ("maire", "mayor"),
        ("salué", "praised"),
        ("pompiers", "firefighters"),
        ("Lyon", "Lyon"),
    } <= second
    assert ("Lyon", "mayor") not in second
    assert not empty
    assert not endless


@pytest.mark.model
def test_links_do_not_depend_on_the_batch(aligner: Aligner) -> None:
    pairs = [
        ("Il pleut.", "It is raining."),
        ("Le président américain a visité Kaboul.", "US President visits."),
    ]
    together = list(aligner.align(pairs))
    assert together == [next(aligner.align([pair])) for pair in pairs]
