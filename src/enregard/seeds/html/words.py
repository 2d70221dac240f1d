"""Read the nodes in a line: words, and the marks around them."""

from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it.token import Token

from enregard.errors import EnregardError
from enregard.messages import _, marked
from enregard.seeds.html import raw
from enregard.seeds.html.elements import BLOCKS, CODE, DROPPED, FLOW, INLINE, MARKS, MEDIA, SILENT
from enregard.seeds.html.render import Document
from enregard.seeds.html.tree import Node, elements, is_hidden, words
from enregard.seeds.names import PAGE
from enregard.seeds.notes import Notes

LEFT_OUT = marked("{}: left out: remove it, or set allow_html in site.toml to keep raw HTML")
_OF_PAGES = marked("{}: left out, because it belongs to a whole page: remove it")
_HIDDEN = marked("{}: left out, because it is hidden: remove it, or what hides it")
_DEEPEST = 100
_RUNS = ("about:", "data:", "javascript:", "vbscript:")
_BLOCK_LEVEL = BLOCKS | FLOW


class InlineReader:
    """Turns the nodes of a document that are in a line into tokens.

    With `allow_html`, elements without a meaning stay as they are. `numbers` has the line of the seed for
    each line of the Markdown.
    """

    def __init__(self, document: Document, numbers: Sequence[int], notes: Notes, *, allow_html: bool) -> None:
        self._document = document
        self._numbers = numbers
        self._notes = notes
        self._allow_html = allow_html
        self._line = 0  # an index of `numbers`
        self._depth = 0
        self._blocks: dict[int, bool] = {}
        self._ids: list[str] = []  # what links call the next block that is written

    def _find_blocks(self, root: Node) -> None:
        """Find out which elements are blocks, or contain any."""
        pending = [(root, False)]
        while pending:
            node, done = pending.pop()
            inside = [child for child in node.children or () if child.name[0] not in "#!"]
            if done:
                own = self._is_own_block(node)
                self._blocks[id(node)] = own or any(self._blocks[id(child)] for child in inside)
            else:
                pending.append((node, True))
                pending += ((child, False) for child in inside)

    def _is_own_block(self, node: Node) -> bool:
        token = self._token(node)
        if token is not None:
            return token.block
        return node.name in _BLOCK_LEVEL or (self._allow_html and node.name in raw.WRAPPERS)

    def _is_block(self, node: Node) -> bool:
        return self._blocks.get(id(node), False)

    def _token(self, node: Node) -> Token | None:
        """Return the token of Markdown that `node` stands for, or None."""
        index = (node.attrs or {}).get(self._document.attribute)
        return None if index is None else self._document.tokens[int(index)]

    def children(self, nodes: Sequence[Node], around: Sequence[Node] = ()) -> list[Token]:
        """Return the tokens of `nodes`, inside the elements `around`."""
        return self._in_marks(list(self._inline(nodes)), around)

    def _in_marks(self, tokens: list[Token], around: Sequence[Node]) -> list[Token]:
        for node in reversed(around):
            tokens = self._marked(node, tokens)
        return tokens

    def _inline(self, nodes: Sequence[Node]) -> Iterator[Token]:
        self._enter()
        breaks = False
        first = True
        for node in nodes:
            is_block = self._is_block(node) and not self._is_left_out(node)
            is_seen = node.name != "#text" or node.data.strip()
            if not first and (is_block or (breaks and is_seen)):
                yield Token("hardbreak", "br", 0)  # in a heading or cell, a block is a line
            breaks = is_block
            first = first and not is_seen
            yield from self._inline(node.children) if is_block else self._one(node)
        self._depth -= 1

    def _enter(self) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            what = _("HTML is nested more than {deepest} levels deep: simplify it", deepest=_DEEPEST)
            raise EnregardError(what, line=self._number())

    def _one(self, node: Node) -> Iterator[Token]:
        name = node.name
        if name == "#text":
            yield Token("text", "", 0, content=node.data)
        if name[0] in "#!":
            return
        self._see(node)
        if (token := self._token(node)) is not None:
            yield from self._marked(node, list(self._inline(node.children))) if token.nesting else [token]
        elif self._is_left_out(node):
            return
        elif self._allow_html and (name in raw.KEPT or (name == "img" and raw.further(node))):
            yield _html(raw.whole(node))
        elif name == "br":
            yield Token("hardbreak", "br", 0)
        elif name == "img":
            yield _image(node)
        elif name in CODE:
            yield Token(CODE[name], "code", 0, content=words(node))
        elif name in MEDIA:
            yield from self._media(node)
        else:
            yield from self._marked(node, list(self._inline(node.children)))

    def _is_left_out(self, node: Node) -> bool:
        """Return whether an element is left out, and note it if readers would have seen it."""
        if node.name[0] in "#!" or self._token(node) is not None:
            return False
        kept = self._allow_html and node.name in raw.KEPT
        if node.name in DROPPED and not kept:
            if node.name not in SILENT:
                self._notes.add(_OF_PAGES if self._allow_html else LEFT_OUT, self._number(), f"<{node.name}>")
            return True
        if is_hidden(node) and not self._allow_html:
            self._notes.add(_HIDDEN, self._number(), f"<{node.name}>")
            return True
        return False

    def _marked(self, node: Node, inside: list[Token]) -> list[Token]:
        """Return `inside` with the mark that an element is, if it is one."""
        if (token := self._token(node)) is not None:
            return [token, *inside, Token(f"{token.type.removesuffix('_open')}_close", token.tag, -1)]
        if self._allow_html and raw.further(node) and node.name in MARKS.keys() | INLINE:
            return [_html(raw.start_tag(node)), *inside, _html(raw.end_tag(node))]
        if node.name not in MARKS:
            return inside
        attrs: dict[str, Any] = {}
        if node.name == "a":
            if not (address := str(node.attrs.get("href") or "").strip()):
                return inside
            attrs["href"] = address
        if node.name in ("a", "abbr", "acronym") and node.attrs.get("title"):
            attrs["title"] = str(node.attrs["title"])
        name = MARKS[node.name]
        opening = Token(f"{name}_open", node.name, 1, attrs=attrs)
        return [opening, *inside, Token(f"{name}_close", node.name, -1)]

    def _media(self, node: Node) -> Iterator[Token]:
        """Yield a link to a film, sound or frame, with its title as words."""
        sources = [node, *(each for each in elements(node) if each.name == "source")]
        found = (str(each.attrs.get("src") or each.attrs.get("data") or "").strip() for each in sources)
        address = next(filter(None, found), "")
        if not address or address.lower().startswith(_RUNS):
            if node.name != "iframe":
                yield from self._inline(node.children)
            return
        title = str(node.attrs.get("title") or node.attrs.get("aria-label") or "").strip()
        yield Token("link_open", "a", 1, attrs={"href": address})
        yield Token("text", "", 0, content=title or address.removeprefix(PAGE))
        yield Token("link_close", "a", -1)

    def _see(self, node: Node) -> None:
        if node.origin_line:
            self._line = self._document.line(node.origin_line)
        self._note_ids(node)

    def _note_ids(self, node: Node) -> None:
        """Remember what links call a place, unless its element stays."""
        if not self._allow_html and self._token(node) is None:
            names = (node.attrs.get("id"), node.attrs.get("name") if node.name == "a" else None)
            self._ids += ["-".join(str(name).split()) for name in names if name]

    def _put_ids(self, token: Token) -> None:
        """Give the token of a block the ids that were found since the last one."""
        if self._ids:
            known = str(token.meta.get("ids", "")).split()
            token.meta["ids"] = " ".join(dict.fromkeys([*known, *self._ids]))
            self._ids = []

    def _number(self) -> int:
        """Return the line of the seed where the reader is."""
        return self._numbers[max(0, min(self._line, len(self._numbers) - 1))]


def _html(content: str) -> Token:
    return Token("html_inline", "", 0, content=content)


def _image(node: Node) -> Token:
    attrs: dict[str, Any] = {"src": str(node.attrs.get("src") or node.attrs.get("data-src") or "").strip()}
    if node.attrs.get("title"):
        attrs["title"] = str(node.attrs["title"])
    alt = Token("text", "", 0, content=str(node.attrs.get("alt") or ""))
    return Token("image", "img", 0, attrs=attrs, children=[alt])
