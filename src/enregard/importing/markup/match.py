"""Sets the markup of a French sentence on English words that somebody else wrote."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape

from enregard.article.article import ATOMS, OBJECT, Mark, Text
from enregard.export.codes import Code, Role
from enregard.importing.formats.inline_xml import LOOSE
from enregard.importing.markup.place import with_missing
from enregard.importing.pairs import Pair, Piece, Pieces, Tag, literal, numbers
from enregard.translate.markup.placeholders import (
    PlaceholderError,
    from_placeholders,
    trim,
    with_placeholders,
)
from enregard.translate.record.review import UNFIT, on_one_line

_PLACEHOLDER = re.compile(r"<(/?)(\d{1,9})(/?)>")
_ESCAPED = re.compile(r"<(/?)\\(\\*)(\d+/?>)")
_ELEMENT = re.compile(r"<([A-Za-z]\w*)(.*)>", re.DOTALL)
_ADDRESS = re.compile(r"""\b(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_NAMES = {"i": "em", "b": "strong", "del": "s", "strike": "s"}

_KNOWN = frozenset({"a", "img", "note", "em", "strong", "s", "code", "span"})
"""Markup that articles have. Codes of other programs for fonts and the like mean nothing here."""

Identity = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """An English text as the record has it, and what a person has to look at in its markup, if anything."""

    string: str
    doubt: str = ""


def marked(pair: Pair, source: Text, reference: Text | None = None) -> Marked | None:
    """The English of `pair` with the markup of `source`; None where it has no words.

    Codes are the marks that they are tied to in the French of the pair, else those that they look like. A
    mark that is in neither is set where `reference` has it, another translation (or where the French has it,
    if there are words that are in both languages), and behind the sentence where that says nothing.
    """
    text, given, doubts = _read(pair, source)
    if not text.plain.replace(OBJECT, "").strip():
        return None
    missing = [number for number in range(1, len(source.marks) + 1) if number not in given]
    found, whole = with_missing(text, missing, source, reference)
    doubts += [] if whole else ["markup that has no place in it stands behind it"]
    return Marked(with_placeholders(found, source.marks), "; ".join(doubts))


def as_text(pair: Pair, source: Text) -> Text:
    """The English of `pair` with those marks of `source` that it has."""
    return _read(pair, source)[0]


def _read(pair: Pair, source: Text) -> tuple[Text, frozenset[int], list[str]]:
    """The English of `pair` with its marks, their numbers in `source`, and what does not fit."""
    pieces = of_string(pair.target) if _is_literal(pair, source) else pair.target
    assigned, doubts = _assigned(pieces, _tied(pair, source), source)
    text, given = _with_marks(pieces, assigned, source)
    return trim(text), given, doubts


def of_string(pieces: Sequence[Piece]) -> Pieces:
    """Words that hold placeholders, as programs for PO files have them, and codes that stand for some."""
    found: list[Piece] = []
    for piece in pieces:
        string = piece if isinstance(piece, str) else piece.native
        if isinstance(piece, Tag) and not _PLACEHOLDER.fullmatch(string):
            found.append(piece)
            continue
        at = 0
        for match in _PLACEHOLDER.finditer(string):
            found.append(_unescaped(string[at : match.start()]))
            role = Role.CLOSE if match[1] else Role.ALONE if match[3] else Role.OPEN
            found.append(Tag(role, str(int(match[2])), match[0]))
            at = match.end()
        found.append(_unescaped(string[at:]))
    return tuple(found)


def _unescaped(words: str) -> str:
    return _ESCAPED.sub(r"<\1\2\3", words)


def _is_literal(pair: Pair, source: Text) -> bool:
    """Whether the French of `pair` holds placeholders for all the marks of `source`."""
    try:
        string = literal(pair.source)
        from_placeholders(string, source.marks)
    except PlaceholderError:
        return False
    return bool(source.marks) or "<" in string


def _tied(pair: Pair, source: Text) -> Mapping[str, int]:
    """For each key of a code the number of the mark that it is, where the French of `pair` tells."""
    if _is_literal(pair, source):
        return {str(number): number for number in range(1, len(source.marks) + 1)}
    tags = [
        (tag, number)
        for tag, number in zip(pair.source, numbers(pair.source), strict=True)
        if isinstance(tag, Tag) and tag.role is not Role.CLOSE
    ]
    alone = [mark.kind in ATOMS for mark in source.marks]
    if [tag.role is Role.ALONE for tag, _ in tags] != alone:
        return {}
    return {tag.key: number for tag, number in tags if tag.key}


def identity(native: str) -> Identity:
    """What a code has in common with its translation: element and address, or the label of a note."""
    if native.startswith("[^"):
        return ("note", native[2:-1])
    match = _ELEMENT.fullmatch(native)
    if match is None:
        return ("", native)
    name = match[1].lower()
    address = _ADDRESS.search(match[2])
    if name in ("a", "img"):
        return (name, unescape((address[1] or address[2] or "") if address else ""))
    return (_NAMES.get(name, name),)


def identity_of(mark: Mark) -> Identity:
    """The same of a mark."""
    return identity(Code(Role.ALONE if mark.kind in ATOMS else Role.OPEN, 1, mark).native)


def _assigned(
    pieces: Sequence[Piece], tied: Mapping[str, int], source: Text
) -> tuple[dict[int, int], list[str]]:
    """For the place of each code that opens or stands alone the number of its mark; and what does not fit.

    Codes are marks that they are tied to, else such as are alike, else, of links, images and notes, the next
    one that is left.
    """
    free = dict(enumerate((identity_of(mark) for mark in source.marks), 1))
    found: dict[int, int] = {}
    tags = [(at, tag) for at, tag in enumerate(pieces) if isinstance(tag, Tag) and tag.role is not Role.CLOSE]

    def assign(wanted: Callable[[Tag, int], bool]) -> None:
        for at, tag in tags:
            alone = tag.role is Role.ALONE
            number = next(
                (
                    each
                    for each in free
                    if (source.marks[each - 1].kind in ATOMS) == alone and wanted(tag, each)
                ),
                0,
            )
            if at not in found and number:
                found[at] = number
                del free[number]

    assign(lambda tag, number: tied.get(tag.key) == number and not tag.key.startswith(LOOSE))
    assign(lambda tag, number: free[number] == identity(tag.native))
    assign(lambda tag, number: tied.get(tag.key) == number)
    near = len(found)
    assign(lambda tag, number: free[number][0] == identity(tag.native)[0] and len(free[number]) > 1)
    moved = list(found)[near:]
    doubts = [
        f"the French has other than {shown}"
        for shown in (_shown(pieces[at]) for at in moved)
        if not shown.startswith("[^")  # the labels of notes are nobody's words
    ]
    doubts += [
        f"the French has no {_shown(tag)}"
        for at, tag in tags
        if at not in found and identity(tag.native)[0] in _KNOWN
    ]
    return found, doubts


def _shown(piece: Piece) -> str:
    return " ".join((piece if isinstance(piece, str) else piece.native).split())


def _with_marks(
    pieces: Sequence[Piece], assigned: Mapping[int, int], source: Text
) -> tuple[Text, frozenset[int]]:
    """The words of `pieces` with the marks of `source` that are `assigned` to codes, and the marks' numbers.

    What is not well nested, or has no words, is left out.
    """
    plain = ""
    opened: list[tuple[str, int, int]] = []  # key, place among the pieces, start
    found: list[tuple[int, int, Mark]] = []  # place among the pieces, number, mark
    for at, piece in enumerate(pieces):
        if isinstance(piece, str):
            plain += _clean(piece)
        elif piece.role is Role.ALONE:
            if number := assigned.get(at, 0):
                mark = source.marks[number - 1]
                found.append((at, number, replace(mark, start=len(plain), end=len(plain) + 1)))
                plain += OBJECT
            elif identity(piece.native) == ("br",):
                plain += " "
        elif piece.role is Role.OPEN:
            opened.append((piece.key, at, len(plain)))
        else:
            last = next((n for n in reversed(range(len(opened))) if opened[n][0] == piece.key), None)
            if last is None:
                continue
            _, place, start = opened[last]
            del opened[last:]
            number = assigned.get(place, 0)
            if number and plain[start:].strip():
                mark = source.marks[number - 1]
                found.append((place, number, replace(mark, start=start, end=len(plain))))
    found.sort(key=lambda each: each[0])
    return Text(plain, tuple(mark for *_, mark in found)), frozenset(number for _, number, _ in found)


def _clean(words: str) -> str:
    """`words` without signs that no text has; line ends become blanks."""
    return UNFIT.sub(" ", on_one_line(words))
