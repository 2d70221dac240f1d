"""Reviewed translations are compared, and reused as drafts of the same sentences."""

import os
import shutil
from pathlib import Path, PurePosixPath

import polib
import pytest

from enregard.pipeline import translate
from enregard.publication.publication import Publication, open_publication
from enregard.review.check import check
from enregard.seeds.paths import article_paths
from enregard.translate.draft.drafter import Drafter, Source
from enregard.translate.memory.memory import TranslationMemory, _all_drafts
from enregard.translate.model.options import Again
from enregard.translate.record.po import parse_po
from tests.stand_in import Collected, shouting_source

LEFT = "Ils ont quitté la ville."
MINISTER = "Le ministre de la Défense a démissionné hier soir."
SCHOOLS = "Les écoles rouvriront leurs portes en septembre prochain."
RESIGNED = "The Defence Minister resigned from his office last night."


@pytest.fixture
def publication(tmp_path: Path) -> Publication:
    (tmp_path / "seeds").mkdir()
    return open_publication(tmp_path)


def article(publication: Publication, name: str, *pairs: tuple[str, str]) -> None:
    """Write an article with its translation: one that starts with ~ is a draft, and "" is missing."""
    path = publication.seeds / f"{name}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("title Titre\n\n" + " ".join(french for french, _ in pairs) + "\n", "utf-8")
    po = polib.POFile()
    po.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    for french, english in [("Titre", "Title"), *pairs]:
        flags = ["fuzzy"] if english.startswith("~") else []
        again = sum(entry.msgid == french for entry in po)
        context = str(again + 1) if again else None
        po.append(polib.POEntry(msgid=french, msgstr=english.removeprefix("~"), flags=flags, msgctxt=context))
    path = publication.translate / f"{name}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    po.save(str(path))


def found(publication: Publication) -> list[tuple[str, str, str]]:
    """Return the article, kind and reason of each finding that compares sentences."""
    report = Collected()
    rows = list(check(publication, report))
    assert not report.problems
    return [
        (row.po.removeprefix("translate/").removesuffix(".po"), flaw.kind, flaw.reason)
        for row in rows
        for _, _, flaw in row.findings()
        if flaw.kind in ("consistency", "reused", "terms")
    ]


def accept(publication: Publication, name: str, sentence: str, words: str) -> None:
    path = publication.translate / f"{name}.po"
    po = polib.pofile(str(path))
    entry = po.find(sentence)
    assert entry is not None
    entry.tcomment = words
    po.save()


def test_each_place_names_the_other(publication: Publication) -> None:
    article(publication, "a", (LEFT, "They left the town."))
    article(publication, "2021/b", (LEFT, "They went out of the town."))
    assert found(publication) == [
        ("2021/b", "consistency", "the same sentence is “They left the town.” in translate/a.po"),
        ("a", "consistency", "the same sentence is “They went out of the town.” in translate/2021/b.po"),
    ]
    noted = (publication.translate / "a.po").read_text("utf-8")
    assert "#. Finding (consistency): the same sentence is “They went out of the town.”\n#. in tr" in noted


def test_two_places_in_one_article(publication: Publication) -> None:
    article(publication, "a", (LEFT, "They left the town."), (LEFT, "They went out of the town."))
    assert [kind for _, kind, _ in found(publication)] == ["consistency", "consistency"]


def test_case_typography_and_gender_make_no_difference(publication: Publication) -> None:
    article(publication, "a", ("Elle n’a pas quitté la ville.", "He didn't leave “the town”."))
    article(publication, "b", ("Elle n’a pas quitté la ville.", 'She did not leave "the Town"'))
    assert not found(publication)


def test_short_sentences_are_not_compared(publication: Publication) -> None:
    article(publication, "a", ("Il en vient.", "He comes from there."))
    article(publication, "b", ("Il en vient.", "Some of it is coming."))
    assert not found(publication)


