"""Read boxes: notes, warnings, tabs and folded text, as several generators write them.

`!!! note "Title"`, `???` and `=== "Tab"` have indented content (MkDocs). `::: tip Title` ends at `:::`
(VuePress, Docusaurus, Pandoc, Quarto), and `??? Title` may end at `???` (Eleventy). A quotation that begins
with `[!NOTE]` is a box (GitHub, Obsidian).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from enregard.article.article import BOX_KINDS

_KINDS = {
    "note": "abstract cite definition example faq help info information neutral note primary question quote "
    "remarque secondary see seealso summary tldr todo citation exemple",
    "tip": "astuce check conseil done hint reponse solution success tip",
    "important": "important",
    "warning": "attention avertissement caution warn warning",
    "danger": "alert bug danger erreur error fail failure missing",
    "details": "collapse details secret spoiler toggle",
}
_BY_NAME = {name: kind for kind, names in _KINDS.items() for name in names.split()}

_INDENTED = re.compile(r"((?:!!!|\?\?\?\+?)(?=\s?[\w\"])|===[!+]?(?=[ \t]))[ \t]*(.*)")
_OPENING_QUOTE = re.compile('["“”«]')
_FENCED = re.compile(r":{3,}[ \t]*(\{[^{}]*\}|[\w-]++(?=\s|\[|\{|$))?")
_CLOSING = re.compile(r":{3,}\s*$")
_FOLDED = re.compile(r"(\?{3,})[ \t]+(\S.*)")
_END_OF_FOLDED = re.compile(r"[ \t>]*(\?{3,})[ \t]*")
_ENDS = "ends_of_folded"
_CODE_FENCE = re.compile(r"(`{3,}|~{3,})")
_ALERT = re.compile(r"\[!([\w-]+)(?:\|[^\]]*)?\][-+]?[ \t]*(.*)")
_ATTRIBUTE = re.compile(r"""\btitle\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def boxes_plugin(parser: MarkdownIt) -> None:
    """Add boxes to `parser`: `box_open` with `kind` in `meta`, perhaps a `caption`, and `box_close`."""
    stops: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("table", "folded_box", _folded, stops)
    parser.block.ruler.before("table", "indented_box", _indented, stops)
    parser.block.ruler.before("table", "fenced_box", _fenced, stops)
    parser.core.ruler.before("inline", "alerts", _alerts)


def box_kind(name: str) -> str | None:
    """Return the kind of box that a dialect calls `name`, or None."""
    name = name.lower().removeprefix("callout-")
    return name if name in BOX_KINDS else _BY_NAME.get(name)


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _indented(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start) or not (match := _INDENTED.match(_line(state, start))):
        return False
    name, title = _name_and_title(match[2])
    if match[1].startswith("="):
        kind: str | None = "tab" if title and not name else None
    else:
        kind = box_kind(name) or ("details" if match[1].startswith("?") else "note")
    if kind is None:
        return False
    if silent:
        return True
    indent = state.sCount[start]
    last = start + 1
    for line in range(start + 1, end):
        if state.isEmpty(line):
            continue
        if state.sCount[line] < indent + 2:
            break
        last = line + 1
    if last == start + 1 and not title and name and match[1][0] in "!?":
        return False  # words, such as `!!!Attention`
    inner = min(
        (state.sCount[line] for line in range(start + 1, last) if not state.isEmpty(line)), default=indent + 4
    )
    _push_box(state, kind, title, (start, start + 1, last), min(inner, indent + 4))
    state.line = last
    return True


def _name_and_title(words: str) -> tuple[str, str]:
    """Split `warning inline "Title"` into the name of the kind and the title."""
    quote = _OPENING_QUOTE.search(words)
    if quote is None or quote[0] == "”":
        return words.split(" ")[0], ""
    title = words[quote.end() :].strip(" \t")
    if title.endswith(('"', "”", "»")):
        title = title[:-1].rstrip(" \t")
    return words[: quote.start()].split(" ")[0], title


