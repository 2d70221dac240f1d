"""Snapshot tests of a publication: the site it builds, compared file by file with the site expected of it.

In a `conftest.py`, `pytest_plugins = ["enregard.testing"]` gives tests the fixture `check_site`, and pytest
the option `--update-sites`, which takes the sites as they are now for the expected ones. The theme's own
style sheet, script and icon are in no snapshot: a site whose file differs from the theme's has that file in
its own.
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

_SHOWN_LINES = 40
"""Of each file's difference; a changed theme would otherwise print everything."""


class Silent:
    """A report that keeps the problems."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def problem(self, error: EnregardError) -> None:
        """Keep it."""
        self.problems.append(str(error))

    def note(self, text: str) -> None:
        """Nothing is shown."""

    def progress(self, task: str, done: int, total: int) -> None:
        """Nothing is shown."""


def render(publication: Path, output: Path) -> list[str]:
    """Build the site of `publication` in the folder `output`, from a copy and without a model.

    Returns the problems that were reported; a sentence without a translation is one.
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
        # an index of what the pages say, in another form, and not to be had on every machine
        opened = replace(opened, settings=replace(opened.settings, search=False))
        build(opened, drafter, model_info(opened), report)
    return report.problems


def _no_model() -> "Source":
    raise EnregardError("a snapshot rests on translations that are there: run `enregard translate` first")


def differences(expected: Path, actual: Path) -> Iterator[str]:
    """What differs between two folders: files too many, files missing, changed lines of the others."""
    wanted, found = _files(expected), _files(actual)
    for name in sorted(wanted | found):
        if name not in found:
            yield f"missing: {name}"
        elif name not in wanted:
            yield f"not expected: {name}"
        else:
            yield from _changed_lines(name, expected / name, actual / name)


def _leave_out_the_themes(site: Path) -> None:
    """Remove from `site` the static files that are the theme's own, byte for byte."""
    for path, data in theme_files():
        place = site / path
        if place.is_file() and place.read_bytes() == data:
            place.unlink()


def _files(folder: Path) -> set[str]:
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return files - {MANIFEST}  # it repeats, as hashes, what the other files say


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
    yield from lines[:_SHOWN_LINES] or [f"differs: {name}"]
    if len(lines) > _SHOWN_LINES:
        yield f"… and {len(lines) - _SHOWN_LINES} more lines in {name}"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that takes the sites as they are for the expected ones."""
    parser.addoption(
        "--update-sites", action="store_true", help="take the sites as built now for the expected ones"
    )


@pytest.fixture
def check_site(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[Path, Path], None]:
    """A function that builds the site of a publication and compares it with the folder expected of it."""

    def check(publication: Path, expected: Path) -> None:
        built = tmp_path / "site"
        problems = render(publication, built)
        if problems:
            pytest.fail("\n".join(problems), pytrace=False)
        _leave_out_the_themes(built)
        if request.config.getoption("--update-sites"):
            shutil.rmtree(expected, ignore_errors=True)
            shutil.copytree(built, expected, ignore=shutil.ignore_patterns(MANIFEST))
        found = list(differences(expected, built))
        if found:
            hint = "if that is meant, run again with --update-sites and look at the changes"
            pytest.fail("\n".join([f"the site differs from {expected}; {hint}", *found]), pytrace=False)

    return check
