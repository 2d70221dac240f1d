"""A site is never half changed, and damage to it is repaired."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from enregard.errors import EnregardError
from enregard.output import journal
from enregard.output.manifest import MANIFEST
from enregard.output.staging import Staging
from enregard.output.workspace import Workspace
from tests.incremental import (
    TEXTS,
    built,
    change,
    compare_with_fresh,
    files,
    recorded,
    remove,
    rename,
    same_times,
    start,
    write,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return recorded(tmp_path / "publication")


class Crashed(BaseException):
    """Simulates a process that is killed."""


@contextmanager
def crash_at(step: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Crash before change number `step` to the files of the site."""
    done = [0]
    move, remove_file = journal._move, Path.unlink

    def counted() -> None:
        if done[0] == step:
            raise Crashed
        done[0] += 1

    def moving(source: Path, place: Path) -> None:
        counted()
        move(source, place)

    def removing(path: Path, missing_ok: bool = False) -> None:
        if "build/" in path.as_posix():
            counted()
        remove_file(path, missing_ok=missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(journal, "_move", moving)
        patch.setattr(Path, "unlink", removing)
        yield done


def some_articles(root: Path) -> None:
    """Remove an article, add one, and correct one."""
    remove(root / "seeds/b.txt")
    write(root / "seeds/new.txt", TEXTS[2])
    write(root / "translate/new.po", "")
    change(root / "translate/a.po", "DEUX", "Two")


def a_name(root: Path) -> None:
    """Rename an article, which then has both addresses."""
    rename(root, "b.txt", "new.txt", record=False)


@pytest.mark.parametrize("changed", [some_articles, a_name])
def test_a_crash_leaves_the_old_site_or_one_that_the_next_build_completes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: Callable[[Path], None]
) -> None:
    base = start(tmp_path / "base")
    built(base)
    built(base)
    step, crashes = 0, True
    while crashes:
        root = tmp_path / f"at-{step}" / "publication"
        shutil.copytree(base, root, copy_function=shutil.copy2)
        built(root)  # records the copied files
        changed(root)
        with crash_at(step, monkeypatch):
            try:
                built(root)
                crashes = False
            except Crashed:
                assert len(list(root.glob(".build-staging-*"))) == 1
        built(root)  # all the changes are done by now
        assert not list(root.glob(".build-*"))
        assert (root / "build/fr/b").exists() is (changed is a_name)
        fresh = tmp_path / f"fresh-{step}" / "publication"
        shutil.copytree(root, fresh, ignore=shutil.ignore_patterns("build", ".enregard"))
        built(fresh)
        assert files(root / "build") == files(fresh / "build")
        step += 1
    assert step > 8


def test_an_error_before_the_change_leaves_the_site_unchanged(root: Path) -> None:
    whole = files(root / "build")
    write(root / "seeds/new.txt", TEXTS[2])
    write(root / "build/fr/new/index.html", "mine")
    with pytest.raises(EnregardError, match=r"contains 'fr/new/index.html', which enregard did not write"):
        built(root)
    remove(root / "build/fr/new/index.html")
    (root / "build/fr/new").rmdir()
    assert files(root / "build") == whole


def test_a_foreign_file_is_refused(root: Path) -> None:
    write(root / "build/CNAME", "example.org")
    with pytest.raises(EnregardError, match="contains 'CNAME'"):
        built(root)
    assert (root / "build/CNAME").exists()


def test_a_journal_for_another_site_is_ignored(root: Path) -> None:
    leftover = root / ".build-staging-1"
    leftover.mkdir()
    write(leftover / MANIFEST, "{}")
    name = Staging(leftover, root / "build", flat=True).name("index.html")
    write(leftover / name, "other")
    write(journal.new_manifest(leftover), "{}")
    changes = journal.Journal([(name, "index.html")], ["index.json"])
    journal.begin(leftover, root / "build", changes)
    change(root / "build" / MANIFEST, "index.json", "index.JSON")
    change(root / "build" / MANIFEST, "index.JSON", "index.json")
    write(root / "build" / MANIFEST, (root / "build" / MANIFEST).read_bytes() + b"\n")
    whole = files(root / "build")
    built(root)
    assert not leftover.exists()
    assert {name: data for name, data in files(root / "build").items() if name != MANIFEST} == {
        name: data for name, data in whole.items() if name != MANIFEST
    }


