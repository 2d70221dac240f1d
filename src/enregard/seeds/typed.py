"""What people type in plain text: emphasis, underlined headings, lines between parts, page numbers, wikis."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from enregard.article.article import OBJECT, Mark, MarkKind, Text
from enregard.article.edits import Edit, edit_text

_EMPHASIS = re.compile(r"(?<!\w)_(?=[^\s_])([^_]{0,2000}[^\s_])_(?!\w)")
_STRONG = re.compile(r"(?<![\w=])=(?=[^\W\d_])([^=]{0,200}[^\W_][.,;:!?…»”)]*)=(?![\w=])")
_MOST_MARKS = 1000  # in a paragraph
_RULE_SIGNS = frozenset("*_=~#%•+-⁂")
_RULE = re.compile(r"(?:([*_=~#%•+-])\s*)(?:\1\s*){2,}|⁂|\*\s+\*")
_UNDERLINE = re.compile(r"([=~^%-])\1{2,}")
_LONGEST_HEADING = 120
_BRACKETS = frozenset("[{")
_PAGE = re.compile(r"\[(?:Pg|Page|p\.) ?[0-9ivxlc]{1,7}\]|\{(?:Pg|Page|p\.)? ?[0-9]{1,4}\}", re.IGNORECASE)
_WIKI = (
    ("==", re.compile(r"(?m)^(={2,6})[^=\n]{1,200}\1[ \t]*$")),
    ("'''", re.compile(r"'''[^'\n]")),
    ("[[", re.compile(r"\[\[[^\[\]\n]{1,200}\]\]")),
    ("{|", re.compile(r"(?m)^\{\|")),
    ("<ref", re.compile(r"<ref[ >/]")),
    ("{{", re.compile(r"\{\{[^{}\n]{1,200}[|}]")),
)
"""Markup of MediaWiki: a part to look for, and the pattern."""


def is_wiki_markup(text: str) -> bool:
    """Return whether `text` is the source of a page of MediaWiki: it has two kinds of its markup."""
    if not any(map(text.__contains__, "=[{<")):
        return False
    return sum(part in text and sign.search(text) is not None for part, sign in _WIKI) > 1


def is_rule(line: str) -> bool:
    """Return whether `line` only separates parts of a text: `* * *`, `-----`."""
    return line[:1] in _RULE_SIGNS and _RULE.fullmatch(line) is not None


def is_page_number(line: str) -> bool:
    """Return whether `line` is the number of a page of the printed book: `[Pg 12]`, `{12}`."""
    line = line.strip()
    return line[:1] in _BRACKETS and _PAGE.fullmatch(line) is not None


def underlined(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the index of each underlined heading in a group of lines, and the sign that underlines it.

    The line below a heading is about as long. Between other lines, it may be a table or a row of dashes.
    """
    for at, (line, below) in enumerate(pairwise(lines)):
        match = _UNDERLINE.fullmatch(below)
        alone = at == 0 or (at == 1 and lines[0] == below)
        if (
            match
            and alone
            and not is_rule(line)
            and len(line) <= _LONGEST_HEADING
            and any(map(str.isalpha, line))
            and (match[1] == "=" or 2 * len(below) >= len(line))
        ):
            yield at, match[1]


def with_marks(text: Text) -> Text:
    """Turn `_words_` in `text` into emphasis, and `=words=` into strong emphasis. Names like `a_b` stay."""
    plain = text.plain
    marks = []
    edits = []
    for sign, pattern, kind in (("_", _EMPHASIS, MarkKind.EMPHASIS), ("=", _STRONG, MarkKind.STRONG)):
        if sign not in plain:
            continue
        for match in pattern.finditer(plain):
            if match[1].strip(OBJECT):
                marks.append(Mark(kind, *match.span(1)))
                edits += [Edit(match.start(), match.start(1), ""), Edit(match.end(1), match.end(), "")]
    if not marks or len(marks) > _MOST_MARKS or _crossing(marks):
        return text
    return edit_text(Text(plain, _nested([*text.marks, *marks])), edits)


def _nested(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))


def _crossing(marks: Sequence[Mark]) -> bool:
    """Return whether two of `marks` overlap without one being inside the other."""
    open_until: list[int] = []
    for mark in _nested(marks):
        while open_until and open_until[-1] <= mark.start:
            open_until.pop()
        if open_until and mark.end > open_until[-1]:
            return True
        open_until.append(mark.end)
    return False
