"""Run the pipeline for `build` and `translate`."""

from typing import TYPE_CHECKING, Any

from enregard.cli.console import Console, say
from enregard.report import counted

if TYPE_CHECKING:
    from enregard.publication.publication import Publication
    from enregard.translate.model.options import Options


def run_pipeline(
    publication: "Publication", options: "Options", *, render: bool, annotate: bool = False, **how: Any
) -> int:
    """Run the pipeline and print a summary. Returns the exit code."""
    from enregard import pipeline

    with Console(publication.root if annotate else None) as console:
        outcome = pipeline.run(publication, options, console, render=render, **how)
        say(f"{counted(outcome.articles, 'article')}, {counted(outcome.drafted, 'new draft')}")
        if render:
            say(f"the site is in {publication.build}")
        return 1 if console.problems else 0
