"""Decode UTF-8, and guess the encoding of text that is not."""

from pathlib import Path

from enregard.errors import EnregardError
from enregard.messages import _

_OLDER = (("WINDOWS-1252", "cp1252"), ("MACINTOSH", "mac_roman"), ("CP850", "cp850"))
"""Older encodings of French, by the names that `iconv` and Python have for them."""

_LETTERS = frozenset("àâäçéèêëîïôöùûüœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒÆ")
_SIGNS = frozenset("«»’‘“”–—…•°€§\N{NO-BREAK SPACE}")
_MOST = 0.8
"""A guess counts as right if more than this share of the non-ASCII letters are French."""


def decode_utf8(data: bytes, *, path: Path | str | None = None, then: str = "") -> str:
    """Decode `data` and remove a byte order mark.

    Raises EnregardError with the line if it is not UTF-8. `then` is added to the message, to say what happens
    to the file.
    """
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        guess = _guess(data)
        if guess:
            what = _(
                "is not UTF-8 at byte {byte}, but probably {guess}: save it as UTF-8 (in an editor, or with "
                "iconv -f {guess} -t UTF-8)",
                byte=error.start,
                guess=guess,
            )
        else:
            what = _("is not UTF-8 at byte {byte}: save it as UTF-8", byte=error.start)
        what += then
        raise EnregardError(what, path=path, line=line) from error


def _guess(data: bytes) -> str:
    """Return the encoding in which `data` reads as French; empty if unknown."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16" if _decodes(data, "utf-16") else ""
    return next((name for name, codec in _OLDER if b"\0" not in data and _is_french(data, codec)), "")


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _is_french(data: bytes, codec: str) -> bool:
    """Return whether the non-ASCII characters are French, apart from a few in foreign names."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return False
    french = []
    for at, sign in enumerate(text):
        if not sign.isascii() and sign not in _SIGNS:
            around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
            is_in_word = sign in "àÀ" or any(map(str.isalpha, around))
            french.append(is_in_word and sign in _LETTERS)
    return sum(french) > _MOST * len(french)


_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = [first + second for first in _BASE32 for second in _BASE32]


def base32(number: int, pairs: int) -> str:
    """Return a number in base32 (RFC 4648), in lower case, with two digits for each ten bits.

    `base64.b32encode` takes many times as long, and pages have a hash for each sentence.
    """
    digits = ""
    for _pair in range(pairs):
        digits = _PAIRS[number & 1023] + digits
        number >>= 10
    return digits
