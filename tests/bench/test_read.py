"""Blind reading of two versions of the drafts."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench import read


def test_what_a_reader_wrote_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "append", lambda *_: None)
    rows = [(f"Phrase {number}.", f"Old {number}.", f"New {number}.") for number in range(6)]
    for name, at in (("old", 1), ("new", 2)):
        lines = [f"{row[0]}\t{row[at]}\n" for row in rows]
        (tmp_path / name).write_text("".join([*lines, "Égal.\tEqual.\n"]), "utf-8")
    paths = [str(tmp_path / name) for name in ("old", "new", "sheet", "key")]
    made = CliRunner().invoke(read.main, ["sheet", *paths, "--count", "4"], catch_exceptions=False)
    assert json.loads(made.output) == {"sentences": 7, "changed": 6, "chosen": 4}
    sheet = tmp_path / "sheet"
    lines = sheet.read_text("utf-8").split("\n")
    new_first = [line.startswith("A  New") for line in lines if line.startswith("A  ")]
    assert True in new_first
    assert False in new_first
    filled = sheet.read_text("utf-8").replace("better: ", "better: A").replace("misleads: ", "misleads: B")
    sheet.write_text(filled, "utf-8")
    counted = CliRunner().invoke(read.main, ["count", *paths[2:]], catch_exceptions=False)
    wins, losses = new_first.count(True), new_first.count(False)
    expected = {"read": 4, "wins": wins, "losses": losses}
    assert json.loads(counted.output) == expected | {"misleading_before": wins, "misleading_after": losses}
