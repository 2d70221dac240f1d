"""Keep raw HTML as it is where a publication allows it: balanced, and without what belongs to whole pages."""

from collections.abc import Mapping
from html import escape

from enregard.seeds.html.elements import DROPPED, FLOW, MEDIA, VOID
from enregard.seeds.html.tree import Node

_OF_PAGES = frozenset("base basefont bgsound frame frameset head html link meta title body".split())  # noqa: SIM905
KEPT = (DROPPED | MEDIA) - _OF_PAGES
"""Elements that are kept with their content."""

WRAPPERS = (FLOW | {"dialog", "form"}) - _OF_PAGES
"""Elements that are kept around what is read in them."""

_UNDERSTOOD = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "acronym": {"title"},
    "img": {"src", "alt", "title", "width", "height", "loading", "decoding"},
    "ol": {"start"},
    "td": {"align", "colspan"},
    "th": {"align", "colspan", "scope"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
}


def start_tag(node: Node) -> str:
    """Return the start tag of an element."""
    return f"<{node.name}{attributes(node.attrs)}>"


def end_tag(node: Node) -> str:
    """Return the end tag of an element, or "" if it has none."""
    return "" if node.name in VOID else f"</{node.name}>"


def attributes(attrs: Mapping[str, object]) -> str:
    """Return attributes as they stand in a tag, with a blank before each."""
    return "".join(
        f" {name}" if value is None or value == "" else f' {name}="{escape(str(value))}"'
        for name, value in attrs.items()
    )


def further(node: Node) -> dict[str, object]:
    """Return the attributes of an element that its meaning does not cover, such as its class."""
    understood = _UNDERSTOOD.get(node.name, set())
    return {name: value for name, value in node.attrs.items() if name not in understood}


def whole(node: Node) -> str:
    """Return an element with its content."""
    return str(node.to_html(pretty=False))
