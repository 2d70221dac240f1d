"""Remember corrections, to undo and redo them."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from enregard.translate.record.record import Record
from enregard.translate.record.review import Undo, restore

_MOST = 1000  # corrections remembered for one article


@dataclass(frozen=True, slots=True)
class History:
    """The corrections of an article to undo and to redo, as stacks. Each may concern several entries."""

    undo: deque[Sequence[Undo]] = field(default_factory=partial(deque, maxlen=_MOST))
    redo: deque[Sequence[Undo]] = field(default_factory=partial(deque, maxlen=_MOST))

    def add(self, undo: Sequence[Undo]) -> None:
        """Add a new correction, and forget those that could be redone."""
        self.undo.append(undo)
        self.redo.clear()

    def step(self, record: Record, write: Callable[[list[int]], None], *, redo: bool) -> list[int]:
        """Undo the last correction; with `redo`, redo the last undone one. Returns its entries' indices.

        `write` writes the entries at these indices. Raises its errors, and ChangedMeanwhileError if an entry
        has changed since; the correction is then forgotten.
        """
        stack, other = (self.redo, self.undo) if redo else (self.undo, self.redo)
        if not stack:
            return []
        restored = [restore(record, undo) for undo in stack.pop()]
        indices = [index for index, _ in restored]
        write(indices)
        other.append([reverse for _, reverse in restored])
        return indices
