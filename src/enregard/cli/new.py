"""The command `new`."""

from pathlib import Path

import click

from enregard.cli.options import command


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@command
def new(folder: Path) -> int:
    """Make a publication in the new or empty folder DIR.

    It holds a small article with its translation, which may be deleted, and explains its settings.
    """
    from enregard.publication.new import start

    start(folder)
    click.echo(f"a new publication is in {folder}")
    click.echo(f"see it: enregard serve {_quoted(folder)}")
    click.echo(f"then put your articles into {folder / 'seeds'}, and look at {folder / 'site' / 'site.toml'}")
    return 0


def _quoted(folder: Path) -> str:
    """`folder` as a shell wants it."""
    from shlex import quote

    return quote(str(folder))
