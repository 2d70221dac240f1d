"""The blocks of an article as XHTML for e-readers: French and English of each, row by row.

An e-reader may be offline and shows nothing of another host: images become their texts, with a link. Raw
HTML, which need not be well-formed, is left out where it is a tag, and shown as written where it is a block.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import quote, urlsplit

from enregard.article.article import (
    Block,
    BlockKind,
    Facing,
    FacingArticle,
    Mark,
    MarkKind,
    State,
    Text,
    TitleOrigin,
)
from enregard.export.codes import Role, pieces
from enregard.export.xml import FORBIDDEN
from enregard.site.words.typography import typeset, typeset_signs

_TAGS = {
    MarkKind.EMPHASIS: "em",
    MarkKind.STRONG: "strong",
    MarkKind.STRIKETHROUGH: "s",
    MarkKind.CODE: "code",
}
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_UNQUOTED = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Row:
    """A top-level block in both languages; `kind` is that of the block."""

    kind: str
    fr: str
    en: str


def rows(article: FacingArticle) -> tuple[Row | None, list[Row]]:
    """The heading that is the article's title, if there is one, and the rows under it."""
    blocks = article.article.blocks
    sides = _Side("fr", article), _Side("en", article)
    heading = None
    if (
        article.article.title_origin is TitleOrigin.HEADING
        and blocks
        and blocks[0].kind is BlockKind.HEADING
        and blocks[0].text is not None
    ):
        heading = Row("heading", *(side.leaf() for side in sides))
        blocks = blocks[1:]
    return heading, [Row(block.kind.value, *(side.block(block) for side in sides)) for block in blocks]


