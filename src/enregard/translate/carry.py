"""Carry the markup of a French sentence over to its English by word alignment.

The model translates the bare words of the sentence. For each piece of its English it tells how much it looked
at each piece of the French (guided attention; Chen et al. 2016, "Guided Alignment Training for Topic-Aware
Neural Machine Translation"), which says which English words answer the marked French ones.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from enregard.article import OBJECT, Mark, MarkKind, Text

_TOKEN = re.compile(r"\w+(?:[-'’.]\w+)*|[^\w\s]")
_HAS_WORDS = re.compile(r"\w")
_STANDS_UNCHANGED = re.compile(r"[A-Z0-9À-ÖØ-Þ]")

Span = tuple[int, int]
"""Characters from the first (included) to the second (excluded)."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """The model's English for a bare text, and what each piece of it answers.

    `source` and `target` are the spans of the pieces in the French and in `plain`, the English.
    `attention[t][s]` is the share, 0 to 1, of the attention of English piece t that went to French piece s.
    """

    plain: str
    source: Sequence[Span]
    target: Sequence[Span]
    attention: Sequence[Sequence[float]]


@dataclass(slots=True)
class _Node:
    """A mark with words and what it holds; the root has no mark and holds the whole sentence."""

    mark: Mark | None
    number: int  # place of the mark in the text's marks
    span: Span  # in the bare French
    original: Span  # in the text
    children: list["_Node"] = field(default_factory=list)
    units: list["_Unit"] = field(default_factory=list)
    place: Span = (0, 0)  # in the English, once found


@dataclass(frozen=True, slots=True)
class _Unit:
    """Markup without words (an image, an image in a link) that moves as it is, with the blanks it needs."""

    after: int  # offset in the bare French
    text: Text
    blank_before: bool
    blank_after: bool

    @property
    def breaks(self) -> bool:
        """Whether it is a hard line break, which takes the place of a blank."""
        return [mark.kind for mark in self.text.marks] == [MarkKind.BREAK]


@dataclass(frozen=True, slots=True)
class _English:
    """The English with its tokens, and how much each of them answers given French characters."""

    plain: str
    tokens: list[Span]
    shares: list[list[tuple[Span, float]]]  # for each token: French span, share of its attention

    def answering(self, token: int, span: Span) -> float:
        """How much of token's attention went to the French characters of `span`, 0 to 1."""
        return sum(share for piece, share in self.shares[token] if piece[0] < span[1] and span[0] < piece[1])


def bare(text: Text) -> str:
    """The words of `text` alone, as they go to the model."""
    return _strip(text)[0]


def carry(text: Text, alignment: Alignment) -> Text:
    """The English of `alignment` with every mark of `text` on it, each exactly once, well nested.

    A mark for whose words no place is found comes after the sentence, around its French words.
    """
    words, root = _strip(text)
    english = _english(alignment)
    root.place = (0, len(alignment.plain))
    lost: list[_Node] = []
    _place_children(root, words, english, lost)
    writer = _Writer()
    _write(root, words, english, writer)
    for node in lost:
        writer.add_text(Text(" "))
        writer.add_text(_only(text, node.number, node.original))
    return writer.text()


