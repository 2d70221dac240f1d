"""Turn the blocks of an article into HTML: the French and the English of each, row by row."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from markupsafe import Markup

from enregard.article.article import Block, BlockKind, Facing, FacingArticle, Mark, State, Text, TitleOrigin
from enregard.site.article.findings import mark
from enregard.site.article.html import attribute, plain_html, text_html
from enregard.site.article.pictures import picture_alone, without_title
from enregard.site.words.strings import STRINGS

HIGHLIGHTED = 48
"""Sentences of a row that the style sheet tells apart by their number, to light up their counterpart."""

GROUPS = 25
"""Runs of so many sentences in a row that it tells apart. Sentences beyond all of them light up alone."""

_BETWEEN = frozenset({BlockKind.HEADING, BlockKind.THEMATIC_BREAK, BlockKind.FOOTNOTE})


@dataclass(frozen=True, slots=True)
class Row:
    """One top-level block in both languages."""

    kind: str
    fr: Markup
    en: Markup
    number: int = 0
    """By which readers are led to it, the same on all pages; 0 for what stands between passages."""


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks of an article; `heading` is the first where the article's title was taken from it."""

    heading: Row | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a publication lets onto its pages."""

    allow_html: bool = False
    """Raw HTML."""
    remote_images: bool = False
    """Images at other hosts."""
    findings: bool = False
    """Marks after sentences in which the checks found something."""


def body(article: FacingArticle, shown: Shown) -> Body:
    """The blocks of `article` as HTML."""
    blocks = article.article.blocks
    heading = None
    french, english = (_Side(lang, article, shown) for lang in ("fr", "en"))
    if (
        article.article.title_origin is TitleOrigin.HEADING
        and blocks
        and blocks[0].kind is BlockKind.HEADING
        and blocks[0].text is not None
    ):
        heading = _row("heading", french.leaf(), english.leaf())
        blocks = blocks[1:]
    rows = []
    numbers = count(1)
    for block in blocks:
        number = 0 if block.kind in _BETWEEN else next(numbers)
        fr, en = french.row(block), english.row(block)
        same = block.kind is BlockKind.PARAGRAPH and french.picture and french.picture == english.picture
        rows.append(_row("picture" if same else f"{block.kind}", fr, en, number))
    return Body(heading, tuple(rows))


def _row(kind: str, fr: str, en: str, number: int = 0) -> Row:
    """A row of HTML made by `_Side`, which has escaped what came from outside."""
    return Row(kind, Markup(fr), Markup(en), number)  # noqa: S704


class _Side:
    """One language of one article, rendered block after block in reading order."""

    def __init__(self, lang: str, article: FacingArticle, shown: Shown) -> None:
        self._lang = lang
        self._strings = STRINGS[lang]
        self._shown = shown
        self._leaves = iter(article.leaves)
        self._addresses = article.addresses if lang == "fr" else article.target_addresses
        self._number = 0
        self._marks = 0
        self._number_in_row = 0
        self.picture = ""
        """The address of the last picture in a row that stands by itself."""
        labels = (block.attrs.get("label", "") for block in _footnotes(article.article.blocks))
        self._notes = {label: number for number, label in enumerate(dict.fromkeys(labels), 1)}
        self._references: dict[int, int] = {}
        self._notes_done: set[int] = set()
        self._outline: list[int] = []

    def row(self, block: Block) -> str:
        """The HTML of a top-level block."""
        self._number_in_row = 0
        self.picture = ""
        return self._block(block)

    def leaf(self) -> str:
        """The sentences of the next block that holds text."""
        return " ".join([self._sentence(facing) for facing in next(self._leaves)])

    def _paragraph(self) -> str:
        """A paragraph; one that is a picture with a title is a figure."""
        facings = next(self._leaves)
        if len(facings) == 1 and (picture := picture_alone(self._text(facings[0]))):
            return self._picture(facings[0], picture)
        return f"<p>{' '.join([self._sentence(facing) for facing in facings])}</p>\n"

    def _picture(self, facing: Facing, picture: Mark) -> str:
        """A picture that stands by itself, with its title as caption."""
        self.picture = picture.attrs.get("src", "")
        if not (title := picture.attrs.get("title")):
            return f"<p>{self._sentence(facing)}</p>\n"
        shown = without_title(self._text(facing), picture)
        lang = self._language(facing)
        tag = "figcaption" if lang == self._lang else f'figcaption lang="{lang}"'
        caption = f"<{tag}>{plain_html(title, lang)}</figcaption>"
        return f"<figure>{self._sentence(facing, shown)}{caption}</figure>\n"

    def _language(self, facing: Facing) -> str:
        """The language in which this side shows `facing`."""
        return "fr" if facing.state is State.MISSING else self._lang

    def _text(self, facing: Facing) -> Text:
        """What this side shows of `facing`."""
        return facing.sentence.text if self._language(facing) == "fr" else facing.target

    def _block(self, block: Block, tight: bool = False) -> str:
        """The HTML of `block`; a paragraph of a `tight` list has no element of its own."""
        match block.kind:
            case BlockKind.PARAGRAPH:
                return f"{self.leaf()}\n" if tight else self._paragraph()
            case BlockKind.CREDIT:
                return f'<p class="credit">{self.leaf()}</p>\n'
            case BlockKind.HEADING:
                level = self._level(block)
                return f"<h{level}>{self.leaf()}</h{level}>\n"
            case BlockKind.CODE_BLOCK:
                return self._code(block)
            case BlockKind.HTML_BLOCK:
                return block.literal if self._shown.allow_html else f"<pre>{attribute(block.literal)}</pre>\n"
            case BlockKind.THEMATIC_BREAK:
                return "<hr>\n"
            case BlockKind.BLOCK_QUOTE:
                return f'<blockquote dir="auto">\n{self._inside(block)}</blockquote>\n'
            case BlockKind.LIST:
                return self._list(block)
            case BlockKind.ITEM:
                return f"<li>{self._inside(block, tight)}</li>\n"
            case BlockKind.TABLE:
                return self._table(block)
            case BlockKind.FOOTNOTE:
                return self._footnote(block)
            case BlockKind.TABLE_ROW:
                return f"<tr>{''.join([self._cell(cell, 'td') for cell in block.children])}</tr>\n"
            case BlockKind.TABLE_CELL:
                return self._cell(block, "td")

    def _inside(self, block: Block, tight: bool = False) -> str:
        """The HTML of what `block` holds."""
        own = self.leaf() if block.text is not None else ""
        return own + "".join([self._block(child, tight) for child in block.children])

    def _sentence(self, facing: Facing, text: Text | None = None) -> str:
        """One sentence, with the number that its counterpart has too; `text` for what it would show."""
        self._number += 1
        self._number_in_row += 1
        text = text or self._text(facing)
        lang = self._language(facing)
        if not text.marks:
            html = plain_html(text.plain, lang)
        else:
            html = text_html(
                text,
                lang,
                footnote=self._reference,
                allow_html=self._shown.allow_html,
                remote_images=self._shown.remote_images,
                addresses=self._addresses,
            )
        pair = _pair_classes(self._number_in_row)
        if self._lang == "fr":
            return f'<span class="s{pair}" id="fr-{self._number}" tabindex="-1">{html}</span>'
        start = f'<span class="s{pair} {facing.state}" id="{self._lang}-{self._number}" tabindex="-1"'
        if facing.state is not State.MISSING:
            return f"{start}>{html}</span>{self._mark(facing)}"
        return f'{start} lang="fr">{html}</span> <small class="note">[{self._strings.missing_note}]</small>'

    def _mark(self, facing: Facing) -> str:
        """What leads to the note on `facing`, where there is one."""
        if not facing.findings or not self._shown.findings:
            return ""
        self._marks += 1
        return mark(self._marks, self._strings.finding)

    def _level(self, block: Block) -> int:
        """The level of a heading under the article's title, with no level skipped on the way down."""
        level = _integer(block.attrs.get("level", ""), 1)
        while self._outline and self._outline[-1] >= level:
            self._outline.pop()
        self._outline.append(level)
        return min(6, 1 + len(self._outline))

    def _code(self, block: Block) -> str:
        """A block of code, the same in both languages."""
        info = block.attrs.get("info", "").split()
        language = f' class="language-{attribute(info[0])}"' if info else ""
        code = attribute(block.literal)
        label = self._strings.code
        return (
            f'<pre translate="no" tabindex="0" role="group" aria-label="{label}">'
            f"<code{language}>{code}</code></pre>\n"
        )

    def _list(self, block: Block) -> str:
        """A list; it keeps its first number."""
        tag = "ol" if block.attrs.get("ordered") == "true" else "ul"
        tight = block.attrs.get("tight") == "true"
        start = _integer(block.attrs.get("start", ""), 1)
        number = f' start="{start}"' if tag == "ol" and start != 1 else ""
        loose = "" if tight else ' class="loose"'
        return f"<{tag}{number}{loose}>\n{self._inside(block, tight)}</{tag}>\n"

    def _table(self, block: Block) -> str:
        """A table, which scrolls by itself where it is wider than its column."""
        rows = []
        for index, row in enumerate(block.children):
            tag = "td" if index else "th"
            cells = "".join([self._cell(cell, tag) for cell in row.children])
            rows.append(f"<tr>{cells}</tr>\n")
        head = f"<thead>\n{rows[0]}</thead>\n" if rows else ""
        rest = f"<tbody>\n{''.join(rows[1:])}</tbody>\n" if len(rows) > 1 else ""
        label = self._strings.table
        return (
            f'<div class="scroll" tabindex="0" role="group" aria-label="{label}">'
            f"<table>\n{head}{rest}</table></div>\n"
        )

    def _cell(self, cell: Block, tag: str) -> str:
        """One cell of a table."""
        align = cell.attrs.get("align")
        style = f' class="{align}"' if align in ("left", "right", "center") else ""
        scope = ' scope="col"' if tag == "th" else ""
        return f"<{tag}{scope}{style}>{self._inside(cell)}</{tag}>"

    def _reference(self, label: str) -> str:
        """A reference to a footnote, by the footnote's number."""
        number = self._notes.get(label)
        if number is None:
            return f"<sup>{attribute(label)}</sup>"
        count = self._references[number] = self._references.get(number, 0) + 1
        place = f"{self._lang}-ref-{number}" + (f"-{count}" if count > 1 else "")
        target = f"#{self._lang}-note-{number}"
        return f'<sup><a href="{target}" id="{place}" role="doc-noteref">{number}</a></sup>'

    def _footnote(self, block: Block) -> str:
        """A footnote, with the way back to its first reference."""
        number = self._notes[block.attrs.get("label", "")]
        inside = self._inside(block)
        # Two footnotes of one label cannot both be its target.
        place = "" if number in self._notes_done else f' id="{self._lang}-note-{number}"'
        self._notes_done.add(number)
        back = (
            f'<a class="back" href="#{self._lang}-ref-{number}" role="doc-backlink" '
            f'aria-label="{self._strings.footnote_back}">↩</a>\n'
            if number in self._references
            else ""
        )
        return f'<div class="footnote"{place}>\n<span class="number">{number}</span>\n{inside}{back}</div>\n'


def _footnotes(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The footnotes among `blocks` and inside them, in their order."""
    for block in blocks:
        if block.kind is BlockKind.FOOTNOTE:
            yield block
        yield from _footnotes(block.children)


def _pair_classes(number: int) -> str:
    """What tells a sentence, by its `number` in its row, and its counterpart from all others there."""
    group, place = divmod(number - 1, HIGHLIGHTED)
    if not group:
        return f" n{place + 1}"
    return f" n{place + 1} g g{group}" if group < GROUPS else ""


def _integer(text: str, default: int) -> int:
    """The number that `text` writes in ASCII digits, `default` where it writes none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default
