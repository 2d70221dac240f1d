"""The command that takes over a translation which exists already: `import`."""

from pathlib import Path

import click

from enregard.cli.options import FOLDER, command


@click.command("import")
@click.argument("file", metavar="FILE", type=click.Path(exists=True, path_type=Path))
@FOLDER
@click.option("--article", metavar="SEED", help="FILE is the English of this article, as text or Markdown.")
@click.option("--reviewed", is_flag=True, help="Take all for reviewed: you answer for it.")
@click.option("--unused", is_flag=True, help="List what in FILE is the translation of no sentence.")
@click.option("--dry-run", is_flag=True, help="Say what would be taken; write nothing.")
@command
def import_(
    file: Path, folder: Path, article: str | None, reviewed: bool, unused: bool, dry_run: bool
) -> int:
    """Take the translation in FILE over into the PO files of DIR.

    FILE is TMX, XLIFF, JSON Lines or PO, or a folder of such files: what it has for a sentence of DIR is
    taken. Or it is an English text, and --article names the seed that it translates: the two are then paired
    sentence by sentence. What a person has reviewed already stays; what differs from it is listed, and kept
    in a comment.
    """
    from enregard.cli.console import Console
    from enregard.importing.exchange import Ways, import_files
    from enregard.importing.pairs import Pair, bare
    from enregard.publication.publication import open_publication

    def show_unused(pair: Pair) -> None:
        click.echo(f"unused: {pair.place}: {' '.join(bare(pair.source).split())}")

    with Console() as console:
        publication = open_publication(folder)
        ways = Ways(click.echo, show_unused if unused else lambda pair: None, reviewed, dry_run)
        if article is None:
            done = import_files(publication, file, ways, console)
        else:
            from enregard.importing.article import import_article

            done = import_article(publication, file, article, ways, console)
        click.echo(done.summary(dry_run))
        return 1 if console.problems else 0
