"""What the program says while it works."""

from typing import Protocol

from enregard.errors import EnregardError


class Report(Protocol):
    """Receives what happens; the command line shows it, the tests collect it."""

    def problem(self, error: EnregardError) -> None:
        """Something a person has to mend; the run goes on without it."""

    def note(self, text: str) -> None:
        """Something worth a line."""

    def progress(self, task: str, done: int, total: int) -> None:
        """`done` of `total` of `task` are through (`total` 0: not known). Called often; cheap to ignore."""


def counted(number: int, thing: str) -> str:
    """A number with what is counted, in the plural unless there is one: `2 articles`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
