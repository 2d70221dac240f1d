"""Cache machine drafts, so that the model translates no sentence twice.

The cache is a throw-away SQLite file: deleting it costs time only, and a broken one is replaced.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from enregard.system.database import open_database

_SCHEMA = "CREATE TABLE IF NOT EXISTS drafts (key BLOB PRIMARY KEY, target TEXT NOT NULL) WITHOUT ROWID;"
_KEYS_PER_QUERY = 500  # below the limit of parameters of every SQLite version


class DraftCache:
    """Machine drafts by sentence, for one model and one way of decoding. Used as a context manager.

    `engine` identifies these: package, SHA-256 and decoding options. Sentences and drafts are strings with
    placeholders. If the file cannot be used, drafts are cached in memory.
    """

    def __init__(self, path: Path, engine: str) -> None:
        self._engine = engine.encode()
        self._database = open_database(path, _SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def get(self, sentences: Iterable[str]) -> dict[str, str]:
        """Return the cached drafts of `sentences`, by sentence."""
        by_key = {self._key(sentence): sentence for sentence in sentences}
        keys = list(by_key)
        found: dict[str, str] = {}
        with suppress(sqlite3.Error):
            for start in range(0, len(keys), _KEYS_PER_QUERY):
                some = keys[start : start + _KEYS_PER_QUERY]
                marks = ",".join("?" * len(some))
                rows = self._database.execute(f"SELECT key, target FROM drafts WHERE key IN ({marks})", some)  # noqa: S608
                found.update((by_key[key], target) for key, target in rows)
        return found

    def add(self, drafts: Mapping[str, str]) -> None:
        """Add drafts, by sentence; they are on disk when this returns."""
        rows = [(self._key(sentence), target) for sentence, target in drafts.items()]
        with suppress(sqlite3.Error), self._database:  # a full disk or a lock: PO files still get the drafts
            self._database.executemany("INSERT OR REPLACE INTO drafts VALUES (?, ?)", rows)

    def _key(self, sentence: str) -> bytes:
        digest = hashlib.blake2b(sentence.encode("utf-8", "surrogatepass"), digest_size=16)
        digest.update(b"\0" + self._engine)
        return digest.digest()
