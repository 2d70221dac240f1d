"""Extend CommonMark with a mark for words to leave untranslated.

`[Gloire au Bras d'honneur]{translate=no}` marks words. On a line of its own, `{translate=no}` marks the block
below it; at the end of a heading, the heading. The syntax comes from attributes in Pandoc's Markdown. No
other attribute is recognised, and text without this mark is read as plain CommonMark.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

MARK_LINE = "not_translated_line"
"""The token of a mark on a line of its own, which applies to the next block."""

_MARK = re.compile(r"\{[ \t]*translate=(?:no|\"no\"|'no')[ \t]*\}")
_AT_THE_END = re.compile(rf"(?<=\S)[ \t]+{_MARK.pattern}[ \t]*\Z")


def has_mark(source: str) -> bool:
    """Return whether `source` contains the mark."""
    return _MARK.search(source) is not None


def not_translated_plugin(parser: MarkdownIt) -> None:
    """Add the mark to `parser`.

    Its tokens are `not_translated_open` and `not_translated_close` around words, and `not_translated_line`
    before a block. A marked heading has `not_translated` in the `meta` of its opening token.
    """
    parser.block.ruler.before("table", "not_translated_line", _line)
    parser.inline.ruler.before("link", "not_translated", _words)
    parser.core.ruler.before("inline", "not_translated_headings", _headings)


def _line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse a line with only the mark. It cannot interrupt a paragraph."""
    if state.is_code_block(start):
        return False
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not _MARK.fullmatch(line.rstrip(" \t")):
        return False
    if not silent:
        state.push(MARK_LINE, "", 0).map = [start, start + 1]
        state.line = start + 1
    return True


def _words(state: StateInline, silent: bool) -> bool:
    """Parse words in brackets followed directly by the mark."""
    # In silent mode, the search for the end of a link's words would take these brackets for a nested link.
    opening = state.pos
    if silent or state.src[opening] != "[" or state.src.find("]{", opening) < 0:
        return False
    closing = state.md.helpers.parseLinkLabel(state, opening)
    mark = _MARK.match(state.src, closing + 1, state.posMax) if closing > opening + 1 else None
    if mark is None:
        return False
    last = state.posMax
    state.pos, state.posMax = opening + 1, closing
    state.push("not_translated_open", "span", 1)
    state.md.inline.tokenize(state)
    state.push("not_translated_close", "span", -1)
    state.pos, state.posMax = mark.end(), last
    return True


def _headings(state: StateCore) -> None:
    """Remove the mark from headings that end with it."""
    for token, following in zip(state.tokens, state.tokens[1:], strict=False):
        if token.type == "heading_open" and (mark := _AT_THE_END.search(following.content)):
            following.content = following.content[: mark.start()]
            token.meta["not_translated"] = True
