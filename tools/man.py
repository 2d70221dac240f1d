"""Write the manual page `docs/man/enregard.1` from the help of all commands."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click

from enregard import __version__
from enregard.cli import main

PAGE = Path(__file__).parents[1] / "docs" / "man" / "enregard.1"


def page() -> str:
    """Return the manual page."""
    lines = [f'.TH ENREGARD 1 "" "enregard {__version__}" "User Commands"', ".nh", ".ad l", ".SH NAME"]
    help_ = inspect.cleandoc(main.help or "").partition("\n\n")
    lines.append(f"enregard \\- {_text(help_[0][0].lower() + help_[0][1:].rstrip('.'))}")
    lines += [".SH SYNOPSIS", "\\fBenregard\\fP \\fICOMMAND\\fP [\\fIOPTIONS\\fP]", ".SH DESCRIPTION"]
    lines += [*_paragraphs(help_[2]), ".SH OPTIONS", *_options(click.Context(main, info_name="enregard"))]
    lines.append(".SH COMMANDS")
    for context in _commands(click.Context(main, info_name="enregard")):
        usage = " ".join(context.command.collect_usage_pieces(context))
        lines += [f".SS {context.command_path} {_text(usage)}"]
        lines += [*_paragraphs(context.command.help or ""), *_options(context)]
    lines += [".SH EXIT STATUS", *_paragraphs((main.epilog or "").replace("Exit codes:\n", ""))]
    return "\n".join(lines) + "\n"


def _commands(context: click.Context) -> Iterator[click.Context]:
    """Yield the context of each command that does something, groups aside."""
    for name, command in getattr(context.command, "commands", {}).items():
        below = click.Context(command, info_name=name, parent=context)
        if isinstance(command, click.Group):
            yield from _commands(below)
        else:
            yield below


def _options(context: click.Context) -> Iterator[str]:
    for option in context.command.params:
        if isinstance(option, click.Option) and (record := option.get_help_record(context)):
            yield from (".TP", f"\\fB{_text(record[0])}\\fP", _text(record[1]))


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the lines of a help text. Click leaves paragraphs that begin with a backspace as they are."""
    for paragraph in re.split(r"\n{2,}", inspect.cleandoc(text)):
        yield ".PP"
        if paragraph.startswith("\b\n"):
            yield from (".nf", *map(_text, paragraph.splitlines()[1:]), ".fi")
        else:
            yield _text(" ".join(paragraph.split()))


def _text(text: str) -> str:
    """Escape what troff reads as its own."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    return f"\\&{escaped}" if escaped.startswith(".") else escaped


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), "utf-8", newline="\n")
