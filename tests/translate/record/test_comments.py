"""The program's comments survive any PO writer, and people accept findings by comments."""

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.article.article import Finding
from enregard.translate.record.comments import (
    accepted_kinds,
    certainty_of,
    engine_of,
    findings_of,
    former_of,
    lasting,
    note_of,
    obsolete_comment,
    open_findings,
    with_draft,
    with_findings,
    with_former,
    with_note,
    with_other,
    with_remarks,
    with_wrapped_note,
    without_draft_details,
    without_former,
)

NUMBERS, NAMES = Finding("numbers", "31 is not in the English"), Finding("names", "«Kaboul» has vanished")


def through_po(comment: str) -> str:
    """Write `comment` to a PO file and read it again."""
    po = polib.POFile(wrapwidth=78)
    po.append(polib.POEntry(msgid="a", msgstr="b", comment=comment))
    return str(polib.pofile(str(po))[0].comment)


def test_a_draft_names_its_model() -> None:
    comment = with_draft("kept by an editor", "model 1", "abcd, beam 4")
    assert comment == "kept by an editor\nMachine draft by model 1 (abcd, beam 4)"
    assert engine_of(comment) == "model 1"
    assert engine_of("") == ""


def test_a_new_draft_drops_what_was_said_of_the_old_one() -> None:
    comment = with_findings(with_draft(with_former("", "Old."), "model 1", "abcd"), [NUMBERS])
    assert with_draft(comment, "model 2", "ef") == "Formerly: Old.\nMachine draft by model 2 (ef)"


def test_a_draft_says_how_certain_its_model_is() -> None:
    comment = with_draft("a person's", "model 1", "abcd", 0.6249)
    assert comment == "a person's\nMachine draft by model 1 (abcd)\nCertainty 0.62"
    read = through_po(with_findings(with_former(comment, "Certainty 0.11"), [NUMBERS]))
    assert certainty_of(read) == 0.62
    assert engine_of(read) == "model 1"
    assert findings_of(read) == (NUMBERS,)
    assert lasting(read) == ["a person's", "Formerly: Certainty 0.11"]
    assert certainty_of(with_draft(read, "model 1", "abcd", 1.0)) == 1
    assert certainty_of(with_draft(read, "model 1", "abcd")) is None
    assert certainty_of(without_draft_details(read)) is None
    assert engine_of(without_draft_details(read)) == "model 1"


def test_a_persons_words_after_the_certainty_stay() -> None:
    comment = with_draft("", "model 1", "abcd", 0.5) + "\nask Anne\nCertainty of the author: none"
    assert certainty_of(comment) == 0.5
    assert lasting(comment) == ["ask Anne", "Certainty of the author: none"]
    assert without_draft_details(without_draft_details(comment)) == without_draft_details(comment)


@pytest.mark.parametrize(
    "said", ["Certainty 62", "Certainty 0.6", "Certainty 1.01", "certainty 0.62", "Certainty"]
)
def test_what_is_no_certainty_is_a_persons_comment(said: str) -> None:
    assert certainty_of(said) is None
    assert without_draft_details(said) == said
    assert lasting(said) == [said]


def test_words_in_comments_stay_as_they_are_when_po_writers_wrap_them() -> None:
    """Lines that begin like comments of the program, breaks at hyphens, no-break spaces."""
    typed = (
        "word-by-word " * 5
        + "Imported from Chad\u00a0: Finding (names): Machine draft by Bob ( As reviewed in it"
    )
    comment = through_po(with_former("", typed))
    assert former_of(comment) == typed
    comment = through_po(
        with_findings(with_draft(with_other(comment, "a.tmx:3", typed), "m 1", "x"), [NUMBERS])
    )
    assert former_of(comment) == typed
    assert lasting(comment) == [f"Formerly: {typed}", f"Also in a.tmx:3: {typed}"]
    assert findings_of(comment) == (NUMBERS,)


