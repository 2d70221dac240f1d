"""Write the tokens of an article that contains raw HTML as one HTML document.

Tokens of Markdown become elements with an attribute that holds their index, so that they can be found again
in the tree that the HTML parser makes of it.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from html import escape

from markdown_it.token import Token

from enregard.seeds.html.fragments import clean, closed_names, closers, is_tag

_ELEMENTS = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "dl", "dt", "dd"}
    | {"table", "thead", "tbody", "tr", "th", "td"}
)


class Document:
    """Writes tokens as HTML. Afterwards, `tokens` has the token for each index."""

    def __init__(self, tokens: Sequence[Token], source: str, *, allow_html: bool) -> None:
        self.tokens: list[Token] = []
        # Longer than any run in the source: no raw HTML may pass for a token.
        self.attribute = "t" * (1 + max(map(len, re.findall("t+", source)), default=0))
        self._closed = closed_names(source)
        self._allow_html = allow_html
        self._parts: list[str] = []
        self._lines = [0]  # the index of the source line at the start of each part
        self._starts = [1]  # the number of the line in the document at which each part starts
        self._line = 1
        self._write(tokens)

    @property
    def html(self) -> str:
        """The document."""
        return "".join(self._parts)

    def line(self, number: int) -> int:
        """Return the index of the source line for a line number of the document."""
        at = bisect_right(self._starts, number) - 1
        return self._lines[at] + number - self._starts[at]

    def _put(self, html: str) -> None:
        self._parts.append(html)
        self._line += html.count("\n")

    def _at(self, line: int) -> None:
        self._lines.append(line)
        self._starts.append(self._line)

    def _write(self, tokens: Sequence[Token]) -> None:
        raw = [token for token in tokens if token.type == "html_block"]
        cleaned = [clean(token.content, self._closed) for token in raw]
        ends = iter(zip(cleaned, closers(cleaned, allow_html=self._allow_html), strict=True))
        for token in tokens:
            token.block = True  # which not every plugin says
            if token.map and token.nesting >= 0:
                self._put("\n")
                self._at(token.map[0])
            if token.type == "html_block":
                self._put("".join(next(ends)) + "\n")
            elif token.type == "inline":
                self._inline(token.children or ())
            elif token.nesting == 0:
                self._put(f"<hr {self._name(token)}>")
            elif token.nesting == 1:
                self._put(f"<{_element(token)} {self._name(token)}>")
            else:
                self._put(f"</{_element(token)}>")

    def _inline(self, tokens: Sequence[Token]) -> None:
        raw = {
            at: token.content
            for at, token in enumerate(tokens)
            if token.type == "html_inline" and is_tag(token.content, self._closed)
        }
        cleaned = [clean(html, self._closed) for html in raw.values()]
        by_index = dict(zip(raw, cleaned, strict=True))
        for at, token in enumerate(tokens):
            if at in by_index:
                self._put(by_index[at])
            elif token.type in ("text", "text_special", "html_inline"):
                self._put(escape(token.content, quote=False))
            elif token.type == "softbreak":
                self._put("\n")
            elif token.nesting == 0:
                self._put(f"<img {self._name(token)}>")
            else:
                self._put(f"<span {self._name(token)}>" if token.nesting == 1 else "</span>")
        self._put("".join(closers(["".join(cleaned)], allow_html=self._allow_html)))

    def _name(self, token: Token) -> str:
        self.tokens.append(token)
        return f'{self.attribute}="{len(self.tokens) - 1}"'


def _element(token: Token) -> str:
    return token.tag if token.tag in _ELEMENTS else "section"
