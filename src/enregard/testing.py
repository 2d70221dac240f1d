"""Test a publication: compare the site it builds with the expected one, file by file.

In a `conftest.py`, `pytest_plugins = ["enregard.testing"]` adds the fixture `check_site`, and the option
`--update-sites`, which accepts the current sites as the expected ones. The theme's style sheet, scripts and
icon are left out of an expected site, unless the publication overrides them.
"""

import difflib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from enregard.errors import EnregardError
from enregard.output.manifest import MANIFEST
from enregard.publication.publication import open_publication
from enregard.site.static import theme_files

if TYPE_CHECKING:
    from enregard.translate.draft.drafter import Source

_DIFF_LINES = 40
"""At most this many lines of each file's diff are printed: a changed theme changes every page."""


class Silent:
    """A report that prints nothing and collects problems."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def problem(self, error: EnregardError) -> None:
        """Collect a problem."""
        self.problems.append(str(error))

    def note(self, text: str) -> None:
        """Ignore a note."""

    def progress(self, task: str, done: int, total: int) -> None:
        """Ignore progress."""


def render(publication: Path, output: Path) -> list[str]:
    """Build the site of `publication` into the folder `output`, from a copy and without a model.

    Returns the reported problems; a sentence without a translation counts as one.
    """
    from enregard.pipeline import build, model_info
    from enregard.translate.draft.drafter import Drafter

    report = Silent()
    with TemporaryDirectory() as folder, Drafter(_no_model, report) as drafter:
        copy = Path(folder) / "publication"
        for part in ("seeds", "translate", "site"):
            if (publication / part).is_dir():
                shutil.copytree(publication / part, copy / part)
        opened = open_publication(copy, output)
        # the index repeats what the pages say, and not every machine can build it
        opened = replace(opened, settings=replace(opened.settings, search=False))
        build(opened, drafter, model_info(opened), report)
    return report.problems


def _no_model() -> "Source":
    raise EnregardError("the test needs all translations: run `enregard translate` first")


def differences(expected: Path, actual: Path) -> Iterator[str]:
    """Yield the differences between two folders: missing files, unexpected files, changed lines."""
    before, after = _files(expected), _files(actual)
    for name in sorted(before | after):
        if name not in after:
            yield f"missing: {name}"
        elif name not in before:
            yield f"not expected: {name}"
        else:
            yield from _changed_lines(name, expected / name, actual / name)


def _remove_theme_files(site: Path) -> None:
    """Remove the files of `site` that are identical to the theme's."""
    for path, data in theme_files():
        file = site / path
        if file.is_file() and file.read_bytes() == data:
            file.unlink()


def _files(folder: Path) -> set[str]:
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return files - {MANIFEST}  # it holds hashes of the other files


def _changed_lines(name: str, expected: Path, actual: Path) -> Iterator[str]:
    one, other = expected.read_bytes(), actual.read_bytes()
    if one == other:
        return
    try:
        lines = list(
            difflib.unified_diff(
                one.decode().splitlines(), other.decode().splitlines(), f"expected/{name}", name, lineterm=""
            )
        )
    except UnicodeDecodeError:
        lines = []
    yield from lines[:_DIFF_LINES] or [f"differs: {name}"]
    if len(lines) > _DIFF_LINES:
        yield f"… and {len(lines) - _DIFF_LINES} more lines in {name}"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that accepts the current sites as the expected ones."""
    parser.addoption(
        "--update-sites", action="store_true", help="accept the current sites as the expected ones"
    )


@pytest.fixture
def check_site(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[Path, Path], None]:
    """Return a function that builds the site of a publication and compares it with an expected folder."""

    def check(publication: Path, expected: Path) -> None:
        built = tmp_path / "site"
        problems = render(publication, built)
        if problems:
            pytest.fail("\n".join(problems), pytrace=False)
        _remove_theme_files(built)
        if request.config.getoption("--update-sites"):
            shutil.rmtree(expected, ignore_errors=True)
            shutil.copytree(built, expected, ignore=shutil.ignore_patterns(MANIFEST))
        found = list(differences(expected, built))
        if found:
            hint = "if you meant to change it, run again with --update-sites and review the diff"
            pytest.fail("\n".join([f"the site differs from {expected}; {hint}", *found]), pytrace=False)

    return check
