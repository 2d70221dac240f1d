"""The command `replace`."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enregard.cli.console import Console, say
from enregard.cli.options import FOLLOW_LINKS, command
from enregard.messages import _

if TYPE_CHECKING:
    from enregard.review.replace import Found, Totals


@click.command("replace", short_help=_("Search and replace words in the English of all articles."))
@click.argument("words", metavar="OLD NEW [DIR] [FILE]...", nargs=-1)
@click.option("--write", is_flag=True, help=_("Replace without asking."))
@click.option(
    "--regex", is_flag=True, help=_("OLD is a regular expression; NEW may contain \\1 or \\g<name>.")
)
@click.option("-i", "--ignore-case", is_flag=True, help=_("Match capitals and small letters alike."))
@click.option("-w", "--word", is_flag=True, help=_("Match whole words only."))
@click.option("--undo", is_flag=True, help=_("Undo the last replacement; takes only DIR."))
@FOLLOW_LINKS
@command
def replace(
    words: Sequence[str],
    write: bool,
    regex: bool,
    ignore_case: bool,
    word: bool,
    undo: bool,
    follow_links: bool,
) -> int:
    """Replace OLD by NEW in the English of the articles in DIR.

    With FILEs, articles or their PO files, replace only there; without DIR, in the publication they are in.

    Prints what would change, sentence by sentence. On a terminal it then asks whether to write that;
    elsewhere it writes only with --write. Only the English in PO files changes: reviewed sentences stay
    reviewed, drafts stay drafts. A sentence whose markup would break is named and left as it is.
    """
    from enregard.publication.publication import open_publication
    from enregard.review.files import articles_of, enclosing_publication, names_file
    from enregard.review.pattern import Query
    from enregard.review.replace import Preview, Totals, find, replace_previewed
    from enregard.review.replace import replace as replace_all
    from enregard.review.replace import undo as undo_last

    if undo and len(words) > 1:
        raise click.UsageError(_("--undo takes only DIR."))
    if not undo and len(words) < 2:
        raise click.UsageError(_("Pass what to search for and what to replace it by: OLD NEW."))
    folder, *files = [Path(path) for path in (words if undo else words[2:])] or [Path()]
    if names_file(folder):
        folder, files = enclosing_publication(folder), [folder, *files]
    publication = open_publication(folder, follow_links=follow_links)
    with Console() as console:
        if undo:
            say(_("undone: {changes}", changes=_print(undo_last(publication, console))))
            return 1 if console.problems else 0
        query = Query(words[0], words[1], regex=regex, ignore_case=ignore_case, word=word)
        only = articles_of(publication, files) if files else None
        if write:
            say(_replaced(_print(replace_all(publication, query, console, only))))
            return 1 if console.problems else 0
        with Preview() as preview:
            found = _print(preview.keep(find(publication, query, console, only), console))
            if not found.sentences:
                say(_("nothing to replace"))
            elif not _can_ask():
                say(_("to replace: {found}; nothing was written: pass --write to do it", found=found))
            elif _ask(_("Replace {found}?", found=found)):
                replaced = Totals()
                for article in replace_previewed(publication, query, console, preview):
                    replaced.add(article.changes)
                say(_replaced(replaced))
        return 1 if console.problems else 0


def _print(articles: "Iterable[Found]") -> "Totals":
    """Print the changes of each article. Returns how many they are."""
    from enregard.review.replace import Totals

    totals = Totals()
    for article in articles:
        totals.add(article.changes)
        for change in article.changes:
            if not change.refused:
                state = _("reviewed") if change.reviewed else _("draft")
                say(f"{article.record.label}:{change.line} ({state})")
                say(f"- {change.before}")
                say(f"+ {change.after}")
    return totals


def _replaced(totals: "Totals") -> str:
    if not totals.sentences:
        return _("nothing was replaced")
    return _("replaced: {totals}; `enregard replace --undo` undoes it", totals=totals)


def _can_ask() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _ask(question: str) -> bool:
    try:
        return click.confirm(question)
    except click.Abort as error:  # Ctrl-C, or the end of the input
        raise KeyboardInterrupt from error
