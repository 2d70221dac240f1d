"""How well and how fast sentence ends are found.

The file holds one true sentence a line. Four lines at a time (`--join`) are joined with a blank and split
again. What is counted is ends inside the joined texts: an end is right where a line ends too. The end of a
joined text itself is not counted, since no splitter can miss it. Counted so, on the dev part of the French
GSD treebank, pysbd 0.3.4 has F1 0.978, and sentencex 1.0.32 0.970.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

import click

from enregard.translate.segment.sentences import sentence_ends


def joined(lines: Sequence[str], size: int) -> Iterator[tuple[str, set[int]]]:
    """The lines joined by `size` with a blank, and where in each text its lines end, but for the last."""
    for first in range(0, len(lines), size):
        group = lines[first : first + size]
        after = accumulate(len(line) + 1 for line in group[:-1])
        yield " ".join(group), {offset - 1 for offset in after}


def score(lines: Sequence[str], size: int, ends_of: Callable[[str], list[int]]) -> dict[str, float | int]:
    """Precision, recall and F1 of `ends_of` over the inner ends of the joined lines, and its pace."""
    right = proposed = true = volume = 0
    seconds = 0.0
    for text, truth in joined(lines, size):
        begun = time.perf_counter()
        ends = ends_of(text)
        seconds += time.perf_counter() - begun
        # A splitter may leave the blank after a sentence in it.
        found = {len(text[:end].rstrip()) for end in ends} - {len(text)}
        right += len(found & truth)
        proposed += len(found)
        true += len(truth)
        volume += len(text.encode())
    return {
        "sentences": len(lines),
        "right": right,
        "wrong": proposed - right,
        "missed": true - right,
        "precision": round(right / proposed, 4) if proposed else 0.0,
        "recall": round(right / true, 4) if true else 0.0,
        "f1": round(2 * right / (proposed + true), 4) if proposed + true else 0.0,
        "mb_per_s": round(volume / seconds / 1e6, 2) if seconds else 0.0,
    }


@click.command()
@click.option(
    "--file",
    "path",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="UTF-8, one sentence a line.",
)
@click.option(
    "--join", "size", default=4, show_default=True, type=click.IntRange(min=2), help="Lines in a text."
)
def main(path: Path, size: int) -> None:
    """Find the sentences of a file again, after joining them: precision, recall, F1."""
    try:
        lines = [line.strip() for line in path.read_text(encoding="utf-8").split("\n")]
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{path}: is not UTF-8 at byte {error.start}: save it as UTF-8") from error
    sentence_ends("Un. Deux.")  # imports the library
    print(json.dumps(score([line for line in lines if line], size, sentence_ends)))
