"""Files in TOML, read with mistrust: over some, and not large ones, the parser takes minutes."""

import re
import tomllib
from pathlib import Path
from typing import Any

from enregard.errors import EnregardError, cannot_read
from enregard.system.encoding import decoded

_LARGEST = 200_000
# Time grows with the square of the parts of a key.
_DEEP = re.compile(r"(?<![\w\"'.-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){32}")
_PLACE = re.compile(r" \(at line (\d+), column \d+\)$")
_STATEMENT = "a line must be a key, = and a value"
_HELP = (
    ("Cannot overwrite", "the key stands there twice: take one of the lines out"),
    ("Invalid value", 'a value is a "text" in straight quotes, true, false or a number'),
    ("Illegal character '\\n'", 'the quote at the end is missing: write "text"'),
    ("Expected newline", 'the value ends before the line: write "text", and \\" for a quote within it'),
    ("Expected '=' after a key", _STATEMENT),
    ("Invalid statement", _STATEMENT),
)
"""What the parser says, by its beginning, and what to do."""


def read_toml(path: Path) -> dict[str, Any]:
    """The table in the file `path`. Raises EnregardError where it cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise EnregardError(
                f"is larger than {_LARGEST // 1000} kB: take out what does not belong", path=path
            )
        text = decoded(data, path=path)
        if _DEEP.search(text):
            raise EnregardError("is not TOML: a name has more than 32 parts", path=path)
        return tomllib.loads(text)
    except OSError as error:
        raise cannot_read(error, path) from error
    except (ValueError, RecursionError) as error:  # a number may be too long, too
        said = " ".join(str(error).split())
        at = _PLACE.search(said)
        said = _PLACE.sub("", said)
        what = next((words for start, words in _HELP if said.startswith(start)), said[:200])
        raise EnregardError(f"is not TOML: {what}", path=path, line=int(at[1]) if at else None) from error


def line_of(path: Path, key: str) -> int | None:
    """The line of the file `path` on which `key`, or the table of that name, begins; None without one."""
    begins = re.compile(rf"[ \t]*\[*[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*[=.\]]")
    with path.open(encoding="utf-8-sig") as file:
        return next((number for number, line in enumerate(file, 1) if begins.match(line)), None)
