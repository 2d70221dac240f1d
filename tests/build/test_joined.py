"""Sentences that one translation answers: pages, counts, exports, memory and moves know it."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner

from bench.histories import templates_compiled_once
from enregard.cli import main
from enregard.publication.publication import open_publication
from enregard.review.status import status
from tests.incremental import compare_with_fresh, rename, reported, write
from tests.stand_in import Collected

FIRST, SECOND, THIRD = "Il pleut sur la ville.", "Le vent souffle depuis hier.", "Personne ne dort."
ENGLISH = "It is raining in town, and the wind has been blowing since yesterday."
OTHER = "Le train part à midi. Le chef siffle."


def join(po: Path, first: str, english: str) -> None:
    """Write the English of a sentence and the next, as a translator does."""
    file = polib.pofile(str(po), wrapwidth=78)
    at = next(at for at, entry in enumerate(file) if entry.msgid == first and not entry.obsolete)
    file[at].msgstr, file[at].tcomment, file[at].flags = english, "joined with the next", []
    file[at + 1].msgstr, file[at + 1].flags = "", []
    file.save()


@pytest.fixture(autouse=True)
def _quickly() -> Iterator[None]:
    with templates_compiled_once():
        yield


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "press"
    write(root / "seeds/a.txt", f"title Un\ndate 2021-07\n\n{FIRST} {SECOND} {THIRD}\n\n{OTHER}\n")
    reported(root)
    join(root / "translate/a.po", FIRST, ENGLISH)
    reported(root)
    return root


def command(*arguments: object) -> str:
    result = CliRunner().invoke(main, [*map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result.output


def page(root: Path, name: str) -> str:
    return (root / "build" / name / "index.html").read_text("utf-8")


def test_pages_show_both_sentences_with_their_english(root: Path) -> None:
    facing = page(root, "articles/a")
    french, english = (
        re.findall(rf'id="{lang}-(\d)" tabindex="-1">([^<]*)<', facing) for lang in ("fr", "en")
    )
    assert french[0] == ("1", f"{FIRST} {SECOND}")
    assert english[0] == ("1", ENGLISH)
    assert french[1] == ("2", THIRD)
    assert [number for number, _ in french] == [number for number, _ in english] == ["1", "2", "3", "4"]
    ids = re.findall(r'<a id="(s-[^"]+)"( data-joined)?></a>', facing)
    assert [bool(joined) for _, joined in ids] == [False, True, False, False, False]
    assert (
        f"{FIRST} {SECOND}" in page(root, "fr/articles/a") if (root / "build/fr/articles").exists() else True
    )
    assert ENGLISH in page(root, "en/a")
    # the anchors are those of the sentences before they were joined
    shutil.rmtree(root / "translate")
    reported(root)
    apart = page(root, "articles/a")
    assert re.findall(r'<a id="(s-[^"]+)"></a>', apart) == [name for name, _ in ids]


def test_a_build_after_any_change_is_that_of_a_fresh_one(root: Path) -> None:
    compare_with_fresh(root, findings=False)
    join(root / "translate/a.po", "Le train part à midi.", "The train leaves at noon at the whistle.")
    reported(root)
    compare_with_fresh(root, findings=False)
    assert 'id="fr-3" tabindex="-1">Le train part à midi. Le chef siffle.<' in page(root, "articles/a")


def test_both_sentences_count_as_reviewed(root: Path) -> None:
    [row] = status(open_publication(root), Collected())
    assert (row.sentences, row.missing, row.reviewed) == (6, 0, 2)
    output = command("check", root)
    assert "joined" not in output
    assert "length" not in output


def test_exports_have_one_unit_for_both(root: Path) -> None:
    out = root.parent
    for form in ("jsonl", "tmx", "xliff"):
        command("export", form, root, "--output", out / f"a.{form}", "--reviewed")
    [line] = map(json.loads, (out / "a.jsonl").read_text("utf-8").splitlines())
    assert (line["fr"], line["en"], line["joined"]) == (f"{FIRST} {SECOND}", ENGLISH, [FIRST, SECOND])
    tmx = (out / "a.tmx").read_text("utf-8")
    assert f"<seg>{FIRST} {SECOND}</seg>" in tmx
    assert '<prop type="x-joined">2</prop>' in tmx
    assert tmx.count("<tu ") == (out / "a.xliff").read_text("utf-8").count("<unit ") == 1
    # each returns to its place
    before = (root / "translate/a.po").read_bytes()
    for form in ("jsonl", "tmx", "xliff"):
        assert "1 unchanged" in command("import", out / f"a.{form}", root)
    assert (root / "translate/a.po").read_bytes() == before


def test_an_import_of_the_po_file_joins_them(root: Path) -> None:
    po = root / "translate/a.po"
    copy = root.parent / "a.po"
    shutil.copy(po, copy)
    po.unlink()
    reported(root)
    assert "1 sentence imported" in command("import", copy, root)
    entries = polib.pofile(str(po))
    assert [it.msgstr for it in entries if it.msgid in (FIRST, SECOND)] == [ENGLISH, ""]
    reported(root)
    # what people have reviewed one by one is not joined
    po.unlink()
    reported(root)
    file = polib.pofile(str(po))
    entry = next(it for it in file if it.msgid == SECOND)
    entry.msgstr, entry.flags = "The wind blows.", []
    file.save()
    command("import", copy, root)
    entries = polib.pofile(str(po))
    assert next(it.msgstr for it in entries if it.msgid == SECOND) == "The wind blows."
    assert f"Also in a.po:20: {ENGLISH}" in next(it.comment for it in entries if it.msgid == FIRST).replace(
        "\n  ", " "
    )


def test_the_memory_answers_both_or_none(root: Path) -> None:
    write(root / "seeds/b.txt", f"title Deux\n\n{SECOND} {FIRST} {SECOND}\n\n{FIRST}\n")
    reported(root)
    po = root / "translate/b.po"
    assert [it.msgstr for it in polib.pofile(str(po))][1:] == [
        words.upper() for words in (SECOND, FIRST, SECOND, FIRST)
    ]
    assert "consistency" not in command("check", root)
    join(po, FIRST, "")
    reported(root)
    entries = polib.pofile(str(po))
    assert [it.msgstr for it in entries][2:] == [ENGLISH, "", FIRST.upper()]
    assert "As reviewed in translate/a.po" in entries[2].comment
    assert entries[2].fuzzy


def test_replacing_changes_the_english_of_both(root: Path) -> None:
    assert "(reviewed)" in command("replace", "in town", "in the city", root, "--write")
    reported(root)
    assert "It is raining in the city" in page(root, "articles/a")
    command("replace", "--undo", root)
    reported(root)
    assert f">{ENGLISH}<" in page(root, "articles/a")


def test_renamed_articles_keep_their_joins(root: Path) -> None:
    rename(root, "a.txt", "c.txt")
    reported(root)
    assert f">{FIRST} {SECOND}<" in page(root, "articles/c")
    assert f">{ENGLISH}<" in page(root, "articles/c")


@pytest.mark.parametrize("together", [True, False])
def test_sentences_that_move_to_another_article_stay_joined_if_both_do(root: Path, together: bool) -> None:
    write(root / "seeds/a.txt", f"title Un\ndate 2021-07\n\n{THIRD}\n\n{OTHER}\n")
    text = f"{FIRST} {SECOND}" if together else f"{FIRST}\n\n{SECOND}"
    write(root / "seeds/b.txt", f"title Deux\n\n{text}\n")
    reported(root)
    facing = page(root, "articles/b")
    assert (f">{ENGLISH}<" in facing) == together
    assert (f">{FIRST} {SECOND}<" in facing) == together
    assert any(
        ENGLISH in path.read_text("utf-8").replace('"\n"', "") for path in (root / "translate").glob("*.po")
    )


def test_two_english_sentences_may_answer_one(root: Path) -> None:
    po = root / "translate/a.po"
    file = polib.pofile(str(po), wrapwidth=78)
    entry = next(it for it in file if it.msgid == THIRD)
    entry.msgstr, entry.flags = "Nobody sleeps. Not a soul!", []
    file.save()
    reported(root)
    assert 'id="en-2" tabindex="-1">Nobody sleeps. Not a soul!<' in page(root, "articles/a")
    command("check", root)
    assert "Finding" not in next(it for it in polib.pofile(str(po)) if it.msgid == THIRD).comment
    command("export", "jsonl", root, "--output", root.parent / "a.jsonl", "--reviewed")
    lines = [json.loads(line) for line in (root.parent / "a.jsonl").read_text("utf-8").splitlines()]
    assert [line["en"] for line in lines] == [ENGLISH, "Nobody sleeps. Not a soul!"]
