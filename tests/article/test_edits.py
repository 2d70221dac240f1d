"""Marks stay over their words, whatever is rewritten around and inside them."""

from hypothesis import given
from hypothesis import strategies as st

from enregard.article.article import Mark, MarkKind, Text
from enregard.article.edits import Edit, in_order, outside, overlaps, rewrite


def bold(start: int, end: int) -> Mark:
    return Mark(MarkKind.STRONG, start, end)


def test_marks_move_with_their_words() -> None:
    text = Text("un « mot » gras", (bold(5, 8),))
    new = rewrite(text, [Edit(3, 4, '"'), Edit(4, 5, ""), Edit(8, 9, ""), Edit(9, 10, '"')])
    assert new == Text('un "mot" gras', (bold(4, 7),))


def test_what_is_inserted_at_an_edge_stays_outside() -> None:
    text = Text("abc", (bold(1, 2),))
    assert rewrite(text, [Edit(1, 1, "--"), Edit(2, 2, "++")]) == Text("a--b++c", (bold(3, 4),))


def test_two_insertions_at_one_place_stay_outside_too() -> None:
    assert rewrite(Text("ab", (bold(1, 2),)), [Edit(1, 1, "x"), Edit(1, 1, "y")]) == Text(
        "axyb", (bold(3, 4),)
    )


def test_an_edit_over_the_edge_of_a_mark_is_not_made() -> None:
    text = Text("abcd", (bold(1, 3),))
    assert rewrite(text, [Edit(2, 4, "x")]) == text


def test_no_mark_is_left_without_words() -> None:
    text = Text("a b", (bold(1, 2),))
    assert rewrite(text, [Edit(1, 2, ""), Edit(2, 3, "c")]) == Text("a c", (bold(1, 2),))


def test_of_overlapping_edits_the_first_is_made() -> None:
    assert rewrite(Text("abcd"), [Edit(1, 3, "x"), Edit(2, 4, "y")]) == Text("axd")


def test_spans_that_touch_do_not_overlap() -> None:
    assert not overlaps((0, 2), [(2, 3)])
    assert overlaps((0, 3), [(2, 3)])
    assert outside([Edit(0, 2, ""), Edit(1, 3, "")], [(2, 4)]) == [Edit(0, 2, "")]


def test_the_longer_of_marks_that_open_together_is_the_outer() -> None:
    assert in_order([bold(2, 3), bold(0, 1), bold(0, 4)]) == (bold(0, 4), bold(0, 1), bold(2, 3))


@st.composite
def texts(draw: st.DrawFn) -> Text:
    plain = draw(st.text("ab ", min_size=1, max_size=30))
    edges = sorted(draw(st.sets(st.integers(0, len(plain)), max_size=8)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    inner = [bold(start, end) for start, end in pairs]
    outer = [bold(0, len(plain))] if draw(st.booleans()) else []
    return Text(plain, in_order([*outer, *inner]))


@given(st.data(), texts())
def test_no_mark_is_lost_or_crossed(data: st.DataObject, text: Text) -> None:
    places = st.integers(0, len(text.plain))
    spans = data.draw(st.lists(st.tuples(places, places).map(sorted), max_size=6))
    edits = [Edit(start, end, data.draw(st.text("xy", max_size=3))) for start, end in spans]
    new = rewrite(text, edits)
    assert len(new.marks) == len(text.marks)
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
            assert text.plain[before.start : before.end] == new.plain[after.start : after.end]
