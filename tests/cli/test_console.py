"""Progress shows speed and time left, and nothing that is printed controls the terminal."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from enregard import cli
from enregard.cli import console
from enregard.cli.console import Console, say
from enregard.errors import printable
from enregard.publication.new import start
from tests.conftest import ROOT

HOSTILE = "\x1b[31mrouge\x07\x9b2J\u202egnp\u2066"
"""Colours, a bell, a cleared screen, and text that runs backwards."""

CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(console, "monotonic", lambda: now[0])
    return now


def test_progress_shows_speed_and_time_left(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    with Console() as shown:
        shown.progress("words", 4000, 40_000)  # remembered from another run
        clock[0] += 30
        shown.progress("words", 10_000, 40_000)
        clock[0] += 5
        shown.progress("words", 11_000, 40_000)
        clock[0] += 25
        shown.progress("words", 16_000, 34_000)
    assert capsys.readouterr().err.splitlines() == [
        "10,000 of 40,000 words, 200 a second, 2:30 left",
        "16,000 of 34,000 words, 200 a second, 1:30 left",
    ]


def test_at_first_there_is_no_estimate(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    with Console() as shown:
        clock[0] += 9
        shown.progress("words", 0, 100)
        clock[0] += 2
        shown.progress("words", 1, 100)
    assert capsys.readouterr().err == "1 of 100 words\n"


def test_the_time_left_waits_for_a_share_of_the_work(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with Console() as shown:
        shown.progress("words", 0, 1000)
        clock[0] += 20
        shown.progress("words", 20, 1000)
        clock[0] += 20
        shown.progress("words", 80, 1000)
    assert capsys.readouterr().err.splitlines() == [
        "20 of 1,000 words, 1 a second",
        "80 of 1,000 words, 2 a second, 7:40 left",
    ]


def test_without_a_total_there_is_no_time_left(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with Console() as shown:
        shown.progress("words", 0, 0)
        clock[0] += 20
        shown.progress("words", 100, 0)
    assert capsys.readouterr().err == "100 words, 5 a second\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("l’été, 5\u202f€ \U0001f469\u200d\U0001f33e", "l’été, 5\u202f€ \U0001f469\u200d\U0001f33e"),
        ("\x1b[31m\x07\0\x7f", "\\x1b[31m\\x07\\x00\\u007f"),
        ("\x9b\x85", "\\u009b\\u0085"),
        ("a\nb\tc\r", "a\\nb\\tc\\r"),
        ("\u2028\u2029\u202e\u2066\u200f\u061c", "\\u2028\\u2029\\u202e\\u2066\\u200f\\u061c"),
        ("caf\udce9", "caf\\udce9"),
    ],
)
def test_control_characters_are_escaped(text: str, shown: str) -> None:
    assert printable(text) == shown
    assert printable(shown) == shown
    assert json.loads(printable(json.dumps(text, ensure_ascii=False))) == text


def test_lines_and_notes_are_escaped(capsys: pytest.CaptureFixture[str]) -> None:
    say(f"{HOSTILE}\ta\nb")
    with Console() as shown:
        shown.note(f"{HOSTILE}\na")
        shown.step(HOSTILE)
    out, err = capsys.readouterr()
    assert (out.count("\n"), err.count("\n"), out.count("\t")) == (1, 2, 1)
    assert not CONTROL.search(out + err)


@pytest.mark.parametrize(
    "arguments",
    [
        ["status"],
        ["status", "--json"],
        ["check"],
        ["check", "--json"],
        ["build", "--offline"],
        ["translate", "--offline"],
        ["export", "tmx", "-o", f"{HOSTILE}/a"],
        ["export", HOSTILE],
        ["import", HOSTILE],
        ["text", HOSTILE],
        ["new", HOSTILE],
        ["new", "/proc/" + HOSTILE],
        [HOSTILE],
        ["--" + HOSTILE],
        ["serve", "--port", HOSTILE],
        ["model", HOSTILE],
        ["model", "install", "--source", HOSTILE],
        ["model", "list", "--pin", HOSTILE],
    ],
    ids=lambda arguments: " ".join(arguments[:2]).encode("unicode_escape").decode(),
)
def test_no_command_prints_control_characters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    root = tmp_path / HOSTILE
    start(root)
    (root / "translate/bienvenue.po").rename(root / f"translate/{HOSTILE}.po")
    (root / "seeds/bienvenue.md").rename(root / "seeds/neuf.md")
    (root / f"seeds/{HOSTILE}.txt").write_text("Il en reste 12.\n", "utf-8")
    (root / f"seeds/2{HOSTILE}.txt").write_text("date 2021-13\n", "utf-8")
    (root / f"translate/2{HOSTILE}.po").write_text(f'msgid "a"\nmsgstr "{HOSTILE}"\n{HOSTILE}\n', "utf-8")
    (root / f"seeds/{HOSTILE}.odt").write_text("x")
    monkeypatch.chdir(root)
    result = CliRunner().invoke(cli.main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.output
    assert not CONTROL.search(result.output)


def test_a_traceback_does_not_control_the_terminal(tmp_path: Path) -> None:
    root = tmp_path / HOSTILE
    command = [sys.executable, "-c", "from enregard.cli import main; main()", "--debug", "status", str(root)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    assert "Traceback (most recent call last):\n" in told
    assert "\\x1b[31mrouge" in told
    assert not CONTROL.search(told)


def test_only_the_console_prints() -> None:
    """What bypasses it must escape on its own, as the named modules do."""
    found = set()
    for path in (ROOT / "src/enregard").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if re.fullmatch(r"print|(click\.)?s?echo|.*\b(stdout|stderr)\.write|traceback\.print_.*", name):
                found.add(path.relative_to(ROOT / "src/enregard").as_posix())
    into_pipes = {"adding/pdf.py", "translate/model/marian.py"}  # of child processes
    assert found == {"cli/console.py", "serving/builds.py", "export/destination.py", *into_pipes}


def test_output_is_utf8_in_any_locale(tmp_path: Path) -> None:
    start(tmp_path / "presse")
    (tmp_path / "presse/seeds/bienvenue.md").rename(tmp_path / "presse/seeds/Třeboň\u202f!.md")
    done = subprocess.run(
        [sys.executable, "-m", "enregard", "status", "presse"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "cp1252", "LC_ALL": "C"},
        capture_output=True,
        check=False,
    )
    assert "Třeboň\u202f!" in done.stdout.decode("utf-8")
    assert "Traceback" not in done.stderr.decode("utf-8")
