"""The command `check`."""

from pathlib import Path

import click

from enregard.cli.options import FOLDER, command


@click.command("check", short_help="List what looks wrong in the translation of DIR.")
@FOLDER
@click.option("--json", is_flag=True, help="Print one JSON object for each finding.")
@click.option("--strict", is_flag=True, help="Exit with 1 where there are findings.")
@command
def check_(folder: Path, json: bool, strict: bool) -> int:
    """Compare each sentence of DIR with its translation, and list what looks wrong.

    Numbers, names, negations and the like that are lost, and sentences that are reviewed in other words
    elsewhere; each finding is noted beside the sentence in its PO file too. The comment `# accepted` there,
    or `# accepted: numbers` for one kind, silences it for good.
    """
    from enregard.cli.console import Console
    from enregard.publication.publication import open_publication
    from enregard.review.check import as_json, as_table, check

    with Console() as console:
        found = 0
        rows = check(open_publication(folder), console)
        for line in as_json(rows) if json else as_table(rows):
            found += 1
            click.echo(line)
        found -= not json  # the table's last line is the sum
        return 1 if console.problems or (strict and found) else 0
