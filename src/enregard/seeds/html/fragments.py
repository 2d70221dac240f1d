"""Prepare pieces of raw HTML so that none of them reaches further than its author meant."""

import re
from collections.abc import Sequence, Set

from enregard.seeds.html.elements import DROPPED, KNOWN, MEDIA, SWITCHES, VOID

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/<>]*)")
_INSTRUCTION = re.compile(r"<[?%].*?(?:[?%]>|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<![A-Za-z].*?(?:>|\Z)", re.DOTALL)
_BARE = re.compile(r"""[\s/]([^\s"'<>/=]+)(?=[\s/>])""")
_QUOTED = re.compile(r"""(?<!\s)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>`]+)""")
_OWN = DROPPED | MEDIA
"""Elements that must end in the piece in which they begin, so that they cannot hide what follows."""

_ALLOWED = frozenset({"dialog", "form"})
"""Those that may hold what follows if raw HTML is allowed."""


def closed_names(source: str) -> frozenset[str]:
    """Return the names of all end tags in `source`."""
    return frozenset(match[2] for match in _TAG.finditer(source) if match[1])


def is_tag(html: str, closed: Set[str]) -> bool:
    """Return whether an inline piece of HTML is a tag, rather than words in angle brackets."""
    match = _TAG.match(html)
    if match is None or not _is_element(match, html, closed):
        return match is None
    if match[2].lower() not in KNOWN:
        return True
    attributes = _QUOTED.sub("=", html[match.end() :])
    return all(name[1].lower() in SWITCHES for name in _BARE.finditer(attributes))


def clean(html: str, closed: Set[str]) -> str:
    """Return raw HTML with instructions removed, and with tags of unknown elements as text."""

    def checked(match: re.Match[str]) -> str:
        return match[0] if _is_element(match, html, closed) else "&lt;" + match[0][1:]

    return _TAG.sub(checked, _INSTRUCTION.sub("", html))


def instructions(html: str) -> bool:
    """Return whether raw HTML contains instructions for a program, such as PHP."""
    return any(sign in html for sign in ("<?", "<%"))


def _is_element(match: re.Match[str], html: str, closed: Set[str]) -> bool:
    """Return whether a tag is of HTML, of a custom element, or of a component such as those of MDX.

    A component without attributes must be among `closed`, the names of end tags.
    """
    name = match[2]
    if name.lower() in KNOWN or "-" in name or ":" in name:
        return True
    if not name[0].isupper():
        return False
    end = html.find(">", match.end())
    return bool(match[1]) or "=" in html[match.end() : end] or html[end - 1] == "/" or name in closed


def closers(pieces: Sequence[str], *, allow_html: bool) -> list[str]:
    """Return for each piece the end tags of the elements that neither it nor a later piece closes."""
    alone = _OWN - _ALLOWED if allow_html else _OWN
    result: list[list[str]] = [[] for _ in pieces]
    opened: dict[str, list[int]] = {}  # the pieces with an element that is still open
    for number, piece in enumerate(pieces):
        own: list[str] = []
        for match in _TAG.finditer(piece):
            name = match[2].lower()
            if name in VOID:
                continue
            if name in alone:
                if not match[1]:
                    own.append(name)
                elif name in own:
                    own.remove(name)
            elif not match[1]:
                opened.setdefault(name, []).append(number)
            elif opened.get(name):
                opened[name].pop()
        result[number] += reversed(own)
    for name, numbers in opened.items():
        for number in numbers:
            result[number].append(name)
    return ["".join(f"</{name}>" for name in names) for names in result]
