"""The one exception for what a person can mend."""

import re
from pathlib import Path

_CONTROL = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029]")


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
        # What files hold may end lines, or tell a terminal what to do.
        return _CONTROL.sub(lambda sign: repr(sign[0])[1:-1], place + self.what)


def unforeseen(error: Exception) -> EnregardError:
    """What to tell about an error that nothing in the program answers for: of the disk, or of the program."""
    if isinstance(error, OSError) and error.strerror:
        path = error.filename if isinstance(error.filename, str) else None
        return EnregardError(
            f"cannot be read or written ({error.strerror}): mend that and run again; what was done is kept",
            path=path,
        )
    if isinstance(error, MemoryError):
        return EnregardError("there is too little memory: end other programs, or build with --jobs 1")
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return EnregardError(
        f"the program has failed ({what:.200}); what was finished is kept: `enregard --debug` before the "
        "command shows where, for those who mend the program"
    )