def _fenced(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    line = _line(state, start)
    if not line.startswith(":::") or _CLOSING.fullmatch(line) or not (match := _FENCED.match(line)):
        return False
    if silent:
        return True
    attributes, title = match[1] or "", _fence_title(line[match.end() :])
    names = re.findall(r"[\w-]+", re.sub(r"=\s*(\"[^\"]*\"|'[^']*'|\S+)", "", attributes))
    kind = next(filter(None, map(box_kind, names)), None)
    if kind is None and attributes and not attributes.startswith("{"):
        title = ""  # such as the width of a column
    if given := _ATTRIBUTE.search(attributes):
        title = given[1] or given[2]
    last = _closing(state, start, end)
    close = min(last + 1, end)
    if kind is None:
        _tokenize(state, (start + 1, last), state.blkIndent)
    else:
        _push_box(state, kind, title, (start, start + 1, last), state.blkIndent)
    state.line = close
    return True


def _folded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse `??? Title`, if a line of as many signs ends it."""
    if state.is_code_block(start) or not (match := _FOLDED.match(_line(state, start))):
        return False
    ends = _ends(state).get(match[1], [])
    following = bisect_right(ends, start)
    if following == len(ends) or ends[following] >= end:
        return False
    if silent:
        return True
    last = ends[following]
    name, title = _name_and_title(match[2])
    kind = box_kind(name) if title else None
    lines = (start, start + 1, last)
    _push_box(state, kind or "details", title if kind else match[2].strip(), lines, state.blkIndent)
    state.line = last + 1
    return True


def _ends(state: StateBlock) -> dict[str, list[int]]:
    """Return the lines that consist of `???`, by signs. Searches each text once."""
    source, found = state.env.get(_ENDS, ("", {}))
    ends: dict[str, list[int]] = found
    if source is not state.src:
        ends = {}
        for at, line in enumerate(state.src.split("\n")):
            if match := _END_OF_FOLDED.fullmatch(line):
                ends.setdefault(match[1], []).append(at)
        state.env[_ENDS] = state.src, ends
    return ends


def _fence_title(words: str) -> str:
    """Return the title of a fenced box, without brackets, and without attributes or colons after it."""
    title = words.strip(" \t")
    if title.endswith("}") and "{" in title:
        title = title[: title.rindex("{")].rstrip(" \t")
    elif title.endswith(":::"):
        title = title.rstrip(":").rstrip(" \t")
    return title[1:-1] if title.startswith("[") and title.endswith("]") else title


def _closing(state: StateBlock, start: int, end: int) -> int:
    """Return the line that closes the box opened on line `start`; `end` if none does."""
    depth, fence = 1, ""
    for line in range(start + 1, end):
        text = _line(state, line)
        if fence:
            fence = "" if text.startswith(fence) else fence
        elif match := _CODE_FENCE.match(text):
            fence = match[1]
        elif state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return line
        elif text.startswith(":::"):
            depth += -1 if _CLOSING.fullmatch(text) else 1
            if not depth:
                return line
    return end


def _push_box(state: StateBlock, kind: str, title: str, lines: tuple[int, int, int], indent: int) -> None:
    """Add a box with the content in lines `lines[1]` to `lines[2]`."""
    first, begin, end = lines
    box = state.push("box_open", "div", 1)
    box.map, box.meta = [first, end], {"kind": kind}
    if title:
        for token in _caption(title, first, state.level):
            state.tokens.append(token)
    _tokenize(state, (begin, end), indent)
    state.push("box_close", "div", -1)


def _tokenize(state: StateBlock, lines: tuple[int, int], indent: int) -> None:
    parent, last, former = state.parentType, state.lineMax, state.blkIndent
    state.parentType, state.lineMax, state.blkIndent = "box", lines[1], indent
    state.md.block.tokenize(state, *lines)
    state.parentType, state.lineMax, state.blkIndent = parent, last, former


def _caption(title: str, line: int, level: int = 0) -> Iterator[Token]:
    yield Token("caption_open", "p", 1, map=[line, line + 1], level=level)
    yield Token("inline", "", 0, content=title, children=[], map=[line, line + 1], level=level + 1)
    yield Token("caption_close", "p", -1, level=level)


def _alerts(state: StateCore) -> None:
    """Turn quotations that begin with `[!NOTE]` into boxes."""
    tokens: list[Token] = []
    opened: list[bool] = []  # for each open quotation, whether it is a box
    given = state.tokens
    for at, token in enumerate(given):
        if token.type == "blockquote_open":
            match = _alert(given, at)
            kind = box_kind(match[1]) or "note" if match else None
            opened.append(match is not None)
            if match is not None:
                tokens.append(
                    Token("box_open", "div", 1, map=token.map, meta={"kind": kind}, level=token.level)
                )
                line = token.map[0] if token.map else 0
                tokens += _caption(match[2], line, token.level + 1) if match[2] else ()
                rest = given[at + 2]
                rest.content = rest.content.partition("\n")[2]
                if not rest.content.strip():
                    rest.hidden = True
                continue
        elif token.type == "blockquote_close" and opened.pop():
            tokens.append(Token("box_close", "div", -1, level=token.level))
            continue
        tokens.append(token)
    state.tokens = tokens


def _alert(tokens: list[Token], at: int) -> re.Match[str] | None:
    """Return the match of the first line of a quotation, if it says that it is a box."""
    if at + 2 >= len(tokens) or tokens[at + 1].type != "paragraph_open":
        return None
    return _ALERT.fullmatch(tokens[at + 2].content.partition("\n")[0].strip())
