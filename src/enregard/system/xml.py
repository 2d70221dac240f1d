"""Write text as XML 1.0."""

import re
from collections.abc import Callable

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A character that XML 1.0 does not allow, even escaped (production 2)."""

_TEXT = re.compile("[&<>\r]")
_VALUE = re.compile('[&<>"\t\n\r]')
_NAMES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def _reference(found: re.Match[str]) -> str:
    return _NAMES.get(found[0]) or f"&#{ord(found[0])};"


def _replaced(found: re.Match[str]) -> str:
    return "\N{REPLACEMENT CHARACTER}"


def xml_text(content: str, forbidden: Callable[[re.Match[str]], str] = _replaced) -> str:
    """Escape `content` as the text of an element; it reads back unchanged.

    `forbidden` replaces each character that XML does not allow, by default with U+FFFD.
    """
    return FORBIDDEN.sub(forbidden, _TEXT.sub(_reference, content))


def xml_value(content: str) -> str:
    """Escape `content` for use between double quotes; characters that XML does not allow become U+FFFD."""
    return FORBIDDEN.sub(_replaced, _VALUE.sub(_reference, content))


def allowed(content: str) -> str:
    """Return `content` without characters that XML does not allow."""
    return FORBIDDEN.sub("", content)


def element(name: str, content: str, **attributes: str) -> str:
    """Return an element on its own line, without characters that XML does not allow."""
    start = name + "".join(f' {key}="{xml_value(allowed(value))}"' for key, value in attributes.items())
    return f"<{start}>{xml_text(allowed(content))}</{name}>\n" if content else f"<{start}/>\n"
