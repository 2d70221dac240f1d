"""PO files are renamed step by step, each to a free name, and a killed run can be completed."""

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from enregard.errors import EnregardError
from enregard.moves.steps import all_steps, is_movable, move, po_files, target_of


def carried_out(moves: dict[str, str], existing: str) -> dict[str, str]:
    """Carry out moves among files named by letters; return what each contains."""
    files = {name: name for name in existing}
    for start, to in all_steps(moves, files.keys()):
        assert to not in files
        files[to] = files.pop(start)
    return files


def test_rows_and_circles() -> None:
    assert carried_out({"a": "b", "b": "a"}, "ab") == {"a": "b", "b": "a"}
    assert carried_out({"a": "b", "b": "c"}, "ab") == {"b": "a", "c": "b"}
    assert carried_out({"b": "a", "c": "b"}, "abc") == {"a": "b", "b": "c", "c": "a"}
    assert carried_out({}, "a") == {"a": "a"}


def all_moves() -> Iterator[dict[str, str]]:
    for targets in permutations("abcdxy", 4):
        yield {start: to for start, to in zip("abcd", targets, strict=True) if start != to}


def test_every_file_arrives_and_none_is_lost() -> None:
    for moves in all_moves():
        files = carried_out(moves, "abcde")
        assert sorted(files.values()) == list("abcde")
        assert all(files[to] == start for start, to in moves.items())


def test_a_file_is_never_replaced(tmp_path: Path) -> None:
    for name in ("a.po", "b.po"):
        (tmp_path / name).write_text(name, "utf-8")
    with pytest.raises(FileExistsError, match="another file has this name"):
        move(tmp_path, "a.po", "b.po")
    move(tmp_path, "a.po", "d/e/c.po")
    assert (tmp_path / "d/e/c.po").read_text("utf-8") == "a.po"


def test_links_are_not_moved(tmp_path: Path) -> None:
    folder = tmp_path / "press/translate"
    folder.mkdir(parents=True)
    (folder / "a.po").write_text("", "utf-8")
    (folder / "b.po").symlink_to("a.po")
    (folder / "c.po").symlink_to(tmp_path / "away.po")
    assert [is_movable(folder, name) for name in ("a.po", "b.po", "c.po")] == [True, False, False]
    (folder / "out").symlink_to(tmp_path)
    with pytest.raises(EnregardError, match="outside the publication"):
        move(folder, "a.po", "out/a.po")


def test_hidden_files_are_no_records(tmp_path: Path) -> None:
    for name in ("a.po", "._a.po", ".moved-b.po", "a.po~", "d/c.po", ".git/x.po"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")
    assert list(po_files(tmp_path)) == [".moved-b.po", "a.po", "d/c.po"]
    assert (target_of("d/.moved-b.po"), target_of("d/b.po")) == ("d/b.po", "")
