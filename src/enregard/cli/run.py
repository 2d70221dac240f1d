"""Run the pipeline for a command and print what came of it."""

from typing import TYPE_CHECKING, Any

import click

from enregard.report import counted

if TYPE_CHECKING:
    from enregard.publication.publication import Publication
    from enregard.translate.model.options import Options


def run_pipeline(
    publication: "Publication", options: "Options", *, render: bool, findings: bool = False, **how: Any
) -> int:
    """Translate, check if `findings` are wanted, and render if asked; say what came of it."""
    from enregard import pipeline
    from enregard.cli.console import Console

    with Console() as console:
        if findings:
            from enregard.review.check import note_all

            note_all(publication, console)
        outcome = pipeline.run(publication, options, console, render=render, findings=findings, **how)
        click.echo(_summary(outcome.articles, outcome.drafted))
        if render:
            click.echo(f"the site is in {publication.build}")
        return 1 if console.problems else 0


def _summary(articles: int, drafted: int) -> str:
    return f"{counted(articles, 'article')}, {counted(drafted, 'new draft')}"
