"""What the commands have in common: how they end, and the options that several of them take."""

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from enregard.errors import EnregardError, unexpected

if TYPE_CHECKING:
    from enregard.translate.model.options import Options


def command(function: Callable[..., int]) -> Callable[..., None]:
    """Turn what `function` raises or returns into one line and an exit code."""

    @wraps(function)
    @click.pass_context
    def run(context: click.Context, *args: Any, **kwargs: Any) -> None:
        try:
            code = function(*args, **kwargs)
        except EnregardError as error:
            if context.obj:
                raise
            click.echo(f"error: {error}", err=True)
            code = 1
        except KeyboardInterrupt:
            click.echo("interrupted; what was finished is kept", err=True)
            code = 130
        except click.exceptions.ClickException:
            raise
        except BrokenPipeError:
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - nobody reads on; be quiet at exit too
            code = 0
        except Exception as error:
            if context.obj:
                raise
            click.echo(f"error: {unexpected(error)}", err=True)
            code = 1
        context.exit(code)

    return run


FOLDER = click.argument(
    "folder", metavar="[DIR]", type=click.Path(file_okay=False, path_type=Path), default=Path()
)

EVERYTHING = click.option(
    "--all", "everything", is_flag=True, help="Show also drafts, and what too little of is reviewed."
)


def model_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that may translate."""
    for option in (
        click.option("--offline", is_flag=True, help="Never fetch a model."),
        click.option(
            "--exact",
            is_flag=True,
            help="Weigh all words of the model, not only likely ones: slower by a third.",
        ),
        click.option(
            "--beam", type=click.IntRange(1, 32), default=4, show_default=True, help="Width of the search."
        ),
        click.option(
            "--threads",
            type=click.IntRange(0, 1024),
            default=0,
            help="Batches translated at once; 0, the default, for one on each core.",
        ),
        click.option(
            "--device",
            type=click.Choice(["cpu", "cuda"]),
            default="cpu",
            show_default=True,
            help="What the model runs on.",
        ),
    ):
        function = option(function)
    return function


def options_of(offline: bool, beam: int, threads: int, device: str, exact: bool) -> "Options":
    """What `model_options` were given, as the translation takes it."""
    from enregard.translate.model.options import Options

    return Options(beam_size=beam, threads=threads, device=device, offline=offline, exact=exact)
