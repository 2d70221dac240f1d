"""The pairs of an article that are exported: sentences with their translations and positions."""

from dataclasses import dataclass
from itertools import count

from enregard.article.article import Facing, FacingArticle


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence with its translation.

    `number` counts all units of the article from 1, exported or not. `place` is the kind of the block
    (`paragraph`), the name of the header (`title`), or `markup`; `group` counts these, from 1.
    """

    number: int
    group: int
    place: str
    facing: Facing


def units(article: FacingArticle) -> list[Unit]:
    """Return the units of an article: headers, sentences in reading order, words in markup."""
    groups = list(article.fields.items())
    groups += (
        (block.kind.value, facings)
        for block, facings in zip(article.article.leaves(), article.leaves, strict=True)
    )
    groups += (("markup", (facing,)) for facing in article.attributes)
    numbers = count(1)
    return [
        Unit(next(numbers), group, place, facing)
        for group, (place, facings) in enumerate(groups, 1)
        for facing in facings
    ]
