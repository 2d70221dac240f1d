"""Drop what the author of a Markdown file hides from readers: the comments of several dialects."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from enregard.seeds.notes import Notes

_KINDS = {
    "<!--": "-->",  # HTML
    "%%": "%%",  # Obsidian
    "{% comment": "{% endcomment %}",  # Liquid, Django, Jinja
    "{::comment}": "{:/comment}",  # kramdown
    "{#": "#}",  # Jinja, Nunjucks
    "{/*": "*/}",  # MDX
    "{{/*": "*/}}",  # Hugo
}
_OPENERS = re.compile(
    r"(?P<code>`+)|(?P<escape>\\.)|(?P<html><!--)|(?P<obsidian>(?<!\S)(?<!\d[ \u00a0\u202f])%%(?!%))"
    r"|(?P<liquid>\{%-?\s*comment\b[^%\n]*%\})|(?P<kramdown>\{::comment\})|(?P<jinja>\{#-?(?=\s))"
    r"|(?P<mdx>\{/\*)|(?P<hugo>\{\{[-<%]?\s*/\*)",
    re.DOTALL,
)
_CLOSERS = {
    "html": re.compile(r"--!?>"),
    "obsidian": re.compile(r"%%(?![^\s.,;:!?…)])"),
    "liquid": re.compile(r"\{%-?\s*endcomment\s*-?%\}"),
    "kramdown": re.compile(r"\{:/(?:comment)?\}"),
    "jinja": re.compile(r"#\}"),
    "mdx": re.compile(r"\*/\}"),
    "hugo": re.compile(r"\*/\s*[-%>]?\}\}"),
}
_FENCE = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])?[ \t]*(`{3,}(?=[^`]*$)|~{3,})")
_CONTINUES = re.compile(r"\s*(?:[-*+]\s|\d{1,9}[.)]\s|\||$)")
UNCLOSED = "this comment is not closed, so nothing after it is published: end it with -->"


def has_comments(source: str) -> bool:
    """Return whether `source` may contain a comment."""
    return any(sign in source for sign in _KINDS) or ("{%" in source and "comment" in source)


def without_comments(lines: Sequence[str], notes: Notes, first: int) -> tuple[list[str], list[int]]:
    """Return `lines` without comments outside code, and the index of each remaining line in `lines`.

    A comment that is not closed hides the rest if it begins a line; otherwise it is text. `first` is the
    number of the first line, for `notes`.
    """
    text = "\n".join(lines)
    hidden = list(_comments(text, lines, notes, first))
    if not hidden:
        return list(lines), list(range(len(lines)))
    kept: list[str] = []
    numbers: list[int] = []
    starts = [start for start, _ in hidden]
    at = 0
    for number, line in enumerate(lines):
        end = at + len(line)
        pieces, touched = _outside(text, at, end, hidden, starts)
        at = end + 1
        if touched and not pieces.strip():
            before = kept[-1] if kept else ""
            after = lines[number + 1] if number + 1 < len(lines) else ""
            if not before.strip() or _CONTINUES.match(after):
                continue
            pieces = ""
        kept.append(pieces)
        numbers.append(number)
    return kept, numbers


def _outside(
    text: str, start: int, end: int, hidden: Sequence[tuple[int, int]], starts: Sequence[int]
) -> tuple[str, bool]:
    """Return the part of a line that is not in `hidden`, and whether any of it is."""
    parts: list[str] = []
    at = start
    first = max(0, bisect_right(starts, start) - 1)
    touched = False
    for begin, finish in hidden[first : bisect_left(starts, end + 1)]:
        if finish <= at or begin > end:
            continue
        touched = True
        parts.append(text[at : max(at, begin)])
        at = max(at, min(finish, end))
    parts.append(text[at:end])
    return "".join(parts), touched


def _comments(text: str, lines: Sequence[str], notes: Notes, first: int) -> Iterator[tuple[int, int]]:
    """Yield the span of each comment in `text`, in order."""
    at = 0
    unclosed: set[str] = set()
    for start, end in _prose(lines):
        if start < at < end:
            start = at
        if end <= at:
            continue
        ticks = _tick_runs(text, start, end)
        while match := _OPENERS.search(text, start, end):
            kind = match.lastgroup or ""
            start = match.end()
            if kind == "escape":
                continue
            if kind == "code":
                start = _end_of_code(ticks, match)
                continue
            close = None if kind in unclosed else _CLOSERS[kind].search(text, start - (kind == "html") * 2)
            if close is not None:
                yield match.start(), close.end()
                start = at = close.end()
                if at >= end:
                    break
                continue
            unclosed.add(kind)
            line_start = text.rfind("\n", 0, match.start()) + 1
            if kind == "html" and not text[line_start : match.start()].strip():
                notes.add(UNCLOSED, first + text.count("\n", 0, match.start()))
                yield match.start(), len(text)
                return


def _tick_runs(text: str, start: int, end: int) -> dict[int, list[int]]:
    """Map the length of each run of backticks in a span to the offsets of such runs."""
    runs: dict[int, list[int]] = {}
    for match in re.finditer("`+", text[start:end]):
        runs.setdefault(len(match[0]), []).append(start + match.start())
    return runs


def _end_of_code(runs: dict[int, list[int]], match: re.Match[str]) -> int:
    """Return the end of the code span that `match` opens; the end of `match` if nothing closes it."""
    length = len(match[0])
    same = runs.get(length, [])
    following = bisect_left(same, match.end())
    return same[following] + length if following < len(same) else match.end()


def _prose(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans of the joined lines that are not in a code block: one per paragraph."""
    at = 0
    begin: int | None = None
    fence = ""
    in_code = False  # indented
    in_list = False
    blank = True
    for line in lines:
        start, at = at, at + len(line) + 1
        if fence:
            if line.strip(" \t>").startswith(fence) and not line.strip(" \t>").strip(fence[0]):
                fence = ""
            continue
        is_blank = not line.strip()
        opens = _FENCE.match(line)
        in_code = line.startswith(("    ", "\t")) and not is_blank and (in_code or (blank and not in_list))
        if not is_blank and not line.startswith((" ", "\t")):
            in_list = re.match(r"[-*+]\s|\d{1,9}[.)]\s|\[\^|:\s", line) is not None or (in_list and not blank)
        if opens or is_blank or in_code:
            if begin is not None:
                yield begin, start - 1
                begin = None
            fence = opens[1] if opens and not in_code else ""
        elif begin is None:
            begin = start
        blank = is_blank
    if begin is not None:
        yield begin, at - 1
