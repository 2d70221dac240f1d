"""Read raw HTML in the tokens of an article: replace it by tokens for what it means."""

from collections.abc import Mapping, Sequence
from typing import Any

from justhtml import JustHTML
from markdown_it.token import Token

from enregard.seeds.html import raw
from enregard.seeds.html.elements import CONTAINERS, MARKS
from enregard.seeds.html.fragments import instructions
from enregard.seeds.html.render import Document
from enregard.seeds.html.tree import (
    Node,
    alignment,
    elements,
    entries,
    has_words,
    items,
    paragraphs,
    rows,
    span,
    words,
)
from enregard.seeds.html.words import LEFT_OUT, InlineReader
from enregard.seeds.notes import Notes
from enregard.seeds.source import Source

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LAYOUT = frozenset({"table", "ul", "ol", "dl", "pre", "blockquote", "figure", *_HEADINGS})
_LINES = frozenset({"heading", "th", "td", "dt", "caption"})
_VISIBLE = frozenset({"image", "footnote_ref", "link_open", "html_inline"})
Around = tuple[Node, ...]
"""The elements in a line, such as `<b>`, that hold blocks: each paragraph in them gets their marks."""


def read_html(tokens: Sequence[Token], source: Source, notes: Notes, *, allow_html: bool) -> list[Token]:
    """Return `tokens` with raw HTML read as what it means.

    Elements without a meaning in articles are read as their content; with `allow_html`, they stay as they
    are. `notes` gets what is left out. Raises EnregardError if elements are nested too deeply.
    """
    document = Document(tokens, source.text, allow_html=allow_html)
    numbers = source.numbers
    for token in tokens:
        if token.type == "html_block" and token.map and instructions(token.content):
            notes.add(LEFT_OUT, numbers[token.map[0]], "<?…?>")
    root = JustHTML(
        document.html, fragment=True, sanitize=False, track_node_locations=True, scripting_enabled=False
    ).root
    return _BlockReader(document, numbers, notes, allow_html=allow_html).read(root)