def test_drafts_are_compared_with_reviewed_translations_only(
    publication: Publication,
) -> None:
    article(publication, "a", (LEFT, "They left the town."))
    article(publication, "b", (LEFT, "~They went out of the town."))
    article(publication, "c", (LEFT, "~They have abandoned the town."))
    article(publication, "d", (LEFT, "~They left the town."))
    assert [name for name, _, _ in found(publication)] == ["b", "c"]


def test_if_one_wording_is_usual_only_the_others_are_findings(publication: Publication) -> None:
    for name in "abc":
        article(publication, name, (LEFT, "They left the town."))
    article(publication, "d", (LEFT, "They went out of the town."))
    assert [name for name, _, _ in found(publication)] == ["d"]
    article(publication, "c", (LEFT, "~They left the town."))
    assert [name for name, _, _ in found(publication)] == ["a", "b", "d"]


@pytest.mark.parametrize("words", ["accepted", "accepted: consistency"])
def test_accepting_a_finding_accepts_it_at_both_places(publication: Publication, words: str) -> None:
    article(publication, "a", (LEFT, "They left the town."))
    article(publication, "b", (LEFT, "They went out of the town."))
    accept(publication, "b", LEFT, words)
    assert not found(publication)
    assert "Finding" not in (publication.translate / "a.po").read_text("utf-8")
    assert "Finding (consistency)" in (publication.translate / "b.po").read_text("utf-8")


def test_a_finding_goes_when_its_cause_does(publication: Publication) -> None:
    article(publication, "a", (LEFT, "They left the town."))
    article(publication, "b", (LEFT, "They went out of the town."))
    assert len(found(publication)) == 2
    article(publication, "b", (LEFT, "They left the town."))
    assert not found(publication)
    assert "Finding" not in (publication.translate / "a.po").read_text("utf-8")


def test_a_translation_copied_to_another_sentence(publication: Publication) -> None:
    article(publication, "a", (MINISTER, RESIGNED), (SCHOOLS, RESIGNED))
    assert found(publication) == [
        ("a", "reused", f"the same English stands for “{SCHOOLS}” in translate/a.po"),
        ("a", "reused", f"the same English stands for “{MINISTER}” in translate/a.po"),
    ]
    accept(publication, "a", SCHOOLS, "accepted: reused")
    assert not found(publication)


def test_sentences_that_may_share_a_translation(publication: Publication) -> None:
    article(publication, "a", (MINISTER, RESIGNED))
    article(publication, "b", ("Hier soir, le ministre de la Défense démissionnait.", RESIGNED))
    article(publication, "c", (SCHOOLS, f"~{RESIGNED}"))  # not reviewed
    article(publication, "d", (MINISTER, "It resigned."), (SCHOOLS, "It resigned."))
    assert {kind for _, kind, _ in found(publication)} == {"consistency"}


def test_a_term_is_compared_within_its_article(publication: Publication) -> None:
    closed, works = "La mairie est fermée.", "Elle travaille à la mairie."
    article(publication, "a", (closed, "The town hall is closed."), (works, "~She works at the city hall."))
    article(publication, "b", (works, "She works at the city hall."))
    reason = "“mairie” is “city hall” here, but “town hall” elsewhere in the article"
    assert found(publication) == [("a", "terms", reason)]
    accept(publication, "a", works, "accepted: terms")
    assert not found(publication)
    accept(publication, "a", works, "")
    assert len(found(publication)) == 1
    (publication.translate / "glossary.csv").write_text("French,English,note\nmairie,town hall,\n", "utf-8")
    assert not found(publication)


def test_a_sentence_that_accepts_another_term_is_reused(publication: Publication) -> None:
    article(publication, "a", (LEFT, "They left the town."))
    accept(publication, "a", LEFT, "accepted: terms")
    article(publication, "b", (LEFT, ""))
    assert not drafted(publication, model=False).problems
    assert entry(publication, "b", LEFT).msgstr == "They left the town."


