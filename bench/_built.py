"""What a built page shows, read by lxml: titles, blocks of text, facts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree, html

_BLOCKS = frozenset(
    (
        *("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dd", "dt", "blockquote", "figcaption"),
        *("summary", "caption", "div", "section", "pre", "details"),
    )
)
_VERBATIM = frozenset(("code", "pre", "samp", "math", "script", "style"))
_OURS = ("bar", "facts", "label", "no", "skip", "findings")
"""Classes of what the theme adds around the words of an article."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of an article.

    `blocks` are the texts of its paragraphs, headings, items and cells, without code. `whole` is all its
    text with code, `facts` are the rows above it, as names and values, and `described` is what the page's
    head says.
    """

    title: str
    blocks: tuple[str, ...]
    whole: str
    facts: tuple[tuple[str, str], ...]
    described: str


def read_page(path: Path) -> Shown:
    """Read the page of an article in one language."""
    page = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    main = page.find(".//main")
    titles = [_text(found) for found in main.iter("h1")]
    facts = [
        (_text(row.find("dt")), " ".join(_text(value) for value in row.findall("dd")))
        for row in main.findall(".//dl[@class='facts']/div")
        if row.find("dt") is not None
    ]
    head = [*page.xpath("//meta[@name='description' or contains(@property, 'description')]/@content")]
    for found in [*main.xpath(".//*[@class]")]:
        if set(found.get("class").split()) & set(_OURS):
            found.drop_tree()
    for head_of_page in main.findall(".//header[@class='head']"):
        head_of_page.drop_tree()
    return Shown(
        title=titles[0] if titles else "",
        whole=_text(main),
        blocks=tuple(filter(None, (_one_line("".join(part)) for part in _parts(main)))),
        facts=tuple(facts),
        described=" ".join(map(str, head)),
    )


def _parts(element: etree._Element) -> Iterator[list[str]]:
    """Yield the pieces of text of each block under `element`, in order, without code."""
    pieces: list[str] = []
    yield from _walk(element, pieces)
    yield pieces


def _walk(element: etree._Element, pieces: list[str]) -> Iterator[list[str]]:
    if isinstance(element.tag, str) and element.tag not in _VERBATIM:
        starts_block = element.tag in _BLOCKS
        if starts_block or element.tag == "br":
            yield list(pieces)
            pieces.clear()
        pieces.append(element.text or "")
        for child in element:
            yield from _walk(child, pieces)
            pieces.append(child.tail or "")
        if starts_block:
            yield list(pieces)
            pieces.clear()
    elif element.tag in _VERBATIM:
        pieces.append("\ufffc")  # words around code do not touch


def _text(element: etree._Element) -> str:
    return _one_line("".join(element.itertext()))


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
