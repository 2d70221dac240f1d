"""The sentences of an article in reading order, with their places in its record."""

from collections.abc import Iterator
from dataclasses import dataclass

from enregard.article import Sentence
from enregard.facing import Segmented, has_entry


@dataclass(frozen=True, slots=True)
class Entry:
    """A sentence with its index in the record.

    `begins` is whether it is the first of its header or block. `header` is the name of that; empty in the
    text, where `leaf` is the number of the block among the leaves of the article.
    """

    index: int
    sentence: Sentence
    begins: bool
    header: str = ""
    leaf: int = -1


def entries(segmented: Segmented) -> Iterator[Entry]:
    """The sentences of the headers and of the text of an article that have words."""
    index = 0
    for name, sentences in segmented.fields.items():
        for at, sentence in enumerate(sentences):
            yield Entry(index, sentence, at == 0, name)
            index += 1
    for number, (leaf, held) in enumerate(zip(segmented.leaves, segmented.attributes, strict=True)):
        begins = True
        for sentence, values in zip(leaf, held, strict=True):
            if has_entry(sentence):
                yield Entry(index, sentence, begins, "", number)
                begins = False
                index += 1
            index += sum(len(value.sentences) for value in values)


def in_markup(segmented: Segmented) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Each value of words in markup, such as the text for an image, and the indices of its sentences."""
    index = sum(map(len, segmented.fields.values()))
    for leaf, held in zip(segmented.leaves, segmented.attributes, strict=True):
        for sentence, values in zip(leaf, held, strict=True):
            index += has_entry(sentence)
            for value in values:
                yield value.value, tuple(range(index, index + len(value.sentences)))
                index += len(value.sentences)
