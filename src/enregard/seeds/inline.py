"""Turn markdown-it's inline tokens into a text with marks."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from markdown_it.token import Token

from enregard.article.article import OBJECT, Mark, MarkKind, Text
from enregard.article.blanks import BLANKS, collapse, one_line, without_invisible
from enregard.article.edits import strip_text
from enregard.errors import EnregardError
from enregard.messages import _

_MARK_KINDS = {
    "em": MarkKind.EMPHASIS,
    "strong": MarkKind.STRONG,
    "s": MarkKind.STRIKETHROUGH,
    "link": MarkKind.LINK,
    "underline": MarkKind.UNDERLINE,
    "inserted": MarkKind.INSERTED,
    "highlight": MarkKind.HIGHLIGHT,
    "small": MarkKind.SMALL,
    "sup": MarkKind.SUPERSCRIPT,
    "sub": MarkKind.SUBSCRIPT,
    "cite": MarkKind.CITE,
    "quote": MarkKind.QUOTE,
    "abbreviation": MarkKind.ABBREVIATION,
    "not_translated": MarkKind.NOT_TRANSLATED,
}
_LITERAL = {"code_inline": MarkKind.CODE, "math_inline": MarkKind.CODE, "kbd_inline": MarkKind.KEYBOARD}
_DEEPEST = 32
_ENDING = re.compile(
    r"(?:\d|\b[IVXLCDM]+)(?=i?[eè]?[rm]?e?s?\Z|nde?s?\Z|ds?\Z|os?\Z)"
    r"|\bM(?=mes?\Z|es?\Z|lles?\Z|grs?\Z|rs?\Z)|\bD(?=rs?\Z|resse\Z)|\b[Nn](?=os?\Z)|\bS(?=ts?\Z|tes?\Z)"
    r"|\bC(?=ie\Z)|\b[fv](?=os?\Z)|\bP(?=r\Z)"
)
"""What comes right before the end of an abbreviation or of an ordinal number."""
_PLAIN_BLANKS = str.maketrans(dict.fromkeys("\t\n\x0b\x0c\r\x85\u2028\u2029" + OBJECT, " "))
"""In code, blanks are not collapsed: each becomes a space."""


class _TextBuilder:
    """Builds a text and its marks. Marks stay empty until they end, and empty ones are dropped."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.words_end = 0
        self.marks: list[Mark] = []
        self.open: list[int] = []  # indices of open marks
        self.blank = True

    def add(self, text: str) -> None:
        """Add words, and collapse each run of blanks, even across calls."""
        text = collapse(without_invisible(text.replace(OBJECT, " ")))
        if self.blank:
            text = text.lstrip(" ")
        if text:
            self.add_verbatim(text)
            self.blank = text.endswith(" ")

    def add_verbatim(self, text: str) -> None:
        if words := text.rstrip(BLANKS):
            self.words_end = self.length + len(words)
        self.parts.append(text)
        self.length += len(text)
        self.blank = False

    def begin(self, kind: MarkKind, attrs: Mapping[str, str], line: int) -> None:
        if len(self.open) == _DEEPEST:
            raise EnregardError(
                _("markup is nested more than {deepest} levels deep: simplify it", deepest=_DEEPEST),
                line=line,
            )
        self.open.append(len(self.marks))
        self.marks.append(Mark(kind, self.length, self.length, attrs))

    def end(self) -> None:
        number = self.open.pop()
        mark = self.marks[number]
        if mark.kind is MarkKind.LINK and self.words_end <= mark.start:
            self.add(mark.attrs["href"])  # a link without words shows its address, so nothing is lost
        nested = mark.kind is MarkKind.NOT_TRANSLATED and any(
            self.marks[at].kind is mark.kind for at in self.open
        )
        if mark.attrs.get("href") != "" and not nested:
            self.marks[number] = replace(mark, end=self.length)

    def add_atom(self, kind: MarkKind, attrs: Mapping[str, str]) -> None:
        self.marks.append(Mark(kind, self.length, self.length + 1, attrs))
        self.add_verbatim(OBJECT)

    def text(self) -> Text:
        plain = "".join(self.parts)
        marks = (_with_ending(mark, plain) for mark in self.marks if mark.start < mark.end)
        return strip_text(Text(plain, tuple(marks)), BLANKS)


