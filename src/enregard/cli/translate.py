"""The command `translate`."""

from pathlib import Path
from typing import Any

import click

from enregard.cli.options import FOLDER, FOLLOW_LINKS, command, model_options
from enregard.cli.run import summarise
from enregard.messages import _


@click.command()
@FOLDER
@click.option(
    "--again",
    type=click.Choice(["findings", "all"]),
    help=_("Also redo unreviewed drafts: those with findings, or all."),
)
@click.option(
    "--ray",
    metavar="[ADDRESS]",
    is_flag=False,
    flag_value="auto",
    default="",
    help=_("Translate on a Ray cluster: --ray=HOST:PORT, or --ray for one on this machine."),
)
@FOLLOW_LINKS
@model_options
@command
def translate(folder: Path, again: str | None, follow_links: bool, **model: Any) -> int:
    """Draft what is new in DIR without building the site.

    Existing drafts do not follow changes to the glossary until you redo them with --again. Each replaced
    draft is kept in a comment next to the new one.
    """
    from enregard import api

    how = api.Again(again) if again else api.Again.NOTHING
    publication = api.open_publication(folder, follow_links=follow_links)
    return summarise(
        lambda console: api.translate(publication, api.Options(**model), console, again=how), None, None
    )
