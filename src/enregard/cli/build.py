"""The command `build`."""

from pathlib import Path
from typing import Any

import click

from enregard.cli.options import EVERYTHING, FOLDER, command, model_options, options_of
from enregard.cli.run import run_pipeline


@click.command()
@FOLDER
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Build the site here instead of in build/.",
)
@click.option("--report", is_flag=True, help="Check every translation; list the findings in report/ too.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 1024),
    help="Processes that render pages; by default one on each core.",
)
@EVERYTHING
@model_options
@command
def build(
    folder: Path, output: Path | None, report: bool, jobs: int | None, everything: bool, **model: Any
) -> int:
    """Translate what is new in DIR and build its site.

    DIR is the folder of a publication; the current one by default. The site changes as a whole: pages of
    what did not change stay as they are. An article that cannot be read is named and left out.
    """
    from enregard.publication.publication import open_publication

    publication = open_publication(folder, output, everything=everything)
    return run_pipeline(publication, options_of(**model), render=True, findings=report, jobs=jobs or 0)
