"""Follow docs/tutorial.md: run its commands, and write the files that it shows."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

from tests.conftest import ROOT

PAGE = ROOT / "docs" / "tutorial.md"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NAME = re.compile(r"`([a-z]+/[a-z.]+)`")


@dataclass(frozen=True, slots=True)
class Step:
    """A command with what it prints; or, without a command, what a file gets."""

    command: list[str]
    file: str
    text: str
    form: str


def steps() -> Iterator[Step]:
    """Yield the steps of the page. A block without a prompt belongs to the file that was named last."""
    text = PAGE.read_text("utf-8")
    for match in _BLOCK.finditer(text):
        form, content = match.groups()
        if form in ("console", "sh"):
            prompted = content if form == "console" else f"$ {content}"
            for command in re.split(r"^\$ ", prompted, flags=re.MULTILINE)[1:]:
                line, _, output = command.partition("\n")
                yield Step(line.split(), "", output, form)
        else:
            yield Step([], _NAME.findall(text, 0, match.start())[-1], content, form)


def follow(root: Path, step: Step, run: Callable[[list[str]], str]) -> str:
    """Do a step in the publication `root`, and return what it prints."""
    if step.command:
        return run(step.command[1:])
    path = root / step.file
    if step.form == "text":
        path.write_text(step.text, "utf-8")
    elif step.form == "po":
        file = polib.pofile(str(path), wrapwidth=78)
        for entry in polib.pofile(step.text):
            found = file.find(entry.msgid)
            assert found is not None
            found.msgstr, found.flags = entry.msgstr, []
        file.save()
    else:
        name = step.text.partition("=")[0]
        lines = path.read_text("utf-8").split("\n")
        (at,) = [at for at, line in enumerate(lines) if line.startswith(name)]
        path.write_text("\n".join([*lines[:at], step.text.strip(), *lines[at + 1 :]]), "utf-8")
    return step.text
