"""Text that is not UTF-8 is reported, with its likely encoding and how to convert it."""

import codecs

import pytest

from enregard.errors import EnregardError
from enregard.system.encoding import decode_utf8

TEXT = "Date : 3 août\r\n« Ça n’ira pas à l’été », dit-il – où ?\r\nFin.\r\n"


def said(data: bytes) -> str:
    with pytest.raises(EnregardError) as caught:
        decode_utf8(data, path="a.txt")
    return str(caught.value)


@pytest.mark.parametrize(
    ("codec", "name"), [("cp1252", "WINDOWS-1252"), ("mac_roman", "MACINTOSH"), ("utf-16", "UTF-16")]
)
def test_older_encodings_of_french_are_recognised(codec: str, name: str) -> None:
    message = said(TEXT.encode(codec))
    assert f", but probably {name}: save it as UTF-8 (in an editor, or with iconv -f {name} -t" in message
    codecs.lookup(name)


def test_names_may_be_foreign() -> None:
    message = said("L’été où García a été élu près de São Paulo, déjà fêté à Sète.".encode("cp1252"))
    assert "but probably WINDOWS-1252" in message


def test_the_encoding_of_dos_is_recognised() -> None:
    assert "but probably CP850" in said("Un été à Nîmes, déjà.".encode("cp850"))


def test_the_line_is_that_of_the_first_wrong_byte() -> None:
    assert said(TEXT.encode("cp1252")).startswith("a.txt:1: is not UTF-8 at byte 11, ")
    assert said(b"Un\nDeux \xe9t\xe9s\n").startswith("a.txt:2: ")


@pytest.mark.parametrize(
    "data", [b"\x00\xff\xd8\x12", "Über Straße".encode("cp1252"), b"\xff\xfe\x00", b"3 \xe9 4", b"x\xff"]
)
def test_other_text_is_not_guessed(data: bytes) -> None:
    assert "probably" not in said(data)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig"])
def test_utf_8_is_read_with_and_without_a_mark(codec: str) -> None:
    assert decode_utf8(TEXT.encode(codec)) == TEXT
