"""The command `import`."""

from pathlib import Path

import click

from enregard.cli.console import Console, say
from enregard.cli.options import FOLDER, FOLLOW_LINKS, command
from enregard.messages import _


@click.command("import")
@click.argument("file", metavar="FILE", type=click.Path(exists=True, path_type=Path))
@FOLDER
@click.option(
    "--article", metavar="SEED", help=_("Import FILE, a text or Markdown file, as the translation of SEED.")
)
@click.option("--reviewed", is_flag=True, help=_("Mark everything as reviewed, if you vouch for it."))
@click.option("--unused", is_flag=True, help=_("List translations in FILE that match no sentence."))
@click.option("--dry-run", is_flag=True, help=_("Report what would be imported; write nothing."))
@FOLLOW_LINKS
@command
def import_(
    file: Path,
    folder: Path,
    article: str | None,
    reviewed: bool,
    unused: bool,
    dry_run: bool,
    follow_links: bool,
) -> int:
    """Import the translation in FILE into the PO files of DIR.

    FILE is TMX, XLIFF, JSON Lines or PO, or a folder of such files, and provides translations for sentences
    of DIR. With --article, FILE is the English text of one article, which is paired with the French sentence
    by sentence. Reviewed translations are never replaced: those that differ are listed and kept in a comment.
    """
    from enregard.importing.article import import_article
    from enregard.importing.exchange import import_files
    from enregard.importing.importer import Importer
    from enregard.publication.publication import open_publication

    with Console() as console:
        importer = Importer(
            open_publication(folder, follow_links=follow_links),
            console,
            say,
            reviewed=reviewed,
            list_unused=unused,
            dry_run=dry_run,
        )
        if article is None:
            import_files(importer, file)
        else:
            import_article(importer, file, article)
        say(importer.summary())
        return 1 if console.problems else 0
