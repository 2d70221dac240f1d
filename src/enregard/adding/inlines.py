"""Write inlines of Pandoc's document model as Markdown."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from enregard.adding.document import Node, parts_of
from enregard.adding.escape import closes, escape, escape_address, escape_start, opens
from enregard.messages import marked

_DELIMITERS = {"Strong": ("**", "strong"), "Emph": ("*", "em"), "Both": ("***", ""), "Strikeout": ("~~", "s")}
_TAGS = {"Underline": "u", "Superscript": "sup", "Subscript": "sub"}
_SHORT = {"Superscript": "^", "Subscript": "~"}
_QUOTES = {"SingleQuote": "‘’", "DoubleQuote": "“”"}
_STYLES = frozenset([*_DELIMITERS, *_TAGS])
_BLANK = frozenset({"Space", "SoftBreak"})
INLINES = frozenset(
    """
    Str Space SoftBreak LineBreak Emph Strong Strikeout Underline Superscript Subscript SmallCaps Quoted Cite
    Code Math RawInline Link Image Note Span
    """.split()  # noqa: SIM905
)
"""The kinds of inlines."""
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp"})
_TICKS = re.compile("`+")
_ROMAN = re.compile(r"[ivxlc]{1,9}")
_NO_DESCRIPTION = re.compile(
    r"(?:https?:|www\.)\S*|[^\s/\\]{1,200}\.(?:jpe?g|png|gif|webp|bmp|tiff?|svg|emf|wmf)"
    r"|afficher l['’]image d['’]origine",
    re.IGNORECASE,
)
"""What programs write where nobody described a picture."""
_GENERATED = re.compile(r",? ?description générée automatiquement.*", re.IGNORECASE)
_SYMBOLS = str.maketrans(
    dict(
        zip("\uf0e0\uf0df\uf0f0\uf0d8\uf0b7\uf0a7\uf0fc\uf06f\uf0a8\uf0fe\uf028", "→←⇨➢•▪✓☐☐☑☎", strict=True)
    )
    | {"\uf020": " ", "\uf0a0": " ", "\uf02d": "–"}
)
"""Signs of Wingdings and Symbol at the places where Word puts them."""
_LINES = re.compile(r"[^\S\u00a0\u202f]*\n[^\S\u00a0\u202f]*")


@dataclass(slots=True)
class _Delimiter:
    """One end of a span of emphasis, written as a sign or, where that would be read as a letter, as a tag."""

    kind: str
    opening: bool
    other: "_Delimiter | None" = None
    is_tag: bool = False

    def __str__(self) -> str:
        sign, tag = _DELIMITERS[self.kind]
        if not self.is_tag:
            return sign
        slash = "" if self.opening else "/"
        tags = [tag] if tag else ["strong", "em"][:: 1 if self.opening else -1]
        return "".join(f"<{slash}{name}>" for name in tags)


@dataclass(slots=True)
class InlineWriter:
    """Writes inlines, and collects what goes elsewhere: footnotes and losses.

    `targets` are the ids that the document's links lead to. `picture` returns the new address of a picture,
    or an empty string if it is lost.
    """

    targets: frozenset[str]
    picture: Callable[[str], str]
    dropped: Counter[str] = field(default_factory=Counter)
    notes: list[list[Node]] = field(default_factory=list)
    _inside: list[str] = field(default_factory=list)

    def write(self, inlines: Sequence[Node], *, cell: bool = False) -> str:
        """Return inlines as Markdown: one line, or several with hard breaks; in a `cell`, always one."""
        given = _normalised(inlines)
        dollars = plain(given).count("$") > 1
        pieces = [*self._pieces(given, dollars)]
        _choose_tags(pieces)
        text = "".join(map(str, pieces)).strip(" \n")
        if cell:
            return _LINES.sub("<br>", text.replace("\\\n", "\n")).replace("\n", "<br>")
        starts = isinstance(next(iter(pieces), None), _Words)
        lines = text.split("\n")
        return "\n".join([escape_start(lines[0]) if starts else lines[0], *map(_later_line, lines[1:])])

    def _pieces(self, inlines: list[Node], dollars: bool) -> "Iterator[str | _Delimiter]":
        for at, node in enumerate(inlines):
            kind, content = parts_of(node)
            if kind == "Words":
                words = escape(content, dollars=dollars)
                following = inlines[at + 1]["t"] if at + 1 < len(inlines) else ""
                if words.endswith("!") and following in ("Link", "Note"):
                    words = words[:-1] + "\\!"
                yield _Words(words)
            elif kind == "LineBreak":
                yield "\\\n"
            elif kind in _DELIMITERS:
                yield from self._emphasis(kind, content, dollars)
            elif kind in _TAGS:
                yield self._tagged(kind, content, inlines[at - 1 : at] + inlines[at + 1 : at + 2], dollars)
            else:
                yield self._other(kind, content, dollars)

    def _emphasis(self, kind: str, content: list[Node], dollars: bool) -> "Iterator[str | _Delimiter]":
        if kind in self._inside:
            yield from self._pieces(content, dollars)
            return
        opening, closing = _Delimiter(kind, True), _Delimiter(kind, False)
        opening.other, closing.other = closing, opening
        yield opening
        self._inside.append(kind)
        yield from self._pieces(content, dollars)
        self._inside.pop()
        yield closing

    def _tagged(self, kind: str, content: list[Node], around: list[Node], dollars: bool) -> str:
        if kind == "Underline" and all(node["t"] == "Link" for node in content):
            return self._joined(content, dollars)
        is_word = len(content) == 1 and content[0]["t"] == "Words" and content[0]["c"].isalnum()
        apart = all(node["t"] == "Words" for node in around) and "Strikeout" not in self._inside
        if kind in _SHORT and is_word and apart:
            return f"{_SHORT[kind]}{content[0]['c']}{_SHORT[kind]}"
        return f"<{_TAGS[kind]}>{self._joined(content, dollars)}</{_TAGS[kind]}>"

    def _joined(self, inlines: list[Node], dollars: bool) -> str:
        pieces = [*self._pieces(inlines, dollars)]
        _choose_tags(pieces)
        return "".join(map(str, pieces))

    def _other(self, kind: str, content: Any, dollars: bool) -> str:
        if kind == "Link":
            return self._link(content, dollars)
        if kind == "Image":
            return self._image(content)
        if kind == "Note":
            self.notes.append(content)
            return f"[^{len(self.notes)}]"
        if kind == "Code":
            return _code(content[1])
        if kind == "Math":
            sign = "$" if content[0]["t"] == "InlineMath" else "$$"
            return f"{sign}{' '.join(content[1].split())}{sign}"
        if kind == "Anchor":
            return f'<a id="{content}"></a>' if content in self.targets else ""
        self.dropped[marked("piece* of raw markup")] += 1
        return ""

    def _link(self, content: Any, dollars: bool) -> str:
        _, inlines, (address, _) = content
        words = "" if "Link" in self._inside else address
        self._inside.append("Link")
        text = self._joined(_normalised(inlines), dollars)
        self._inside.pop()
        if not text.strip() or not words:
            return text
        scheme = _SCHEME.match(words)
        if scheme and scheme[1].lower() not in _SCHEMES:
            self.dropped[marked("link* into a program or disk")] += 1
            return text
        if words.startswith("#") and words[1:] not in self.targets:
            return text
        return f"[{text}]({escape_address(words)})"

    def _image(self, content: Any) -> str:
        _, inlines, (address, title) = content
        new = self.picture(address)
        if not new:
            return ""
        described = _GENERATED.sub("", " ".join(plain(_normalised(inlines)).split()), count=1)
        if _NO_DESCRIPTION.fullmatch(described):
            described = ""
        if title and not described:
            described = title
        return f"![{escape(described)}]({escape_address(new)})"


class _Words(str):
    """Words of the document, as opposed to markup."""

    __slots__ = ()


def plain(inlines: Iterable[Node]) -> str:
    """Return the words of inlines, without footnotes."""
    return "".join(map(_plain, inlines))


def _plain(node: Node) -> str:
    kind, content = parts_of(node)
    if kind in ("Str", "Words"):
        return str(content)
    if kind in _BLANK or kind == "LineBreak":
        return " "
    if kind in ("Code", "Math") and isinstance(content, list):
        return str(content[1])
    if kind in ("Note", "Anchor", "RawInline") or not isinstance(content, list):
        return ""
    inner = content[1] if kind in ("Span", "Link", "Image", "Quoted", "Cite") else content
    words = plain(inner)
    if kind == "Quoted":
        quotes = _QUOTES[content[0]["t"]]
        return f"{quotes[0]}{words}{quotes[1]}"
    return words


def _normalised(inlines: Iterable[Node]) -> list[Node]:
    """Return inlines with text joined, spans opened, blanks outside styles, and like styles joined."""
    found: list[Node] = []
    for node in _opened(inlines):
        last = found[-1] if found else None
        if node["t"] == "Words" and not node["c"]:
            continue
        if last is not None and last["t"] == node["t"] and node["t"] in ("Words", *_STYLES):
            both = last["c"] + node["c"]
            found[-1] = {"t": node["t"], "c": both if node["t"] == "Words" else _normalised(both)}
        elif last is not None and last["t"] == node["t"] == "Link" and last["c"][2][0] == node["c"][2][0]:
            found[-1] = {"t": "Link", "c": [last["c"][0], last["c"][1] + node["c"][1], last["c"][2]]}
        else:
            found.append(node)
    return found


def _opened(inlines: Iterable[Node]) -> Iterator[Node]:
    for node in inlines:
        kind, content = parts_of(node)
        if kind == "Str":
            yield {"t": "Words", "c": " ".join(str(content).split("\n")).translate(_SYMBOLS)}
        elif kind in _BLANK:
            yield {"t": "Words", "c": " "}
        elif kind == "Span" and content:
            if content[0][0]:
                yield {"t": "Anchor", "c": content[0][0]}
            yield from _opened(_span_style(content))
        elif kind == "SmallCaps" and content:
            words = plain(content)
            yield from _opened([{"t": "Str", "c": words.upper()}] if _ROMAN.fullmatch(words) else content)
        elif kind == "Cite" and content:
            yield from _opened(content[1])
        elif kind == "Quoted" and content:
            quotes = _QUOTES[content[0]["t"]]
            yield {"t": "Words", "c": quotes[0]}
            yield from _opened(content[1])
            yield {"t": "Words", "c": quotes[1]}
        elif kind in _STYLES:
            yield from _trimmed(kind, _normalised(content or ()))
        else:
            yield node


def _span_style(content: list[Any]) -> list[Node]:
    """Return the inlines of a span, with the style that its class means."""
    attributes, inlines = content
    styled: list[Node] = [{"t": "Underline", "c": inlines}]
    return styled if "underline" in attributes[1] else list(inlines)


def _trimmed(kind: str, inlines: list[Node]) -> Iterator[Node]:
    """Yield a style without blanks and breaks at its ends; these come before and after it."""
    before: list[Node] = []
    after: list[Node] = []
    while inlines and (found := _edge(inlines[0], first=True)):
        before.append(found[0])
        inlines = [*found[1:], *inlines[1:]]
    while inlines and (found := _edge(inlines[-1], first=False)):
        after.insert(0, found[0])
        inlines = [*inlines[:-1], *found[1:]]
    yield from before
    if inlines:
        nested = len(inlines) == 1 and {kind, inlines[0]["t"]} == {"Strong", "Emph"}
        yield {"t": "Both", "c": inlines[0]["c"]} if nested else {"t": kind, "c": inlines}
    yield from after


def _edge(node: Node, *, first: bool) -> list[Node]:
    """Return the blank at an edge of a node and the rest of the node; nothing without a blank."""
    if node["t"] in ("LineBreak", "Anchor"):
        return [node]
    if node["t"] != "Words":
        return []
    words = str(node["c"])
    rest = words.lstrip() if first else words.rstrip()
    if rest == words:
        return []
    blank = words[: len(words) - len(rest)] if first else words[len(rest) :]
    return [{"t": "Words", "c": blank}, *([{"t": "Words", "c": rest}] if rest else [])]


def _choose_tags(pieces: "list[str | _Delimiter]") -> None:
    """Write emphasis as tags where its signs would touch others or not be read as emphasis."""
    texts = [str(piece) for piece in pieces]
    for at, piece in enumerate(pieces):
        if not isinstance(piece, _Delimiter):
            continue
        before = "".join(texts[max(0, at - 2) : at])[-1:]
        after = "".join(texts[at + 1 : at + 3])[:1]
        fits = opens(before, after) if piece.opening else closes(before, after)
        sign = texts[at][0]
        if not fits or sign in (before, after):
            for end in filter(None, (piece, piece.other)):
                end.is_tag = True


def _code(content: str) -> str:
    content = " ".join(content.split("\n"))
    longest = max(map(len, _TICKS.findall(content)), default=0)
    ticks = "`" * (longest + 1)
    pad = " " if content.startswith("`") or content.endswith("`") or not content.strip() else ""
    return f"{ticks}{pad}{content}{pad}{ticks}" if content.strip() else ""


def _later_line(line: str) -> str:
    """Return a line after a hard break, which begins with words or markup."""
    line = line.lstrip(" ")
    return line if line.startswith(("![", "[", "<", "*", "`", "$", "\\", "~~", "^")) else escape_start(line)
