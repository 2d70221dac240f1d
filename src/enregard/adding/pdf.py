"""Read the text of PDF files. It is read in a process of its own, whose memory and time are limited."""

import io
import json
import re
import sys
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from itertools import groupby
from typing import Any

from enregard.adding import metadata
from enregard.adding.document import Document, Losses, Node, heading, paragraph, styled, table, text
from enregard.adding.limits import run
from enregard.errors import EnregardError
from enregard.messages import _, marked, number
from enregard.seeds.hyphens import divides, vocabulary
from enregard.system.processes import python

_MEMORY = 2_000_000_000  # bytes
_LARGEST_OUTPUT = 64_000_000  # bytes of JSON
_MOST_PAGES = 2000
_LARGER = 1.12
"""How much larger the letters of a heading are than those of the text."""
_LONGEST_HEADING = 150  # characters
_MARGIN = 0.1
"""The share of a page's height, at its top and bottom, in which running heads and page numbers are."""
_OFTEN = 3  # pages on which a running head appears at least
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:page\s*)?\d{1,4}(?:\s*(?:/|sur)\s*\d{1,4})?[\W_]*|[ivxlc]{1,7}", re.IGNORECASE
)
_ENDS = re.compile(r"[.!?…:»”\"]\s*$")
_LABEL = re.compile(r"(\d{1,3}|[a-z])[.)][ \u00a0\t]+(?=\S)")
_GAP = 1.2
"""How wide a blank between columns is at least, in sizes of the letters."""
_LEAST_COLUMN = 0.2
"""The share of a page that a column has at least."""
_LEAST_ROWS = 6
"""Lines that stand side by side on a page with columns at least."""
_LEAST_FILLED = 0.6
"""The share of a column's width that its lines fill on average: those of a table fill less."""
_BULLET = re.compile(r"(?:[•▪●◦■–—\uf0b7\uf0a7\uf0d8\uf0fc-]|o(?=[ \t]))[ \u00a0\t]+(?=\S)")
_MARKER = re.compile(r"[•▪●◦■–—\uf0b7\uf0a7\uf0d8\uf0fco-]|(?:\d{1,3}|[a-z])[.)]")
_TAB = 0.6
"""How wide a blank after a dash is at least if it begins an item rather than dialogue, in the same unit."""
_MARKER_GAP = 4.0
"""How wide a blank after a bullet or a label may be, in sizes of the letters."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: runs of words with their style, the size of its letters, and its place in points."""

    runs: tuple[tuple[str, str], ...]
    size: float
    left: float
    right: float
    top: float
    page: int
    height: float
    cells: Sequence[Sequence[str]] = ()
    """The rows of a table, in place of words."""
    end: float = 0.0
    """Where its column ends, on a page with columns."""

    @property
    def words(self) -> str:
        """The words of the line."""
        return "".join(words for words, _ in self.runs)


def read_pdf(data: bytes) -> list[Document]:
    """Read the text of a PDF file. Raises EnregardError, without a path, if it is a scan or protected."""
    if find_spec("pdfplumber") is None:
        raise EnregardError(_('needs pdfplumber: run pip install "enregard[pdf]"'))
    found = _read_apart(data)
    if error := found.get("error"):
        raise EnregardError(error)
    lines = [Line(tuple(map(tuple, runs)), *rest) for runs, *rest in found["lines"]]
    blocks = [*lists_joined(blocks_of([*in_columns(without_margins(lines))]))]
    losses = Losses()
    losses.dropped[marked("picture*")] += found["pictures"]
    headers: dict[str, str | list[str]] = {
        "title": metadata.title(found["title"]),
        "author": metadata.authors([found["author"]]),
    }
    return [Document(blocks, headers, losses=losses)]


def _read_apart(data: bytes) -> dict[str, Any]:
    command = python("from enregard.adding.pdf import work_alone\nwork_alone()")
    ended = run(command, data, most=_LARGEST_OUTPUT)
    try:
        found = json.loads(ended.output)
    except (ValueError, RecursionError):
        raise EnregardError(_("cannot be read as a PDF: print it into a new PDF file")) from None
    return found if isinstance(found, dict) else {}


