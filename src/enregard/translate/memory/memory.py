"""Look up the reviewed translations of a sentence in all PO files of a publication.

A throw-away database caches the content of the files, so that only changed files are read again.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Self

import polib

from enregard.errors import EnregardError
from enregard.publication.publication import Publication
from enregard.system.database import discard, in_memory, open_database, select_in
from enregard.system.files import resolve_inside
from enregard.system.filestate import file_clock, is_racy, state_of
from enregard.translate.memory import similar
from enregard.translate.memory.similar import Similar, find_similar
from enregard.translate.memory.wording import ACROSS_ARTICLES, is_distinctive, sentence_key, text_key, wording
from enregard.translate.record.comments import ALL_KINDS, accepted_kinds
from enregard.translate.record.joins import mark_of, source_of
from enregard.translate.record.po import parse_po, read_bytes

_SCHEMA = """
CREATE TABLE IF NOT EXISTS files (
    id INTEGER PRIMARY KEY, path TEXT UNIQUE NOT NULL, orphan INT, size INT, mtime INT, ctime INT, inode INT
);
CREATE TABLE IF NOT EXISTS pairs (
    file INT, number INT, sentence BLOB NOT NULL, wording BLOB NOT NULL, telling INT NOT NULL,
    msgid TEXT NOT NULL, msgstr TEXT NOT NULL, PRIMARY KEY (file, number)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_sentence ON pairs (sentence);
CREATE TABLE IF NOT EXISTS departed (
    file INT, number INT, sentence BLOB NOT NULL, msgid TEXT NOT NULL, msgstr TEXT NOT NULL,
    comment TEXT NOT NULL, tcomment TEXT NOT NULL, PRIMARY KEY (file, number)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS departed_by_sentence ON departed (sentence);
"""
_SCHEMA += similar.SCHEMA
_VERSION = 5

_WORDINGS = """
SELECT sentence, wording, telling, count(*) AS times, min(path || char(10) || printf('%09d', number)), path,
    msgid, msgstr
FROM pairs JOIN files ON file = id {where} GROUP BY sentence, wording
"""
"""Each wording of a sentence with its first place: SQLite takes the other columns from the row of `min`."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording that a sentence has in `times` reviewed entries.

    `path` is the first PO file with it, for display; `msgid` and `msgstr` are as in that file. Equal wordings
    have the same `key`.
    """

    key: bytes
    times: int
    path: str
    msgid: str
    msgstr: str


class TranslationMemory:
    """The reviewed pairs in the PO files of the articles `paths`. Used as a context manager.

    Sentences that one translation answers count as one. The files are read on the first lookup. Entries that
    accept findings of all kinds, or of a kind in `ACROSS_ARTICLES`, are left out. `orphans` finds the PO
    files below `translate/` whose article is gone. Without `cached`, nothing is written.
    """

    def __init__(
        self,
        publication: Publication,
        paths: Sequence[PurePosixPath],
        orphans: Callable[[], Iterable[str]] = tuple,
        *,
        cached: bool = True,
    ) -> None:
        self._record_path = publication.record_path
        self._cache = publication.cache / "reviewed.sqlite"
        self._cached = cached
        self._paths = paths
        self._orphans = orphans
        self._database: sqlite3.Connection | None = None
        self._indexed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._database is not None:
            self._database.close()

    def refresh(self, paths: Iterable[str]) -> None:
        """Read those of the PO files `paths` again that changed since the first lookup, if there was any."""
        if self._database is None:
            return
        now = file_clock(self._cache)
        try:
            with self._database:
                for path in paths:
                    self._read(self._database, path, now)
        except sqlite3.Error:
            self._database.close()
            self._database = None  # the next lookup opens another

    def build_index(self) -> None:
        """Index all pairs. Call this once before looking up the sentences of more than a few articles."""
        self._open().executescript(
            f"CREATE TEMP TABLE wordings AS {_WORDINGS.format(where='')};"
            "CREATE INDEX temp.of_sentence ON wordings (sentence);"
            "CREATE INDEX temp.of_wording ON wordings (wording) WHERE telling"
        )
        self._indexed = True

    def wordings(self, msgids: Iterable[str]) -> Mapping[str, Sequence[Wording]]:
        """Return the wordings of those sentences that have any, most frequent first."""
        keys = _keys(msgids)
        query = "SELECT * FROM wordings WHERE sentence IN ({})"
        if not self._indexed:
            query = _WORDINGS.format(where="WHERE sentence IN ({})")
        found: dict[str, list[Wording]] = {}
        for sentence, one in self._select(query, list(keys)):
            for same in keys[sentence]:
                found.setdefault(same, []).append(one)
        for several in found.values():
            several.sort(key=lambda one: (-one.times, one.path, one.msgstr))
        return found

    def lookup(self, msgids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Return the most frequent translation of each sentence, and the first PO file that has it."""
        return {msgid: (found[0].msgstr, found[0].path) for msgid, found in self.wordings(msgids).items()}

    def reviewed_in(self, msgids: Iterable[str]) -> dict[str, set[str]]:
        """Return the PO files in which each sentence has a reviewed translation, if there are any."""
        keys = _keys(msgids)
        query = "SELECT sentence, path FROM pairs JOIN files ON file = id WHERE sentence IN ({})"
        found: dict[str, set[str]] = {}
        for sentence, path in select_in(self._open(), query, list(keys)):
            for msgid in keys[sentence]:
                found.setdefault(msgid, set()).add(path)
        return found

    def unused(self) -> set[str]:
        """Return the sentences that `departed` has entries for."""
        query = "SELECT DISTINCT msgid FROM departed WHERE sentence NOT IN (SELECT sentence FROM pairs)"
        return {msgid for (msgid,) in self._open().execute(query)}

    def departed(self, msgids: Iterable[str]) -> dict[str, dict[str, polib.POEntry]]:
        """Return the reviewed entries of those sentences that no article uses any more, by PO file.

        Such an entry is obsolete, or its article is gone, and no other has the sentence reviewed.
        """
        keys = _keys(msgids)
        query = (
            "SELECT sentence, path, msgid, msgstr, comment, tcomment FROM departed JOIN files ON file = id "
            "WHERE sentence IN ({}) ORDER BY path, number"
        )
        found: dict[str, dict[str, polib.POEntry]] = {}
        for sentence, path, msgid, msgstr, comment, tcomment in select_in(self._open(), query, list(keys)):
            entry = polib.POEntry(msgid=msgid, msgstr=msgstr, comment=comment, tcomment=tcomment)
            for same in keys[sentence]:
                found.setdefault(same, {}).setdefault(path, entry)
        used = self.reviewed_in(found)
        return {msgid: entries for msgid, entries in found.items() if msgid not in used}

    def similar(self, msgid: str, own: str) -> list[Similar]:
        """Return fuzzy matches of a sentence in the PO file `own`, best first."""
        return find_similar(self._open(), msgid, own)

    def uses(self, wordings: Iterable[str]) -> Mapping[bytes, Sequence[Wording]]:
        """Return the sentences with each distinctive wording, by its key. Call `build_index` first."""
        keys = [text_key(words) for words in dict.fromkeys(wordings) if is_distinctive(words)]
        query = "SELECT * FROM wordings WHERE telling AND wording IN ({})"
        found: dict[bytes, list[Wording]] = {}
        for _, one in self._select(query, keys):
            found.setdefault(one.key, []).append(one)
        for several in found.values():
            several.sort(key=lambda one: (one.path, one.msgid))
        return found

    def _select(self, query: str, keys: Sequence[bytes]) -> Iterator[tuple[bytes, Wording]]:
        """Yield the wordings that a query finds for `keys`, each with the key of its sentence."""
        rows = select_in(self._open(), query, keys) if keys else ()
        for sentence, key, _, times, _, path, msgid, msgstr in rows:
            yield sentence, Wording(key, times, path, msgid, msgstr)

    def _open(self) -> sqlite3.Connection:
        """Return the database, up to date with the files."""
        if self._database is None:
            kept = self._cached
            database = open_database(self._cache, _SCHEMA, _VERSION) if kept else in_memory(_SCHEMA)
            try:
                self._update(database)
            except sqlite3.Error:  # damaged, or the disk is full
                database.close()
                discard(self._cache)
                database = in_memory(_SCHEMA)
                self._update(database)
            self._database = database
        return self._database

    def _update(self, database: sqlite3.Connection) -> None:
        """Read the files that changed since they were cached, and forget those that are gone."""
        now = file_clock(self._cache) if self._cached else 0
        gone = {row[0] for row in database.execute("SELECT id FROM files")}
        with database:
            for path in self._paths:
                gone.discard(self._read(database, str(path.with_suffix(".po")), now))
            for orphan in self._orphans():
                gone.discard(self._read(database, orphan, now, orphan=True))
            for number in gone:
                _forget(database, number)

    def _read(self, database: sqlite3.Connection, path: str, now: int, *, orphan: bool = False) -> int | None:
        """Read a file if it changed since it was cached. Returns its number, if it was cached and exists."""
        name, file = f"translate/{path}", self._record_path(path)
        known = database.execute("SELECT * FROM files WHERE path = ?", [name]).fetchone()
        try:
            state = state_of(file.stat())
        except OSError:
            return None
        if known is not None:
            if known[2:] == (orphan, *state):
                return int(known[0])
            _forget(database, known[0])
        # A racy file may change without changing its state: read it again next time.
        row = [name, orphan, *((None,) * 4 if is_racy(state, now) else state)]
        number = database.execute(
            "INSERT INTO files (path, orphan, size, mtime, ctime, inode) VALUES (?, ?, ?, ?, ?, ?)", row
        ).lastrowid
        _add(database, number, _entries(file, name), orphan=orphan)
        return int(known[0]) if known is not None else None


def _keys(msgids: Iterable[str]) -> dict[bytes, list[str]]:
    """Map the key of each sentence to its forms."""
    keys: dict[bytes, list[str]] = {}
    for msgid in dict.fromkeys(msgids):
        keys.setdefault(sentence_key(msgid), []).append(msgid)
    return keys


def _add(
    database: sqlite3.Connection, file: int | None, entries: Sequence[polib.POEntry], *, orphan: bool
) -> None:
    """Add the reviewed entries of a PO file."""
    for number, entry in enumerate(entries):
        if entry.fuzzy or not entry.msgstr.strip():
            continue
        source, target = entry.msgid, entry.msgstr
        if orphan or entry.obsolete:
            row = (file, number, sentence_key(source), source, target, entry.comment, entry.tcomment)
            database.execute("INSERT INTO departed VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        elif _is_evidence(entry):
            if (joined := mark_of(entry)) is not None:
                if not joined:
                    continue  # nobody knows yet what the English answers
                source = source_of(entry)
            words = wording(target)
            keys = (sentence_key(source), text_key(words), is_distinctive(words))
            database.execute(
                "INSERT INTO pairs VALUES (?, ?, ?, ?, ?, ?, ?)", (file, number, *keys, source, target)
            )
            similar.add_words(database, file, number, source)


def _forget(database: sqlite3.Connection, file: int) -> None:
    similar.forget_words(database, file)
    for table, column in (("pairs", "file"), ("departed", "file"), ("files", "id")):
        database.execute(f"DELETE FROM {table} WHERE {column} = ?", [file])  # noqa: S608 - fixed names


def _entries(path: Path, label: str) -> Sequence[polib.POEntry]:
    """Return the entries of a PO file; none if it is unreadable or all are drafts."""
    try:
        content = read_bytes(resolve_inside(path, label), label)
        po = None if content is None or _all_drafts(content) else parse_po(content, label)
    except EnregardError:
        return ()  # reported with the article's record
    return po or ()


def _all_drafts(content: bytes) -> bool:
    """Return whether all entries of a file are flagged as drafts, as in most files, without parsing it."""
    if not content.startswith((b"#", b"msgid")) or b"#~" in content:
        return False
    _, _, entries = (b"\n" + content).partition(b"\nmsgid ")
    has_header = entries.startswith(b'""\nmsgstr')  # else the first sentence's flag is cut off
    return has_header and entries.count(b"\nmsgid ") == entries.count(b"\n#, fuzzy\n")


def _is_evidence(entry: polib.POEntry) -> bool:
    """Return whether other sentences are compared with a reviewed entry."""
    return not entry.tcomment or accepted_kinds(entry.tcomment).isdisjoint({ALL_KINDS, *ACROSS_ARTICLES})