def _with_ending(mark: Mark, plain: str) -> Mark:
    """Say of a superscript whether it is the end of an abbreviation or of an ordinal number."""
    if mark.kind is not MarkKind.SUPERSCRIPT or not plain[mark.start : mark.end].isalpha():
        return mark
    start = max(0, mark.start - 8)
    before = _ENDING.finditer(plain[start : mark.end])
    is_ending = any(start + match.end() == mark.start for match in before)
    return replace(mark, attrs={"ending": "true"}) if is_ending else mark


def read_inline(tokens: Sequence[Token], line: int, label: Callable[[Token], str]) -> Text:
    """Return the text of `tokens`, the children of an inline token that starts near `line`.

    `label` returns the label of a footnote reference. Raises EnregardError for markup nested too deeply.
    """
    builder = _TextBuilder()
    divided = False  # a word, at the end of the line
    for token in tokens:
        name, _, end = token.type.rpartition("_")
        if token.type in ("text", "text_special"):
            builder.add(token.content)
        elif name in _MARK_KINDS and end == "open":
            attrs = _attrs(token, "href" if name == "link" else "")
            builder.begin(_MARK_KINDS[name], attrs, line)
        elif name in _MARK_KINDS:
            builder.end()
        elif token.type == "softbreak":
            builder.add("" if divided else " ")
        elif token.type == "hardbreak" and not builder.length:
            continue  # it would be an empty line
        elif token.type == "hardbreak":
            builder.add_atom(MarkKind.BREAK, {})
            builder.blank = True
        elif token.type in _LITERAL:
            builder.begin(_LITERAL[token.type], {}, line)
            builder.add_verbatim(token.content.translate(_PLAIN_BLANKS))
            builder.end()
        elif token.type == "image":
            attrs = {"alt": _alt_text(token.children or (), label), **_attrs(token, "src")}
            if attrs["src"]:
                builder.add_atom(MarkKind.IMAGE, attrs)
            else:
                builder.add(attrs["alt"])
        elif token.type == "footnote_ref":
            builder.add_atom(MarkKind.FOOTNOTE, {"label": label(token)})
        elif token.type == "html_inline":
            builder.add_atom(MarkKind.HTML, {"html": token.content})
        else:
            raise AssertionError(f"unknown token type of markdown-it: {token.type}")
        divided = token.type == "text" and token.content.endswith("\N{SOFT HYPHEN}")
    return builder.text()


def mark_not_translated(text: Text) -> Text:
    """Mark all of `text` as not to be translated."""
    if not text.plain:
        return text
    inner = (mark for mark in text.marks if mark.kind is not MarkKind.NOT_TRANSLATED)
    return Text(text.plain, (Mark(MarkKind.NOT_TRANSLATED, 0, len(text.plain)), *inner))


def _alt_text(tokens: Iterable[Token], label: Callable[[Token], str]) -> str:
    """Return the words of `tokens` without their markup, as alternative text of an image."""
    parts: list[str] = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "footnote_ref":
            parts.append(f"[^{label(token)}]")
        elif token.type == "image":
            parts.append(_alt_text(token.children or (), label))
        else:
            parts.append(token.content)
    return one_line("".join(parts).replace(OBJECT, " "))


def _attrs(token: Token, address: str) -> dict[str, str]:
    """Return the attributes of a mark: `address`, unless that is "", and the title if present."""
    attrs = {address: str(token.attrs.get(address, ""))} if address else {}
    title = token.attrs.get("title")
    return attrs | {"title": collapse(str(title))} if title else attrs
