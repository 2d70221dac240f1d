"""Read what CommonMark does not, but authors mean.

That is bold such as `** mot **` and `**mot :**suite`, `==highlighted==` words, and links to `(a name.md)`.
"""

import re
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_PAIRS = {"==": ("highlight", "mark"), "^^": ("inserted", "ins")}
_KEYS = re.compile(r"\+\+([a-z0-9-]+(?:\+[a-z0-9-]+)*)\+\+")
_LINK = re.compile(
    r"(!?)\[([^\[\]\n]*)\]\([ \t]*([^\s()<>\"]+(?:[ \t]+[^\s()<>\"]+)+)(?:[ \t]+\"([^\"\n]*)\")?[ \t]*\)"
)
_LETTERS = 2
"""How many letters there must be between two marks: `2 ** 3 ** 4` is a power."""


def lenient_plugin(parser: MarkdownIt) -> None:
    """Add loose bold, highlighted words, keys and links with blanks to `parser`."""
    parser.inline.ruler.before("sup", "pairs", _pair_of_signs)
    parser.inline.ruler.after("image", "keys", _keys)
    parser.inline.ruler.after("image", "link_with_blanks", _link)
    parser.inline.ruler2.after("emphasis", "loose_bold", _bold)


def _pair_of_signs(state: StateInline, silent: bool) -> bool:
    """Parse `==words==` and `^^words^^` between blanks or punctuation: in `a==b`, the signs compare."""
    source, start = state.src, state.pos
    sign = source[start : start + 2]
    if silent or sign not in _PAIRS or not _is_edge(source[start - 1 : start]):
        return False
    end = source.find(sign, start + 2, state.posMax)
    if end < 0 or not _is_edge(source[end + 2 : end + 3]):
        return False
    inside = source[start + 2 : end]
    if not inside or inside != inside.strip() or inside[0] == sign[0]:
        return False
    name, tag = _PAIRS[sign]
    last = state.posMax
    state.push(f"{name}_open", tag, 1)
    state.pos, state.posMax = start + 2, end
    state.md.inline.tokenize(state)
    state.push(f"{name}_close", tag, -1)
    state.pos, state.posMax = end + 2, last
    return True


def _keys(state: StateInline, silent: bool) -> bool:
    """Parse `++ctrl+c++`, keys to press."""
    match = _KEYS.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "+" else None
    if match is None or not _is_edge(state.src[state.pos - 1 : state.pos]):
        return False
    if not _is_edge(state.src[match.end() : match.end() + 1]):
        return False
    if not silent:
        state.push("kbd_inline", "kbd", 0).content = match[1].replace("+", " + ")
    state.pos = match.end()
    return True


def _is_edge(sign: str) -> bool:
    """Return whether words may begin or end beside `sign`, which is empty at an end of the text."""
    return not sign.isalnum() and sign not in ("=", "_", "^", "+")


def _link(state: StateInline, silent: bool) -> bool:
    """Parse a link or image whose address has blanks, as Pandoc and kramdown do."""
    if silent or state.src[state.pos] not in "![":
        return False
    match = _LINK.match(state.src, state.pos, state.posMax)
    if match is None or (state.linkLevel and not match[1]):
        return False
    address = state.md.normalizeLink(match[3])
    if not state.md.validateLink(address):
        return False
    title = {"title": match[4]} if match[4] else {}
    if match[1]:
        token = state.push("image", "img", 0)
        token.attrs, token.content = {"src": address, "alt": "", **title}, match[2]
        token.children = []
        state.md.inline.parse(match[2], state.md, state.env, token.children)
        state.pos = match.end()
        return True
    state.push("link_open", "a", 1).attrs = {"href": address, **title}
    last = state.posMax
    state.pos, state.posMax = match.start(2), match.end(2)
    state.linkLevel += 1
    state.md.inline.tokenize(state)
    state.linkLevel -= 1
    state.push("link_close", "a", -1)
    state.pos, state.posMax = match.end(), last
    return True


def _bold(state: StateInline) -> None:
    """Pair the marks `**` that are left over, the first with the second and so on, at each depth."""
    tokens = state.tokens
    pending: list[int | None] = [None]
    letters = 0
    before: dict[int, int] = {}  # how many letters there are before a mark
    for at, token in enumerate(tokens):
        if token.nesting > 0:
            pending.append(None)
        elif token.nesting < 0 and len(pending) > 1:
            pending.pop()
        elif token.type != "text":
            letters += _LETTERS
        elif not _is_mark(tokens, at):
            letters += sum(map(str.isalpha, token.content))
        else:
            before[at] = letters
            opening = pending[-1]
            pending[-1] = at
            if opening is not None and _is_bold(tokens, opening, at, letters - before[opening]):
                _pair(tokens, opening, at)
                pending[-1] = None


def _is_mark(tokens: list[Token], at: int) -> bool:
    """Return whether the sign at `at` and the next are `**`, and no further one is beside them."""
    return [_is_sign(tokens, it) for it in range(at - 1, at + 3)] == [False, True, True, False]


def _is_sign(tokens: list[Token], at: int) -> bool:
    return 0 <= at < len(tokens) and tokens[at].type == "text" and tokens[at].content == "*"


def _is_bold(tokens: list[Token], opening: int, closing: int, letters: int) -> bool:
    """Return whether two marks are meant to make the words between them bold."""
    if letters < _LETTERS:
        return False
    apart = [not sign.isalnum() for sign in (_text(tokens, opening - 1)[-1:], _text(tokens, closing + 2)[:1])]
    close = [not sign.isspace() for sign in (_text(tokens, opening + 2)[:1], _text(tokens, closing - 1)[-1:])]
    return all(apart) or all(close) or (apart[0] and close[0]) or (apart[1] and close[1])


def _text(tokens: list[Token], at: int) -> str:
    return tokens[at].content if 0 <= at < len(tokens) and tokens[at].type == "text" else ""


def _pair(tokens: list[Token], opening: int, closing: int) -> None:
    """Turn two marks into tokens, with the blanks inside them outside."""
    first, last = tokens[opening + 2], tokens[closing - 1]
    tokens[opening].content = tokens[closing + 1].content = ""
    if first.type == "text" and first.content[:1].isspace():
        tokens[opening].content, first.content = " ", first.content.lstrip()
    if last.type == "text" and last.content[-1:].isspace():
        tokens[closing + 1].content, last.content = " ", last.content.rstrip()
    _become(tokens[opening + 1], "strong_open", 1)
    _become(tokens[closing], "strong_close", -1)


def _become(token: Token, kind: str, nesting: Literal[1, -1]) -> None:
    token.type, token.tag, token.nesting = kind, "strong", nesting
    token.content, token.markup = "", "**"
