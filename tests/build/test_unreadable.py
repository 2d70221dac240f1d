"""What a build does about a record that it must not use or write."""

import os
from pathlib import Path

import pytest

from tests.incremental import (
    built,
    change,
    compare_with_fresh,
    files,
    recorded,
    remove,
    rename,
    reported,
    write,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return recorded(tmp_path / "publication")


def pages(root: Path, slug: str) -> list[str]:
    return [name for name in files(root / "build") if f"/{slug}/" in name]


def test_the_pages_stay_while_a_file_is_half_written(root: Path) -> None:
    site, po = files(root / "build"), root / "translate/a.po"
    record = po.read_text("utf-8")
    half = record.rpartition("\n\n")[0] + "\n"
    with po.open("w", encoding="utf-8") as file:
        file.write(half)
        file.flush()
        for _ in range(2):
            (problem,) = built(root)
            assert problem.startswith("translate/a.po:")
            assert "entries counted here are in the file" in problem
            assert po.read_text("utf-8") == half
            assert files(root / "build") == site
        file.write(record.removeprefix(half))
    assert built(root) == []
    assert po.read_text("utf-8") == record
    compare_with_fresh(root, findings=False)


@pytest.mark.parametrize("damage", ["<<<<<<< HEAD\n", "", 'msgid "half"\n'])
def test_an_author_withdraws_an_article_although_its_record_is_unreadable(root: Path, damage: str) -> None:
    record = (root / "translate/a.po").read_text("utf-8")
    text = (root / "seeds/a.txt").read_text("utf-8")
    write(root / "translate/a.po", damage)
    write(root / "seeds/a.txt", f"draft: true\n{text}")
    for _ in range(2):
        report = reported(root)
        assert len(report.problems) == 1
        assert "1 unpublished article (seeds/a.txt: draft): --all includes it" in report.notes
        assert pages(root, "a") == []
    write(root / "seeds/a.txt", text)
    built(root)
    assert pages(root, "a") == []
    write(root / "translate/a.po", record)
    compare_with_fresh(root, findings=False)
    assert pages(root, "a") != []


@pytest.mark.parametrize("hard", [False, True])
def test_a_file_is_not_the_record_of_two_articles(root: Path, hard: bool) -> None:
    one, other = root / "translate/a.po", root / "translate/b.po"
    own = other.read_bytes()
    remove(other)
    if hard:
        os.link(one, other)
    else:
        other.symlink_to("a.po")
    before, site = one.read_bytes(), files(root / "build")
    names = ("a.po", "b.po") if hard else ("b.po", "a.po")
    for _ in range(3):
        assert set(built(root)) == {
            f"translate/{names[0]}: is the same file as translate/{names[1]}, through a link; left "
            "untouched: each article needs a file of its own, so replace the link with a copy"
        }
        assert one.read_bytes() == other.read_bytes() == before
        assert files(root / "build") == site
        write(root / "seeds/b.txt", "Tout autre chose.\n")
    remove(other)
    write(other, own)
    compare_with_fresh(root, findings=False)
    assert built(root) == []


def test_a_link_to_a_file_that_is_no_record_is_written(root: Path) -> None:
    (root / "translate/b.po").rename(root / "translate/kept.po")
    (root / "translate/b.po").symlink_to("kept.po")
    os.link(root / "translate/a.po", root / "backup.po")
    write(root / "seeds/b.txt", "Tout autre chose.\n")
    write(root / "seeds/a.txt", "Et cela.\n")
    assert built(root) == []
    assert "Tout autre chose." in (root / "translate/kept.po").read_text("utf-8")
    assert "Et cela." in (root / "translate/a.po").read_text("utf-8")


def test_an_entry_that_is_twice_is_reported_once(root: Path) -> None:
    po = root / "translate/a.po"
    change(po, '#, fuzzy\nmsgid "La suite demain."', 'msgid "La suite demain."')
    text = po.read_text("utf-8")
    write(po, text + '\nmsgid "La suite demain."\nmsgstr "More tomorrow."\n')
    (problem,) = built(root)
    assert problem.startswith(
        f"translate/a.po:{text.count(chr(10)) + 2}: 'La suite demain.' is also in line "
    )
    after = po.read_bytes()
    assert built(root) == []
    assert po.read_bytes() == after
    assert b'#~ msgstr "More tomorrow."' in after
    compare_with_fresh(root, findings=False)


def test_an_unreadable_record_that_its_seed_leaves_behind_is_named(root: Path) -> None:
    write(root / "translate/a.po", b"<<<<<<< HEAD\n" + (root / "translate/a.po").read_bytes())
    rename(root, "a.txt", "neuf.txt", record=False)
    (note,) = [note for note in reported(root).notes if "translate/a.po" in note]
    assert note.startswith("translate/a.po:1: cannot be parsed: a merge left two versions")
    assert note.endswith("left untouched; no seed has its name: if you renamed one, fix it and move it there")
    assert (root / "translate/a.po").exists()
