"""Whatever happens to an article, every word that a person typed stays in its record."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enregard.article.article import Finding, Text
from enregard.importing.accept import Offer, accept, note_other
from enregard.translate.record.comments import note_of
from enregard.translate.record.record import Record, open_record, save_record
from enregard.translate.record.review import annotate, review, save_reviewed
from tests.translate.record.test_record import sentences

MSGCAT = shutil.which("msgcat")
ARTICLE = st.lists(
    st.sampled_from(["Un.", "Deux.", "Le chat dort sur le tapis.", "Le chat mange sur le tapis.", "Oui."]),
    min_size=1,
    max_size=5,
)
AT = st.integers(0, 4)
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(["type over", "review", "review in browser", "import", "note", "find"]),
            AT,
        ),
        st.tuples(st.just("annotate"), AT),
        st.tuples(st.sampled_from(["unreview", "redraft all", "redraft findings", "msgcat"]), AT),
        st.tuples(st.just("edit"), ARTICLE),
    ),
    max_size=14,
)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


class Person:
    """A person with an editor, a browser and the command line."""

    def __init__(self, path: Path, article: list[str]) -> None:
        self.path = path
        self.article = article
        self.every: list[str] = []
        self.last = ""
        self._numbers = count(1)

    def open(self) -> Record:
        return open_record(self.path, "translate/a.po", sentences(*self.article))

    def words(self) -> str:
        """Return words that no PO writer can keep on a line."""
        number = next(self._numbers)
        self.every.append(f"typed-{number}")
        far = "far-away " * 8
        self.last = f"typed-{number} with well-known words, Finding (numbers): and Imported from {far}"
        return self.last

    def build(self, model: int) -> None:
        record = self.open()
        self.draft(record, model)

    def draft(self, record: Record, model: int) -> None:
        for index in record.missing():
            record.draft(
                index, Text(f"Draft {model} of {record.entries[index].msgid}"), f"model {model}", "x"
            )
        save_record(record)

    def edit_file(self, at: int, *, fuzzy: bool, msgstr: str | None) -> None:
        po = polib.pofile(str(self.path), encoding="utf-8")
        active = [entry for entry in po if not entry.obsolete]
        if at < len(active):
            self.forget(active[at].msgstr if msgstr else "")
            active[at].msgstr = msgstr or active[at].msgstr
            active[at].flags = ["fuzzy"] if fuzzy else []
            po.save()

    def forget(self, replaced: str) -> None:
        """Expect no longer the words that the person replaces."""
        self.every = [words for words in self.every if words not in replaced.split()]

    def do(self, step: str, what: Any, model: int) -> None:
        if step == "edit":
            self.article = what
        elif step in ("type over", "review"):
            if what < len(self.article):
                self.edit_file(what, fuzzy=step == "type over", msgstr=self.words())
        elif step == "unreview":
            self.edit_file(what, fuzzy=True, msgstr=None)
        elif step == "msgcat" and MSGCAT:
            subprocess.run([MSGCAT, "-o", self.path, self.path], check=True)
        elif step.startswith("redraft"):
            record = self.open()
            record.mark_for_redraft(only_faulty=step == "redraft findings")
            self.draft(record, model)
        elif what < len(self.article):
            self.use_program(step, what)

    def use_program(self, step: str, at: int) -> None:
        record = self.open()
        entry = record.entries[at]
        if step == "review in browser":
            self.forget(entry.msgstr)
            review(record, at, " ".join(self.words().split()), [], entry.tcomment)
            save_reviewed(record, [at])
        elif step == "find":
            record.set_findings(at, [Finding("numbers", "31 is not in the English")])
            save_record(record)
        elif step == "annotate":
            self.forget(note_of(entry.tcomment))
            annotate(record, at, self.words())
            save_reviewed(record, [at])
            assert note_of(self.open().entries[at].tcomment) == " ".join(self.last.split())
        elif step == "import":
            accept(record, at, Offer(self.words(), "a.tmx:1", reviewed=at % 2 == 0), lambda *_: ())
            save_record(record)
        elif step == "note":
            note_other(record, at, self.words(), "b.tmx:2")
            save_record(record)


@settings(max_examples=120, deadline=None)
@given(ARTICLE, STEPS)
def test_every_typed_word_is_in_the_record(
    folder: Path, article: list[str], steps: list[tuple[str, Any]]
) -> None:
    shutil.rmtree(folder / "translate", ignore_errors=True)
    person = Person(folder / "translate" / "a.po", article)
    person.build(0)
    for model, (step, what) in enumerate(steps, 1):
        person.do(step, what, model)
        person.build(model)
        text = person.path.read_text("utf-8")
        assert [words for words in person.every if not re.search(rf"\b{words}\b", text)] == []
        before = person.path.read_bytes()
        person.build(model)
        assert person.path.read_bytes() == before


def test_words_typed_over_a_draft_survive_a_redraft_and_an_edit(folder: Path) -> None:
    path = folder / "one" / "a.po"
    person = Person(path, ["Un.", "La nuit tombe vite."])
    person.build(0)
    person.edit_file(1, fuzzy=True, msgstr="My own words for the night.")
    person.do("redraft all", 0, 1)
    for step in (["Un.", "La nuit tombe bien vite."], ["Un."], ["Un.", "La nuit tombe vite."], ["Deux."]):
        person.do("edit", step, 2)
        person.build(2)
        person.do("redraft all", 0, 3)
    assert "# Formerly: My own words for the night." in path.read_text("utf-8")


def test_a_note_stays_with_its_sentence_when_that_is_edited_or_comes_back(folder: Path) -> None:
    path = folder / "two" / "a.po"
    person = Person(path, ["Un.", "La nuit tombe vite."])
    person.build(0)
    record = person.open()
    annotate(record, 1, f"See {'https://example.org/' + 'a-b' * 40} for far-away nights. " * 2)
    save_record(record)
    note = note_of(person.open().entries[1].tcomment)
    assert note.startswith("See https://example.org/a-ba-b")
    assert note.endswith("nights.")
    for article in (["Un.", "La nuit tombe bien vite."], ["La nuit tombe bien vite.", "Un.", "Deux."]):
        person.do("edit", article, 1)
        person.build(1)
        person.do("redraft all", 0, 2)
        assert [note_of(entry.tcomment) for entry in person.open().entries if "nuit" in entry.msgid] == [note]
    person.do("edit", ["Un."], 3)
    person.build(3)
    person.do("edit", ["Un.", "La nuit tombe vite."], 4)
    person.build(4)
    facings, _ = person.open().facings()
    assert [facing.note for facing in facings] == ["", note]
