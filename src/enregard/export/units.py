"""The units of an export: sentences with their translations and positions."""

from dataclasses import dataclass
from itertools import count

from enregard.article.article import Facing, FacingArticle


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence with its translation.

    `number` is its position among all units of the article, exported or not. `place` is the kind of its block
    (`paragraph`), the name of its header (`title`), or `markup`. `group` is the number of that block, header
    or markup. Both numbers start at 1.
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
