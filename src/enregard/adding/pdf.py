"""Read the text of PDF files. It is read in a process of its own, whose memory and time are limited."""

import io
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from tempfile import TemporaryFile
from threading import Timer
from typing import Any

from enregard.adding import metadata
from enregard.adding.document import Document, Losses, Node, heading, paragraph, styled, text
from enregard.errors import EnregardError
from enregard.messages import _, marked, number
from enregard.seeds.hyphens import divides, vocabulary
from enregard.system.processes import python, start

_MEMORY = 2_000_000_000  # bytes
_SECONDS = 300
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
_BULLET = re.compile(r"[•▪●◦■–—-][ \u00a0\t]+(?=\S)")


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
    blocks = [*blocks_of(without_margins(lines))]
    losses = Losses()
    losses.dropped[marked("picture*")] += found["pictures"]
    headers: dict[str, str | list[str]] = {
        "title": metadata.title(found["title"]),
        "author": metadata.authors([found["author"]]),
    }
    return [Document(blocks, headers, losses=losses)]


def _read_apart(data: bytes) -> dict[str, Any]:
    command = python("from enregard.adding.pdf import work_alone\nwork_alone()")
    with TemporaryFile() as given:
        given.write(data)
        given.seek(0)
        with start(command, stdin=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            timer = Timer(_SECONDS, process.kill)
            timer.start()
            try:
                output = process.stdout.read(_LARGEST_OUTPUT + 1) if process.stdout else b""
            finally:
                timer.cancel()
                process.kill()
    try:
        found = json.loads(output)
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
                lines += _lines(words, page.page_number, float(page.height))
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


def _lines(words: Iterable[dict[str, Any]], page: int, height: float) -> Iterator[Any]:
    """Yield the lines of a page; `words` come in the order in which they are read."""
    line: list[dict[str, Any]] = []
    for word in words:
        last = line[-1] if line else None
        goes_on = last is not None and word["x0"] >= last["x0"] and _beside(word, last)
        if not goes_on and line:
            yield _line(line, page, height)
            line = []
        line.append(word)
    if line:
        yield _line(line, page, height)


def _beside(word: dict[str, Any], last: dict[str, Any]) -> bool:
    """Return whether two words are on one line."""
    middle = (word["top"] + word["bottom"]) / 2
    return bool(last["top"] - 2 <= middle <= last["bottom"] + 2)


def _line(words: Sequence[dict[str, Any]], page: int, height: float) -> Any:
    runs: list[tuple[str, str]] = []
    for at, word in enumerate(words):
        gap = word["x0"] - words[at - 1]["x1"] if at else 0.0
        blank = " " if at and gap > 0.1 * word["size"] else ""
        style = _style(word["fontname"])
        if runs and runs[-1][1] == style:
            runs[-1] = runs[-1][0] + blank + word["text"], style
        else:
            runs += [(blank, ""), (word["text"], style)] if blank else [(word["text"], style)]
    sizes = Counter(round(word["size"] * 2) / 2 for word in words for _ in word["text"])
    left, right = words[0]["x0"], words[-1]["x1"]
    return runs, sizes.most_common(1)[0][0], left, right, words[0]["top"], page, height


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
    for line in lines:
        if current and not _continues(current, line, full, larger):
            yield from _block(current, larger, known)
            current = []
        current.append(line)
    if current:
        yield from _block(current, larger, known)


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
    is_short = last.right < full - 4 * last.size and _ENDS.search(last.words)
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
        is_list = match[0][0] not in "–—-"  # a dash may begin dialogue
        yield {"t": "BulletList", "c": [[paragraph(item)]]} if is_list else paragraph(inlines)
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
    return [styled(style, text(words)) if style else text(words)[0] for words, style in runs if words]


def _seam(
    last: tuple[str, str], first: tuple[str, str], known: Container[str]
) -> tuple[tuple[str, str], tuple[str, str]]:
    """Join the end of a line and the start of the next: with a blank, or as one word."""
    before, after = last[0].rstrip(), first[0].lstrip()
    if before.endswith(("-", "\u00ad", "\u2010")):
        kept = before[:-1] if divides(before, after, known) else before
        return (kept, last[1]), (after, first[1])
    return (before, last[1]), (f" {after}", first[1])
