"""Lift HTML tags out of the words of a sentence, and restore them in its English.

If raw HTML is not allowed, `<b>gras</b>` is text, and readers see the tags. The model would tear them apart.
As marks, a pair is transferred like emphasis and a single tag like an image, by word alignment.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from enregard.article.article import OBJECT, VERBATIM, Mark, MarkKind, Text
from enregard.article.edits import Edit, Span, Step, TextBuilder, edit_text, holds, in_order, overlaps, walk
from enregard.translate.draft.protect import COMMENT, TAG, protected

_TAGS = re.compile(f"{TAG}|{COMMENT}")
_SOLID = re.compile(r"\S")
_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
_BREAKS = frozenset({"br", "hr"})
_VOID = _BREAKS | {"area", "col", "embed", "img", "input", "link", "meta", "source", "track", "wbr"}
"""Elements without an end tag (HTML Standard, 13.1.2)."""

_LIFTED = "lifted"
"""Attribute of marks that replace tags: an index in the tags from `lift_tags`."""

_NOTED = "noted"
"""Attribute of marks that replace notes: an index in the notes from `lift_notes`."""

_CALLS = frozenset({"sup", "sub"})
_CALL = re.compile(r"\[?(?:\d{1,3}|[*†‡]{1,3}|[a-z])\]?")
_NOTE = re.compile(
    r"(?:(?<=[^\W\d_][^\W\d_][^\W\d_])|(?<=[.,;:!?»)]))(?P<note>(?P<open><(?P<name>ref|note|footnote|sup|sub|small|span|a|b|em|i|strong)"
    r"(?:\s[^<>]{0,400})?(?<!/)>)(?P<content>[^<>]{1,2000})</(?P<end>(?P=name)\s?)>)(?!\w)",
    re.IGNORECASE,
)
_MOST_NOTES = 50  # a text with more keeps the others as tags
_NAMES = frozenset({"ref", "note", "footnote"})
_IS_APART = re.compile(r"\A[A-ZÀ-ÖØ-Þ(\[]|\w[\s.!?]")

Tags = tuple[tuple[str, str], ...]
"""The text of each opening tag and of its closing tag; the latter is empty for a single tag."""


class Note(NamedTuple):
    """An element glued to the word before it: its tags and what is between them."""

    opening: str
    content: str
    closing: str
    is_french: bool
    """Whether the content is to be translated; the number of a note call is not."""


@dataclass(slots=True)
class _Tag:
    """A tag in a sentence, inside the marks whose numbers are in `scope`."""

    start: int
    end: int
    text: str
    scope: tuple[int, ...]
    closing: "_Tag | None" = None

    @property
    def name(self) -> str:
        found = _NAME.match(self.text)
        return found[1].lower() if found else ""


def lift_tags(text: Text) -> tuple[Text, Tags]:
    """Replace tags with marks: pairs of tags around words, void elements, and tags glued to a word.

    Also returns the tags; each mark has the index of its own. A tag that serves as a word stays:
    `la balise <strong> est`.
    """
    if "<" not in text.plain or ">" not in text.plain:
        return text, ()
    found = list(_found(text))
    _pair(found)
    closing = {id(tag.closing) for tag in found if tag.closing is not None}
    tags = [tag for tag in found if id(tag) not in closing and (tag.closing or _is_single(tag, text.plain))]
    return _without(text, tags) if tags else (text, ())


def lift_notes(text: Text) -> tuple[Text, list[Note]]:
    """Replace each note with a mark: an element glued to the word before it, such as `mot<ref>Source.</ref>`.

    Also returns the notes; each mark has the index of its own. An element inside a word, such as
    `1<sup>er</sup>`, is none.
    """
    if "</" not in text.plain:
        return text, []
    notes: list[Note] = []
    edits: list[Edit] = []
    marks = list(text.marks)
    for match in _NOTE.finditer(text.plain):
        span = match.span("note")
        if any(mark.start < span[1] and span[0] < mark.end for mark in text.marks):
            continue
        if len(notes) == _MOST_NOTES:
            break
        name, content = match["name"].lower(), match["content"]
        is_call = _CALL.fullmatch(content) is not None
        if not (is_call if name in _CALLS else name in _NAMES or _IS_APART.search(content)):
            continue
        marks.append(Mark(MarkKind.HTML, *span, {_NOTED: str(len(notes))}))
        edits.append(Edit(*span, OBJECT))
        notes.append(Note(match["open"], content, f"</{match['end']}>", not is_call))
    return (edit_text(Text(text.plain, in_order(marks)), edits), notes) if notes else (text, [])


def restore_notes(english: Text, notes: Sequence[str]) -> Text:
    """Replace the marks that `lift_notes` set with `notes`, in English and with their tags."""
    return restore_tags(english, tuple((note, "") for note in notes), _NOTED)


def restore_tags(english: Text, tags: Tags, attribute: str = _LIFTED) -> Text:
    """Replace the marks that `lift_tags` set with the text of `tags`."""
    if not tags:
        return english
    builder = TextBuilder()
    for step, start, end, number in walk(english):
        if step is Step.WORDS:
            builder.add(english.plain[start:end])
        elif (lifted := english.marks[number].attrs.get(attribute)) is not None:
            builder.add(tags[int(lifted)][step is Step.CLOSE])
        elif step is Step.OPEN:
            builder.open(english.marks[number])
        elif step is Step.CLOSE:
            builder.close()
        else:
            builder.add_atom(english.marks[number])
    return builder.text()


def _found(text: Text) -> Iterator[_Tag]:
    """Yield the tags in `text`, except those in code and the like."""
    following = 0
    around_it: list[int] = []  # marks that may reach into the next tag
    for span in protected(text.plain):
        while following < len(text.marks) and text.marks[following].start < span[1]:
            around_it.append(following)
            following += 1
        around_it = [at for at in around_it if text.marks[at].end > span[0]]
        if _TAGS.fullmatch(text.plain, *span):
            scope = tuple(at for at in around_it if overlaps(span, [text.marks[at].span]))
            around = (text.marks[at] for at in scope)
            if all(holds(mark.span, span) and mark.kind not in VERBATIM for mark in around):
                yield _Tag(*span, text.plain[slice(*span)], scope)


def _pair(tags: Iterable[_Tag]) -> None:
    """Give each start tag its end tag: the next one with its name and in the same marks, well nested."""
    opened: list[_Tag] = []
    waiting: Counter[tuple[str, tuple[int, ...]]] = Counter()
    for tag in tags:
        sort = tag.name, tag.scope
        if not tag.text.startswith("</"):
            opened.append(tag)
            waiting[sort] += 1
        elif waiting[sort]:
            while (last := opened.pop()).name != tag.name or last.scope != tag.scope:
                waiting[last.name, last.scope] -= 1
            waiting[sort] -= 1
            last.closing = tag


def _is_single(tag: _Tag, plain: str) -> bool:
    """Return whether an unpaired tag is markup: a void element, or glued to the word that it marks."""
    if tag.name in _VOID or not tag.name:
        return True
    if tag.text.startswith("</"):
        return tag.start > 0 and not plain[tag.start - 1].isspace()
    return tag.end < len(plain) and not plain[tag.end].isspace()


def _without(text: Text, tags: Iterable[_Tag]) -> tuple[Text, Tags]:
    """Replace `tags` with marks."""
    edits: list[Edit] = []
    texts: list[tuple[str, str]] = []
    # A mark that was around a tag stays outside its mark, even if both now cover the same words.
    extents = [((mark.start, -mark.end), mark) for mark in text.marks]

    def add(kind: MarkKind, inside: Span, outside: Span, tag: tuple[str, str]) -> None:
        extents.append(((outside[0], -outside[1]), Mark(kind, *inside, {_LIFTED: str(len(texts))})))
        texts.append(tag)

    for tag in tags:
        closing = tag.closing
        if closing is not None and _SOLID.search(text.plain, tag.end, closing.start):
            edits += [Edit(tag.start, tag.end, ""), Edit(closing.start, closing.end, "")]
            inside, outside = (tag.end, closing.start), (tag.start, closing.end)
            add(MarkKind.EMPHASIS, inside, outside, (tag.text, closing.text))
            continue
        for each in filter(None, (tag, closing)):
            span = each.start, each.end
            edits.append(Edit(*span, OBJECT))
            add(MarkKind.BREAK if each.name in _BREAKS else MarkKind.HTML, span, span, (each.text, ""))
    marks = tuple(mark for _, mark in sorted(extents, key=lambda extent: extent[0]))
    return edit_text(Text(text.plain, marks), edits), tuple(texts)
