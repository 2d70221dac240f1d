"""Drop what the author of a Markdown file hides from readers: the comments of several dialects."""

import re
from collections.abc import Iterator

from enregard.messages import marked
from enregard.seeds.notes import Notes
from enregard.seeds.source import Source, TickRuns

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
_SIGNS = ("<!--", "%%", "comment", "{#", "/*")
_CONTINUES = re.compile(r"\s*(?:[-*+]\s|\d{1,9}[.)]\s|\||$)")
UNCLOSED = marked("this comment is not closed, so nothing after it is published: end it with -->")


def without_comments(source: Source, notes: Notes) -> Source:
    """Return `source` without comments outside code.

    A comment that is not closed hides the rest if it begins a line; otherwise it is text.
    """
    if not any(sign in source.text for sign in _SIGNS):
        return source
    spans = list(_comments(source, notes))
    if not spans:
        return source
    gone = {line for start, end in spans for line in range(source.index(start), source.index(end) + 1)}
    edited = source.edited((start, end, "") for start, end in spans)
    numbers = {source.numbers[line] for line in gone}
    return _without_empty_lines(edited, numbers)


def _without_empty_lines(source: Source, numbers: set[int]) -> Source:
    """Drop the lines with these numbers that are now blank, unless they part two paragraphs."""
    lines: list[str] = []
    kept: list[int] = []
    for at, (line, number) in enumerate(zip(source.lines, source.numbers, strict=True)):
        if number in numbers and not line.strip():
            before = lines[-1] if lines else ""
            after = source.lines[at + 1] if at + 1 < len(source.lines) else ""
            if not before.strip() or _CONTINUES.match(after):
                continue
        lines.append(line)
        kept.append(number)
    return Source(lines or [""], kept or [source.numbers[0]])


def _comments(source: Source, notes: Notes) -> Iterator[tuple[int, int]]:
    """Yield the span of each comment, in order."""
    text = source.text
    at = 0
    unclosed: set[str] = set()
    for begin, end in source.prose():
        start = max(begin, at)
        ticks = TickRuns(text, start, end)
        while start < end and (match := _OPENERS.search(text, start, end)):
            kind = match.lastgroup or ""
            start = match.end()
            if kind == "code":
                start = ticks.end_of_code(match)
            elif kind != "escape":
                after = start - 2 if kind == "html" else start  # `<!-->` is a comment
                close = None if kind in unclosed else _CLOSERS[kind].search(text, after)
                if close is not None:
                    start = at = close.end()
                    yield match.start(), at
                    continue
                unclosed.add(kind)
                if (
                    kind == "html"
                    and not source.lines[source.index(match.start())].partition("<!--")[0].strip()
                ):
                    notes.add(UNCLOSED, source.number(match.start()))
                    yield match.start(), len(text)
                    return
