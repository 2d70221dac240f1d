"""Leave out the text that the author of an office document or a page hides."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from enregard.adding.limits import scan_xml
from enregard.messages import marked

HIDDEN_TEXT = marked("piece* of hidden text")

_OFF = ("0", "false", "off")
_TAG = re.compile(rb"<[^>]*>")
_SIGNS = (b"vanish", b"hidden", b'"none"', b"display", b"<template")
_STYLE = re.compile(r"\b(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_IN_PAGES = re.compile(r"\shidden\b|<template\b|<noscript\b|display\s*:|visibility\s*:", re.IGNORECASE)


def hidden_styles(part: bytes) -> frozenset[str]:
    """Return the styles in a part of a document that hide text. Raises EnregardError, as `scan_xml` does."""
    found: set[str] = set()
    path: list[str] = []
    style = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal style
        if name == "style":
            style = attributes.get("styleId") or attributes.get("name", "")
        elif _hides(name, attributes) and path[-2:] == ["style", "rPr"]:
            found.add(style)
        elif name == "text-properties" and path[-1:] == ["style"]:
            found.update([style] if attributes.get("display") == "none" else [])
        path.append(name)

    def end(_: str) -> None:
        path.pop()

    if any(sign in part for sign in _SIGNS):
        scan_xml(part, start, end)
    return frozenset(found - {""})


def without_hidden(
    part: bytes, styles: frozenset[str] = frozenset(), *, is_page: bool = False
) -> tuple[bytes, int]:
    """Return a part of a document without hidden text, and the number of pieces left out.

    `styles` hide text. A part that `is_page` is XHTML. Raises EnregardError, as `scan_xml` does.
    """
    if not styles and not any(sign in part for sign in _SIGNS):
        return part, 0
    cutter = _Cutter(part, styles, is_page)
    scan_xml(part, cutter.start, cutter.end, offset=cutter.reach)
    cutter.reach(len(part))
    return b"".join([*cutter.pieces, part[cutter.done :]]), cutter.count


def _hides(name: str, attributes: dict[str, str]) -> bool:
    return name == "vanish" and attributes.get("val", "1").lower() not in _OFF


def _is_hidden(name: str, attributes: Mapping[str, str]) -> bool:
    """Return whether an element of a page is hidden, and is no note, which readers of books show."""
    style = attributes.get("style", "")
    if "note" in attributes.get("type", "") or attributes.get("role", "").endswith("note"):
        return False
    return name == "template" or "hidden" in attributes or _STYLE.search(style) is not None


@dataclass(slots=True)
class _Open:
    """An open element: its name, where it begins, and whether it is hidden."""

    name: str
    start: int
    hidden: bool = False


@dataclass(slots=True)
class _Cutter:
    """Copies `data` up to `done` into `pieces`, without the outermost hidden elements."""

    data: bytes
    styles: frozenset[str]
    is_page: bool
    pieces: list[bytes] = field(default_factory=list)
    done: int = 0
    count: int = 0
    _at: int = 0
    _open: list[_Open] = field(default_factory=list)
    _closed: _Open | None = None

    def reach(self, offset: int) -> None:
        self._at = offset
        if self._closed is not None:
            self._cut(self._closed.start, offset)
            self._closed = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = _Open(name, self._at)
        self._open.append(element)
        if self.is_page:
            element.hidden = _is_hidden(name, attributes)
        elif name == "vanish":  # in the properties of a run of Word
            if [it.name for it in self._open[-3:-1]] == ["r", "rPr"]:
                self._open[-3].hidden = _hides(name, attributes)
        elif name == "rStyle":
            if [it.name for it in self._open[-3:-1]] == ["r", "rPr"]:
                self._open[-3].hidden |= attributes.get("val", "") in self.styles
        elif name == "pStyle":
            if [it.name for it in self._open[-3:-1]] == ["p", "pPr"]:
                self._open[-3].hidden = attributes.get("val", "") in self.styles
        elif name in ("span", "p", "h"):
            element.hidden = attributes.get("style-name", "") in self.styles
        elif name in ("hidden-text", "hidden-paragraph"):
            element.hidden = attributes.get("is-hidden") != "false"
            if name == "hidden-paragraph" and element.hidden:
                paragraph = next((it for it in reversed(self._open) if it.name in ("p", "h")), element)
                paragraph.hidden = True
        elif name == "section":
            element.hidden = attributes.get("display") == "none"

    def end(self, name: str) -> None:
        closed = self._open.pop()
        if closed.hidden and not any(it.hidden for it in self._open):
            self._closed = closed

    def _cut(self, start: int, end: int) -> None:
        is_next = start == self.done and self.done > 0
        self.pieces.append(self.data[self.done : start])
        self.done = end
        has_words = _TAG.sub(b"", self.data[start:end]).strip()
        self.count += bool(has_words) and not is_next


def drop_hidden(tree: Any) -> int:
    """Remove the hidden elements of a page in lxml's `tree`. Returns how many of them have words."""
    found = [
        element
        for element in tree.iter()
        if isinstance(element.tag, str)
        and (
            _is_hidden(element.tag, element.attrib)
            or (element.tag == "noscript" and element.find(".//img") is None)
        )
        and element.getparent() is not None
        and element.tag != "body"
        and element.find(".//article") is None  # a page that a script shows once it is ready
    ]
    count = 0
    gone: set[Any] = set()
    for element in found:
        if not any(above in gone for above in element.iterancestors()):
            count += bool(element.text_content().strip()) and element.tag not in ("noscript", "template")
            gone.add(element)
    for element in gone:
        element.drop_tree()
    return count


def may_hide(page: str) -> bool:
    """Return whether a page may have hidden elements."""
    return _IN_PAGES.search(page) is not None
