"""The command `export`."""

from pathlib import Path

import click

from enregard.cli.console import Console, say
from enregard.cli.options import EVERYTHING, FOLDER, FOLLOW_LINKS, command
from enregard.messages import _, ngettext


@click.command("export", short_help=_("Export DIR as TMX, XLIFF, JSON Lines or EPUB."))
@click.argument("form", metavar="FORMAT", type=click.Choice(["tmx", "xliff", "jsonl", "epub"]))
@FOLDER
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, allow_dash=True),
    help=_("File to write; - for standard output.  [required]"),
)
@click.option("--reviewed", is_flag=True, help=_("Export only reviewed sentences."))
@EVERYTHING
@FOLLOW_LINKS
@command
def export_(
    form: str, folder: Path, output: Path | None, reviewed: bool, everything: bool, follow_links: bool
) -> int:
    """Export DIR, as translated so far, to one file in FORMAT.

    tmx    translation memory (TMX 1.4b), for translation tools
    xliff  the articles with their structure (XLIFF 2), for translation tools
    jsonl  one pair of sentences per line (JSON Lines), for programs and corpora
    epub   a book of facing paragraphs (EPUB 3), for e-readers

    The same publication gives the same bytes. With --reviewed, a book has only fully reviewed articles.
    Articles with `draft: true` are left out, from a book also those with too little reviewed.
    """
    if output is None:
        suffix = {"xliff": "xlf"}.get(form, form)
        raise click.UsageError(
            _(
                "Add the file to write: -o {folder}.{suffix}",
                folder=folder.resolve().name or "site",
                suffix=suffix,
            )
        )
    from enregard.api import export, open_publication

    with Console() as console:
        path = None if str(output) == "-" else output
        publication = open_publication(folder, everything=everything, follow_links=follow_links)
        done = export(publication, form, path, console, reviewed=reviewed)
        summary = _(
            "{articles}, {sentences}",
            articles=ngettext("{count} article", "{count} articles", done.articles),
            sentences=ngettext("{count} sentence", "{count} sentences", done.pairs),
        )
        where = _("{summary} in {path}", summary=summary, path=path)
        say(summary if path is None else where, err=path is None)
        return 1 if console.problems else 0
