"""A database that is damaged, or that another program wrote, is replaced."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from enregard.system.database import open_database

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY); CREATE INDEX IF NOT EXISTS i ON facts (name);"
)


def facts(path: Path, version: int = 1) -> list[str]:
    with closing(open_database(path, SCHEMA, version)) as database:
        return [row[0] for row in database.execute("SELECT name FROM facts")]


def add(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.executescript(script)


def test_what_was_stored_is_found_again(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    facts(path)
    add(path, "INSERT INTO facts VALUES ('x')")
    assert facts(path) == ["x"]
    assert facts(path, version=2) == []


@pytest.mark.parametrize(
    "script",
    [
        # As a recursive query, it could run without end.
        "DROP TABLE facts; CREATE VIEW facts (name) AS SELECT 'planted'",
        "CREATE TRIGGER t AFTER INSERT ON facts BEGIN DELETE FROM facts; END",
        "DROP TABLE facts; CREATE TABLE facts (name TEXT PRIMARY KEY, other AS (name || name))",
        "CREATE TABLE other (name)",
    ],
)
def test_another_schema_is_discarded(tmp_path: Path, script: str) -> None:
    path = tmp_path / "a.sqlite"
    facts(path)
    add(path, "INSERT INTO facts VALUES ('x')")
    add(path, script)
    assert facts(path) == []
    add(path, "INSERT INTO facts VALUES ('y')")
    assert facts(path) == ["y"]
