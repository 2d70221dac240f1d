"""Reviews are written as typed, and overwrite nothing that the person has not seen."""

from pathlib import Path

import polib
import pytest

from enregard.article.article import ATOMS, OBJECT, Finding, Mark, MarkKind, Sentence, Text
from enregard.messages import using
from enregard.translate.markup.placeholders import PlaceholderError
from enregard.translate.record.record import Record, open_record, save_record
from enregard.translate.record.review import (
    ChangedMeanwhileError,
    describe_placeholders,
    explain_placeholders,
    kind_in_words,
    parse_translation,
    restore,
    review,
    save_reviewed,
    version,
)

MARKED = Text(
    f"Un mot gras et{OBJECT}.",
    (Mark(MarkKind.STRONG, 3, 6), Mark(MarkKind.FOOTNOTE, 14, 15, {"label": "n"})),
)
SENTENCES = [
    Sentence(MARKED, 1),
    Sentence(Text("Il a dit non."), 1),
    Sentence(Text("Il a dit non."), 2),
]
DRAFTS = ["A word <1>bold</1> and<2/>.", "He said no.", "He said no."]


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """A saved record of three drafts."""
    record = open_record(tmp_path / "x.po", "translate/x.po", SENTENCES)
    for index, draft in enumerate(DRAFTS):
        record.draft(index, parse_translation(draft, SENTENCES[index].text)[1], "model 1", "settings", 0.7)
    record.set_findings(1, [Finding("names", "“X” is not in the translation")])
    save_record(record)
    return again(record)


def again(record: Record) -> Record:
    return open_record(record.path, record.label, SENTENCES)


def test_a_review_removes_the_fuzzy_flag_and_touches_no_other_entry(record: Record) -> None:
    review(record, 1, "He refused.", [], "")
    save_reviewed(record, [1])
    entries = list(polib.pofile(str(record.path)))
    assert [entry.msgstr for entry in entries] == [DRAFTS[0], "He refused.", DRAFTS[2]]
    assert [entry.fuzzy for entry in entries] == [True, False, True]
    assert [entry.msgctxt for entry in entries] == [None, None, "2"]
    assert entries[1].comment == "Machine draft by model 1 (settings)"


def test_a_review_drops_the_certainty_of_the_draft(record: Record) -> None:
    review(record, 1, "He said no.", [], "")
    save_reviewed(record, [1])
    facings, _ = again(record).facings()
    assert [facing.certainty for facing in facings] == [0.7, None, 0.7]
    assert record.path.read_text("utf-8").count("#. Certainty 0.70\n") == 2


def test_findings_and_accepted_kinds_are_written(record: Record) -> None:
    review(record, 1, "He said no", [Finding("length", "short")], "accepted: length")
    save_reviewed(record, [1])
    entry = again(record).entries[1]
    assert entry.tcomment == "accepted: length"
    assert "Finding (length): short" in entry.comment
    assert "names" not in entry.comment


def test_undo_restores_the_file_byte_for_byte(record: Record) -> None:
    before = record.path.read_bytes()
    formers = []
    for index, words in ((0, "The <1>word</1><2/>"), (1, "No."), (0, "A <1>bold</1> one<2/>")):
        record = again(record)
        formers.append(review(record, index, words, [], "accepted"))
        save_reviewed(record, [index])
    for former in reversed(formers):
        record = again(record)
        save_reviewed(record, [restore(record, former)[0]])
    assert record.path.read_bytes() == before


def test_a_review_removes_the_former_pair_and_undo_restores_it(tmp_path: Path, record: Record) -> None:
    changed = [Sentence(Text("Il a dit nom."), 1)]
    record = open_record(record.path, record.label, changed)
    record.draft(0, Text("He said name."), "model 1", "settings")
    save_record(record)
    before = record.path.read_bytes()
    assert b"Formerly: He said no." in before
    assert b'#| msgid "Il a dit non."' in before
    record = open_record(record.path, record.label, changed)
    former = review(record, 0, "He said a name.", [], "")
    save_reviewed(record, [0])
    written = record.path.read_text("utf-8").partition("#~")[0]
    assert "Formerly" not in written
    assert "#|" not in written
    record = open_record(record.path, record.label, changed)
    save_reviewed(record, [restore(record, former)[0]])
    assert record.path.read_bytes() == before


def test_an_entry_changed_elsewhere_is_not_overwritten(record: Record) -> None:
    review(record, 1, "He refused.", [], "")
    other = record.path.read_text("utf-8").replace("He said no.", "He declined.", 1)
    record.path.write_text(other, "utf-8")
    with pytest.raises(ChangedMeanwhileError):
        save_reviewed(record, [1])
    saved = again(record)
    assert [entry.msgstr for entry in saved.entries] == [DRAFTS[0], "He declined.", DRAFTS[2]]
    assert all(entry.fuzzy for entry in saved.entries)


