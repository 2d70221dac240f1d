"""The command `serve`."""

from pathlib import Path
from typing import Any

import click

from enregard.cli.options import EVERYTHING, FOLDER, command, model_options, options_of


@click.command(short_help="Show the site of DIR to this machine, and build what changes.")
@FOLDER
@click.option("--port", type=click.IntRange(0, 65535), help="By default the first free one from 8000 on.")
@click.option("--edit", is_flag=True, help="Take corrections of the English where it is read.")
@click.option("--open", "open_", is_flag=True, help="Open the site in your browser.")
@click.option("--jobs", type=click.IntRange(0, 1024), default=0, help="Processes that render pages.")
@EVERYTHING
@model_options
@command
def serve(
    folder: Path, port: int | None, edit: bool, open_: bool, jobs: int, everything: bool, **model: Any
) -> int:
    """Build DIR, show its site to this machine only, and build again what changes.

    Pages that are open load again by themselves, and show what is wrong. Ctrl-C ends it.
    """
    from enregard.cli.console import Console
    from enregard.serving.server import serve

    def ready(address: str) -> None:
        click.echo(f"{'read and correct' if edit else 'see'} it at {address} (Ctrl-C ends)")
        if open_:
            click.launch(address)

    with Console() as console:
        try:
            options = options_of(**model)
            serve(folder, options, console, ready, port=port, jobs=jobs, edit=edit, everything=everything)
        except KeyboardInterrupt:
            click.echo("ended", err=True)
    return 0