class _BlockReader(InlineReader):
    """Turns the tree of a document into tokens."""

    def read(self, root: Node) -> list[Token]:
        self._out: list[Token] = []
        self._find_blocks(root)
        self._flow(root.children, ())
        if last := next((token for token in reversed(self._out) if token.nesting == 1), None):
            self._put_ids(last)
        return self._out

    def _flow(self, nodes: Sequence[Node], around: Around, *, tight: bool = False) -> None:
        """Write blocks; the words between them become paragraphs."""
        self._enter()
        run: list[Node] = []
        for node in nodes:
            if self._is_block(node):
                self._paragraphs(run, around, tight=tight)
                run = []
                self._block(node, around)
            else:
                run.append(node)
        self._paragraphs(run, around, tight=tight)
        self._depth -= 1

    def _paragraphs(self, nodes: Sequence[Node], around: Around, *, tight: bool = False) -> None:
        for part in paragraphs(nodes):
            children = self.children(part)
            if children and all(_is_blank(child) or child.type == "html_inline" for child in children):
                content = "".join(child.content for child in children)
                if content.strip():
                    self._out.append(
                        Token("html_block", "", 0, content=f"{content.strip()}\n", map=self._map())
                    )
            elif any(child.type in _VISIBLE or not _is_blank(child) for child in children):
                self._open("paragraph", "p", hidden=tight)
                self._leaf(self._in_marks(children, around))
                self._close("paragraph", "p", hidden=tight)

    def _block(self, node: Node, around: Around) -> None:
        self._see(node)
        token, name = self._token(node), node.name
        if token is not None and token.block:
            self._markdown(node, token, around)
        elif token is not None:
            self._flow(node.children, (*around, node))
        elif self._is_left_out(node):
            return
        elif self._allow_html and name in raw.WRAPPERS and (node.attrs or name not in ("div", "center")):
            self._wrapped(node, around)
        elif name in ("p", "caption", "figcaption", "summary") and not self._has_blocks(node):
            start = len(self._out)
            self._paragraphs(node.children, around)
            self._keep_attributes(node, start)
        elif name in _HEADINGS:
            identity = {"id": str(node.attrs["id"])} if node.attrs.get("id") else {}
            self._line_block("heading", node, around, identity)
        elif name in CONTAINERS:
            self._container(node, around)
        elif name == "hr":
            self._out.append(Token("hr", "hr", 0, map=self._map()))
            self._put_ids(self._out[-1])
        elif name == "pre":
            self._code(node)
        elif name == "figure":
            self._captioned("figure", node, around)
        elif name == "details":
            self._captioned("box", node, around)
        elif name == "table":
            self._table(node, around)
        elif name in ("dt", "dd"):
            self._definition(node, around)
        else:
            self._flow(node.children, (*around, node) if name in MARKS else around)

    def _markdown(self, node: Node, token: Token, around: Around) -> None:
        """Write a token of Markdown, and what is in it."""
        name = token.type.removesuffix("_open")
        if token.nesting and name == "paragraph":
            self._ids += str(token.meta.get("ids", "")).split()
            self._flow(node.children, around, tight=token.hidden)
            return
        self._out.append(token)
        self._put_ids(token)
        if not token.nesting:
            return
        if name in _LINES:
            self._leaf(self.children(node.children, around))
            self._put_ids(token)
        else:
            self._flow(node.children, around)
        self._close(name, token.tag)

    def _wrapped(self, node: Node, around: Around) -> None:
        """Write an element that stays around what is in it."""
        self._open("html", node.name, meta={"start": raw.start_tag(node), "end": raw.end_tag(node)})
        self._flow(node.children, around)
        self._close("html", node.name)

    def _container(self, node: Node, around: Around) -> None:
        name = CONTAINERS[node.name]
        start = str(node.attrs.get("start") or "") if name == "ordered_list" else ""
        at = len(self._out)
        self._open(name, node.name, {"start": int(start)} if start.isascii() and start.isdigit() else {})
        self._keep_attributes(node, at)
        if node.name in ("ul", "ol"):
            for children in items(node.children):
                self._item(children, around)
        elif node.name == "dl":
            for child in entries(node):
                self._definition(child, around)
        else:
            self._flow(node.children, around)
        self._close(name, node.name)

    def _item(self, nodes: Sequence[Node], around: Around) -> None:
        loose = sum(node.name == "p" for node in nodes) > 1
        if not loose:  # as in a tight list
            nodes = [inner for node in nodes for inner in (node.children if node.name == "p" else [node])]
        if element := next((node for node in nodes if node.name[0] != "#"), None):
            self._see(element)
        if nodes:
            self._note_ids(nodes[0].parent)
        self._open("list_item", "li")
        self._flow(nodes, around, tight=not loose)
        self._close("list_item", "li")

    def _definition(self, node: Node, around: Around) -> None:
        self._see(node)
        if node.name == "dt":
            self._line_block("dt", node, around)
            return
        self._open("dd", "dd")
        self._flow(node.children, around, tight=not self._has_blocks(node))
        self._close("dd", "dd")

    def _captioned(self, name: str, node: Node, around: Around) -> None:
        """Write a figure, with its first caption at the end, or a box, with its title at the start."""
        caption = next((child for child in node.children if child.name in ("figcaption", "summary")), None)
        rest = [child for child in node.children if child is not caption]
        if not any(map(has_words, rest)):
            self._flow(node.children, around)
            return
        self._open(name, "div", meta={"kind": "details"} if name == "box" else {})
        if caption is not None and name == "box":
            self._line_block("caption", caption, around)
        self._flow(rest, around)
        if caption is not None and name == "figure":
            self._line_block("caption", caption, around)
        self._close(name, "div")

    def _code(self, node: Node) -> None:
        inner = next((child for child in node.children if child.name == "code"), node)
        names = str(inner.attrs.get("class") or "").split()
        language = next((name for name in names if name.startswith(("language-", "lang-"))), "")
        content = words(node).strip("\n") + "\n"
        token = Token("fence", "code", 0, content=content, info=language.partition("-")[2], map=self._map())
        self._out.append(token)
        self._put_ids(token)

    def _table(self, node: Node, around: Around) -> None:
        """Write a table. One that only places things on the page is read as its content."""
        cells = list(rows(node))
        caption = next((child for child in node.children if child.name == "caption"), None)
        layout = (each.name in _LAYOUT for row in cells for cell in row for each in elements(cell))
        if not cells or max(map(len, cells)) == 1 or any(layout):
            self._flow([child for row in cells for child in row], around)
            return
        if caption is not None:
            self._open("figure", "div")
        at = len(self._out)
        self._open(
            "table", "table", meta={} if any(it.name == "th" for it in cells[0]) else {"head": "false"}
        )
        self._keep_attributes(node, at)
        for row in cells:
            self._note_ids(row[0].parent)
            self._open("tr", "tr")
            for cell in row:
                self._see(cell)
                self._line_block("td", cell, around, alignment(cell))
                for _ in range(span(cell) - 1):
                    self._open("td", "td")
                    self._leaf([])
                    self._close("td", "td")
            self._close("tr", "tr")
        self._close("table", "table")
        if caption is not None:
            self._line_block("caption", caption, around)
            self._close("figure", "div")

    def _line_block(
        self, name: str, node: Node, around: Around, attrs: Mapping[str, str] | None = None
    ) -> None:
        """Write a block that holds words only."""
        tag = node.name if name == "heading" else "p"
        at = len(self._out)
        self._open(name, tag, attrs)
        self._keep_attributes(node, at)
        self._leaf(self.children(node.children, around))
        self._put_ids(self._out[at])
        self._close(name, tag)

    def _keep_attributes(self, node: Node, at: int) -> None:
        """Keep the further attributes of an element, if allowed, on the block that starts at token `at`."""
        if self._allow_html and at < len(self._out) and (attrs := raw.further(node)):
            self._out[at].meta["html"] = raw.attributes(attrs)

    def _leaf(self, children: list[Token]) -> None:
        self._out.append(Token("inline", "", 0, children=children, map=self._map()))

    def _open(
        self,
        name: str,
        tag: str,
        attrs: Mapping[str, Any] | None = None,
        *,
        hidden: bool = False,
        meta: Mapping[str, str] | None = None,
    ) -> None:
        token = Token(f"{name}_open", tag, 1, map=self._map(), hidden=hidden, block=True)
        token.attrs.update(attrs or {})
        token.meta.update(meta or {})
        self._put_ids(token)
        self._out.append(token)

    def _close(self, name: str, tag: str, *, hidden: bool = False) -> None:
        self._out.append(Token(f"{name}_close", tag, -1, hidden=hidden, block=True))

    def _has_blocks(self, node: Node) -> bool:
        return any(self._is_block(child) for child in node.children)

    def _map(self) -> list[int]:
        line = max(0, min(self._line, len(self._numbers) - 1))
        return [line, line + 1]


def _is_blank(token: Token) -> bool:
    return token.type == "hardbreak" or (token.type == "text" and not token.content.strip())
