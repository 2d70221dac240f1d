"""Reads bytes as UTF-8, and says in what else they seem to be written where they are not."""

from collections.abc import Iterator
from pathlib import Path

from enregard.errors import EnregardError

_OLDER = (("WINDOWS-1252", "cp1252"), ("MACINTOSH", "mac_roman"), ("CP850", "cp850"))
"""How French was written before, by the names that `iconv` has for it, and those of Python."""

_LETTERS = frozenset("àâäçéèêëîïôöùûüœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒÆ")
_SIGNS = frozenset("«»’‘“”–—…•°€§\N{NO-BREAK SPACE}")
_MOST = 0.8
"""More letters than this share of those that are not ASCII are French, where the guess is right."""


def decoded(data: bytes, *, path: Path | str | None = None, then: str = "") -> str:
    """`data` as text, without a byte order mark.

    Raises EnregardError with the line where it is not UTF-8; `then` says what became of the file.
    """
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        guess = _guess(data)
        seems = f", but {guess}, as it seems" if guess else ""
        how = f" (in an editor, or by iconv -f {guess} -t UTF-8)" if guess else ""
        what = f"is not UTF-8 at byte {error.start}{seems}: save it as UTF-8{how}{then}"
        raise EnregardError(what, path=path, line=line) from error


def _guess(data: bytes) -> str:
    """The encoding in which `data` is French; empty where it is in none, or in several."""
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
    """Whether what is not ASCII is French: letters within words, and perhaps signs; names may be foreign."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return False
    letters = [within and sign in _LETTERS for sign, within in _beyond_ascii(text) if sign not in _SIGNS]
    return sum(letters) > _MOST * len(letters)


def _beyond_ascii(text: str) -> Iterator[tuple[str, bool]]:
    """The characters that are not ASCII, and whether a letter stands beside each, or it is the word "à"."""
    for at, sign in enumerate(text):
        if not sign.isascii():
            around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
            yield sign, sign in "àÀ" or any(other.isalpha() for other in around)
