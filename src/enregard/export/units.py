"""An article as the pairs that are exported: a sentence and its translation each, with their place."""

from dataclasses import dataclass

from enregard.article.article import Facing, FacingArticle, State


@dataclass(frozen=True, slots=True)
class Item:
    """An article to be exported, and the facing sentences of the words in its markup (texts of images)."""

    article: FacingArticle
    words: tuple[Facing, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence facing its translation.

    `number` counts all of an article's from 1, exported or not. `place` is what it stands in: the kind of a
    block (`paragraph`), the name of a header (`title`), or `markup`; `group` is the number of that, from 1.
    """

    number: int
    group: int
    place: str
    facing: Facing


def units(item: Item, *, reviewed: bool = False) -> list[Unit]:
    """The pairs of an article: headers, sentences in reading order, words in its markup.

    `reviewed` leaves out what no person has reviewed.
    """
    article = item.article
    groups = [(name, facings) for name, facings in article.fields.items()]
    for block, facings in zip(article.article.leaves(), article.leaves, strict=True):
        groups.append((block.kind.value, facings))
    groups += (("markup", (facing,)) for facing in item.words)
    found = []
    number = 0
    for group, (place, facings) in enumerate(groups, 1):
        for facing in facings:
            number += 1
            if not reviewed or facing.state is State.REVIEWED:
                found.append(Unit(number, group, place, facing))
    return found
