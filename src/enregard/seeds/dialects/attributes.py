"""Read lists of attributes, `{#id .class}` or `{: .class }`: only ids matter to articles."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_ITEM = r"""(?:[#.][^\s{}="'#.]+|[A-Za-z][\w:-]*=(?:"[^"{}]*"|'[^'{}]*'|[^\s{}"']+)|-)"""
# Each item matches in one way only: a list without an end would take forever otherwise.
_ITEMS = rf"(?>{_ITEM}[ \t]*)(?>(?<=[\s\"'\w-])[.#]?{_ITEM}[ \t]*)*+"
_LIST = rf"\{{[ \t]*(?::[^{{}}\n]*|{_ITEMS})\}}"
_ATTRIBUTES = re.compile(_LIST)
_ALONE = re.compile(rf"[ \t]*(?:{_LIST}[ \t]*)+")
_OPENING = re.compile(r"\{| \{[ \t]*[.#:]")
_ID = re.compile(r"#([^\s{}\"'=#.]+)")
_CONTENTS = re.compile(r"\s*(?:\[\[?_?toc_?\]?\]|@\[toc\]|\$\{toc\}|\{\{\s*toc\s*\}\})\s*", re.IGNORECASE)
_CAPTION = re.compile(r"(?:Table)?:[ \t]+(?=\S)")
_KEEPS = "translate="
_OF_WORDS = "ids_of_words"
_LAST_SPAN = "last_span"
_AFTER = frozenset({"link_close", "image", "code_inline", "em_close", "strong_close", "s_close"})


def attributes_plugin(parser: MarkdownIt) -> None:
    """Drop lists of attributes and placeholders for contents.

    Ids are kept in the `attrs` of headings, and in the `meta` of the tokens that open other blocks.
    """
    parser.inline.ruler.after("link", "span", _span)
    parser.core.ruler.before("inline", "table_attributes", _tables)
    parser.core.ruler.before("inline", "block_attributes", _blocks)
    parser.core.ruler.after("inline", "inline_attributes", _words)


def _span(state: StateInline, silent: bool) -> bool:
    """Parse `[words]{.class}`, which has no meaning here but for its words."""
    opening = state.pos
    if silent or state.src[opening] != "[" or opening > _last_span(state):
        return False
    closing = state.md.helpers.parseLinkLabel(state, opening)
    match = _ATTRIBUTES.match(state.src, closing + 1, state.posMax) if closing > opening else None
    if match is None or _KEEPS in match[0]:
        return False
    last = state.posMax
    state.pos, state.posMax = opening + 1, closing
    state.md.inline.tokenize(state)
    state.pos, state.posMax = match.end(), last
    _identify_words(state, match[0])
    return True


def _last_span(state: StateInline) -> int:
    """Return where the last words with attributes may end; -1 if there are none. Searches each text once."""
    source, at = state.env.get(_LAST_SPAN, ("", -1))
    if source is not state.src:
        at = state.src.rfind("]{")
        state.env[_LAST_SPAN] = state.src, at
    return int(at)


def _identify_words(state: StateInline, attributes: str) -> None:
    """Remember an id of words for their block, by the list of its tokens."""
    if found := _ID.search(attributes):
        state.env.setdefault(_OF_WORDS, {}).setdefault(id(state.tokens), []).append(found[1])


def _blocks(state: StateCore) -> None:
    """Drop attributes at the end of headings, and on lines of their own."""
    tokens = state.tokens
    gone: set[int] = set()
    heading: Token | None = None
    latest: dict[int, Token] = {}  # the last block at each depth
    for at, token in enumerate(tokens):
        if token.type != "inline" or not at:
            if token.nesting >= 0 and token.type != "paragraph_open":
                latest[token.level] = token
            continue
        before = tokens[at - 1]
        if before.type == "heading_open":
            heading = before
            while attributes := _last_list(token.content):
                _identify(before, attributes)
                token.content = token.content.rstrip(" \t").removesuffix(attributes).rstrip(" \t")
        elif before.type == "paragraph_open" and ("{" in token.content or "toc" in token.content.lower()):
            lines = token.content.split("\n")
            kept = [line for line in lines if not _is_alone(line)]
            if len(kept) < len(lines):
                block = before if kept else (heading or latest.get(before.level, before))
                _identify(block, "".join(line for line in lines if line not in kept))
                if any("{:toc" in line.replace(" ", "") for line in lines):
                    kept = []  # the words above it only stand for the contents
                token.content = "\n".join(kept)
                if not token.content.strip():
                    gone.update(_around(tokens, at))
            latest[before.level] = before
        elif before.type != "paragraph_close":
            heading = None
    if gone:
        state.tokens = [token for at, token in enumerate(tokens) if at not in gone]


def _tables(state: StateCore) -> None:
    """Read what follows tables: attributes that look like their last row, and captions of Pandoc."""
    tokens = state.tokens
    if not any(token.type == "table_close" for token in tokens):
        return
    lines = state.src.split("\n")
    found: list[Token] = []
    table: Token | None = None
    row = 0
    figures: set[int] = set()  # the tokens of tables with a caption
    for at, token in enumerate(tokens):
        found.append(token)
        if token.type == "table_open":
            table = token
        elif token.type == "tr_open":
            row = len(found) - 1
        elif token.type == "tr_close" and table and found[row - 1].type != "thead_open":
            words = [it.content for it in found[row:] if it.type == "inline" and it.content.strip()]
            if len(words) == 1 and _is_list(words[0]) and not _has_bar(found[row], lines):
                _identify(table, words[0])
                del found[row:]
        elif token.type == "paragraph_close" and table and tokens[at - 3].type == "table_close":
            opening, inline = tokens[at - 2 : at]
            if match := _CAPTION.match(inline.content):
                words_only = inline.content[match.end() :]
                while attributes := _last_list(words_only):
                    _identify(table, attributes)
                    words_only = words_only.rstrip(" \t").removesuffix(attributes).rstrip(" \t")
                inline.content = words_only
                opening.type, token.type = "caption_open", "caption_close"
                figures.add(id(table))
                found.append(Token("figure_close", "figure", -1, level=token.level))
    state.tokens = []
    for token in found:
        if id(token) in figures:
            state.tokens.append(Token("figure_open", "figure", 1, map=token.map, level=token.level))
        state.tokens.append(token)


def _has_bar(row: Token, lines: list[str]) -> bool:
    """Return whether a row is one of the table, and not a line right below it."""
    return row.map is None or "|" in lines[row.map[0]]


def _is_list(line: str) -> bool:
    return _ALONE.fullmatch(line) is not None and _KEEPS not in line


def _last_list(words: str) -> str:
    """Return the list of attributes at the end of `words`, or "". A list after a backslash is words."""
    words = words.rstrip(" \t")
    start = words.rfind("{") if words.endswith("}") else len(words)
    before, last = words[:start], words[start:]
    is_escaped = (len(before) - len(before.rstrip("\\"))) % 2 == 1
    return last if not is_escaped and _KEEPS not in last and _ATTRIBUTES.fullmatch(last) else ""


def _around(tokens: list[Token], at: int) -> range:
    """Return the indices of the paragraph with words at `at`, and of its list if that has nothing else."""
    start, end = at - 1, at + 2
    if start >= 2 and tokens[start - 1].type == "list_item_open" and tokens[end].type == "list_item_close":
        is_only = tokens[start - 2].type.endswith("list_open") and tokens[end + 1].type.endswith("list_close")
        return range(start - 2, end + 2) if is_only else range(start - 1, end + 1)
    return range(start, end)


def _is_alone(line: str) -> bool:
    return _is_list(line) or (_KEEPS not in line and _CONTENTS.fullmatch(line) is not None)


def _identify(block: Token, attributes: str) -> None:
    """Give a block the id in a list of attributes."""
    if not (found := _ID.search(attributes)):
        return
    if block.type == "heading_open":
        block.attrs["id"] = found[1]
    else:
        block.meta["ids"] = f"{block.meta.get('ids', '')} {found[1]}".strip()


def _words(state: StateCore) -> None:
    """Drop attributes right after links, images, code and emphasis."""
    of_words = state.env.get(_OF_WORDS, {})
    for at, token in enumerate(state.tokens):
        previous: Token | None = None
        for name in of_words.get(id(token.children), ()):
            _identify(state.tokens[at - 1], f"#{name}")
        for child in token.children or ():
            if (
                child.type == "text"
                and _OPENING.match(child.content)
                and previous
                and previous.type in _AFTER
            ):
                match = _ATTRIBUTES.match(child.content, child.content.index("{"))
                if match and _KEEPS not in match[0]:
                    child.content = child.content[match.end() :]
                    _identify(state.tokens[at - 1], match[0])
            previous = child
