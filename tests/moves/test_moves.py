"""Articles that move keep their reviewed translations, as a whole or sentence by sentence."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner

from bench.histories import reviewed, templates_compiled_once
from enregard.cli import main
from enregard.errors import EnregardError
from enregard.moves.steps import move
from tests.incremental import compare_with_fresh, rename, reported, write

TEXTS = {
    "a": ("Le chat dort.", "Il rêve de souris.", "La nuit tombe.", "Demain il pleuvra."),
    "b": ("La mer monte.", "Les marins rentrent.", "Le phare éclaire.", "Personne ne parle."),
    "c": ("Le train part.", "La gare est vide.", "Un enfant attend.", "Le chef siffle."),
}


def text(*sentences: str) -> str:
    return "\n\n".join(sentences) + "\n"


def review(root: Path, name: str = "**/*") -> None:
    """Review every sentence of some records as `NAME: sentence`."""
    for path in sorted((root / "translate").glob(f"{name}.po")):
        po = polib.pofile(str(path))
        for entry in po:
            if entry.msgstr and entry.fuzzy:
                entry.msgstr = f"{path.stem}: {entry.msgid}"
                entry.flags = []
        po.save()


@pytest.fixture(autouse=True)
def _quickly() -> Iterator[None]:
    with templates_compiled_once():
        yield


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "press"
    for name, sentences in TEXTS.items():
        write(root / f"seeds/{name}.txt", text(*sentences))
    reported(root)
    review(root)
    reported(root)
    return root


def in_use(root: Path, name: str) -> set[str]:
    """Return the reviewed translations of an article."""
    return {one for words in reviewed(root / f"translate/{name}.po").values() for one in words}


def all_of(name: str) -> set[str]:
    return {f"{name}: {sentence}" for sentence in TEXTS[name]}


def names(root: Path) -> list[str]:
    return [str(path.relative_to(root / "translate")) for path in sorted((root / "translate").rglob("*.po"))]


def exchange(root: Path, moves: dict[str, str]) -> None:
    """Rename seeds, all at once."""
    contents = {to: (root / "seeds" / start).read_text("utf-8") for start, to in moves.items()}
    for start in moves:
        (root / "seeds" / start).unlink()
    for to, content in contents.items():
        write(root / "seeds" / to, content)


@pytest.mark.parametrize(
    "moves",
    [
        {"a": "b", "b": "a"},
        {"a": "b", "b": "c", "c": "a"},
        {"a": "b", "b": "c", "c": "d"},
        {"b": "a", "c": "b"},
        {"a": "old/a", "b": "old/b", "c": "old/c"},
        {"a": "A"},
        {"a": "x/index"},
        {"c": "a/b/c"},
    ],
    ids=str,
)
def test_records_follow_their_articles(root: Path, moves: dict[str, str]) -> None:
    exchange(root, {f"{start}.txt": f"{to}.txt" for start, to in moves.items()})
    report = reported(root)
    assert report.problems == []
    for start, to in moves.items():
        assert in_use(root, to) == all_of(start)
        assert f"translate/{to}.po was translate/{start}.po: its article was renamed" in report.notes
    compare_with_fresh(root, findings=False)


def test_word_links_follow_their_articles(root: Path) -> None:
    for name in "abc":
        write(root / f"translate/{name}.links", name)
    write(root / "translate/x/d.links", "stale")
    exchange(root, {"a.txt": "b.txt", "b.txt": "a.txt", "c.txt": "x/d.txt"})
    reported(root)
    found = {it.stem: it.read_text() for it in (root / "translate").rglob("*.links")}
    assert found == {"a": "b", "b": "a", "d": "c"}


def test_word_links_never_follow_a_link(root: Path) -> None:
    write(root / "kept", "kept")
    (root / "translate/a.links").symlink_to(root / "kept")
    write(root / "translate/b.links", "b")
    (root / "translate/x").mkdir()
    (root / "translate/x/b.links").symlink_to(root / "kept")
    exchange(root, {"a.txt": "x/a.txt", "b.txt": "x/b.txt"})
    assert not reported(root).problems
    assert in_use(root, "x/a") == all_of("a")
    assert (root / "kept").read_text() == "kept"
    assert not (root / "translate/x/a.links").exists()


def test_addresses_follow_and_form_no_circle(root: Path) -> None:
    exchange(root, {"a.txt": "b.txt", "b.txt": "a.txt", "c.txt": "d.txt"})
    reported(root)
    records = [polib.pofile(str(root / f"translate/{name}.po")) for name in "abd"]
    assert [po.metadata["X-Enregard-Slugs"] for po in records] == ["a b", "b a", "d c"]
    lines = (root / "build/_redirects").read_text("utf-8").splitlines()
    assert [line.split()[:2] for line in lines] == [
        [f"/{view}/c/", f"/{view}/d/"] for view in ("articles", "en", "fr")
    ]


def test_another_suffix_is_the_same_article(root: Path) -> None:
    exchange(root, {"a.txt": "a.md", "b.txt": "b.TXT"})
    report = reported(root)
    assert names(root) == ["a.po", "b.po", "c.po"]
    assert in_use(root, "a") == all_of("a")
    assert not [note for note in report.notes if " was " in note]
    reported(root)
    path = root / "translate/a.po"
    path.write_text(path.read_text("utf-8").replace("a: La nuit", "Later: La nuit"), "utf-8")
    reported(root)  # notices that the record changed
    assert "Later: La nuit" in (root / "build/en/a/index.html").read_text("utf-8")


def suffix_in_capitals(root: Path) -> None:
    exchange(root, {"a.txt": "a.TXT"})


def dangling(root: Path) -> None:
    (root / "seeds/a.txt").unlink()
    (root / "seeds/a.txt").symlink_to("away/a.txt")


def empty(root: Path) -> None:
    write(root / "seeds/a.txt", "")


def link_to_a_folder_that_is_away(root: Path) -> None:
    rename(root, "a.txt", "d/a.txt")
    reported(root)
    (root / "seeds/d/a.txt").unlink()
    (root / "seeds/d").rmdir()
    (root / "seeds/d").symlink_to("away")


@pytest.mark.parametrize("change", [suffix_in_capitals, dangling, empty, link_to_a_folder_that_is_away])
def test_a_copy_never_takes_the_record_of_an_article_that_exists(
    root: Path, change: Callable[[Path], None]
) -> None:
    change(root)
    name = "d/a" if (root / "translate/d").exists() else "a"
    write(root / "seeds/copy.txt", text("Une copie.", *TEXTS["a"]))
    reported(root)
    assert in_use(root, name) == all_of("a")
    assert in_use(root, "copy") == set()


def test_a_weekly_column_does_not_take_the_record_of_last_week(root: Path) -> None:
    common = [f"Entrée libre le {day}." for day in ("lundi", "mardi", "jeudi")]
    write(root / "seeds/agenda-1.txt", text("Agenda.", *common, "Un bal a lieu."))
    reported(root)
    review(root, "agenda-1")
    write(root / "seeds/agenda-2.txt", text("Agenda.", *common, "Un concert a lieu."))
    reported(root)
    assert len(in_use(root, "agenda-1")) == 5
    assert in_use(root, "agenda-2") == set()
    assert "agenda-1: Agenda." in (root / "translate/agenda-2.po").read_text("utf-8")  # as a draft


def test_a_record_that_was_renamed_by_hand_stays(root: Path) -> None:
    rename(root, "a.txt", "x/y.txt")
    assert not [note for note in reported(root).notes if " was " in note]
    assert in_use(root, "x/y") == all_of("a")


def test_renamed_and_edited(root: Path) -> None:
    (root / "seeds/a.txt").unlink()
    write(root / "seeds/new.txt", text("Le chien dort.", *TEXTS["a"][1:3], "Il neigera."))
    reported(root)
    assert names(root) == ["b.po", "c.po", "new.po"]
    assert in_use(root, "new") == {f"a: {sentence}" for sentence in TEXTS["a"][1:3]}


def test_sentences_cut_and_pasted_stay_reviewed(root: Path) -> None:
    write(root / "seeds/a.txt", text(*TEXTS["a"][:2]))
    write(root / "seeds/b.txt", text(*TEXTS["b"], *TEXTS["a"][2:]))
    report = reported(root)
    assert in_use(root, "a") | in_use(root, "b") == all_of("a") | all_of("b")
    assert len(in_use(root, "b")) == 6
    note = "translate/b.po has 2 reviewed sentences from translate/a.po, where they no longer are"
    assert note in report.notes
    compare_with_fresh(root, findings=False)


def test_pasted_after_another_build(root: Path) -> None:
    write(root / "seeds/a.txt", text(*TEXTS["a"][:2]))
    reported(root)
    write(root / "seeds/b.txt", text(*TEXTS["b"], *TEXTS["a"][2:]))
    reported(root)
    assert len(in_use(root, "b")) == 6


def test_split_and_merged(root: Path) -> None:
    exchange(root, {"a.txt": "x.txt"})
    write(root / "seeds/x.txt", text(*TEXTS["a"][:2]))
    write(root / "seeds/y.txt", text(*TEXTS["a"][2:]))
    (root / "seeds/b.txt").unlink()
    write(root / "seeds/c.txt", text(*TEXTS["c"], *TEXTS["b"]))
    reported(root)
    assert in_use(root, "x") | in_use(root, "y") == all_of("a")
    assert in_use(root, "c") == all_of("b") | all_of("c")
    compare_with_fresh(root, findings=False)


def test_a_draft_becomes_reviewed_if_the_original_goes(root: Path) -> None:
    for name in ("copy", "other"):
        write(root / f"seeds/{name}.txt", text("Une copie.", *TEXTS["a"]))
    reported(root)
    assert in_use(root, "copy") == in_use(root, "other") == set()
    (root / "seeds/a.txt").unlink()
    reported(root)
    assert in_use(root, "copy") == in_use(root, "other") == all_of("a")
    page = (root / "build/en/copy/index.html").read_text("utf-8")
    assert "a: Le chat dort." in page
    compare_with_fresh(root, findings=False)


def test_a_draft_becomes_reviewed_if_an_earlier_original_goes(root: Path) -> None:
    write(root / "seeds/copy.txt", text("Une copie.", *TEXTS["a"]))
    reported(root)
    write(root / "seeds/b.txt", text(*TEXTS["b"], TEXTS["a"][0]))
    reported(root)
    review(root, "b")
    write(root / "seeds/b.txt", text(*TEXTS["b"]))
    reported(root)
    assert in_use(root, "copy") == set()
    write(root / "seeds/a.txt", text(*TEXTS["a"][1:]))  # b has the sentence too, but no longer uses it
    reported(root)
    assert len(in_use(root, "copy")) == 1
    compare_with_fresh(root, findings=False)


def test_a_build_where_nothing_left_does_not_open_the_memory(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(root / "build")
    shutil.rmtree(root / ".enregard")
    monkeypatch.setattr("enregard.moves.moves.memory_of", lambda *_: pytest.fail("opened"))
    reported(root)
    assert (root / "build/en/a/index.html").exists()


def test_a_sentence_still_reviewed_elsewhere_is_a_draft(root: Path) -> None:
    write(root / "seeds/d.txt", text("Autre chose.", TEXTS["a"][0]))
    reported(root)
    assert in_use(root, "d") == set()
    assert "As reviewed in translate/a.po" in (root / "translate/d.po").read_text("utf-8")


def test_words_typed_over_a_draft_are_kept_in_a_comment(root: Path) -> None:
    write(root / "seeds/d.txt", text("Autre chose.", TEXTS["a"][0]))
    reported(root)
    path = root / "translate/d.po"
    path.write_text(path.read_text("utf-8").replace('"a: Le chat dort."', '"My own words."'), "utf-8")
    write(root / "seeds/a.txt", text(*TEXTS["a"][1:]))
    reported(root)
    assert in_use(root, "d") == {"a: Le chat dort."}
    assert "#. Formerly: My own words." in path.read_text("utf-8")


def test_of_two_wordings_the_record_with_most_sentences_decides(root: Path) -> None:
    write(root / "seeds/b.txt", text(*TEXTS["b"], TEXTS["a"][0]))
    reported(root)
    review(root, "b")  # "b: Le chat dort."
    write(root / "seeds/a.txt", text(TEXTS["a"][3]))
    write(root / "seeds/b.txt", text(*TEXTS["b"]))
    write(root / "seeds/n.txt", text("Du nouveau.", "Encore du nouveau.", "Un ajout.", *TEXTS["a"][:2]))
    reported(root)
    assert in_use(root, "n") == {"a: Le chat dort.", "a: Il rêve de souris."}


def test_an_unreadable_record_stays_where_it_is(root: Path) -> None:
    (root / "translate/a.po").write_text("kaputt", "utf-8")
    exchange(root, {"a.txt": "b.txt", "b.txt": "a.txt"})
    report = reported(root)
    assert ["translate/a.po" in problem for problem in report.problems] == [True]
    assert (root / "translate/a.po").read_text("utf-8") == "kaputt"
    exchange(root, {"a.txt": "z.txt"})
    assert not any("translate/z" in problem for problem in reported(root).problems)
    assert (root / "translate/a.po").read_text("utf-8") == "kaputt"


def test_a_folder_of_many_articles_is_one_line(root: Path) -> None:
    for number in range(12):
        write(root / f"seeds/d/{number}.txt", text(f"Le mot {number} est dit.", "À venir."))
    reported(root)
    review(root, "d/*")
    (root / "seeds/d").rename(root / "seeds/e")
    notes = [note for note in reported(root).notes if " was " in note]
    assert notes == [
        "translate/e/0.po was translate/d/0.po: its article was renamed, and 11 other PO files moved likewise"
    ]
    assert all(len(in_use(root, f"e/{number}")) == 2 for number in range(12))


def status(root: Path, *options: str) -> tuple[str, str]:
    result = CliRunner().invoke(main, ["status", str(root), *options])
    assert result.exit_code == 0
    return result.stdout, result.stderr


def test_orphans_are_named(root: Path) -> None:
    (root / "seeds/a.txt").unlink()
    line = (
        "translate/a.po: has no article, but 4 reviewed sentences (17 words) that no article uses: restore "
        "the article, or rename the file after the seed that should have it; otherwise delete it"
    )
    assert line in reported(root).notes
    assert not any("translate/a.po" in note for note in reported(root).notes)  # once
    stdout, stderr = status(root)
    assert line in " ".join(stderr.split())
    assert "translate/a.po" not in stdout
    rows = [json.loads(row) for row in status(root, "--json")[0].splitlines()]
    assert [row["seed"] for row in rows] == ["seeds/b.txt", "seeds/c.txt"]


def test_orphans_without_use_may_be_deleted(root: Path) -> None:
    (root / "seeds/a.txt").unlink()
    write(root / "seeds/b.txt", text(*TEXTS["b"], *TEXTS["a"]))
    assert "the next build uses 4 reviewed sentences of it" in " ".join(status(root)[1].split())
    assert not any("has no article" in note for note in reported(root).notes)
    assert "has no article, and every reviewed sentence of it is in use: delete it" in " ".join(
        status(root)[1].split()
    )


def test_an_orphan_with_drafts_only(tmp_path: Path) -> None:
    root = tmp_path / "press"
    write(root / "seeds/a.txt", text(*TEXTS["a"]))
    write(root / "seeds/b.txt", text(*TEXTS["b"]))
    reported(root)
    (root / "seeds/a.txt").unlink()
    assert not any("has no article" in note for note in reported(root).notes)
    assert "has no article, and nothing reviewed: delete it" in " ".join(status(root)[1].split())


def test_many_orphans_are_one_line(root: Path) -> None:
    for number in range(2):
        write(root / f"seeds/d{number}.txt", text(f"Le mot {number} est dit."))
    reported(root)
    review(root, "d*")
    reported(root)
    for path in (root / "seeds").iterdir():
        path.unlink()
    write(root / "seeds/z.txt", text("Tout autre chose."))
    assert (
        "5 PO files have no article, but 14 reviewed sentences that no article uses: see `enregard status`"
        in reported(root).notes
    )


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_a_run_that_ends_in_a_circle_is_completed(
    root: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = number

    def move_some(folder: Path, start: str, to: str) -> None:
        nonlocal left
        if not left:
            raise KeyboardInterrupt
        left -= 1
        move(folder, start, to)

    exchange(root, {"a.txt": "b.txt", "b.txt": "c.txt", "c.txt": "a.txt"})
    with monkeypatch.context() as patched:
        patched.setattr("enregard.moves.relocation.move", move_some)
        with pytest.raises(KeyboardInterrupt):
            reported(root)
    assert len(names(root)) == 3
    reported(root)
    assert names(root) == ["a.po", "b.po", "c.po"]
    assert [in_use(root, name) for name in "bca"] == [all_of(name) for name in "abc"]
    compare_with_fresh(root, findings=False)


def test_a_file_left_on_its_way_gets_its_name(root: Path) -> None:
    (root / "seeds/a.txt").unlink()
    (root / "translate/a.po").rename(root / "translate/.moved-a.po")
    reported(root)
    assert names(root) == ["a.po", "b.po", "c.po"]


def test_a_failed_rename_is_reported_and_completed_later(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path, start: str, to: str) -> None:
        if to == "b.po":
            raise PermissionError(13, "Permission denied")
        move(folder, start, to)

    exchange(root, {"a.txt": "b.txt", "b.txt": "a.txt"})
    with monkeypatch.context() as patched:
        patched.setattr("enregard.moves.relocation.move", refuse)
        [problem] = reported(root).problems
        assert problem.startswith("translate/b.po: cannot be written")
    assert reported(root).problems == []
    assert (in_use(root, "a"), in_use(root, "b")) == (all_of("b"), all_of("a"))


def test_recipients_are_saved_before_anything_leaves(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root / "seeds/a.txt", text(*TEXTS["a"][:2]))
    write(root / "seeds/b.txt", text(*TEXTS["b"], *TEXTS["a"][2:]))

    def refuse(record: object) -> bool:
        raise EnregardError("cannot be written (a full disk): free some space and run again")

    before = (root / "translate/a.po").read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr("enregard.moves.moves.save_record", refuse)
        assert reported(root).problems
    assert (root / "translate/a.po").read_bytes() == before
    reported(root)
    assert len(in_use(root, "b")) == 6
