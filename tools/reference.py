"""Write the help of every command as Markdown, and put it into the documentation that Sphinx builds."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from enregard.cli import main

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PLACE = "<!-- the help of every command -->"
_WIDTH = 88  # characters


def reference() -> str:
    """Return a section for each command, with what it prints for `--help`."""
    return "\n\n".join(
        f"## {context.command_path}\n\n```text\n{context.get_help().rstrip()}\n```"
        for context in _contexts(main, None, "enregard")
    )


def _contexts(command: click.Command, parent: click.Context | None, name: str) -> Iterator[click.Context]:
    """Yield the context of a command, and those of the commands below it."""
    settings: Any = {"terminal_width": _WIDTH, "max_content_width": _WIDTH, "color": False}
    context = click.Context(command, info_name=name, parent=parent, **settings)
    yield context
    for below, each in getattr(command, "commands", {}).items():
        yield from _contexts(each, context, below)


def setup(app: "Sphinx") -> dict[str, bool]:
    """Connect to Sphinx."""
    app.connect("source-read", _fill)
    return {"parallel_read_safe": True}


def _fill(_: "Sphinx", __: str, source: list[str]) -> None:
    source[0] = source[0].replace(PLACE, reference())
