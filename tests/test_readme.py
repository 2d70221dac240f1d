"""The pages about the program agree with it: commands, options, files and make targets."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import PurePosixPath

import click
import pytest
from click.testing import CliRunner

from enregard.cli import main
from tests.conftest import ROOT
from tools.man import PAGE, page

README = (ROOT / "README.md").read_text("utf-8")
TABLE = README.partition("## Commands")[2].partition("\n## ")[0]


def commands(group: click.Group = main, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its full name."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield before + name, command


COMMANDS = dict(commands())


def listed() -> set[str]:
    """Return the commands in the table, where `enregard a b`, `c` means two of a group."""
    found = set()
    for cell in re.findall(r"^\| (`enregard .*?) \|", TABLE, re.MULTILINE):
        first, *others = re.findall(r"`([^`]+)`", cell)
        words = [word for word in first.split()[1:] if word.islower()]
        found.add(" ".join(words))
        found.update(" ".join([*words[:-1], other]) for other in others)
    return found


def test_the_table_has_each_command_and_no_other() -> None:
    assert listed() == set(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_each_command_explains_itself(name: str) -> None:
    result = CliRunner().invoke(main, [*name.split(), "--help"])
    assert result.exit_code == 0
    assert COMMANDS[name].get_short_help_str()
    for option in COMMANDS[name].params:
        if isinstance(option, click.Option):
            assert option.opts[0] in result.output
            assert option.help


def test_each_command_in_the_readme_has_its_options() -> None:
    used = [line.split() for line in re.findall(r"(?:`|^|/)enregard ([a-z][^`\n]*)", README, re.MULTILINE)]
    assert used
    for words in used:
        name = next((" ".join(words[:n]) for n in (2, 1) if " ".join(words[:n]) in COMMANDS), "")
        assert name, words
        known = {opt for option in COMMANDS[name].params for opt in option.opts}
        assert {word for word in words if word.startswith("--") and word != "--help"} <= known, words


def test_each_option_in_the_table_exists() -> None:
    for row in TABLE.splitlines():
        if match := re.match(r"\| `enregard ([a-z]+)", row):
            names = [name for name in COMMANDS if name.split()[0] == match[1]]
            others = {word for said in re.findall(r"`enregard ([^`]*)`", row)[1:] for word in said.split()}
            known = {opt for name in names for option in COMMANDS[name].params for opt in option.opts}
            assert set(re.findall(r"--[a-z-]+", row)) - others <= known, row


PAGES = ["README.md", "CONTRIBUTING.md"]


@pytest.mark.parametrize("name", PAGES)
def test_each_linked_file_exists(name: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)", (ROOT / name).read_text("utf-8")):
        if "://" not in target:
            assert (ROOT / PurePosixPath(target)).exists(), target


@pytest.mark.parametrize("name", PAGES)
def test_each_make_target_exists(name: str) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(re.findall(r"^make ([a-z-]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE)) <= set(targets)


def test_each_file_that_contributing_names_exists() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    names = re.findall(r"[`\s]((?:[a-z_]+/)+[a-zA-Z_-]*\.(?:py|md|txt|toml))\b", text)
    assert len(names) > 20
    for name in names:
        assert any((folder / name).exists() for folder in (ROOT, ROOT / "src/enregard")), name


def test_each_option_is_on_a_page_of_the_docs() -> None:
    pages = ["command-line", "import", "export"]
    text = "".join((ROOT / f"docs/{page}.md").read_text("utf-8") for page in pages)
    options = {opt for command in COMMANDS.values() for option in command.params for opt in option.opts}
    named = set(re.findall(r"(?<![-\w])--[a-z]+(?:-[a-z]+)*", text))
    assert {opt for opt in options if opt.startswith("--")} <= named
    assert named <= options | {"--debug", "--help"}


def test_the_manual_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page(), "run tools/man.py"


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed: apt-get install groff")
def test_the_manual_page_has_no_mistake() -> None:
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-z", PAGE], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
