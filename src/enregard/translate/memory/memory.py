"""What people have reviewed, by sentence, over all PO files of a publication.

The PO files say it. What was read in them is remembered in a throw-away database, so that only those are read
again that changed.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

import polib

from enregard.errors import EnregardError
from enregard.publication.publication import Publication
from enregard.system.database import discard, in_memory, open_database
from enregard.system.files import resolve_inside
from enregard.system.filestate import file_clock, is_racy, state_of
from enregard.translate.memory.wording import ACROSS, is_telling, sentence_key, wording, wording_key
from enregard.translate.record.comments import ALL_KINDS, accepted_kinds
from enregard.translate.record.po import parse_po, read_bytes

_SCHEMA = """
CREATE TABLE IF NOT EXISTS files (
    id INTEGER PRIMARY KEY, path TEXT UNIQUE NOT NULL, size INT, mtime INT, ctime INT, inode INT
);
CREATE TABLE IF NOT EXISTS pairs (
    file INT, number INT, sentence BLOB NOT NULL, wording BLOB NOT NULL, telling INT NOT NULL,
    msgid TEXT NOT NULL, msgstr TEXT NOT NULL, PRIMARY KEY (file, number)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_sentence ON pairs (sentence);
"""
_VERSION = 1
_AT_ONCE = 500  # below SQLite's limit of parameters in a statement, in every version

_WORDINGS = """
SELECT sentence, wording, telling, count(*) AS times, min(path || char(10) || printf('%09d', number)), path,
    msgid, msgstr
FROM pairs JOIN files ON file = id {where} GROUP BY sentence, wording
"""
"""Each wording of a sentence, with the first place where it stands: beside `min`, SQLite takes that row."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A translation that people gave a sentence `times` times, as it stands where it comes first.

    `path` is that PO file, as people know it; `msgid` and `msgstr` are as there. `key` tells wordings apart.
    """

    key: bytes
    times: int
    path: str
    msgid: str
    msgstr: str


class TranslationMemory:
    """The reviewed pairs in the PO files of the articles `paths`. Used as a context manager.

    The files are looked through when first something is asked, and not again. An entry in which a person
    accepted that it differs from others, or accepted everything, speaks for itself alone and is left out.
    """

    def __init__(self, publication: Publication, paths: Sequence[PurePosixPath]) -> None:
        self._folder = publication.translate
        self._cache = publication.cache / "reviewed.sqlite"
        self._paths = paths
        self._database: sqlite3.Connection | None = None
        self._gathered = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._database is not None:
            self._database.close()

    def gather(self) -> None:
        """Put the pairs in order once, where more is asked than the sentences of a few articles."""
        self._open().executescript(
            f"CREATE TEMP TABLE wordings AS {_WORDINGS.format(where='')};"
            "CREATE INDEX temp.of_sentence ON wordings (sentence);"
            "CREATE INDEX temp.of_wording ON wordings (wording) WHERE telling"
        )
        self._gathered = True

    def wordings(self, msgids: Iterable[str]) -> Mapping[str, Sequence[Wording]]:
        """How the sentences that people translated are worded; the most frequent wording first."""
        keys: dict[bytes, list[str]] = {}
        for msgid in dict.fromkeys(msgids):
            keys.setdefault(sentence_key(msgid), []).append(msgid)
        query = "SELECT * FROM wordings WHERE sentence IN ({})"
        if not self._gathered:
            query = _WORDINGS.format(where="WHERE sentence IN ({})")
        found: dict[str, list[Wording]] = {}
        for sentence, key, _, times, _, path, msgid, msgstr in self._asked(query, list(keys)):
            for same in keys[sentence]:
                found.setdefault(same, []).append(Wording(key, times, path, msgid, msgstr))
        for several in found.values():
            several.sort(key=lambda one: (-one.times, one.path, one.msgstr))
        return found

    def recall(self, msgids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """How people worded these sentences most often, and the PO file in which that stands first."""
        return {msgid: (found[0].msgstr, found[0].path) for msgid, found in self.wordings(msgids).items()}

    def uses(self, wordings: Iterable[str]) -> Mapping[bytes, Sequence[Wording]]:
        """The sentences that have a telling wording as their translation, by its key; after `gather` only."""
        keys = [wording_key(words) for words in dict.fromkeys(wordings) if is_telling(words)]
        query = "SELECT * FROM wordings WHERE telling AND wording IN ({})"
        found: dict[bytes, list[Wording]] = {}
        for _, key, _, times, _, path, msgid, msgstr in self._asked(query, keys):
            found.setdefault(key, []).append(Wording(key, times, path, msgid, msgstr))
        for several in found.values():
            several.sort(key=lambda one: (one.path, one.msgid))
        return found

    def _asked(
        self, query: str, keys: Sequence[bytes]
    ) -> Iterator[tuple[bytes, bytes, int, int, str, str, str, str]]:
        """The rows of a query for `keys`, asked for some at a time."""
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            yield from self._open().execute(query.format(",".join("?" * len(some))), some)

    def _open(self) -> sqlite3.Connection:
        """The database, in line with the files."""
        if self._database is None:
            database = open_database(self._cache, _SCHEMA, _VERSION)
            try:
                self._look_through(database)
            except sqlite3.Error:  # broken inside, or the disk is full: done without
                database.close()
                discard(self._cache)
                database = in_memory(_SCHEMA)
                self._look_through(database)
            self._database = database
        return self._database

    def _look_through(self, database: sqlite3.Connection) -> None:
        """Read the files that changed since they were read, and forget those that are not there any more."""
        now = file_clock(self._cache)
        gone = {row[0] for row in database.execute("SELECT id FROM files")}
        with database:
            for path in self._paths:
                name = f"translate/{path.with_suffix('.po')}"
                file = self._folder / path.with_suffix(".po")
                known = database.execute("SELECT * FROM files WHERE path = ?", [name]).fetchone()
                try:
                    state = state_of(file.stat())
                except OSError:
                    continue
                if known is not None:
                    gone.discard(known[0])
                    if known[2:] == state:
                        continue
                    _forget(database, known[0])
                # One that is young may change without its state telling: it is read again next time.
                row = [name, *((None,) * 4 if is_racy(state, now) else state)]
                number = database.execute(
                    "INSERT INTO files (path, size, mtime, ctime, inode) VALUES (?, ?, ?, ?, ?)", row
                ).lastrowid
                database.executemany(
                    "INSERT INTO pairs VALUES (?, ?, ?, ?, ?, ?, ?)",
                    ((number, *pair) for pair in _pairs(file, name)),
                )
            for number in gone:
                _forget(database, number)


def _forget(database: sqlite3.Connection, file: int) -> None:
    database.execute("DELETE FROM pairs WHERE file = ?", [file])
    database.execute("DELETE FROM files WHERE id = ?", [file])


def _pairs(path: Path, label: str) -> Iterator[tuple[int, bytes, bytes, bool, str, str]]:
    """The reviewed pairs of a PO file as the database has them; none where the file cannot be read."""
    try:
        content = read_bytes(resolve_inside(path, label), label)
        po = None if content is None or _all_drafts(content) else parse_po(content, path, label)
    except EnregardError:
        return  # which whoever opens the article's record tells
    for number, entry in enumerate(po or ()):
        if _speaks_for_others(entry):
            words = wording(entry.msgstr)
            telling = is_telling(words)
            yield number, sentence_key(entry.msgid), wording_key(words), telling, entry.msgid, entry.msgstr


def _all_drafts(content: bytes) -> bool:
    """Whether a file has a draft's mark at each of its entries: most have, and need no more than a look."""
    if not content.startswith((b"#", b"msgid")) or b"#~" in content:
        return False
    _, _, entries = (b"\n" + content).partition(b"\nmsgid ")
    begins = entries.startswith(b'""\nmsgstr')  # else the first entry is a sentence, with its mark before
    return begins and entries.count(b"\nmsgid ") == entries.count(b"\n#, fuzzy\n")


def _speaks_for_others(entry: polib.POEntry) -> bool:
    if entry.obsolete or entry.fuzzy or not entry.msgstr.strip():
        return False
    return not entry.tcomment or accepted_kinds(entry.tcomment).isdisjoint({ALL_KINDS, *ACROSS})
