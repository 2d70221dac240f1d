"""Let a person compare two versions of the drafts without knowing which is which.

    python -m bench read draft --pairs F.tsv old.tsv       # with one version of the program
    python -m bench read draft --pairs F.tsv new.tsv       # with the other
    python -m bench read sheet old.tsv new.tsv sheet.txt key.tsv --count 150
    python -m bench read count sheet.txt key.tsv

`sheet` takes sentences whose English changed, at random, and puts their two versions in random order. The
reader fills in two lines for each: which is better (`A`, `B`, `=`), and which mislead (`A`, `B`, `AB`, `-`).
"""

import csv
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from bench._pairs import installed_model, limit_option, pairs_option, read_pairs, texts_of
from bench.results import append
from enregard.article.article import Text
from enregard.translate.draft.pipeline import make_translator
from enregard.translate.glossary.glossary import Glossary
from enregard.translate.model.engine import Engine

_FILE = click.Path(dir_okay=False, path_type=Path)
_BETTER, _MISLEADS = "better: ", "misleads: "


@click.group()
def main() -> None:
    """Compare two versions of the drafts by reading them blind."""


@main.command()
@pairs_option
@limit_option
@click.argument("output", type=_FILE)
def draft(pairs: Path, limit: int | None, output: Path) -> None:
    """Write the French and the drafts of this version of the program."""
    sentences = [french for french, _ in read_pairs(pairs, limit)]
    with Engine(installed_model().path) as engine:
        drafts = texts_of(make_translator(engine, Glossary()).stream(enumerate(map(Text, sentences))))
    with output.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter="\t").writerows(
            (french, drafts[at].plain) for at, french in enumerate(sentences)
        )


@main.command()
@click.argument("old", type=_FILE)
@click.argument("new", type=_FILE)
@click.argument("sheet", type=_FILE)
@click.argument("key", type=_FILE)
@click.option("--count", type=click.IntRange(1), default=150, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def sheet(old: Path, new: Path, sheet: Path, key: Path, count: int, seed: int) -> None:
    """Write a sheet to fill in, and a key that says which version is which."""
    chance = random.Random(seed)  # noqa: S311
    pairs = zip(_read(old), _read(new), strict=True)
    changed = [(french, before, after) for (french, before), (_, after) in pairs if before != after]
    chosen = chance.sample(changed, min(count, len(changed)))
    with sheet.open("w", encoding="utf-8") as to_fill, key.open("w", encoding="utf-8") as secret:
        for number, (french, before, after) in enumerate(chosen, 1):
            a_is_new = chance.random() < 0.5
            a, b = (after, before) if a_is_new else (before, after)
            to_fill.write(f"{number}\nfr {french}\nA  {a}\nB  {b}\n{_BETTER}\n{_MISLEADS}\n\n")
            secret.write(f"{number}\t{'A' if a_is_new else 'B'}\n")
    print(json.dumps({"sentences": len(_read(old)), "changed": len(changed), "chosen": len(chosen)}))


@main.command()
@click.argument("sheet", type=_FILE)
@click.argument("key", type=_FILE)
def count(sheet: Path, key: Path) -> None:
    """Count what the reader wrote on a sheet."""
    new = dict(_read(key))
    found: Counter[str] = Counter(read=0, wins=0, losses=0, misleading_before=0, misleading_after=0)
    for number, better, misleads in _answers(sheet):
        if better not in ("A", "B", "="):
            continue
        found["read"] += 1
        found["wins"] += better == new[number]
        found["losses"] += better not in ("=", new[number])
        found["misleading_after"] += new[number] in misleads
        found["misleading_before"] += ("B" if new[number] == "A" else "A") in misleads
    append("read", found)
    print(json.dumps(found))


def _answers(sheet: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the number of each sentence, which version is better, and which mislead."""
    for block in sheet.read_text("utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        better, misleads = (
            next(line.removeprefix(head.strip()).strip() for line in lines if line.startswith(head.strip()))
            for head in (_BETTER, _MISLEADS)
        )
        yield lines[0], better, misleads


def _read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t"))
