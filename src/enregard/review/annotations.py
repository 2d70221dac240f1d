"""Write findings and problems as annotations that GitHub shows next to the lines of a change."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from enregard.errors import EnregardError
from enregard.messages import ngettext
from enregard.review.check import Checked

_IN_MESSAGES = "%\r\n"
_IN_VALUES = "%\r\n:,"


def as_annotations(rows: Iterable[Checked], folder: Path) -> Iterator[str]:
    """Yield a warning for each finding, at the French sentence, then their number.

    `folder` is the publication's. Paths are relative to the current folder, which must be the repository's.
    """
    findings = 0
    for row in rows:
        for facing, _, finding in row.findings():
            findings += 1
            where = {"file": _relative(folder / row.seed), "line": str(facing.sentence.line)}
            yield _annotation("warning", where | {"title": finding.kind}, finding.reason)
    yield ngettext("{count} finding", "{count} findings", findings)


def as_annotation(error: EnregardError, folder: Path) -> str:
    """Return a problem of the publication in `folder` as an error."""
    if error.path is None:
        return _annotation("error", {}, error.what)
    inside = folder / error.path
    path = inside if os.path.lexists(inside) else Path(error.path)
    where = {"file": _relative(path)} | ({"line": str(error.line)} if error.line else {})
    return _annotation("error", where, error.what)


def _relative(path: Path) -> str:
    return Path(os.path.relpath(path)).as_posix()


def _annotation(level: str, where: dict[str, str], what: str) -> str:
    """Compose a workflow command; what would end a value or the line is escaped as GitHub expects."""
    values = ",".join(f"{key}={_escaped(value, _IN_VALUES)}" for key, value in where.items())
    return f"::{level} {values}".rstrip() + f"::{_escaped(what, _IN_MESSAGES)}"


def _escaped(text: str, signs: str) -> str:
    for sign in signs:  # the percent sign first
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
