"""What commands share: exit codes and options."""

import inspect
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click

from enregard.cli.console import say
from enregard.errors import EnregardError, printable, unexpected
from enregard.messages import _


class Commands(click.Group):
    """A group whose help lists commands in the order in which people need them, in their language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help = described(_(inspect.cleandoc(self.help or "")))

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Add a command and translate its description, which is the docstring of its function."""
        if not isinstance(cmd, Commands):
            cmd.help = described(_(inspect.cleandoc(cmd.help or "")))
        super().add_command(cmd, name)

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Parse the command line."""
        with _printable_errors():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Parse and run the command."""
        with _printable_errors():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which they were added."""
        return list(self.commands)


def described(text: str) -> str:
    """Mark the tables in a text for click, which would join their lines: paragraphs with aligned columns."""
    paragraphs = text.split("\n\n")
    return "\n\n".join(f"\b\n{it}" if "\n" in it and "  " in it else it for it in paragraphs)


@contextmanager
def _printable_errors() -> Iterator[None]:
    """Escape what click quotes from the command line, such as names of files."""
    try:
        yield
    except click.ClickException as error:
        error.message = printable(error.message, keep="\n")  # type: ignore[misc]
        raise


def command(function: Callable[..., int]) -> Callable[..., None]:
    """Turn a command's errors into one line each, and its result into an exit code."""

    @wraps(function)
    @click.pass_context
    def run(context: click.Context, *args: Any, **kwargs: Any) -> None:
        try:
            code = function(*args, **kwargs)
        except EnregardError as error:
            if context.obj:
                raise
            for one in error.each():
                say(_("error: {error}", error=one), err=True)
            code = 1
        except KeyboardInterrupt:
            say(_("interrupted; finished work is kept"), err=True)
            code = 130
        except click.exceptions.ClickException:
            raise
        except BrokenPipeError:
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - nobody reads any more: stay quiet at exit too
            code = 0
        except Exception as error:
            if context.obj:
                raise
            say(_("error: {error}", error=unexpected(error)), err=True)
            code = 1
        context.exit(code)

    return run


def percentage(context: click.Context, parameter: click.Parameter, value: str | None) -> float | None:
    """Convert a share such as `20%` or `20` to a number from 0 to 1."""
    if value is None:
        return None
    try:
        percent = float(value.removesuffix("%"))
    except ValueError:
        percent = -1.0
    if not 0 <= percent <= 100:
        raise click.BadParameter(
            _("'{value}' is not a percentage from 0% to 100%.", value=value), context, parameter
        )
    return percent / 100


FOLDER = click.argument(
    "folder", metavar="[DIR]", type=click.Path(file_okay=False, path_type=Path), default=Path()
)

EVERYTHING = click.option("--all", "everything", is_flag=True, help=_("Include unpublished articles."))

FOLLOW_LINKS = click.option(
    "--follow-links", is_flag=True, help=_("Follow links that lead out of the publication.")
)

JOBS = click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(1, 1024),
    help=_("Processes that render pages; by default one per core."),
)


def model_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of every command that translates; the fields of `Options` have the same names."""
    for option in (
        click.option("--offline", is_flag=True, help=_("Never download a model.")),
        click.option(
            "--beam",
            "beam_size",
            metavar="N",
            type=click.IntRange(1, 32),
            help=_("Beam size of the search; by default that of the model's pin."),
        ),
        click.option(
            "--threads",
            metavar="N",
            type=click.IntRange(0, 1024),
            default=0,
            show_default=True,
            help=_("Batches to translate at once; 0 means one per core."),
        ),
        click.option(
            "--device",
            type=click.Choice(["cpu", "cuda"]),
            default="cpu",
            show_default=True,
            help=_("Device that runs the model."),
        ),
    ):
        function = option(function)
    return function
