"""Rewrite wiki links as links of Markdown: `[[Page]]`, `[[Page#Section|words]]`, `![[image.png]]`.

Ids of blocks (`^abc` at the end of a line) become anchors.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from urllib.parse import quote

from enregard.seeds.names import PAGE
from enregard.seeds.source import Edit, Source

_LINK = re.compile(
    r"(?P<code>`+)|(?P<escape>\\.)|(?P<image>!?)\[\[(?P<inside>[^\[\]\n]+)\]\](?!\(|\[(?!\[))", re.DOTALL
)
_ID = re.compile(
    r"(?P<code>`+)|(?P<escape>\\.)|(?:^|[ \t])\^(?P<id>[0-9-]*[A-Za-z][A-Za-z0-9-]*)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp"})
_SIZE = re.compile(r"\d+(?:x\d+)?")
_BLOCK = re.compile(r"\[\[\s*(\w+)\s*(?:\|\s*(.*?)\s*)?\]\]\s*")
_BLOCKS = {
    **dict.fromkeys(("information", "info", "i", "question", "q"), "NOTE"),
    **dict.fromkeys(("attention", "a", "warning"), "WARNING"),
    **dict.fromkeys(("erreur", "e"), "DANGER"),
    **dict.fromkeys(("secret", "s"), "DETAILS"),
}
_CONTENTS = frozenset({"toc", "_toc_"})


def without_wiki_links(source: Source) -> Source:
    """Return `source` with wiki links and boxes such as `[[information]]` as Markdown."""
    if "^" in source.text:
        source = source.edited(list(_ids(source)))
    if "[[" not in source.text:
        return source
    source = Source(list(_boxes(source.lines)), source.numbers)
    return source.edited(_edits(source))


def _ids(source: Source) -> Iterator[Edit]:
    """Yield the ids of blocks as attributes on lines of their own."""
    for match in source.outside_code(_ID, "^"):
        before = "\n" if match.start() < match.start("id") - 1 else ""
        yield *match.span(), f"{before}{{#{match['id']}}}"


def _boxes(lines: Sequence[str]) -> Iterator[str]:
    """Rewrite `[[information]]`, followed by lines that begin with `|`, as a quotation that is a box."""
    inside = False
    for line in lines:
        match = _BLOCK.fullmatch(line)
        kind = _BLOCKS.get(match[1].lower()) if match else None
        if match and kind:
            inside = True
            yield f"> [!{kind}] {match[2] or ''}".rstrip()
        elif inside and line.startswith("|"):
            yield f">{line[1:]}"
        else:
            inside = False
            yield line


def _edits(source: Source) -> Iterator[Edit]:
    for match in source.outside_code(_LINK, "[["):
        if match["inside"].lower() not in _CONTENTS:
            yield *match.span(), _link(match)


def _link(match: re.Match[str]) -> str:
    target, _, words = match["inside"].replace("\\|", "|").partition("|")
    page, hash_, section = target.strip().partition("#")
    words = words.strip()
    address = f"{PAGE}{quote(page.strip())}" if page else ""
    address += f"#{quote(section)}" if hash_ else ""
    suffix = PurePosixPath(page.strip()).suffix.lower()
    if match["image"] and suffix in _PICTURES:
        alt = "" if _SIZE.fullmatch(words) else words
        return f"![{alt}](<{address}>)"
    shown = words or (PurePosixPath(page.strip()).name if page else section)
    return f"[{shown}](<{address}>)"
