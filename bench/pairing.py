"""Measure how well the sentences of an article and its English are paired, and how certain that is.

The file has pairs in the order of their articles, French TAB English. `--drafts` is a file with the machine's
English of each French sentence, one per line, as `enregard text` prints it. `bench/_pairing.py` makes
articles of `--sentences` pairs, the same in each run. It joins, splits, drops, inserts and swaps English
sentences, and moves the beginnings of paragraphs. Each figure is counted with drafts and without:

* A pair is a group of French and English sentences that belong together. It is found only if both sides are
  exactly right. `precision`, `recall` and `f1` are about pairs; sentences without a counterpart do not count.
* `certain` is the share of true pairs that are certain and become reviewed; `wrong` is the share of certain
  pairs that are false.
* `unrelated` is the share of sentences that are certain when an article has the English of another.
* `more_changes` are the same figures with three times as many changes.
"""

import json
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

import click

from bench._pairing import Shares, make
from bench.results import append
from enregard.importing.align.align import align
from enregard.importing.align.pairing import are_certain

Rows = Sequence[tuple[str, str, str]]


def measure(rows: Rows, size: int, seed: int, shares: Shares, *, drafts: bool) -> dict[str, float]:
    """Return the figures for all articles of `size` pairs."""
    random = Random(seed)  # noqa: S311 - the same articles at every run
    true = found = right = sure = wrong = 0
    for start in range(0, len(rows) - size + 1, size):
        others = [english for _, english, _ in [*rows[:start], *rows[start + size :]]]
        made = make(rows[start : start + size], others, random, shares)
        beads = align(made.french, made.english, made.drafts if drafts else ())
        expected = set(made.beads)
        true += len(expected)
        for bead, is_certain in zip(beads, are_certain(beads), strict=True):
            if 0 in bead.shape:
                continue
            is_right = (bead.french, bead.english) in expected
            found += 1
            right += is_right
            sure += is_right and is_certain
            wrong += not is_right and is_certain
    precision, recall = right / max(1, found), right / max(1, true)
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / max(1e-9, precision + recall), 4),
        "certain": round(sure / max(1, true), 4),
        "wrong": round(wrong / max(1, sure + wrong), 4),
    }


def unrelated(rows: Rows, size: int, seed: int, *, drafts: bool) -> float:
    """Return the share of French sentences that are certain with the English of another article."""
    random = Random(seed)  # noqa: S311
    starts = range(0, len(rows) - size + 1, size)
    articles = [make(rows[start : start + size], [""], random, Shares(insert=0)) for start in starts]
    sure = 0
    for one, other in zip(articles, [*articles[1:], articles[0]], strict=True):
        beads = align(one.french, other.english, one.drafts if drafts else ())
        sure += sum(are_certain(beads))
    return round(sure / sum(len(article.french.sentences) for article in articles), 4)


@click.command()
@click.option(
    "--pairs",
    "path",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="French TAB English, one pair a line, in UTF-8.",
)
@click.option(
    "--drafts",
    "drafts_path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The machine's English of each French sentence, one a line.",
)
@click.option("--sentences", default=40, show_default=True, help="Pairs per article.")
@click.option("--seed", default=1, show_default=True, help="Changes which sentences are changed.")
@click.option("--record", is_flag=True, help="Add the result to bench/RESULTS.md.")
def main(path: Path, drafts_path: Path | None, sentences: int, seed: int, record: bool) -> None:
    """Make articles of pairs and count how many are found again."""
    pairs = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    drafts = drafts_path.read_text("utf-8").splitlines() if drafts_path else [""] * len(pairs)
    if len(drafts) != len(pairs):
        raise click.ClickException(f"{drafts_path}: has {len(drafts)} lines, expected {len(pairs)}")
    rows = [(pair[0], pair[1], draft) for pair, draft in zip(pairs, drafts, strict=True)]
    more = Shares(join_english=0.1, split_english=0.15, drop=0.05, insert=0.05, paragraph_moved=0.3)
    result: dict[str, object] = {"pairs": path.name, "articles": len(rows) // sentences}
    begun = time.perf_counter()
    for name, drafted in [("with drafts", True), ("without", False)][not drafts_path :]:
        result[name] = {
            **measure(rows, sentences, seed, Shares(), drafts=drafted),
            "unrelated": unrelated(rows, sentences, seed, drafts=drafted),
            "more_changes": measure(rows, sentences, seed, more, drafts=drafted),
        }
    result["seconds"] = round(time.perf_counter() - begun, 1)
    print(json.dumps(result))
    if record:
        append("pairing", result)
