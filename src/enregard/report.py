"""The interface for reporting progress and problems."""

from typing import Protocol

from enregard.errors import EnregardError


class Report(Protocol):
    """A receiver of messages: the command line prints them, tests collect them."""

    def problem(self, error: EnregardError) -> None:
        """Report something that a person has to fix; the run continues without it."""

    def note(self, text: str) -> None:
        """Report something worth knowing."""

    def progress(self, task: str, done: int, total: int) -> None:
        """Report progress, such as `3 of 10 articles`; `total` is 0 if unknown. Called often."""


def counted(number: int, thing: str) -> str:
    """Return a number with its noun, in the plural unless the number is 1: `2 articles`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
