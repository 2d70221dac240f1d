"""Blanks: what counts as one, and how runs of them are read."""

import re

BLANKS = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
"""Characters that show nothing: Unicode's white space, and the zero-width ones that editors leave behind."""

_RUN = re.compile(r"[\t\n\x0b\x0c\r\x1c-\x1f \x85\u2028\u2029]+")

_UNEVEN = re.compile(r"[\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029]")
"""What `_RUN` would change, besides two blanks. Most texts have none of it, and each replacement takes longer
than the search."""

_SHOWN = 60


def collapse(text: str) -> str:
    """`text` with every run of breakable blanks as one; no-break spaces stay: French needs them."""
    return _RUN.sub(" ", text) if "  " in text or _UNEVEN.search(text) else text


def one_line(text: str) -> str:
    """`text` without blanks at its ends, on one line."""
    return collapse(text).strip(BLANKS)


def quoted(text: str) -> str:
    """`text` as an error message shows it: one line, in quotes, its end left out where it is long."""
    text = one_line(text)
    return f"'{text[:_SHOWN]}…'" if len(text) > _SHOWN else f"'{text}'"
