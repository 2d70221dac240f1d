"""Markup without a place follows the sentence, and is found there."""

import pytest

from enregard.article.article import Text
from enregard.translate.markup.placeholders import from_placeholders, with_placeholders
from enregard.translate.markup.unplaced import Transferred, unplaced_marks
from tests.translate.markup.test_transfer import marked


def test_a_record_shows_unplaced_markup_in_brackets() -> None:
    pieces = marked("<1>chat</1>", "a"), marked("<1><2>noir</2></1>", "ab")
    whole = Transferred(Text("It sleeps."), pieces).whole()
    assert with_placeholders(whole) == "It sleeps. [<1>chat</1> <2><3>noir</3></2>]"
    assert Transferred(Text("It sleeps.")).whole() == Text("It sleeps.")


@pytest.mark.parametrize(
    ("french", "kinds", "english", "numbers"),
    [
        ("Le <1>chat</1> <2>noir</2><3/>", "aaf", "It<3/> [<1>chat</1> <2>noir</2>]", (0, 1)),
        ("Le <1>chat</1> <2><3>noir</3></2>", "aba", "The <1>cat</1> [<2><3>noir</3></2>]", (1, 2)),
        ("Le <1>chat</1>", "a", "The <1>cat</1>", ()),
        ("Le chat [<1>noir</1>]", "a", "The black cat [<1>noir</1>]", ()),
        ("Le <1>chat</1>", "a", "The [good <1>cat</1>]", ()),
    ],
)
def test_marks_after_the_sentence_are_found_again(
    french: str, kinds: str, english: str, numbers: tuple[int, ...]
) -> None:
    source = marked(french, kinds)
    target = from_placeholders(english, source.marks)
    assert unplaced_marks(source, target) == numbers
