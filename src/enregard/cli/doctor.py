"""The command `doctor`."""

from pathlib import Path

import click

from enregard.cli.console import say
from enregard.cli.options import FOLDER, command
from enregard.messages import _


@click.command(short_help=_("Show what is installed and what is missing."))
@FOLDER
@command
def doctor(folder: Path) -> int:
    """Show what is installed, what is missing, and what to do about it.

    Looks at Python, packages, the model, search, encodings, free space, converters for `enregard add` and, if
    DIR is a publication, at DIR.
    Nothing in DIR is written. Exits with 1 if something needs to be done.
    """
    from enregard.adding.converters import examine_converters
    from enregard.review.doctor import examine
    from enregard.system.platform import terminal_encoding

    found = [*examine(folder, terminal_encoding()), examine_converters()]
    for finding in found:
        mark = "!!" if finding.todo else "ok"
        say(_("{mark}  {subject}: {found}", mark=mark, subject=finding.subject, found=finding.found))
        if finding.todo:
            say(_("      to do: {todo}", todo=finding.todo))
    return 1 if any(finding.todo for finding in found) else 0
