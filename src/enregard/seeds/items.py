"""Recognise list items in plain text by their bullets, dashes, numbers and letters."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from enregard.article.article import Block, BlockKind, Text
from enregard.article.blanks import BLANKS, collapse
from enregard.article.edits import slice_text, strip_text

_LABEL = "[0-9]{1,2}|[a-z]|[ivx]{1,7}|[A-Z]|[IVX]{1,7}"
_MARKER = re.compile(
    rf"(?:[-–—*•▪■●◦‣·]|\((?P<inside>{_LABEL})\)|(?P<label>{_LABEL})[.)/]"
    r"|(?P<ordinal>[0-9]{1,2})[°º](?:[).]| ?[-–—])?)\s+|--+\s*(?=[^\s-])"
)
_BULLETS = "*•▪■●◦‣·"
_SPEECH_ENDS = '.!?…»”"'
_LONGEST_CHAPTER = 80  # characters
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_VALUES = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True, slots=True)
class Piece:
    """A block being built. With a `marker`, it may be a list item; if `short`, a heading.

    Consecutive lines without a blank line are a group; `group` is the number of its first line.
    """

    block: Block
    group: int
    marker: str = ""
    short: bool = False
    headline: bool = False
    """Whether it can be the title: one line, however long, that does not end like a sentence."""


def marker(line: str) -> str:
    """Return the bullet, dash, number or letter at the start of `line`, with blanks; "" if absent."""
    match = _MARKER.match(line)
    return match[0] if match else ""


def is_bullet(line: str) -> bool:
    """Return whether `line` starts with a sign that only starts items."""
    return line[0] in _BULLETS


@lru_cache(maxsize=1024)
def labels(marker: str) -> Mapping[str, int]:
    """Return what the label in `marker` may count, by type of list: `i.` is a Roman number or a letter."""
    match = _MARKER.match(marker)
    label = (match["inside"] or match["label"] or match["ordinal"] or "") if match else ""
    if label.isdigit():
        return {"1": int(label)}
    found = {}
    small = label.lower()
    if small and _ROMAN.fullmatch(small):
        values = [_VALUES[letter] for letter in small]
        following = [*values[1:], 0]
        found["i"] = sum(one if one >= next_ else -one for one, next_ in zip(values, following, strict=True))
    if len(small) == 1:
        found["a"] = ord(small) - ord("a") + 1
    return found if label == small else {kind.upper(): value for kind, value in found.items()}


def same_kind(one: str, other: str) -> bool:
    """Return whether two markers can be of one list: two numbers, successive letters, or equal bullets."""
    if not one or not other:
        return False
    return one[0] == other[0] or "1" in labels(one).keys() & labels(other).keys() or follows(one, other)


def follows(one: str, other: str) -> bool:
    """Return whether the label `other` counts one more than `one`."""
    after = labels(other)
    return any(after.get(kind) == value + 1 for kind, value in labels(one).items())


def with_lists(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Group the pieces that are list items into lists."""
    for labelled, run in groupby(pieces, key=lambda piece: bool(labels(piece.marker))):
        items = list(run)
        for kind, part in _counted(items) if labelled else _bulleted(items):
            is_list = _is_counted(kind, part) if labelled else _is_bulleted(kind, part)
            yield from [Piece(_list(kind, part), part[0].group)] if is_list else part


def with_chapters(pieces: Sequence[Piece]) -> list[Piece]:
    """Mark short pieces as headings if they count chapters in Roman numbers, even with a full stop."""
    chapters: set[int] = set()
    last = -1
    for at, piece in enumerate(pieces):
        plain = piece.block.text.plain if piece.block.text else ""
        if "I" not in labels(piece.marker) or len(plain) > _LONGEST_CHAPTER:
            continue
        if last >= 0 and follows(pieces[last].marker, piece.marker):
            chapters |= {last, at}
        last = at
    return [replace(piece, short=True) if at in chapters else piece for at, piece in enumerate(pieces)]


def _bulleted(items: Sequence[Piece]) -> Iterator[tuple[str, list[Piece]]]:
    """Split `items` into runs with the same bullet."""
    for kind, part in groupby(items, key=lambda piece: piece.marker[:1]):
        yield kind, list(part)


def _counted(items: Sequence[Piece]) -> Iterator[tuple[str, list[Piece]]]:
    """Split `items` into runs that count upwards, each with the type of its labels."""
    kinds: Mapping[str, int] = {}
    part: list[Piece] = []
    for item in items:
        found = labels(item.marker)
        going_on = {kind: value for kind, value in found.items() if kinds.get(kind) == value - 1}
        if part and not going_on:
            yield next(iter(kinds)), part
            part = []
        kinds = (
            going_on or {kind: value for kind, value in found.items() if value == 1 or kind == "1"} or found
        )
        part.append(item)
    yield next(iter(kinds)), part


def _is_counted(kind: str, items: Sequence[Piece]) -> bool:
    begins = kind == "1" or labels(items[0].marker).get(kind) == 1
    return len(items) > 1 and begins and all(_words(item).plain for item in items)


def _is_bulleted(kind: str, items: Sequence[Piece]) -> bool:
    """Return whether `items` are a list rather than dialogue, which consists of sentences."""
    if not kind or len(items) < 2 or items[0].marker.startswith("--"):
        return False
    words = [_words(item).plain for item in items]
    if not all(words):
        return False
    small = all(text[0].islower() or text[0].isdigit() for text in words)
    return (
        kind in _BULLETS or small or not any(text.rstrip(BLANKS)[-1] in _SPEECH_ENDS for text in words[:-1])
    )


def _words(item: Piece) -> Text:
    """Return the text of `item` without its marker."""
    text = item.block.text or Text("")
    return strip_text(slice_text(text, len(collapse(item.marker)), len(text.plain)), BLANKS)


def _list(kind: str, items: Sequence[Piece]) -> Block:
    """Return the list of `items`; it is tight if no blank line separates them."""
    tight = all(item.group == items[0].group for item in items)
    ordered = bool(labels(items[0].marker))
    attrs = {"ordered": str(ordered).lower(), "tight": str(tight).lower()}
    if ordered and kind != "1":
        attrs["type"] = kind
    if ordered and (first := labels(items[0].marker)[kind]) != 1:
        attrs["start"] = str(first)
    children = tuple(
        Block(BlockKind.ITEM, item.block.line, children=(replace(item.block, text=_words(item)),))
        for item in items
    )
    return Block(BlockKind.LIST, items[0].block.line, children=children, attrs=attrs)
