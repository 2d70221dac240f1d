"""The command `check`."""

from collections.abc import Iterator
from pathlib import Path

import click

from enregard.cli.console import Console, say
from enregard.cli.options import FOLDER, FOLLOW_LINKS, command, percentage


@click.command("check", short_help="Compare each sentence with its translation; list the findings.")
@FOLDER
@click.option("--json", is_flag=True, help="Print one JSON object per finding or draft.")
@click.option("--strict", is_flag=True, help="Exit with 1 if there are findings.")
@click.option(
    "--doubtful",
    metavar="SHARE",
    callback=percentage,
    help="List this share of the drafts instead, such as 20%, most doubtful first.",
)
@FOLLOW_LINKS
@command
def check_(folder: Path, json: bool, strict: bool, doubtful: float | None, follow_links: bool) -> int:
    """Compare each sentence in DIR with its translation and list the findings.

    Checks look for lost numbers, names, negations and the like, and for sentences that were reviewed with
    another wording elsewhere. Findings are also written to the PO files, next to the sentence. To silence
    them for good, add the comment `# accepted` there, or `# accepted: numbers` for one kind.

    With --doubtful, list the drafts to review first: those with findings, then those that the model is least
    certain of.
    """
    from enregard.publication.publication import open_publication
    from enregard.review import doubtful as drafts
    from enregard.review.check import Checked, as_json, as_table, check

    found = 0

    def checked() -> Iterator[Checked]:
        nonlocal found
        for row in check(open_publication(folder, follow_links=follow_links), console):
            found += len(list(row.findings()))
            yield row

    with Console() as console:
        if doubtful is not None:
            listed = drafts.doubtful_share(checked(), doubtful)
            lines = drafts.as_json(listed) if json else drafts.as_table(listed)
        else:
            lines = as_json(checked()) if json else as_table(checked())
        for line in lines:
            say(line)
        return 1 if console.problems or (strict and found) else 0
