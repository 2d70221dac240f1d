"""A sentence in another typography keeps its entry."""

import re
import unicodedata
from pathlib import Path, PurePosixPath
from random import Random

import polib
import pytest

from enregard.article.article import Mark, MarkKind, Sentence, Text
from enregard.errors import EnregardError
from enregard.seeds.files import split_lines
from enregard.seeds.read import read_article
from enregard.translate.markup.placeholders import from_placeholders, with_placeholders
from enregard.translate.record.merge import merge
from enregard.translate.record.record import open_record, save_record
from enregard.translate.segment.facing import segment_article
from tests.conftest import ROOT
from tests.retype import retype

_WITH_CODE = {"inline.md", "front-matter.md", "kept.md"}  # which `retype` would change
ARTICLES = [
    path
    for folder in ("seeds", "tests/seeds/fixtures", "tests/publications/press/seeds")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in {".md", ".txt"} and path.name not in _WITH_CODE
]


def entry(msgid: str, msgstr: str = "", *, fuzzy: bool = False, obsolete: bool = False) -> polib.POEntry:
    flags = ["fuzzy"] if fuzzy else []
    return polib.POEntry(msgid=msgid, msgstr=msgstr, flags=flags, obsolete=obsolete)


def merged(active: list[polib.POEntry], *french: str, obsolete: tuple[polib.POEntry, ...] = ()) -> list[str]:
    """Return the translations of the sentences `french`; every entry has its sentence as it is now."""
    entries, _ = merge(active, [*obsolete], [Text(words) for words in french])
    assert [each.msgid for each in entries] == list(french)
    return [each.msgstr for each in entries]


def read(text: str, path: Path) -> list[Sentence]:
    article = read_article(split_lines(text), PurePosixPath(path.name))
    return segment_article(article).sentences()


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_an_article_in_another_typography_stays_reviewed(path: Path, tmp_path: Path) -> None:
    text = path.read_text("utf-8")
    try:
        before = read(text, path)
    except EnregardError:
        pytest.skip("is no article")
    file = tmp_path / "a.po"
    record = open_record(file, "a.po", before)
    for index, each in enumerate(record.entries):
        each.msgstr, each.flags = with_placeholders(before[index].text) + f" EN {index}", []
    save_record(record)
    expected = [each.msgstr for each in record.entries]
    for seed in range(5):
        head, end, body = text.partition("\n\n") if path.suffix == ".txt" else ("", "", text)
        now = read(head + end + retype(body, Random(seed)), path)  # noqa: S311
        again = open_record(file, "a.po", now)
        assert [each.msgstr for each in again.entries] == expected
        assert [each.msgid for each in again.entries] == [with_placeholders(each.text) for each in now]
        assert not again.obsolete
        save_record(again)
        assert not open_record(file, "a.po", now).changed


def test_letters_and_accents_apart_are_the_same_sentence() -> None:
    apart = unicodedata.normalize("NFD", "Il a été là.")
    assert merged([entry(apart, "He was there.")], "Il a été là.") == ["He was there."]


def test_equal_sentences_go_before_those_in_another_typography() -> None:
    active = [entry("L'eau.", "Straight."), entry("L’eau.", "Curly.")]
    assert merged(active, "L’eau.", "L'eau.") == ["Curly.", "Straight."]
    active = [entry("L'eau.", "Straight."), entry("L’eau.", "Curly.")]
    assert merged(active, "L’eau.") == ["Curly."]


def test_repeated_sentences_keep_their_order() -> None:
    active = [entry("Qu'y a-t-il ?", "First."), entry("L'un.", "One."), entry("Qu'y a-t-il ?", "Last.")]
    assert merged(active, "L’un.", "Qu’y a-t-il ?") == ["One.", "Last."]


def test_a_sentence_comes_back_in_another_typography() -> None:
    obsolete = (entry("L'eau.", "Draft.", fuzzy=True), entry("L'eau.", "Reviewed."))
    assert merged([], "L’eau.", obsolete=obsolete) == ["Reviewed."]
    assert merged([entry("L’eau.", "Draft.", fuzzy=True)], "L’eau.", obsolete=obsolete) == ["Reviewed."]


def test_code_must_be_equal() -> None:
    def text(code: str) -> Text:
        return Text(f"L'option {code}.", (Mark(MarkKind.CODE, 9, 9 + len(code)),))

    def translations(code: str) -> list[str]:
        active = [entry("L’option <1>--all</1>.", "Option <1>--all</1>.")]
        entries, obsolete = merge(active, [], [text(code)])
        return [each.msgstr for each in (*entries, *obsolete)]

    assert translations("--all") == ["Option <1>--all</1>."]
    assert translations("—all") == ["", "Option <1>--all</1>."]


@pytest.mark.parametrize(
    ("before", "english", "after", "expected"),
    [
        ("Il dort.", "He sleeps.", "Il dort.<1/>", "He sleeps.<1/>"),
        ("Il dort.<1/>", "He sleeps.<1/>", "Il dort.", "He sleeps."),
        ("Il <1>dort</1>.", "He <1>sleeps</1>.", "<1/>Il <2>dort</2>.<3/>", "<1/>He <2>sleeps</2>.<3/>"),
        ("<1/>Il <2>dort</2>.<3/>", "<1/>He <2>sleeps</2>.<3/>", "Il <1>dort</1>.", "He <1>sleeps</1>."),
        ("Il <1/>dort.<2/>", "He<1/> sleeps.<2/>", "Il <1/>dort.", "He<1/> sleeps."),
        ("Il dort.<1/>", "He<1/> sleeps.", "Il dort.<1/><2/>", "He sleeps.<1/><2/>"),
        ("<1/>", "<1/>", "<1/>", "<1/>"),
    ],
)
def test_a_sentence_stays_reviewed_with_another_line_break_at_an_end(
    before: str, english: str, after: str, expected: str
) -> None:
    def text(msgid: str) -> Text:
        marks = [
            Mark(MarkKind.BREAK, 0, 0) if f"<{n}/>" in msgid else Mark(MarkKind.STRONG, 0, 0)
            for n in (1, 2, 3)
        ]
        return from_placeholders(msgid, marks[: len(set(re.findall(r"\d", msgid)))])

    assert with_placeholders(text(before)) == before
    for active, obsolete in ([[entry(before, english)], []], [[], [entry(before, english)]]):
        entries, gone = merge(active, obsolete, [text(after)])
        assert [(each.msgid, each.msgstr, each.fuzzy) for each in entries] == [(after, expected, False)]
        assert not gone
        from_placeholders(expected, text(after).marks)
