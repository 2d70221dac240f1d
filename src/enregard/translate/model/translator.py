"""Protocols for translators: the model's engine, a wrapper around it, or a cluster."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from enregard.article.article import Text
from enregard.article.score import Score

Key = TypeVar("Key")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Draft:
    """A machine translation, with the model's score; None if it was not asked.

    `links` says which words correspond, as `article.word_links` writes it; None if unknown.
    """

    text: Text
    score: Score | None = None
    links: str | None = None


class Translator(Protocol):
    """Translates each text."""

    def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Draft]]:
        """Yield the English of each text with its key, in any order."""


def remembering(texts: Iterable[tuple[Key, Text]], sources: dict[Key, Text]) -> Iterator[tuple[Key, Text]]:
    """Yield `texts`, and put each into `sources` before."""
    for key, text in texts:
        sources[key] = text
        yield key, text


class Choosing(Protocol[Answer]):
    """Offers several translations of each text."""

    def alternatives(
        self, texts: Iterable[tuple[Key, Text]], count: int
    ) -> Iterator[tuple[Key, list[Answer]]]:
        """Yield the `count` best translations of each text, best first, with its key, in any order."""