def _strip(text: Text) -> tuple[str, _Node]:
    """The bare words of `text`, and its markup as a tree over them."""
    root = _Node(None, -1, (0, 0), (0, len(text.plain)))
    open_nodes = [root]
    holes: list[tuple[Span, int, _Node]] = []
    for number, mark in enumerate(text.marks):
        while open_nodes[-1].original[1] < mark.end and len(open_nodes) > 1:
            open_nodes.pop()
        while open_nodes[-1].original[1] <= mark.start and len(open_nodes) > 1:
            open_nodes.pop()
        original = (mark.start, mark.end)
        if holes and holes[-1][0][1] > mark.start:
            continue  # within a unit already
        if _HAS_WORDS.search(text.plain, *original):
            node = _Node(mark, number, original, original)
            open_nodes[-1].children.append(node)
            open_nodes.append(node)
        else:
            holes.append((original, number, open_nodes[-1]))
    kept: list[int] = []  # offsets in the text of the bare characters
    last = 0
    for (start, end), number, owner in holes:
        kept += range(last, start)
        unit = _Unit(
            after=len(kept),
            text=_only(text, number, (start, end)),
            blank_before=text.plain[start - 1 : start].isspace(),
            blank_after=text.plain[end : end + 1].isspace(),
        )
        owner.units.append(unit)
        if unit.blank_after and (unit.blank_before or not kept):
            end += 1  # one blank between words is enough
        elif unit.breaks and kept:
            kept.append(start)  # read as a blank: a hard break parts two words
        last = end
    kept += range(last, len(text.plain))
    _measure(root, kept)
    return "".join(text.plain[offset] for offset in kept).replace(OBJECT, " "), root


def _only(text: Text, number: int, span: Span) -> Text:
    """Mark `number` of `text` with its words and the marks in it, but none around it."""
    start, end = span
    marks = tuple(
        Mark(mark.kind, mark.start - start, mark.end - start, mark.attrs)
        for mark in text.marks[number:]
        if start <= mark.start and mark.end <= end
    )
    return Text(text.plain[start:end], marks)


def _measure(node: _Node, kept: list[int]) -> None:
    """Set the spans of `node` and all it holds, now that the bare characters are known."""
    node.span = (bisect_left(kept, node.original[0]), bisect_left(kept, node.original[1]))
    for child in node.children:
        _measure(child, kept)


def _english(alignment: Alignment) -> _English:
    tokens = [match.span() for match in _TOKEN.finditer(alignment.plain)]
    shares: list[list[tuple[Span, float]]] = []
    piece = 0
    for start, end in tokens:
        while piece < len(alignment.target) and alignment.target[piece][1] <= start:
            piece += 1
        rows = []
        at = piece
        while at < len(alignment.target) and alignment.target[at][0] < end:
            rows.append(alignment.attention[at])
            at += 1
        totals = [sum(column) / len(rows) for column in zip(*rows, strict=True)] if rows else []
        shares.append([(span, share) for span, share in zip(alignment.source, totals, strict=False) if share])
    return _English(alignment.plain, tokens, shares)


def _place_children(node: _Node, words: str, english: _English, lost: list[_Node]) -> None:
    """Find the place in the English of each mark that `node` holds, within its own place."""
    free = [
        index
        for index, (start, end) in enumerate(english.tokens)
        if node.place[0] <= start and end <= node.place[1]
    ]
    placed: list[_Node] = []
    for child in sorted(node.children, key=lambda child: child.span[0] - child.span[1]):
        found = _find(child, words, english, free)
        if found is None:
            lost.append(child)
            continue
        placed.append(child)
        free = [index for index in free if index not in found]
        child.place = (english.tokens[found[0]][0], english.tokens[found[-1]][1])
    node.children = sorted(placed, key=lambda child: child.place)
    for child in node.children:
        _place_children(child, words, english, lost)


def _find(node: _Node, words: str, english: _English, free: list[int]) -> range | None:
    """The run of free tokens that answers the words of `node` best, or None where none does."""
    verbatim = words[slice(*node.span)].strip()
    shares = {index: english.answering(index, node.span) for index in free}
    best: tuple[float, range] | None = None
    for run in _runs(free):
        if _STANDS_UNCHANGED.search(verbatim) or (node.mark and node.mark.kind is MarkKind.CODE):
            for same in _verbatim(verbatim, english, run):
                score = 1e6 + sum(shares[index] for index in same)
                best = max(best or (score, same), (score, same), key=lambda entry: entry[0])
        # the run with the largest surplus of attention over one half (Kadane's algorithm)
        start, surplus = run.start, 0.0
        for index in run:
            if surplus <= 0:
                start, surplus = index, 0.0
            surplus += shares[index] - 0.5
            if surplus > 0 and (best is None or surplus > best[0]):
                best = surplus, range(start, index + 1)
    if best is None and free:
        strongest = max(free, key=lambda index: shares[index])
        if shares[strongest] > 0.1:
            best = 0.0, range(strongest, strongest + 1)
    return best[1] if best else None


