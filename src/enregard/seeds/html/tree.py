"""Look at the nodes of a parsed HTML document."""

from collections.abc import Iterator, Sequence
from typing import Any

Node = Any
"""A node of justhtml, which has no types for what differs between elements and text."""


def has_words(node: Node) -> bool:
    """Return whether a node is an element, or text other than blanks."""
    return node.name[0] != "#" or (node.name == "#text" and bool(node.data.strip()))


def is_hidden(node: Node) -> bool:
    """Return whether the author hides an element."""
    style = str(node.attrs.get("style") or "").lower().replace(" ", "")
    return "hidden" in node.attrs or "display:none" in style or "visibility:hidden" in style


def elements(node: Node) -> Iterator[Node]:
    """Yield the elements in `node` at any depth, in order."""
    pending = list(reversed(node.children or ()))
    while pending:
        each = pending.pop()
        if each.name[0] != "#":
            yield each
            pending += reversed(each.children or ())


def rows(table: Node) -> Iterator[list[Node]]:
    """Yield the cells of each row of a table, but not of tables inside it."""
    for child in table.children:
        if child.name == "tr":
            if cells := [cell for cell in child.children if cell.name in ("th", "td")]:
                yield cells
        elif child.name in ("thead", "tbody", "tfoot"):
            yield from rows(child)


def items(nodes: Sequence[Node]) -> Iterator[Sequence[Node]]:
    """Yield the content of each item of a list; what is outside of items is one of its own."""
    for node in nodes:
        if node.name == "li":
            yield node.children
        elif has_words(node):
            yield [node]


def entries(node: Node) -> Iterator[Node]:
    """Yield the terms and definitions of a list."""
    for child in node.children:
        if child.name in ("dt", "dd"):
            yield child
        elif child.name == "div":
            yield from entries(child)


def paragraphs(nodes: Sequence[Node]) -> Iterator[list[Node]]:
    """Split nodes at two line breaks in a row, which old pages use between paragraphs."""
    part: list[Node] = []
    breaks: list[Node] = []
    for node in nodes:
        if node.name == "br" or (breaks and node.name == "#text" and not node.data.strip()):
            breaks.append(node)
            continue
        if sum(each.name == "br" for each in breaks) > 1:
            yield part
            part = []
        else:
            part += breaks
        breaks = []
        part.append(node)
    yield part


def words(node: Node) -> str:
    """Return the words in `node`, with line breaks."""
    if node.name == "#text":
        return str(node.data)
    if node.name == "br":
        return "\n"
    return "".join(words(child) for child in node.children or ())


def alignment(cell: Node) -> dict[str, str]:
    """Return the alignment of a cell, as markdown-it writes it."""
    style = str(cell.attrs.get("style") or "").replace(" ", "").lower()
    for side in ("left", "center", "right"):
        if cell.attrs.get("align") == side or f"text-align:{side}" in style:
            return {"style": f"text-align:{side}"}
    return {}


def span(cell: Node) -> int:
    """Return the number of columns of a cell, at most 100."""
    value = str(cell.attrs.get("colspan") or "1")
    return min(100, int(value)) if value.isascii() and value.isdigit() and len(value) < 5 else 1
