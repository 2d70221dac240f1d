"""Remember corrections, to undo and redo them."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from enregard.translate.record.record import Record
from enregard.translate.record.review import Undo, restore

_MOST = 1000  # corrections remembered for one article


@dataclass(frozen=True, slots=True)
class History:
    """The corrections of an article to undo and to redo, as stacks."""

    undo: deque[Undo] = field(default_factory=partial(deque, maxlen=_MOST))
    redo: deque[Undo] = field(default_factory=partial(deque, maxlen=_MOST))

    def add(self, undo: Undo) -> None:
        """Add a new correction, and forget those that could be redone."""
        self.undo.append(undo)
        self.redo.clear()

    def step(self, record: Record, write: Callable[[int], None], *, redo: bool) -> int | None:
        """Undo the last correction; with `redo`, redo the last undone one. Returns its entry's index, if any.

        `write` writes the entry at that index. Raises its errors, and ChangedMeanwhileError if the entry has
        changed since; the correction is then forgotten.
        """
        stack, other = (self.redo, self.undo) if redo else (self.undo, self.redo)
        if not stack:
            return None
        index, reverse = restore(record, stack.pop())
        write(index)
        other.append(reverse)
        return index
