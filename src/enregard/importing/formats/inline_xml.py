"""The content of a segment, in TMX or XLIFF, as words and inline codes."""

from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from enregard.export.codes import Role
from enregard.importing.pairs import KEPT, Piece, Pieces, Tag, joined

_SPANS = frozenset({"g", "pc"})
_OPENING = frozenset({"bpt", "bx", "sc"})
_CLOSING = frozenset({"ept", "ex", "ec"})
_ALONE = frozenset({"ph", "x", "it", "ut"})
LOOSE = "i "
"""Before keys that tie the two ends of a pair, and those of the two languages only if nothing else does."""

_POINTS = frozenset({"sm", "em"})
"""Ends of annotations, which are nothing in the text itself."""


def content(element: Element | None, data: Mapping[str, str] | None = None) -> Pieces:
    """What stands in a `<seg>`, `<source>` or `<target>`; nothing where there is none.

    `data` are the texts of codes that stand elsewhere, by the names under which codes refer to them.
    """
    if element is None:
        return ()
    tied = {each.get("i", ""): each.get("x", "") for each in element.iter("bpt")}
    return joined(_inside(element, data or {}, tied))


def words_of(notes: Iterable[Element]) -> tuple[str, ...]:
    """The words of each note that has any."""
    return tuple(filter(None, (" ".join("".join(note.itertext()).split()) for note in notes)))


def _inside(element: Element, data: Mapping[str, str], tied: Mapping[str, str]) -> Iterator[Piece]:
    yield element.text or ""
    for child in element:
        yield from _code(child, data, tied)
        yield child.tail or ""


def _code(child: Element, data: Mapping[str, str], tied: Mapping[str, str]) -> Iterator[Piece]:
    name = child.tag
    if name in _SPANS:
        key = child.get("id", "")
        yield Tag(Role.OPEN, key, _referred(child, "dataRefStart", data))
        yield from _inside(child, data, tied)
        yield Tag(Role.CLOSE, key, _referred(child, "dataRefEnd", data))
    elif name in _OPENING:
        yield Tag(Role.OPEN, _key(child, tied), _native(child, data))
    elif name in _CLOSING:
        yield Tag(Role.CLOSE, _key(child, tied), _native(child, data))
    elif name in _ALONE:
        yield Tag(Role.ALONE, child.get("x") or child.get("id") or "", _native(child, data))
    elif name == "cp":
        yield _character(child.get("hex", ""))
    elif name == "mrk" and child.get("translate") == "no":
        key = child.get("id", "")
        yield Tag(Role.OPEN, key, KEPT)
        yield from _inside(child, data, tied)
        yield Tag(Role.CLOSE, key, "</span>")
    elif name not in _POINTS:  # an annotation: its words are the text's
        yield from _inside(child, data, tied)


def _key(child: Element, tied: Mapping[str, str]) -> str:
    """What the two ends of a pair have in common, and the pair in the other language too."""
    inner = child.get("i", "")
    outer = child.get("startRef") or child.get("rid") or child.get("id") or ""
    return child.get("x") or tied.get(inner) or (LOOSE + inner if inner else outer)


def _native(child: Element, data: Mapping[str, str]) -> str:
    """What a code stands for in the program it is from."""
    return _referred(child, "dataRef", data) or (child.text or "").strip() or child.get("equiv-text", "")


def _referred(child: Element, name: str, data: Mapping[str, str]) -> str:
    return data.get(child.get(name, ""), "")


def _character(number: str) -> str:
    """A character that XML cannot hold, by its number; a replacement where that is none."""
    try:
        found = chr(int(number, 16))
    except (ValueError, OverflowError):
        return "\N{REPLACEMENT CHARACTER}"
    return "\N{REPLACEMENT CHARACTER}" if "\ud800" <= found <= "\udfff" else found
