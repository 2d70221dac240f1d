"""Search and replace: what changes, what is refused by name, and that undo brings every byte back."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from enregard.article.article import OBJECT, Mark, MarkKind, Text
from enregard.cli import main
from enregard.errors import EnregardError
from enregard.publication.publication import Publication, open_publication
from enregard.records import open_records
from enregard.review.pattern import Pattern, Query, replace_words
from enregard.review.replace import Preview, Totals, find, replace, replace_previewed, undo
from enregard.translate.markup.placeholders import from_placeholders, with_placeholders
from enregard.translate.record.comments import is_edited
from enregard.translate.record.record import save_record
from tests.stand_in import Collected

ENTRIES = {
    "Une voiture **rouge**.": ("A <1>red</1> car.", True),
    "La voiture `car` et la *vieille voiture*.": ("The car <1>car</1> and the <2>old car</2>.", False),
    "La *voiture* rouge roule.": ("The <1>car</1> park, carefully.", True),
    "Une Voiture ![](i.png) ici.": ("Car <1/> here.", False),
}


@pytest.fixture
def publication(tmp_path: Path) -> Publication:
    """Two articles with the same sentences, the second of which is reviewed throughout."""
    (tmp_path / "translate").mkdir()
    (tmp_path / "seeds").mkdir()
    for name in ("a", "b"):
        seed = "\n\n".join(["# Titre", *ENTRIES])
        (tmp_path / "seeds" / f"{name}.md").write_text(seed + "\n", "utf-8")
    publication = open_publication(tmp_path)
    for segmented, record in open_records(publication, Collected()):
        for entry, (english, draft) in zip(
            record.entries, [("Title", False), *ENTRIES.values()], strict=True
        ):
            is_draft = draft and segmented.article.slug == "a"
            entry.msgstr, entry.flags = english, ["fuzzy"] if is_draft else []
            entry.comment = "Machine draft by m 1 (x)\nCertainty 0.50" if is_draft else ""
        record.obsolete.append(polib.POEntry(msgid="Ailleurs.", msgstr="A car elsewhere.", obsolete=True))
        save_record(record)
    return publication


@pytest.fixture
def run(publication: Publication) -> Callable[..., Result]:
    return lambda *words, **more: CliRunner().invoke(main, ["replace", *words, str(publication.root)], **more)


def english(publication: Publication, name: str) -> list[str]:
    return [entry.msgstr for entry in polib.pofile(str(publication.record_path(f"{name}.po")))]


def contents(publication: Publication) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in publication.translate.iterdir()}


def test_states_stay_and_undo_brings_every_byte_back(
    publication: Publication, run: Callable[..., Result]
) -> None:
    before = contents(publication)
    result = run("car", "coach", "-w", "--write")
    assert result.exit_code == 0
    assert "replaced: 8 places in 6 sentences of 2 articles" in result.output
    assert english(publication, "a") == [
        "Title",
        "A <1>red</1> coach.",
        "The coach <1>car</1> and the <2>old coach</2>.",
        "The <1>coach</1> park, carefully.",
        "Car <1/> here.",
        "A car elsewhere.",
    ]
    drafts = polib.pofile(str(publication.record_path("a.po")))
    assert [entry.fuzzy for entry in drafts] == [False, True, False, True, False, False]
    assert [is_edited(entry.comment) for entry in drafts] == [False, True, False, True, False, False]
    assert not any(entry.fuzzy for entry in polib.pofile(str(publication.record_path("b.po"))))
    assert run("--undo").exit_code == 0
    assert contents(publication) == before
    again = run("--undo")
    assert (again.exit_code, "no replacement to undo" in again.output) == (1, True)


def test_edited_drafts_are_not_redrafted(publication: Publication, run: Callable[..., Result]) -> None:
    assert run("red", "scarlet", "--write").exit_code == 0
    _, record = next(iter(open_records(publication, Collected())))
    record.mark_for_redraft(only_faulty=False)
    assert record.redraft == {3}
    assert run("--undo").exit_code == 0
    _, record = next(iter(open_records(publication, Collected())))
    record.mark_for_redraft(only_faulty=False)
    assert record.redraft == {1, 3}


def test_nothing_is_written_without_consent(
    publication: Publication, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(publication)
    preview = run("red", "blue")
    assert preview.output.splitlines()[:3] == [
        "translate/a.po:19 (draft)",
        "- A <1>red</1> car.",
        "+ A <1>blue</1> car.",
    ]
    assert "pass --write" in preview.output
    monkeypatch.setattr(sys.modules["enregard.cli.replace"], "_can_ask", lambda: True)
    run("red", "blue", input="n\n")
    assert run("red", "blue", input="").exit_code == 130
    assert contents(publication) == before
    assert "replaced: 2 places" in run("red", "blue", input="y\n").output
    assert english(publication, "b")[1] == "A <1>blue</1> car."


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (
            "red car",
            "coach",
            "not replaced in «A red car.»: “red car” is partly inside and partly outside of strong “red”",
        ),
        ("Car X here".replace("X", OBJECT), "Here", "contains an image"),
        ("old car", "", "no words would be left"),
    ],
)
def test_a_sentence_whose_markup_would_break_is_named(
    publication: Publication, run: Callable[..., Result], old: str, new: str, why: str
) -> None:
    before = contents(publication)
    result = run(old, new, "--write")
    assert (result.exit_code, why in result.output) == (1, True), result.output
    assert "error: translate/a.po:" in result.output
    assert contents(publication) == before


def test_a_file_that_changed_since_the_preview_is_skipped_and_named(publication: Publication) -> None:
    report, query = Collected(), Query("red", "blue")
    with Preview() as preview:
        found = list(preview.keep(find(publication, query, report), report))
        assert [str(one.path) for one in found] == ["a.md", "b.md"]
        path = publication.record_path("a.po")
        path.write_text(path.read_text("utf-8").replace("carefully", "slowly"), "utf-8")
        written = list(replace_previewed(publication, query, report, preview))
    assert [str(one.path) for one in written] == ["b.md"]
    assert len(report.problems) == 1
    assert "translate/a.po: has changed meanwhile" in report.problems[0]
    assert english(publication, "a")[1] == "A <1>red</1> car."


def test_sentences_can_be_left_out(publication: Publication) -> None:
    report, query = Collected(), Query("red", "blue")
    with Preview() as preview:
        first = next(iter(preview.keep(find(publication, query, report), report)))
        chosen = {("a.md", first.changes[0].line)}
        assert list(replace_previewed(publication, query, report, preview, chosen)) == []
    assert report.problems == []


def test_undo_leaves_what_changed_since(publication: Publication) -> None:
    report = Collected()
    assert len(list(replace(publication, Query("car", "van", word=True), report))) == 2
    path = publication.record_path("a.po")
    path.write_text(path.read_text("utf-8").replace("A <1>red</1> van", "One <1>red</1> van"), "utf-8")
    totals = Totals()
    for found in undo(publication, report):
        totals.add(found.changes)
    assert totals.sentences == 5
    assert len(report.problems) == 1
    assert "not undone" in report.problems[0]
    assert english(publication, "a")[1:3] == [
        "One <1>red</1> van.",
        "The car <1>car</1> and the <2>old car</2>.",
    ]


def test_undo_after_a_run_that_was_killed_before_it_wrote_a_record(publication: Publication) -> None:
    before = contents(publication)
    report = Collected()
    list(replace(publication, Query("red", "blue"), report))
    publication.record_path("a.po").write_bytes(before["a.po"])
    list(undo(publication, report))
    assert (contents(publication), report.problems) == (before, [])


def test_regular_expressions(publication: Publication) -> None:
    report = Collected()
    list(replace(publication, Query(r"(?P<what>\w+) park", r"\g<what> pool", regex=True), report))
    assert "partly inside" in report.problems[0]
    list(replace(publication, Query(r"\b(re)d\b", r"\1D", regex=True), report))
    assert english(publication, "b")[1] == "A <1>reD</1> car."


@pytest.mark.parametrize(
    ("query", "why"),
    [
        (Query("", "x"), "nothing to search for"),
        (Query("a*", "x", regex=True), "where there is no text"),
        (Query("(", "x", regex=True), "not a regular expression"),
        (Query("(a)", r"\2", regex=True), "NEW cannot be used"),
        (Query("(?:(?:a{999}){999}){999}", "x", regex=True), "OLD is too large: use at most "),
        (Query("a", "x\0", regex=True), "NEW contains U+0000, which is not text: remove it"),
        (Query("a(?R)?", "x", regex=True), "OLD calls itself or one of its groups"),
        (Query("(?<n>a(?&n)?)", "x", regex=True), "OLD calls itself or one of its groups"),
    ],
)
def test_queries_that_cannot_be_used(query: Query, why: str) -> None:
    with pytest.raises(EnregardError) as raised:
        Pattern(query)
    assert why in raised.value.what


def test_a_regular_expression_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("enregard.review.pattern._SECONDS", 0.1)
    with pytest.raises(EnregardError, match="takes too long"):
        Pattern(Query("(a|aa)+$", "x", regex=True)).is_in("a" * 80 + "b")


WORDS = st.text("ab <1/>", max_size=6)


@settings(max_examples=60, deadline=None)
@given(
    pieces=st.lists(st.tuples(WORDS, st.sampled_from(["", *MarkKind])), max_size=5),
    old=st.text("ab <1", min_size=1, max_size=3),
    new=WORDS,
)
def test_markup_survives_any_replacement(pieces: list[tuple[str, str]], old: str, new: str) -> None:
    marks, plain = [], ""
    for words, kind in pieces:
        piece = (
            OBJECT if kind in {MarkKind.IMAGE, MarkKind.FOOTNOTE, MarkKind.BREAK, MarkKind.HTML} else words
        )
        if kind and piece:
            marks.append(Mark(MarkKind(kind), len(plain), len(plain) + len(piece), {}))
        plain += piece
    text = Text(plain, tuple(marks))
    edits = Pattern(Query(old, new)).edits(text)
    edited, refused = replace_words(text, edits)
    if refused:
        assert edited == text
        return
    assert [(mark.kind, mark.attrs) for mark in edited.marks] == [(mark.kind, mark.attrs) for mark in marks]
    assert from_placeholders(with_placeholders(edited, text.marks), text.marks).plain == edited.plain
    if not any(mark.kind in ("code", "keyboard", "kept", "link") for mark in marks):
        assert edited.plain == plain.replace(old, new)


def test_the_log_is_one_line_an_article(publication: Publication) -> None:
    list(replace(publication, Query("red", "blue"), Collected()))
    lines = (publication.cache / "replaced.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["path"] for line in lines] == ["a.md", "b.md"]
    (publication.cache / "replaced.jsonl").write_text("{\n", "utf-8")
    with pytest.raises(EnregardError, match="is damaged: the replacement cannot be undone"):
        list(undo(publication, Collected()))
