"""What translates, as those who ask see it: the model's engine, what stands around it, or a cluster."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from enregard.article.article import Text

Key = TypeVar("Key")


class Translator(Protocol):
    """Has one answer to each text."""

    def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Text]]:
        """The English of each text under its key, in any order."""


class Choosing(Protocol):
    """Has several answers to each text."""

    def alternatives(self, texts: Iterable[tuple[Key, Text]], count: int) -> Iterator[tuple[Key, list[Text]]]:
        """The `count` best answers to each text, the best first, under its key; in any order."""
