"""Rebuild the site of a publication when its files change, and keep the status for its pages."""

import sys
import time
import traceback
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Condition, RLock

from enregard.errors import EnregardError, printable
from enregard.messages import _, using
from enregard.output.manifest import MANIFEST
from enregard.pipeline import build, model_info, source_finder, word_linker
from enregard.publication.lock import writer_lock
from enregard.publication.publication import Publication, open_publication
from enregard.system.filestate import FileState, file_sha256, state_of
from enregard.translate.draft.drafter import Drafter, Source
from enregard.translate.model.options import Options, RunReport
from enregard.translate.model.ready import SharedEngine


@dataclass(frozen=True, slots=True)
class Problem:
    """Something for a person to fix. Without a location, `path` is empty and `line` is 0."""

    what: str
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Status:
    """The state of the site.

    `number` grows with every change, even after a restart. `site` identifies a state of the site, and is
    empty if there is no site. If `fatal`, the last build failed, and the site is from an earlier build.
    """

    number: int = 0
    site: str = ""
    fatal: bool = False
    problems: tuple[Problem, ...] = ()


class Builds:
    """Builds the publication in `root`, one build at a time, and keeps the status.

    Hold `lock` while changing PO files, and pass them to `remember_written`.
    """

    def __init__(
        self,
        root: Path,
        options: Options,
        report: RunReport,
        jobs: int = 0,
        *,
        everything: bool = False,
        follow_links: bool = False,
    ) -> None:
        self._open = partial(open_publication, root, everything=everything, follow_links=follow_links)
        self.root = root
        self.lock = RLock()
        self.report = report
        self.options = options
        self.shared: SharedEngine | None = None
        """The engine that the editor shares with builds."""
        self._jobs = jobs
        self._notes: set[str] = set()
        self._written: dict[Path, tuple[FileState, bytes]] = {}
        self._no_model: EnregardError | None = None
        # Enter `_gate`, not `_news`: an interruption while entering a condition can leave it locked.
        self._gate = RLock()
        self._news = Condition(self._gate)
        self.closed = False
        self.status = Status()
        self.publication = self._open()

    def build(self, *, find_model: bool = True) -> Status:
        """Bring the site up to date. Problems go into the status, and new ones to the report as well.

        With `find_model`, look again for a model that was missing before.
        """
        with self.lock, using(()):  # the language of the terminal, whatever that of the browser
            if find_model:
                self._no_model = None
            report = _BuildReport(self.report, self.status.problems, self._notes)
            fatal = False
            try:
                self.publication = self._open()
                self._build(self.publication, report)
            except EnregardError as error:
                fatal = True
                for one in error.each():
                    report.problem(one)
            except Exception:
                fatal = True
                sys.stderr.write(printable(traceback.format_exc(), keep="\n"))
                report.problem(
                    EnregardError(_("unexpected error: see the terminal for details, and please report it"))
                )
            self._set_status(Status(0, _site_version(self.publication), fatal, tuple(report.problems)))
            return self.status

    def _build(self, publication: Publication, report: "_BuildReport") -> None:
        shared = self.shared or SharedEngine(self.options)
        find = source_finder(publication, self.options, report, shared)

        def find_source() -> Source:
            if self._no_model is not None:
                raise self._no_model
            try:
                return find()
            except EnregardError as error:
                self._no_model = error
                raise

        with (
            writer_lock(publication, "`enregard serve`", report, wait=False),
            Drafter(find_source, report) as drafter,
            word_linker(publication, self.options, report, shared) as linker,
        ):
            model = model_info(publication)
            try:
                build(publication, drafter, model, report, jobs=self._jobs, search=False, linker=linker)
            finally:
                self.remember_written(drafter.saved.items())
                self.remember_written(linker.saved.items() if linker else ())

    def remember_written(self, files: Iterable[tuple[Path, bytes]]) -> None:
        """Remember the files in `translate/` that this program wrote, each with its SHA-256."""
        for path, digest in files:
            written = _state(path.resolve())
            if written is not None and written[1] == digest:
                self._written[path.resolve()] = written

    def concerns(self, changed: Iterable[Path]) -> bool:
        """Return whether any of the changed files is not exactly as this program wrote it.

        Another program may replace such a file and later bring its words back (`git stash`, `git stash pop`).
        So the content is not enough: the file itself must be the one that was written.
        """
        with self.lock:
            foreign = [path for path in map(Path.resolve, changed) if not self._is_own(path)]
            for path in foreign:
                self._written.pop(path, None)
            return bool(foreign)

    def _is_own(self, path: Path) -> bool:
        written = self._written.get(path)
        return written is not None and _state(path) == written

    def _set_status(self, status: Status) -> None:
        """Set the status; it gets a new number if anything changed."""
        with self._gate:
            before = self.status
            if before.number == 0 or replace(status, number=before.number) != before:
                number = before.number + 1 if before.number else time.time_ns() // 1_000_000
                self.status = replace(status, number=number)
                self._news.notify_all()

    def wait(self, number: int, seconds: float) -> Status | None:
        """Wait for a status with another number; return None after `seconds`, or when closed."""
        with self._gate:
            self._news.wait_for(lambda: self.closed or self.status.number != number, seconds)
            return None if self.closed or self.status.number == number else self.status

    def close(self) -> None:
        """Wake all waiting threads."""
        with self._gate:
            self.closed = True
            self._news.notify_all()


def _state(path: Path) -> tuple[FileState, bytes] | None:
    """Return the state of a file and its SHA-256; None if it is unreadable."""
    try:
        return state_of(path.stat()), bytes.fromhex(file_sha256(path))
    except OSError:
        return None


def _site_version(publication: Publication) -> str:
    """Return an identifier of the current state of the site, or an empty string if there is no site."""
    try:
        found = (publication.build / MANIFEST).stat()
    except OSError:
        return ""
    return f"{found.st_mtime_ns:x}-{found.st_ino:x}"


class _BuildReport:
    """Forwards to a report, but skips problems of the last build and notes already shown."""

    def __init__(self, report: RunReport, before: Iterable[Problem], notes: set[str]) -> None:
        self._report = report
        self._notes = notes
        self._before = frozenset(before)
        self.problems: list[Problem] = []
        self.progress, self.step, self.advance = report.progress, report.step, report.advance

    def problem(self, error: EnregardError) -> None:
        """Keep a problem, and report it if it is new."""
        problem = Problem(error.what, str(error.path or ""), error.line or 0)
        self.problems.append(problem)
        if problem not in self._before:
            self._report.problem(error)

    def note(self, text: str) -> None:
        """Forward a note, once."""
        if text not in self._notes:
            self._notes.add(text)
            self._report.note(text)
