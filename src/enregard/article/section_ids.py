"""Give sections the ids that links lead to: what an address says after `#`."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from enregard.article.article import OBJECT, Article, Block, BlockKind, MarkKind
from enregard.article.typography import without_accents

_OF_PAGES = re.compile(
    r"(?:p|fr-|en-|(?:fr|en)-note-|(?:fr|en)-ref-(?:\d+-)?|finding-|flag-)\d+|s-[a-z2-7]{6}(?:-\d+)?"
    r"|findings|cite|text|title"
)
"""The ids that pages of articles have anyway."""
_TITLE_ID = "title"
TITLE = -1
"""Stands for the number of a block: the heading that is the title, and not in `blocks`."""
_PREFIX = "section-"  # of an id that would clash with one of the page
_IN_HTML = re.compile(r"""\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_COMBINING = re.compile("[\u0300-\u036f]")
_SEPARATES = re.compile(r"""[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:"'“”‘’–—<>,.?/]+""")


def _github(words: str) -> str:
    return re.sub(r"[^\w\- ]", "", words).replace(" ", "-").lower()


def _python_markdown(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def _vuepress(words: str) -> str:
    plain = _COMBINING.sub("", unicodedata.normalize("NFKD", words))
    return re.sub(r"^(?=\d)", "_", _SEPARATES.sub("-", plain).strip("-")).lower()


def _pandoc(words: str) -> str:
    plain = "-".join(re.sub(r"[^\w\s.-]", "", words).lower().split())
    return re.sub(r"^[\W\d_]+", "", plain)


def _kramdown(words: str) -> str:
    return re.sub(r"[^a-z0-9 -]", "", re.sub("^[^a-zA-Z]+", "", words).lower()).replace(" ", "-")


_OTHERS: tuple[tuple[Callable[[str], str], str], ...] = (
    (_python_markdown, "_"),  # MkDocs, Pelican
    (_vuepress, "-"),  # VitePress, Zola, Sphinx
    (_pandoc, "-"),
    (_kramdown, "-"),  # Jekyll, Goldmark
)
"""How generators other than GitHub make the id of a heading, and what they put before a number if it repeats.

From the sources of toc.py of Python-Markdown, @mdit-vue/shared, Text.Pandoc.Shared and kramdown's html.rb.
"""


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading, with the number of the top-level block that it is in."""

    block: int
    words: str
    own_id: str


class SectionIds:
    """The ids of the sections of an article."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._owner: dict[str, int] = {}  # the number of the block that has an id
        self._means: dict[str, str] = {}  # the main id of a section by each of its names
        self._headings: list[_Heading] = []
        self._repeats: Counter[str] = Counter()  # the last number given to headings with the same words
        if article.heading is not None:
            self._read(article.heading, TITLE)
        for number, block in enumerate(article.blocks):
            self._read(block, number)
        for heading in self._headings:
            self._give(heading.own_id, heading.block)
        self._main = [
            self._means[heading.own_id] if heading.own_id else self._numbered(heading)
            for heading in self._headings
        ]
        if self._headings:
            self._add_others()

    def on(self, block: int) -> list[str]:
        """Return the ids of the sections in the top-level block of this number, or in the `TITLE`."""
        return self._by_block.get(block, [])

    def find(self, fragment: str) -> str:
        """Return the id that a link means by `fragment`, as written; empty if it means no section.

        Exact ids come first, then those that differ only in case, accents, punctuation or blanks, then the
        words of headings.
        """
        name = unquote(fragment).strip().removeprefix("user-content-")  # GitHub's prefix
        if name in self._means:
            return self._means[name]
        if name in self._kept or _OF_PAGES.fullmatch(name):
            return name
        last = name.rpartition("#")[2]  # Obsidian names the sections around it, too
        return self._similar.get(_simple(name)) or self._similar.get(_simple(last), "")

    def _read(self, block: Block, number: int) -> None:
        for name in block.attrs.get("ids", "").split():
            self._give(name, number)
        if block.kind is BlockKind.HEADING and block.text is not None:
            words = unicodedata.normalize("NFC", block.text.plain.replace(OBJECT, "")).strip(" ")
            self._headings.append(_Heading(number, words, "-".join(block.attrs.get("id", "").split())))
        for child in block.children:
            self._read(child, number)

    def _give(self, name: str, block: int) -> str:
        """Give a block an id that the author chose, unless another block has it."""
        if name and name not in self._means:
            self._means[name] = f"{_PREFIX}{name}" if _OF_PAGES.fullmatch(name) else name
            self._owner.setdefault(self._means[name], block)
        return name

    def _numbered(self, heading: _Heading) -> str:
        """Give a heading the id that GitHub gives, with a number if that is taken."""
        base = _github(heading.words) or "section"
        number = self._repeats[base]  # all before it are taken
        name = f"{base}-{number}" if number else base
        while self._is_taken(name):
            number += 1
            name = f"{base}-{number}"
        self._repeats[base] = number
        return self._means[self._give(name, heading.block)]

    def _is_taken(self, name: str) -> bool:
        return name in self._means or name in self._owner or name in self._kept

    def _add_others(self) -> None:
        """Give headings the ids by which other generators know them, as far as they are free."""
        for form, sign in _OTHERS:
            seen: Counter[str] = Counter()
            for heading, main in zip(self._headings, self._main, strict=True):
                if heading.own_id:
                    continue
                base = form(heading.words) or "section"
                name = f"{base}{sign}{seen[base]}" if seen[base] else base
                seen[base] += 1
                if not (self._is_taken(name) or _OF_PAGES.fullmatch(name)):
                    self._means[name] = main
                    self._owner[name] = heading.block

    @cached_property
    def _by_block(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for name, number in self._owner.items():
            found.setdefault(number, []).append(name)
        return found

    @cached_property
    def _similar(self) -> dict[str, str]:
        """The ids by what is left of their names without case, accents and signs."""
        found: dict[str, str] = {}
        words = [heading.words for heading in self._headings]
        pairs = [*zip(self._main, self._main, strict=True), *zip(words, self._main, strict=True)]
        for name, target in (*pairs, *self._means.items(), (self._article.title, _TITLE_ID)):
            if simple := _simple(name):
                found.setdefault(simple, target)
        return found

    @cached_property
    def _kept(self) -> set[str]:
        """The ids in raw HTML that pages keep."""
        html = " ".join(piece for block in self._article.blocks for piece in _html(block))
        return {next(filter(None, match.groups()), "") for match in _IN_HTML.finditer(html)}


def _simple(name: str) -> str:
    plain = without_accents(name.casefold()).replace("œ", "oe").replace("æ", "ae")
    return "".join(filter(str.isalnum, plain))


def _html(block: Block) -> Iterator[str]:
    """Yield the raw HTML in a block."""
    yield from (block.attrs[name] for name in ("html", "start") if name in block.attrs)
    if block.kind is BlockKind.HTML_BLOCK:
        yield block.literal
    for mark in block.text.marks if block.text is not None else ():
        if mark.kind is MarkKind.HTML:
            yield mark.attrs.get("html", "")
    for child in block.children:
        yield from _html(child)
