"""The command `status`."""

from pathlib import Path

import click

from enregard.cli.console import Console, say
from enregard.cli.options import FOLDER, FOLLOW_LINKS, command


@click.command("status", short_help="Show what is translated and reviewed in DIR.")
@FOLDER
@click.option("--json", is_flag=True, help="Print one JSON object per article.")
@click.option("--doubtful", is_flag=True, help="Also list the ten most doubtful drafts of each article.")
@FOLLOW_LINKS
@command
def status_(folder: Path, json: bool, doubtful: bool, follow_links: bool) -> int:
    """Show how much of each article in DIR is translated and reviewed. Nothing is written."""
    from enregard.api import open_publication, status
    from enregard.review.status import as_json, as_table

    with Console() as console:
        rows = status(open_publication(folder, follow_links=follow_links), console)
        for line in as_json(rows) if json else as_table(rows, doubtful=doubtful):
            say(line)
        return 1 if console.problems else 0
