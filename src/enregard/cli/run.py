"""Print what a run of `build` or `translate` reports, and its summary."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from enregard.cli.console import Console, say
from enregard.messages import ENGLISH, _, ngettext, using

if TYPE_CHECKING:
    from pathlib import Path

    from enregard.pipeline import Outcome


def summarise(run: "Callable[[Console], Outcome]", site: "Path | None", annotate: "Path | None") -> int:
    """Run and print a summary; `site` is the folder of the site that was built. Returns the exit code.

    With `annotate`, the publication's folder, problems are GitHub annotations.
    """
    with Console(annotate) as console, using(() if annotate is None else ENGLISH):
        outcome = run(console)
        say(
            _(
                "{articles}, {drafts}",
                articles=ngettext("{count} article", "{count} articles", outcome.articles),
                drafts=ngettext("{count} new draft", "{count} new drafts", outcome.drafted),
            )
        )
        if site is not None:
            say(_("the site is in {site}", site=site))
        return 1 if console.problems else 0
