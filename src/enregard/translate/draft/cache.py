"""The sentence memory: what the model has answered once, it is not asked again.

A throw-away SQLite file. It may be deleted at any time, and a broken one is begun anew: that costs time only.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType

from enregard.system.database import open_database

_SCHEMA = "CREATE TABLE IF NOT EXISTS drafts (key BLOB PRIMARY KEY, target TEXT NOT NULL) WITHOUT ROWID;"
_ASKED_AT_ONCE = 500  # below SQLite's limit of parameters in a statement, in every version


class DraftCache:
    """Machine drafts by sentence, for one model and one way of searching it.

    `engine` says which: package, its SHA-256 and the decode settings. Sentences and drafts are strings with
    placeholders. Used as a context manager. Where the file can't be used, the memory holds nothing.
    """

    def __init__(self, path: Path, engine: str) -> None:
        self._engine = engine.encode()
        self._database = open_database(path, _SCHEMA)

    def __enter__(self) -> "DraftCache":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def recall(self, sentences: Iterable[str]) -> dict[str, str]:
        """The drafts of those sentences that were answered before."""
        keys = {self._key(sentence): sentence for sentence in sentences}
        asked = list(keys)
        found: dict[str, str] = {}
        try:
            for start in range(0, len(asked), _ASKED_AT_ONCE):
                some = asked[start : start + _ASKED_AT_ONCE]
                marks = ",".join("?" * len(some))
                rows = self._database.execute(f"SELECT key, target FROM drafts WHERE key IN ({marks})", some)  # noqa: S608
                found.update((keys[key], target) for key, target in rows)
        except sqlite3.Error:
            return found
        return found

    def keep(self, drafts: Mapping[str, str]) -> None:
        """Add drafts, by sentence; they are on the disk when this returns."""
        rows = [(self._key(sentence), target) for sentence, target in drafts.items()]
        try:
            with self._database:
                self._database.executemany("INSERT OR REPLACE INTO drafts VALUES (?, ?)", rows)
        except sqlite3.Error:
            return  # a full disk or a lock: the drafts go to the PO files all the same

    def _key(self, sentence: str) -> bytes:
        digest = hashlib.blake2b(sentence.encode("utf-8", "surrogatepass"), digest_size=16)
        digest.update(b"\0" + self._engine)
        return digest.digest()
