"""The one exception for what a person can mend."""

from pathlib import Path


class EnregardError(Exception):
    """Something outside the program is wrong, and whoever runs it can mend it.

    `what` says what is wrong and what to do, in one line and without a full stop at the end; `path` and
    `line` (counted from 1) say where. The command line prints `str(error)` and nothing else.
    """

    def __init__(self, what: str, *, path: Path | str | None = None, line: int | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.path = path
        self.line = line

    def __str__(self) -> str:
        place = "" if self.path is None else f"{self.path}:{self.line}: " if self.line else f"{self.path}: "
        return place + self.what
