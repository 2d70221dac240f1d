"""The slugs that an article has had, kept at the head of its PO file.

There they are in git, go where the file goes, and programs that know the field as little as any other of
its kind (gettext, Poedit, Weblate, OmegaT) hand it on.
"""

import re
from collections.abc import Mapping

from enregard.article.slugs import is_slug, slug_of_name

FIELD = "X-Enregard-Slugs"
"""Slugs with blanks between them: the present one, then those before it, and at the end the first, by which
feeds go on naming the article."""

_FIRST_SEED = re.compile(r"The English of seeds/(.+)\.(?:\n|$)")


def with_slugs(header: Mapping[str, str], comment: str, seed: str) -> dict[str, str]:
    """The `header` of a PO file with the slugs of the article that is in `seed` now.

    A file without the field may still name, in its `comment`, the seed for which it was begun.
    """
    known = _known(header)
    if FIELD not in header and (begun := _FIRST_SEED.match(comment)):
        known = [slug_of_name(begun[1])]
    present = slug_of_name(seed)
    if known[:1] == [present]:
        return {**header, FIELD: header.get(FIELD, present)}
    *between, first = known or [present]
    between = [slug for slug in dict.fromkeys(between) if slug not in (present, first)]
    return {**header, FIELD: " ".join([present, *between, *([first] if known else [])])}


def former_slugs(header: Mapping[str, str]) -> tuple[str, ...]:
    """The slugs that the article had besides its present one, the latest first."""
    known = _known(header)
    return tuple(slug for slug in dict.fromkeys(known[1:]) if slug != known[0])


def first_slug(header: Mapping[str, str]) -> str:
    """The slug that the article had first; empty where none is known."""
    return "".join(_known(header)[-1:])


def _known(header: Mapping[str, str]) -> list[str]:
    """The slugs in the field. What is none, since people may write there, is left out."""
    return list(filter(is_slug, header.get(FIELD, "").split()))
