"""Cutting a marked text into sentences: nothing is lost, and the markup stays whole."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from enregard.article.article import ATOMS, OBJECT, Mark, MarkKind, Text
from enregard.translate.segment.segment import segment

SPANNING = [MarkKind.EMPHASIS, MarkKind.STRONG, MarkKind.STRIKETHROUGH, MarkKind.LINK, MarkKind.CODE]


def plains(text: Text, dateline: str | None = None) -> list[str]:
    return [sentence.text.plain for sentence in segment(text, 1, dateline=dateline)]


def test_a_mark_over_two_sentences_is_closed_and_opened_again() -> None:
    href = {"href": "https://exemple.org"}
    text = Text("Il vient. Elle part.", (Mark(MarkKind.LINK, 3, 14, href), Mark(MarkKind.STRONG, 3, 8)))
    first, second = segment(text, 7)
    assert first.text == Text("Il vient.", (Mark(MarkKind.LINK, 3, 9, href), Mark(MarkKind.STRONG, 3, 8)))
    assert second.text == Text("Elle part.", (Mark(MarkKind.LINK, 0, 4, href),))
    assert (first.line, second.line) == (7, 7)


def test_a_mark_over_the_blank_between_sentences_leaves_nothing() -> None:
    assert [s.text.marks for s in segment(Text("Un. Deux.", (Mark(MarkKind.STRONG, 3, 4),)), 1)] == [(), ()]


def test_an_atom_between_sentences_belongs_to_the_first() -> None:
    note, rupture = Mark(MarkKind.FOOTNOTE, 9, 10, {"label": "1"}), Mark(MarkKind.BREAK, 10, 11)
    first, second = segment(Text(f"Il vient.{OBJECT}{OBJECT}Elle part.", (note, rupture)), 1)
    assert first.text == Text(f"Il vient.{OBJECT}{OBJECT}", (note, rupture))
    assert second.text == Text("Elle part.")


def test_an_atom_behind_the_blank_belongs_to_the_second() -> None:
    first, second = segment(Text(f"Il vient. {OBJECT}Elle part.", (Mark(MarkKind.IMAGE, 10, 11),)), 1)
    assert first.text == Text("Il vient.")
    assert second.text == Text(f"{OBJECT}Elle part.", (Mark(MarkKind.IMAGE, 0, 1),))


def test_code_is_never_cut() -> None:
    text = Text("Tapez print(1). Oui. Non puis sortez. Bien.", (Mark(MarkKind.CODE, 6, 24),))
    assert plains(text) == ["Tapez print(1). Oui. Non puis sortez.", "Bien."]


def test_what_is_kept_is_cut_only_behind_its_last_word() -> None:
    plain = "Il a lu Qui suis-je ? Rien ! hier. Il vient. Elle part. Bien."
    marks = Mark(MarkKind.NOT_TRANSLATED, 8, 28), Mark(MarkKind.NOT_TRANSLATED, 35, 55)
    assert [(plain[m.start : m.end]) for m in marks] == ["Qui suis-je ? Rien !", "Il vient. Elle part."]
    assert plains(Text(plain, marks)) == [
        "Il a lu Qui suis-je ? Rien ! hier.",
        "Il vient. Elle part.",
        "Bien.",
    ]


def test_a_text_that_is_kept_as_a_whole_is_cut_as_others_are() -> None:
    plain = "Il vient. Elle part."
    assert plains(Text(plain, (Mark(MarkKind.NOT_TRANSLATED, 0, len(plain)),))) == ["Il vient.", "Elle part."]


def test_a_sentence_may_begin_with_code() -> None:
    assert plains(Text("Cela suffit. make fait tout.", (Mark(MarkKind.CODE, 13, 17),))) == [
        "Cela suffit.",
        "make fait tout.",
    ]


def test_a_dateline_is_a_sentence_of_its_own() -> None:
    dateline = "KABOUL, 25 juillet (Reuters) -"
    plain = f"{dateline} Les talibans avancent. M. Biden part."
    assert plains(Text(plain), dateline) == [dateline, "Les talibans avancent.", "M. Biden part."]
    assert plains(Text(f"À {plain}"), dateline)[0] == f"À {dateline} Les talibans avancent."
    assert plains(Text(dateline), dateline) == [dateline]


def test_a_blank_text_has_no_sentences() -> None:
    assert segment(Text(""), 1) == segment(Text(" \n"), 1) == ()


def nested(depth: int) -> st.SearchStrategy[Text]:
    """Texts with well nested marks, built from the inside out."""
    words = st.sampled_from(
        ["Il vient. ", "M. ", "Et puis… ", " ", "fin", "« Oui ? » ", "J.-C.", "\n", '" ', "(a. B) "]
    )
    plain = words.map(Text)
    atom = st.sampled_from(sorted(ATOMS)).map(lambda kind: Text(OBJECT, (Mark(kind, 0, 1, {"n": kind}),)))
    if depth == 0:
        return st.one_of(plain, atom)
    inner = nested(depth - 1)
    wrapped = st.builds(wrap, st.sampled_from(SPANNING), inner)
    return st.lists(st.one_of(inner, wrapped), max_size=5).map(concatenate)


def wrap(kind: MarkKind, text: Text) -> Text:
    if not text.plain:
        return text
    return Text(text.plain, (Mark(kind, 0, len(text.plain), {"k": kind}), *text.marks))


def concatenate(texts: list[Text]) -> Text:
    plain = ""
    marks: list[Mark] = []
    for text in texts:
        marks += [Mark(m.kind, m.start + len(plain), m.end + len(plain), m.attrs) for m in text.marks]
        plain += text.plain
    return Text(plain, tuple(marks))


def solid(plain: str) -> str:
    return "".join(plain.split())


@given(nested(3))
def test_nothing_is_lost_and_order_is_kept(text: Text) -> None:
    sentences = segment(text, 3)
    assert solid("".join(s.text.plain for s in sentences)) == solid(text.plain)
    assert all(s.text.plain == s.text.plain.strip() != "" for s in sentences)
    atoms = [mark.attrs for s in sentences for mark in s.text.marks if mark.kind in ATOMS]
    assert atoms == [mark.attrs for mark in text.marks if mark.kind in ATOMS]


@given(nested(3))
def test_marks_are_well_nested_and_not_empty(text: Text) -> None:
    for sentence in segment(text, 3):
        marks = sentence.text.marks
        assert all(0 <= m.start < m.end <= len(sentence.text.plain) for m in marks)
        assert all(
            m.end - m.start == 1 and sentence.text.plain[m.start] == OBJECT for m in marks if m.kind in ATOMS
        )
        assert all(a.start <= b.start for a, b in pairwise(marks))
        for place, outer in enumerate(marks):
            assert all(inner.end <= outer.end or inner.start >= outer.end for inner in marks[place + 1 :])


@given(nested(3), st.sampled_from(SPANNING))
def test_every_character_keeps_its_marks(text: Text, kind: MarkKind) -> None:
    def marked(piece: Text) -> str:
        covered = {at for m in piece.marks if m.kind is kind for at in range(m.start, m.end)}
        return "".join("x" if at in covered else "-" for at, c in enumerate(piece.plain) if not c.isspace())

    assert "".join(marked(s.text) for s in segment(text, 3)) == marked(text)