def test_the_findings_do_not_depend_on_the_cache(publication: Publication) -> None:
    for name, english in zip("abcdefgh", ["They left.", "They went.", "They have gone."] * 3, strict=False):
        article(publication, name, (LEFT, english), (MINISTER, RESIGNED), (SCHOOLS, RESIGNED))
    os.utime(publication.translate / "c.po", (10, 10))
    first = found(publication)
    noted = {path.name: path.read_bytes() for path in publication.translate.iterdir()}
    assert found(publication) == first
    shutil.rmtree(publication.cache)
    assert found(publication) == first
    publication.cache.joinpath("reviewed.sqlite").write_bytes(b"no database" * 1000)
    assert found(publication) == first
    assert {path.name: path.read_bytes() for path in publication.translate.iterdir()} == noted
    assert len(first) == 8 + 16


def test_removed_articles_do_not_count(publication: Publication) -> None:
    article(publication, "a", (LEFT, "They left the town."))
    article(publication, "b", (LEFT, "They went out of the town."))
    assert len(found(publication)) == 2
    (publication.seeds / "b.txt").unlink()
    assert not found(publication)


def drafted(publication: Publication, again: Again = Again.NOTHING, *, model: bool = True) -> Collected:
    """Draft the gaps with a model that shouts, or without a model, and return the report."""
    report = Collected()

    def source() -> Source:
        assert model, "no model is needed"
        return shouting_source(publication.cache / "memory.sqlite")

    with Drafter(source, report) as drafter:
        assert list(translate(publication, drafter, report, again))
    return report


def entry(publication: Publication, name: str, sentence: str) -> polib.POEntry:
    found = polib.pofile(str(publication.translate / f"{name}.po")).find(sentence)
    assert found is not None
    return found


def test_a_new_article_reuses_reviewed_translations_without_a_model(
    publication: Publication,
) -> None:
    article(publication, "a", (LEFT, "They left the town."))
    article(publication, "b", (LEFT, ""))
    assert not drafted(publication, model=False).problems
    taken = entry(publication, "b", LEFT)
    assert (taken.msgstr, taken.fuzzy) == ("They left the town.", True)
    assert taken.comment == "As reviewed in translate/a.po"


def test_drafts_of_other_articles_are_not_reused(publication: Publication) -> None:
    article(publication, "a", (LEFT, "~They left the town."), (MINISTER, RESIGNED))
    article(publication, "b", (LEFT, ""), (MINISTER, ""))
    assert not drafted(publication).problems
    assert entry(publication, "b", LEFT).msgstr == LEFT.upper()
    assert entry(publication, "b", MINISTER).msgstr == RESIGNED


def test_the_most_frequent_wording_is_reused_but_no_accepted_exception(publication: Publication) -> None:
    for name, english in {
        "a": "They quit.",
        "b": "They left.",
        "c": "They left.",
        "d": "~They quit.",
    }.items():
        article(publication, name, (LEFT, english), (MINISTER, RESIGNED))
        accept(publication, name, MINISTER, "accepted: consistency")
    article(publication, "e", (LEFT, ""), (MINISTER, ""))
    assert not drafted(publication).problems
    assert entry(publication, "e", LEFT).msgstr == "They left."
    assert entry(publication, "e", LEFT).comment == "As reviewed in translate/b.po"
    assert entry(publication, "e", MINISTER).msgstr == MINISTER.upper()


