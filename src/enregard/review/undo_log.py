"""Remember the last replacement of words in the cache, to undo it.

The file has one JSON object a line for each article, and is read and written one line at a time.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any

from enregard.errors import EnregardError, cannot_read, cannot_write
from enregard.messages import _
from enregard.publication.publication import Publication
from enregard.system.files import open_file
from enregard.translate.record.review import Undo

_NAME = "replaced.jsonl"


@dataclass(frozen=True, slots=True)
class Step:
    """What was changed in an article; `path` is that of its seed, below `seeds/`."""

    path: PurePosixPath
    undo: tuple[Undo, ...]


class UndoLog:
    """The log of a replacement under way. It takes the place of the previous one with the first step.

    Used as a context manager.
    """

    def __init__(self, publication: Publication) -> None:
        self._path = publication.cache / _NAME
        self._file: int | None = None

    def __enter__(self) -> "UndoLog":
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            os.close(self._file)

    def add(self, step: Step) -> None:
        """Add a step, before it is written to the record. Raises EnregardError."""
        line = json.dumps({"path": str(step.path), "undo": [asdict(undo) for undo in step.undo]}) + "\n"
        try:
            if self._file is None:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._path.unlink(missing_ok=True)
                self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
            data = line.encode()
            while data:
                data = data[os.write(self._file, data) :]
        except OSError as error:
            raise cannot_write(error, self._path) from error


def read_steps(publication: Publication) -> Iterator[Step]:
    """Yield the steps of the last replacement. Raises EnregardError if there are none."""
    path = publication.cache / _NAME
    try:
        with open_file(path, follow=False) as file:
            for line in file:
                yield _step(json.loads(line))
    except FileNotFoundError as error:
        raise EnregardError(_("there is no replacement to undo")) from error
    except OSError as error:
        raise cannot_read(error, path) from error
    except (ValueError, TypeError, KeyError) as error:
        raise EnregardError(_("is damaged: the replacement cannot be undone"), path=path) from error


def keep_only(publication: Publication, steps: Iterable[Step]) -> None:
    """Keep only these steps, which could not be undone yet."""
    (publication.cache / _NAME).unlink(missing_ok=True)
    with UndoLog(publication) as log:
        for step in steps:
            log.add(step)


def _step(given: dict[str, Any]) -> Step:
    return Step(PurePosixPath(given["path"]), tuple(Undo(**undo) for undo in given["undo"]))
