"""Carry the markup of a French sentence over to its English by word alignment.

The model translates the bare words of the sentence; `align` finds where in its English each mark belongs.
The markup is set there, well nested, every mark exactly once.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from enregard.article.article import OBJECT, VERBATIM, Mark, MarkKind, Text
from enregard.article.edits import Span, TextBuilder, overlaps, part_under
from enregard.translate.markup.align import Alignment, Links, link
from enregard.translate.markup.placeholders import is_fixed, with_placeholders
from enregard.translate.markup.project import find, neighbours, noun, split

_HAS_WORDS = re.compile(r"\w")
_CLOSING = re.compile(r"[.,;:!?…)\]}»”%]")
_AFTERWARDS = re.compile(r" \[((?:<\d+/>|<(\d+)>.*?</\2>)(?: (?:<\d+/>|<(\d+)>.*?</\3>))*)\]\Z", re.DOTALL)
_HARMLESS = frozenset({MarkKind.EMPHASIS, MarkKind.STRONG, MarkKind.STRIKETHROUGH})
"""Markup that may share its words with another mark, if there are none for it alone."""


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
    fixed: bool = False  # whether its words stay as they are
    kept: Text | None = None  # these words with the markup in them, where that stays too


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


def bare(text: Text) -> str:
    """The words of `text` alone, as they go to the model."""
    return _strip(text)[0]


def carry(text: Text, alignment: Alignment) -> Text:
    """The English of `alignment` with every mark of `text` on it, each exactly once, well nested.

    Marks for whose words no place is found come after the sentence, in square brackets, around their French
    words: `misplaced` finds them there.
    """
    words, root = _strip(text)
    links = link(words, alignment)
    root.place = (0, len(alignment.plain))
    lost = _place_children(root, links)
    writer = TextBuilder()
    _write(root, links, writer)
    for number, node in enumerate(sorted(lost, key=lambda node: node.number)):
        writer.add(" " if number else " [")
        writer.add_text(part_under(text, node.number))
    writer.add("]" if lost else "")
    return writer.text()


def misplaced(source: Text, target: Text) -> tuple[int, ...]:
    """The marks (from 0) of `source` that stand after the sentence in `target`: `carry` found no place."""
    try:
        string = with_placeholders(target, source.marks)
    except ValueError:  # the markup is not that of `source`
        return ()
    match = _AFTERWARDS.search(string)
    if match is None or with_placeholders(source).endswith(match[0]):
        return ()
    return tuple(sorted({int(number) - 1 for number in re.findall(r"<(\d+)/?>", match[1])}))


def _strip(text: Text) -> tuple[str, _Node]:
    """The bare words of `text`, and its markup as a tree over them."""
    root = _Node(None, -1, (0, 0), (0, len(text.plain)))
    open_nodes = [root]
    holes: list[tuple[Span, int, _Node]] = []
    whole = 0  # where the last mark ends that moves as it is, with all in it
    for number, mark in enumerate(text.marks):
        while open_nodes[-1].original[1] < mark.end and len(open_nodes) > 1:
            open_nodes.pop()
        while open_nodes[-1].original[1] <= mark.start and len(open_nodes) > 1:
            open_nodes.pop()
        original = (mark.start, mark.end)
        if mark.start < whole:
            continue  # within what moves as it is
        if _HAS_WORDS.search(text.plain, *original):
            node = _Node(mark, number, original, original, fixed=is_fixed(mark, text))
            open_nodes[-1].children.append(node)
            if mark.kind is MarkKind.KEPT:
                whole = mark.end
                node.kept = part_under(text, number)
            else:
                open_nodes.append(node)
        else:
            whole = mark.end
            holes.append((original, number, open_nodes[-1]))
    kept: list[int] = []  # offsets in the text of the bare characters
    last = 0
    for (start, end), number, owner in holes:
        kept += range(last, start)
        unit = _Unit(
            after=len(kept),
            text=part_under(text, number),
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


def _measure(node: _Node, kept: list[int]) -> None:
    """Set the spans of `node` and all it holds, now that the bare characters are known."""
    node.span = (bisect_left(kept, node.original[0]), bisect_left(kept, node.original[1]))
    for child in node.children:
        _measure(child, kept)


def _place_children(node: _Node, links: Links) -> list[_Node]:
    """Find the place in the English of each mark that `node` holds, within its own place.

    Returns those that have none there. What a mark holds may come to stand beside it, where its words went.
    """
    marked = {word for child in node.children for word in links.covered(child.span)}
    within = [token for token, span in enumerate(links.english) if _holds(node.place, span)]
    words = links.words[slice(*node.span)].strip()
    free = within
    placed: list[_Node] = []
    waiting = sorted(node.children, key=lambda child: child.span[0] - child.span[1])
    without: list[_Node] = []
    while waiting:
        child = waiting.pop(0)
        if within and links.words[slice(*child.span)].strip() == words:
            found: Span | None = node.place
        else:
            found = find(links, child.span, marked, free, exact=child.fixed)
        if found is None:
            without.append(child)
            continue
        child.place = found
        placed.append(child)
        free = [token for token in free if not overlaps(links.english[token], [found])]
        waiting += _place_children(child, links)
    lost = [child for child in without if not _share(child, placed, links, within)]
    node.children = sorted(placed, key=lambda child: child.place)
    return lost


def _holds(place: Span, span: Span) -> bool:
    return place[0] <= span[0] and span[1] <= place[1]


def _share(child: _Node, placed: list[_Node], links: Links, within: Sequence[int]) -> bool:
    """Set `child`, whose words have no English, on that of the word beside them. Whether it could.

    It goes around the mark that has that English already, if there is one.
    """
    if child.units or any(len(node.children) > 1 or node.units for node in _chain(child)):
        return False
    chain = _chain(child)
    spans = [child.span]
    if (leant := noun(links, child.span)) is not None:
        spans.append(leant)
    if all(node.mark and node.mark.kind in _HARMLESS for node in chain):
        spans += neighbours(links, child.span)
    for span in spans:
        place = find(links, span, frozenset(), within)
        holders = [other for other in placed if place and overlaps(other.place, [place])]
        if place is None or len(holders) > 1 or (holders and _clash(chain, holders[0])):
            continue
        for node in chain:
            node.place = holders[0].place if holders else place
        if holders:
            chain[-1].children = holders
            placed.remove(holders[0])
        placed.append(child)
        return True
    return False


def _chain(node: _Node) -> list[_Node]:
    """`node`, the mark that it holds, the mark that this holds, and so on."""
    chain = [node]
    while chain[-1].children:
        chain.append(chain[-1].children[0])
    return chain


def _clash(chain: list[_Node], holder: _Node) -> bool:
    """Whether the marks of `chain` cannot stand around `holder`: as a link in a link, or any in code."""
    kinds = {node.mark.kind for node in chain if node.mark}
    inner = {node.mark.kind for node in _all(holder) if node.mark}
    return not kinds.isdisjoint(VERBATIM) or (MarkKind.LINK in kinds and MarkKind.LINK in inner)


def _all(node: _Node) -> Iterator[_Node]:
    yield node
    for child in node.children:
        yield from _all(child)


def _write(node: _Node, links: Links, writer: TextBuilder) -> None:
    """Write the English in the place of `node`, with all that `node` holds."""
    start, end = node.place
    if node.kept is not None:
        writer.add_text(node.kept)
        return
    if node.mark is not None:
        writer.open(node.mark)
    if node.fixed and not node.children and not node.units:
        writer.add(links.words[slice(*node.span)])  # whatever became of it
        start = end
    edges: list[tuple[int, int, _Node | _Unit]] = [(child.place[0], 1, child) for child in node.children]
    edges += [(place, 0, unit) for unit, place in zip(node.units, _unit_places(node, links), strict=True)]
    for at, _, item in sorted(edges, key=lambda edge: edge[:2]):
        writer.add(links.plain[start : max(start, at)])
        start = max(start, at)
        if isinstance(item, _Node):
            _write(item, links, writer)
            start = item.place[1]
        else:
            start = _write_unit(item, links.plain, start, writer)
    writer.add(links.plain[start:end])
    if node.mark is not None:
        writer.close()


def _write_unit(unit: _Unit, plain: str, at: int, writer: TextBuilder) -> int:
    """Write `unit` where `plain` is written up to `at`. Returns where to go on."""
    if unit.blank_before and not unit.breaks and not writer.ends_blank():
        writer.add(" ")
    writer.add_text(unit.text)
    follows = plain[at : at + 1]
    if unit.breaks and follows.isspace():
        return at + 1
    if unit.blank_after and follows and not follows.isspace() and not _CLOSING.match(follows):
        writer.add(" ")
    return at


def _unit_places(owner: _Node, links: Links) -> list[int]:
    """Where in the English each unit of `owner` goes. Raw HTML keeps its order: a tag may close another."""
    places: list[int] = []
    html = owner.place[0]
    for unit in owner.units:
        place = _unit_place(unit, owner, links)
        if any(mark.kind is MarkKind.HTML for mark in unit.text.marks):
            html = place = max(html, place)
        places.append(place)
    return places


def _unit_place(unit: _Unit, owner: _Node, links: Links) -> int:
    """Where in the English `unit` goes: between the words that answer those before and after it."""
    start, end = owner.place
    if not links.words[owner.span[0] : unit.after].strip():
        return start
    if not links.words[unit.after : owner.span[1]].strip():
        return end
    inside = [span for span in links.english if start <= span[0] and span[1] <= end]
    leans_right = unit.blank_before and links.words[unit.after].isalnum() and not unit.breaks
    edges = [span[0] if leans_right else span[1] for span in inside]
    edges = [at for at in edges if not any(c.place[0] < at < c.place[1] for c in owner.children)]
    edges = [at for at in edges if links.plain[at : at + 2] not in ("'s", "’s")]
    if unit.breaks or leans_right:
        parted = [at for at in edges if links.plain[at - leans_right : at - leans_right + 1].isspace()]
        edges = parted or [end]
    return split(links, unit.after, [start, *edges])
