"""The command `build`."""

from pathlib import Path
from typing import Any

import click

from enregard.cli.options import EVERYTHING, FOLDER, FOLLOW_LINKS, JOBS, command, model_options
from enregard.cli.run import summarise
from enregard.messages import _


@click.command()
@FOLDER
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help=_("Build into this folder instead of build/."),
)
@click.option("--report", is_flag=True, help=_("Check every translation and list the findings in report/."))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github"]),
    default="text",
    show_default=True,
    help=_("How to print problems."),
)
@JOBS
@EVERYTHING
@FOLLOW_LINKS
@model_options
@command
def build(
    folder: Path,
    output: Path | None,
    report: bool,
    form: str,
    jobs: int | None,
    everything: bool,
    follow_links: bool,
    **model: Any,
) -> int:
    """Translate what is new in DIR and build its site.

    DIR is the folder of a publication, by default the current one. The site is updated as a whole. An article
    that cannot be read is reported and left out.
    """
    from enregard import api

    publication = api.open_publication(folder, output, everything=everything, follow_links=follow_links)
    return summarise(
        lambda console: api.build(
            publication, api.Options(**model), console, findings=report, jobs=jobs or 0
        ),
        publication.build,
        folder if form == "github" else None,
    )
