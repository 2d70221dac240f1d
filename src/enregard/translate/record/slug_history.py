"""Keep the current and former slugs of an article in the header of its PO file.

The header is in git and moves with the file, and other programs (gettext, Poedit, Weblate, OmegaT) preserve
its unknown fields.
"""

import re
from collections.abc import Mapping

from enregard.article.slugs import full_slug, is_slug, slug_of

FIELD = "X-Enregard-Slugs"
"""Slugs separated by spaces: the current one, then older ones, and last the very first one. The very first
identifies the article in feeds."""

_FIRST_SEED = re.compile(r"The English of seeds/(.+)\.(?:\n|$)")


def with_slugs(header: Mapping[str, str], comment: str, seed: str, slug: str = "") -> dict[str, str]:
    """Return the `header` of a PO file with the slugs of its article, whose path is now `seed`.

    `slug` is its slug if another article has the one of its name. If the header lacks the field, the header
    `comment` may name the first seed.
    """
    known = _known(header)
    if FIELD not in header and (match := _FIRST_SEED.match(comment)):
        known = [full_slug(match[1])]
    current = slug or slug_of(seed.removeprefix("seeds/"))
    if known[:1] == [current]:
        return {**header, FIELD: header.get(FIELD, current)}
    *between, first = known or [current]
    between = [it for it in dict.fromkeys(between) if it not in (current, first)]
    return {**header, FIELD: " ".join([current, *between, *([first] if known else [])])}


def former_slugs(header: Mapping[str, str]) -> tuple[str, ...]:
    """Return the slugs of the article except its current one, latest first."""
    known = _known(header)
    return tuple(slug for slug in dict.fromkeys(known[1:]) if slug != known[0])


def first_slug(header: Mapping[str, str]) -> str:
    """Return the first slug of the article, or an empty string if unknown."""
    return "".join(_known(header)[-1:])


def _known(header: Mapping[str, str]) -> list[str]:
    """Return the slugs in the field, without anything else that people may have written there."""
    return list(filter(is_slug, header.get(FIELD, "").split()))
