"""One translation answers several sentences, for as long as the record says so."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enregard.article.article import OBJECT, Mark, MarkKind, Sentence, State, Text
from enregard.translate.record.record import Record, open_record, save_record
from enregard.translate.record.review import (
    Undo,
    annotate,
    join,
    restore,
    review,
    save_reviewed,
    take_apart,
)

ONE, TWO, THREE, FOUR = "Il pleut.", "Le vent souffle.", "Tout dort.", "Rien ne bouge."
BOTH = "It is raining, and the wind blows."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.po"


def sentences(*plain: str) -> list[Sentence]:
    return [Sentence(Text(words), 1) for words in plain]


def opened(path: Path, *plain: str, blocks: Sequence[int] | None = None) -> Record:
    numbers = blocks or [0] * len(plain)
    return open_record(path, "a.po", sentences(*plain), blocks=lambda: numbers)


def run(path: Path, *plain: str, blocks: Sequence[int] | None = None) -> Record:
    """Do what a run of the program does: draft, and save."""
    record = opened(path, *plain, blocks=blocks)
    for index in record.missing():
        record.draft(index, Text("EN " + record.sentences[index].text.plain), "model 1", "settings")
    save_record(record)
    return record


def edit(path: Path, msgid: str, msgstr: str, tcomment: str = "", comment: str = "") -> None:
    """Review a sentence, as a translator does in an editor."""
    po = polib.pofile(str(path))
    entry = next(entry for entry in po if entry.msgid == msgid and not entry.obsolete)
    entry.msgstr, entry.tcomment, entry.comment, entry.flags = msgstr, tcomment, comment, []
    po.save()


def entry_of(path: Path, msgid: str) -> polib.POEntry:
    return next(entry for entry in polib.pofile(str(path)) if entry.msgid == msgid and not entry.obsolete)


def shown(record: Record) -> list[tuple[str, str, State]]:
    facings, errors = record.facings()
    assert errors == []
    return [(it.sentence.text.plain, it.target.plain, it.state) for it in facings]


@pytest.fixture
def joined(path: Path) -> Path:
    """A record in which two of three sentences are joined, as a translator joins them."""
    run(path, ONE, TWO, THREE)
    edit(path, ONE, BOTH, "joined with the next")
    edit(path, TWO, "")
    run(path, ONE, TWO, THREE)
    return path


@pytest.mark.parametrize(
    ("tcomment", "comment"),
    [("joined with the next", ""), ("", "joined with the next"), ("mine\nJoined with the next.", "")],
)
def test_a_comment_joins_a_sentence_with_the_next(path: Path, tcomment: str, comment: str) -> None:
    run(path, ONE, TWO, THREE)
    edit(path, ONE, BOTH, tcomment, comment)
    record = run(path, ONE, TWO, THREE)
    assert shown(record) == [
        (f"{ONE} {TWO}", BOTH, State.REVIEWED),
        (THREE, f"EN {THREE}", State.DRAFT),
    ]
    assert record.missing() == []
    first, second = entry_of(path, ONE), entry_of(path, TWO)
    assert first.tcomment.splitlines()[-1] == f"joined with the next: {TWO}"
    assert (first.tcomment + "\n").startswith(tcomment.partition("\n")[0] if "\n" in tcomment else "")
    assert first.comment == ""
    assert second.msgstr == ""
    assert second.comment == f"Formerly: EN {TWO}\nTranslated with the sentence before"
    before = path.read_bytes()
    again = run(path, ONE, TWO, THREE)
    assert not again.changed
    assert path.read_bytes() == before


def test_chains_join_more_than_two(path: Path) -> None:
    run(path, ONE, TWO, THREE, FOUR)
    for msgid in (ONE, TWO):
        edit(path, msgid, "All of it.", "joined with the next")
    record = run(path, ONE, TWO, THREE, FOUR)
    assert [it.count for it in record.sentences] == [3, 1]
    assert record.sentences[0].text.plain == f"{ONE} {TWO} {THREE}"
    assert entry_of(path, ONE).tcomment == f"joined with the next: {TWO} {THREE}"
    assert entry_of(path, TWO).tcomment == "joined with the next"
    # the reviewed words of the second stay, and are named
    assert entry_of(path, TWO).msgstr == "All of it."
    [finding] = record.facings()[0][0].findings
    assert finding.kind == "joined"
    assert finding.reason == "“All of it.” is left out: it translates a joined sentence by itself"


def test_only_sentences_of_one_block_are_joined(path: Path) -> None:
    run(path, ONE, TWO, THREE)
    edit(path, ONE, BOTH, "joined with the next")
    record = run(path, ONE, TWO, THREE, blocks=[0, 1, 1])
    assert [it.count for it in record.sentences] == [1, 1, 1]
    [finding] = record.facings()[0][0].findings
    assert finding.reason == "no sentence follows in the same paragraph to be joined with"
    assert entry_of(path, ONE).msgstr == BOTH
    record = run(path, ONE, TWO, THREE, blocks=[0, 1, 0])  # the description of an image may be between
    assert shown(record)[0] == (f"{ONE} {THREE}", BOTH, State.REVIEWED)
    assert record.facings()[0][0].findings == ()


def test_placeholders_count_on(path: Path) -> None:
    marked = [
        Sentence(Text("Le chat dort.", (Mark(MarkKind.STRONG, 3, 7),)), 1),
        Sentence(Text(f"Le chien{OBJECT} veille.", (Mark(MarkKind.FOOTNOTE, 8, 9, {"label": "n"}),)), 1),
    ]
    path.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n# joined with the next\n'
        'msgid "Le <1>chat</1> dort."\nmsgstr "The <1>cat</1> sleeps, the dog<2/> does not."\n\n'
        'msgid "Le chien<1/> veille."\nmsgstr ""\n',
        "utf-8",
    )
    record = open_record(path, "a.po", marked)
    facings, errors = record.facings()
    assert errors == []
    assert [mark.kind for mark in facings[0].target.marks] == [MarkKind.STRONG, MarkKind.FOOTNOTE]
    assert record.entries[0].tcomment == "joined with the next: Le chien<2/> veille."


def test_an_edit_of_another_sentence_or_of_typography_keeps_the_join(joined: Path) -> None:
    record = run(joined, ONE, "Le vent souffle\N{NO-BREAK SPACE}!", FOUR)
    edit(joined, "Le vent souffle\N{NO-BREAK SPACE}!", "")
    run(joined, "Nouveau.", ONE, "Le vent souffle !", FOUR)
    record = run(joined, "Nouveau.", ONE, "Le vent souffle\N{NO-BREAK SPACE}!", FOUR)
    assert record.sentences[1].count == 2
    assert record.facings()[0][1].target.plain == BOTH


def test_if_the_second_sentence_changes_the_words_become_a_draft(joined: Path) -> None:
    record = run(joined, ONE, "Le vent souffle fort.", THREE)
    assert shown(record)[0] == (f"{ONE} Le vent souffle fort.", BOTH, State.DRAFT)
    entry = entry_of(joined, ONE)
    assert entry.previous_msgid == f"{ONE} {TWO}"
    assert entry.tcomment == "joined with the next: Le vent souffle fort."
    record = run(joined, ONE, TWO, THREE)
    assert shown(record)[0] == (f"{ONE} {TWO}", BOTH, State.DRAFT)


def test_if_the_first_sentence_changes_both_get_a_draft_and_the_words_stay(joined: Path) -> None:
    record = run(joined, "Il pleut fort.", TWO, THREE)
    assert shown(record)[0] == (f"Il pleut fort. {TWO}", f"EN Il pleut fort. {TWO}", State.DRAFT)
    assert f"Formerly: {BOTH}" in entry_of(joined, "Il pleut fort.").comment.replace("\n  ", " ")
    record = run(joined, ONE, TWO, THREE)
    assert shown(record)[0] == (f"{ONE} {TWO}", BOTH, State.REVIEWED)


def test_a_chain_survives_an_edit_in_its_middle(path: Path) -> None:
    run(path, ONE, TWO, THREE)
    edit(path, ONE, "All of it.", "joined with the next")
    edit(path, TWO, "", "joined with the next")
    run(path, ONE, TWO, THREE)
    record = run(path, ONE, "Le vent souffle fort.", THREE)
    assert shown(record) == [(f"{ONE} Le vent souffle fort. {THREE}", "All of it.", State.DRAFT)]


def test_without_the_first_or_the_second_sentence_the_words_stay(joined: Path) -> None:
    record = run(joined, TWO, THREE)
    assert shown(record)[0] == (TWO, f"EN {TWO}", State.DRAFT)
    record = run(joined, ONE, TWO, THREE)
    assert shown(record)[0] == (f"{ONE} {TWO}", BOTH, State.REVIEWED)
    record = run(joined, ONE, THREE, blocks=[0, 1])
    assert shown(record)[0] == (ONE, BOTH, State.DRAFT)
    assert entry_of(joined, ONE).tcomment == "joined with the next"
    edit(joined, ONE, "It rains.", "joined with the next")  # reviewed again: no further run objects
    assert shown(run(joined, ONE, THREE, blocks=[0, 1]))[0] == (ONE, "It rains.", State.REVIEWED)


def test_without_the_comment_the_sentences_are_taken_apart(joined: Path) -> None:
    edit(joined, ONE, "It is raining.")
    record = run(joined, ONE, TWO, THREE)
    assert shown(record)[:2] == [(ONE, "It is raining.", State.REVIEWED), (TWO, f"EN {TWO}", State.DRAFT)]
    assert "Translated with" not in joined.read_text("utf-8")


def test_drafts_are_made_for_both_together(path: Path) -> None:
    run(path, ONE, TWO, THREE)
    po = polib.pofile(str(path))
    po[0].tcomment = "joined with the next"
    po[0].msgstr = ""
    po.save()
    record = run(path, ONE, TWO, THREE)
    assert shown(record)[0] == (f"{ONE} {TWO}", f"EN {ONE} {TWO}", State.DRAFT)
    record = run(path, ONE, "Le vent tourne.", THREE)  # nobody wrote the draft, so it is made again
    assert shown(record)[0] == (f"{ONE} Le vent tourne.", f"EN {ONE} Le vent tourne.", State.DRAFT)
    assert f"Formerly: EN {ONE} {TWO}" in entry_of(path, ONE).comment
    record.mark_for_redraft(only_faulty=False)
    assert record.missing() == [0, 1]


def test_thousands_of_joins_take_linear_time_and_space(path: Path) -> None:
    plain = [f"Phrase {number}." for number in range(1500)]
    run(path, *plain)
    size = path.stat().st_size
    path.write_text(path.read_text("utf-8").replace("\n\n#. ", "\n\n# joined with the next\n#. "), "utf-8")
    record = run(path, *plain)
    assert len(record.entries) == 1
    assert path.stat().st_size < 3 * size


def test_a_join_made_while_the_program_drafts_is_kept(path: Path) -> None:
    run(path, ONE, TWO, THREE)
    edit(path, ONE, "", "")
    edit(path, TWO, "", "")
    record = open_record(path, "a.po", sentences(ONE, TWO, THREE))
    edit(path, ONE, BOTH, "joined with the next")
    for index in record.missing():
        record.draft(index, Text("EN"), "model 1", "settings")
    save_record(record)
    assert record.changed  # so that its page is not taken for up to date
    assert shown(run(path, ONE, TWO, THREE))[0] == (f"{ONE} {TWO}", BOTH, State.REVIEWED)
    assert entry_of(path, TWO).msgstr == ""


def test_notes_on_both_sentences_are_shown(joined: Path) -> None:
    record = run(joined, ONE, TWO, THREE)
    undo = annotate(record, 0, "It often does.")
    record.members(0)[1].tcomment = "note for readers: A storm."
    save_reviewed(record, [0])
    record = run(joined, ONE, TWO, THREE)
    assert record.facings()[0][0].note == "It often does. A storm."
    index, _ = restore(record, undo)
    save_reviewed(record, [index])
    assert run(joined, ONE, TWO, THREE).facings()[0][0].note == "A storm."


def test_long_sentences_are_recorded_on_several_lines(path: Path) -> None:
    long = "Un mot et " + "encore un mot et " * 20 + "x" * 200 + "."
    run(path, ONE, long)
    edit(path, ONE, BOTH, "joined with the next")
    for _ in range(3):  # polib and the program write it
        record = run(path, ONE, long)
        assert shown(record) == [(f"{ONE} {long}", BOTH, State.REVIEWED)]
        polib.pofile(str(path), wrapwidth=78).save()


STEP = st.tuples(
    st.sampled_from(["join", "apart", "review", "mark", "change", "remove", "add"]), st.integers(0, 5)
)


@settings(max_examples=30)
@given(steps=st.lists(STEP, max_size=8))
def test_whatever_happens_each_sentence_is_answered_once_and_no_words_are_lost(
    steps: list[tuple[str, int]],
) -> None:
    plain, blocks, typed = [ONE, TWO, THREE, FOUR], [0, 0, 0, 1], set[str]()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.po"
        for number, (step, at) in enumerate([*steps, ("", 0)]):
            record = run(path, *plain, blocks=blocks)
            assert [part.text for it in record.sentences for part in it.parts or [it]] == [
                Text(words) for words in plain
            ]
            record = opened(path, *plain, blocks=blocks)
            assert not record.changed
            before = path.read_bytes()
            index = at % len(record.entries)
            undo: list[Undo] = []
            match step:
                case "join" if index in record.following():
                    undo = join(record, index)
                case "apart":
                    undo = take_apart(record, index)
                case "review" | "mark":
                    entry = record.entries[index]
                    typed = {words for words in typed if words not in entry.msgstr} | {f"Typed {number}."}
                    tcomment = (
                        "joined with the next" if step == "mark" and not entry.tcomment else entry.tcomment
                    )
                    review(record, index, f"Typed {number}.", [], tcomment)
                case "change":
                    plain = [words + " !" if it == at else words for it, words in enumerate(plain)]
                case "remove" if len(plain) > 1:
                    plain, blocks = plain[: at + 1] + plain[at + 2 :], blocks[: at + 1] + blocks[at + 2 :]
                case "add":
                    plain, blocks = [f"{number} ans.", *plain], [blocks[0], *blocks]
            if step == "mark":
                save_record(record)  # by another program
            else:
                save_reviewed(record, [index])
            if undo:
                record = opened(path, *plain, blocks=blocks)
                again = [restore(record, it) for it in undo]
                save_reviewed(record, [it for it, _ in again])
                assert path.read_bytes() == before
                record = opened(path, *plain, blocks=blocks)
                save_reviewed(record, [restore(record, it)[0] for _, it in again])
        text = path.read_text("utf-8").replace('"\n"', "").replace("\n#.   ", " ")
        assert [words for words in typed if words not in text] == []
