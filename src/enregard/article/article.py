"""Articles, blocks, sentences, and sentences facing their translations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain
from pathlib import PurePosixPath

OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Represents an atom in `Text.plain`: markup with a place in a sentence, but no words."""


class MarkKind(StrEnum):
    """A kind of inline markup."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    STRIKETHROUGH = "strikethrough"
    UNDERLINE = "underline"
    INSERTED = "inserted"
    HIGHLIGHT = "highlight"
    SMALL = "small"
    SUPERSCRIPT = "superscript"
    """`attrs`: `ending` is "true" if it ends an abbreviation or an ordinal number, as in `1er` or `Mme`:
    English writes these otherwise, so its translation may lack the mark."""
    SUBSCRIPT = "subscript"
    CITE = "cite"
    """The title of a work."""
    QUOTE = "quote"
    """A quotation; pages add the quotation marks of their language."""
    ABBREVIATION = "abbreviation"
    """`attrs`: `title`, what it stands for, if the seed says so."""
    LINK = "link"
    """`attrs`: `href`, and `title` if the seed has one."""
    CODE = "code"
    """Its words are code, which is never translated."""
    KEYBOARD = "keyboard"
    """Its words are a key to press or words to type, which are never translated."""
    NOT_TRANSLATED = "kept"  # the name in exports and in the editor
    """Words that the author wants left in French, including any markup in them."""
    IMAGE = "image"
    """Atom. `attrs`: `src`, `alt`, and `title` if the seed has one."""
    FOOTNOTE = "footnote"
    """Atom: a reference to a footnote. `attrs`: `label`."""
    BREAK = "break"
    """Atom: a hard line break."""
    HTML = "html"
    """Atom: a raw HTML tag, if the publication allows it. `attrs`: `html`."""


VERBATIM = frozenset({MarkKind.CODE, MarkKind.KEYBOARD, MarkKind.NOT_TRANSLATED})
"""Kinds whose words are the same in French and English."""

LITERAL = frozenset({MarkKind.CODE, MarkKind.KEYBOARD})
"""Kinds whose words are not prose: they are neither typeset nor segmented, and contain no markup."""

STYLES = frozenset(
    {
        MarkKind.EMPHASIS,
        MarkKind.STRONG,
        MarkKind.STRIKETHROUGH,
        MarkKind.UNDERLINE,
        MarkKind.INSERTED,
        MarkKind.HIGHLIGHT,
        MarkKind.SMALL,
        MarkKind.SUPERSCRIPT,
        MarkKind.SUBSCRIPT,
        MarkKind.CITE,
    }
)
"""Kinds that only change how words look."""

ATOMS = frozenset({MarkKind.IMAGE, MarkKind.FOOTNOTE, MarkKind.BREAK, MarkKind.HTML})


@dataclass(frozen=True, slots=True)
class Mark:
    """Inline markup over the characters `start` (included) to `end` (excluded) of a plain text.

    `start < end` always; an atom covers exactly one `OBJECT`.
    """

    kind: MarkKind
    start: int
    end: int
    attrs: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_optional(self) -> bool:
        """Whether a translation may lack it."""
        return "ending" in self.attrs

    @property
    def span(self) -> tuple[int, int]:
        """`start` and `end`."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text and the markup over it: well nested, sorted by start, outer marks before inner ones."""

    plain: str
    marks: tuple[Mark, ...] = ()

    def under(self, mark: Mark) -> str:
        """Return the words under `mark`."""
        return self.plain[mark.start : mark.end]


