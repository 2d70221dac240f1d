"""Recognise tables in plain text: lines with cells below each other, or divided by tabs or bars."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from enregard.article.article import Block, BlockKind, Text
from enregard.article.blanks import BLANKS, collapse
from enregard.article.edits import Span, overlaps

_RULE_SIGNS = BLANKS + "|+:=_─━═┼│-"
_RULE = re.compile("[-=_─━═]{2}")
_GAP = re.compile(r"\t\s*| {3,}|(?<![.!?…:; ]) {2}(?! )| ?\.{4,} ?(?=\S)")
"""Between two cells: blanks, but not the two that some type after a sentence, or a row of dots."""
_OTHER_BLANKS = BLANKS.replace("\t", "")
_FIGURE = re.compile(r"[-+–−~<>]?(?:[€$£]\s?)?\d[\d\s.,:/h]*(?:%|‰|€|\$|£|[a-zA-Zµ]{1,3}[²³]?)?|[-–—]")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_FIGURES = re.compile(r"(?:[^\W\d][^\d]*?\s)?[-+−]?\d+(?:[.,]\d+)?%?(?: [-+−]?\d+(?:[.,]\d+)?%?)+")
"""A line that ends with several numbers, maybe after a label."""
_ONE_NUMBER = re.compile(r"(?:\D*\s)?\d{1,3}(?: \d{3})+")
_ALIGNED = 0.8  # of the rows; in a column, that many begin or end at the same place
_WIDE = 8  # blanks
_LONGEST_CELL = 60  # characters


@dataclass(frozen=True, slots=True)
class _Row:
    """A line with the spans of its cells; `divided` by tabs or bars rather than by where cells stand."""

    number: int
    line: str
    cells: list[Span]
    divided: bool


def table_parts(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the start and the end of each run of `lines` that may be a table."""
    rows = [_is_rule(line) or len(_row(line, 0).cells) > 1 for line in lines]
    edges = [at for at in range(len(rows) + 1) if rows[at - 1 : at] != rows[at : at + 1]]
    yield from ((start, end) for start, end in pairwise([0, *edges]) if end - start > 1 and rows[start])


def has_figures(lines: Sequence[str]) -> bool:
    """Return whether all `lines` have figures among their cells."""
    rows = (_row(line, 0) for line in lines)
    return all(any(_is_figure(row.line[slice(*cell)].strip(BLANKS)) for cell in row.cells) for row in rows)


def read_table(lines: Sequence[str], number: int) -> Block | None:
    """Return the table in `lines`, or None if they are hardly one; `number` is that of the first line."""
    rules = {at for at, line in enumerate(lines) if _is_rule(line)}
    rows = [_row(line, number + at) for at, line in enumerate(lines) if at not in rules]
    if all(row.divided and row.line.startswith("\t") for row in rows):  # only indented
        rows = [replace(row, cells=row.cells[1:]) for row in rows]
    columns = _columns(rows)
    if len(rows) < 2 or columns is None or all(map(_ONE_NUMBER.fullmatch, (row.line for row in rows))):
        return None
    grid = []
    for row in rows:
        found = [""] * len(columns)
        for at, cell in enumerate(row.cells):
            place = (
                [at] if row.divided else [n for n, column in enumerate(columns) if overlaps(cell, [column])]
            )
            if len(place) != 1 or place[0] >= len(columns) or found[place[0]]:
                return None
            found[place[0]] = collapse(row.line[slice(*cell)]).strip(BLANKS)
        grid.append(found)
    figures = [sum(map(_is_figure, column)) for column in zip(*grid[1:], strict=True)]
    words = len(columns) == 2 and not rows[0].divided and (len(rows) < 3 or 2 * figures[1] < len(rows))
    if words and any(len(row.cells) != 2 or row.cells[1][0] - row.cells[0][1] < _WIDE for row in rows):
        return None  # two columns of words may be verse, unless they are far apart like signatures
    right = [2 * count >= len(grid) - 1 for count in figures]
    head = bool(rules & {1, 2}) or _is_head(grid[0], right)
    return Block(
        BlockKind.TABLE,
        number,
        children=tuple(_table_row(row.number, words, right) for row, words in zip(rows, grid, strict=True)),
        attrs={} if head else {"head": "false"},
    )


