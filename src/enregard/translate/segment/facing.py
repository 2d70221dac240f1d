"""Split an article into sentences, in the order of its record, and join them with their translations."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import NamedTuple

from enregard.article.article import (
    Article,
    BlockKind,
    Facing,
    FacingArticle,
    MarkKind,
    Sentence,
    State,
    Text,
    TitleOrigin,
)
from enregard.article.flatten import flatten, flatten_with_marks
from enregard.article.header_values import standfirst, tags
from enregard.article.shorten import shorten
from enregard.translate.segment.attributes import Attribute, attributes, with_attributes
from enregard.translate.segment.segment import Ends, segment
from enregard.translate.segment.sentences import sentence_ends

_WORD = re.compile(r"\w")


Leaf = tuple[tuple[Sentence, tuple[Attribute, ...]], ...]
"""The sentences of a leaf, each with the attributes to translate whose values no earlier sentence has."""


@dataclass(frozen=True, slots=True)
class Segmented:
    """An article, with the sentences of its headers and of its leaves.

    `fields` has the sentences of each header, by name. It has no title if the title is the first sentence.
    """

    article: Article
    fields: Mapping[str, tuple[Sentence, ...]]
    leaves: tuple[Leaf, ...]

    def entries(self) -> Iterator["Entry"]:
        """Yield the entries as the record orders them: headers, then each sentence before its attributes."""
        places = count()
        number = 0
        for header, sentences in self.fields.items():
            for at, sentence in enumerate(filter(has_entry, sentences)):
                yield Entry(next(places), sentence, at == 0, header)
        for index, leaf in enumerate(self.leaves):
            begins = True
            for sentence, values in leaf:
                number += 1
                if has_entry(sentence):
                    yield Entry(next(places), sentence, begins, "", index, number)
                    begins = False
                for value in values:
                    for part in value.sentences:
                        yield Entry(next(places), part, leaf=index, attribute=value)

    def sentences(self) -> list[Sentence]:
        """Return the sentences with an entry, in the order of the record."""
        return [entry.sentence for entry in self.entries()]

    def blocks(self) -> list[int]:
        """Return a number for each entry; those with one number follow each other in a block.

        Tags have numbers of their own, and a sentence without an entry separates those around it.
        """
        numbers: dict[tuple[object, ...], int] = {}
        found = []
        gaps = 0
        last = 0
        for entry in self.entries():
            key: tuple[object, ...]
            if entry.attribute is not None:
                key = "attribute", id(entry.attribute)
            elif entry.header:
                key = "header", entry.header, entry.place if entry.header == "tags" else 0
            else:
                gaps += entry.number != last + 1
                last = entry.number
                key = "text", entry.leaf, gaps
            found.append(numbers.setdefault(key, len(numbers)))
        return found

    def joined(self, sentences: Sequence[Sentence]) -> "Segmented":
        """Return the article split into the `sentences` of its record, which joins some of its own."""
        rest = iter(sentences)
        fields = {
            name: tuple(one for one, _ in _joined([(own, ()) for own in field], rest))
            for name, field in self.fields.items()
        }
        return Segmented(self.article, fields, tuple(_joined(leaf, rest) for leaf in self.leaves))


class Entry(NamedTuple):
    """A sentence with an entry in the record, and where it is in the article.

    `place` is the index of the entry. `begins` is true for the first sentence of a header or block. In a
    header, `header` is its name. In the text, `leaf` is the index of the block among the leaves of the
    article, and `number` counts the sentences of the text from 1. In an attribute, `attribute` is set, and
    `leaf` is the block that it is in.
    """

    place: int
    sentence: Sentence
    begins: bool = False
    header: str = ""
    leaf: int = -1
    number: int = 0
    attribute: Attribute | None = None


def has_entry(sentence: Sentence) -> bool:
    """Return whether `sentence` has words to translate, and therefore an entry in the record."""
    text = sentence.text
    kept = text.marks and [mark.span for mark in text.marks if mark.kind is MarkKind.NOT_TRANSLATED]
    if not kept:
        return text.plain[:1].isalnum() or _WORD.search(text.plain) is not None
    edges = [0, *(edge for span in kept for edge in span), len(text.plain)]
    return any(_WORD.search(text.plain, *between) for between in zip(edges[::2], edges[1::2], strict=True))


def _joined(leaf: Iterable[tuple[Sentence, tuple[Attribute, ...]]], rest: Iterator[Sentence]) -> Leaf:
    """Return a leaf with the next sentences in `rest`, which may join several of its own."""
    found: list[tuple[Sentence, tuple[Attribute, ...]]] = []
    more = 0  # sentences of the leaf that the last one joins
    for own, values in leaf:
        if not has_entry(own):
            found.append((own, ()))
        elif more:
            more -= own.count
        else:
            found.append((next(rest), ()))
            more = found[-1][0].count - own.count
        sentence, before = found[-1]
        found[-1] = sentence, before + tuple(_joined_attribute(value, rest) for value in values)
    return tuple(found)


def _joined_attribute(value: Attribute, rest: Iterator[Sentence]) -> Attribute:
    found: list[Sentence] = []
    more = 0
    for own in value.sentences:
        if more:
            more -= own.count
        else:
            found.append(next(rest))
            more = found[-1].count - own.count
    return replace(value, sentences=tuple(found))


def segment_article(article: Article, ends: Ends = sentence_ends) -> Segmented:
    """Split an article into sentences at the ends that `ends` returns, by default those of French."""
    dateline = article.dateline.text if article.dateline else None
    leaves = []
    for leaf in article.leaves():
        if leaf.text is not None:
            sentences = segment(leaf.text, leaf.line, dateline=dateline, ends=ends)
            dateline = None  # only the first paragraph has it
            leaves.append(_with_attributes(sentences, ends))
    return Segmented(article, _fields(article, ends), tuple(leaves))


def _fields(article: Article, ends: Ends) -> dict[str, tuple[Sentence, ...]]:
    """Return the sentences of the translated headers: title, description and tags."""
    fields: dict[str, tuple[Sentence, ...]] = {}
    if article.title_origin is not TitleOrigin.FIRST_SENTENCE:
        fields["title"] = segment(_title(article), 1, ends=ends)
    for header in standfirst(article.headers):
        found = segment(Text(" ".join(header.value.split())), header.line, ends=ends)
        fields["description"] = fields.get("description", ()) + found
    fields["tags"] = tuple(Sentence(Text(tag), line) for tag, line in tags(article.headers).items())
    return {name: sentences for name, sentences in fields.items() if sentences}


def _title(article: Article) -> Text:
    """Return the title of an article with the marks over words to keep."""
    if article.title_origin is TitleOrigin.HEADING:
        for block in article.blocks:
            if block.kind is BlockKind.HEADING and block.text is not None:
                text = flatten_with_marks(block.text)
                if text.plain == article.title:
                    return text
    return Text(article.title)


def _with_attributes(sentences: tuple[Sentence, ...], ends: Ends) -> Leaf:
    seen: set[str] = set()
    leaf = []
    for sentence in sentences:
        values = tuple(value for value in attributes(sentence, ends) if value.value not in seen)
        seen.update(value.value for value in values)
        leaf.append((sentence, values))
    return tuple(leaf)


def face(
    segmented: Segmented, facings: list[Facing], former: tuple[str, ...] = (), first_slug: str = ""
) -> FacingArticle:
    """Combine an article with its translation: `facings` has one facing sentence for each entry.

    `former` are the earlier slugs of the article, latest first; `first_slug` is the very first.
    """
    rest = iter(facings)
    attributes: list[Facing] = []
    fields = {
        name: tuple(_next(sentence, rest) for sentence in sentences)
        for name, sentences in segmented.fields.items()
    }
    leaves = tuple(_face_leaf(leaf, rest, attributes) for leaf in segmented.leaves)
    article = segmented.article
    if "title" in fields:
        french, english = article.title, " ".join(facing.target.plain for facing in fields["title"])
    else:
        first = _first_sentence(article, leaves)
        french, english = shorten(flatten(first.sentence.text)), shorten(flatten(first.target))
    return FacingArticle(
        article, french, english, leaves, fields, tuple(attributes), former=former, first_slug=first_slug
    )


def _next(sentence: Sentence, rest: Iterator[Facing]) -> Facing:
    """Return the next facing sentence if `sentence` has an entry, else the sentence facing itself."""
    return next(rest) if has_entry(sentence) else Facing(sentence, sentence.text, State.ALIKE)


def _face_leaf(leaf: Leaf, rest: Iterator[Facing], attributes: list[Facing]) -> tuple[Facing, ...]:
    """Return the facing sentences of `leaf`, and add those of its attributes to `attributes`."""
    found = []
    english: dict[str, str] = {}
    for sentence, values in leaf:
        found.append(_next(sentence, rest))
        for value in values:
            parts = [next(rest) for _ in value.sentences]
            attributes += parts
            english[value.value] = " ".join(part.target.plain for part in parts)
    return tuple(
        facing
        if not english or facing.state is State.MISSING
        else replace(facing, target=with_attributes(facing.target, english))
        for facing in found
    )


def _first_sentence(article: Article, leaves: tuple[tuple[Facing, ...], ...]) -> Facing:
    """Return the first sentence that has words and is not the dateline, preferably in a paragraph."""
    top = {id(block) for block in article.blocks if block.kind is BlockKind.PARAGRAPH}
    paragraphs = [facings for leaf, facings in zip(article.leaves(), leaves, strict=True) if id(leaf) in top]
    for facings in (*paragraphs, *leaves):
        for facing in facings:
            words = flatten(facing.sentence.text)
            if words and (article.dateline is None or words != article.dateline.text):
                return facing
    empty = Sentence(Text(article.title), 1)
    return Facing(empty, empty.text, State.MISSING)
