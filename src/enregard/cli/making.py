"""The commands that make something of a publication: `build` and `translate`."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from enregard.cli.options import EVERYTHING, FOLDER, command, model_options, options_of
from enregard.report import counted

if TYPE_CHECKING:
    from enregard.publication import Publication
    from enregard.translate.options import Options


@click.command()
@FOLDER
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Build the site here instead of in build/.",
)
@click.option("--report", is_flag=True, help="Check every translation; list the findings in report/ too.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 1024),
    help="Processes that render pages; by default one on each core.",
)
@EVERYTHING
@model_options
@command
def build(
    folder: Path, output: Path | None, report: bool, jobs: int | None, everything: bool, **model: Any
) -> int:
    """Translate what is new in DIR and build its site.

    DIR is the folder of a publication; the current one by default. The site changes as a whole: pages of
    what did not change stay as they are. An article that cannot be read is named and left out.
    """
    from enregard.publication import open_publication

    publication = open_publication(folder, output, everything=everything)
    return _run(publication, options_of(**model), render=True, findings=report, jobs=jobs or 0)


@click.command()
@FOLDER
@click.option(
    "--again",
    type=click.Choice(["findings", "all"]),
    help="Also make machine drafts anew that no person reviewed: those with findings, or all.",
)
@click.option(
    "--ray",
    metavar="[ADDRESS]",
    is_flag=False,
    flag_value="auto",
    default="",
    help="Let the workers of a Ray cluster translate: --ray=HOST:PORT, or --ray for the one on this machine.",
)
@model_options
@command
def translate(folder: Path, again: str | None, ray: str, **model: Any) -> int:
    """Draft the translation of what is new in DIR.

    The site is not built. Drafts stay as they are when the glossary changes, until --again asks for others;
    a draft that is replaced stands in a comment beside the new one.
    """
    from enregard.publication import open_publication
    from enregard.translate.options import Again

    what = Again(again) if again else Again.NOTHING
    return _run(
        open_publication(folder),
        replace(options_of(**model), ray=ray),
        render=False,
        findings=what is Again.FINDINGS,
        again=what,
    )


def _run(
    publication: "Publication", options: "Options", *, render: bool, findings: bool = False, **how: Any
) -> int:
    """Translate, check if `findings` are wanted, and render if asked; say what came of it."""
    from enregard import pipeline
    from enregard.console import Console

    with Console() as console:
        if findings:
            from enregard.checking import note_all

            note_all(publication, console)
        outcome = pipeline.run(publication, options, console, render=render, findings=findings, **how)
        click.echo(_summary(outcome.articles, outcome.drafted))
        if render:
            click.echo(f"the site is in {publication.build}")
        return 1 if console.problems else 0


def _summary(articles: int, drafted: int) -> str:
    return f"{counted(articles, 'article')}, {counted(drafted, 'new draft')}"
