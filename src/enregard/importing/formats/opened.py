"""Open the files to import."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from enregard.errors import cannot_read


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open the file `path`. Raises EnregardError if it cannot be read, then or later."""
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise cannot_read(error, path) from error
