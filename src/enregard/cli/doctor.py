"""The command `doctor`."""

from pathlib import Path

import click

from enregard.cli.console import say
from enregard.cli.options import FOLDER, command


@click.command(short_help="Show what is installed and what is missing.")
@FOLDER
@command
def doctor(folder: Path) -> int:
    """Show what is installed, what is missing, and what to do about it.

    Looks at Python, packages, the model, search, encodings, free space and, if DIR is a publication, at DIR.
    Nothing in DIR is written. Exits with 1 if something needs to be done.
    """
    from enregard.review.doctor import examine
    from enregard.system.platform import terminal_encoding

    found = list(examine(folder, terminal_encoding()))
    for finding in found:
        say(f"{'!!' if finding.todo else 'ok'}  {finding.subject}: {finding.found}")
        if finding.todo:
            say(f"      to do: {finding.todo}")
    return 1 if any(finding.todo for finding in found) else 0
