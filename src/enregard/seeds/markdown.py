"""Read Markdown: CommonMark with HTML, tables, footnotes and what the dialects add."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.subscript import sub_plugin as subscript_plugin
from mdit_py_plugins.superscript import superscript_plugin

from enregard.article.article import Block, BlockKind, Text
from enregard.errors import EnregardError
from enregard.messages import _
from enregard.seeds.dialects.attributes import attributes_plugin
from enregard.seeds.dialects.boxes import boxes_plugin
from enregard.seeds.dialects.lenient import lenient_plugin
from enregard.seeds.dialects.loose_lines import with_loose_lines
from enregard.seeds.dialects.mdx import without_expressions, without_statements
from enregard.seeds.dialects.shortcodes import without_shortcodes
from enregard.seeds.dialects.wiki import without_wiki_links
from enregard.seeds.dialects.words import words_plugin
from enregard.seeds.hidden import without_comments
from enregard.seeds.html.detect import has_html
from enregard.seeds.inline import mark_not_translated, read_inline
from enregard.seeds.not_translated import MARK_LINE, has_mark, not_translated_plugin
from enregard.seeds.notes import Notes
from enregard.seeds.source import Source

_CONTAINERS = {
    "blockquote": BlockKind.BLOCK_QUOTE,
    "bullet_list": BlockKind.LIST,
    "ordered_list": BlockKind.LIST,
    "list_item": BlockKind.ITEM,
    "table": BlockKind.TABLE,
    "tr": BlockKind.TABLE_ROW,
    "footnote_reference": BlockKind.FOOTNOTE,
    "dl": BlockKind.DEFINITION_LIST,
    "dd": BlockKind.DEFINITION,
    "box": BlockKind.BOX,
    "figure": BlockKind.FIGURE,
    "html": BlockKind.HTML_BLOCK,
}
_LEAVES = {
    "paragraph": BlockKind.PARAGRAPH,
    "heading": BlockKind.HEADING,
    "caption": BlockKind.CAPTION,
    "dt": BlockKind.TERM,
    "th": BlockKind.TABLE_CELL,
    "td": BlockKind.TABLE_CELL,
}
_TRANSPARENT = ("thead", "tbody")
_MAY_BE_EMPTY = frozenset({BlockKind.TABLE_CELL, BlockKind.ITEM, BlockKind.FOOTNOTE, BlockKind.HTML_BLOCK})
_OF_BLOCKS = ("kind", "head", "checked", "html", "start", "end", "ids")
"""Attributes of blocks that plugins and raw HTML leave in the `meta` of a token."""
# markdown-it silently drops blocks beyond its own limit, so ours must be lower. A list with its items is two
# levels deep. The time spent on unclosed brackets grows with markdown-it's limit.
_DEEPEST = 20
_LIBRARY_LIMIT = 24


@dataclass(slots=True)
class _Node:
    """A block being built."""

    kind: BlockKind
    line: int
    attrs: dict[str, str] = field(default_factory=dict)
    text: Text | None = None
    children: list[Block] = field(default_factory=list)
    not_translated: bool = False
    """Whether it, or a block around it, is marked as not to be translated."""


def read_blocks(lines: Sequence[str], first: int, notes: Notes, *, allow_html: bool) -> list[Block]:
    """Return the blocks of `lines`, with footnotes at the end; `first` is the number of the first line.

    Comments are dropped. Without `allow_html`, raw HTML is read as what it means; `notes` gets what is left
    out. Raises EnregardError with the line if blocks or markup are nested too deeply, or two footnotes have
    the same label.
    """
    source = without_comments(Source(lines, range(first, first + len(lines))), notes)
    source = without_wiki_links(without_shortcodes(source, notes))
    source = without_statements(without_expressions(with_loose_lines(source)))
    numbers = source.numbers or [first]
    env: dict[str, object] = {"numbers": numbers}
    try:
        tokens = _parser(has_mark(source.text)).parse(source.text, env)
        if has_html(tokens):
            from enregard.seeds.html.read import read_html  # late: most articles have no HTML

            tokens = read_html(tokens, source, notes, allow_html=allow_html)
    except RecursionError:
        raise EnregardError(_("markup is nested too deeply to read: simplify it"), line=first) from None
    return _Reader(numbers, env).read(tokens)


def _stop_when_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Stop the parser if blocks are nested too deeply. This is a block rule that never matches."""
    if state.level > _DEEPEST:
        what = _("blocks are nested more than {deepest} levels deep: simplify them", deepest=_DEEPEST)
        raise EnregardError(what, line=state.env["numbers"][start])
    return False


