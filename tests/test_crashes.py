"""After signal 9 or a disk error, nothing is lost, the site is whole, and nothing is left behind.

A short form of `python -m bench crashes`, and tests that its checks find faults.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bench._wholeness import broken_records, files, litter, mixture_faults, reviewed, site_faults
from enregard.output.manifest import MANIFEST
from tests.conftest import ROOT
from tests.output.writing import SiteWriter

KILL = """
import json, random, sys
from pathlib import Path
from bench.crashes import kill_many, trials
folder, situation, kills, errors = sys.argv[1:]
ready = trials(Path(folder), (situation,), real=False, pause=0.002)
chance = random.Random(11)
print(json.dumps(kill_many(ready, int(kills), chance)))
print(json.dumps(kill_many(ready, int(errors), chance, errors=True)))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.parametrize(
    ("situation", "kills", "errors"),
    [
        ("first", 1, 0),
        ("drafts", 1, 0),
        ("swap", 1, 1),
        ("journal", 2, 1),
        ("moves", 1, 1),
        ("processes", 1, 0),
    ],
)
def test_a_killed_or_failing_run_loses_nothing_and_the_next_completes_it(
    tmp_path: Path, situation: str, kills: int, errors: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILL, str(tmp_path), situation, str(kills), str(errors)],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    for runs, line in zip((kills, errors), done.stdout.splitlines(), strict=True):
        result = json.loads(line)
        assert result["failures"] == 0, done.stderr
        assert result["killed"] == ({situation: runs} if runs else {})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    with SiteWriter(tmp_path / "build") as writer:
        writer.write("index.html", '<a href="a/index.html">A</a>')
        writer.write(
            "a/index.html", '<a href="../">up</a> <a href="https://x.org/">out</a> <a href="#x">x</a>'
        )
    (tmp_path / "translate").mkdir()
    (tmp_path / "translate/a.po").write_text('msgid ""\nmsgstr ""\n\nmsgid "Un."\nmsgstr "One."\n', "utf-8")
    return tmp_path


def test_a_whole_site_has_no_faults(root: Path) -> None:
    assert list(site_faults(root / "build")) == []
    assert list(broken_records(root / "translate")) == []
    assert list(litter(root)) == []
    assert reviewed(root / "translate") == {("Un.", "One."): 1}


def change_page(root: Path) -> None:
    (root / "build/a/index.html").write_text('<a href="../index.html">Up</a>', "utf-8")


def remove_page(root: Path) -> None:
    (root / "build/a/index.html").unlink()


def add_page(root: Path) -> None:
    (root / "build/b.html").write_text("", "utf-8")


def remove_manifest(root: Path) -> None:
    (root / "build" / MANIFEST).unlink()


@pytest.mark.parametrize("damage", [change_page, remove_page, add_page, remove_manifest])
def test_a_damaged_site_is_found(root: Path, damage: Callable[[Path], None]) -> None:
    damage(root)
    assert list(site_faults(root / "build"))


def test_a_dead_link_and_a_wrong_mixture_are_found(root: Path) -> None:
    old = files(root / "build")
    new = {**old, "index.html": b'<a href="b/index.html">B</a>', "b/index.html": b""}
    (root / "build/index.html").write_bytes(new["index.html"])
    assert list(mixture_faults(root / "build", old, new)) == [
        "index.html links to b/index.html, which does not exist"
    ]
    (root / "build/b").mkdir()
    (root / "build/b/index.html").write_bytes(b"")
    assert list(mixture_faults(root / "build", old, new)) == []
    (root / "build/a/index.html").write_bytes(b"half")
    assert list(mixture_faults(root / "build", old, new)) == [
        "a/index.html is neither the old nor the new version"
    ]
    (root / "build/a/index.html").unlink()
    assert list(mixture_faults(root / "build", old, new)) == ["a/index.html is missing"]


def test_half_a_record_and_litter_are_found(root: Path) -> None:
    (root / "translate/a.po").write_text('msgid ""\nmsgstr ""\n\nmsgid "Un."\nmsgs', "utf-8")
    assert len(list(broken_records(root / "translate"))) == 2
    for name in (".build-old/x", "translate/.enregard-new-1-0", ".enregard/lock", ".enregard/site.sqlite"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text("", "utf-8")
    assert list(litter(root)) == [".build-old", ".enregard/lock", "translate/.enregard-new-1-0"]
