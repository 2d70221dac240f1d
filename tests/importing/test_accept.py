"""What a person reviewed stays, and no person's words are lost."""

from pathlib import Path

import pytest

from enregard.article.article import Finding, Text
from enregard.importing.accept import Offer, Result, note_other, take
from enregard.translate.record.record import Record, open_record, save_record
from tests.importing.examples import record


def nothing(source: Text, target: Text) -> tuple[Finding, ...]:
    return ()


def with_entry(folder: Path, msgstr: str, *, fuzzy: bool, comment: str = "") -> Record:
    made = record(folder, "Un.")
    entry = made.entries[0]
    entry.msgstr, entry.comment = msgstr, comment
    entry.flags = ["fuzzy"] if fuzzy else []
    return made


DRAFT = "Machine draft by m 1 (x)"


@pytest.mark.parametrize(
    ("standing", "fuzzy", "offer", "result", "then", "reviewed", "commented"),
    [
        ("", False, Offer("One.", "f:1", True), Result.REVIEWED, "One.", True, "Imported from f:1"),
        ("", False, Offer("One.", "f:1", False), Result.DRAFT, "One.", False, "Imported from f:1"),
        (
            "",
            False,
            Offer("One.", "f:1", False, "m 2"),
            Result.DRAFT,
            "One.",
            False,
            "Machine draft by m 2 (imported from f:1)",
        ),
        ("One.", True, Offer("One.", "f:1", True), Result.REVIEWED, "One.", True, "Imported from f:1"),
        ("One.", True, Offer("One.", "f:1", False), Result.SAME, "One.", False, DRAFT),
        ("One.", False, Offer("One.", "f:1", False), Result.SAME, "One.", True, DRAFT),
        (
            "One.",
            True,
            Offer("An.", "f:1", True),
            Result.REVIEWED,
            "An.",
            True,
            "Formerly: One. / Imported from f:1",
        ),
        (
            "One.",
            True,
            Offer("An.", "f:1", False),
            Result.DRAFT,
            "An.",
            False,
            "Formerly: One. / Imported from f:1",
        ),
        (
            "One.",
            True,
            Offer("An.", "f:1", False, "m 2"),
            Result.NOTED,
            "One.",
            False,
            f"{DRAFT} / Also in f:1: An.",
        ),
        (
            "One.",
            False,
            Offer("An.", "f:1", True),
            Result.CONFLICT,
            "One.",
            True,
            f"{DRAFT} / Also in f:1: An.",
        ),
        (
            "One.",
            False,
            Offer("An.", "f:1", False),
            Result.CONFLICT,
            "One.",
            True,
            f"{DRAFT} / Also in f:1: An.",
        ),
        ("One.", False, Offer("An.", "f:1", False, "m 2"), Result.SAME, "One.", True, DRAFT),
        (
            "One.",
            False,
            Offer("An.", "f:1", True, "m 2"),
            Result.CONFLICT,
            "One.",
            True,
            f"{DRAFT} / Also in f:1: An.",
        ),
    ],
)
def test_what_becomes_of_a_translation(
    tmp_path: Path,
    standing: str,
    fuzzy: bool,
    offer: Offer,
    result: Result,
    then: str,
    reviewed: bool,
    commented: str,
) -> None:
    made = with_entry(tmp_path, standing, fuzzy=fuzzy, comment=DRAFT if standing else "")
    assert take(made, 0, offer, nothing) is result
    entry = made.entries[0]
    assert (entry.msgstr, not entry.fuzzy) == (then, reviewed)
    assert " / ".join(entry.comment.splitlines()) == commented


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    made = with_entry(tmp_path, "One." + " and so on" * 20, fuzzy=True, comment=DRAFT)
    offers = [
        Offer("An other." + " and more" * 20, "a very long name of a file.tmx:1", False),
        Offer("A third." * 20, "f:2", False),
    ]
    take(made, 0, offers[0], nothing)
    note_other(made, 0, offers[1])
    save_record(made)
    before = (tmp_path / "a.po").read_bytes()
    read = open_record(tmp_path / "a.po", "translate/a.po", made.sentences)
    read.changed = False
    assert take(read, 0, offers[0], nothing) is Result.SAME
    note_other(read, 0, offers[1])
    assert not read.changed
    read.changed = True
    save_record(read)
    assert (tmp_path / "a.po").read_bytes() == before


def test_findings_are_those_of_what_is_taken(tmp_path: Path) -> None:
    made = with_entry(tmp_path, "", fuzzy=False)
    made.entries[0].comment = "Finding (names): gone"
    take(made, 0, Offer("Two.", "f:1", True), lambda source, target: (Finding("numbers", "1 is not there"),))
    assert made.entries[0].comment == "Imported from f:1\nFinding (numbers): 1 is not there"


def test_doubts_and_notes_stand_beside_it(tmp_path: Path) -> None:
    made = with_entry(tmp_path, "", fuzzy=False)
    made.entries[0].tcomment = "known"
    take(made, 0, Offer("Two.", "f:1", False, notes=("known", "new\nlines"), doubt="not sure"), nothing)
    assert made.entries[0].comment == "Imported from f:1: not sure"
    assert made.entries[0].tcomment == "known\nnew\nlines"
