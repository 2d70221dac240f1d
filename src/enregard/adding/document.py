"""What converters return: documents with their metadata, pictures and losses."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Node = dict[str, Any]
"""An element of Pandoc's document model, `{"t": kind, "c": content}`, as in its JSON."""

Headers = dict[str, str | list[str]]
"""Front matter: names with a text or a list of texts, in order."""


def parts_of(node: Node) -> tuple[str, Any]:
    """Return the kind of an element and its content, which is None if it has none."""
    return node["t"], node.get("c")


@dataclass(frozen=True, slots=True)
class Losses:
    """What does not come across.

    `dropped` counts things that are not text by their names, where `*` becomes "s" in the plural. `missing`
    has pieces of text that the seed lacks.
    """

    dropped: Counter[str] = field(default_factory=Counter)
    missing: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Document:
    """A document read from a file. `blocks` are its contents in Pandoc's document model.

    `name` is the stem that its file should have; it may have folders. `part` tells the documents in one file
    apart, such as the chapters of a book; empty if it has only one. `pictures` are the bytes of the pictures
    by the addresses that the blocks have for them.
    """

    blocks: list[Node]
    headers: Headers = field(default_factory=dict)
    name: str = ""
    part: str = ""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    losses: Losses = field(default_factory=Losses)


def text(words: str) -> list[Node]:
    """Return words as inlines."""
    return [{"t": "Str", "c": words}]


def paragraph(inlines: list[Node]) -> Node:
    """Return a paragraph."""
    return {"t": "Para", "c": inlines}


def heading(level: int, inlines: list[Node], ident: str = "") -> Node:
    """Return a heading of a level from 1 to 6."""
    return {"t": "Header", "c": [level, attributes(ident), inlines]}


def styled(kind: str, inlines: list[Node]) -> Node:
    """Return inlines in `Strong`, `Emph`, `Superscript`, …"""
    return {"t": kind, "c": inlines}


def link(inlines: list[Node], address: str) -> Node:
    """Return a link."""
    return {"t": "Link", "c": [attributes(), inlines, [address, ""]]}


def image(address: str, description: list[Node]) -> Node:
    """Return a picture."""
    return {"t": "Image", "c": [attributes(), description, [address, ""]]}


def figure(blocks: list[Node], caption: list[Node]) -> Node:
    """Return a figure whose caption consists of blocks."""
    return {"t": "Figure", "c": [attributes(), [None, caption], blocks]}


def table(rows: list[list[list[Node]]], head: int = 1) -> Node:
    """Return a table from the blocks of its cells, by rows; the first `head` rows are its head."""

    def row(cells: list[list[Node]]) -> list[Any]:
        return [
            attributes(),
            [[attributes(), {"t": "AlignDefault"}, 1, 1, blocks] for blocks in cells],
        ]

    widest: list[list[Node]] = max(rows, key=len, default=[])
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in widest]
    body = [attributes(), 0, [], [row(cells) for cells in rows[head:]]]
    top = [attributes(), [row(cells) for cells in rows[:head]]]
    return {"t": "Table", "c": [attributes(), [None, []], columns, top, [body], [attributes(), []]]}


def attributes(ident: str = "") -> list[Any]:
    """Return the attributes of a node: an id, classes, and pairs of names and values."""
    return [ident, [], []]
