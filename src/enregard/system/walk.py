"""Folders that are read whole, or not at all: what cannot be read never passes for what is not there."""

import os
from collections.abc import Iterator
from pathlib import Path

from enregard.errors import cannot_read


def walk(folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """As os.walk from `folder` down; one that is not there holds nothing.

    Raises EnregardError where a folder cannot be read.
    """
    return os.walk(folder, onerror=_refuse)


def _refuse(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise cannot_read(error, error.filename, "make this folder readable, or remove it") from error
