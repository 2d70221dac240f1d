"""Texts with marks, for tests of what must hold for any of them."""

from hypothesis import strategies as st

from enregard.article.article import ATOMS, OBJECT, Mark, MarkKind, Text


@st.composite
def texts(draw: st.DrawFn) -> Text:
    """Draw a text with well-nested marks."""
    plain = ""
    marks: list[Mark] = []

    def grow(depth: int) -> None:
        nonlocal plain
        for _ in range(draw(st.integers(0, 3))):
            kind = draw(st.sampled_from([None, *MarkKind] if depth < 3 else [None]))
            if kind is None:
                plain += draw(st.text(st.sampled_from("ab <>/\\12é\n"), max_size=6))
            elif kind in ATOMS:
                marks.append(Mark(kind, len(plain), len(plain) + 1))
                plain += OBJECT
            else:
                place, start = len(marks), len(plain)
                plain += draw(st.text(st.sampled_from("ab <>"), min_size=1, max_size=3))
                if kind is not MarkKind.CODE:
                    grow(depth + 1)
                marks.insert(place, Mark(kind, start, len(plain), {"href": str(place)}))

    grow(0)
    return Text(plain, tuple(marks))
