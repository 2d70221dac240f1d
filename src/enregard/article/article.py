"""The words everybody uses: articles, blocks, sentences, and sentences facing their translation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath

OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in `Text.plain` for each atom: markup that has a place in a sentence but no words of its own."""


class MarkKind(StrEnum):
    """What a piece of inline markup is."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    STRIKETHROUGH = "strikethrough"
    LINK = "link"
    """`attrs`: `href`, and `title` where the seed gives one."""
    CODE = "code"
    """The code is the marked part of the plain text, and is never translated."""
    KEPT = "kept"
    """Words that the publisher wants left in French: they are never translated, whatever they hold."""
    IMAGE = "image"
    """Atom. `attrs`: `src`, `alt`, and `title` where the seed gives one."""
    FOOTNOTE = "footnote"
    """Atom: a reference to a footnote. `attrs`: `label`."""
    BREAK = "break"
    """Atom: a hard line break."""
    HTML = "html"
    """Atom: a raw HTML tag, only where the publication allows it. `attrs`: `html`."""


VERBATIM = frozenset({MarkKind.CODE, MarkKind.KEPT})
"""What stands in the English as it does in the French."""

ATOMS = frozenset({MarkKind.IMAGE, MarkKind.FOOTNOTE, MarkKind.BREAK, MarkKind.HTML})


@dataclass(frozen=True, slots=True)
class Mark:
    """Inline markup over the characters `start` (included) to `end` (excluded) of a plain text.

    `start < end` always: an atom covers exactly one `OBJECT` character.
    """

    kind: MarkKind
    start: int
    end: int
    attrs: Mapping[str, str] = field(default_factory=dict)

    @property
    def span(self) -> tuple[int, int]:
        """`start` and `end`."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text and the markup over it.

    `marks` are well nested and in the order in which they open, an outer mark before an inner one.
    """

    plain: str
    marks: tuple[Mark, ...] = ()

    def under(self, mark: Mark) -> str:
        """Return the words under `mark`."""
        return self.plain[mark.start : mark.end]


class BlockKind(StrEnum):
    """What a block is. Leaves hold `text` (or `literal`), the others hold `children`."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    """`attrs`: `level`, "1" to "6"."""
    CREDIT = "credit"
    """A paragraph that says who wrote, reported or translated, or when."""
    CODE_BLOCK = "code_block"
    """Leaf with `literal`, never translated. `attrs`: `info`, the words after the fence."""
    HTML_BLOCK = "html_block"
    """Leaf with `literal`, only where the publication allows raw HTML."""
    THEMATIC_BREAK = "thematic_break"
    BLOCK_QUOTE = "block_quote"
    LIST = "list"
    """`attrs`: `ordered` and `tight`, "true" or "false"; `start` where it is ordered and not 1."""
    ITEM = "item"
    TABLE = "table"
    """Rows; the first is the head."""
    TABLE_ROW = "table_row"
    TABLE_CELL = "table_cell"
    """Leaf. `attrs`: `align`, one of "left", "right", "center", where the seed gives it."""
    FOOTNOTE = "footnote"
    """The text of a footnote, after everything else. `attrs`: `label`."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article, with the seed's line (from 1) on which it begins."""

    kind: BlockKind
    line: int
    text: Text | None = None
    children: tuple["Block", ...] = ()
    literal: str = ""
    attrs: Mapping[str, str] = field(default_factory=dict)

    def leaves(self) -> Iterator["Block"]:
        """The blocks under (or at) this one that hold `text`, in reading order."""
        if self.text is not None:
            yield self
        for child in self.children:
            yield from child.leaves()


