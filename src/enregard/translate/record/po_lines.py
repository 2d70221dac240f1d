"""Rewrite the lines of a PO file that polib reads differently from GNU gettext.

gettext needs no blank after `#,`, `#.` or a keyword, and separates flags by blanks too; polib refuses or
misreads such lines. It also drops the last entry of a file that ends in an empty comment such as `#.`, and
the former sentences of obsolete entries.
"""

import re
from typing import Any

ENDS = re.compile(r"\r\n|\n|\r")
"""The ends of lines; a string's own `splitlines` also divides at U+2028, for example."""

_KEYWORD = re.compile(r"^(msgctxt|msgid|msgstr)(?=\")")
_FLAG = re.compile(r"fuzzy|(?:no-)?wrap|(?:(?:no|possible|impossible)-)?[a-z0-9+-]+-format|range:.*")
"""A flag. Some versions of gettext read flags after `#!` or `#=` too; other words are comments there."""


class PoText(str):
    """The text of a PO file, which polib divides only where a line ends."""

    __slots__ = ()

    def splitlines(self, *_: Any, **__: Any) -> list[str]:
        """Return the lines without their ends."""
        return ENDS.split(self)


def as_polib_reads(text: str) -> PoText:
    """Return `text` with the same number of lines, all of which polib reads as gettext does."""
    return PoText("\n".join(map(_line, ENDS.split(text))))


def trailing_comments(text: str) -> list[str]:
    """Return the translator's comments after the last entry, which polib drops."""
    found: list[str] = []
    for line in map(str.strip, reversed(ENDS.split(text))):
        if (line and not line.startswith("#")) or line.startswith(("#~", "#|")):
            return found[::-1]
        if line == "#" or line.startswith("# "):
            found.append(line[2:])
    return []  # comments only: polib takes them for the header's


def _line(line: str) -> str:
    stripped = line.strip()
    if not stripped.startswith("#"):
        return _spaced(line)
    kind, rest = stripped[1:2], stripped[2:]
    if kind == "~" and rest.startswith("|"):
        return _prefixed("#|", _spaced(rest[1:]))  # as obsolete as its entry
    if kind == "~" and re.match(r"\s*#(?![~|])", rest):
        return _comment(rest.lstrip())
    if kind in ("~", "|"):
        return _prefixed(f"#{kind}", _spaced(rest))
    return _comment(stripped)


def _comment(line: str) -> str:
    kind, rest = line[1:2], line[2:]
    flags = _flags(rest) if kind in (",", "!", "=") else []
    if kind == "," or (flags and all(map(_FLAG.fullmatch, flags))):
        return _prefixed("#,", ", ".join(flags))
    if kind == ":":
        return _prefixed("#:", rest)
    if kind == ".":
        return f"#. {rest.removeprefix(' ')}" if rest.strip() else ""
    return line if kind in ("", " ") else f"# {line[1:]}"


def _flags(rest: str) -> list[str]:
    parts = (part.strip() for part in rest.split(","))
    return [flag for part in parts for flag in ([part] if part.startswith("range:") else part.split())]


def _spaced(line: str) -> str:
    return _KEYWORD.sub(r"\1 ", line.strip()) if '"' in line and _KEYWORD.match(line.strip()) else line


def _prefixed(prefix: str, rest: str) -> str:
    return f"{prefix} {rest.strip()}" if rest.strip() else ""
