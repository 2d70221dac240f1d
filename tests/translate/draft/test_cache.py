"""The cache returns what was added, for the same model only, and can be lost without harm."""

import sqlite3
from contextlib import closing
from pathlib import Path

from enregard.translate.draft.cache import DraftCache


def test_drafts_are_found_in_a_later_run(tmp_path: Path) -> None:
    path = tmp_path / ".enregard" / "memory.sqlite"
    many = {f"Phrase {number}.": (f"Sentence {number}.", number / 1200) for number in range(1200)}
    with DraftCache(path, "model 1") as cache:
        for sentence, draft in many.items():
            cache.add(sentence, *draft)
    with DraftCache(path, "model 1") as cache:
        assert cache.get([*many, "Autre."]) == many


def test_another_model_has_its_own_drafts(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    with DraftCache(path, "model 1") as cache:
        cache.add("Oui.", "Yes.")
    with DraftCache(path, "model 2") as cache:
        assert cache.get(["Oui."]) == {}


def test_a_broken_cache_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    path.write_bytes(b"no database at all" * 100)
    with DraftCache(path, "model 1") as cache:
        cache.add("Oui.", "Yes.")
    with DraftCache(path, "model 1") as cache:
        assert cache.get(["Oui."]) == {"Oui.": ("Yes.", None)}


def test_a_cache_of_drafts_without_their_certainty_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE drafts (key BLOB PRIMARY KEY, target TEXT NOT NULL) WITHOUT ROWID")
    with DraftCache(path, "model 1") as cache:
        cache.add("Oui.", "Yes.", 0.5)
    with DraftCache(path, "model 1") as cache:
        assert cache.get(["Oui."]) == {"Oui.": ("Yes.", 0.5)}


def test_without_a_file_the_cache_is_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with DraftCache(tmp_path / "file" / "memory.sqlite", "model 1") as cache:
        cache.add("Oui.", "Yes.")
        assert cache.get(["Oui."]) == {"Oui.": ("Yes.", None)}