def shown(content: str, lang: str = "") -> str:
    """`content` as text of an XHTML page, with the signs of print where its language is given."""
    if lang:
        content = typeset(content, lang)
    return escape(FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", content), quote=True)


def safe_address(address: str) -> str:
    """`address` as it may be linked to from a book; empty for one that leads nowhere from there."""
    try:
        parts = urlsplit(address)
        if parts.scheme.lower() not in _SCHEMES or not (parts.netloc or parts.path):
            return ""
        if parts.scheme.lower() in ("http", "https"):
            host = parts.hostname or ""
            if not host or not host.isascii() or (parts.port or 0) < 0 or not set(host) <= _HOST:
                return ""
    except ValueError:
        return ""
    return quote(address.encode("utf-8", "replace"), safe=_UNQUOTED)


_HOST = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-")


class _Side:
    """One language of an article, block after block in reading order."""

    def __init__(self, lang: str, article: FacingArticle) -> None:
        self._lang = lang
        self._leaves = iter(article.leaves)
        labels = dict.fromkeys(block.attrs.get("label", "") for block in _footnotes(article.article.blocks))
        self._notes = {label: number for number, label in enumerate(labels, 1)}
        self._notes_done: set[int] = set()
        self._outline: list[int] = []

    def leaf(self) -> str:
        """The sentences of the next block that holds text."""
        return " ".join([self._sentence(facing) for facing in next(self._leaves)])

    def block(self, block: Block) -> str:
        """The XHTML of `block`."""
        match block.kind:
            case BlockKind.PARAGRAPH:
                return f"<p>{self.leaf()}</p>\n"
            case BlockKind.CREDIT:
                return f'<p class="credit">{self.leaf()}</p>\n'
            case BlockKind.HEADING:
                level = self._level(block)
                return f"<h{level}>{self.leaf()}</h{level}>\n"
            case BlockKind.CODE_BLOCK | BlockKind.HTML_BLOCK:
                return f"<pre><code>{shown(block.literal)}</code></pre>\n"
            case BlockKind.THEMATIC_BREAK:
                return "<hr/>\n"
            case BlockKind.BLOCK_QUOTE:
                return f"<blockquote>\n{self._inside(block) or '<p></p>'}</blockquote>\n"
            case BlockKind.LIST:
                return self._list(block)
            case BlockKind.ITEM:
                return f"<li>{self._inside(block)}</li>\n"
            case BlockKind.TABLE:
                return self._table(block)
            case BlockKind.FOOTNOTE:
                return self._footnote(block)
            case BlockKind.TABLE_ROW:
                return f"<tr>{''.join([self._cell(cell, 'td') for cell in block.children])}</tr>\n"
            case BlockKind.TABLE_CELL:
                return self._cell(block, "td")

    def _inside(self, block: Block) -> str:
        own = self.leaf() if block.text is not None else ""
        return own + "".join([self.block(child) for child in block.children])

    def _sentence(self, facing: Facing) -> str:
        french = self._lang == "fr" or facing.state is State.MISSING
        inside = self._text(facing.sentence.text if french else facing.target, "fr" if french else self._lang)
        if self._lang == "fr":
            return inside
        missing = ' lang="fr" xml:lang="fr"' if facing.state is State.MISSING else ""
        return f'<span class="{facing.state.value}"{missing}>{inside}</span>'

    def _text(self, text: Text, lang: str) -> str:
        if not text.marks:
            return shown(text.plain, lang)
        signs, french = (typeset_signs(text.plain, of) for of in (lang, "fr"))  # one for one: places stay
        out: list[str] = []
        at = linked = code = kept = 0
        for piece in pieces(text):
            if isinstance(piece, str):
                printed = "".join((french if kept else signs)[at : at + len(piece)])
                out.append(shown(piece if code else printed))
                at += len(piece)
                continue
            mark = piece.mark
            closes = piece.role is Role.CLOSE
            if piece.role is Role.ALONE:
                at += 1
                out.append(self._alone(mark, bool(linked)))
            elif mark.kind is MarkKind.KEPT:
                kept += -1 if closes else 1
                out.append("</span>" if closes else '<span lang="fr" xml:lang="fr" translate="no">')
            elif mark.kind is not MarkKind.LINK:
                code += (-1 if closes else 1) if mark.kind is MarkKind.CODE else 0
                out.append(f"<{'/' if closes else ''}{_TAGS[mark.kind]}>")
            else:
                # a link in a link is no XHTML
                linked -= closes
                address = "" if linked else safe_address(mark.attrs.get("href", ""))
                linked += not closes
                if address:
                    out.append("</a>" if closes else f'<a href="{escape(address)}">')
        return "".join(out)

    def _alone(self, mark: Mark, linked: bool) -> str:
        match mark.kind:
            case MarkKind.BREAK:
                return "<br/>"
            case MarkKind.FOOTNOTE:
                number = self._notes.get(mark.attrs.get("label", ""))
                if number is None or linked:
                    return f"<sup>{number or shown(mark.attrs.get('label', ''))}</sup>"
                return (
                    f'<sup><a epub:type="noteref" role="doc-noteref" href="#{self._lang}-note-{number}">'
                    f"{number}</a></sup>"
                )
            case MarkKind.IMAGE:
                text = shown(mark.attrs.get("alt", "") or mark.attrs.get("title", "") or _NO_WORDS)
                address = "" if linked else safe_address(mark.attrs.get("src", ""))
                return f'<a href="{escape(address)}">[{text}]</a>' if address else f"[{text}]"
        return ""

    def _level(self, block: Block) -> int:
        """The level of a heading under the article's title, with no level skipped on the way down."""
        given = block.attrs.get("level", "")
        level = int(given) if given.isascii() and given.isdigit() and len(given) < 3 else 1
        while self._outline and self._outline[-1] >= level:
            self._outline.pop()
        self._outline.append(level)
        return min(6, 1 + len(self._outline))

    def _list(self, block: Block) -> str:
        tag = "ol" if block.attrs.get("ordered") == "true" else "ul"
        start = block.attrs.get("start", "")
        number = f' start="{int(start)}"' if tag == "ol" and start.isascii() and start.isdigit() else ""
        return f"<{tag}{number}>\n{self._inside(block) or '<li></li>'}</{tag}>\n"

    def _table(self, block: Block) -> str:
        if not block.children:
            return ""
        lines = []
        for index, row in enumerate(block.children):
            cells = "".join([self._cell(cell, "td" if index else "th") for cell in row.children])
            lines.append(f"<tr>{cells}</tr>\n")
        body = f"<tbody>\n{''.join(lines[1:])}</tbody>\n" if lines[1:] else ""
        return f"<table>\n<thead>\n{lines[0]}</thead>\n{body}</table>\n"

    def _cell(self, cell: Block, tag: str) -> str:
        align = cell.attrs.get("align")
        style = f' class="{align}"' if align in ("left", "right", "center") else ""
        return f"<{tag}{style}>{self._inside(cell)}</{tag}>"

    def _footnote(self, block: Block) -> str:
        number = self._notes[block.attrs.get("label", "")]
        # two footnotes of one label cannot both be its target
        place = "" if number in self._notes_done else f' id="{self._lang}-note-{number}"'
        self._notes_done.add(number)
        return (
            f'<aside epub:type="footnote" role="doc-footnote"{place}>\n'
            f"<p><sup>{number}</sup></p>\n{self._inside(block)}</aside>\n"
        )


_NO_WORDS = "image"


def _footnotes(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The footnotes among `blocks` and inside them, in their order."""
    for block in blocks:
        if block.kind is BlockKind.FOOTNOTE:
            yield block
        yield from _footnotes(block.children)
