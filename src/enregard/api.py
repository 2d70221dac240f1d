"""The program as a library: what the commands do, as functions.

```python
from enregard.api import build, check, open_publication

presse = open_publication("presse")
print(build(presse).drafted, "new drafts")
for row in check(presse, write=False):
    for facing, finding in row.findings():
        print(row.seed, facing.sentence.line, finding.kind, finding.reason)
```

Errors that a person can fix are `EnregardError`. What does not stop a run goes to the `report`; without one,
to the logger `enregard`.
"""

import logging
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from enregard.errors import EnregardError
from enregard.publication.publication import Publication
from enregard.publication.publication import open_publication as _open
from enregard.translate.model.options import Again, Options, RunReport

if TYPE_CHECKING:
    from enregard.export.export import Exported
    from enregard.pipeline import Outcome
    from enregard.review.check import Checked
    from enregard.review.status import Status

__all__ = [
    "Again",
    "EnregardError",
    "LogReport",
    "Options",
    "Publication",
    "build",
    "check",
    "export",
    "open_publication",
    "status",
    "translate",
    "translate_lines",
    "translate_text",
]

_FolderName = str | os.PathLike[str]


class LogReport:
    """A report that writes to the logger `enregard`: problems as errors, the rest as information."""

    _logger = logging.getLogger("enregard")

    def problem(self, error: EnregardError) -> None:
        """Log a problem that a person has to fix."""
        self._logger.error("%s", error)

    def note(self, text: str) -> None:
        """Log something worth knowing."""
        self._logger.info("%s", text)

    step = note

    def progress(self, task: str, done: int, total: int) -> None:
        """Ignore progress."""

    def advance(self, done: int, total: int) -> None:
        """Ignore the progress of a download."""


def open_publication(
    folder: _FolderName,
    output: _FolderName | None = None,
    *,
    everything: bool = False,
    follow_links: bool = False,
) -> Publication:
    """Open the publication in `folder`, to be built into `output` or else into its folder `build`.

    With `everything`, unpublished articles are included; with `follow_links`, links may lead out of `folder`.
    Raises EnregardError if `folder` is no publication, or its settings cannot be used.
    """
    target = None if output is None else Path(output)
    return _open(Path(folder), target, everything=everything, follow_links=follow_links)


def build(
    publication: Publication,
    options: Options | None = None,
    report: RunReport | None = None,
    *,
    findings: bool = False,
    jobs: int = 0,
) -> "Outcome":
    """Draft new sentences with the pinned model, and build the site. Returns how much there was.

    With `findings`, everything is checked, and the site lists the findings. `jobs` is the number of
    processes, 0 for one per core. Raises EnregardError if a draft is needed and there is no model.
    """
    from enregard.pipeline import run

    report = report or LogReport()
    return run(publication, options or Options(), report, render=True, findings=findings, jobs=jobs)


def translate(
    publication: Publication,
    options: Options | None = None,
    report: RunReport | None = None,
    *,
    again: Again = Again.NOTHING,
) -> "Outcome":
    """Draft new sentences with the pinned model, without building. `again` says which drafts to redo."""
    from enregard.pipeline import run

    return run(publication, options or Options(), report or LogReport(), render=False, again=again)


def check(
    publication: Publication,
    files: Iterable[_FolderName] = (),
    report: RunReport | None = None,
    *,
    write: bool = True,
) -> Iterator["Checked"]:
    """Yield each article with the findings about its translation.

    With `files`, only the articles in these files, or whose PO files they are. The findings are recorded in
    the PO files if `write` is set.
    """
    from enregard.review.check import check as check_articles
    from enregard.review.files import articles_of

    chosen = [Path(file) for file in files]
    only = articles_of(publication, chosen) if chosen else None
    return check_articles(publication, report or LogReport(), only, write=write)


def status(
    publication: Publication, report: RunReport | None = None, doubtful: float | None = None
) -> Iterator["Status"]:
    """Yield how much of each article is translated and reviewed. Nothing is written.

    `doubtful` (0 to 1) is the share of an article's drafts to list as doubtful; None means ten of them.
    """
    from enregard.review.status import status as status_of

    return status_of(publication, report or LogReport(), doubtful)


def export(
    publication: Publication,
    form: str,
    path: _FolderName | None,
    report: RunReport | None = None,
    *,
    reviewed: bool = False,
) -> "Exported":
    """Export the publication to the file `path`, or to standard output if None. Returns how much there was.

    `form` is "tmx", "xliff", "jsonl" or "epub". With `reviewed`, only reviewed sentences are exported. Raises
    EnregardError if `path` cannot be written.
    """
    from enregard.export.export import export as export_to
    from enregard.pipeline import model_info

    target = None if path is None else Path(path)
    report = report or LogReport()
    return export_to(publication, model_info(publication), form, target, report, reviewed=reviewed)


def translate_text(
    text: str, folder: _FolderName = ".", options: Options | None = None, report: RunReport | None = None
) -> str:
    """Translate a text, line by line; see `translate_lines`. Loading the model takes a second."""
    return "\n".join(translate_lines(text.splitlines(), folder, options, report))


def translate_lines(
    lines: Iterable[str],
    folder: _FolderName = ".",
    options: Options | None = None,
    report: RunReport | None = None,
    *,
    bare: bool = False,
    follow_links: bool = False,
) -> Iterator[str]:
    """Yield the English of each line, in order. Nothing is recorded.

    The pin, glossary and house style of the publication in `folder` apply, if there are any. With `bare`, the
    English is what argos-translate would print. Raises EnregardError if there is no model.
    """
    from enregard.publication.publication import site_settings
    from enregard.translate.draft import lines as by_line
    from enregard.translate.draft.source import open_translator
    from enregard.translate.draft.style import English
    from enregard.translate.glossary.csv_file import usable_terms
    from enregard.translate.model.install import read_pin
    from enregard.translate.model.ready import open_engine, ready_model

    root, options, report = Path(folder), options or Options(), report or LogReport()
    model = ready_model(read_pin(root / "translate/model.toml", follow_links=follow_links), options, report)
    terms = usable_terms(root / "translate/glossary.csv", report, follow_links=follow_links)
    chosen = site_settings(root, follow_links=follow_links).english
    english = English(chosen) if chosen else None
    opened = open_engine(model, options) if bare else open_translator(model, options, terms, english)
    with opened as translator:
        yield from by_line.translate_lines(lines, translator)
