"""Render an article as the rows of a facing page: each block in French and in English."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape, unescape
from itertools import chain, count, islice
from zlib import crc32

from markupsafe import Markup

from enregard.article.article import (
    OBJECT,
    Block,
    BlockKind,
    Facing,
    FacingArticle,
    Mark,
    MarkKind,
    Sentence,
    State,
    Text,
)
from enregard.article.section_ids import TITLE, SectionIds
from enregard.article.word_links import words_of
from enregard.publication.publication import Settings
from enregard.site.article.blocks import BlockRenderer, split_title
from enregard.site.article.editors_notes import editors_note, note_mark
from enregard.site.article.findings import finding_mark
from enregard.site.article.html import plain_html, text_html, without_page_tags
from enregard.site.words.strings import STRINGS
from enregard.system.encoding import base32

HIGHLIGHTED = 48
"""The number of sentences in a group, each with its own rule to highlight it with its counterpart."""

GROUPS = 25
"""The number of groups with rules in one row. Sentences after them are highlighted without a counterpart."""

_START_TAG = re.compile("<[a-z][a-z0-9]*")
_NO_WORDS = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.DOTALL | re.IGNORECASE)
_NO_IDS = Markup()
_SEPARATOR = re.compile(r'<(?:br|img)\b[^>]*>|<a [^<>]* role="doc-noteref">[^<>]*</a>')
_TAG = re.compile("<[^>]*>")
_UNNUMBERED = frozenset({BlockKind.HEADING, BlockKind.THEMATIC_BREAK, BlockKind.FOOTNOTE})


@dataclass(frozen=True, slots=True)
class Row:
    """One top-level block in both languages."""

    kind: str
    fr: Markup
    en: Markup
    ids: Markup
    """Empty elements to put before its first words on each page. They have the ids of its sections, and the
    lasting ids of its sentences, in order."""
    number: int = 0
    """The passage's number, the same on all pages of the article; 0 for headings, rules and footnotes."""


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks of an article; `heading` is the first block if it is the title, else None."""

    heading: Row | None
    rows: tuple[Row, ...]
    ids: Markup
    """Like those of a row, for the title."""
    notes: Markup
    """The editor's notes on the title and the description, in English."""
    words: str = ""
    """Which words correspond in each sentence, as `article.word_links` writes it, separated by commas."""


def body(article: FacingArticle, settings: Settings) -> Body:
    """Render the blocks of `article`, with what `settings` allow on pages."""
    title, blocks = split_title(article.article)
    sections = SectionIds(article.article)
    french, english = (_Side(lang, article, settings) for lang in ("fr", "en"))
    heading = _row("heading", french.leaf(), english.leaf()) if title else None
    anchors = _anchors(article)
    notes = english.take_notes(chain(*(article.fields.get(name, ()) for name in ("title", "description"))))
    title_ids = _ids(map(escape, sections.on(0 if title else TITLE)), islice(anchors, french.number_in_row))
    rows = []
    numbers = count(1)
    for at, block in enumerate(blocks, 1 if title else 0):
        number = 0 if block.kind in _UNNUMBERED else next(numbers)
        fr, en = french.row(block), english.row(block)
        same = block.kind is BlockKind.PARAGRAPH and french.picture and french.picture == english.picture
        ids = _ids(map(escape, sections.on(at)), islice(anchors, french.number_in_row))
        rows.append(_row("picture" if same else f"{block.kind}", fr, en, ids, number))
    words = _words(french.links, english.links)
    return Body(heading, tuple(rows), title_ids, Markup(notes), words)  # noqa: S704


def _words(french: dict[int, str], english: dict[int, str]) -> str:
    """Join the links of the sentences that have the same ones on both sides."""
    found = {number: links for number, links in french.items() if english.get(number) == links}
    return ",".join([found.get(number, "") for number in range(1, max(found, default=0) + 1)])


def _anchors(article: FacingArticle) -> Iterator[str]:
    """Yield an element with an id for each sentence of the text.

    The id is a checksum of its French, so it survives changes elsewhere, in base32 (RFC 4648) and lower case.
    Sentences with the same one are numbered. A sentence that joins several has the ids of all.
    """
    seen: dict[str, int] = {}
    for facing in chain.from_iterable(article.leaves):
        sentence = facing.sentence
        if not sentence.parts:
            yield f'<a id="{_anchor(sentence, seen)}"></a>'
            continue
        first, *others = [_anchor(part, seen) for part in sentence.parts]
        yield "".join([f'<a id="{first}"></a>', *(f'<a id="{name}" data-joined></a>' for name in others)])


