"""The command `new`."""

from pathlib import Path
from shlex import quote

import click

from enregard.cli.console import say
from enregard.cli.options import command
from enregard.messages import _


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@command
def new(folder: Path) -> int:
    """Create a publication in a new or empty folder DIR.

    It has a sample article with its translation, which you can delete, and commented settings.
    """
    from enregard.publication.new import start

    start(folder)
    say(_("created a publication in {folder}", folder=folder))
    say(_("look at it: enregard serve {folder}", folder=quote(str(folder))))
    say(
        _(
            "then put your articles in {seeds} and edit {settings}",
            seeds=folder / "seeds",
            settings=folder / "site" / "site.toml",
        )
    )
    say(_("convert Word and other documents: enregard add FILE {folder}", folder=quote(str(folder))))
    return 0
