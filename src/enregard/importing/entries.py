"""List the entries of an article by how they are paired: in reading order, or by the markup they are in."""

from collections.abc import Iterator
from itertools import groupby

from enregard.translate.segment.facing import Entry, Segmented


def text_entries(segmented: Segmented) -> list[Entry]:
    """Return the sentences of the headers and of the text."""
    return [entry for entry in segmented.entries() if entry.attribute is None]


def attribute_entries(segmented: Segmented) -> Iterator[tuple[str, list[Entry]]]:
    """Yield each value in markup, such as the text for an image, with its sentences."""
    for _, group in groupby(segmented.entries(), key=lambda entry: id(entry.attribute)):
        entries = list(group)
        if (attribute := entries[0].attribute) is not None:
            yield attribute.value, entries
