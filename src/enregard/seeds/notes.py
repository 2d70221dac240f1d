"""Collect what an author should know about a seed that was read: one line per kind, not one per case."""

from dataclasses import dataclass, field

from enregard.article.article import Note
from enregard.messages import _, ngettext

_NAMED = 3  # names in a line


@dataclass(slots=True)
class Notes:
    """Collects notes while a seed is read."""

    _found: dict[str, tuple[int, dict[str, None], int]] = field(default_factory=dict)

    def add(self, what: str, line: int, name: str = "") -> None:
        """Add a case of the message `what` on `line`. A `{}` in `what` stands for the names of all cases."""
        first, names, count = self._found.get(what, (line, {}, 0))
        if name and len(names) <= _NAMED:  # one more than is shown says that there are others
            names[name] = None
        self._found[what] = (min(first, line), names, count + 1)

    def all(self) -> tuple[Note, ...]:
        """Return one note per kind, in order of line."""
        found = []
        for what, (line, names, count) in self._found.items():
            shown = ", ".join([*names][:_NAMED]) + (", …" if len(names) > _NAMED else "")
            times = "" if count == 1 else " " + ngettext("({count} time)", "({count} times)", count)
            found.append(Note(_(what).replace("{}", shown + times, 1), line))
        return tuple(sorted(found, key=lambda note: note.line))
