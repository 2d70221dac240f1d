"""The command `status`."""

from pathlib import Path

import click

from enregard.cli.console import Console, say
from enregard.cli.options import FOLDER, FOLLOW_LINKS, command, percentage
from enregard.messages import ENGLISH, _, using


@click.command("status", short_help=_("Show what is translated and reviewed in DIR."))
@FOLDER
@click.option("--json", is_flag=True, help=_("Print one JSON object per article."))
@click.option(
    "--doubtful",
    metavar="SHARE",
    callback=percentage,
    help=_("Also list this share of each article's drafts, such as 20%, most doubtful first."),
)
@FOLLOW_LINKS
@command
def status_(folder: Path, json: bool, doubtful: float | None, follow_links: bool) -> int:
    """Show how much of each article in DIR is translated and reviewed. Nothing is written."""
    from enregard.api import open_publication, status
    from enregard.review.status import as_json, as_table

    with Console() as console, using(ENGLISH if json else ()):
        rows = status(open_publication(folder, follow_links=follow_links), console, doubtful)
        for line in as_json(rows) if json else as_table(rows, doubtful=doubtful is not None):
            say(line)
        return 1 if console.problems else 0
