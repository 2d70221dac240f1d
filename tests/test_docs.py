"""The documentation builds into a site that works offline and has the help of every command."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from enregard.cli import main
from tests.conftest import ROOT
from tests.test_readme import COMMANDS
from tests.tutorial import follow, steps
from tools.reference import reference

PROGRESS = re.compile(r"\d+ of \d+ words.*\n")
LOADED = re.compile(
    r"<(?:script|img|iframe|source)\b[^>]*\bsrc=\"([^\"]+)|<link\b[^>]*\bhref=\"([^\"]+)|url\(([^)]+)\)|@import\s+([^;]+)"
)


@pytest.mark.model
def test_each_command_of_the_tutorial_does_what_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    def run(arguments: list[str]) -> str:
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
        return PROGRESS.sub("", result.output)

    for step in steps():
        if step.command[:1] == ["cd"]:
            monkeypatch.chdir(step.command[1])
        elif step.form == "sh" and step.command[0] == "enregard":
            assert step.command[1] in COMMANDS
        elif step.form != "sh":
            printed = follow(tmp_path / "presse", step, run)
            assert sorted(printed.split("\n")) == sorted(step.text.split("\n"))  # notes may come first
    page = tmp_path / "presse/build/articles/marche/index.html"
    assert "240,000 euros on paving" in page.read_text("utf-8")


def test_the_reference_has_each_command_and_option() -> None:
    sections = dict(
        re.findall(r"^## enregard ?(.*)\n\n```text\n((?:(?!```).*\n)*)```", reference(), re.MULTILINE)
    )
    assert set(COMMANDS) <= set(sections)
    for name, command in COMMANDS.items():
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.opts[0] in sections[name]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("sphinx", reason="Sphinx is not installed: `make test` installs it")
    target = tmp_path_factory.mktemp("docs")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", str(ROOT / "docs"), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return target


def test_the_pages_load_nothing_from_other_hosts(site: Path) -> None:
    loaded = [
        address
        for path in site.rglob("*")
        if path.suffix in (".html", ".css")
        for address in filter(None, (it for found in LOADED.findall(path.read_text("utf-8")) for it in found))
        if not address.strip("\"'").startswith("data:")
    ]
    assert loaded
    assert [address for address in loaded if "//" in address] == []


def test_the_pages_have_the_help_of_each_command_and_each_page_of_the_docs(site: Path) -> None:
    assert "enregard model install" in (site / "commands.html").read_text("utf-8")
    pages = {path.relative_to(ROOT / "docs").with_suffix(".html") for path in (ROOT / "docs").rglob("*.md")}
    home = (site / "index.html").read_text("utf-8")
    assert {path for path in pages if not (site / path).exists()} == set()
    assert {path for path in pages if path.parent.name == "" and f'href="{path}"' not in home} <= {
        Path("index.html")
    }
