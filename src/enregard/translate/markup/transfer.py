"""Transfer the markup of a French sentence to its English by word alignment.

The model translates the bare words of the sentence. Each mark is then projected onto their English, so that
all marks are well nested and none is lost or doubled.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from enregard.article.article import OBJECT, STYLES, VERBATIM, Mark, MarkKind, Text
from enregard.article.edits import Span, Spans, TextBuilder, holds, part_under
from enregard.translate.markup.align import Alignment, Links, link_words, overlapping
from enregard.translate.markup.placeholders import is_fixed
from enregard.translate.markup.project import leant_on, neighbours, project_offset, project_span
from enregard.translate.markup.unplaced import Transferred

_HAS_WORDS = re.compile(r"\w")
_CLOSING = re.compile(r"[.,;:!?…)\]}»”%]")


@dataclass(slots=True, eq=False)
class _Node:
    """A mark over words, and the markup inside it; the root has no mark, and holds the whole sentence."""

    mark: Mark | None
    number: int  # index of the mark in the text
    original: Span  # in the text
    fixed: bool = False  # its words stay as they are
    verbatim: Text | None = None  # these words with their markup, if it stays too
    span: Span = (0, 0)  # in the bare French
    place: Span = (0, 0)  # in the English, once found
    children: list["_Node"] = field(default_factory=list)
    units: list["_Unit"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Unit:
    """Markup without words, such as an image in a link, that moves unchanged with the blanks around it."""

    after: int  # offset in the bare French
    text: Text
    blank_before: bool
    blank_after: bool

    @property
    def breaks(self) -> bool:
        """Whether it is a hard line break, which replaces a blank."""
        return [mark.kind for mark in self.text.marks] == [MarkKind.BREAK]


def bare_words(text: Text) -> str:
    """Return the words of `text` without markup, as the model gets them."""
    return _strip(text)[0]


def transfer_markup(text: Text, alignment: Alignment) -> Transferred:
    """Return the English in `alignment`, a translation of `bare_words(text)`, with the marks of `text`.

    Each mark is there once: on the English of its words, or unplaced if they have none.
    """
    words, root = _strip(text)
    links = link_words(words, alignment)
    root.place = (0, len(alignment.plain))
    unplaced = sorted(node.number for node in _place_children(root, links))
    builder = TextBuilder()
    _write(root, links, builder)
    return Transferred(builder.text(), tuple(part_under(text, number) for number in unplaced))


def _strip(text: Text) -> tuple[str, _Node]:
    """Return the bare words of `text`, and its markup as a tree over them."""
    root = _Node(None, -1, (0, len(text.plain)))
    nodes = [root]
    open_nodes = [root]
    wordless: list[tuple[int, _Node]] = []  # number of the mark, and the node that it is in
    whole = 0  # end of the last mark that moves unchanged with all markup in it
    for number, mark in enumerate(text.marks):
        while open_nodes[-1].original[1] < mark.end:
            open_nodes.pop()
        if mark.start < whole:
            continue
        if _HAS_WORDS.search(text.plain, *mark.span):
            node = _Node(mark, number, mark.span, fixed=is_fixed(mark, text))
            nodes.append(node)
            open_nodes[-1].children.append(node)
            if mark.kind is MarkKind.NOT_TRANSLATED:
                whole = mark.end
                node.verbatim = part_under(text, number)
            else:
                open_nodes.append(node)
        else:
            whole = mark.end
            wordless.append((number, open_nodes[-1]))
    offsets: list[int] = []  # of each bare character, in the text
    last = 0
    for number, owner in wordless:
        start, end = text.marks[number].span
        offsets += range(last, start)
        unit = _Unit(
            after=len(offsets),
            text=part_under(text, number),
            blank_before=text.plain[start - 1 : start].isspace(),
            blank_after=text.plain[end : end + 1].isspace(),
        )
        owner.units.append(unit)
        if unit.blank_after and (unit.blank_before or not offsets):
            end += 1  # one blank between words is enough
        elif unit.breaks and offsets:
            offsets.append(start)  # a blank to the model: a hard break separates two words
        last = end
    offsets += range(last, len(text.plain))
    for node in nodes:
        start, end = node.original
        node.span = bisect_left(offsets, start), bisect_left(offsets, end)
    return "".join(text.plain[offset] for offset in offsets).replace(OBJECT, " "), root


def _place_children(node: _Node, links: Links) -> list[_Node]:
    """Find a place in the English of `node` for each mark in it, and return the marks without one.

    A mark inside another may end up next to it, if its words did.
    """
    marked = {word for child in node.children for word in links.covered(child.span)}
    within = [
        token for token in overlapping(links.english, node.place) if holds(node.place, links.english[token])
    ]
    words = links.words[slice(*node.span)].strip()
    free = within
    placed: list[_Node] = []
    waiting = sorted(node.children, key=lambda child: child.span[0] - child.span[1])
    without: list[_Node] = []
    while waiting:
        child = waiting.pop(0)
        if within and links.words[slice(*child.span)].strip() == words:
            place: Span | None = node.place
        else:
            place = project_span(links, child.span, marked, free, exact=child.fixed)
        if place is None:
            without.append(child)
            continue
        child.place = place
        placed.append(child)
        taken = overlapping(links.english, place)
        free = free[: bisect_left(free, taken.start)] + free[bisect_left(free, taken.stop) :]
        waiting += _place_children(child, links)
    unplaced = [child for child in without if not _share(child, placed, links, within)]
    node.children = sorted(placed, key=lambda child: child.place)
    return unplaced


def _share(child: _Node, placed: list[_Node], links: Links, within: Sequence[int]) -> bool:
    """Place `child`, whose words have no English, on a neighbouring word's; return whether that worked.

    If another mark is already there, `child` goes around it.
    """
    chain = _chain(child)
    if any(len(node.children) > 1 or node.units for node in chain):
        return False
    spans = [child.span]
    if (leant := leant_on(links, child.span)) is not None:
        spans.append(leant)
    if all(node.mark and node.mark.kind in STYLES for node in chain):
        spans += neighbours(links, child.span)
    for span in spans:
        place = project_span(links, span, frozenset(), within)
        if place is None:
            continue
        first, last = place
        holders = [other for other in placed if first < other.place[1] and other.place[0] < last]
        if len(holders) > 1 or (holders and _clash(chain, holders[0])):
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
    """Return `node`, the first mark in it, the first mark in that, and so on."""
    chain = [node]
    while chain[-1].children:
        chain.append(chain[-1].children[0])
    return chain


def _clash(chain: list[_Node], holder: _Node) -> bool:
    """Return whether `chain` must not go around `holder`: a link around a link, or code around anything."""
    kinds = {node.mark.kind for node in chain if node.mark}
    inner = {node.mark.kind for node in _all(holder) if node.mark}
    return not kinds.isdisjoint(VERBATIM) or (MarkKind.LINK in kinds and MarkKind.LINK in inner)


def _all(node: _Node) -> Iterator[_Node]:
    yield node
    for child in node.children:
        yield from _all(child)


def _write(node: _Node, links: Links, builder: TextBuilder) -> None:
    """Write the English in the place of `node`, with all markup in it."""
    start, end = node.place
    if node.verbatim is not None:
        builder.add_text(node.verbatim)
        return
    if node.mark is not None:
        builder.open(node.mark)
    if node.fixed and not node.children and not node.units:
        builder.add(links.words[slice(*node.span)])  # whatever the model made of it
        start = end
    edges: list[tuple[int, int, _Node | _Unit]] = [(child.place[0], 1, child) for child in node.children]
    edges += [(place, 0, unit) for unit, place in zip(node.units, _unit_places(node, links), strict=True)]
    for at, _, item in sorted(edges, key=lambda edge: edge[:2]):
        builder.add(links.plain[start : max(start, at)])
        start = max(start, at)
        if isinstance(item, _Node):
            _write(item, links, builder)
            start = item.place[1]
        else:
            start = _write_unit(item, links.plain, start, builder)
    builder.add(links.plain[start:end])
    if node.mark is not None:
        builder.close()


def _write_unit(unit: _Unit, plain: str, at: int, builder: TextBuilder) -> int:
    """Write `unit` after the first `at` characters of `plain`, and return the offset to continue from."""
    if unit.blank_before and not unit.breaks and not builder.ends_blank():
        builder.add(" ")
    builder.add_text(unit.text)
    follows = plain[at : at + 1]
    if unit.breaks and follows.isspace():
        return at + 1
    if unit.blank_after and follows and not follows.isspace() and not _CLOSING.match(follows):
        builder.add(" ")
    return at


def _unit_places(owner: _Node, links: Links) -> list[int]:
    """Return the English offset of each unit of `owner`; raw HTML keeps its order, since tags pair up."""
    places: list[int] = []
    html = owner.place[0]
    edges = {right: _edges(owner, links, right) for right in (False, True)} if owner.units else {}
    for unit in owner.units:
        place = _unit_place(unit, owner, links, edges)
        if any(mark.kind is MarkKind.HTML for mark in unit.text.marks):
            html = place = max(html, place)
        places.append(place)
    return places


def _edges(owner: _Node, links: Links, right: bool) -> list[int]:
    """Return where the English words in `owner`, outside its marks, end; or begin, if `right`."""
    tokens = overlapping(links.english, owner.place)
    inside = (links.english[token] for token in tokens if holds(owner.place, links.english[token]))
    taken = Spans(child.place for child in owner.children)
    edges = (span[0] if right else span[1] for span in inside)
    return [
        at for at in edges if not taken.overlap((at, at)) and links.plain[at : at + 2] not in ("'s", "’s")
    ]


def _unit_place(unit: _Unit, owner: _Node, links: Links, words: Mapping[bool, list[int]]) -> int:
    """Return the English offset of `unit`: between the English of the words before and after it."""
    start, end = owner.place
    if not links.words[owner.span[0] : unit.after].strip():
        return start
    if not links.words[unit.after : owner.span[1]].strip():
        return end
    leans_right = unit.blank_before and links.words[unit.after].isalnum() and not unit.breaks
    edges = words[leans_right]
    if unit.breaks or leans_right:
        parted = [at for at in edges if links.plain[at - leans_right : at - leans_right + 1].isspace()]
        edges = parted or [end]
    return project_offset(links, unit.after, [start, *edges])
