"""Measure how fast a site builds, beside Hugo and Pelican.

The publication is French prose from a corpus, with its English in PO files. Hugo and Pelican get the same as
Markdown, and build three pages per article and three indexes: by month, by source and as JSON. `full_s` is
the time of a build from scratch, `noop_s` of one with nothing to do, `edit_s` after correcting a sentence,
`title_s` after correcting a title, which listings show too, and `add_s` after adding an article. `cpu_s` and
`peak_mb` are the processor time and memory of all processes of a build together.
"""

import json
import shutil
import sys
import tempfile
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import click

from bench._press import Entries, Piece, pieces, place, seed, write_publication
from bench._processes import Measured, measure
from bench._rivals import RIVAL_LISTS, VIEWS, write_hugo, write_pelican
from bench.results import append

_TIMES = 3  # for builds that take a second


def full(program: str | Path, root: Path, jobs: int, rounds: int) -> dict[str, Any]:
    """Build everything `rounds` times; 0 keeps the site of an earlier run."""
    runs = []
    command: list[str | Path] = [program, "build", root, "--offline"]
    for _ in range(rounds):
        put_aside(root, "build", ".enregard")
        runs.append(measure([*command, "--jobs", str(jobs)] if jobs else command, root))
    return summed(runs) if runs else {}


def summed(runs: list[Measured]) -> dict[str, Any]:
    """Summarise full builds."""
    return {
        "full_s": median(run.seconds for run in runs),
        "cpu_s": median(run.cpu_s for run in runs),
        "peak_mb": max(run.peak_mb for run in runs),
    }


def put_aside(root: Path, *names: str) -> None:
    """Move earlier output out of the way.

    Removing it would slow down what is measured: for minutes after 60,000 files are removed, ext4 skips each
    of their inodes whenever it creates a file.
    """
    for name in names:
        if (root / name).exists():
            aside = root.parent / "aside"
            aside.mkdir(exist_ok=True)
            (root / name).rename(aside / f"{len(list(aside.iterdir()))}")


def small(program: str | Path, root: Path, extra: list[Piece]) -> dict[str, Any]:
    """Measure builds with nothing to do, after a correction of each kind, and with a new article."""
    build: list[str | Path] = [program, "build", root, "--offline"]
    runs: dict[str, list[Measured]] = {"noop": [measure(build, root) for _ in range(_TIMES)]}
    files = sorted((root / "translate").rglob("*.po"))
    for kind, first in (("edit", False), ("title", True)):
        for number in range(1, _TIMES + 1):
            correct(files[len(files) * number // (_TIMES + 1) + first], first=first)
            runs.setdefault(kind, []).append(measure(build, root))
    for piece in extra:
        (root / "seeds" / f"{place(piece)}.txt").write_text(seed(piece), "utf-8")
        (root / "translate" / f"{place(piece)}.po").write_text(Entries().po(piece), "utf-8")
        runs.setdefault("add", []).append(measure(build, root))
    for piece in extra:  # restore a kept publication
        (root / "seeds" / f"{place(piece)}.txt").unlink()
        (root / "translate" / f"{place(piece)}.po").unlink()
    found = {f"{kind}_s": median(run.seconds for run in runs[kind]) for kind in runs}
    found |= {f"{kind}_cpu_s": median(run.cpu_s for run in runs[kind]) for kind in runs}
    return found | {"small_peak_mb": max(run.peak_mb for each in runs.values() for run in each)}


def correct(path: Path, *, first: bool) -> None:
    """Insert a word into the last translation in the PO file `path`, or the `first`, which is the title."""
    text = path.read_text("utf-8")
    head = text.index("\n\n")
    at = text.index("\nmsgstr ", head) if first else text.rindex("\nmsgstr ")
    at = text.index('"', at) + 1
    if text.startswith('"\n"', at):  # spread over several lines, the first one empty
        at += 3
    path.write_text(text[:at] + "Corrected: " + text[at:], "utf-8")


def check_complete(root: Path, articles: int) -> int:
    """Return the number of pages. Raises ClickException if a translation is missing."""
    listed = json.loads((root / "build" / "index.json").read_bytes())["articles"]
    missing = sum(article["sentences"]["missing"] for article in listed)
    if len(listed) != articles or missing:
        raise click.ClickException(f"{len(listed)} of {articles} articles, {missing} sentences missing")
    return sum(1 for _ in (root / "build").rglob("*.html"))


def rival(name: str, program: Path, root: Path, articles: int, rounds: int) -> dict[str, Any]:
    """Measure full builds by another program. Raises ClickException if it did not write every page."""
    commands: dict[str, list[str | Path]] = {
        "hugo": [program, "--quiet", "--destination", "out"],
        "pelican": [program, "--quiet", "-s", "pelicanconf.py", "-o", "out", "content"],
    }
    runs = []
    for _ in range(rounds):
        put_aside(root, "out")
        runs.append(measure(commands[name], root))
    pages = sum(1 for _ in (root / "out").rglob("*.html"))
    if pages != (wanted := len(VIEWS) * articles + len(RIVAL_LISTS)):
        raise click.ClickException(
            f"{name} wrote {pages} of {wanted} pages: is it installed with all it needs (Pelican: Markdown)?"
        )
    return summed(runs) | {"pages": pages}


@click.command()
@click.option("--articles", type=click.IntRange(10), default=10_000, show_default=True)
@click.option(
    "--corpus",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=Path("../shared/corpus/fr-en.tsv.xz"),
    show_default=True,
    help="Lines of French, a tab and English, packed by xz.",
)
@click.option("--hugo", help="Hugo's program; found on the PATH by default.", default="hugo")
@click.option("--pelican", help="Pelican's program; found on the PATH by default.", default="pelican")
@click.option("--without", multiple=True, type=click.Choice(["hugo", "pelican"]), help="Leave one out.")
@click.option("--bare", is_flag=True, help="Give the others no element for each sentence.")
@click.option("--jobs", type=click.IntRange(0), default=0, help="As enregard has it; by default its own.")
@click.option(
    "--rounds",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="Full builds; 0: none.",
)
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path), help="Work here, and use it again.")
def main(
    articles: int,
    corpus: Path,
    hugo: str,
    pelican: str,
    without: tuple[str, ...],
    bare: bool,
    jobs: int,
    rounds: int,
    keep: Path | None,
) -> None:
    """Measure full and small builds beside Hugo and Pelican."""
    program = Path(sys.executable).with_name("enregard")
    writers = {"hugo": (hugo, write_hugo), "pelican": (pelican, write_pelican)}
    with ExitStack() as stack:
        folder = keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        root = folder.resolve() / f"press-{articles}"
        if not root.exists():
            write_publication(corpus, articles, root)
        result: dict[str, Any] = {
            "articles": articles,
            "bare": bare,
            "enregard": full(program, root, jobs, rounds),
        }
        result["pages"] = check_complete(root, articles)
        for name, (command, write) in writers.items():
            if name in without:
                continue
            found = shutil.which(command)
            if found is None:
                raise click.ClickException(f"no {name} here: name it with --{name}, or give --without {name}")
            site = folder.resolve() / f"{name}-{articles}{'-bare' if bare else ''}"
            if not site.exists():
                write(pieces(corpus, articles), site, bare=bare)
            result[name] = rival(name, Path(found).absolute(), site, articles, rounds)
        extra = list(islice(pieces(corpus, articles + _TIMES), articles, None))
        result["enregard"] |= small(program, root, extra)
        shutil.rmtree(folder / "aside", ignore_errors=True)
    append("site", result)
    print(json.dumps(result))
