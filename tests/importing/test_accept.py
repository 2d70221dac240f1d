"""Accepting translations: reviewed ones stay, and no person's words are lost."""

from pathlib import Path

import pytest

from enregard.article.article import Finding, Text
from enregard.importing.accept import Offer, Outcome, accept, note_other
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
    ("current", "fuzzy", "offer", "outcome", "then", "reviewed", "commented"),
    [
        ("", False, Offer("One.", "f:1", True), Outcome.REVIEWED, "One.", True, "Imported from f:1"),
        ("", False, Offer("One.", "f:1", False), Outcome.DRAFT, "One.", False, "Imported from f:1"),
        (
            "",
            False,
            Offer("One.", "f:1", False, "m 2"),
            Outcome.DRAFT,
            "One.",
            False,
            "Machine draft by m 2 (imported from f:1)",
        ),
        ("One.", True, Offer("One.", "f:1", True), Outcome.REVIEWED, "One.", True, "Imported from f:1"),
        ("One.", True, Offer("One.", "f:1", False), Outcome.SAME, "One.", False, DRAFT),
        ("One.", False, Offer("One.", "f:1", False), Outcome.SAME, "One.", True, DRAFT),
        (
            "One.",
            True,
            Offer("An.", "f:1", True),
            Outcome.REVIEWED,
            "An.",
            True,
            "Formerly: One. / Imported from f:1",
        ),
        (
            "One.",
            True,
            Offer("An.", "f:1", False),
            Outcome.DRAFT,
            "An.",
            False,
            "Formerly: One. / Imported from f:1",
        ),
        (
            "One.",
            True,
            Offer("An.", "f:1", False, "m 2"),
            Outcome.NOTED,
            "One.",
            False,
            f"{DRAFT} / Also in f:1: An.",
        ),
        (
            "One.",
            False,
            Offer("An.", "f:1", True),
            Outcome.CONFLICT,
            "One.",
            True,
            f"{DRAFT} / Also in f:1: An.",
        ),
        (
            "One.",
            False,
            Offer("An.", "f:1", False),
            Outcome.CONFLICT,
            "One.",
            True,
            f"{DRAFT} / Also in f:1: An.",
        ),
        ("One.", False, Offer("An.", "f:1", False, "m 2"), Outcome.SAME, "One.", True, DRAFT),
        (
            "One.",
            False,
            Offer("An.", "f:1", True, "m 2"),
            Outcome.CONFLICT,
            "One.",
            True,
            f"{DRAFT} / Also in f:1: An.",
        ),
    ],
)
def test_what_becomes_of_a_translation(
    tmp_path: Path,
    current: str,
    fuzzy: bool,
    offer: Offer,
    outcome: Outcome,
    then: str,
    reviewed: bool,
    commented: str,
) -> None:
    made = with_entry(tmp_path, current, fuzzy=fuzzy, comment=DRAFT if current else "")
    assert accept(made, 0, offer, nothing) is outcome
    entry = made.entries[0]
    assert (entry.msgstr, not entry.fuzzy) == (then, reviewed)
    assert " / ".join(entry.comment.splitlines()) == commented


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    made = with_entry(tmp_path, "One." + " and so on" * 20, fuzzy=True, comment=DRAFT)
    offer = Offer("An other." + " and more" * 20, "a very long name of a file.tmx:1", False)
    other = "A third." * 20, "f:2"
    accept(made, 0, offer, nothing)
    note_other(made, 0, *other)
    save_record(made)
    before = (tmp_path / "a.po").read_bytes()
    read = open_record(tmp_path / "a.po", "translate/a.po", made.sentences)
    read.changed = False
    assert accept(read, 0, offer, nothing) is Outcome.SAME
    note_other(read, 0, *other)
    assert not read.changed
    read.changed = True
    save_record(read)
    assert (tmp_path / "a.po").read_bytes() == before


def test_findings_are_those_of_the_accepted_translation(tmp_path: Path) -> None:
    made = with_entry(tmp_path, "", fuzzy=False)
    made.entries[0].comment = "Finding (names): gone"
    accept(made, 0, Offer("Two.", "f:1", True), lambda source, target: (Finding("numbers", "1 is missing"),))
    assert made.entries[0].comment == "Imported from f:1\nFinding (numbers): 1 is missing"


def test_doubts_and_notes_are_comments(tmp_path: Path) -> None:
    made = with_entry(tmp_path, "", fuzzy=False)
    made.entries[0].tcomment = "known"
    accept(made, 0, Offer("Two.", "f:1", False, notes=("known", "new\nlines"), doubt="not sure"), nothing)
    assert made.entries[0].comment == "Imported from f:1: not sure"
    assert made.entries[0].tcomment == "known\nnew\nlines"
