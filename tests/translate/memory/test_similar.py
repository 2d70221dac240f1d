"""Reviewed sentences that resemble another."""

import sqlite3
from contextlib import closing

import polib

from enregard.system.database import in_memory
from enregard.translate.memory import memory
from enregard.translate.memory.similar import find_similar

OFFICE = "Le maire a rouvert les bureaux de la mairie hier soir."


def filled(*files: list[tuple[str, str]]) -> sqlite3.Connection:
    database = in_memory(memory._SCHEMA)
    for number, pairs in enumerate(files, 1):
        database.execute("INSERT INTO files (path) VALUES (?)", [f"translate/{number}.po"])
        entries = [polib.POEntry(msgid=french, msgstr=english) for french, english in pairs]
        memory._add(database, number, entries, orphan=False)
    return database


def found(database: sqlite3.Connection, msgid: str, own: str = "") -> list[tuple[int, str]]:
    return [(one.score, one.msgstr) for one in find_similar(database, msgid, own)]


def test_the_most_similar_come_first_with_their_scores() -> None:
    pairs = [
        (OFFICE, "The same."),
        (OFFICE.replace("hier", "jeudi"), "On Thursday."),
        (OFFICE.replace("maire", "préfet").replace("bureaux", "portes"), "The prefect."),
        ("Les bureaux ferment hier soir à la mairie, dit le maire.", "Other words."),
        ("Il pleut.", "It rains."),
    ]
    with closing(filled(pairs)) as database:
        assert found(database, OFFICE)[0] == (100, "The same.")
        scores = {english: score for score, english in found(database, OFFICE)}
        assert [*scores] == ["The same.", "On Thursday.", "The prefect."]
        assert 90 <= scores["On Thursday."] < 100
        assert 70 <= scores["The prefect."] < scores["On Thursday."]
        assert found(database, OFFICE, "translate/1.po")[0][1] == "On Thursday."  # not itself
        assert found(database, "Il pleut !")[0][1] == "It rains."
        assert found(database, "…") == []


def test_typography_case_and_placeholders_make_no_difference() -> None:
    with closing(filled([("L'<1>été</1> commence demain à Lyon", "Summer")])) as database:
        assert found(database, "L’ÉTÉ commence demain à Lyon") == [(100, "Summer")]


def test_each_wording_is_offered_once_and_forgotten_with_its_file() -> None:
    with closing(filled([(OFFICE, "One.")], [(OFFICE, "One."), (OFFICE, "Two.")])) as database:
        assert found(database, OFFICE) == [(100, "One."), (100, "Two.")]
        memory._forget(database, 2)
        assert found(database, OFFICE) == [(100, "One.")]
        memory._forget(database, 1)
        assert database.execute("SELECT count(*) FROM words").fetchone() == (0,)


def test_a_common_word_costs_no_more_than_others() -> None:
    many = [(f"Le gouvernement constate la chose numéro {n}", f"{n}") for n in range(3000)]
    with closing(filled([*many, ("Le gouvernement autorise la pêche", "Fishing")])) as database:
        steps = 0

        def count() -> None:
            nonlocal steps
            steps += 1

        database.set_progress_handler(count, 1000)
        assert found(database, "Le gouvernement autorise la pêche.")[0][1] == "Fishing"
        assert steps < 100  # thousand instructions of SQLite; reading all takes more
