"""Measure `enregard add`: what survives in each format, and how fast a folder of Word files is added."""

import io
import json
import re
import resource
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

import click

from bench.results import append
from enregard.adding.add import Adder, Options
from enregard.adding.convert import convert
from enregard.adding.files import find_files
from enregard.adding.pandoc import find_pandoc
from enregard.adding.read import Source, Wanted
from enregard.article.article import Article, Block, Text
from enregard.cli.console import Console
from enregard.errors import EnregardError
from enregard.publication.publication import open_publication
from enregard.seeds.read import read_article

TEXT = """\
---
title: Arrêté du XIXe siècle
---

## Première partie

Le XIX^e^ siècle, le 1^er^ mai, n^o^ 5 : M. Dupont, « **gras** », *italique*, ~~barré~~ et H~2~O[^1].

Un [lien](https://example.org/eau) et `du code`.

![Une carte](carte.png)

- un
- deux
    - deux bis

1. premier
2. second

> Une citation.

| Ville | Eau |
|-------|-----|
| Lyon  | 12  |

[^1]: Une *note*.
"""
FORMATS = {
    "docx": "docx",
    "odt": "odt",
    "rtf": "rtf",
    "epub": "epub",
    "html": "html",
    "docbook": "xml",
    "jats": "xml",
    "mediawiki": "wiki",
    "latex": "tex",
    "ipynb": "ipynb",
}
_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63f8cfc0f01f0005000180dd8d3db00000000049454e44ae426082"
)
_HALF = 0.5  # of a run, after which memory is read


@click.command()
@click.option("--documents", default=1000, show_default=True, help="Word files in the folder; 0 for none.")
@click.option("--record", is_flag=True, help="Add the result to bench/RESULTS.md.")
def main(documents: int, record: bool) -> None:
    """Convert one text to every format and back, then add a folder of Word files."""
    result: dict[str, object] = {"pandoc": find_pandoc()[1], "survived": dict(_round_trips())}
    if documents:
        result |= _folder(documents)
    print(json.dumps(result, ensure_ascii=False))
    if record:
        append("add", result)


def _round_trips() -> Iterator[tuple[str, object]]:
    """Yield, for each format, how many of the text's blocks and marks are there after it, by kind."""
    expected = _kinds(read_article(TEXT.split("\n"), PurePosixPath("x.md")))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "carte.png").write_bytes(_PICTURE)
        for form, suffix in FORMATS.items():
            yield form, _survived(Source(_written(form), f"x.{suffix}", folder), expected)


def _survived(source: Source, expected: Counter[str]) -> object:
    """Return how many of the expected blocks and marks are in a file, or why it is refused."""
    try:
        documents = convert(source, Wanted())
    except EnregardError as error:
        return str(error)
    found: Counter[str] = Counter()
    for document in documents:
        seed = document.text("x", "x", "")
        found += _kinds(read_article(seed.split("\n"), document.path, french=False))
    lost = {kind: f"{found[kind]} of {number}" for kind, number in expected.items() if found[kind] < number}
    return {"kept": sum(min(found[kind], number) for kind, number in expected.items()), "lost": lost}


def _written(form: str) -> bytes:
    """Return the text in a format, written by Pandoc."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x")
        Path(folder, "carte.png").write_bytes(_PICTURE)
        command = [find_pandoc()[0], "-s", "-f", "markdown-implicit_figures", "-t", form, "-o", str(path)]
        subprocess.run(command, input=TEXT.encode(), cwd=folder, check=True, capture_output=True)
        return path.read_bytes()


def _kinds(article: Article) -> Counter[str]:
    """Return the number of blocks and marks of each kind."""
    found: Counter[str] = Counter()
    pending: list[Block] = [*article.blocks]
    while pending:
        block = pending.pop()
        found[block.kind] += 1
        if isinstance(block.text, Text):
            found.update(mark.kind for mark in block.text.marks)
        pending += block.children
    return found


def _folder(documents: int) -> dict[str, object]:
    """Add a folder of Word files, and return how many a second, and the memory after half of them and all."""
    template = _written("docx")
    with tempfile.TemporaryDirectory() as folder:
        source, root = Path(folder, "source"), Path(folder, "presse")
        source.mkdir()
        (root / "seeds").mkdir(parents=True)
        for number in range(documents):
            (source / f"{number:05}.docx").write_bytes(_variant(template, number))
        memory: list[int] = []
        lines: list[str] = []

        def echo(line: str) -> None:
            lines.append(line)
            if len(lines) == round(documents * _HALF):
                memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)

        begun = time.perf_counter()
        with Console() as console:
            options = Options(PurePosixPath(), Wanted(), False, "")
            Adder(open_publication(root), console, echo, options).add(find_files([source]))
        seconds = time.perf_counter() - begun
        memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        added = sum(1 for _ in (root / "seeds").glob("*.md"))
    return {
        "documents": documents,
        "added": added,
        "a second": round(documents / seconds, 1),
        "MB after half": round(memory[0] / 1000),
        "MB at the end": round(memory[-1] / 1000),
    }


def _variant(template: bytes, number: int) -> bytes:
    """Return a Word file with other words."""
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(template)) as old, ZipFile(packed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = re.sub(rb"citation", b"citation %d" % number, content)
            new.writestr(name, content)
    return packed.getvalue()
