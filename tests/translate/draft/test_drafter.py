"""Each gap is filled once and saved at once, or reported if there is no model."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from math import log
from pathlib import Path

import polib
import pytest

from enregard.article.article import Finding, Mark, MarkKind, Sentence, Text
from enregard.article.edits import join_texts, slice_text
from enregard.article.score import Score
from enregard.errors import EnregardError
from enregard.translate.draft import drafter as module
from enregard.translate.draft.cache import DraftCache
from enregard.translate.draft.drafter import Drafter, Source, windows
from enregard.translate.model.translator import Draft, Key, Translator
from enregard.translate.record.record import Record, open_record
from enregard.translate.record.word_links import hash_of
from tests.stand_in import Collected, Shouting


def make_record(folder: Path, name: str, *plain: str) -> Record:
    path = folder / "translate" / f"{name}.po"
    return open_record(path, f"translate/{name}.po", [Sentence(Text(words), 1) for words in plain])


class Model:
    """A source of drafts that records the sentences it is asked for."""

    def __init__(self, folder: Path, fail_after: int | None = None) -> None:
        self.folder = folder
        self.loads = 0
        self.asked: list[str] = []
        self.fail_after = fail_after

    def source(self) -> Source:
        return Source("shout 1", "abcd", self.load, DraftCache(self.folder / "memory.sqlite", "shout"))

    def load(self) -> AbstractContextManager[Translator]:
        self.loads += 1
        return nullcontext(self)

    def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Draft]]:
        for key, text in reversed(list(texts)):
            if len(self.asked) == self.fail_after:
                raise KeyboardInterrupt
            self.asked.append(str(key))
            yield from Shouting().stream([(key, text)])


def test_every_gap_is_filled_and_saved(tmp_path: Path) -> None:
    model, report = Model(tmp_path), Collected()
    pairs = [("a", make_record(tmp_path, "a", "Un.", "Deux.")), ("b", make_record(tmp_path, "b", "Trois."))]
    with Drafter(model.source, report) as drafter:
        assert sorted(item for item, _ in drafter.fill(pairs)) == ["a", "b"]
    assert drafter.drafted == 3
    saved = polib.pofile(str(tmp_path / "translate" / "a.po"))
    assert [(entry.msgid, entry.msgstr, entry.fuzzy) for entry in saved] == [
        ("Un.", "UN.", True),
        ("Deux.", "DEUX.", True),
    ]
    assert not report.problems


def test_a_repeated_sentence_is_translated_once(tmp_path: Path) -> None:
    model = Model(tmp_path)
    pairs = [(name, make_record(tmp_path, name, "Un.", "Oui.", "Oui.")) for name in "abc"]
    with Drafter(model.source, Collected()) as drafter:
        assert len(list(drafter.fill(pairs))) == 3
    assert sorted(model.asked) == ["Oui.", "Un."]
    assert drafter.drafted == 9


def test_the_certainty_of_a_draft_is_recorded_also_from_the_cache(tmp_path: Path) -> None:
    class Certain(Model):
        def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Draft]]:
            for key, draft in super().stream(texts):
                yield key, Draft(draft.text, Score(10 * log(0.625), 10))

    for run in range(2):
        model = Certain(tmp_path)
        record = make_record(tmp_path, f"a{run}", "Un.")
        with Drafter(model.source, Collected()) as drafter:
            list(drafter.fill([("a", record)]))
        assert [facing.certainty for facing in record.facings()[0]] == [0.62]
        assert "#. Certainty 0.62\n" in record.path.read_text("utf-8")
    assert model.loads == 0


def test_links_of_drafts_are_known_while_their_article_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Linking(Model):
        def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Draft]]:
            for key, draft in super().stream(texts):
                yield key, Draft(draft.text, links="00")

    monkeypatch.setattr(module, "WINDOW", 1)
    records = [make_record(tmp_path, name, "Un.", name) for name in "ab"]
    with Drafter(Linking(tmp_path).source, Collected()) as drafter:
        found = [dict(drafter.links) for _ in drafter.fill((record.path, record) for record in records)]
    assert found == [
        {hash_of("Un.", "UN."): "00", hash_of("a", "A"): "00"},
        {hash_of("b", "B"): "00"},  # the other draft is from the cache
    ]


def test_cached_drafts_never_load_the_model(tmp_path: Path) -> None:
    for _ in range(2):
        model = Model(tmp_path)
        (tmp_path / "translate" / "a.po").unlink(missing_ok=True)
        with Drafter(model.source, Collected()) as drafter:
            list(drafter.fill([("a", make_record(tmp_path, "a", "Un.", "Deux."))]))
    assert model.loads == 0
    assert drafter.drafted == 2


def test_complete_records_need_no_model(tmp_path: Path) -> None:
    def no_source() -> Source:
        raise AssertionError("nothing is missing")

    with Drafter(Model(tmp_path).source, Collected()) as drafter:
        list(drafter.fill([("a", make_record(tmp_path, "a", "Un."))]))
    with Drafter(no_source, Collected()) as drafter:
        assert len(list(drafter.fill([("a", make_record(tmp_path, "a", "Un."))]))) == 1


def test_records_are_grouped_by_gaps_and_complete_ones_do_not_wait(tmp_path: Path) -> None:
    def pairs() -> Iterator[tuple[str, Record]]:
        for name in ("two", "none", "three", "one"):
            count = ("none", "one", "two", "three").index(name)
            yield name, make_record(tmp_path, name, *(f"{number}." for number in range(count)))
            read.append(name)

    read: list[str] = []
    grouped = [([pending.item for pending in window], [*read]) for window in windows(pairs(), 4)]
    assert grouped == [
        (["none"], ["two"]),
        (["two", "three"], ["two", "none"]),
        (["one"], ["two", "none", "three", "one"]),
    ]


def test_windows_are_filled_one_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WINDOW", 5)
    model = Model(tmp_path)
    pairs = (
        (number, make_record(tmp_path, str(number), f"{number} a.", f"{number} b.")) for number in range(9)
    )
    with Drafter(model.source, Collected()) as drafter:
        assert sorted(item for item, _ in drafter.fill(pairs)) == list(range(9))
    assert model.loads == 1
    assert len(model.asked) == 18


def test_an_interrupted_run_resumes(tmp_path: Path) -> None:
    plain = [f"Phrase {number}." for number in range(10)]
    model = Model(tmp_path, fail_after=6)
    with pytest.raises(KeyboardInterrupt), Drafter(model.source, Collected()) as drafter:
        list(drafter.fill([("a", make_record(tmp_path, "a", *plain))]))
    assert len(make_record(tmp_path, "a", *plain).missing()) == 4
    again = Model(tmp_path)
    with Drafter(again.source, Collected()) as drafter:
        list(drafter.fill([("a", make_record(tmp_path, "a", *plain))]))
    assert sorted(model.asked + again.asked) == sorted(plain)


def test_without_a_model_each_article_is_reported_and_the_reason_once(tmp_path: Path) -> None:
    def no_source() -> Source:
        raise EnregardError("no model")

    report = Collected()
    pairs = [("a", make_record(tmp_path, "a", "Un.", "Deux.")), ("b", make_record(tmp_path, "b", "Trois."))]
    with Drafter(no_source, report) as drafter:
        assert sorted(item for item, _ in drafter.fill(pairs)) == ["a", "b"]
    assert report.problems == [
        "no model",
        "translate/a.po: 2 of 2 sentences not translated yet",
        "translate/b.po: 1 of 1 sentence not translated yet",
    ]
    assert 'msgid "Deux."\nmsgstr ""' in (tmp_path / "translate" / "a.po").read_text("utf-8")


class Swapping:
    """Translates by swapping two marked words."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def source(self) -> Source:
        return Source(
            "swap 1", "abcd", lambda: nullcontext(self), DraftCache(self.folder / "m.sqlite", "swap")
        )

    def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Draft]]:
        for key, text in texts:
            one, two = (slice_text(text, *mark.span) for mark in text.marks)
            yield key, Draft(join_texts([two, one]))