class BlockKind(StrEnum):
    """A kind of block. Leaves have `text` or `literal`, the others `children`."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    """`attrs`: `level`, "1" to "6", and `id`, what links call it, if the seed says so."""
    CREDIT = "credit"
    """A paragraph that says who wrote, reported or translated the article, or when."""
    CODE_BLOCK = "code_block"
    """Leaf with `literal`, never translated. `attrs`: `info`, the words after the fence."""
    HTML_BLOCK = "html_block"
    """Raw HTML, if the publication allows it. A leaf with `literal`, or an element around its children; then
    `attrs` has its tags, `start` and `end`."""
    THEMATIC_BREAK = "thematic_break"
    BLOCK_QUOTE = "block_quote"
    LIST = "list"
    """`attrs`: `ordered` and `tight`, "true" or "false". If it is ordered: `start` if that is not 1, and
    `type` if it does not count in figures: "a", "A", "i" or "I"."""
    ITEM = "item"
    """`attrs`: `checked`, "true" or "false", if it is a task."""
    DEFINITION_LIST = "definition_list"
    TERM = "term"
    """Leaf: a term of a definition list."""
    DEFINITION = "definition"
    BOX = "box"
    """A note, warning, tab or the like, set off from the text. Its first child may be a caption, its title.
    `attrs`: `kind`, one of `BOX_KINDS`."""
    FIGURE = "figure"
    """Images or other blocks. Its last child may be a caption."""
    CAPTION = "caption"
    """Leaf: the caption of a figure, or the title of a box."""
    TABLE = "table"
    """Its children are rows; the first is the head, unless the attribute `head` is "false"."""
    TABLE_ROW = "table_row"
    TABLE_CELL = "table_cell"
    """Leaf. `attrs`: `align`, one of "left", "right", "center", if the seed says so."""
    FOOTNOTE = "footnote"
    """A footnote, after all other blocks. `attrs`: `label`."""


BOX_KINDS = frozenset({"note", "tip", "important", "warning", "danger", "details", "tab"})
"""The kinds of boxes. `details` is text that its author folded away, `tab` one of several alternatives."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of an article; `line` is where it starts in the seed, from 1.

    Any block may have the attributes `ids`, what links call places in it, separated by blanks; and `html`,
    what else raw HTML says in its start tag, if the publication allows that.
    """

    kind: BlockKind
    line: int
    text: Text | None = None
    children: tuple["Block", ...] = ()
    literal: str = ""
    attrs: Mapping[str, str] = field(default_factory=dict)

    def leaves(self) -> Iterator["Block"]:
        """Yield each block with `text`, in reading order: this one, or any inside it."""
        if self.text is not None:
            yield self
        for child in self.children:
            yield from child.leaves()


@dataclass(frozen=True, slots=True)
class Header:
    """A header of a seed, exactly as given, except that common names are in one form (`author`).

    `items` are the items of a list, or the names in a list of mappings. `children` is what a mapping holds.
    """

    name: str
    value: str
    line: int
    items: tuple[str, ...] = ()
    children: tuple["Header", ...] = ()


@dataclass(frozen=True, slots=True)
class Alias:
    """Another address of an article, such as a former one; `path` is the file that redirects from it.

    It is `optional` if it was written for another generator: then it does not matter if it is taken.
    """

    path: str
    line: int
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """What the author should know about the seed: what is wrong with it and what to do, and the line."""

    what: str
    line: int


@dataclass(frozen=True, slots=True)
class ArticleDate:
    """A calendar date (ISO 8601), as precise as the seed gives it; `verbatim` is its text there."""

    verbatim: str
    year: int
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str:
        """The date in ISO 8601, as precise as given, such as `2021-07`; sorts as text."""
        if self.month is None:
            return f"{self.year:04}"
        return f"{self.year:04}-{self.month:02}" + ("" if self.day is None else f"-{self.day:02}")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where, when and by which agency a dispatch was sent: `KABOUL, 25 juillet (Reuters) -`.

    `text` is the whole dateline as written, without the blanks after it. Missing parts are None.
    """

    text: str
    place: str
    day: str | None = None
    agency: str | None = None


class TitleOrigin(StrEnum):
    """Where the title of an article comes from."""

    HEADER = "header"
    HEADING = "heading"
    FIRST_SENTENCE = "first_sentence"
    FILE_NAME = "file_name"


