"""Inline markup of a sentence as numbered placeholders, the form in which PO files hold it.

A mark is `<1>…</1>`, an atom `<1/>`, numbered from 1 in the order in which they open. What merely looks like
a placeholder in the words themselves is told apart by a backslash after its `<`.
"""

import re
from collections import Counter, deque
from collections.abc import Sequence
from urllib.parse import unquote

from enregard.article.article import ATOMS, OBJECT, VERBATIM, Mark, MarkKind, Text

_PLACEHOLDER = re.compile(r"<(/?)(\d{1,9})(/?)>")  # more digits are no number of ours
_LOOKALIKE = re.compile(r"<(/?)(\\*)(\d+/?>)")


class PlaceholderError(ValueError):
    """The placeholders of a translation are not those of its sentence; the message says how."""


def with_placeholders(text: Text, marks: Sequence[Mark] | None = None) -> str:
    """`text` as one string, its marks as placeholders.

    They are numbered as they open; or, where `text` is the translation of a text with `marks`, as those are,
    since words change places. Raises ValueError where `text` has a mark that is not among them.
    """
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for number, mark in zip(_numbers(text.marks, marks), text.marks, strict=True):
        if mark.kind in ATOMS:
            opening.setdefault(mark.start, []).append(f"<{number}/>")
        else:
            opening.setdefault(mark.start, []).append(f"<{number}>")
            closing.setdefault(mark.end, []).insert(0, f"</{number}>")
    atoms = {mark.start for mark in text.marks if mark.kind in ATOMS}
    pieces = []
    last = 0
    for edge in sorted(opening.keys() | closing.keys()):
        pieces.append(_escape(text.plain[last:edge]))
        pieces += closing.get(edge, [])
        pieces += opening.get(edge, [])
        last = edge + 1 if edge in atoms else edge
    return "".join(pieces) + _escape(text.plain[last:])


def _numbers(marks: Sequence[Mark], named: Sequence[Mark] | None) -> list[int]:
    """For each of `marks` the number of its like among `named`, each number once."""
    if named is None:
        return list(range(1, len(marks) + 1))
    free: dict[tuple[object, ...], deque[int]] = {}
    for number, mark in enumerate(named, 1):
        free.setdefault((mark.kind, *sorted(mark.attrs.items())), deque()).append(number)
    numbers = []
    for mark in marks:
        same = free.get((mark.kind, *sorted(mark.attrs.items())))
        if not same:
            raise ValueError(f"a {mark.kind} mark that the French has not")
        numbers.append(same.popleft())
    return numbers


def from_placeholders(string: str, marks: Sequence[Mark]) -> Text:
    """The text that `string` stands for, where placeholder n is `marks[n - 1]`.

    Raises PlaceholderError unless every mark is there exactly once, properly nested and around some words.
    """
    plain = ""
    opened: list[tuple[int, int, int]] = []  # number, start, place in the order of opening
    found: list[tuple[int, int, Mark]] = []  # place in the order of opening, number, mark
    last = 0
    for place, match in enumerate(_PLACEHOLDER.finditer(string)):
        plain += _unescape(string[last : match.start()])
        last = match.end()
        closes, number, empty = match[1], int(match[2]), match[3]
        if not 1 <= number <= len(marks):
            raise PlaceholderError(f"{match[0]} stands for nothing in the French")
        mark = marks[number - 1]
        if bool(empty) != (mark.kind in ATOMS) or (closes and empty):
            wanted = f"<{number}/>" if mark.kind in ATOMS else f"<{number}>…</{number}>"
            raise PlaceholderError(f"{match[0]} must be {wanted}")
        if empty:
            found.append((place, number, Mark(mark.kind, len(plain), len(plain) + 1, mark.attrs)))
            plain += OBJECT
        elif not closes:
            opened.append((number, len(plain), place))
        else:
            if not opened or opened[-1][0] != number:
                raise PlaceholderError(f"{match[0]} closes what is not open there")
            _, start, opening_place = opened.pop()
            if start == len(plain):
                raise PlaceholderError(f"<{number}></{number}> has no words in it")
            found.append((opening_place, number, Mark(mark.kind, start, len(plain), mark.attrs)))
    plain += _unescape(string[last:])
    if opened:
        raise PlaceholderError(f"<{opened[-1][0]}> is never closed")
    counts = Counter(number for _, number, _ in found)
    for number in range(1, len(marks) + 1):
        if counts[number] != 1:
            raise PlaceholderError(f"<{number}> stands {counts[number]} times instead of once")
    return Text(plain, tuple(mark for _, _, mark in sorted(found, key=lambda entry: entry[0])))


def is_fixed(mark: Mark, text: Text) -> bool:
    """Whether the words of `mark` in `text` are not to be translated: also those of a link's own address."""
    if mark.kind is not MarkKind.LINK:
        return mark.kind in VERBATIM
    words, address = unquote(text.plain[mark.start : mark.end]), unquote(mark.attrs.get("href", ""))
    return words in (address, address.removeprefix("mailto:"))


def with_fixed(string: str, source: Text) -> str:
    """`string`, a translation of `source` with placeholders, with all words that are fixed in `source`."""
    for number, mark in enumerate(source.marks, 1):
        if is_fixed(mark, source):
            words = _escape(source.plain[mark.start : mark.end])
            found = re.search(rf"<{number}>(.*?)</{number}>", string, re.DOTALL)
            if found and found[1] != words and not _PLACEHOLDER.search(found[1]):
                string = string[: found.start(1)] + words + string[found.end(1) :]
    return string


def without_placeholders(string: str) -> str:
    """The words of `string`, whatever its placeholders are."""
    return _unescape(_PLACEHOLDER.sub("", string))


def _escape(words: str) -> str:
    return _LOOKALIKE.sub(r"<\1\\\2\3", words)


def _unescape(words: str) -> str:
    return re.sub(r"<(/?)\\(\\*)(\d+/?>)", r"<\1\2\3", words)
