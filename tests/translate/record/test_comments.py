"""The program's comments survive any PO writer, and people accept findings by comments."""

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.article.article import Finding
from enregard.translate.record.comments import (
    accepted_kinds,
    engine_of,
    findings_of,
    open_findings,
    with_draft,
    with_findings,
    with_former,
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
