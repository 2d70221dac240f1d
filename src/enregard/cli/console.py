"""Print, and report progress and problems: bars on a terminal, plain lines elsewhere.

Nothing else in the program prints, so that no control character of a file reaches a terminal.
"""

import sys
from time import monotonic
from typing import TYPE_CHECKING

import click

from enregard.errors import EnregardError, printable
from enregard.messages import _, number

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from rich.progress import Progress

_PACE_SECONDS = 10.0
"""Before, an estimate of the time left means nothing: the model is still being opened."""
_SURE_SHARE, _SURE_SECONDS = 0.05, 60.0
"""Nor does it before either: the first batches of a model are slower than the rest."""
_LINE_SECONDS = 10.0
"""Without a terminal, progress is printed at most this often."""


def say(line: str, *, err: bool = False) -> None:
    """Print a line, to standard error if `err`."""
    click.echo(printable(line, keep="\t"), err=err)


def print_traceback(kind: type[BaseException], error: BaseException, trace: "TracebackType | None") -> None:
    """Print an error with its traceback, as Python does."""
    import traceback

    click.echo(
        printable("".join(traceback.format_exception(kind, error, trace)), keep="\n"), err=True, nl=False
    )


def _counted(task: str, done: float, total: float) -> str:
    if total:
        return _("{done} of {total} {things}", done=number(done), total=number(total), things=task)
    return f"{number(done)} {task}"


class Console:
    """A report on standard error that counts problems. Used as a context manager.

    With `annotate`, the folder of a publication, problems are GitHub annotations.
    """

    def __init__(self, annotate: "Path | None" = None) -> None:
        self.problems = 0
        self._annotate = annotate
        self._printed: set[str] = set()
        self._terminal = sys.stderr.isatty()
        self._progress: Progress | None = None
        self._tasks: dict[str, int] = {}
        self._begun: dict[str, tuple[float, float]] = {}  # time and progress at a task's first report
        self._last_line = monotonic()

    def __enter__(self) -> "Console":
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def problem(self, error: EnregardError) -> None:
        """Print a problem, once per run."""
        line = _("error: {error}", error=error)
        if self._annotate is not None:
            from enregard.review.annotations import as_annotation

            line = as_annotation(error, self._annotate)
        if line not in self._printed:
            self._printed.add(line)
            self.problems += 1
            self.note(line)

    def note(self, text: str) -> None:
        """Print a line."""
        text = printable(text)
        if self._progress is not None:
            self._progress.console.print(text, markup=False, highlight=False, soft_wrap=True)
        else:
            sys.stderr.write(f"{text}\n")  # in one call: other processes may write too

    def step(self, text: str) -> None:
        """Begin a step of an installation."""
        self._stop()
        self.note(text)

    def advance(self, done: int, total: int) -> None:
        """Show that `done` of `total` bytes of the step have arrived."""
        self.progress(_("MB"), done / 1e6, total / 1e6)

    def progress(self, task: str, done: float, total: float) -> None:
        """Show progress, such as `3 of 10 articles`; `total` is 0 if unknown."""
        if done < self._begun.setdefault(task, (monotonic(), done))[1]:
            self._begun[task] = monotonic(), done  # restarted
        if self._terminal:
            self._bar(task, done, total)
        elif monotonic() - self._last_line > _LINE_SECONDS:
            self._last_line = monotonic()
            self.note(_counted(task, done, total) + self._pace(task, done, total))

    def _pace(self, task: str, done: float, total: float) -> str:
        """Return the speed since the task's first report, and the time left at that speed."""
        begun, before = self._begun[task]
        passed = monotonic() - begun
        if done <= before or passed < _PACE_SECONDS:
            return ""
        pace = (done - before) / passed
        left = round(max(0, total - done) / pace)
        is_sure = done - before >= _SURE_SHARE * total or passed >= _SURE_SECONDS
        shown = ", " + _("{number} a second", number=number(pace))
        # Translators: {minutes}:{seconds} is a time.
        return shown + (
            ", " + _("{minutes}:{seconds} left", minutes=left // 60, seconds=f"{left % 60:02}")
            if total and is_sure
            else ""
        )

    def _bar(self, task: str, done: float, total: float) -> None:
        from rich.console import Console as Terminal
        from rich.progress import BarColumn, Progress, TextColumn

        if self._progress is None:
            self._progress = Progress(
                BarColumn(),
                TextColumn("{task.description}", markup=False),
                console=Terminal(stderr=True),
                transient=True,
            )
            self._progress.start()
        if task not in self._tasks:
            self._tasks[task] = self._progress.add_task("", total=total)
        shown = _counted(task, done, total) + self._pace(task, done, total)
        self._progress.update(self._tasks[task], completed=done, total=total, description=shown)  # type: ignore[arg-type]

    def _stop(self) -> None:
        if self._progress is not None:
            self._progress.stop()
            self._progress = None
            self._tasks = {}
