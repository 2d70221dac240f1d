"""The sentences of an article by what they are paired by: in the order of reading, or as words in markup."""

from collections.abc import Iterator
from itertools import groupby

from enregard.translate.segment.facing import Entry, Segmented


def entries(segmented: Segmented) -> Iterator[Entry]:
    """The sentences of the headers and of the text of an article that have words."""
    return (entry for entry in segmented.entries() if entry.attribute is None)


def in_markup(segmented: Segmented) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Each value of words in markup, such as the text for an image, and the indices of its sentences."""
    words = (entry for entry in segmented.entries() if entry.attribute is not None)
    for _, group in groupby(words, key=lambda entry: id(entry.attribute)):
        members = list(group)
        if members[0].attribute is not None:
            yield members[0].attribute.value, tuple(entry.place for entry in members)
