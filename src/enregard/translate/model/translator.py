"""Protocols for translators: the model's engine, a wrapper around it, or a cluster."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from enregard.article.article import Text

Key = TypeVar("Key")
Answer = TypeVar("Answer")


class Translator(Protocol):
    """Translates each text."""

    def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Text]]:
        """Yield the English of each text with its key, in any order."""


class Choosing(Protocol[Answer]):
    """Offers several translations of each text."""

    def alternatives(
        self, texts: Iterable[tuple[Key, Text]], count: int
    ) -> Iterator[tuple[Key, list[Answer]]]:
        """Yield the `count` best translations of each text, best first, with its key, in any order."""
