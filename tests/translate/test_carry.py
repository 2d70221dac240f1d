"""Markup follows the words that answer its words, and none of it is ever lost."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.article import ATOMS, OBJECT, Mark, MarkKind, Text
from enregard.translate.carry import Alignment, bare, carry
from enregard.translate.inline import from_placeholders, with_placeholders
from tests.translate.test_inline import texts

KINDS = {"b": MarkKind.STRONG, "e": MarkKind.EMPHASIS, "a": MarkKind.LINK, "c": MarkKind.CODE}
ATOM_KINDS = {"i": MarkKind.IMAGE, "f": MarkKind.FOOTNOTE, "r": MarkKind.BREAK}


def marked(string: str, kinds: str) -> Text:
    """The text with placeholders `string`; `kinds` has a letter for each."""
    return from_placeholders(string, [Mark((KINDS | ATOM_KINDS)[kind], 0, 0) for kind in kinds])


def spans(plain: str) -> list[tuple[int, int]]:
    """The spans of the words of `plain`, each with the blank before it, as the tokenizer cuts."""
    return [match.span() for match in re.finditer(r" ?\w+| ?[^\w ]| +", plain)]


def aligned(text: Text, english: str, links: dict[int, int]) -> Alignment:
    """English whose word t answers the French word `links[t]`, or t where none is given."""
    source, target = spans(bare(text)), spans(english)
    attention = [[float(links.get(t, t) == s) for s in range(len(source))] for t in range(len(target))]
    return Alignment(english, source, target, attention)


@pytest.mark.parametrize(
    ("french", "kinds", "english", "links", "expected"),
    [
        (
            "Le <1>chat</1> noir dort",
            "b",
            "The black cat sleeps",
            {1: 2, 2: 1},
            "The black <1>cat</1> sleeps",
        ),
        (
            "Le <1><2>chat</2> noir</1> dort",
            "be",
            "The black cat sleeps",
            {1: 2, 2: 1},
            "The <1>black <2>cat</2></1> sleeps",
        ),
        ("<1>chat</1> <2>noir</2>", "ab", "black cat", {0: 1, 1: 0}, "<2>black</2> <1>cat</1>"),
        ("Lancez <1>ls -l</1> ici", "c", "Run there ls -l", {1: 3, 2: 1, 3: 2}, "Run there <1>ls -l</1>"),
        ("Lancez <1>chat</1> ici", "c", "Run cat here", {}, "Run <1>chat</1> here"),
        ("Oui<1/> mais non", "f", "Yes but no", {}, "Yes<1/> but no"),
        ("<1/> Oui", "i", "Yes", {}, "<1/> Yes"),
        ("Oui <1/>", "i", "Yes", {}, "Yes <1/>"),
        ("Oui <1/> non", "i", "Yes no", {}, "Yes <1/> no"),
        ("Oui<1/>non", "r", "Yes no", {}, "Yes<1/>no"),
        ("Un <1><2/></1> lien", "ai", "A link", {}, "A <1><2/></1> link"),
        ("Le <1>chat</1>, enfin", "b", "The cat, finally", {}, "The <1>cat</1>, finally"),
    ],
)
def test_markup_follows_its_words(
    french: str, kinds: str, english: str, links: dict[int, int], expected: str
) -> None:
    text = marked(french, kinds)
    carried = carry(text, aligned(text, english, links))
    numbered = {mark.kind: str(number) for number, mark in enumerate(text.marks, 1)}
    order = {str(number): numbered[mark.kind] for number, mark in enumerate(carried.marks, 1)}
    string = "".join(order.get(c, c) for c in with_placeholders(carried))
    assert string == expected


def test_a_mark_without_a_place_comes_after_the_sentence() -> None:
    text = marked("Le <1>chat</1> <2>noir</2>", "ab")
    carried = carry(text, aligned(text, "It", {0: 0}))
    assert with_placeholders(carried) == "It <1>chat</1> <2>noir</2>"


@st.composite
def alignments(draw: st.DrawFn) -> tuple[Text, Alignment]:
    text = draw(texts())
    english = draw(st.text(st.sampled_from("ab 12,.é"), max_size=20))
    source, target = spans(bare(text)), spans(english)
    shares = st.floats(0, 1)
    attention = [[draw(shares) for _ in source] for _ in target]
    return text, Alignment(english, source, target, attention)


@given(alignments())
def test_every_mark_is_there_once_and_well_nested(case: tuple[Text, Alignment]) -> None:
    text, alignment = case
    carried = carry(text, alignment)

    def census(text: Text) -> Counter[tuple[str, str]]:
        return Counter((mark.kind, mark.attrs.get("href", "")) for mark in text.marks)

    assert census(carried) == census(text)
    assert from_placeholders(with_placeholders(carried), carried.marks) == carried
    for one in carried.marks:
        assert (carried.plain[one.start : one.end] == OBJECT) == (
            one.kind in ATOMS
        ) or one.end - one.start > 0
        for other in carried.marks:
            crossing = one.start < other.start < one.end < other.end
            assert not crossing

    assert codes(carried) == codes(text)


def codes(text: Text) -> Counter[str]:
    """The code in `text`, but for code with atoms in it, which moves as a whole."""
    marked = (text.plain[mark.start : mark.end] for mark in text.marks if mark.kind is MarkKind.CODE)
    return Counter(words.strip() for words in marked if OBJECT not in words)
