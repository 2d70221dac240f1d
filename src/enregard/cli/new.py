"""The command `new`."""

from pathlib import Path
from shlex import quote

import click

from enregard.cli.console import say
from enregard.cli.options import command


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@command
def new(folder: Path) -> int:
    """Create a publication in a new or empty folder DIR.

    It has a sample article with its translation, which you can delete, and commented settings.
    """
    from enregard.publication.new import start

    start(folder)
    say(f"created a publication in {folder}")
    say(f"look at it: enregard serve {quote(str(folder))}")
    say(f"then put your articles in {folder / 'seeds'} and edit {folder / 'site' / 'site.toml'}")
    say(f"convert Word and other documents: enregard add FILE {quote(str(folder))}")
    return 0