@pytest.mark.parametrize("remembered", [False, True])
def test_markup_stays_with_its_words_when_they_change_places(tmp_path: Path, remembered: bool) -> None:
    for run in range(1 + remembered):
        marks = (Mark(MarkKind.STRONG, 0, 4), Mark(MarkKind.LINK, 5, 9, {"href": "a"}))
        others = (Mark(MarkKind.STRONG, 0, 4), Mark(MarkKind.LINK, 5, 9, {"href": "b"}))
        sentences = [Sentence(Text("chat noir", given), 1) for given in (marks, others)]
        record = open_record(tmp_path / f"{run}.po", f"translate/{run}.po", sentences)
        model, report = Swapping(tmp_path), Collected()
        with Drafter(model.source, report) as drafter:
            assert list(drafter.fill([("a", record)]))
        assert not report.problems
        assert record.entries[0].msgstr == "<2>noir</2> <1>chat</1>"
        facings, errors = record.facings()
        assert not errors
        for facing, address in zip(facings, "ab", strict=True):
            link, strong = facing.target.marks
            assert (link.kind, link.start, link.attrs["href"]) == (MarkKind.LINK, 0, address)
            assert (strong.kind, strong.start) == (MarkKind.STRONG, 5)


def test_verbatim_words_are_not_cached_as_translatable_ones(tmp_path: Path) -> None:
    model, report = Model(tmp_path), Collected()
    for kind in (MarkKind.STRONG, MarkKind.NOT_TRANSLATED):
        record = open_record(
            tmp_path / f"{kind}.po", "a.po", [Sentence(Text("un chat", (Mark(kind, 3, 7),)), 1)]
        )
        with Drafter(model.source, report) as drafter:
            assert list(drafter.fill([("a", record)]))
    assert len(model.asked) == 2


