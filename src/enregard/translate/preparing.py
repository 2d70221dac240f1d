"""An engine with every sentence prepared before and finished after."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from enregard.article import Text
from enregard.translate.finish import finish
from enregard.translate.glossary import Glossary
from enregard.translate.prepare import Prepared, prepare

Key = TypeVar("Key")


class Translator(Protocol):
    """An engine, or what stands around it."""

    def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Text]]:
        """The English of each text under its key, in any order."""

    def alternatives(self, texts: Iterable[tuple[Key, Text]], count: int) -> Iterator[tuple[Key, list[Text]]]:
        """The `count` best answers to each text, the best first, under its key; in any order."""


class Preparing:
    """Translates like the engine it is given, with every sentence prepared before and finished after."""

    def __init__(self, translator: Translator, glossary: Glossary | None = None) -> None:
        self._translator = translator
        self._glossary = glossary or Glossary()

    def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Text]]:
        """The English of each text under its key, as it comes: not in order."""
        waiting: dict[int, tuple[Key, Prepared]] = {}
        for number, english in self._translator.stream(self._given(texts, waiting)):
            key, prepared = waiting.pop(number)
            yield key, finish(prepared, english)

    def alternatives(self, texts: Iterable[tuple[Key, Text]], count: int) -> Iterator[tuple[Key, list[Text]]]:
        """The `count` best answers to each text, the best first, under its key; not in order."""
        waiting: dict[int, tuple[Key, Prepared]] = {}
        for number, answers in self._translator.alternatives(self._given(texts, waiting), count):
            key, prepared = waiting.pop(number)
            finished = [finish(prepared, english) for english in answers]
            yield key, [text for at, text in enumerate(finished) if text not in finished[:at]]

    def _given(
        self, texts: Iterable[tuple[Key, Text]], waiting: dict[int, tuple[Key, Prepared]]
    ) -> Iterator[tuple[int, Text]]:
        for number, (key, text) in enumerate(texts):
            prepared = prepare(text, self._glossary)
            waiting[number] = key, prepared
            yield number, prepared.text
