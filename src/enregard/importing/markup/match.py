"""Match the markup of an English text with that of its French sentence."""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape

from enregard.article.article import ATOMS, OBJECT, Mark, Text
from enregard.article.blanks import is_blank
from enregard.article.edits import Step, strip_text
from enregard.export.codes import Code
from enregard.importing.formats.inline_xml import LOOSE
from enregard.importing.markup.place import place_missing
from enregard.importing.pairs import Pair, Piece, Pieces, Tag, literal_string, pieces_of
from enregard.translate.markup.placeholders import (
    PlaceholderError,
    from_placeholders,
    with_placeholders,
    without_placeholders,
)
from enregard.translate.record.review import FORBIDDEN, on_one_line

_PLACEHOLDER = re.compile(r"<(/?)(\d{1,9})(/?)>")
_ELEMENT = re.compile(r"<([A-Za-z]\w*)(.*)>", re.DOTALL)
_ADDRESS = re.compile(r"""\b(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_NAMES = {"i": "em", "b": "strong", "del": "s", "strike": "s"}

_KNOWN = frozenset({"a", "img", "note", "em", "strong", "s", "code", "span"})
"""The markup of articles. Other programs also have codes for fonts and the like, which mean nothing here."""

Identity = tuple[str, ...]
"""What a mark and its translation have in common: the element and its address, or the label of a note."""


@dataclass(frozen=True, slots=True)
class Marked:
    """An English text in the form of the record, and what a person must check in its markup."""

    string: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Matched:
    """An English text with marks of its French sentence, their numbers, and doubts about its codes."""

    text: Text
    numbers: frozenset[int]
    doubts: list[str]


def mark_pair(pair: Pair, source: Text, reference: Text | None = None) -> Marked | None:
    """Give the English of `pair` the markup of `source`; return None if it has no words.

    Codes become the marks to which the French of the pair links them, or marks that look the same. Missing
    marks are placed with the help of `reference`, another translation; see `place_missing`.
    """
    return _complete(_match_pair(pair, source), source, reference)


def mark_text(text: Text, source: Text, reference: Text | None = None) -> Marked | None:
    """Give an English text the markup of `source`. Its own marks match only if they look the same."""
    return _complete(_match(pieces_of(text), {}, source), source, reference)


def pair_text(pair: Pair, source: Text) -> Text:
    """Return the English of `pair` with the marks of `source` that match its codes."""
    return _match_pair(pair, source).text


def native_identity(native: str) -> Identity:
    """Return the identity of a code in HTML, or of a footnote reference in Markdown."""
    if native.startswith("[^"):
        return ("note", native[2:-1])
    match = _ELEMENT.fullmatch(native)
    if match is None:
        return ("", native)
    name = match[1].lower()
    if name in ("a", "img"):
        address = _ADDRESS.search(match[2])
        return (name, unescape((address[1] or address[2] or "") if address else ""))
    return (_NAMES.get(name, name),)


def mark_identity(mark: Mark) -> Identity:
    """Return the identity of a mark."""
    return native_identity(Code(Step.ATOM if mark.kind in ATOMS else Step.OPEN, 1, mark).native)


def _complete(matched: _Matched, source: Text, reference: Text | None) -> Marked | None:
    """Add the missing marks. Those without a place follow in brackets, as in machine drafts."""
    text, doubts = matched.text, matched.doubts
    if is_blank(text.plain.replace(OBJECT, "")):
        return None
    missing = [number for number in range(1, len(source.marks) + 1) if number not in matched.numbers]
    placed = place_missing(text, missing, source, reference)
    if placed.unplaced:
        doubts = [*doubts, "markup that has no place in it stands behind it"]
    return Marked(with_placeholders(placed.whole(), source.marks), "; ".join(doubts))


def _match_pair(pair: Pair, source: Text) -> _Matched:
    if _has_placeholders(pair, source):
        ties = {str(number): number for number in range(1, len(source.marks) + 1)}
        return _match(_parse_placeholders(pair.target), ties, source)
    return _match(pair.target, _ties(pair.source, source), source)


def _match(pieces: Sequence[Piece], ties: Mapping[str, int], source: Text) -> _Matched:
    assigned, doubts = _assign(pieces, ties, source)
    text, numbers = _with_marks(pieces, assigned, source)
    return _Matched(strip_text(text), numbers, doubts)


def _has_placeholders(pair: Pair, source: Text) -> bool:
    """Return whether the French of `pair` has placeholders for all marks of `source`."""
    string = literal_string(pair.source)
    try:
        from_placeholders(string, source.marks)
    except PlaceholderError:
        return False
    return bool(source.marks) or "<" in string


def _parse_placeholders(pieces: Sequence[Piece]) -> Pieces:
    """Turn placeholders, whether in words or as codes, into codes with their numbers as keys."""
    found: list[Piece] = []
    for piece in pieces:
        string = piece if isinstance(piece, str) else piece.native
        if isinstance(piece, Tag) and not _PLACEHOLDER.fullmatch(string):
            found.append(piece)
            continue
        at = 0
        for match in _PLACEHOLDER.finditer(string):
            found.append(without_placeholders(string[at : match.start()]))
            role = Step.CLOSE if match[1] else Step.ATOM if match[3] else Step.OPEN
            found.append(Tag(role, str(int(match[2])), match[0]))
            at = match.end()
        found.append(without_placeholders(string[at:]))
    return tuple(found)


def _ties(pieces: Sequence[Piece], source: Text) -> Mapping[str, int]:
    """Map the key of each code of a French text to the number of its mark; return {} if the codes differ."""
    tags = [tag for tag in pieces if isinstance(tag, Tag) and tag.role is not Step.CLOSE]
    if [tag.role is Step.ATOM for tag in tags] != [mark.kind in ATOMS for mark in source.marks]:
        return {}
    return {tag.key: number for number, tag in enumerate(tags, 1) if tag.key}


def _assign(
    pieces: Sequence[Piece], ties: Mapping[str, int], source: Text
) -> tuple[dict[int, int], list[str]]:
    """Map the index of each opening or standalone code to its mark's number, and say what does not match.

    A code gets the mark it is tied to, or else one with the same identity. A link, image or note without
    either gets the next free mark of its kind.
    """
    known = dict(enumerate(map(mark_identity, source.marks), 1))
    free = set(known)
    found: dict[int, int] = {}
    tags = [(at, tag) for at, tag in enumerate(pieces) if isinstance(tag, Tag) and tag.role is not Step.CLOSE]
    identities = {at: native_identity(tag.native) for at, tag in tags}

    def assign(key: Callable[[int, Tag], Hashable], own: Callable[[int], Hashable]) -> list[Tag]:
        """Assign the first free mark with the same key to each remaining code; return the codes assigned."""
        waiting: defaultdict[tuple[bool, Hashable], deque[int]] = defaultdict(deque)
        for number in sorted(free):
            waiting[source.marks[number - 1].kind in ATOMS, own(number)].append(number)
        assigned = []
        for at, tag in tags:
            same = waiting.get((tag.role is Step.ATOM, key(at, tag)))
            if at not in found and same:
                found[at] = same.popleft()
                free.discard(found[at])
                assigned.append(tag)
        return assigned

    assign(lambda at, tag: None if tag.key.startswith(LOOSE) else ties.get(tag.key), lambda number: number)
    assign(lambda at, tag: identities[at], lambda number: known[number])
    assign(lambda at, tag: ties.get(tag.key), lambda number: number)
    others = assign(
        lambda at, tag: identities[at][0], lambda number: known[number][0] if len(known[number]) > 1 else None
    )
    doubts = [
        f"the French has other than {' '.join(tag.native.split())}"
        for tag in others
        if not tag.native.startswith("[^")  # the labels of notes may differ
    ]
    doubts += [
        f"the French has no {' '.join(tag.native.split())}"
        for at, tag in tags
        if at not in found and identities[at][0] in _KNOWN
    ]
    return found, doubts


def _with_marks(
    pieces: Sequence[Piece], assigned: Mapping[int, int], source: Text
) -> tuple[Text, frozenset[int]]:
    """Set the marks of `source` that are `assigned` to codes, and return their numbers with the text.

    Codes that are not well nested, or have no words, are left out.
    """
    parts: list[str] = []
    length = words_end = 0
    opened: list[tuple[str, int, int]] = []  # key, index of the piece, start
    places: defaultdict[str, list[int]] = defaultdict(list)  # in `opened`, by key
    found: list[tuple[int, int, Mark]] = []  # index of the piece, number, mark
    for at, piece in enumerate(pieces):
        if isinstance(piece, str):
            parts.append(FORBIDDEN.sub(" ", on_one_line(piece)))
        elif piece.role is Step.ATOM:
            if number := assigned.get(at, 0):
                mark = source.marks[number - 1]
                found.append((at, number, replace(mark, start=length, end=length + 1)))
                parts.append(OBJECT)
            elif native_identity(piece.native) == ("br",):
                parts.append(" ")
            else:
                continue
        elif piece.role is Step.OPEN:
            places[piece.key].append(len(opened))
            opened.append((piece.key, at, length))
            continue
        else:
            if not places[piece.key]:
                continue
            last = places[piece.key][-1]
            _, opening, start = opened[last]
            for key, *_ in opened[last:]:
                places[key].pop()
            del opened[last:]
            number = assigned.get(opening, 0)
            if number and words_end > start:
                mark = source.marks[number - 1]
                found.append((opening, number, replace(mark, start=start, end=length)))
            continue
        if words := parts[-1].rstrip():
            words_end = length + len(words)
        length += len(parts[-1])
    found.sort(key=lambda each: each[0])
    return Text("".join(parts), tuple(mark for *_, mark in found)), frozenset(
        number for _, number, _ in found
    )
