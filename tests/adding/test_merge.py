"""Versions of a text are merged as git merges them."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enregard.adding.merge import Conflict, merge, same_lines

BASE = ["titre", "", "un", "", "deux", "", "trois", ""]
LINES = st.lists(st.sampled_from(["", "a", "b", "c", "d"]), max_size=12)


def test_changes_in_different_places_are_both_taken() -> None:
    ours = ["titre", "", "UN", "", "deux", "", "trois", "", "quatre", ""]
    theirs = ["Titre", "", "un", "", "DEUX", "", "trois", ""]
    merged = merge(BASE, ours, theirs)
    assert merged.lines == ["Titre", "", "UN", "", "DEUX", "", "trois", "", "quatre", ""]
    assert not merged.conflicts


def test_a_conflict_has_the_lines_of_both() -> None:
    ours = ["titre", "", "un", "", "DEUX", "", "trois", ""]
    theirs = ["titre", "", "un", "", "zwei", "", "trois", ""]
    merged = merge(BASE, ours, theirs)
    assert merged.conflicts == [Conflict(5, ("DEUX",), ("zwei",))]
    assert merged.lines == ours
    assert merge(BASE, ours, theirs, prefer_theirs=True).lines == theirs


@settings(max_examples=40)
@given(LINES, LINES)
def test_the_changes_of_one_side_are_taken_whole(base: list[str], changed: list[str]) -> None:
    for merged in (merge(base, changed, base), merge(base, base, changed), merge(base, changed, changed)):
        assert merged.lines == changed
        assert not merged.conflicts


@settings(max_examples=40)
@given(LINES, LINES)
def test_lines_that_stayed_are_the_same_and_in_order(one: list[str], other: list[str]) -> None:
    found = sorted(same_lines(one, other).items())
    assert all(one[left] == other[right] for left, right in found)
    assert [right for _, right in found] == sorted({right for _, right in found})


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@settings(max_examples=12)
@given(st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)))
def test_git_merges_the_same(
    tmp_path_factory: pytest.TempPathFactory, ours: set[int], theirs: set[int]
) -> None:
    folder = tmp_path_factory.mktemp("git")
    names = [f"ligne {number}" for number in range(10)]

    def version(changed: set[int], word: str) -> list[str]:
        lines = [f"{name} {word}" if at in changed else name for at, name in enumerate(names)]
        return [line for words in lines for line in (words, "")]

    texts = {"ours": version(ours, "x"), "base": version(set(), ""), "theirs": version(theirs, "y")}
    for name, lines in texts.items():
        Path(folder, name).write_text("\n".join(lines))
    done = subprocess.run(
        ["git", "merge-file", "-p", "ours", "base", "theirs"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    merged = merge(texts["base"], texts["ours"], texts["theirs"])
    assert bool(merged.conflicts) == (done.returncode > 0)
    if not merged.conflicts:
        assert "\n".join(merged.lines) == done.stdout