def work_alone() -> None:
    """Read a PDF file from standard input, and write its lines to standard output as JSON."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (ImportError, ValueError, OSError):
        pass  # not on this system
    sys.stdout.write(json.dumps(extract(sys.stdin.buffer.read())))


def extract(data: bytes) -> dict[str, Any]:
    """Return the lines of a PDF file, its title and author, or what is wrong with it."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    lines: list[Any] = []
    pictures = 0
    try:
        with pdfplumber.open(io.BytesIO(data)) as file:
            if len(file.pages) > _MOST_PAGES:
                return {"error": _("has more than {most} pages: split it", most=number(_MOST_PAGES))}
            for page in file.pages:
                words = page.extract_words(
                    use_text_flow=True, keep_blank_chars=False, extra_attrs=["fontname", "size"]
                )
                lines += _lines(_tabled(words, _tables(page)), page.page_number, float(page.height))
                pictures += len(page.images)
                page.close()
            info = file.metadata or {}
    except PdfminerException as error:
        if isinstance(error.args[0] if error.args else None, PDFPasswordIncorrect):
            return {"error": _("has a password: print it into a new PDF file without")}
        return {"error": _("cannot be read as a PDF: print it into a new PDF file")}
    if not any(words.strip() for runs, *_ in lines for words, _ in runs):
        return {"error": _("has no text, only pictures of pages: recognise it first, such as with ocrmypdf")}
    return {
        "lines": lines,
        "pictures": pictures,
        "title": str(info.get("Title") or ""),
        "author": str(info.get("Author") or ""),
    }


def _tables(page: Any) -> list[Any]:
    """Return the tables between ruled lines on a page."""
    try:
        return [it for it in page.find_tables() if len(it.rows) > 1 and len(it.columns) > 1]
    except Exception:  # of any kind, for some drawings
        return []


def _lines(words: Iterable[dict[str, Any]], page: int, height: float) -> Iterator[Any]:
    """Yield the lines of a page; `words` come in the order in which they are read."""
    line: list[dict[str, Any]] = []
    for word in words:
        is_marked = len(line) == 1 and _MARKER.fullmatch(line[0]["text"]) is not None
        if line and ("cells" in word or not _beside(word, line[-1], _MARKER_GAP if is_marked else _GAP)):
            yield _line(line, page, height)
            line = []
        if "cells" in word:
            yield [], 0.0, word["x0"], word["x1"], word["top"], page, height, word["cells"]
        else:
            line.append(word)
    if line:
        yield _line(line, page, height)


def _beside(word: dict[str, Any], last: dict[str, Any], gap: float) -> bool:
    """Return whether a word follows another on its line, and is not in another column.

    `gap` is how wide the blank between them may be, in sizes of the letters.
    """
    middle = (word["top"] + word["bottom"]) / 2
    on_line = last["top"] - 2 <= middle <= last["bottom"] + 2 and word["x0"] >= last["x0"]
    return bool(on_line and word["x0"] - last["x1"] < gap * last["size"])


def _tabled(words: Iterable[dict[str, Any]], tables: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """Yield words, and each table between ruled lines in place of the words in it."""
    given = set()
    for word in words:
        x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
        number = next(
            (
                at
                for at, it in enumerate(tables)
                if it.bbox[0] <= x <= it.bbox[2] and it.bbox[1] <= y <= it.bbox[3]
            ),
            None,
        )
        if number is None:
            yield word
        elif number not in given:
            given.add(number)
            found = tables[number]
            cells = [[" ".join((cell or "").split()) for cell in row] for row in found.extract()]
            yield {"cells": cells, "x0": found.bbox[0], "x1": found.bbox[2], "top": found.bbox[1]}


def _line(words: Sequence[dict[str, Any]], page: int, height: float) -> Any:
    runs: list[tuple[str, str]] = []
    for at, word in enumerate(words):
        gap = word["x0"] - words[at - 1]["x1"] if at else 0.0
        blank = " " if at and gap > 0.1 * word["size"] else ""
        if at == 1 and gap > _TAB * word["size"] and _MARKER.fullmatch(words[0]["text"]):
            blank = "\t"
        style = _style(word["fontname"])
        if runs and runs[-1][1] == style:
            runs[-1] = runs[-1][0] + blank + word["text"], style
        else:
            runs += [(blank, ""), (word["text"], style)] if blank else [(word["text"], style)]
    sizes = Counter(round(word["size"] * 2) / 2 for word in words for _ in word["text"])
    left, right = words[0]["x0"], words[-1]["x1"]
    return runs, sizes.most_common(1)[0][0], left, right, words[0]["top"], page, height, []


def _style(font: str) -> str:
    name = font.rpartition("+")[2].lower()
    slanted = "italic" in name or "oblique" in name
    return "Strong" if "bold" in name or "black" in name else "Emph" if slanted else ""


def without_margins(lines: Sequence[Line]) -> list[Line]:
    """Return lines without running heads and page numbers."""
    seen: dict[str, set[int]] = {}
    for line in lines:
        if _is_marginal(line):
            seen.setdefault(_key(line), set()).add(line.page)
    return [
        line
        for line in lines
        if not _is_marginal(line)
        or not (len(seen[_key(line)]) >= _OFTEN or _PAGE_NUMBER.fullmatch(line.words.strip()))
    ]


def _is_marginal(line: Line) -> bool:
    return not _MARGIN * line.height < line.top < (1 - _MARGIN) * line.height


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.words.strip().lower())


