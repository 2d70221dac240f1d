"""Collapse and strip blanks: white space, and characters without width."""

import re
import unicodedata

BLANKS = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
"""Invisible characters: Unicode white space, and the zero-width characters that editors leave."""

_BREAKABLE = r"\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029"
_RUN = re.compile(f"[ {_BREAKABLE}]+")
_UNEVEN = re.compile(f"[{_BREAKABLE}]")
"""Breakable blanks except the space. Most texts have none, and searching is faster than replacing."""

_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and a symbol without ink: the fillers of Hangul, and the blank of Braille."""

_INKLESS = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Mn", "Mc", "Me"})

WITHOUT_WIDTH = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""What `without_invisible` may remove, as in a character class."""
_RARE = re.compile(f"[{WITHOUT_WIDTH}]")
"""Found faster than `_WITHOUT_WIDTH`: most texts have none."""
_WITHOUT_WIDTH = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
    "|[\u200c\u200d](?=[\x00-\u024f]|\\Z)|(?<=[\x00-\u024f])[\u200c\u200d]"
)
"""Soft hyphens, characters without width, marks of direction; joiners only beside Latin letters."""

_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff\ufffc\ufffe\uffff]")
"""Characters that HTML forbids, and the one that stands for markup in a text."""

_SHOWN = 60


def is_blank(text: str) -> bool:
    """Return whether `text` shows nothing: blanks, characters without ink, marks without a letter."""
    if text[:1].isascii() and text[:1].isalnum():  # as most texts begin
        return False
    return all(sign in _FILLERS or unicodedata.category(sign) in _INKLESS for sign in text)


def collapse(text: str) -> str:
    """Replace every run of breakable blanks by a space; no-break spaces stay, since French needs them."""
    return _RUN.sub(" ", text) if "  " in text or _UNEVEN.search(text) else text


def without_invisible(text: str) -> str:
    """Return `text` without the characters that nobody sees, which would divide words for programs."""
    return text if text.isascii() or not _RARE.search(text) else _WITHOUT_WIDTH.sub("", text)


def visible(text: str) -> str:
    """Return `text` without characters that nobody sees, and with a blank for each that HTML forbids."""
    return text if text.isprintable() else _FORBIDDEN.sub(" ", without_invisible(text))


def one_line(text: str) -> str:
    """Return `text` on one line, without blanks at its ends."""
    return collapse(text).strip(BLANKS)


def quoted(text: str) -> str:
    """Return `text` for an error message: on one line, in quotes, and cut if it is long."""
    text = one_line(text)
    return f"'{text[:_SHOWN]}…'" if len(text) > _SHOWN else f"'{text}'"
