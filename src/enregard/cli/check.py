"""The command `check`."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from enregard.cli.console import Console, say
from enregard.cli.options import FOLLOW_LINKS, command, percentage
from enregard.messages import ENGLISH, _, using


@click.command("check", short_help=_("Compare each sentence with its translation; list the findings."))
@click.argument("paths", metavar="[DIR] [FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help=_("How to print findings: for people, one JSON object per line, or GitHub annotations."),
)
@click.option("--json", is_flag=True, help=_("Short for --format json."))
@click.option("--strict", is_flag=True, help=_("Exit with 1 if there are findings."))
@click.option("--no-write", is_flag=True, help=_("Only list findings; leave the PO files as they are."))
@click.option(
    "--doubtful",
    metavar="SHARE",
    callback=percentage,
    help=_("List this share of the drafts instead, such as 20%, most doubtful first."),
)
@FOLLOW_LINKS
@command
def check_(
    paths: Sequence[Path],
    form: str,
    json: bool,
    strict: bool,
    no_write: bool,
    doubtful: float | None,
    follow_links: bool,
) -> int:
    """Compare each sentence in DIR with its translation and list the findings.

    With FILEs, articles or their PO files, check only these; without DIR, in the publication they are in.

    Checks look for lost numbers, names, negations and the like, and for sentences that were reviewed with
    another wording elsewhere. Findings are also written to the PO files, next to the sentence. To silence
    them for good, add the comment `# accepted` there, or `# accepted: numbers` for one kind.

    With --doubtful, list the drafts to review first: those with findings, then those that the model is least
    certain of.
    """
    from enregard.api import check, open_publication
    from enregard.review import doubtful as drafts
    from enregard.review.annotations import as_annotations
    from enregard.review.check import Checked, as_json, as_table
    from enregard.review.files import enclosing_publication, names_file

    form = "json" if json else form
    folder, *files = paths or [Path()]
    if names_file(folder):
        folder, files = enclosing_publication(folder), [*paths]
    found = 0

    def checked() -> Iterator[Checked]:
        nonlocal found
        publication = open_publication(folder, follow_links=follow_links)
        for row in check(publication, files, console, write=not no_write):
            found += len(list(row.findings()))
            yield row

    with Console(folder if form == "github" else None) as console, using(() if form == "text" else ENGLISH):
        if doubtful is not None:
            listed = drafts.doubtful_share(checked(), doubtful)
            lines = drafts.as_json(listed) if form == "json" else drafts.as_table(listed)
        elif form == "github":
            lines = as_annotations(checked(), folder)
        else:
            lines = as_json(checked()) if form == "json" else as_table(checked())
        for line in lines:
            say(line)
        return 1 if console.problems or (strict and found) else 0