def test_a_second_build_at_the_same_time_is_refused(root: Path) -> None:
    with Workspace(root / "build"), pytest.raises(EnregardError, match="another build is writing"):
        built(root)


def test_new_files_are_moved_before_files_that_link_to_them(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    begin = journal.begin

    def noting(folder: Path, target: Path, changes: journal.Journal) -> None:
        order.extend(path for _, path in changes.moves)
        begin(folder, target, changes)

    monkeypatch.setattr("enregard.output.patch.begin", noting)
    write(root / "seeds/new.txt", TEXTS[2])
    built(root)  # drafted
    write(root / "seeds/a.txt", "date 2019-01\n\nToute autre chose.\n")
    write(root / "seeds/newer.txt", TEXTS[2].replace("titre", "second"))
    write(root / "site/static/picture.svg", "<svg/>")
    order.clear()
    built(root)
    new = [path for path in order if any(name in path for name in ("newer", "picture", "2019-01"))]
    assert len(new) == 6
    assert order[:6] == new


def test_damage_to_the_site_is_repaired(root: Path) -> None:
    whole = files(root / "build")
    change(root / "build/fr/a/index.html", "mot", "sot")
    remove(root / "build/en/b/index.html")
    same_times(root / "build/index.json", "AFP", "PFA")
    shutil.rmtree(root / "build/static")
    built(root)
    assert files(root / "build") == whole


@pytest.mark.parametrize(
    ("before", "after"),
    [("x", "x/y.txt"), ("x/y.txt", "x"), ("Style.css", "style.css"), ("X/a.txt", "x/b.txt")],
)
def test_a_file_replaces_a_folder_or_a_name_with_other_capitals(root: Path, before: str, after: str) -> None:
    write(root / "site/static" / before, "1")
    built(root)
    shutil.rmtree(root / "site/static")
    write(root / "site/static" / after, "2")
    compare_with_fresh(root, findings=False)
    assert (root / "build/static" / after).read_text("utf-8") == "2"
    compare_with_fresh(root, findings=False)


def test_a_folder_in_place_of_a_file_is_repaired(root: Path) -> None:
    whole = files(root / "build")
    remove(root / "build/index.html")
    (root / "build/index.html").mkdir()
    built(root)
    assert files(root / "build") == whole


@pytest.mark.parametrize("folder", ["articles/a", "sources"])
def test_a_file_in_place_of_a_folder_is_named_and_blocks_no_later_build(root: Path, folder: str) -> None:
    whole = files(root / "build")
    shutil.rmtree(root / "build" / folder)
    (root / "build" / folder).touch()
    with pytest.raises(EnregardError, match=f"contains '{folder}', which enregard did not write"):
        built(root)
    remove(root / "build" / folder)
    built(root)
    assert files(root / "build") == whole


def test_a_folder_named_like_a_file_of_the_theme_blocks_no_later_build(root: Path) -> None:
    whole = files(root / "build")
    write(root / "site/static/style.css/a.css", "q")
    with pytest.raises(EnregardError, match="cannot be written"):
        built(root)
    shutil.rmtree(root / "site/static")
    built(root)
    assert files(root / "build") == whole
    assert not list(root.glob(".build-*"))


def test_a_journal_that_cannot_be_completed_is_dropped(root: Path) -> None:
    whole = files(root / "build")
    leftover = root / ".build-staging-1"
    leftover.mkdir()
    write(leftover / MANIFEST, "{}")
    name = Staging(leftover, root / "build", flat=True).name("index.html/x")
    write(leftover / name, "other")
    write(journal.new_manifest(leftover), (root / "build" / MANIFEST).read_bytes())
    journal.begin(leftover, root / "build", journal.Journal([(name, "index.html/x")], []))
    built(root)
    assert not leftover.exists()
    assert files(root / "build") == whole
