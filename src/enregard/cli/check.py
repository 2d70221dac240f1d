"""The command `check`."""

from pathlib import Path

import click

from enregard.cli.console import Console, say
from enregard.cli.options import FOLDER, FOLLOW_LINKS, command


@click.command("check", short_help="Compare each sentence with its translation; list the findings.")
@FOLDER
@click.option("--json", is_flag=True, help="Print one JSON object per finding.")
@click.option("--strict", is_flag=True, help="Exit with 1 if there are findings.")
@FOLLOW_LINKS
@command
def check_(folder: Path, json: bool, strict: bool, follow_links: bool) -> int:
    """Compare each sentence in DIR with its translation and list the findings.

    Checks look for lost numbers, names, negations and the like, and for sentences that were reviewed with
    another wording elsewhere. Findings are also written to the PO files, next to the sentence. To silence
    them for good, add the comment `# accepted` there, or `# accepted: numbers` for one kind.
    """
    from enregard.publication.publication import open_publication
    from enregard.review.check import as_json, as_table, check

    with Console() as console:
        found = 0
        rows = check(open_publication(folder, follow_links=follow_links), console)
        for line in as_json(rows) if json else as_table(rows):
            found += 1
            say(line)
        found -= not json  # the table ends with a line of totals
        return 1 if console.problems or (strict and found) else 0
