"""Test doubles: an engine without a model, and a report that collects messages."""

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path

from enregard.article.article import Text
from enregard.errors import EnregardError
from enregard.translate.draft.cache import DraftCache
from enregard.translate.draft.drafter import Source
from enregard.translate.model.translator import Draft, Key


class Shouting:
    """An engine that translates into capitals, so that marks keep their positions."""

    def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Draft]]:
        for key, text in texts:
            capitals = "".join(
                upper if len(upper := character.upper()) == 1 else character for character in text.plain
            )
            yield key, Draft(Text(capitals, text.marks))


def shouting_source(cache: Path) -> Source:
    """Return a source of drafts whose model shouts and whose cache is the file `cache`."""
    return Source("m 1", "x", lambda: nullcontext(Shouting()), DraftCache(cache, "m"))


class Collected:
    """A report that collects problems and notes."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.notes: list[str] = []

    def problem(self, error: EnregardError) -> None:
        self.problems.append(str(error))

    def note(self, text: str) -> None:
        self.notes.append(text)

    def progress(self, task: str, done: int, total: int) -> None:
        assert 0 <= done <= total or not total
