"""The slugs that an article has had, kept at the head of its PO file.

There they are in git, go where the file goes, and programs that know the field as little as any other of
its kind (gettext, Poedit, Weblate, OmegaT) hand it on.
"""

import re
from collections.abc import Mapping

from enregard.slugs import slug_of_name

FIELD = "X-Enregard-Slugs"
"""Slugs with blanks between them, the present one first."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 100
_FIRST_SEED = re.compile(r"The English of seeds/(.+)\.(?:\n|$)")


def with_slugs(header: Mapping[str, str], comment: str, seed: str) -> dict[str, str]:
    """The `header` of a PO file with the slugs of the article that is in `seed` now.

    A file without the field may still name, in its `comment`, the seed for which it was begun.
    """
    known = _known(header)
    if FIELD not in header and (first := _FIRST_SEED.match(comment)):
        known = (slug_of_name(first[1]),)
    present = slug_of_name(seed)
    if known[:1] == (present,):
        return {**header, FIELD: header.get(FIELD, present)}
    return {**header, FIELD: " ".join(dict.fromkeys((present, *known)))}


def former_slugs(header: Mapping[str, str]) -> tuple[str, ...]:
    """The slugs that the article had before its present one, the latest first."""
    return _known(header)[1:]


def _known(header: Mapping[str, str]) -> tuple[str, ...]:
    """The slugs in the field. What is none, since people may write there, is left out."""
    words = dict.fromkeys(header.get(FIELD, "").split())
    return tuple(word for word in words if len(word) <= _LONGEST and _SLUG.fullmatch(word))