@cache
def _parser(marked: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _LIBRARY_LIMIT})
    parser.enable(["table", "strikethrough"])
    # Left in place, footnotes keep their line numbers, and unreferenced ones are not dropped.
    parser.use(footnote_plugin, move_to_end=False)
    parser.use(deflist_plugin)
    parser.use(
        dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False, double_inline=True
    )
    parser.use(superscript_plugin)
    parser.use(subscript_plugin)
    parser.use(boxes_plugin)
    parser.use(attributes_plugin)
    parser.use(words_plugin)
    parser.use(lenient_plugin)
    if marked:
        parser.use(not_translated_plugin)
    parser.block.ruler.before("table", "stop_when_deep", _stop_when_deep)
    return parser


class _Reader:
    """Turns the tokens of one article into blocks."""

    def __init__(self, numbers: Sequence[int], env: dict[str, object]) -> None:
        self.numbers = numbers
        self.line = numbers[0]
        footnotes = env.get("footnotes")
        self.notes: dict[int, dict[str, object]] = footnotes["list"] if isinstance(footnotes, dict) else {}
        self.labels: dict[int, str] = {}
        self.root = _Node(BlockKind.BLOCK_QUOTE, self.line)
        self.stack = [self.root]
        self.footnotes: dict[str, Block] = {}
        self.ids = ""  # what links call a block that had no words, for the next one
        self.pending_mark: int | None = None  # the line of a mark that applies to the next block

    def read(self, tokens: Iterable[Token]) -> list[Block]:
        tokens = list(tokens)
        self._set_labels(tokens)
        for token in tokens:
            self._take(token)
        self._check_mark()
        return [*self.root.children, *self._in_order_of_reference()]

    def _set_labels(self, tokens: Sequence[Token]) -> None:
        """Set the labels of all footnotes; inline ones get a free number."""
        taken = {str(token.meta["label"]) for token in tokens if token.type == "footnote_reference_open"}
        number = 0
        for note_id, note in self.notes.items():
            label = note.get("label")
            while label is None:
                number += 1
                label = None if str(number) in taken else str(number)
            self.labels[note_id] = str(label)

    def _take(self, token: Token) -> None:
        if token.map:
            self.line = self.numbers[min(token.map[0], len(self.numbers) - 1)]
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in _TRANSPARENT:
            return
        if token.type == "inline":
            text = read_inline(token.children or (), self.line, self._label)
            self.stack[-1].text = mark_not_translated(text) if self.stack[-1].not_translated else text
            self._add_inline_footnotes(token.children or ())
        elif token.nesting == 1:
            kind = _LEAVES.get(name) or _CONTAINERS[name]
            marked = self.pending_mark is not None or "not_translated" in token.meta
            self.pending_mark = None
            not_translated = marked or self.stack[-1].not_translated
            attrs = _attrs(token, name)
            if self.ids:
                attrs["ids"] = f"{self.ids} {attrs.get('ids', '')}".strip()
                self.ids = ""
            self.stack.append(_Node(kind, self.line, attrs, not_translated=not_translated))
            if name == "paragraph" and not token.hidden and self.stack[-2].kind is BlockKind.ITEM:
                self.stack[-3].attrs["tight"] = "false"
            elif name == "paragraph" and token.hidden and self.stack[-2].kind is BlockKind.DEFINITION:
                self.stack[-2].attrs["tight"] = "true"
        elif token.nesting == -1:
            self._check_mark()
            self._close(self.stack.pop())
        elif token.type == MARK_LINE:
            self.pending_mark = self.line
        elif token.type in ("fence", "code_block", "math_block"):
            is_math = token.type == "math_block"
            name = "math" if is_math else token.info.strip()
            info = {"info": name} if name else {}
            info |= _kept(token)
            content = token.content.strip("\n") + "\n" if is_math else token.content
            self._add(Block(BlockKind.CODE_BLOCK, self.line, literal=content, attrs=info))
        elif token.type == "html_block":
            self._add(Block(BlockKind.HTML_BLOCK, self.line, literal=token.content))
        elif token.type == "hr":
            self._add(Block(BlockKind.THEMATIC_BREAK, self.line, attrs=_kept(token)))
        else:
            raise AssertionError(f"unknown token type of markdown-it: {token.type}")

    def _check_mark(self) -> None:
        """Raise EnregardError if no block follows a mark."""
        if self.pending_mark is not None:
            raise EnregardError(
                _("no block follows {translate=no}: put it above the block that should stay in French"),
                line=self.pending_mark,
            )

    def _add(self, block: Block) -> None:
        self.pending_mark = None  # code, rules and raw HTML are never translated
        self.stack[-1].children.append(block)

    def _close(self, node: _Node) -> None:
        text = node.text
        if node.kind is BlockKind.TABLE_CELL:
            text = text or Text("")
        elif text is not None and not text.plain:
            text = None
        if text is None and not node.children and node.kind not in _MAY_BE_EMPTY:
            self.ids = node.attrs.get("ids", "")
            return
        if node.kind is BlockKind.TABLE and len(node.children) > 1 and _is_empty(node.children[0]):
            node.attrs["head"] = "false"
            del node.children[0]
        block = Block(node.kind, node.line, text, tuple(node.children), attrs=node.attrs)
        if node.kind is not BlockKind.FOOTNOTE:
            self._add(block)
            return
        label = node.attrs["label"]
        if label in self.footnotes:
            raise EnregardError(
                _(
                    "a second footnote [^{label}] (the first is on line {line}): give it another label",
                    label=label,
                    line=self.footnotes[label].line,
                ),
                line=node.line,
            )
        self.footnotes[label] = block

    def _label(self, token: Token) -> str:
        return self.labels[token.meta["id"]]

    def _add_inline_footnotes(self, tokens: Sequence[Token]) -> None:
        """Add blocks for inline footnotes, and for those nested in them."""
        for token in tokens:
            note = self.notes[token.meta["id"]] if token.type == "footnote_ref" else {}
            children = note.get("tokens")
            if isinstance(children, list):
                text = read_inline(children, self.line, self._label)
                paragraph = (Block(BlockKind.PARAGRAPH, self.line, text),) if text.plain else ()
                label = self._label(token)
                self.footnotes[label] = Block(
                    BlockKind.FOOTNOTE, self.line, children=paragraph, attrs={"label": label}
                )
            self._add_inline_footnotes(children if isinstance(children, list) else token.children or ())

    def _in_order_of_reference(self) -> list[Block]:
        """Return the footnotes in order of reference, then unreferenced ones."""
        order = {label: number for number, label in enumerate(self.labels.values())}
        return sorted(self.footnotes.values(), key=lambda note: order.get(note.attrs["label"], len(order)))


def _is_empty(row: Block) -> bool:
    """Return whether no cell of a row has words."""
    return not any(cell.children or (cell.text and cell.text.plain) for cell in row.children)


def _attrs(token: Token, name: str) -> dict[str, str]:
    return _own_attrs(token, name) | _kept(token)


def _kept(token: Token) -> dict[str, str]:
    return {key: str(token.meta[key]) for key in _OF_BLOCKS if key in token.meta}


def _own_attrs(token: Token, name: str) -> dict[str, str]:
    if name == "heading":
        identity = {"id": str(token.attrs["id"])} if token.attrs.get("id") else {}
        return {"level": token.tag[1:], **identity}
    if name in ("bullet_list", "ordered_list"):
        attrs = {"ordered": str(name == "ordered_list").lower(), "tight": "true"}
        start = token.attrs.get("start")
        return attrs if start is None else attrs | {"start": str(start)}
    if name in ("th", "td"):
        align = str(token.attrs.get("style", "")).removeprefix("text-align:")
        return {"align": align} if align else {}
    return {"label": str(token.meta["label"])} if name == "footnote_reference" else {}