def test_a_former_translation_is_removed_only_if_it_is_elsewhere() -> None:
    comment = with_former(with_former("a note", "One."), "Two.")
    assert without_former(comment, ["Two.", "Three."]) == "a note\nFormerly: One."
    assert without_former(comment, []) == comment


def test_the_words_of_an_obsolete_entry_survive_any_po_writer() -> None:
    long = "Formerly these words were typed over a draft, and so were those that finally were\naccepted"
    comment = with_draft(with_other(with_former("", long), "b.po:1", "Other."), "m 1", "x")
    tcomment = obsolete_comment(comment, "seen by Ana")
    assert tcomment.startswith("seen by Ana\nFormerly: Formerly these words")
    assert "draft by" not in tcomment
    po = polib.POFile(wrapwidth=78)
    po.append(polib.POEntry(msgid="a", msgstr="b", tcomment=tcomment, obsolete=True))
    assert polib.pofile(str(po))[0].tcomment == tcomment
    assert obsolete_comment(comment, tcomment) == tcomment
    assert accepted_kinds(tcomment) == frozenset()
    assert accepted_kinds(f"{tcomment}\naccepted: names") == {"names"}


words = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=15)
findings = st.lists(
    st.builds(
        Finding,
        st.sampled_from(["numbers", "names", "french"]),
        st.lists(words, min_size=1, max_size=30).map(" ".join).filter(lambda text: "Finding (" not in text),
    ),
    max_size=4,
)


@given(findings, findings)
def test_findings_are_read_as_they_were_written(before: list[Finding], after: list[Finding]) -> None:
    comment = through_po(with_findings(with_draft("", "model 1", "abcd, " + "long " * 30), before))
    assert findings_of(comment) == tuple(before)
    comment = through_po(with_findings(comment, after))
    assert findings_of(comment) == tuple(after)
    assert engine_of(comment) == "model 1"


@pytest.mark.parametrize(
    ("tcomment", "still_open"),
    [
        ("", [NUMBERS, NAMES]),
        ("accepted", []),
        ("Accepted: numbers", [NAMES]),
        ("seen by Ana\naccepted: names, numbers\nmore", []),
        ("not accepted by Ana", [NUMBERS, NAMES]),
        ("accepted: length", [NUMBERS, NAMES]),
    ],
)
def test_findings_are_accepted_by_a_comment(tcomment: str, still_open: list[Finding]) -> None:
    comment = with_findings("", [NUMBERS, NAMES])
    assert open_findings(comment, tcomment) == tuple(still_open)


def test_an_empty_comment_accepts_nothing() -> None:
    assert accepted_kinds("") == frozenset()


PIECES = ("a", "b ", " - ", "accepted", "\n", "note for readers:", "x" * 60, "-y" * 50, "# ", "\u00e9", "\\")
NOTES = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(NOTES, st.sampled_from(["", "private", "accepted: names", "private\naccepted"]))
def test_a_note_survives_po_writers_and_changes_nothing_else(note: str, tcomment: str) -> None:
    written = with_note(tcomment, note)
    po = polib.POFile(wrapwidth=78)
    po.append(polib.POEntry(msgid="a", msgstr="b", tcomment=written))
    read = polib.pofile(str(po))[0].tcomment
    assert note_of(read) == " ".join(note.split())
    assert with_wrapped_note(with_wrapped_note(read)) == with_wrapped_note(read)
    assert accepted_kinds(read) == accepted_kinds(tcomment)
    assert with_note(read, "") == tcomment


def test_only_lines_for_readers_are_notes() -> None:
    assert note_of("note: ask Anne\nNote for the desk: no\nfor readers: no") == ""
    assert note_of("ask Anne\nNote for readers: One.\nprivate\nnote for readers:Two.") == "One. Two."
    merged = with_remarks("note for readers: One.", ["note for readers: Two.", "private", "private"])
    assert (note_of(merged), merged.splitlines()) == (
        "One.",
        ["another note: Two.", "private", "note for readers: One."],
    )
