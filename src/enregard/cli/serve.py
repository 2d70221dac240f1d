"""The command `serve`."""

from pathlib import Path
from typing import Any

import click

from enregard.cli.console import Console, say
from enregard.cli.options import EVERYTHING, FOLDER, FOLLOW_LINKS, JOBS, command, model_options
from enregard.messages import _


@click.command()
@FOLDER
@click.option(
    "--port",
    metavar="N",
    type=click.IntRange(0, 65535),
    help=_("Port; by default the first free one from 8000."),
)
@click.option("--edit", is_flag=True, help=_("Make the translation editable in the browser."))
@click.option("--open", "open_", is_flag=True, help=_("Open the site in your browser."))
@JOBS
@EVERYTHING
@FOLLOW_LINKS
@model_options
@command
def serve(
    folder: Path,
    port: int | None,
    edit: bool,
    open_: bool,
    jobs: int | None,
    everything: bool,
    follow_links: bool,
    **model: Any,
) -> int:
    """Build DIR, serve it on localhost and rebuild on change.

    Open pages reload and show what is wrong. Stop with Ctrl-C.
    """
    from enregard.serving.builds import Builds
    from enregard.serving.server import serve
    from enregard.translate.model.options import Options

    def ready(address: str) -> None:
        if edit:
            say(_("read and correct it at {address} (Ctrl-C to stop)", address=address))
        else:
            say(_("read it at {address} (Ctrl-C to stop)", address=address))
        if open_:
            click.launch(address)

    with Console() as console:
        try:
            options = Options(**model)
            builds = Builds(
                folder, options, console, jobs or 0, everything=everything, follow_links=follow_links
            )
            serve(builds, ready, port=port, edit=edit)
        except KeyboardInterrupt:
            say(_("stopped"), err=True)
    return 0
