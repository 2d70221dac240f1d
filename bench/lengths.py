"""Rebuild the table of lengths that `length` uses, from a large file of pairs, and print its constants.

Least squares give each of the most frequent French words the number of English letters that it adds to a
translation. All other words share one factor.
"""

import json
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import click
import numpy as np

from bench.wordlists import FOLDER, read_pairs
from enregard.article.article import Text
from enregard.translate.checks.length import letters
from enregard.translate.checks.pair import read_pair

MOST = 150
"""How many words have a row of their own."""

STEP = 12
"""One in so many pairs is read."""

SHORTEST, LONGEST = 30, 400
"""The minimum and maximum number of characters of a French sentence."""

FREE = 0.4
"""Pairs whose lengths differ more than this, as a share, are no word by word translations."""

WEIGHT = 0.001
"""The weight of the assumption that a word keeps its length."""


def fit(pairs: Iterable[tuple[str, str]]) -> tuple[dict[str, float], float, float]:
    """Return the English letters for each frequent word, those per letter of others, and the constant."""
    counted = []
    for french, english in pairs:
        if SHORTEST < len(french) < LONGEST:
            pair = read_pair(Text(french), Text(english))
            counted.append(([word.fold for word in pair.french.words], letters(pair.english.words)))
    often = Counter(word for words, _ in counted for word in set(words))
    rows = {word: row for row, (word, _) in enumerate(often.most_common(MOST))}
    size = len(rows) + 2
    matrix, vector = np.zeros((size, size)), np.zeros(size)
    for words, length in counted:
        whole = sum(len(word) + 1 for word in words)
        if not whole or abs(length / whole - 1) > FREE:
            continue
        known = Counter(rows[word] for word in words if word in rows)
        rest = sum(len(word) + 1 for word in words if word not in rows)
        columns = [*known, size - 2, size - 1]
        values = np.array([*known.values(), rest, 1.0]) / whole
        matrix[np.ix_(columns, columns)] += np.outer(values, values)
        vector[columns] += values * (length / whole)
    unchanged = np.array([*(len(word) + 1 for word in rows), 1.0, 0.0])
    *found, rest, base = np.linalg.solve(matrix + WEIGHT * np.eye(size), vector + WEIGHT * unchanged)
    return dict(zip(rows, map(float, found), strict=True)), float(rest), float(base)


@click.command()
@click.option("--pairs", "path", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(path: Path) -> None:
    """Rebuild the table of lengths from pairs (French TAB English, plain or .xz)."""
    lengths, rest, base = fit(islice(read_pairs(path), 0, None, STEP))
    title = "# How many English letters, and the blank after them, a French word adds: word, folded; number."
    rows = [f"{word}; {length:.1f}" for word, length in sorted(lengths.items())]
    (FOLDER / "lengths.txt").write_text("\n".join([title, *rows, ""]), encoding="utf-8")
    print(json.dumps({"words": len(lengths), "per_letter": round(rest, 3), "base": round(base, 2)}))
