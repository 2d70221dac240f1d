"""Nothing that a person wrote is lost or changed, whatever happens to the article or its PO file."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enregard.article.article import Mark, MarkKind, Sentence, State, Text
from enregard.article.blanks import is_blank
from enregard.errors import EnregardError
from enregard.translate.record.record import Record, open_record, save_record


def sentences(*plain: str) -> list[Sentence]:
    return [Sentence(Text(words), 1) for words in plain]


def draft_all(record: Record) -> None:
    for index in record.missing():
        record.draft(index, Text("EN " + record.sentences[index].text.plain), "model 1", "abcd, beam 4")


def translate(path: Path, *plain: str) -> Record:
    """Draft and save the record of an article, as a run of the program does."""
    record = open_record(path, "translate/a.po", sentences(*plain))
    draft_all(record)
    save_record(record)
    return record


def review(path: Path, msgid: str, msgstr: str) -> None:
    """Review a sentence, as a translator does in an editor."""
    po = polib.pofile(str(path))
    entry = next(entry for entry in po if entry.msgid == msgid and not entry.obsolete)
    entry.msgstr = msgstr
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    po.save()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "translate" / "a.po"


def test_a_draft_is_fuzzy_and_names_its_model(path: Path) -> None:
    translate(path, "Bonjour.")
    assert path.read_text("utf-8").endswith(
        '#. Machine draft by model 1 (abcd, beam 4)\n#, fuzzy\nmsgid "Bonjour."\nmsgstr "EN Bonjour."\n'
    )
    facings, _ = open_record(path, "a.po", sentences("Bonjour.")).facings()
    assert [(facing.state, facing.engine) for facing in facings] == [(State.DRAFT, "model 1")]


def test_the_certainty_of_a_draft_is_kept_until_it_is_reviewed(path: Path) -> None:
    record = open_record(path, "x.po", [Sentence(Text("Oui."), 1)])
    record.draft(0, Text("Yes."), "model 1", "abcd", 0.5)
    save_record(record)
    record = open_record(path, "x.po", [Sentence(Text("Oui."), 1)])
    assert record.facings()[0][0].certainty == 0.5
    assert not record.changed
    path.write_text(path.read_text("utf-8").replace("#, fuzzy\n", ""), "utf-8")
    before = path.read_bytes()
    record = open_record(path, "x.po", [Sentence(Text("Oui."), 1)])
    assert record.facings()[0][0].certainty is None
    assert not save_record(record)
    assert path.read_bytes() == before


def test_nobody_turns_the_text_of_a_page_around(path: Path) -> None:
    translate(path, "Bonjour.")
    written = path.read_text("utf-8").replace('"EN Bonjour."', '"EN \u202eBon\x07jour."')
    path.write_text(written.replace("#. Machine", "# note for readers: \u2066a\x07b\n#. Machine"), "utf-8")
    before = path.read_bytes()
    record = open_record(path, "a.po", sentences("Bonjour."))
    assert [(each.target.plain, each.note) for each in record.facings()[0]] == [("EN Bon jour.", "a b")]
    assert not save_record(record)
    assert path.read_bytes() == before


def test_a_reviewed_entry_is_used_and_kept(path: Path) -> None:
    translate(path, "Un.", "Deux.")
    review(path, "Un.", "One, by hand.")
    record = translate(path, "Zéro.", "Un.", "Deux.")
    facings, _ = record.facings()
    assert [(facing.target.plain, facing.state) for facing in facings] == [
        ("EN Zéro.", State.DRAFT),
        ("One, by hand.", State.REVIEWED),
        ("EN Deux.", State.DRAFT),
    ]


def test_an_edited_draft_is_kept_even_if_still_fuzzy(path: Path) -> None:
    translate(path, "Un.")
    path.write_text(path.read_text("utf-8").replace("EN Un.", "One, not sure yet"), "utf-8")
    assert translate(path, "Un.", "Deux.").entries[0].msgstr == "One, not sure yet"


def test_a_sentence_that_is_gone_becomes_obsolete_and_comes_back(path: Path) -> None:
    translate(path, "Un.", "Deux.")
    review(path, "Un.", "One, by hand.")
    translate(path, "Deux.")
    assert '#~ msgid "Un."\n#~ msgstr "One, by hand."' in path.read_text("utf-8")
    facings, _ = translate(path, "Deux.", "Un.").facings()
    assert (facings[1].target.plain, facings[1].state) == ("One, by hand.", State.REVIEWED)
    assert "#~" not in path.read_text("utf-8")


def test_a_changed_sentence_gets_a_new_draft_and_keeps_its_former_pair(path: Path) -> None:
    translate(path, "Avant.", "Le président a parlé hier.", "Après.")
    review(path, "Le président a parlé hier.", "The president spoke yesterday.")
    record = translate(path, "Avant.", "Le président a parlé lundi.", "Après.")
    entry = record.entries[1]
    assert entry.previous_msgid == "Le président a parlé hier."
    assert "Formerly: The president spoke yesterday." in entry.comment
    assert entry.fuzzy
    assert [(old.msgid, old.msgstr) for old in record.obsolete] == [
        ("Le président a parlé hier.", "The president spoke yesterday.")
    ]


def test_a_repeated_sentence_has_two_entries(path: Path) -> None:
    translate(path, "Oui.", "Non.", "Oui.")
    po = polib.pofile(str(path))
    assert [(entry.msgid, entry.msgctxt) for entry in po] == [("Oui.", None), ("Non.", None), ("Oui.", "2")]


def test_moved_sentences_keep_their_entries(path: Path) -> None:
    translate(path, "Un.", "Deux.", "Trois.")
    review(path, "Un.", "One, by hand.")
    facings, _ = translate(path, "Trois.", "Deux.", "Un.").facings()
    assert facings[2].target.plain == "One, by hand."


def test_an_unchanged_record_is_not_written(path: Path) -> None:
    translate(path, "Un.", "Deux.")
    wide = path.read_text("utf-8").replace('msgstr "EN Un."', 'msgstr ""\n"EN "\n"Un."')
    path.write_text(wide, "utf-8")
    assert not save_record(open_record(path, "a.po", sentences("Un.", "Deux.")))
    assert path.read_text("utf-8") == wide


def test_headers_and_comments_of_other_programs_are_kept(path: Path) -> None:
    translate(path, "Un.")
    text = path.read_text("utf-8").replace('"Language: en', '"Last-Translator: Ana\\n"\n"Language: en')
    path.write_text("# Kept by hand\n" + text.replace("#. Machine", "# a note\n#. Machine"), "utf-8")
    translate(path, "Un.", "Deux.")
    text = path.read_text("utf-8")
    assert "# Kept by hand" in text.splitlines()[0]
    assert '"Last-Translator: Ana\\n"' in text
    assert "# a note" in text


def test_wrong_placeholders_are_reported_and_nothing_is_lost(path: Path) -> None:
    sentence = Sentence(Text("Un mot.", (Mark(MarkKind.LINK, 3, 6, {"href": "x"}),)), 1)
    record = open_record(path, "translate/a.po", [sentence])
    record.draft(0, Text("A word.", (Mark(MarkKind.LINK, 2, 6, {"href": "x"}),)), "model 1", "abcd")
    save_record(record)
    review(path, "Un <1>mot</1>.", "A <2>word.")
    facings, errors = open_record(path, "translate/a.po", [sentence]).facings()
    assert facings[0].target == Text("A word.", (Mark(MarkKind.LINK, 2, 6, {"href": "x"}),))
    assert len(errors) == 1
    assert str(errors[0]).startswith("translate/a.po:")
    assert "<2> is not in the French" in str(errors[0])
    shown = "<2> is read as <1>; <1> ends after “word”"
    assert str(errors[0]).endswith(f": correct it; until then {shown}")


def test_an_entry_that_is_twice_is_named_once_and_both_translations_stay(path: Path) -> None:
    translate(path, "Un.", "Deux.", "Oui.", "Oui.")
    review(path, "Deux.", "Two, by Ana.")
    merged = (
        path.read_text("utf-8") + '\nmsgid "Deux."\nmsgstr "Two, by Paul."\n\nmsgid "Un."\nmsgstr "EN Un."\n'
    )
    path.write_text(merged, "utf-8")
    line = merged.count("\n") - 4
    record = translate(path, "Un.", "Deux.", "Oui.", "Oui.")
    (error,) = record.doubles
    used = merged[: merged.index('msgid "Deux."')].count("\n")
    assert str(error).startswith(f"translate/a.po:{line}: 'Deux.' is also in line {used}, with")
    assert [entry.msgstr for entry in record.entries[:2]] == ["EN Un.", "Two, by Ana."]
    assert '#~ msgstr "Two, by Paul."' in path.read_text("utf-8")
    before = path.read_bytes()
    for _ in range(2):
        assert translate(path, "Un.", "Deux.", "Oui.", "Oui.").doubles == []
        assert path.read_bytes() == before


@pytest.mark.parametrize(
    "nothing", ["\u200b", "\u00ad", "\u0301", "\ufeff\u2060", "\u200e\u202f", "<1>\u200b</1>"]
)
def test_an_invisible_translation_is_missing(path: Path, nothing: str) -> None:
    translate(path, "Un.")
    review(path, "Un.", nothing)
    facings, _ = translate(path, "Un.").facings()
    assert (facings[0].target.plain, facings[0].state) == ("EN Un.", State.DRAFT)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'msgid "a"\nmsgstr "b\n', 2),
        (b'msgid "a"\nmsgstr "b"\n<<<<<<< HEAD\nmsgid "c"\n', 3),
        (b'msgid "a"\nmsgstr "\xe9"\n', 2),
        (b'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] "c"\n', 2),
        (b'msgid "a"\nmsgstr "b"\n\nmsgid "c"\n', 4),
        (b'#~ msgid "a\n#~ msgstr "b"\n', 1),
        (b'msgid "a" b"\nmsgstr "b"\n', 1),
        (b'msgstr "b"\n', 1),
        (b"\x00\x01", 1),
    ],
)
def test_an_invalid_file_is_reported_and_left_untouched(path: Path, content: bytes, line: int) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(EnregardError, match="left untouched") as caught:
        open_record(path, "translate/a.po", sentences("a"))
    assert caught.value.line == line
    assert path.read_bytes() == content


def test_edits_saved_during_a_run_are_not_overwritten(path: Path) -> None:
    translate(path, "Un.", "Deux.")
    record = open_record(path, "translate/a.po", sentences("Un.", "Deux.", "Trois."))
    review(path, "Un.", "One, by hand.")
    draft_all(record)
    assert save_record(record)
    facings, _ = record.facings()
    assert [facing.target.plain for facing in facings] == ["One, by hand.", "EN Deux.", "EN Trois."]
    assert 'msgstr "One, by hand."' in path.read_text("utf-8")
    assert not save_record(open_record(path, "a.po", sentences("Un.", "Deux.", "Trois.")))


def test_a_file_damaged_during_a_run_is_left_untouched(path: Path) -> None:
    translate(path, "Un.")
    record = open_record(path, "translate/a.po", sentences("Un.", "Deux."))
    path.write_text("<<<<<<< HEAD\n", "utf-8")
    draft_all(record)
    with pytest.raises(EnregardError, match="left untouched"):
        save_record(record)
    assert path.read_text("utf-8") == "<<<<<<< HEAD\n"


def test_a_failed_write_is_reported_and_leaves_the_file_untouched(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    translate(path, "Un.")
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(EnregardError) as caught:
        translate(path, "Un.", "Deux.")
    assert str(caught.value) == (
        "translate/a.po: cannot be written (No space left on device): free some space and run again"
    )
    assert [file.name for file in path.parent.iterdir()] == ["a.po"]
    assert path.read_bytes() == before


def test_an_empty_file_is_reported_and_left_untouched(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"\n")
    message = "is empty: restore an earlier version, or delete it to redraft the article"
    with pytest.raises(EnregardError, match=message):
        open_record(path, "translate/a.po", sentences("Un."))


def test_of_two_entries_of_a_sentence_the_reviewed_one_is_used(path: Path) -> None:
    translate(path, "Un.")
    merged = path.read_text("utf-8") + '\nmsgid "Un."\nmsgstr "One, by hand."\n'
    path.write_text(merged, "utf-8")
    record = translate(path, "Un.")
    assert [entry.msgstr for entry in record.entries] == ["One, by hand."]
    assert [entry.msgstr for entry in record.obsolete] == ["EN Un."]


def test_a_blank_translation_is_missing(path: Path) -> None:
    translate(path, "Un.")
    review(path, "Un.", " ")
    facings, _ = translate(path, "Un.").facings()
    assert (facings[0].target.plain, facings[0].state) == ("EN Un.", State.DRAFT)


PLAIN = st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1, max_size=12)
ARTICLE = st.lists(
    st.one_of(st.sampled_from(["Un.", "Deux.", "Trois.", "Le chat dort.", "Le chat mange."]), PLAIN),
    max_size=8,
)
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("article"), ARTICLE),
        st.tuples(
            st.just("review"), st.tuples(st.integers(0, 7), PLAIN.filter(lambda words: not is_blank(words)))
        ),
        st.tuples(st.just("remove"), st.integers(0, 7)),
        st.tuples(st.just("shuffle"), st.randoms(use_true_random=False)),
    ),
    max_size=10,
)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


@settings(max_examples=150, deadline=None)
@given(ARTICLE, EDITS)
def test_no_edit_loses_or_changes_a_reviewed_translation(
    folder: Path, article: list[str], edits: list[tuple[str, Any]]
) -> None:
    shutil.rmtree(folder / "translate", ignore_errors=True)
    path = folder / "translate" / "a.po"
    reviewed: Counter[tuple[str, str]] = Counter()
    translate(path, *article)
    for kind, what in edits:
        po = polib.pofile(str(path), encoding="utf-8")
        active = [entry for entry in po if not entry.obsolete]
        if kind == "article":
            article = what
        elif kind == "review" and what[0] < len(active):
            entry = active[what[0]]
            if not entry.fuzzy:
                reviewed[entry.msgid, entry.msgstr] -= 1
            entry.msgstr = what[1]
            entry.flags = []
            reviewed[entry.msgid, entry.msgstr] += 1
            po.save()
        elif kind == "remove" and what < len(active):
            entry = active[what]
            if not entry.fuzzy:
                reviewed[entry.msgid, entry.msgstr] -= 1
            po.remove(entry)
            po.metadata.pop("X-Enregard-Sentences", None)  # confirms that the entry is not missed
            po.save()
            if not po:
                path.unlink()
        elif kind == "shuffle":
            what.shuffle(po)
            po.save()
        record = translate(path, *article)
        assert [entry.msgid for entry in record.entries] == article
        assert not record.missing()
        after = polib.pofile(str(path), encoding="utf-8")
        assert [entry.msgid for entry in after if not entry.obsolete] == article
        keys = [(entry.msgid, entry.msgctxt) for entry in after]
        assert len(keys) == len(set(keys))
        saved = Counter((entry.msgid, entry.msgstr) for entry in after if not entry.fuzzy)
        assert not +reviewed - saved


def test_a_file_that_is_not_utf_8_is_reported_with_its_line(path: Path) -> None:
    translate(path, "Bonjour.")
    broken = path.read_bytes() + b"# caf\xe9\n"
    path.write_bytes(broken)
    line = broken.count(b"\n")
    with pytest.raises(EnregardError) as caught:
        translate(path, "Bonjour.")
    assert str(caught.value).startswith(f"translate/a.po:{line}: is not UTF-8 at byte {len(broken) - 2}")
    assert str(caught.value).endswith("; left untouched")
    assert path.read_bytes() == broken


def test_a_folder_instead_of_a_record_is_reported(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(
        EnregardError, match=r"^translate/a.po: cannot be read \(.*\): check that it is a file you can read$"
    ):
        translate(path, "Bonjour.")
