"""Inline codes: nothing is lost, all are well nested and linked to those of the other language."""

from hypothesis import given

from enregard.article.article import ATOMS, OBJECT, Mark, MarkKind, Text
from enregard.article.edits import Step
from enregard.export.codes import Code, native, numbers, pieces, words
from tests.export.examples import texts


@given(texts())
def test_pieces_keep_every_character_and_every_mark(text: Text) -> None:
    found = list(pieces(text))
    plain = "".join(
        piece if isinstance(piece, str) else OBJECT if piece.role is Step.ATOM else "" for piece in found
    )
    assert plain == text.plain
    opened = [piece for piece in found if isinstance(piece, Code) and piece.role is not Step.CLOSE]
    assert [piece.mark for piece in opened] == list(text.marks)
    assert [piece.number for piece in opened] == list(range(1, len(text.marks) + 1))


@given(texts())
def test_pairs_close_in_the_reverse_order(text: Text) -> None:
    stack: list[int] = []
    for piece in pieces(text):
        if isinstance(piece, Code) and piece.role is Step.OPEN:
            stack.append(piece.number)
        elif isinstance(piece, Code) and piece.role is Step.CLOSE:
            assert stack.pop() == piece.number
    assert not stack


def test_crossing_marks_are_clipped() -> None:
    text = Text(
        "abcd", (Mark(MarkKind.STRONG, 0, 2), Mark(MarkKind.EMPHASIS, 1, 4), Mark(MarkKind.CODE, 3, 9))
    )
    assert native(text) == "<strong>a<em>b</em></strong>c<code>d</code>"


def test_codes_of_a_translation_have_the_numbers_of_the_original() -> None:
    link = {"href": "https://example.org/", "title": "là"}
    source = Text(f"ab{OBJECT}", (Mark(MarkKind.LINK, 0, 1, link), Mark(MarkKind.STRONG, 1, 2), _image("là")))
    target = Text(
        f"{OBJECT}bacd",
        (
            Mark(MarkKind.IMAGE, 0, 1, {"src": "i.png", "alt": "there"}),
            Mark(MarkKind.STRONG, 1, 2),
            Mark(MarkKind.LINK, 2, 3, link | {"title": "there"}),
            Mark(MarkKind.STRONG, 3, 4),
            Mark(MarkKind.EMPHASIS, 4, 5),
        ),
    )
    assert numbers(source, target) == [3, 2, 1, 4, 5]


def test_codes_have_their_html() -> None:
    text = Text(
        f'a & b {OBJECT}{OBJECT}{OBJECT}"c"',
        (
            Mark(MarkKind.LINK, 0, 1, {"href": 'x"y&', "title": "t"}),
            _image("là", 6),
            Mark(MarkKind.FOOTNOTE, 7, 8, {"label": "n"}),
            Mark(MarkKind.BREAK, 8, 9),
            Mark(MarkKind.STRIKETHROUGH, 9, 12),
        ),
    )
    assert native(text) == (
        '<a href="x&quot;y&amp;" title="t">a</a> &amp; b <img src="i.png" alt="là">[^n]<br><s>"c"</s>'
    )
    assert words(text) == 'a & b "c"'


def test_every_kind_of_mark_has_a_code() -> None:
    for kind in MarkKind:
        plain = OBJECT if kind in ATOMS else "a"
        attrs = {"href": "x", "src": "x", "label": "x", "html": "<b>"}
        assert native(Text(plain, (Mark(kind, 0, 1, attrs),))) not in ("", "a", OBJECT)


def _image(alt: str, at: int = 2) -> Mark:
    return Mark(MarkKind.IMAGE, at, at + 1, {"src": "i.png", "alt": alt})
