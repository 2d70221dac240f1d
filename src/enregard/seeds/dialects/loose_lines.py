"""Read lines that CommonMark does not: Markdown right below a tag, headings of wikis, cells of notebooks."""

import re
from collections.abc import Iterator

from enregard.seeds.source import Edit, Source, TickRuns

_TAG_LINE = re.compile(r"[ \t]*<(/?)([a-z][a-z0-9]*)\b.*>[ \t]*", re.IGNORECASE)
_MARKDOWN = re.compile(r"\smarkdown(?:\s*=\s*[\"']?\w+[\"']?)?(?=[\s>])")
_SIGNS = re.compile(r"[ \t]*(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]|!\[|>[ \t]|\*\*|`{3})")
_SIGNS_OF_ANY = ("<", "+++", "\u00a0", "\u202f", "== ", "?>", "!>", "*[", "|")
_BOXES = {"?>": "NOTE", "!>": "WARNING"}
_ABBREVIATION = re.compile(r"^\*\[[^\[\]\n]+\]:[ \t].*$", re.MULTILINE)
_DELIMITERS = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_BAR = re.compile(r"(?P<code>`+)|\\.|(?P<bar>\|)")
_VERBATIM = frozenset({"pre", "script", "style", "textarea", "code", "svg"})
_NO_BREAK = re.compile(r"^([ \t>]*(?:#{1,6}|[-*+]|\d{1,9}[.)]))[\u00a0\u202f]+[ \t]*(?=\S)", re.MULTILINE)
_CELL = re.compile(r"^\+\+\+[ \t]*(?:\{.*\})?[ \t]*$", re.MULTILINE)


def with_loose_lines(source: Source) -> Source:
    """Return `source` with a blank line between a tag of HTML on its own and Markdown below it.

    A no-break space after `#`, `-` or `1.` becomes a space, and `+++` between the cells of a notebook goes.
    `== Titre ==` is a heading; in DokuWiki, more signs mean a higher one. `?> note` and `!> note` are boxes
    (Docsify), and lines such as `*[HTML]: …` are left out. A bar in code does not divide cells of a table.
    """
    if not any(sign in source.text for sign in _SIGNS_OF_ANY):
        return source
    return source.edited(_edits(source))


def _edits(source: Source) -> Iterator[Edit]:
    text = source.text
    is_doku = any(_signs(line) > 4 for line in source.lines if line.startswith("=="))
    for begin, end in source.prose():
        paragraph = text[begin:end]
        found = [
            *((it.end(1), it.end(), " ") for it in _NO_BREAK.finditer(paragraph)),
            *((*it.span(), "") for it in _CELL.finditer(paragraph)),
            *((*it.span(), "") for it in _ABBREVIATION.finditer(paragraph)),
            *(_boxes(paragraph) if paragraph[:2] in _BOXES else ()),
            *(_bars_in_code(paragraph) if "|" in paragraph and "`" in paragraph else ()),
            *(_html(paragraph) if "<" in paragraph else ()),
            *(_headings(paragraph, is_doku=is_doku) if "== " in paragraph else ()),
        ]
        yield from ((begin + start, begin + stop, instead) for start, stop, instead in sorted(found))


def _boxes(paragraph: str) -> Iterator[Edit]:
    """Yield the edits that make a paragraph of Docsify a quotation that is a box."""
    yield 0, 2, f"> [!{_BOXES[paragraph[:2]]}]\n> "
    yield from ((match.end(), match.end(), "> ") for match in re.finditer("\n", paragraph))


def _bars_in_code(paragraph: str) -> Iterator[Edit]:
    """Yield the edits that escape bars in code, in rows of a table that would have too many cells."""
    lines = paragraph.split("\n")
    wanted = next((line.strip(" \t|>").count("|") for line in lines[1:] if _DELIMITERS.fullmatch(line)), 0)
    at = 0
    for line in lines:
        outside, inside = _bars(line) if wanted and "`" in line else ([], [])
        inner = [bar for bar in outside if line[:bar].strip(" \t>") and line[bar + 1 :].strip()]
        if inside and len(inner) == wanted:
            yield from ((at + bar, at + bar, "\\") for bar in inside)
        at += len(line) + 1


def _bars(line: str) -> tuple[list[int], list[int]]:
    """Return where the bars in `line` are: those outside of code, and those in it."""
    outside: list[int] = []
    inside: list[int] = []
    ticks = TickRuns(line, 0, len(line))
    at = 0
    while match := _BAR.search(line, at):
        at = match.end()
        if match["code"]:
            end = ticks.end_of_code(match)
            inside += [at + it.start() for it in re.finditer(r"(?<!\\)\|", line[at:end])]
            at = end
        elif match["bar"]:
            outside.append(match.start())
    return outside, inside


def _headings(paragraph: str, *, is_doku: bool) -> Iterator[Edit]:
    """Yield the headings of wikis as those of Markdown."""
    at = 0
    for line in paragraph.split("\n"):
        if signs := _signs(line):
            words = line.strip().strip("=").strip()
            yield at, at + len(line), f"\n{'#' * (7 - signs if is_doku else signs)} {words}\n"
        at += len(line) + 1


def _signs(line: str) -> int:
    """Return how many signs enclose the wiki heading in `line`; 0 if it is no heading."""
    line = line.strip()
    words = line.strip("=")
    count = len(line) - len(line.lstrip("="))
    is_heading = 2 <= count <= 6 and len(line) == len(words) + 2 * count and words[0] == words[-1] == " "
    return count if is_heading and words.strip() else 0


def _html(paragraph: str) -> Iterator[Edit]:
    """Yield the blank lines between tags and Markdown; lines of Markdown lose the indent of the element."""
    lines = paragraph.split("\n")
    at = 0
    indent = 0  # to drop
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if width := min(indent, _width(line)):
            yield at, at + width, ""
        at += len(line) + 1
        match = _TAG_LINE.fullmatch(line)
        if match is None or not following or match[2].lower() in _VERBATIM:
            continue
        indent = 0
        is_component = match[2][0].isupper()
        if is_component or _SIGNS.match(following) or (_MARKDOWN.search(line) and not match[1]):
            yield at - 1, at - 1, "\n"
            indent = max(0, _width(following) - _width(line))


def _width(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))