def redraft(tmp_path: Path, model: Model, record: Record, only_faulty: bool) -> Collected:
    report = Collected()
    record.mark_for_redraft(only_faulty)
    with Drafter(model.source, report) as drafter:
        list(drafter.fill([("a", record)]))
    return report


def test_redrafting_replaces_drafts_but_not_reviewed_sentences(tmp_path: Path) -> None:
    sentences = ("Un.", "Deux.", "Trois.")
    model = Model(tmp_path)
    with Drafter(model.source, Collected()) as drafter:
        list(drafter.fill([("a", make_record(tmp_path, "a", *sentences))]))
    path = tmp_path / "translate" / "a.po"
    words = path.read_text().replace("UN.", "A person's half-done work.")
    path.write_text(words.replace('#, fuzzy\nmsgid "Deux."\nmsgstr "DEUX."', 'msgid "Deux."\nmsgstr "Two."'))
    redraft(tmp_path, model, make_record(tmp_path, "a", *sentences), only_faulty=False)
    saved = polib.pofile(str(path))
    assert [(entry.msgstr, entry.fuzzy) for entry in saved] == [
        ("UN.", True),
        ("Two.", False),
        ("TROIS.", True),
    ]
    assert "Formerly: A person's half-done work." in saved[0].comment
    assert "Formerly" not in saved[2].comment
    before = path.read_bytes()
    redraft(tmp_path, model, make_record(tmp_path, "a", *sentences), only_faulty=False)
    assert path.read_bytes() == before


def test_redrafting_only_drafts_with_findings(tmp_path: Path) -> None:
    record = make_record(tmp_path, "a", "Un.", "Deux.", "Trois.")
    for index, words in enumerate(("One.", "Two.", "Three.")):
        record.draft(index, Text(words), "other 1", "abcd")
    record.set_findings(0, [Finding("numbers", "“1” is “one”")])
    record.set_findings(2, [Finding("names", "“Trois” is gone")])
    record.entries[2].tcomment = "accepted: names"
    redraft(tmp_path, Model(tmp_path), record, only_faulty=True)
    assert [entry.msgstr for entry in record.entries] == ["UN.", "Two.", "Three."]
    assert record.entries[0].comment == "Formerly: One.\nMachine draft by shout 1 (abcd)"


def test_redrafting_without_a_model_keeps_the_drafts(tmp_path: Path) -> None:
    record = make_record(tmp_path, "a", "Un.")
    record.draft(0, Text("One."), "other 1", "abcd")
    record.mark_for_redraft(only_faulty=False)

    def no_model() -> Source:
        raise EnregardError("there is no model")

    report = Collected()
    with Drafter(no_model, report) as drafter:
        list(drafter.fill([("a", record)]))
    assert [str(problem) for problem in report.problems] == ["there is no model"]
    assert polib.pofile(str(record.path))[0].msgstr == "One."


def test_progress_counts_words_over_all_windows_and_ends_with_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WINDOW", 4)
    monkeypatch.setattr(module, "_REPORT_SECONDS", -1)
    reported: list[tuple[int, int]] = []

    class Recording(Collected):
        def progress(self, task: str, done: int, total: int) -> None:
            super().progress(task, done, total)
            reported.append((done, total))

    pairs = (
        (number, make_record(tmp_path, str(number), f"{number} a b.", f"{number} c.")) for number in range(6)
    )
    with Drafter(Model(tmp_path).source, Recording()) as drafter:
        drafter.expected = 6
        list(drafter.fill(pairs))
    assert {total for _, total in reported} == {30}
    assert [done for done, _ in reported] == sorted(done for done, _ in reported)
    assert reported[-1] == (30, 30)
