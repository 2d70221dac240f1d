"""Render the blocks of an article in one language: lists, tables, headings and footnotes as HTML.

Web pages and books share this; what differs, above all how a sentence looks, is left to subclasses.
"""

from collections.abc import Iterator

from enregard.article.article import (
    BOX_KINDS,
    Article,
    Block,
    BlockKind,
    Facing,
    FacingArticle,
    State,
    Text,
    TitleOrigin,
)
from enregard.article.flatten import flatten
from enregard.site.words.strings import STRINGS

_COUNTS = ("a", "A", "i", "I")
"""The types of ordered lists that do not count in figures."""


class BlockRenderer:
    """Renders one language of an article, block after block in reading order.

    Subclasses implement `sentence`, `literal` and `footnote`. They may override the class attributes, which
    are tags.
    """

    rule = "<hr>"
    quote = "<blockquote>"
    head_cell = "th"
    loose = ""
    """Attributes of a list with space between its items."""

    def __init__(self, lang: str, article: FacingArticle) -> None:
        self.lang = lang
        self._leaves = iter(article.leaves)
        labels = dict.fromkeys(block.attrs.get("label", "") for block in _footnotes(article.article.blocks))
        self.notes = {label: number for number, label in enumerate(labels, 1)}
        """The numbers of footnotes by label."""
        self._notes_done: set[int] = set()
        self._outline: list[int] = []
        self._in_figure = 0

    def sentence(self, facing: Facing) -> str:
        """Render one sentence."""
        raise NotImplementedError

    def literal(self, block: Block) -> str:
        """Render a block of code or of raw HTML."""
        raise NotImplementedError

    def wrapped(self, block: Block, inside: str) -> str:
        """Render a raw element around other blocks, if allowed."""
        return inside

    def footnote(self, number: int, anchor: str, inside: str) -> str:
        """Render footnote `number`; `anchor` is its `id` attribute, or empty if already used."""
        raise NotImplementedError

    def heading(self, block: Block) -> str:
        """Render a heading."""
        level = self._level(block)
        return f"<h{level}>{self.leaf()}</h{level}>\n"

    def task(self, item: Block) -> str:
        """Render the check box of a task; other items have none."""
        done = item.attrs.get("checked")
        if done is None:
            return ""
        return "☑ " if done == "true" else "☐ "

    def paragraph(self, facings: tuple[Facing, ...], tight: bool) -> str:
        """Render a paragraph; `tight` if it is in a list without space between its items."""
        return f"<p>{self._sentences(facings)}</p>\n"

    def text(self, facing: Facing) -> tuple[Text, str]:
        """Return the text of `facing` on this side, and its language: French if not translated."""
        if self.lang == "fr" or facing.state is State.MISSING:
            return facing.sentence.text, "fr"
        return facing.target, self.lang

    def leaf(self) -> str:
        """Render the sentences of the next block that holds text."""
        return self._sentences(next(self._leaves))

    def block(self, block: Block, tight: bool = False) -> str:
        """Render `block`; `tight` if it is in a list without space between its items."""
        html = self._block(block, tight)
        return self.with_attributes(html, block.attrs["html"]) if "html" in block.attrs else html

    def with_attributes(self, html: str, attributes: str) -> str:
        """Return a rendered block with the further attributes that raw HTML gives it, if allowed."""
        return html

    def _block(self, block: Block, tight: bool) -> str:
        match block.kind:
            case BlockKind.PARAGRAPH:
                return self.paragraph(next(self._leaves), tight)
            case BlockKind.CREDIT:
                return f'<p class="credit">{self.leaf()}</p>\n'
            case BlockKind.HEADING:
                return self.heading(block)
            case BlockKind.HTML_BLOCK if "start" in block.attrs:
                return self.wrapped(block, self._inside(block))
            case BlockKind.CODE_BLOCK | BlockKind.HTML_BLOCK:
                return self.literal(block)
            case BlockKind.THEMATIC_BREAK:
                return f"{self.rule}\n"
            case BlockKind.BLOCK_QUOTE:
                return f"{self.quote}\n{self._inside(block)}</blockquote>\n"
            case BlockKind.LIST:
                return self._list(block)
            case BlockKind.ITEM:
                return f"<li>{self.task(block)}{self._inside(block, tight)}</li>\n"
            case BlockKind.DEFINITION_LIST:
                return f"<dl>\n{self._inside(block)}</dl>\n"
            case BlockKind.TERM:
                return f"<dt>{self.leaf()}</dt>\n"
            case BlockKind.DEFINITION:
                return f"<dd>{self._inside(block, tight=block.attrs.get('tight') == 'true')}</dd>\n"
            case BlockKind.BOX:
                return self._box(block)
            case BlockKind.FIGURE:
                self._in_figure += 1
                inside = self._inside(block)
                self._in_figure -= 1
                return f"<figure>\n{inside}</figure>\n"
            case BlockKind.CAPTION:
                if self._in_figure:
                    return f"<figcaption>{self.leaf()}</figcaption>\n"
                return f'<p class="caption">{self.leaf()}</p>\n'
            case BlockKind.TABLE:
                return f"{self.table(block)}\n"
            case BlockKind.FOOTNOTE:
                return self._footnote(block)
            case BlockKind.TABLE_ROW:
                return self._row(block, "td")
            case BlockKind.TABLE_CELL:
                return self._cell(block, "td")

    def _sentences(self, facings: tuple[Facing, ...]) -> str:
        return " ".join([self.sentence(facing) for facing in facings])

    def _inside(self, block: Block, tight: bool = False) -> str:
        own = self.leaf() if block.text is not None else ""
        return own + "".join([self.block(child, tight) for child in block.children])

    def _level(self, block: Block) -> int:
        """Return the level of a heading below the article's title, without skipping levels."""
        level = _integer(block.attrs.get("level", ""))
        while self._outline and self._outline[-1] >= level:
            self._outline.pop()
        self._outline.append(level)
        return min(6, 1 + len(self._outline))

    def _box(self, block: Block) -> str:
        """Render a box; one without a title gets the word for its kind."""
        kind = block.attrs.get("kind", "")
        kind = kind if kind in BOX_KINDS else "note"
        has_title = bool(block.children) and block.children[0].kind is BlockKind.CAPTION
        word = "" if has_title else STRINGS[self.lang].boxes.get(kind, "")
        title = f'<p class="caption">{word}</p>\n' if word else ""
        return f'<div class="box box-{kind}">\n{title}{self._inside(block)}</div>\n'

    def _list(self, block: Block) -> str:
        tag = "ol" if block.attrs.get("ordered") == "true" else "ul"
        tight = block.attrs.get("tight") == "true"
        start = _integer(block.attrs.get("start", ""))
        number = f' start="{start}"' if tag == "ol" and start != 1 else ""
        if tag == "ol" and (kind := block.attrs.get("type")) in _COUNTS:
            number = f' type="{kind}"{number}'
        return f"<{tag}{number}{'' if tight else self.loose}>\n{self._inside(block, tight)}</{tag}>\n"

    def table(self, block: Block) -> str:
        """Render a table; its first row is the head, unless its attributes say that it has none."""
        heads = 0 if block.attrs.get("head") == "false" else 1
        head = "".join([self._row(row, self.head_cell) for row in block.children[:heads]])
        rest = "".join([self._row(row, "td") for row in block.children[heads:]])
        head = f"<thead>\n{head}</thead>\n" if head else ""
        return f"<table>\n{head}" + (f"<tbody>\n{rest}</tbody>\n" if rest else "") + "</table>"

    def _row(self, row: Block, cell: str) -> str:
        return f"<tr>{''.join([self._cell(each, cell) for each in row.children])}</tr>\n"

    def _cell(self, cell: Block, start: str) -> str:
        align = cell.attrs.get("align")
        style = f' class="{align}"' if align in ("left", "right", "center") else ""
        return f"<{start}{style}>{self._inside(cell)}</{start[:2]}>"

    def _footnote(self, block: Block) -> str:
        number = self.notes[block.attrs.get("label", "")]
        inside = self._inside(block)
        # Of two footnotes with the same label, only the first can be a target.
        anchor = "" if number in self._notes_done else f' id="{self.lang}-note-{number}"'
        self._notes_done.add(number)
        return self.footnote(number, anchor, inside)


def split_title(article: Article) -> tuple[Block | None, tuple[Block, ...]]:
    """Split the blocks of `article` into the heading that is its title (None if absent) and the rest."""
    blocks = article.blocks
    if (
        article.title_origin is TitleOrigin.HEADING
        and blocks
        and blocks[0].kind is BlockKind.HEADING
        and blocks[0].text is not None
        and flatten(blocks[0].text) == article.title
    ):
        return blocks[0], blocks[1:]
    return None, blocks


def _footnotes(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield the footnotes among `blocks`, nested ones included."""
    for block in blocks:
        if block.kind is BlockKind.FOOTNOTE:
            yield block
        yield from _footnotes(block.children)


def _integer(text: str) -> int:
    """Return the number in `text`, in ASCII digits; 1 if it is not a number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1
