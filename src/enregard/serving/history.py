"""The corrections that can be undone, and those that can then be made again."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from enregard.translate.record.record import Record
from enregard.translate.record.review import Undo, restore

_MOST = 1000
"""Corrections of one article that are remembered."""

Trail = deque[Undo]


def _trail() -> Trail:
    return deque(maxlen=_MOST)


@dataclass(frozen=True, slots=True)
class Steps:
    """What leads back from where an article's record stands, and forth again; the next step is the last."""

    back: Trail = field(default_factory=_trail)
    forth: Trail = field(default_factory=_trail)

    def made(self, undo: Undo) -> None:
        """A correction was made: from here nothing leads forth any more."""
        self.back.append(undo)
        self.forth.clear()

    def take(self, record: Record, write: Callable[[int], None], *, again: bool) -> int | None:
        """Take back the last correction, or make it `again`. Returns its entry's index, None without one.

        `write` writes the entry of this index. Whatever it raises, and ChangedMeanwhileError, where the entry
        is not as it was left, go through; the step is then not offered again.
        """
        trail, other = (self.forth, self.back) if again else (self.back, self.forth)
        if not trail:
            return None
        index, reverse = restore(record, trail.pop())
        write(index)
        other.append(reverse)
        return index
