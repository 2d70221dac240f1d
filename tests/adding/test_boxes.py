"""The text of boxes comes behind the paragraphs that hold them, once."""

import pytest

from enregard.adding.boxes import LIBREOFFICE, WORD, Format, unboxed


@pytest.mark.parametrize(
    ("form", "given", "expected"),
    [
        (
            WORD,
            "<d><p>a<txbxContent><p>b</p><p>c</p></txbxContent>é</p><p>d</p></d>",
            "<d><p>aé</p><p>b</p><p>c</p><p>d</p></d>",
        ),
        (
            WORD,
            "<d><p><Choice><txbxContent><p>b</p></txbxContent></Choice><Fallback><txbxContent><p>b</p>"
            "</txbxContent></Fallback></p></d>",
            "<d><p><Choice></Choice><Fallback></Fallback></p><p>b</p></d>",
        ),
        (
            WORD,
            "<d><p><txbxContent><p>b<txbxContent><p>c</p></txbxContent></p></txbxContent></p></d>",
            "<d><p></p><p>b</p><p>c</p></d>",
        ),
        (WORD, "<d><p>a<txbxContent/></p><p/></d>", "<d><p>a</p><p/></d>"),
        (WORD, "<d><tc><p><txbxContent>b</txbxContent></p></tc>c</d>", "<d><tc><p></p>b</tc>c</d>"),
        (
            LIBREOFFICE,
            "<d><g><frame><text-box><p>a</p></text-box></frame></g><h>b</h></d>",
            "<d><g><frame></frame></g><p>a</p><h>b</h></d>",
        ),
        (LIBREOFFICE, "<d><p><custom-shape><p>a</p></custom-shape></p></d>", "<d><p></p><p>a</p></d>"),
        (
            LIBREOFFICE,
            "<d><p><text-box><p><image/>Une carte</p></text-box></p></d>",
            "<d><p><text-box><p><image/>Une carte</p></text-box></p></d>",
        ),
    ],
)
def test_the_text_of_a_box_is_moved(form: Format, given: str, expected: str) -> None:
    assert unboxed(given.encode(), form).decode() == expected


def test_boxes_in_boxes_have_an_end() -> None:
    nested = "<p><txbxContent>" * 60 + "a" + "</txbxContent></p>" * 60
    assert unboxed(f"<d>{nested}</d>".encode(), WORD).count(b"a") == 1
