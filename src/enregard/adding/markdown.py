"""Write Pandoc's document model as the Markdown that `seeds.markdown` reads as the same blocks."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from enregard.adding.document import Node, parts_of
from enregard.adding.inlines import INLINES, InlineWriter, plain
from enregard.messages import marked

_ALIGNED = {"AlignLeft": ":--", "AlignRight": "--:", "AlignCenter": ":-:"}
_FENCE = re.compile("`{3,}")
_LISTS = ("BulletList", "OrderedList")
_INDENT = "    "
_MOST_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class Written:
    """A document in Markdown, and what was dropped."""

    text: str
    dropped: Counter[str] = field(default_factory=Counter)


def write(blocks: Sequence[Node], picture: Callable[[str], str]) -> Written:
    """Return blocks as Markdown. `picture` returns the new address of a picture; empty if it is lost."""
    addresses, ids = _addresses(blocks)
    targets = frozenset(address[1:] for address in addresses if address.startswith("#")) & ids
    writer = _BlockWriter(InlineWriter(targets, picture))
    text = writer.write(blocks)
    notes = [*writer.footnotes()]
    return Written("\n\n".join(filter(None, [text, *notes])) + "\n", writer.inlines.dropped)


def _addresses(node: object) -> tuple[set[str], set[str]]:
    """Return the addresses of all links, and the ids of headings and words."""
    addresses, ids = set(), set()
    pending = [node]
    while pending:
        at = pending.pop()
        if isinstance(at, dict):
            kind: str = at.get("t", "")
            content: Any = at.get("c")
            if kind == "Link":
                addresses.add(content[2][0])
            elif kind == "Header":
                ids.add(content[1][0])
            elif kind == "Span":
                ids.add(content[0][0])
            pending.append(content)
        elif isinstance(at, list | tuple):
            pending += at
    return addresses, ids


@dataclass(slots=True)
class _BlockWriter:
    inlines: InlineWriter

    def write(self, blocks: Iterable[Node], *, tight: bool = False) -> str:
        """Return blocks as Markdown, with blank lines between them unless they are `tight`."""
        parts: list[str] = []
        other = False
        previous = ""
        for block in opened(blocks):
            kind = block["t"]
            other = kind in _LISTS and kind == previous and not other
            part = self._block(kind, block.get("c"), other=other)
            if part:
                parts.append(part)
                previous = kind
        return ("\n" if tight else "\n\n").join(parts)

    def footnotes(self) -> Iterator[str]:
        """Yield the definition of each footnote; footnotes may have footnotes."""
        at = 0
        while at < len(self.inlines.notes):
            content = self.write(self.inlines.notes[at])
            at += 1
            yield f"[^{at}]: " + _indented(content, _INDENT)

    def _block(self, kind: str, content: Any, *, other: bool) -> str:
        if kind in ("Plain", "Para"):
            return self.inlines.write(content)
        if kind == "Header":
            return self._heading(*content)
        if kind == "BlockQuote":
            return "\n".join(f"> {line}".rstrip() for line in self._lines(content))
        if kind == "BulletList":
            return self._list(["*" if other else "-"] * len(content), content)
        if kind == "OrderedList":
            (start, style, _), items = content
            if style["t"] not in ("Decimal", "DefaultStyle"):
                self.inlines.dropped[marked("letter* or Roman number* of lists")] += len(items)
            sign = ")" if other else "."
            return self._list([f"{max(0, start) + at}{sign}" for at in range(len(items))], items)
        if kind == "DefinitionList":
            return "\n\n".join(self._definition(*entry) for entry in content)
        if kind == "CodeBlock":
            return _code_block(*content)
        if kind == "HorizontalRule":
            return "---"
        if kind == "LineBlock":
            return "\\\n".join(filter(None, map(self.inlines.write, content)))
        if kind == "Table":
            return self._table(content)
        if kind == "Figure":
            return self._figure(content)
        self.inlines.dropped[marked("piece* of raw markup")] += 1
        return ""

    def _lines(self, blocks: list[Node]) -> list[str]:
        text = self.write(blocks)
        return text.split("\n") if text else []

    def _heading(self, level: int, attributes: list[Any], inlines: list[Node]) -> str:
        text = " ".join(self.inlines.write(inlines).replace("\\\n", "\n").split("\n"))
        if not text or all(node["t"] in ("Image", "Space", "SoftBreak", "LineBreak") for node in inlines):
            return text
        if text.endswith("#") and not text.endswith("\\#"):
            text = text[:-1] + "\\#"
        ident = attributes[0]
        mark = f" {{#{ident}}}" if ident in self.inlines.targets else ""
        return f"{'#' * min(6, max(1, level))} {text}{mark}"

    def _list(self, labels: Sequence[str], items: Sequence[list[Node]]) -> str:
        tight = all(_is_tight(item) for item in items)
        parts = []
        for label, item in zip(labels, items, strict=True):
            if text := self.write(item, tight=tight):
                parts.append(f"{label} " + _indented(text, " " * (len(label) + 1)))
        return ("\n" if tight else "\n\n").join(parts)

    def _definition(self, term: list[Node], definitions: list[list[Node]]) -> str:
        words = self.inlines.write(term, cell=True)
        texts = [":   " + _indented(self.write(blocks), _INDENT) for blocks in definitions]
        return "\n".join([words, *texts])

    def _figure(self, content: Any) -> str:
        _, (_, caption), blocks = content
        inside = self.write(blocks)
        words = self.write(caption)
        if not inside or not words:
            return inside or words
        return f"<figure>\n\n{inside}\n\n<figcaption>\n\n{words}\n\n</figcaption>\n</figure>"

    def _table(self, content: Any) -> str:
        _, (_, caption), columns, (_, head), bodies, (_, foot) = content
        top = _grid(head)
        rows = [*top[1:]]
        for _, _, inner_head, body in bodies:
            rows += _grid([*inner_head, *body])
        rows += _grid(foot)
        everything = [*top[:1], *rows]
        width = max(map(len, everything), default=0)
        if not width or width > _MOST_COLUMNS:
            return ""
        if width == 1 and len(everything) == 1:
            return self.write([*everything[0][0], *caption])  # a box drawn around text
        signs = [_ALIGNED.get(column[0]["t"], "---") for column in columns[:width]]
        signs += ["---"] * (width - len(signs))
        cells = [[self._cell(blocks) for blocks in row] for row in (top[0] if top else [], *rows)]
        lines = [self._row(row, width) for row in cells]
        lines.insert(1, f"| {' | '.join(signs)} |")
        words = self.inlines.write([node for block in caption for node in block.get("c", ())], cell=True)
        return "\n".join(lines) + (f"\n\n: {words}" if words else "")

    @staticmethod
    def _row(cells: Sequence[str], width: int) -> str:
        padded = [*cells, *[""] * (width - len(cells))]
        return f"| {' | '.join(padded)} |"

    def _cell(self, blocks: list[Node]) -> str:
        """Return blocks on one line."""
        parts = []
        for block in opened(blocks):
            kind, content = parts_of(block)
            if kind in ("Para", "Plain", "Header") and content:
                inlines = content[2] if kind == "Header" else content
                parts.append(self.inlines.write(inlines, cell=True).replace("|", "\\|"))
            elif kind in _LISTS and content:
                items = content if kind == "BulletList" else content[1]
                parts += [f"– {self._cell(item)}" for item in items]
            elif kind == "BlockQuote" and content:
                parts.append(self._cell(content))
            elif kind == "LineBlock" and content:
                parts += [self.inlines.write(line, cell=True).replace("|", "\\|") for line in content]
            elif kind == "Figure" and content:
                parts += [self._cell(content[2]), self._cell(content[1][1])]
            elif kind == "CodeBlock" and content:
                code = [{"t": "Code", "c": [None, line]} for line in content[1].split("\n")]
                parts += [self.inlines.write([line], cell=True).replace("|", "\\|") for line in code]
            elif kind == "Table" and content:
                self.inlines.dropped[marked("table* in tables (now lines)")] += 1
                parts += [self._cell(cell) for cell in _cells(content)]
        return "<br>".join(filter(None, parts))


def opened(blocks: Iterable[Node]) -> Iterator[Node]:
    """Yield blocks, and in place of each division the blocks in it."""
    for block in blocks:
        if block["t"] == "Div":
            yield from opened(block["c"][1])
        else:
            yield block


def _cells(table: Any) -> Iterator[list[Node]]:
    _, _, _, (_, head), bodies, (_, foot) = table
    rows = [*head, *(row for body in bodies for row in (*body[2], *body[3])), *foot]
    for _, cells in rows:
        for cell in cells:
            yield cell[4]


def _grid(rows: Sequence[Any]) -> list[list[list[Node]]]:
    """Return the blocks of each cell, with empty cells where another reaches over rows or columns."""
    found: list[list[list[Node]]] = []
    covered: dict[tuple[int, int], bool] = {}
    for number, (_, cells) in enumerate(rows):
        row: list[list[Node]] = []
        for _, _, height, width, blocks in cells:
            while covered.pop((number, len(row)), False):
                row.append([])
            column = len(row)
            reach = range(column, column + min(max(1, width), _MOST_COLUMNS))
            for below in range(number + 1, number + min(max(1, height), len(rows) - number)):
                covered.update(((below, at), True) for at in reach)
            row += [blocks, *([] for _ in reach[1:])]
        while covered.pop((number, len(row)), False):
            row.append([])
        found.append(row)
    return found


def _is_tight(item: list[Node]) -> bool:
    """Return whether an item has one paragraph at most, and lists below it."""
    kinds = [block["t"] for block in opened(item)]
    return kinds[:1] in (["Para"], ["Plain"]) and all(kind in _LISTS for kind in kinds[1:])


def _code_block(attributes: list[Any], content: str) -> str:
    longest = max(map(len, _FENCE.findall(content)), default=2)
    fence = "`" * (longest + 1)
    info = next((name for name in attributes[1] if name.isalnum()), "")
    return f"{fence}{info}\n{content}\n{fence}"


def _indented(content: str, indent: str) -> str:
    first, *rest = content.split("\n")
    return "\n".join([first, *(indent + line if line else "" for line in rest)])


def texts(node: Any) -> Iterator[str]:
    """Yield the words of each run of inlines, such as a paragraph, a cell or a footnote, without markup."""
    pending = [node]
    while pending:
        at = pending.pop()
        if isinstance(at, dict):
            if at.get("t") == "CodeBlock":
                yield at["c"][1]
            else:
                pending.append(at.get("c"))
        elif isinstance(at, list | tuple):
            if at and isinstance(at[0], dict) and at[0].get("t") in INLINES:
                yield plain(at)
                pending += reversed([*_notes(at)])
            else:
                pending += reversed(at)


def _notes(inlines: Iterable[Any]) -> Iterator[Any]:
    """Yield the blocks of each footnote in inlines."""
    for node in inlines:
        content = node.get("c")
        if node["t"] == "Note":
            yield content
        elif isinstance(content, list):
            inner = content[1] if node["t"] in ("Span", "Link", "Image", "Quoted", "Cite") else content
            if isinstance(inner, list) and inner and isinstance(inner[0], dict):
                yield from _notes(inner)
