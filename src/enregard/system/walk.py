"""Walk a folder completely or not at all: an unreadable part must not look absent."""

import os
from collections.abc import Iterator
from pathlib import Path

from enregard.errors import cannot_read
from enregard.messages import _


def walk(folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Walk `folder` like os.walk; an absent folder is empty.

    Raises EnregardError if a folder cannot be read.
    """
    return os.walk(folder, onerror=_refuse)


def _refuse(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise cannot_read(error, error.filename, _("make this folder readable, or remove it")) from error
