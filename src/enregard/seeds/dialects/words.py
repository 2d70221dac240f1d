"""Read formulas, tasks, emoji codes and commands of LaTeX."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

_NO_FORMULA = "no formula before line"
_FORMULA = re.compile(r"\\\(((?:[^\\\n]|\\[^()]|\n(?!\n))+?)\\\)")
_MATHS = re.compile(r"[\\^_=+<>{}|*/]|^\s*\w\s*$|\d")
_SIGNS = re.compile(r"[\\^_=+<>{}|*/]")
_DOLLARS = re.compile(r"\$([^$\n]*\\[A-Za-z]{2,}[^$\n]*)\$")
_SHORT = 12
_TASK = re.compile(r"\[([ xX])\](?:[ \t\u00a0]+|$)")
_EMOJI = re.compile(r":[a-z0-9_+-]*[a-z+1][a-z0-9_+-]*:")
_ICON = re.compile(r"(?<!\S):(?:fa[bsrl]? )?[a-z][a-z0-9]*(?:[-_][a-z0-9]+)+:(?:\{[^{}]*\})?(?!\S)")
_COMMAND = re.compile(
    r"\\(?:(?:index|label|[vh]space\*?|pagestyle|thispagestyle|bibliographystyle)\{[^{}\n]*\}"
    r"|(?:begin|end)\{(?:center|flush(?:left|right)|multicols|minipage|landscape|figure|small|tcolorbox)\*?\}"
    r"(?:\[[^\]\n]*\]|\{[^{}\n]*\})*"
    r"|(?:newpage|(?:page|column)break|clear(?:double)?page|(?:small|med|big)skip|[vh]fill|noindent|centering"
    r"|tableofcontents|(?:front|main|back)matter|footnotesize|normalsize)(?![A-Za-z]))[ \t]*"
)
_ENVIRONMENT = re.compile(
    r"\\begin\{((?:equation|align|alignat|gather|multline|eqnarray|displaymath|math|split|cases)\*?)\}"
)


def words_plugin(parser: MarkdownIt) -> None:
    """Add formulas in backslashes, tasks and emoji codes to `parser`; drop icons and commands of layout.

    Formulas are tokens `math_inline` and `math_block`. A task has `checked` in the `meta` of its item.
    """
    parser.inline.ruler.before("escape", "latex_command", _command)
    parser.inline.ruler.before("math_inline", "math_with_blanks", _dollars)
    parser.inline.ruler.before("escape", "bracket_formula", _formula)
    parser.block.ruler.before("table", "bracket_formula", _formula_block, {"alt": ["paragraph"]})
    parser.core.ruler.after("inline", "prices", _prices)
    parser.core.ruler.after("inline", "tasks", _tasks)
    parser.core.ruler.after("inline", "emoji", _emoji)


def _formula(state: StateInline, silent: bool) -> bool:
    """Parse `\\(…\\)`, if it looks like a formula: otherwise these are escaped brackets."""
    if not state.src.startswith("\\(", state.pos):
        return False
    match = _FORMULA.match(state.src, state.pos, state.posMax)
    if match is None or not _MATHS.search(match[1]):
        return False
    if not silent:
        state.push("math_inline", "math", 0).content = match[1].strip()
    state.pos = match.end()
    return True


def _dollars(state: StateInline, silent: bool) -> bool:
    """Parse `$ … $` with blanks at its ends, if it has a command of LaTeX."""
    if state.src[state.pos] != "$" or state.src.startswith("$$", state.pos):
        return False
    match = _DOLLARS.match(state.src, state.pos, state.posMax)
    if match is None or not (match[1][0].isspace() or match[1][-1].isspace()):
        return False
    if not silent:
        state.push("math_inline", "math", 0).content = match[1].strip()
    state.pos = match.end()
    return True


def _command(state: StateInline, silent: bool) -> bool:
    """Drop a command of LaTeX that only lays out printed pages."""
    match = _COMMAND.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "\\" else None
    if match is None:
        return False
    state.pos = match.end()
    return True


def _formula_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse `\\[…\\]` and `\\begin{equation}…\\end{equation}` in lines of their own."""
    if state.is_code_block(start):
        return False
    at = state.bMarks[start] + state.tShift[start]
    environment = _ENVIRONMENT.match(state.src, at)
    if not environment and not state.src.startswith("\\[", at):
        return False
    if start < state.env.get(_NO_FORMULA, 0):
        return False
    closing = f"\\end{{{environment[1]}}}" if environment else "\\]"
    lines = []
    for line in range(start, end):
        if state.isEmpty(line):
            break
        lines.append(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip())
        if lines[-1].endswith(closing):
            break
    if not lines[-1].endswith(closing):
        state.env[_NO_FORMULA] = start + len(lines)
        return False
    if not silent:
        token = state.push("math_block", "math", 0)
        content = "\n".join(lines)
        token.content = (content if environment else content[2:-2]).strip() + "\n"
        token.map = [start, start + len(lines)]
        state.line = start + len(lines)
    return True


def _prices(state: StateCore) -> None:
    """Read what stands between two dollar signs as words, unless it looks like a formula."""
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "math_inline_double":
                child.type, child.content = "math_inline", child.content.strip()
            elif child.type == "math_inline" and child.markup == "$":
                words = child.content
                short = len(words) <= _SHORT and " " not in words
                if words[:1] in ",.;:!?)" or not (short or _SIGNS.search(words)):
                    child.type, child.content = "text", f"${words}$"


def _tasks(state: StateCore) -> None:
    tokens = state.tokens
    for item, paragraph, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if (item.type, paragraph.type) != ("list_item_open", "paragraph_open") or not inline.children:
            continue
        first = inline.children[0]
        if first.type == "text" and (match := _TASK.match(first.content)):
            item.meta["checked"] = str(match[1] != " ").lower()
            first.content = first.content[match.end() :]


def _emoji(state: StateCore) -> None:
    has_codes = _EMOJI.search(state.src) is not None
    if not has_codes and ":fa" not in state.src:
        return
    texts = [child for token in state.tokens for child in token.children or () if child.type == "text"]
    if has_codes:
        from emoji import emojize  # late: it reads a long table, and few articles have codes

        for text in texts:
            if ":" in text.content:
                text.content = emojize(text.content, language="alias")
    for text in texts:
        if ":" in text.content:
            text.content = _ICON.sub("", text.content)
