"""Check how real files are read: build publications of them, and judge each page by its source.

A file is right if its page has the title and date that the file states, shows all its prose, and shows no
markup, no headers and nothing hidden. The judges read files and pages without the program's own readers
(`_stated.py`, `_built.py`, `_judge.py`). By default a stand-in for the model translates, because only reading
is checked.
"""

import datetime
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

import click

from bench._built import read_page
from bench._judge import Fault, judge
from bench._stated import Stated, read_stated
from enregard.pipeline import build, model_info, source_finder
from enregard.publication.publication import open_publication
from enregard.translate.draft.drafter import Drafter
from enregard.translate.model.options import Options
from tests.stand_in import Collected, shouting_source

SUFFIXES = frozenset((".md", ".markdown", ".mkd", ".mdwn", ".mdx", ".qmd", ".rmd", ".text", ".txt"))
_LONGEST = 80  # characters of an offending text


class _Report(Collected):
    def step(self, text: str) -> None:
        """Ignore the steps of an installation."""

    def advance(self, done: int, total: int) -> None:
        """Ignore the progress of an installation."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A file, what became of it, and its faults; it is right without any."""

    publication: str
    seed: str
    outcome: str
    faults: tuple[Fault, ...]


def publications(folders: Iterable[Path]) -> Iterator[Path]:
    """Yield the publications in `folders`. Raises ClickException if a folder neither is nor has one."""
    for folder in folders:
        found = [folder] if (folder / "seeds").is_dir() else [path.parent for path in folder.glob("*/seeds")]
        if not found:
            raise click.ClickException(f"{folder} is no publication and has none: it has no seeds/")
        yield from sorted(found)


def check(publication: Path, today: datetime.date, *, drafts: bool = False) -> list[Judged]:
    """Build a copy of `publication`, with drafts of the model if `drafts`, and judge each of its files."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / publication.name
        shutil.copytree(publication, root, ignore=shutil.ignore_patterns("build", ".enregard"))
        files = sorted(_content_files(root / "seeds"))
        try:
            problems = _build(root, drafts=drafts)
        except Exception as error:  # whatever it is, the other publications are still to be judged
            crash = (Fault("crash", f"{type(error).__name__}: {error}"),)
            return [Judged(publication.name, str(path), "crash", crash) for path in files]
        index = root / "build" / "index.json"
        listed = json.loads(index.read_bytes())["articles"] if index.exists() else []
        articles = {article["seed"]: article for article in listed}
        return [
            _judged(publication.name, root, path, articles.get(f"seeds/{path}"), problems, today)
            for path in files
        ]


def _build(root: Path, *, drafts: bool) -> list[str]:
    """Build the publication in `root`. Returns the problems."""
    publication = open_publication(root)
    publication = replace(publication, settings=replace(publication.settings, search=False))
    report = _Report()
    find = source_finder(publication, Options(offline=True), report)
    with Drafter(find if drafts else lambda: shouting_source(root / ".enregard/memory"), report) as drafter:
        build(publication, drafter, model_info(publication), report, jobs=1)
    return [*report.problems, *report.notes]


def _content_files(seeds: Path) -> Iterator[PurePosixPath]:
    for file in seeds.rglob("*"):
        path = PurePosixPath(file.relative_to(seeds).as_posix())
        is_hidden = any(part.startswith(".") for part in path.parts)
        if path.suffix.lower() in SUFFIXES and file.is_file() and not is_hidden:
            yield path


def _judged(
    name: str,
    root: Path,
    path: PurePosixPath,
    article: dict[str, Any] | None,
    said: list[str],
    today: datetime.date,
) -> Judged:
    errors = [line for line in said if line.startswith(f"seeds/{path}:") and not line.startswith("warning")]
    try:
        stated = read_stated(path, (root / "seeds" / path).read_text("utf-8"), today)
    except UnicodeDecodeError:
        return Judged(name, str(path), "refused", () if errors else (Fault("not refused", "not UTF-8"),))
    if article is None:
        return Judged(name, str(path), *_absent(path, stated, errors))
    pages = {lang: read_page(root / "build" / article["links"][lang]) for lang in ("fr", "en")}
    iso = (article["date"] or {}).get("iso") or ""
    return Judged(
        name,
        str(path),
        "published",
        (
            *(Fault("error", error.partition(": ")[2]) for error in errors[:1]),
            *judge(path, stated, pages["fr"], pages["en"], iso),
        ),
    )


def _absent(path: PurePosixPath, stated: Stated, errors: list[str]) -> tuple[str, tuple[Fault, ...]]:
    """Return what became of a file without a page, and its faults."""
    if stated.why_hidden:
        return "held back", ()
    if stated.is_empty:
        return "passed over", tuple(Fault("error", errors[0]) for _ in errors[:1] if path.stem == "_index")
    if stated.is_damaged:
        return "refused", () if errors else (Fault("not refused", "control characters"),)
    if errors:
        return "refused", (Fault("error", errors[0].partition(": ")[2]),)
    return "left out", (Fault("not an article", path.name),)


def _print(results: list[Judged]) -> None:
    for each in results:
        for fault in each.faults:
            print(f"{each.publication}/{each.seed}: {fault.reason}: {fault.text[:_LONGEST]}")
    reasons = Counter(reason for each in results for reason in {fault.reason for fault in each.faults})
    print("\nfiles  reason")
    for reason, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0])):
        print(f"{count:5}  {reason}")
    print("\nright  files  publication")
    for name in dict.fromkeys(each.publication for each in results):
        print("{:5}  {:5}  {}".format(*_count(each for each in results if each.publication == name), name))
    print("\n{} of {} files are right".format(*_count(results)))


def _count(results: Iterable[Judged]) -> tuple[int, int]:
    faulty = [bool(each.faults) for each in results]
    return faulty.count(False), len(faulty)


@click.command()
@click.argument(
    "folders",
    metavar="DIR…",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@click.option("--drafts", is_flag=True, help="Translate with the installed model instead of a stand-in.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per file.")
def main(folders: tuple[Path, ...], drafts: bool, as_json: bool) -> None:
    """Check how the files of publications are read. DIR is a publication, or a folder of them."""
    today = datetime.datetime.now(datetime.UTC).date()
    results = [each for path in publications(folders) for each in check(path, today, drafts=drafts)]
    if as_json:
        for each in results:
            print(json.dumps({**asdict(each), "right": not each.faults}, ensure_ascii=False))
    else:
        _print(results)
