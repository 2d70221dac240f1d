"""Errors that the person running the program can fix, each in one line."""

import errno
import re
from pathlib import Path

from enregard.messages import _, language

_CONTROL = re.compile("[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, line ends, marks that change the direction of text, and bytes that are not UTF-8."""
_FULL = (errno.ENOSPC, errno.EDQUOT)


def printable(text: str, *, keep: str = "") -> str:
    """Return `text` with everything escaped that controls a terminal, except the characters in `keep`.

    Names and texts come from files, and may come from anyone. JSON stays JSON with the same content.
    """
    return _CONTROL.sub(lambda found: found[0] if found[0] in keep else _escaped(found[0]), text)


def _escaped(character: str) -> str:
    return repr(character)[1:-1] if character < "\x7f" else f"\\u{ord(character):04x}"


class EnregardError(Exception):
    """Something outside the program is wrong, and the person running it can fix it.

    `what` says what is wrong and what to do, in one line without a full stop; `path` and `line` (counted
    from 1) say where. The command line prints `str(error)` of it and of its `others`, and nothing else.
    """

    def __init__(self, what: str, *, path: Path | str | None = None, line: int | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.path = path
        self.line = line
        self.others: list[EnregardError] = []
        """What else is wrong in the same file."""

    def each(self) -> "list[EnregardError]":
        """Return the error and its `others`, in order."""
        return [self, *self.others]

    def __str__(self) -> str:
        where = "" if self.path is None else f"{self.path}:{self.line}: " if self.line else f"{self.path}: "
        return printable(where + self.what)


class RefusedFileError(OSError):
    """A file that is not read whatever its content; `what` says why, and what to do."""

    def __init__(self, what: str) -> None:
        super().__init__(errno.EINVAL, what)
        self.what = what


def cannot_read(error: OSError, path: Path | str | None = None, todo: str | None = None) -> EnregardError:
    """Compose the message for a file or folder that the system cannot read: why, and what to do."""
    if isinstance(error, RefusedFileError):
        return EnregardError(error.what, path=path)
    todo = _("check that it is a file you can read") if todo is None else todo
    return EnregardError(_("cannot be read ({reason}): {todo}", reason=_reason(error), todo=todo), path=path)


def cannot_write(error: OSError, path: Path | str | None = None, todo: str | None = None) -> EnregardError:
    """Compose the message for a file or folder that the system cannot write: why, and what to do."""
    if error.errno in _FULL:
        todo = _("free some space and run again")
    elif todo is None:
        todo = _("check that it and its folder are writable")
    return EnregardError(
        _("cannot be written ({reason}): {todo}", reason=_reason(error), todo=todo), path=path
    )


def _reason(error: OSError) -> str:
    """Return why the system refused, in the reader's language if it is a common reason."""
    known = {
        errno.EACCES: _("Permission denied"),
        errno.EEXIST: _("File exists"),
        errno.EISDIR: _("Is a directory"),
        errno.ELOOP: _("Too many levels of symbolic links"),
        errno.ENOENT: _("No such file or directory"),
        errno.ENOSPC: _("No space left on device"),
        errno.ENOTDIR: _("Not a directory"),
        errno.EPERM: _("Operation not permitted"),
        errno.EROFS: _("Read-only file system"),
    }
    given = error.strerror or type(error).__name__
    return known.get(error.errno or 0, given) if language() else given


def unexpected(error: Exception) -> EnregardError:
    """Compose the message for an unexpected error, from the system or a bug."""
    if isinstance(error, OSError) and error.strerror:
        path = error.filename if isinstance(error.filename, str) else None
        return EnregardError(
            _(
                "cannot be read or written ({reason}): fix that and run again; finished work is kept",
                reason=_reason(error),
            ),
            path=path,
        )
    if isinstance(error, MemoryError):
        return EnregardError(_("out of memory: close other programs, or build with --jobs 1"))
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return EnregardError(
        _(
            "enregard crashed ({what}); finished work is kept: run `enregard --debug` with the same "
            "command to see where, and report the bug",
            what=what[:200],
        )
    )
