"""Read the content of a TMX or XLIFF segment as words and inline codes."""

from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from enregard.article.edits import Step
from enregard.importing.pairs import KEPT_TAG, Piece, Pieces, Tag, merge_words

LOOSE = "i "
"""Prefix of keys that link the two ends of a pair. They link the languages only if nothing else does."""

_SPANS = frozenset({"g", "pc"})
_OPENING = frozenset({"bpt", "bx", "sc"})
_CLOSING = frozenset({"ept", "ex", "ec"})
_ALONE = frozenset({"ph", "x", "it", "ut"})
_ANNOTATION_ENDS = frozenset({"sm", "em"})


def read_content(element: Element | None, data: Mapping[str, str] | None = None) -> Pieces:
    """Read a `<seg>`, `<source>` or `<target>`; return () if it is absent.

    `data` has the native texts of codes, by the names that codes use to refer to them.
    """
    if element is None:
        return ()
    keys = {each.get("i", ""): each.get("x", "") for each in element.iter("bpt")}
    return merge_words(_inside(element, data or {}, keys))


def note_texts(notes: Iterable[Element]) -> tuple[str, ...]:
    """Return the text of each note that has any."""
    return tuple(filter(None, (" ".join("".join(note.itertext()).split()) for note in notes)))


def _inside(element: Element, data: Mapping[str, str], keys: Mapping[str, str]) -> Iterator[Piece]:
    yield element.text or ""
    for child in element:
        yield from _code(child, data, keys)
        yield child.tail or ""


def _code(child: Element, data: Mapping[str, str], keys: Mapping[str, str]) -> Iterator[Piece]:
    name = child.tag
    is_kept = name == "mrk" and child.get("translate") == "no"
    if name in _SPANS or is_kept:
        key = child.get("id", "")
        yield Tag(Step.OPEN, key, KEPT_TAG if is_kept else _refer(child, "dataRefStart", data))
        yield from _inside(child, data, keys)
        yield Tag(Step.CLOSE, key, "</span>" if is_kept else _refer(child, "dataRefEnd", data))
    elif name in _OPENING:
        yield Tag(Step.OPEN, _key(child, keys), _native(child, data))
    elif name in _CLOSING:
        yield Tag(Step.CLOSE, _key(child, keys), _native(child, data))
    elif name in _ALONE:
        yield Tag(Step.ATOM, child.get("x") or child.get("id") or "", _native(child, data))
    elif name == "cp":
        yield _character(child.get("hex", ""))
    elif name not in _ANNOTATION_ENDS:  # an annotation: its words belong to the text
        yield from _inside(child, data, keys)


def _key(child: Element, keys: Mapping[str, str]) -> str:
    """Return the key that links the two ends of a pair, and the pair to its translation."""
    inner = child.get("i", "")
    outer = child.get("startRef") or child.get("rid") or child.get("id") or ""
    return child.get("x") or keys.get(inner) or (LOOSE + inner if inner else outer)


def _native(child: Element, data: Mapping[str, str]) -> str:
    return _refer(child, "dataRef", data) or (child.text or "").strip() or child.get("equiv-text", "")


def _refer(child: Element, name: str, data: Mapping[str, str]) -> str:
    return data.get(child.get(name, ""), "")


def _character(number: str) -> str:
    """Return a character that XML does not allow, given its hexadecimal number; U+FFFD if invalid."""
    try:
        found = chr(int(number, 16))
    except (ValueError, OverflowError):
        return "\N{REPLACEMENT CHARACTER}"
    return "\N{REPLACEMENT CHARACTER}" if "\ud800" <= found <= "\udfff" else found
