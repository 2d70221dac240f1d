"""Finding the ends of English sentences, and splitting one that translates several French ones."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.article.article import Mark, MarkKind, Text
from enregard.importing.align.sentences import sentence_ends
from enregard.importing.align.split import split


def sentences(plain: str) -> list[str]:
    return [plain[start:end].strip() for start, end in pairwise([0, *sentence_ends(plain)])]


@pytest.mark.parametrize(
    "text",
    [
        "He came.|She left.",
        "Mr. Obama met Gen. McKenzie in St. Louis.|They spoke.",
        "It was 3.5 million.|In the U.S. Senate nobody knew.",
        "He lives in the U.S.|The others left.",
        "At 5 p.m. Friday it rained.|At 6 p.m.|He slept.",
        "“Is it?” he asked.|“No.”|She laughed.",
        '"Never!" said J. R. R. Tolkien.|(He was angry.)|Then…|And so on',
        "See No. 5 and Fig. 3.|No.|Five.",
        "Apple Inc. bought it.|It paid.",
        "What?!|Nothing… at all.",
        "KABUL, July 25 (Reuters) -|The United States will go on.",
        "GENEVA, 3 August, 2021 (AP) —|All is well.",
        "One",
    ],
)
def test_ends(text: str) -> None:
    parts = text.split("|")
    assert sentences(" ".join(parts)) == parts


@given(st.text())
def test_nothing_is_lost(plain: str) -> None:
    ends = sentence_ends(plain)
    assert ends == sorted(set(ends))
    assert (ends[-1] if ends else 0) == len(plain)


@pytest.mark.parametrize(
    ("english", "french", "pieces"),
    [
        (
            "The president arrived on Monday, and the ministers left on Friday.",
            ["Le président est arrivé lundi.", "Les ministres sont partis vendredi."],
            ["The president arrived on Monday,", "and the ministers left on Friday."],
        ),
        (
            "The Americans have left, the government is in trouble, but on Sunday Gen. McKenzie said no.",
            [
                "Les Américains sont partis, le gouvernement est en difficulté.",
                "Dimanche, McKenzie a dit non.",
            ],
            [
                "The Americans have left, the government is in trouble,",
                "but on Sunday Gen. McKenzie said no.",
            ],
        ),
        (  # where the words are, and not where half the length is
            "On 3 May Dupont came to Geneva, Paris, however, said nothing about it for the time being.",
            [
                "Le 3 mai, Dupont est venu à Genève avec tous ses ministres et leurs familles.",
                "Paris se tait.",
            ],
            [
                "On 3 May Dupont came to Geneva,",
                "Paris, however, said nothing about it for the time being.",
            ],
        ),
        (
            "KABUL, July 25 - It rains.",
            ["KABOUL, 25 juillet -", "Il pleut."],
            ["KABUL, July 25 -", "It rains."],
        ),
        ("He came running home", ["Il vint.", "Il courait."], ["He came", "running home"]),
        ("One", ["Un.", "Deux."], ["One"]),
    ],
)
def test_splits(english: str, french: list[str], pieces: list[str]) -> None:
    found = split(Text(english), french, [""] * len(french))
    assert [piece.plain for piece in found] == pieces


def test_markup_is_cut_with_the_words() -> None:
    text = Text("He came, and she left.", (Mark(MarkKind.EMPHASIS, 3, 16),))
    one, two = split(text, ["Il est venu.", "Elle est partie."], ["He came.", "She left."])
    assert (one.plain, two.plain) == ("He came,", "and she left.")
    assert one.marks == (Mark(MarkKind.EMPHASIS, 3, 8),)
    assert two.marks == (Mark(MarkKind.EMPHASIS, 0, 7),)


@given(
    st.text(st.sampled_from("ab, .;–"), max_size=60), st.lists(st.text(max_size=9), min_size=2, max_size=3)
)
def test_pieces_are_all_the_words_in_order(english: str, french: list[str]) -> None:
    pieces = split(Text(english), french, [""] * len(french))
    assert 1 <= len(pieces) <= len(french)
    assert "".join("".join(piece.plain.split()) for piece in pieces) == "".join(english.split())
