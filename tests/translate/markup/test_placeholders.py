"""Placeholders say exactly what the markup says, and a wrong one is named."""

import re
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from enregard.article.article import OBJECT, Mark, MarkKind, Text
from enregard.article.edits import join_texts
from enregard.translate.markup.placeholders import (
    PlaceholderError,
    from_placeholders,
    with_fixed,
    with_placeholders,
    without_placeholders,
)
from tests.article.texts import texts

STRONG, LINK, NOTE = MarkKind.STRONG, MarkKind.LINK, MarkKind.FOOTNOTE


@given(texts())
def test_placeholders_and_back_give_the_same_text(text: Text) -> None:
    assert from_placeholders(with_placeholders(text), text.marks) == text


@given(texts())
@example(Text("<\\1>", (Mark(STRONG, 0, 3),)))
def test_words_are_found_without_placeholders(text: Text) -> None:
    assert without_placeholders(with_placeholders(text)) == text.plain.replace(OBJECT, "")


def test_marks_are_numbered_in_the_order_of_opening() -> None:
    text = Text("Le président a dit" + OBJECT, (Mark(LINK, 3, 12), Mark(STRONG, 3, 12), Mark(NOTE, 18, 19)))
    assert with_placeholders(text) == "Le <1><2>président</2></1> a dit<3/>"


def test_words_that_look_like_a_placeholder_stay_words() -> None:
    text = Text(r"a <1> b <\2/> c </3>")
    assert with_placeholders(text) == r"a <\1> b <\\2/> c </\3>"
    assert from_placeholders(with_placeholders(text), ()) == text


@pytest.mark.parametrize(
    ("string", "reason"),
    [
        ("the president<2/>", "<1>…</1> is missing"),
        ("<1>the</1> <1>president</1><2/>", "<1>…</1> appears 2 times"),
        ("<1>the president<2/>", "<1> is never closed"),
        ("the</1> <1>president</1><2/>", "</1> closes nothing"),
        ("<1>the</1><2>president</2>", "<2> must be <2/>"),
        ("<1/> the president<2/>", "<1/> must be <1>…</1>"),
        ("<1></1> the president<2/>", "<1></1> has no words"),
        ("<1>the</1> president<2/><7/>", "<7/> is not in the French"),
        ("<1>the</1> president<2/><0>", "<0> is not in the French"),
    ],
)
def test_a_wrong_placeholder_is_named(string: str, reason: str) -> None:
    with pytest.raises(PlaceholderError, match="^" + re.escape(reason)):
        from_placeholders(string, (Mark(STRONG, 0, 1), Mark(NOTE, 1, 2)))


@given(st.randoms())
def test_marks_keep_their_numbers_when_words_change_places(random: Random) -> None:
    pieces = [
        (Text("x", (Mark(MarkKind.STRONG, 0, 1, {"n": str(n)}),)), f"<{n}>x</{n}>") for n in range(1, 9)
    ]
    marks = [piece.marks[0] for piece, _ in pieces]
    random.shuffle(pieces)
    string = " ".join(string for _, string in pieces)
    assert with_placeholders(join_texts([piece for piece, _ in pieces]), marks) == string
    assert from_placeholders(string, marks).plain == "x x x x x x x x"


def test_code_and_shown_addresses_stay_as_they_are() -> None:
    link = Mark(MarkKind.LINK, 0, 0, {"href": "mailto:a@b.fr"})
    other = Mark(MarkKind.LINK, 0, 0, {"href": "mailto:a@b.fr"})
    code = Mark(MarkKind.CODE, 0, 0)
    source = from_placeholders(r"<1>a@b.fr</1> : <2>a <\1> b</2>, <3>lui</3>", [link, code, other])
    string = with_fixed("<3>him</3>: <2>A</2>, <1>A at B</1>", source)
    assert string == r"<3>him</3>: <2>a <\1> b</2>, <1>a@b.fr</1>"


def test_a_mark_of_no_french_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="strong"):
        with_placeholders(Text("a", (Mark(STRONG, 0, 1),)), [Mark(LINK, 0, 1)])


def test_a_number_that_no_sentence_can_have_is_text() -> None:
    written = f"A <{'1' * 5000}> b"
    assert from_placeholders(written, ()).plain == written