def _anchor(sentence: Sentence, seen: dict[str, int]) -> str:
    name = f"s-{base32(crc32(sentence.text.plain.encode('utf-8', 'surrogatepass')) >> 2, 3)}"
    times = seen[name] = seen.get(name, 0) + 1
    return name if times == 1 else f"{name}-{times}"


def _row(kind: str, fr: str, en: str, ids: Markup = _NO_IDS, number: int = 0) -> Row:
    """Make a row from the HTML of `_Side`, which is already escaped."""
    return Row(kind, Markup(fr), Markup(en), ids, number)  # noqa: S704


def _ids(names: Iterable[str], anchors: Iterable[str]) -> Markup:
    """Render what links to sections and sentences lead to: elements without words. `names` are escaped."""
    links = "".join([*(f'<a id="{name}"></a>' for name in names), *anchors])
    return Markup(f'<span class="ids">{links}</span>\n') if links else _NO_IDS  # noqa: S704


class _Side(BlockRenderer):
    """One column of a facing page."""

    quote = '<blockquote dir="auto">'
    head_cell = 'th scope="col"'
    loose = ' class="loose"'

    def __init__(self, lang: str, article: FacingArticle, settings: Settings) -> None:
        super().__init__(lang, article)
        self._strings = STRINGS[lang]
        self._settings = settings
        self._addresses = article.addresses if lang == "fr" else article.target_addresses
        self._number = 0
        self._marks = 0
        self.number_in_row = 0
        """The number of the last sentence in the current row."""
        self.links: dict[int, str] = {}
        """The links of sentences, by number, if the page has just the words of their text."""
        self._references: dict[int, int] = {}
        self._editors_notes: list[str] = []
        self._note_count = 0
        self.picture = ""
        """The address of the last picture in the row that is a whole paragraph."""

    def row(self, block: Block) -> str:
        """Render a top-level block."""
        self.number_in_row = 0
        self.picture = ""
        html = self.block(block)
        return html + self.take_notes() if self._editors_notes else html

    def paragraph(self, facings: tuple[Facing, ...], tight: bool) -> str:
        """Render a paragraph; in a tight list, it has no <p> element."""
        if tight:
            return f"{self._sentences(facings)}\n"
        # The French decides whether a picture is alone: a translation may have lost the words next to it.
        if (
            len(facings) == 1
            and _lone_picture(facings[0].sentence.text)
            and (picture := _lone_picture(self.text(facings[0])[0]))
        ):
            return self._picture(facings[0], picture)
        return f"<p>{self._sentences(facings)}</p>\n"

    def _picture(self, facing: Facing, picture: Mark) -> str:
        """Render a picture that is a whole paragraph, with its title as caption."""
        self.picture = picture.attrs.get("src", "")
        if not (title := picture.attrs.get("title")):
            return f"<p>{self.sentence(facing)}</p>\n"
        text, lang = self.text(facing)
        tag = "figcaption" if lang == self.lang else f'figcaption lang="{lang}"'
        caption = f"<{tag}>{plain_html(title, lang)}</figcaption>"
        # A title that is also a caption would be read out twice.
        attrs = {name: value for name, value in picture.attrs.items() if name != "title"}
        untitled = replace(text, marks=(replace(picture, attrs=attrs),))
        return f"<figure>{self.sentence(facing, untitled)}{caption}</figure>\n"

    def sentence(self, facing: Facing, text: Text | None = None) -> str:
        """Render one sentence, with the same number as its counterpart. `text` replaces its own text."""
        self._number += 1
        self.number_in_row += 1
        own, lang = self.text(facing)
        html = text_html(text or own, lang, self._settings, self._addresses, self._reference)
        if facing.links and (not own.marks or words_of(_visible(html)) == words_of(own.plain)):
            self.links[self._number] = facing.links
        pair = _pair_classes(self.number_in_row)
        if self.lang == "fr":
            return f'<span class="s{pair}" id="fr-{self._number}" tabindex="-1">{html}</span>'
        start = f'<span class="s{pair} {facing.state}" id="{self.lang}-{self._number}" tabindex="-1"'
        if facing.state is not State.MISSING:
            marks = self._mark(facing) + self._note_mark(facing) if facing.findings or facing.note else ""
            return f"{start}>{html}</span>{marks}"
        missing = f'<small class="note">[{self._strings.missing_note}]</small>'
        return f'{start} lang="fr">{html}</span> {missing}{self._note_mark(facing)}'

    def _note_mark(self, facing: Facing) -> str:
        """Render the link to the editor's note on `facing`, if any; `take_notes` renders the note."""
        if not facing.note:
            return ""
        self._note_count += 1
        number = self._note_count
        self._editors_notes.append(editors_note(number, facing.note, self._strings))
        return note_mark(number, self._strings.editors_note)

    def take_notes(self, unmarked: Iterable[Facing] = ()) -> str:
        """Render the editor's notes since the last call, and those on `unmarked` sentences."""
        others = (editors_note(0, facing.note, self._strings) for facing in unmarked if facing.note)
        notes = [*self._editors_notes, *others]
        self._editors_notes.clear()
        return "".join(notes)

    def _mark(self, facing: Facing) -> str:
        """Render the link to the note on `facing`, if there is one."""
        if not facing.findings or not self._settings.show_findings:
            return ""
        self._marks += 1
        return finding_mark(self._marks, self._strings.finding)

    def literal(self, block: Block) -> str:
        """Render a block of code, the same in both languages, or of raw HTML."""
        if block.kind is BlockKind.HTML_BLOCK:
            if not self._settings.allow_html:
                return f"<pre>{escape(block.literal)}</pre>\n"
            html = without_page_tags(block.literal)
            is_french = self.lang != "fr" and _has_words(html)
            return f'<div lang="fr">{html}</div>\n' if is_french else html
        info = block.attrs.get("info", "").split()
        language = f' class="language-{escape(info[0])}"' if info else ""
        return (
            f'<pre translate="no" tabindex="0" role="group" aria-label="{self._strings.code}">'
            f"<code{language}>{escape(block.literal)}</code></pre>\n"
        )

    def wrapped(self, block: Block, inside: str) -> str:
        """Render a raw element around other blocks, if allowed."""
        if not self._settings.allow_html:
            return inside
        start, end = (without_page_tags(block.attrs.get(name, "")) for name in ("start", "end"))
        return f"{start}\n{inside}{end}\n"

    def with_attributes(self, html: str, attributes: str) -> str:
        """Return a rendered block with the further attributes that raw HTML gives it, if allowed."""
        return (
            _START_TAG.sub(rf"\g<0>{_escaped(attributes)}", html, count=1)
            if self._settings.allow_html
            else html
        )

    def task(self, item: Block) -> str:
        """Render whether a task is done, as a sign with a name for screen readers."""
        if not (sign := super().task(item)):
            return ""
        name = self._strings.done if item.attrs["checked"] == "true" else self._strings.to_do
        return f'<span class="task" role="img" aria-label="{name}">{sign.strip()}</span> '

    def table(self, block: Block) -> str:
        """Render a table, which scrolls if it is wider than its column."""
        label = self._strings.table
        return (
            f'<div class="scroll" tabindex="0" role="group" aria-label="{label}">{super().table(block)}</div>'
        )

    def _reference(self, label: str) -> str:
        """Render a reference to the footnote `label`."""
        number = self.notes.get(label)
        if number is None:
            return f"<sup>{escape(label)}</sup>"
        count = self._references[number] = self._references.get(number, 0) + 1
        anchor = f"{self.lang}-ref-{number}" + (f"-{count}" if count > 1 else "")
        target = f"#{self.lang}-note-{number}"
        return f'<sup><a href="{target}" id="{anchor}" role="doc-noteref">{number}</a></sup>'

    def footnote(self, number: int, anchor: str, inside: str) -> str:
        """Render a footnote, with a link back to its first reference."""
        back = (
            f'<a class="back" href="#{self.lang}-ref-{number}" role="doc-backlink" '
            f'aria-label="{self._strings.footnote_back}">↩</a>\n'
            if number in self._references
            else ""
        )
        return f'<div class="footnote"{anchor}>\n<span class="number">{number}</span>\n{inside}{back}</div>\n'


def _visible(html: str) -> str:
    """Return the words of a sentence as the theme's script sees them."""
    return unescape(_TAG.sub("", _SEPARATOR.sub(" ", html)))


def _has_words(html: str) -> bool:
    """Return whether raw HTML has words that readers see."""
    return any(map(str.isalpha, _NO_WORDS.sub("", html)))


def _escaped(replacement: str) -> str:
    return replacement.replace("\\", r"\\")


def _lone_picture(text: Text) -> Mark | None:
    """Return the picture that is all of `text`, if it is one."""
    if len(text.marks) == 1 and text.marks[0].kind is MarkKind.IMAGE and text.plain.strip() == OBJECT:
        return text.marks[0]
    return None


def _pair_classes(number: int) -> str:
    """Return the classes that a sentence shares only with its counterpart; `number` counts in the row."""
    group, position = divmod(number - 1, HIGHLIGHTED)
    if not group:
        return f" n{position + 1}"
    return f" n{position + 1} g g{group}" if group < GROUPS else ""