def in_columns(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield lines in the order in which they are read: on pages with two columns, the left one first.

    What reaches over both columns divides the page, and so does a table.
    """
    pages = ([*group] for number, group in groupby(lines, lambda line: line.page))
    for page in pages:
        middle = _gutter(page)
        if not middle:
            yield from page
            continue
        left: list[Line] = []
        right: list[Line] = []
        for line in sorted(page, key=lambda line: line.top):
            if line.left < middle < line.right:
                yield from (*_column(left), *_column(right), line)
                left, right = [], []
            else:
                (left if line.right < middle else right).append(line)
        yield from (*_column(left), *_column(right))


def _column(lines: Sequence[Line]) -> Iterator[Line]:
    end = max((line.right for line in lines), default=0.0)
    return (replace(line, end=end) for line in lines)


def _gutter(page: Sequence[Line]) -> float:
    """Return where the second of two columns of text begins; 0 if the page has one."""
    starts = Counter(round(line.left) for line in page)
    first = starts.most_common(1)[0][0]
    apart = _LEAST_COLUMN * (max(line.right for line in page) - min(line.left for line in page))
    others = [(count, start) for start, count in starts.items() if abs(start - first) > apart]
    place = max(first, max(others, default=(0, first))[1]) - 1.0
    left = [line for line in page if line.right < place]
    right = [line for line in page if line.left >= place]
    tops = {round(line.top / 4) for line in left}
    rows = [round(line.top / 4) for line in right]
    beside = sum(not tops.isdisjoint((at - 1, at, at + 1)) for at in rows)
    if beside < _LEAST_ROWS or len(page) - len(left) - len(right) > len(page) / 3:
        return 0.0
    widths = [line.right - line.left for line in left], [line.right - line.left for line in right]
    sizes = place - min(line.left for line in left), max(widths[1])
    is_filled = all(
        sum(each) >= _LEAST_FILLED * size * len(each) for each, size in zip(widths, sizes, strict=True)
    )
    return place if is_filled else 0.0


def lists_joined(blocks: Iterable[Node]) -> Iterator[Node]:
    """Yield blocks, with the items of lists that follow each other as one list."""
    last: Node | None = None
    for block in blocks:
        kind = block["t"]
        if last is not None and kind == last["t"] == "BulletList":
            last["c"] += block["c"]
        elif last is not None and kind == last["t"] == "OrderedList":
            last["c"][1] += block["c"][1]
        else:
            if last is not None:
                yield last
            last = block
    if last is not None:
        yield last


def blocks_of(lines: Sequence[Line]) -> Iterator[Node]:
    """Yield the headings, paragraphs and lists that lines form."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += len(line.words)
    body = letters.most_common(1)[0][0] if letters else 0.0
    larger = sorted({line.size for line in lines if line.size > _LARGER * body}, reverse=True)
    full = max((line.right for line in lines if line.size == body), default=0.0)
    known = vocabulary(line.words for line in lines)
    current: list[Line] = []
    label = ""
    for line in lines:
        found = _label(line, label, current)
        if current and (found or line.cells or not _continues(current, line, full, larger)):
            yield from _block(current, larger, known)
            current = []
        label = found or label
        if line.cells:
            yield table([[[paragraph(text(cell))] for cell in row] for row in line.cells])
        else:
            current.append(line)
    if current:
        yield from _block(current, larger, known)


def _label(line: Line, last: str, before: Sequence[Line]) -> str:
    """Return the number or letter of the item that a line begins; empty if it begins none.

    It is the first of a list, or follows the `last` one.
    """
    match = _LABEL.match(line.words)
    if match is None:
        return ""
    follows = str(int(last) + 1) if last.isdigit() else chr(ord(last) + 1) if last else ""
    is_first = match[1] in ("1", "a") and (not before or _ENDS.search(before[-1].words))
    return match[1] if is_first or match[1] == follows else ""


def _continues(current: Sequence[Line], line: Line, full: float, larger: Sequence[float]) -> bool:
    """Return whether a line belongs to the same paragraph or heading as the lines before it."""
    last = current[-1]
    if line.size != last.size and (line.size in larger or last.size in larger):
        return False
    if _BULLET.match(line.words):
        return False
    if line.page != last.page or line.top < last.top:  # a new page or column
        return not _ENDS.search(last.words) and line.size not in larger
    gap = line.top - last.top
    if gap > 1.9 * line.size:
        return False
    if line.size in larger:
        return True
    is_short = last.right < (last.end or full) - 4 * last.size and _ENDS.search(last.words)
    is_indented = line.left > last.left + 0.8 * line.size and len(current) != 1
    is_first = line.left > current[0].left + 0.8 * line.size and _ENDS.search(last.words)
    return not (is_short or is_indented or is_first)


def _block(lines: Sequence[Line], larger: Sequence[float], known: Container[str]) -> Iterator[Node]:
    is_heading = lines[0].size in larger
    inlines = _inlines(lines, known, plain=is_heading)
    words = "".join(line.words for line in lines)
    if not words.strip():
        return
    if is_heading and len(words) <= _LONGEST_HEADING:
        yield heading(min(6, larger.index(lines[0].size) + 1), inlines)
    elif match := _BULLET.match(words):
        first = inlines[0]
        rest = str(first["c"])[match.end() :] if first["t"] == "Str" else ""
        item = [*text(rest), *inlines[1:]] if first["t"] == "Str" else inlines
        is_list = match[0][0] not in "–—-" or "\t" in match[0]  # a dash may begin dialogue
        yield {"t": "BulletList", "c": [[paragraph(item)]]} if is_list else paragraph(inlines)
    elif (match := _LABEL.match(words)) and match[1].isdigit() and inlines[0]["t"] == "Str":
        item = [*text(str(inlines[0]["c"])[match.end() :]), *inlines[1:]]
        yield {
            "t": "OrderedList",
            "c": [[int(match[1]), {"t": "Decimal"}, {"t": "Period"}], [[paragraph(item)]]],
        }
    else:
        yield paragraph(inlines)


def _inlines(lines: Sequence[Line], known: Container[str], *, plain: bool) -> list[Node]:
    """Return the words of lines, with divided words joined."""
    runs: list[tuple[str, str]] = []
    for line in lines:
        own = [(words, "" if plain else style) for words, style in line.runs]
        if runs and own:
            before, style = runs[-1]
            runs[-1], own[0] = _seam((before, style), own[0], known)
        runs += own
    spaced = [(words.replace("\t", " "), style) for words, style in runs if words]
    return [styled(style, text(words)) if style else text(words)[0] for words, style in spaced]


def _seam(
    last: tuple[str, str], first: tuple[str, str], known: Container[str]
) -> tuple[tuple[str, str], tuple[str, str]]:
    """Join the end of a line and the start of the next: with a blank, or as one word."""
    before, after = last[0].rstrip(), first[0].lstrip()
    if before.endswith(("-", "\u00ad", "\u2010")):
        kept = before[:-1] if divides(before, after, known) else before
        return (kept, last[1]), (after, first[1])
    return (before, last[1]), (f" {after}", first[1])
