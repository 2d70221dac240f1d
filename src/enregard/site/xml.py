"""What feeds and sitemaps share: text that may stand in XML."""

import re
from html import escape

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2


def allowed(text: str) -> str:
    """`text` without the characters that XML forbids, and without blanks around it."""
    return _FORBIDDEN.sub("", text).strip()


def xml_text(text: str) -> str:
    """`text` as it may stand in an element or an attribute; characters that XML forbids are left out."""
    return escape(_FORBIDDEN.sub("", text), quote=True)


def element(name: str, text: str, **attributes: str) -> str:
    """The element `name` on a line of its own, with `text` or, where that is empty, none."""
    given = "".join(f' {key}="{xml_text(value)}"' for key, value in attributes.items())
    return f"<{name}{given}>{xml_text(text)}</{name}>\n" if text else f"<{name}{given}/>\n"
