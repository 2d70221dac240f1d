"""Search and replace in the English of all articles, for a page of the server."""

import secrets
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from enregard.errors import EnregardError
from enregard.messages import _
from enregard.review.pattern import Query
from enregard.review.replace import Found, Preview, Totals, find, replace_previewed, undo
from enregard.serving.builds import Builds
from enregard.serving.refused import RefusedError

_MOST_SHOWN = 500
_MOST_PROBLEMS = 100


@dataclass(frozen=True, slots=True)
class Match:
    """A sentence with matches, as the page shows it. `path` and `line` identify it."""

    path: str
    line: int
    label: str
    slug: str
    reviewed: bool
    french: str
    before: str
    after: str
    refused: str


@dataclass(slots=True)
class Result:
    """What was found or written. `id` is the preview's; `matches` are the first ones."""

    id: str = ""
    totals: str = ""
    sentences: int = 0
    matches: list[Match] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    number: int = 0
    """The number of the status whose site shows the changes."""


class Replacing:
    """The replacements made while the server runs. Only what the last preview showed can be replaced."""

    def __init__(self, builds: Builds) -> None:
        self._builds = builds
        self._preview: tuple[str, Query, Preview] | None = None

    def find(self, query: Query) -> Result:
        """Return what a replacement would change. Raises RefusedError if the query cannot be used."""
        with self._builds.lock:
            if self._preview is not None:
                self._preview[2].close()
            self._preview = secrets.token_urlsafe(8), query, Preview()
            report = _Problems()
            publication = self._builds.publication
            articles = self._preview[2].keep(find(publication, query, report), report)
            result = self._result(articles, report)
            result.id = self._preview[0]
            return result

    def replace(self, id_: str, without: Collection[tuple[str, int]]) -> Result:
        """Make the replacements of the preview `id_`, and rebuild the site.

        `without` are the sentences to leave as they are. Raises RefusedError if there is a newer preview.
        """
        with self._builds.lock:
            if self._preview is None or self._preview[0] != id_:
                raise RefusedError(_("another search was made since: search again"), conflict=True)
            _id, query, preview = self._preview
            self._preview = None
            report = _Problems()
            with preview:
                publication = self._builds.publication
                return self._written(replace_previewed(publication, query, report, preview, without), report)

    def undo(self) -> Result:
        """Undo the last replacement, and rebuild the site. Raises RefusedError if there is none."""
        with self._builds.lock:
            report = _Problems()
            return self._written(undo(self._builds.publication, report), report)

    def _written(self, articles: Iterator[Found], report: "_Problems") -> Result:
        def remembered() -> Iterator[Found]:
            for found in articles:
                self._builds.remember_written([(found.record.path, found.record.digest)])
                yield found

        try:
            return self._result(remembered(), report)
        finally:
            self._builds.build(find_model=False)

    def _result(self, articles: Iterable[Found], report: "_Problems") -> Result:
        result, totals = Result(), Totals()
        try:
            for found in articles:
                totals.add(found.changes)
                result.matches += _matches(found)[: _MOST_SHOWN - len(result.matches)]
        except EnregardError as error:
            raise RefusedError(str(error)) from error
        result.totals, result.sentences = str(totals), totals.sentences
        result.problems = report.problems
        return result


def _matches(found: Found) -> list[Match]:
    return [
        Match(
            str(found.path),
            change.line,
            found.record.label,
            found.slug,
            change.reviewed,
            change.french,
            change.before,
            change.after,
            change.refused,
        )
        for change in found.changes
    ]


class _Problems:
    """A report that keeps the first problems."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def problem(self, error: EnregardError) -> None:
        """Keep a problem."""
        if len(self.problems) < _MOST_PROBLEMS and str(error) not in self.problems:
            self.problems.append(str(error))

    def note(self, text: str) -> None:
        """Ignore a note."""

    def progress(self, task: str, done: int, total: int) -> None:
        """Ignore progress."""
