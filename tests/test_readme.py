"""README.md and the program say the same: commands, options, and files that the README leads to."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

import click
import pytest
from click.testing import CliRunner

from enregard.cli import main
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
TABLE = README.partition("## Commands")[2].partition("\n## ")[0]


def commands(group: click.Group = main, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with all words of its name."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield before + name, command


COMMANDS = dict(commands())


def listed() -> set[str]:
    """The commands that have a place in the table; `enregard a b`, `c` stands for two of a group."""
    found = set()
    for cell in re.findall(r"^\| (`enregard .*?) \|", TABLE, re.MULTILINE):
        first, *others = re.findall(r"`([^`]+)`", cell)
        words = [word for word in first.split()[1:] if word.islower()]
        found.add(" ".join(words))
        found.update(" ".join([*words[:-1], other]) for other in others)
    return found


def test_each_command_stands_in_the_table_and_no_other() -> None:
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


def test_each_option_that_the_readme_names_is_there() -> None:
    """Where a command is written out with options, it has those."""
    used = [line.split() for line in re.findall(r"(?:`|^|/)enregard ([a-z][^`\n]*)", README, re.MULTILINE)]
    assert used
    for words in used:
        name = next((" ".join(words[:n]) for n in (2, 1) if " ".join(words[:n]) in COMMANDS), "")
        assert name, words
        known = {opt for option in COMMANDS[name].params for opt in option.opts}
        assert {word for word in words if word.startswith("--") and word != "--help"} <= known, words


def test_each_option_in_the_table_is_its_commands() -> None:
    for row in TABLE.splitlines():
        if match := re.match(r"\| `enregard ([a-z]+)", row):
            names = [name for name in COMMANDS if name.split()[0] == match[1]]
            others = {word for said in re.findall(r"`enregard ([^`]*)`", row)[1:] for word in said.split()}
            known = {opt for name in names for option in COMMANDS[name].params for opt in option.opts}
            assert set(re.findall(r"--[a-z-]+", row)) - others <= known, row


def test_each_file_that_the_readme_leads_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)", README):
        if "://" not in target:
            assert (ROOT / PurePosixPath(target)).exists(), target


def test_each_target_of_make_is_there() -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(re.findall(r"^make ([a-z-]+)", README, re.MULTILINE)) <= set(targets)