@dataclass(frozen=True, slots=True)
class Article:
    """An article as read from a seed.

    `path` is the path of the seed under `seeds/`. `title` is the title header, the first heading, the first
    sentence without its dateline, or the name of the file; `title_origin` says which. Pages shorten a
    sentence. `source` is None unless a header or a dateline states one. `headers` are all headers of the
    seed, in order.
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
    held: str = ""
    """In a few words, why its author does not want it published, or not yet; empty if it is published."""
    aliases: tuple[Alias, ...] = ()
    heading: Block | None = None
    """The heading that is not in `blocks` because its words are the title."""
    notes: tuple[Note, ...] = ()
    updated: ArticleDate | None = None
    """When the author last changed it, if a header says so."""

    def leaves(self) -> Iterator[Block]:
        """Yield the blocks with text, in reading order."""
        for block in self.blocks:
            yield from block.leaves()

    def pictures(self) -> set[str]:
        """Return the addresses of the pictures in the text."""
        marks = (mark for leaf in self.leaves() if leaf.text for mark in leaf.text.marks)
        return {mark.attrs.get("src", "") for mark in marks if mark.kind is MarkKind.IMAGE}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article, and its line in the seed.

    If one translation answers several sentences, they are joined to one, with themselves as `parts`.
    """

    text: Text
    line: int
    parts: tuple["Sentence", ...] = ()

    @property
    def count(self) -> int:
        """The number of sentences that it joins; 1 if it is only itself."""
        return len(self.parts) or 1


class State(StrEnum):
    """The state of the translation of a sentence."""

    MISSING = "missing"
    """There is no translation: the page shows the French instead, and says so."""
    DRAFT = "draft"
    """Nobody has marked it as reviewed, whoever translated it."""
    REVIEWED = "reviewed"
    """A person reviewed it."""
    ALIKE = "alike"
    """It has nothing to translate, such as only an image: both sides are the same."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check reports about a translation: the name of the check, and what is wrong, in words."""

    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Facing:
    """A sentence and its translation; `target` is the French if `state` is MISSING or ALIKE."""

    sentence: Sentence
    target: Text
    state: State
    engine: str = ""
    """The name and version of the model package that drafted it, as recorded; empty if unknown."""
    findings: tuple[Finding, ...] = ()
    """The findings that nobody accepted, as recorded."""
    certainty: float | None = None
    """How certain the model is of its draft, from 0 to 1; None if unknown, or if the sentence is reviewed."""
    links: str = ""
    """Which words correspond, as `article.word_links` writes it; empty if unknown."""
    note: str = ""
    """The editor's note for readers of the English, in English; empty if there is none."""


@dataclass(frozen=True, slots=True)
class FacingArticle:
    """An article with its translation.

    `leaves` has a tuple of facing sentences for each block of `article.leaves()`, and `fields` has one
    for each translated header, by name. `attributes` are texts in markup, such as the description of an
    image. `title` and `target_title` are the titles to display, in French and in English.
    """

    article: Article
    title: str
    target_title: str
    leaves: tuple[tuple[Facing, ...], ...]
    fields: Mapping[str, tuple[Facing, ...]] = field(default_factory=dict)
    attributes: tuple[Facing, ...] = ()
    addresses: Mapping[str, str] = field(default_factory=dict)
    """Maps each address in the seed, of another seed or a file, to the address in the pages."""
    target_addresses: Mapping[str, str] = field(default_factory=dict)
    """The same for the English, which may have its own images and files."""
    former: tuple[str, ...] = ()
    """The slugs that the article had before, latest first."""
    first_slug: str = ""
    """Its very first slug; empty if it had no other."""

    def facings(self) -> Iterator[Facing]:
        """Iterate over all facing sentences: fields, then the text in reading order, then attributes."""
        return chain(*self.fields.values(), *self.leaves, self.attributes)