def test_markup_is_reused_with_the_addresses_of_the_new_sentence(publication: Publication) -> None:
    for name in "ab":
        path = publication.seeds / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Lisez **vite** [le rapport](https://{name}.example/).\n", "utf-8")
    drafted(publication)
    path = publication.translate / "a.po"
    po = polib.pofile(str(path))
    assert po[0].msgid == "Lisez <1>vite</1> <2>le rapport</2>."
    po[0].msgstr, po[0].flags = "Read <2>the report</2> <1>fast</1>.", []
    po.save()
    (publication.translate / "b.po").unlink()
    report = Collected()
    with Drafter(lambda: pytest.fail("no model is needed"), report) as drafter:
        facing = list(translate(publication, drafter, report))
    assert [mark.attrs.get("href", "") for mark in facing[1].leaves[0][0].target.marks] == [
        "https://b.example/",
        "",
    ]


def test_a_translation_with_wrong_placeholders_is_not_reused(publication: Publication) -> None:
    for name in "ab":
        (publication.seeds / f"{name}.md").write_text("Lisez **vite** le rapport.\n", "utf-8")
    drafted(publication)
    path = publication.translate / "a.po"
    po = polib.pofile(str(path))
    po[0].msgstr, po[0].flags = "Read <1>the report fast.", []
    po.save()
    (publication.translate / "b.po").unlink()
    drafted(publication)
    assert entry(publication, "b", po[0].msgid).msgstr == "LISEZ <1>VITE</1> LE RAPPORT."


def test_redrafting_findings_reuses_the_reviewed_translation(publication: Publication) -> None:
    article(publication, "a", (LEFT, "They left the town."))
    article(publication, "b", (LEFT, "~They went out of the town."), (MINISTER, f"~{RESIGNED}"))
    drafted(publication, model=False)
    assert entry(publication, "b", LEFT).msgstr == "They went out of the town."
    assert len(found(publication)) == 1
    drafted(publication, Again.FINDINGS, model=False)
    taken = entry(publication, "b", LEFT)
    assert taken.msgstr == "They left the town."
    assert "Formerly: They went out of the town." in taken.comment
    assert entry(publication, "b", MINISTER).msgstr == RESIGNED
    assert not found(publication)


def test_only_files_that_changed_are_read_again(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abc":
        article(publication, name, (LEFT, "They left the town."))
        os.utime(publication.translate / f"{name}.po", (10, 10))
    monkeypatch.setattr("enregard.translate.memory.memory.file_clock", lambda _: 10**19)
    read: list[str] = []

    def recording(content: bytes | None, label: str) -> polib.POFile | None:
        read.append(PurePosixPath(label).name)
        return parse_po(content, label)

    monkeypatch.setattr("enregard.translate.memory.memory.parse_po", recording)

    def asked() -> str:
        paths = article_paths(publication.seeds, on_error=lambda _: None)
        with TranslationMemory(publication, paths) as reviewed:
            return "; ".join(f"{one.times} {one.msgstr}" for one in reviewed.wordings([LEFT])[LEFT])

    assert asked() == "3 They left the town."
    assert read == ["a.po", "b.po", "c.po"]
    assert asked() == "3 They left the town."
    assert len(read) == 3
    article(publication, "b", (LEFT, "They have gone."))
    assert asked() == "2 They left the town.; 1 They have gone."
    assert read[3:] == ["b.po"]
    (publication.translate / "c.po").unlink()
    assert asked() == "1 They left the town.; 1 They have gone."


def test_files_of_drafts_only_are_recognised_without_parsing(publication: Publication) -> None:
    article(publication, "a", (LEFT, ""), (MINISTER, ""))
    (publication.translate / "a.po").unlink()
    drafted(publication)
    content = (publication.translate / "a.po").read_bytes()
    assert _all_drafts(content)
    head, mark, rest = content.rpartition(b"#, fuzzy\n")
    assert not _all_drafts(head + rest)
    assert not _all_drafts(b"\xef\xbb\xbf" + content)
    assert not _all_drafts(content.replace(b"\n", b"\r\n"))
    fuzzy_head = (head + rest).replace(b'msgid ""\n', mark + b'msgid ""\n', 1)
    assert fuzzy_head.count(mark) == content.count(mark)
    assert not _all_drafts(fuzzy_head)
    headless = content[content.index(b"#. ") :]
    assert headless.count(mark) == headless.count(b"msgid ")
    assert not _all_drafts(headless.replace(mark, b"", 1))