def _row(line: str, number: int) -> _Row:
    """Return the cells of `line`."""
    inner = line.strip(BLANKS)
    if inner.count("|") > 1 and inner[0] == inner[-1] == "|":
        return _Row(number, inner, _between(inner, 1, len(inner) - 1, re.compile(r"\|")), divided=True)
    begins = line.strip(_OTHER_BLANKS).startswith("\t")  # after an empty cell, or an indent
    divided = "\t" in inner or (begins and not _GAP.search(inner))
    line = "\t" * begins + inner if divided else line.expandtabs().rstrip(BLANKS)
    start = 0 if divided else len(line) - len(line.lstrip(BLANKS))
    cells = _between(line, start, len(line), re.compile("\t") if divided else _GAP)
    if len(cells) == 1 and _FIGURES.fullmatch(inner):
        blank = re.compile(r"\s(?=[-+−]?\d)")
        return _Row(number, inner, _between(inner, 0, len(inner), blank), divided=True)
    return _Row(number, line, cells, divided)


def _between(line: str, start: int, end: int, gap: re.Pattern[str]) -> list[Span]:
    """Return the spans of `line` between gaps."""
    edges = [start]
    for match in gap.finditer(line, start, end):
        edges += match.span()
    edges.append(end)
    return list(zip(edges[::2], edges[1::2], strict=True))


def _columns(rows: Sequence[_Row]) -> list[Span] | None:
    """Return the span of each column, if the cells of most rows stand below each other."""
    if not rows or any(end - start > _LONGEST_CELL for row in rows for start, end in row.cells):
        return None
    ((count, how_many),) = Counter(len(row.cells) for row in rows).most_common(1)
    if rows[0].divided:
        equal = count > 1 and how_many == len(rows) and all(row.divided for row in rows)
        return [(at, at + 1) for at in range(count)] if equal else None
    full = [row.cells for row in rows if len(row.cells) == count and not row.divided]
    if count < 2 or len(full) < 2 or 2 * len(full) < len(rows):
        return None
    columns = []
    for at, cells in enumerate(zip(*full, strict=True)):
        if (
            at
            and max(_aligned([start for start, _ in cells]), _aligned([end for _, end in cells])) < _ALIGNED
        ):
            return None
        columns.append((min(start for start, _ in cells), max(end for _, end in cells)))
    apart = all(one[1] <= other[0] for one, other in pairwise(columns))
    return columns if apart else None


def _is_rule(line: str) -> bool:
    """Return whether `line` is drawn between rows."""
    return not line.strip(_RULE_SIGNS) and _RULE.search(line) is not None


def _aligned(places: Sequence[int]) -> float:
    """Return the largest share of `places` that are at most one apart from one of them."""
    counts = Counter(places)
    return max(counts[one - 1] + counts[one] + counts[one + 1] for one in places) / len(places)


def _is_figure(words: str) -> bool:
    return _FIGURE.fullmatch(words) is not None


def _is_head(first: Sequence[str], right: Sequence[bool]) -> bool:
    """Return whether the `first` row has years or words where the columns below have figures.

    So it is if only its first cell is empty, above the names of the rows.
    """
    if not first[0] and len(first) > 2 and all(first[1:]):
        return True
    above = [words for words, figures in zip(first, right, strict=True) if figures and words]
    return bool(above) and all(_YEAR.fullmatch(words) or not _is_figure(words) for words in above)


def _table_row(number: int, cells: Sequence[str], right: Sequence[bool]) -> Block:
    return Block(
        BlockKind.TABLE_ROW,
        number,
        children=tuple(_cell(number, words, figures) for words, figures in zip(cells, right, strict=True)),
    )


def _cell(number: int, words: str, figures: bool) -> Block:
    attrs = {"align": "right"} if figures else {}
    return Block(BlockKind.TABLE_CELL, number, Text(words), attrs=attrs)
