"""The command `add`."""

import sys
from pathlib import Path

import click

from enregard.cli.console import Console, say
from enregard.cli.options import FOLLOW_LINKS, command
from enregard.messages import _


@click.command("add", short_help=_("Convert documents to articles in DIR."))
@click.argument(
    "paths",
    metavar="FILE... [DIR]",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, allow_dash=True),
)
@click.option("--into", metavar="FOLDER", default="", help=_("Write the seeds into this folder in seeds/."))
@click.option("--name", metavar="NAME", help=_("Name of the file that `-` reads from standard input."))
@click.option(
    "--also",
    multiple=True,
    type=click.Choice(["pages", "attachments"]),
    help=_("Take these from an export of WordPress, too."),
)
@click.option(
    "--prefer",
    type=click.Choice(["seed", "original"]),
    help=_(
        "Whose lines to take where a seed and its original conflict; `original` also restores deleted seeds."
    ),
)
@click.option("--dry-run", is_flag=True, help=_("Report what would be added; write nothing."))
@FOLLOW_LINKS
@command
def add(
    paths: tuple[Path, ...],
    into: str,
    name: str | None,
    also: tuple[str, ...],
    prefer: str | None,
    dry_run: bool,
    follow_links: bool,
) -> int:
    """Convert each FILE, or the files in a folder, to seeds of the publication in DIR.

    FILE is a document of Word or LibreOffice, a saved web page, an EPUB, a feed or export of WordPress, a PDF
    with text, TEI, DocBook, JATS, MediaWiki, LaTeX, a notebook or subtitles; `-` is standard input. Originals
    are kept in originals/. If you add a changed file again, its changes are merged with yours.
    """
    from enregard.adding.add import Adder, Options, folder_in_seeds, open_paths
    from enregard.adding.files import find_files, piped_file
    from enregard.adding.read import Wanted
    from enregard.publication.publication import open_publication

    given, folder = open_paths(paths)
    with Console() as console:
        options = Options(
            folder_in_seeds(into), Wanted("pages" in also, "attachments" in also), dry_run, prefer or ""
        )
        adder = Adder(open_publication(folder, follow_links=follow_links), console, say, options)
        if given == (Path("-"),):
            adder.add(*piped_file(name, sys.stdin.buffer))
        else:
            if name is not None or Path("-") in given:
                raise click.UsageError(_("`-` and --name go together, without other files."))
            adder.add(find_files(given))
        say(adder.summary())
        return 1 if console.problems else 0
