"""The pairs of an article that are exported: sentences with their translations and positions."""

from dataclasses import dataclass

from enregard.article.article import Facing, FacingArticle, State


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence with its translation.

    `number` counts all units of the article from 1, exported or not. `place` is the kind of the block
    (`paragraph`), the name of the header (`title`), or `markup`; `group` is the number of that, from 1.
    """

    number: int
    group: int
    place: str
    facing: Facing


def units(article: FacingArticle, *, reviewed: bool = False) -> list[Unit]:
    """Return the units of an article: headers, sentences in reading order, words in markup.

    `reviewed` selects those that a person has reviewed.
    """
    groups = list(article.fields.items())
    groups += (
        (block.kind.value, facings)
        for block, facings in zip(article.article.leaves(), article.leaves, strict=True)
    )
    groups += (("markup", (facing,)) for facing in article.attributes)
    found = []
    number = 0
    for group, (place, facings) in enumerate(groups, 1):
        for facing in facings:
            number += 1
            if not reviewed or facing.state is State.REVIEWED:
                found.append(Unit(number, group, place, facing))
    return found


def seed_path(article: FacingArticle) -> str:
    """Return the path of the article's seed in the publication."""
    return f"seeds/{article.article.path.as_posix()}"