@dataclass(frozen=True, slots=True)
class Header:
    """One header of a seed, exactly as given."""

    name: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Alias:
    """An address from which an article's readers may come, such as that on another site before.

    `path` is the file of the site at which it is answered.
    """

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class ArticleDate:
    """A date as precise as it was given: a year, a month or a day (ISO 8601 calendar dates).

    `verbatim` is the header's own text. `iso` is the part of it that is a date, such as `2021-07`.
    """

    verbatim: str
    year: int
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str:
        """The date in ISO 8601, with no more precision than was given; sorts as text."""
        if self.month is None:
            return f"{self.year:04}"
        return f"{self.year:04}-{self.month:02}" + ("" if self.day is None else f"-{self.day:02}")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where, when and by which agency a dispatch was sent: `KABOUL, 25 juillet (Reuters) -`.

    `text` is the whole dateline as it stands at the head of the first paragraph's plain text, without the
    blanks after it. Parts that the dateline does not give are None.
    """

    text: str
    place: str
    day: str | None = None
    agency: str | None = None


class TitleOrigin(StrEnum):
    """Where an article's title was found."""

    HEADER = "header"
    HEADING = "heading"
    FIRST_SENTENCE = "first_sentence"


@dataclass(frozen=True, slots=True)
class Article:
    """One seed, read.

    `path` is the seed's path under `seeds/`. `title` is the title header, or the text of the first heading,
    or the whole first sentence without its dateline (`title_origin` tells which; whoever shows a first
    sentence as a title shortens it). `source` is None where neither a header nor a dateline states one.
    `headers` are all the headers of the seed in their order, known or not.
    """

    path: PurePosixPath
    slug: str
    title: str
    title_origin: TitleOrigin
    blocks: tuple[Block, ...]
    date: ArticleDate | None = None
    source: str | None = None
    dateline: Dateline | None = None
    headers: tuple[Header, ...] = ()
    draft: bool = False
    """Whether its author does not want it to be published yet."""
    aliases: tuple[Alias, ...] = ()

    def leaves(self) -> Iterator[Block]:
        """The blocks that hold text, in reading order."""
        for block in self.blocks:
            yield from block.leaves()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article; `text.marks` count from the sentence's own start."""

    text: Text
    line: int


class State(StrEnum):
    """How far the translation of a sentence is."""

    MISSING = "missing"
    """There is none: the page shows the French in its place, marked."""
    DRAFT = "draft"
    """The machine's, or a text not yet marked as reviewed."""
    REVIEWED = "reviewed"
    """A person stands behind it."""
    ALIKE = "alike"
    """Nothing in it is to be translated: an image by itself, words that are kept. Both sides are the same."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found in a translation: `kind` names the check, `reason` says in words what is wrong."""

    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Facing:
    """A sentence and its translation. `target` is the sentence's own text where `state` is missing."""

    sentence: Sentence
    target: Text
    state: State
    engine: str = ""
    """What drafted the translation, as recorded: package name and version. Empty where nobody says."""
    findings: tuple[Finding, ...] = ()
    """What the checks found and nobody has accepted, as recorded."""


@dataclass(frozen=True, slots=True)
class FacingArticle:
    """An article with its translation.

    `leaves` holds one tuple of facing sentences for each block of `article.leaves()`, in the same order.
    `fields` holds those of translated headers, by header name (`title`), `attributes` those of the words in
    markup, such as the text that stands for an image.
    `title` and `target_title` are ready to be shown: French, and English.
    """

    article: Article
    title: str
    target_title: str
    leaves: tuple[tuple[Facing, ...], ...]
    fields: Mapping[str, tuple[Facing, ...]] = field(default_factory=dict)
    attributes: tuple[Facing, ...] = ()
    addresses: Mapping[str, str] = field(default_factory=dict)
    """What stands on pages for an address that leads to another seed, or to a file beside it."""
    target_addresses: Mapping[str, str] = field(default_factory=dict)
    """The same for the English, which may have other pictures and files."""
    former: tuple[str, ...] = ()
    """The slugs that the article had before it was renamed, the latest first."""
    first_slug: str = ""
    """The slug that it had first; empty where it is not known to have had another."""

    def facings(self) -> Iterator[Facing]:
        """Every facing sentence: fields, then in reading order, then the words in markup."""
        for facings in self.fields.values():
            yield from facings
        for facings in self.leaves:
            yield from facings
        yield from self.attributes