def test_an_entry_changed_since_is_not_undone(record: Record) -> None:
    former = review(record, 1, "He refused.", [], "")
    save_reviewed(record, [1])
    record.path.write_text(record.path.read_text("utf-8").replace("He refused.", "He declined."), "utf-8")
    with pytest.raises(ChangedMeanwhileError):
        restore(again(record), former)


def test_the_version_changes_with_every_edit_by_a_person(record: Record) -> None:
    seen = {version(entry) for entry in record.entries}
    assert len(seen) == 3
    entry = record.entries[1]
    before = version(entry)
    entry.comment = "Finding (names): another"
    assert version(entry) == before
    entry.tcomment = "a remark"
    assert version(entry) != before
    entry.tcomment = ""
    entry.flags = []
    assert version(entry) != before


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("  He\nsaid \r\n no. ", "He said no."),
        ("He\u2028said\tno.", "He said no."),
        ("He \u202esaid\u200b no.", "He said no."),
        ("non\u00a0: no", "non\u00a0: no"),
        ("a  b", "a  b"),
        ('"\\n"', '"\\n"'),
        ("a < b <\\1>", "a < b <\\1>"),
    ],
)
def test_a_typed_translation_becomes_one_line(typed: str, written: str, tmp_path: Path) -> None:
    string, _ = parse_translation(typed, Text("x"))
    assert string == written
    record = open_record(tmp_path / "x.po", "x.po", SENTENCES[1:2])
    review(record, 0, string, [], "")
    save_reviewed(record, [0])
    assert open_record(tmp_path / "x.po", "x.po", SENTENCES[1:2]).entries[0].msgstr == written


@pytest.mark.parametrize("typed", ["", " \n\t", "a\x00b", "a\x1bb", f"a{OBJECT}", "a\ud800", "a\ufffe"])
def test_empty_and_invalid_text_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"is empty|not text"):
        parse_translation(typed, Text("x"))


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("A word bold and<2/>.", "<1>…</1> is missing"),
        ("A <1>word</1> <1>bold</1><2/>", "<1>…</1> appears 2 times"),
        ("A <1>word<2/>", "never closed"),
        ("A <1>word</1>", "<2/> is missing"),
        ("A <1>word</1><2/><3/>", "<3/> is not in the French"),
        ("A <1></1> word<2/>", "has no words"),
        ("A </1>word<1><2/>", "closes nothing"),
    ],
)
def test_wrong_placeholders_are_refused_and_the_right_ones_listed(typed: str, what: str) -> None:
    with pytest.raises(PlaceholderError) as caught:
        parse_translation(typed, MARKED)
    message = explain_placeholders(caught.value, typed, MARKED)
    assert what in message
    assert "<1>…</1> (strong: mot), <2/> (footnote: n)" in message
    with using(["fr"]):
        found = [name for _placeholder, name in describe_placeholders(MARKED)]
    assert found == ["gras\u00a0: mot", "note\u00a0: n"]


def test_every_kind_of_markup_has_a_french_name() -> None:
    with using(["fr"]):
        same = [kind for kind in MarkKind if kind_in_words(kind) == kind]
    assert same == [MarkKind.CODE, MarkKind.IMAGE], "or it is missing in review.py"


def test_placeholders_without_markup_in_the_french_are_refused() -> None:
    with pytest.raises(PlaceholderError) as caught:
        parse_translation("a <1>b</1>", Text("x"))
    assert "remove them" in explain_placeholders(caught.value, "a <1>b</1>", Text("x"))


def test_a_correction_is_suggested_if_it_is_clear() -> None:
    def message(typed: str) -> str:
        with pytest.raises(PlaceholderError) as caught:
            parse_translation(typed, MARKED)
        return explain_placeholders(caught.value, typed, MARKED)

    assert message("A <1>word<2/>").endswith(". Perhaps you mean: A <1>word</1><2/>")
    assert "Perhaps" not in message("A <1>word</1>")


def test_every_kind_of_markup_has_a_name() -> None:
    marks = tuple(
        Mark(kind, place, place + 1, {"alt": "photo", "label": "n", "html": "<b>"})
        for place, kind in enumerate(MarkKind)
    )
    letters = "".join(OBJECT if mark.kind in ATOMS else "x" for mark in marks)
    found = describe_placeholders(Text(letters, marks))
    assert [name.partition(":")[0] for _, name in found] == [str(kind) for kind in MarkKind]
    assert {"emphasis: x", "kept: x", "image: photo", "break", "html: <b>"} <= {name for _, name in found}
    assert [sign.endswith("/>") and "…" not in sign for sign, _ in found] == [
        kind in ATOMS for kind in MarkKind
    ]
