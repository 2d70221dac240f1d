"""Text as it may stand in XML 1.0."""

import re
from collections.abc import Callable

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A character that XML 1.0 cannot hold in any form."""

_TEXT = re.compile("[&<>\r]")
_VALUE = re.compile('[&<>"\t\n\r]')
_NAMES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def _reference(found: re.Match[str]) -> str:
    return _NAMES.get(found[0]) or f"&#{ord(found[0])};"


def _replaced(found: re.Match[str]) -> str:
    return "\N{REPLACEMENT CHARACTER}"


def text(content: str, forbidden: Callable[[re.Match[str]], str] = _replaced) -> str:
    """`content` as the text of an element, to be read back equal.

    What XML cannot hold becomes what `forbidden` makes of it, U+FFFD by default.
    """
    return FORBIDDEN.sub(forbidden, _TEXT.sub(_reference, content))


def value(content: str) -> str:
    """`content` between double quotes; what XML cannot hold becomes U+FFFD."""
    return FORBIDDEN.sub(_replaced, _VALUE.sub(_reference, content))
