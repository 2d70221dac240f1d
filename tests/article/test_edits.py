"""Marks stay on their words, whatever happens to the text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.article.article import OBJECT, Mark, MarkKind, Text
from enregard.article.edits import (
    Edit,
    Spans,
    Step,
    TextBuilder,
    edit_text,
    fill,
    in_order,
    insert_text,
    join_texts,
    outside,
    overlaps,
    part_under,
    shift,
    slice_text,
    slices,
    splits_mark,
    strip_span,
    strip_text,
    walk,
)
from tests.article.texts import texts


def bold(start: int, end: int) -> Mark:
    return Mark(MarkKind.STRONG, start, end)


def letters(text: Text) -> list[tuple[str, list[object]]]:
    """Each character of `text` with the marks over it, from the outside in."""
    identities = [(mark, (mark.kind, sorted(mark.attrs.items()))) for mark in text.marks]
    return [
        (character, [identity for mark, identity in identities if mark.start <= at < mark.end])
        for at, character in enumerate(text.plain)
    ]


def test_marks_move_with_their_words() -> None:
    text = Text("un « mot » gras", (bold(5, 8),))
    new = edit_text(text, [Edit(3, 4, '"'), Edit(4, 5, ""), Edit(8, 9, ""), Edit(9, 10, '"')])
    assert new == Text('un "mot" gras', (bold(4, 7),))


def test_insertions_at_an_edge_stay_outside() -> None:
    text = Text("abc", (bold(1, 2),))
    assert edit_text(text, [Edit(1, 1, "--"), Edit(2, 2, "++")]) == Text("a--b++c", (bold(3, 4),))


def test_two_insertions_at_one_place_stay_outside_too() -> None:
    assert edit_text(Text("ab", (bold(1, 2),)), [Edit(1, 1, "x"), Edit(1, 1, "y")]) == Text(
        "axyb", (bold(3, 4),)
    )


def test_an_edit_across_the_edge_of_a_mark_is_skipped() -> None:
    text = Text("abcd", (bold(1, 3),))
    assert edit_text(text, [Edit(2, 4, "x")]) == text


def test_no_mark_is_left_without_words() -> None:
    text = Text("a b", (bold(1, 2),))
    assert edit_text(text, [Edit(1, 2, ""), Edit(2, 3, "c")]) == Text("a c", (bold(1, 2),))


def test_the_first_of_two_overlapping_edits_is_made() -> None:
    assert edit_text(Text("abcd"), [Edit(1, 3, "x"), Edit(2, 4, "y")]) == Text("axd")


def test_spans_that_touch_do_not_overlap() -> None:
    assert not overlaps((0, 2), [(2, 3)])
    assert overlaps((0, 3), [(2, 3)])
    assert outside([Edit(0, 2, ""), Edit(1, 3, "")], [(2, 4)]) == [Edit(0, 2, "")]


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6))),
    st.tuples(st.integers(0, 25), st.integers(0, 6)),
)
def test_spans_are_looked_up_like_one_by_one(found: list[tuple[int, int]], one: tuple[int, int]) -> None:
    spans = [(start, start + length) for start, length in found]
    span = one[0], sum(one)
    assert Spans(spans).overlap(span) == overlaps(span, spans)
    apart = Spans()
    added: list[tuple[int, int]] = []
    for each in spans:
        if not apart.overlap(each):
            apart.add(each)
            added.append(each)
    assert apart.overlap(span) == overlaps(span, added)


def test_the_longer_of_marks_that_open_together_is_the_outer() -> None:
    assert in_order([bold(2, 3), bold(0, 1), bold(0, 4)]) == (bold(0, 4), bold(0, 1), bold(2, 3))


@pytest.mark.parametrize(
    ("span", "stripped"), [((0, 7), (1, 5)), ((1, 5), (1, 5)), ((5, 7), (7, 7)), ((3, 3), (3, 3))]
)
def test_a_span_is_stripped_of_blanks(span: tuple[int, int], stripped: tuple[int, int]) -> None:
    assert strip_span(" a  b  ", *span) == stripped


def test_only_the_given_blanks_are_stripped() -> None:
    assert strip_text(Text("\n a ", (bold(1, 3),)), " ") == Text("\n a", (bold(1, 3),))
    assert strip_text(Text(" a ", (bold(0, 1), bold(1, 3)))) == Text("a", (bold(0, 1),))


def test_spans_are_filled_even_if_they_overlap() -> None:
    assert fill("abcdef", [(1, 4), (2, 3), (3, 5)], "0") == "a0000f"
    assert fill("abc", [], "0") == "abc"


def test_a_piece_is_inserted_with_its_marks() -> None:
    text = Text("ab", (bold(0, 2), bold(0, 1)))
    piece = Text("xy", (Mark(MarkKind.CODE, 0, 2),))
    assert insert_text(text, 1, piece) == Text("axyb", (bold(0, 4), bold(0, 1), Mark(MarkKind.CODE, 1, 3)))


def test_marks_that_cross_are_walked_as_if_nested() -> None:
    text = Text("abcd", (bold(0, 2), Mark(MarkKind.LINK, 1, 3), bold(9, 12)))
    assert list(walk(text)) == [
        (Step.OPEN, 0, 2, 0),
        (Step.WORDS, 0, 1, -1),
        (Step.OPEN, 1, 2, 1),
        (Step.WORDS, 1, 2, -1),
        (Step.CLOSE, 2, 2, 1),
        (Step.CLOSE, 2, 2, 0),
        (Step.WORDS, 2, 4, -1),
    ]


@st.composite
def texts_and_cuts(draw: st.DrawFn) -> tuple[Text, list[int]]:
    text = draw(texts())
    inner = draw(st.sets(st.integers(0, len(text.plain)), max_size=5))
    return text, sorted({0, len(text.plain), *inner})


@given(texts_and_cuts())
def test_slices_joined_are_the_whole(case: tuple[Text, list[int]]) -> None:
    text, cuts = case
    pieces = [slice_text(text, *span) for span in pairwise(cuts)]
    assert list(slices(text, pairwise(cuts))) == pieces
    assert letters(join_texts(pieces, "")) == letters(text)
    for piece in pieces:
        assert all(0 <= mark.start < mark.end <= len(piece.plain) for mark in piece.marks)
    across = [at for at in cuts if splits_mark(text, at)]
    assert bool(across) == (sum(len(piece.marks) for piece in pieces) > len(text.marks))


@given(texts())
def test_only_blanks_are_stripped(text: Text) -> None:
    stripped = strip_text(text)
    assert stripped.plain == text.plain.strip()
    start = len(text.plain) - len(text.plain.lstrip())
    assert letters(stripped) == letters(text)[start : start + len(stripped.plain)]


@given(texts())
def test_a_text_is_rebuilt_from_its_walk(text: Text) -> None:
    builder = TextBuilder()
    for step, start, end, number in walk(text):
        match step:
            case Step.WORDS:
                builder.add(text.plain[start:end])
            case Step.OPEN:
                builder.open(text.marks[number])
            case Step.CLOSE:
                builder.close()
            case Step.ATOM:
                builder.add_atom(text.marks[number])
    assert builder.text() == text


@given(
    st.text("ab" + OBJECT, max_size=9), st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), max_size=5)
)
def test_a_walk_is_well_nested_whatever_the_marks_are(plain: str, spans: list[tuple[int, int]]) -> None:
    kinds = list(MarkKind)
    marks = [Mark(kinds[n], start, start + size) for n, (start, size) in enumerate(sorted(spans))]
    words = ""
    opened: list[int] = []
    for step, start, end, number in walk(Text(plain, tuple(marks))):
        if step in (Step.WORDS, Step.ATOM):
            assert start == len(words) < end
            words += plain[start:end]
        elif step is Step.OPEN:
            opened.append(number)
        else:
            assert opened.pop() == number
    assert words == plain
    assert not opened


@given(texts())
def test_a_part_holds_its_mark_and_what_is_in_it(text: Text) -> None:
    for number, mark in enumerate(text.marks):
        part = part_under(text, number)
        assert part.plain == text.under(mark)
        assert part.marks[0] == shift(mark, -mark.start)
        inside = text.marks[number : number + len(part.marks)]
        assert [shift(each, mark.start) for each in part.marks] == list(inside)
        assert not any(mark.start <= each.start < mark.end for each in text.marks[number + len(inside) :])


@given(texts(), texts(), st.data())
def test_an_inserted_piece_can_be_taken_out_again(text: Text, piece: Text, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text.plain)))
    whole = insert_text(text, at, piece)
    assert whole.plain == text.plain[:at] + piece.plain + text.plain[at:]
    assert len(whole.marks) == len(text.marks) + len(piece.marks)
    end = at + len(piece.plain)
    rest = join_texts([slice_text(whole, 0, at), slice_text(whole, end, len(whole.plain))], "")
    assert letters(rest) == letters(text)
    around = sum(mark.start < at < mark.end for mark in text.marks)
    inserted = letters(whole)[at:end]
    assert [(each, marks[around:]) for each, marks in inserted] == letters(piece)


@given(st.data(), texts())
def test_no_mark_is_lost_or_crossed(data: st.DataObject, text: Text) -> None:
    places = st.integers(0, len(text.plain))
    spans = data.draw(st.lists(st.tuples(places, places).map(sorted), max_size=6))
    edits = [Edit(start, end, data.draw(st.text("xy", max_size=3))) for start, end in spans]
    new = edit_text(text, edits)
    assert [(mark.kind, mark.attrs) for mark in new.marks] == [(mark.kind, mark.attrs) for mark in text.marks]
    for mark in new.marks:
        assert 0 <= mark.start < mark.end <= len(new.plain)
    for one in new.marks:
        for other in new.marks:
            assert not one.start < other.start < one.end < other.end
    touched = [(edit.start, edit.end) for edit in edits]
    for before, after in zip(text.marks, new.marks, strict=True):
        if not any(
            (start < before.end and before.start < end) or before.start < start == end < before.end
            for start, end in touched
        ):
            assert text.under(before) == new.under(after)