def _runs(free: list[int]) -> Iterator[range]:
    """The unbroken runs of the rising numbers `free`."""
    start = 0
    for at in range(1, len(free) + 1):
        if at == len(free) or free[at] != free[at - 1] + 1:
            yield range(free[start], free[at - 1] + 1)
            start = at


def _verbatim(words: str, english: _English, run: range) -> Iterator[range]:
    """Where in `run` the very same words stand."""
    starts = {english.tokens[index][0]: index for index in run}
    ends = {english.tokens[index][1]: index for index in run}
    at = english.plain.find(words)
    while at >= 0:
        if at in starts and at + len(words) in ends:
            yield range(starts[at], ends[at + len(words)] + 1)
        at = english.plain.find(words, at + 1)


class _Writer:
    """Collects plain text and marks."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.marks: list[tuple[int, Mark]] = []  # place in the order of opening
        self.opened = 0

    def add_text(self, text: Text) -> None:
        for mark in text.marks:
            moved = Mark(mark.kind, mark.start + self.length, mark.end + self.length, mark.attrs)
            self.marks.append((self.opened, moved))
            self.opened += 1
        if text.plain:
            self.pieces.append(text.plain)
            self.length += len(text.plain)

    def ends_blank(self) -> bool:
        """Whether a blank would be one too many now."""
        return not self.pieces or self.pieces[-1][-1:] in ("", " ")

    def text(self) -> Text:
        marks = sorted(self.marks, key=lambda entry: entry[0])
        return Text("".join(self.pieces), tuple(mark for _, mark in marks))


def _write(node: _Node, words: str, english: _English, writer: _Writer) -> None:
    """Write the English in the place of `node`, with all that `node` holds."""
    start, end = node.place
    opening, opened = writer.length, writer.opened
    writer.opened += 1
    if node.mark is not None and node.mark.kind is MarkKind.CODE:
        writer.add_text(Text(words[slice(*node.span)]))  # code stands as it was, whatever became of it
        start = end
    edges: list[tuple[int, int, _Node | _Unit]] = [(child.place[0], 1, child) for child in node.children]
    edges += [(_unit_place(unit, node, words, english), 0, unit) for unit in node.units]
    for at, _, item in sorted(edges, key=lambda edge: edge[:2]):
        writer.add_text(Text(english.plain[start : max(start, at)]))
        start = max(start, at)
        if isinstance(item, _Node):
            _write(item, words, english, writer)
            start = item.place[1]
        else:
            if item.blank_before and not writer.ends_blank():
                writer.add_text(Text(" "))
            writer.add_text(item.text)
            follows = english.plain[start : start + 1]
            if item.breaks and follows == " ":
                start += 1
            elif item.blank_after and follows.strip():
                writer.add_text(Text(" "))
    writer.add_text(Text(english.plain[start:end]))
    if node.mark is not None:
        writer.marks.append((opened, Mark(node.mark.kind, opening, writer.length, node.mark.attrs)))


def _unit_place(unit: _Unit, owner: _Node, words: str, english: _English) -> int:
    """Where in the English `unit` goes: after the word that answers the French word before it."""
    start, end = owner.place
    if unit.after <= owner.span[0]:
        return start
    if unit.after >= owner.span[1]:
        return end
    inside = [index for index, span in enumerate(english.tokens) if start <= span[0] and span[1] <= end]
    word_end = len(words[: unit.after].rstrip())
    before = (word_end - 1, word_end)
    best = max(inside, key=lambda index: english.answering(index, before), default=None)
    place = end if best is None else english.tokens[best][1]
    for child in owner.children:
        if child.place[0] < place < child.place[1]:
            place = child.place[1]
    return place
