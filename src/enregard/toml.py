"""Files in TOML, read with mistrust: over some, and not large ones, the parser takes minutes."""

import re
import tomllib
from pathlib import Path
from typing import Any

from enregard.encoding import decoded
from enregard.errors import EnregardError

_LARGEST = 200_000
# Time grows with the square of the parts of a key.
_DEEP = re.compile(r"(?<![\w\"'.-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){32}")


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
        raise EnregardError(
            f"cannot be read ({error.strerror}): put a plain file there that you may read", path=path
        ) from error
    except (ValueError, RecursionError) as error:  # a number may be too long, too
        raise EnregardError(f"is not TOML: {' '.join(str(error).split())[:200]}", path=path) from error
