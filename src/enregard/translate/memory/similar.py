"""Find reviewed sentences that resemble one: fuzzy matches, with a score.

Each sentence is indexed by its longest words, which are the rarest ones as a rule. Only the sentences that
share most of these with the one in question are compared with it, so a large memory takes hardly more time.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from math import floor

from enregard.article.typography import canonical
from enregard.translate.markup.placeholders import without_placeholders

SCHEMA = """
CREATE TABLE IF NOT EXISTS words (
    word INT NOT NULL, file INT NOT NULL, number INT NOT NULL, PRIMARY KEY (word, file, number)
) WITHOUT ROWID;
"""
LEAST = 70
"""The lowest score of a fuzzy match, in percent."""

_INDEXED = 4
_LOOKED_UP = 8  # words of the sentence in question: an extra long word may displace one of the other's
_PER_WORD = 1000
_COMPARED = 300
_MOST = 3
_WORD = re.compile(r"\w+")

_PAIRS = "SELECT path, msgid, msgstr FROM pairs JOIN files ON file = id WHERE file = ? AND pairs.number = ?"


@dataclass(frozen=True, slots=True)
class Similar:
    """A reviewed sentence in the PO file `path`. `score` is its similarity in percent; 100 is the same."""

    score: int
    path: str
    msgid: str
    msgstr: str


def add_words(database: sqlite3.Connection, file: int | None, number: int, msgid: str) -> None:
    """Index a reviewed sentence."""
    rows = ((word, file, number) for word in _words(msgid, _INDEXED))
    database.executemany("INSERT INTO words VALUES (?, ?, ?)", rows)


def forget_words(database: sqlite3.Connection, file: int) -> None:
    """Remove the sentences of a file from the index. Call it while the pairs are still there."""
    pairs = database.execute("SELECT number, msgid FROM pairs WHERE file = ?", [file]).fetchall()
    rows = ((word, file, number) for number, msgid in pairs for word in _words(msgid, _INDEXED))
    database.executemany("DELETE FROM words WHERE word = ? AND file = ? AND number = ?", rows)


def find_similar(database: sqlite3.Connection, msgid: str, own: str) -> list[Similar]:
    """Return the reviewed sentences that resemble `msgid` most, best first, each wording once.

    The sentence itself, in the PO file `own`, is none of them.
    """
    from rapidfuzz import fuzz, process  # most runs compare nothing

    rows = [row for row in _candidates(database, msgid) if row[:2] != (own, msgid)]
    found = process.extract(
        _plain(msgid),
        [_plain(row[1]) for row in rows],
        scorer=fuzz.ratio,
        score_cutoff=LEAST,
        limit=None,
    )
    similar: dict[str, Similar] = {}
    for _, score, at in found:
        path, french, english = rows[at]
        similar.setdefault(english, Similar(floor(score), path, french, english))
    return [*similar.values()][:_MOST]


def _candidates(database: sqlite3.Connection, msgid: str) -> Iterator[tuple[str, str, str]]:
    """Yield the pairs that share most of the long words of a sentence, each with its file."""
    shared: Counter[tuple[int, int]] = Counter()
    for word in _words(msgid, _LOOKED_UP):
        query = "SELECT file, number FROM words WHERE word = ? LIMIT ?"
        shared.update(database.execute(query, [word, _PER_WORD]))
    for place, _ in shared.most_common(_COMPARED):
        yield from database.execute(_PAIRS, place)


def _words(msgid: str, count: int) -> Iterable[int]:
    """Return the longest words of a sentence, hashed."""
    words = sorted(set(_WORD.findall(_plain(msgid))), key=lambda word: (-len(word), word))
    return [int.from_bytes(blake2b(word.encode(), digest_size=7).digest()) for word in words[:count]]


def _plain(msgid: str) -> str:
    return without_placeholders(canonical(msgid)).lower()
