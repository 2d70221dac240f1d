"""Cache machine drafts, so that the model never translates a sentence twice.

The cache is a throw-away SQLite file: deleting it only costs time, and a broken file is replaced.
"""

import hashlib
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Self

from enregard.system.database import open_database, select_in

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS drafts (key BLOB PRIMARY KEY, target TEXT NOT NULL, certainty REAL)"
    " WITHOUT ROWID;"
)
_QUERY = "SELECT key, target, certainty FROM drafts WHERE key IN ({})"


class DraftCache:
    """Machine drafts by sentence, for one model and its settings. Used as a context manager.

    `engine` names all that drafts depend on, such as package and decoding options. Sentences and drafts are
    strings with placeholders. If the file cannot be used, drafts are cached in memory.
    """

    def __init__(self, path: Path, engine: str) -> None:
        self._engine = engine.encode()
        self._database = open_database(path, _SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def get(self, sentences: Iterable[str]) -> dict[str, tuple[str, float | None]]:
        """Return the cached drafts of `sentences`, each with the model's certainty, by sentence."""
        by_key = {self._key(sentence): sentence for sentence in sentences}
        found: dict[str, tuple[str, float | None]] = {}
        with suppress(sqlite3.Error):
            for key, *draft in select_in(self._database, _QUERY, list(by_key)):
                found[by_key[key]] = tuple(draft)
        return found

    def add(self, sentence: str, draft: str, certainty: float | None = None) -> None:
        """Add the draft of a sentence; it is on disk when this returns."""
        row = (self._key(sentence), draft, certainty)
        with suppress(sqlite3.Error), self._database:  # a full disk or a lock: PO files still get the draft
            self._database.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?)", row)

    def _key(self, sentence: str) -> bytes:
        digest = hashlib.blake2b(sentence.encode("utf-8", "surrogatepass"), digest_size=16)
        digest.update(b"\0" + self._engine)
        return digest.digest()
