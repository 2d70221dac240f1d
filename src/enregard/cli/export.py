"""The command that writes a publication in other programs' formats: `export`."""

from pathlib import Path

import click

from enregard.cli.options import FOLDER, command
from enregard.report import counted


@click.command("export", short_help="Write DIR to one file, as TMX, XLIFF, EPUB or JSON Lines.")
@click.argument("form", metavar="FORMAT", type=click.Choice(["tmx", "xliff", "epub", "jsonl"]))
@FOLDER
@click.option(
    "--output",
    "-o",
    required=True,
    type=click.Path(path_type=Path, allow_dash=True),
    help="The file to write; - for standard output.",
)
@click.option("--reviewed", is_flag=True, help="Only what a person has reviewed.")
@command
def export_(form: str, folder: Path, output: Path, reviewed: bool) -> int:
    """Write DIR, as it is translated so far, in FORMAT to one file.

    \b
    tmx    a translation memory (TMX 1.4b), for translation programs
    xliff  the articles with their structure (XLIFF 2), for translation programs
    epub   a book of facing paragraphs (EPUB 3), for e-readers
    jsonl  one pair of sentences a line (JSON Lines), for programs and corpora

    The same publication gives the same bytes. Of a book, --reviewed keeps only articles that are reviewed
    throughout.
    """
    from enregard import pipeline
    from enregard.cli.console import Console
    from enregard.publication.publication import open_publication

    with Console() as console:
        path = None if str(output) == "-" else output
        done = pipeline.export(open_publication(folder), form, path, console, reviewed=reviewed)
        said = f"{counted(done.articles, 'article')}, {counted(done.pairs, 'sentence')}"
        click.echo(said if path is None else f"{said} in {path}", err=path is None)
        return 1 if console.problems else 0
