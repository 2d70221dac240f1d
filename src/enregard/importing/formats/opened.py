"""Opens a file that somebody gives, and says in one line where it cannot be read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from enregard.errors import EnregardError


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The file `path`, to be read. Raises EnregardError where it cannot be, also later."""
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise EnregardError(
            f"cannot be read ({error.strerror}): name a file that you may read", path=path
        ) from error
