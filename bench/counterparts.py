"""Rebuild the dictionary that `omission` uses, from a large file of pairs, and print its size.

IBM model 1 aligns the words of each pair: French words, folded, with the first four letters of English words.
Only statistics of single words go into the dictionary.
"""

import json
import lzma
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt

from bench.wordlists import FOLDER, read_pairs
from enregard.translate.checks.pair import fold
from enregard.translate.checks.untranslated import FRENCH
from enregard.translate.checks.wordlists import STEM

ROUNDS = 5
MOST = 6
"""How many counterparts a word may have."""

LEAST_SHARE, LEAST_TIMES = 0.04, 2.5
"""The minimum share of a word's occurrences, and their minimum number, that align with a counterpart."""

PRIOR = 3
"""How many occurrences without a counterpart each word is given: a rare one fits its own too well."""

LEAST_COUNT = 8
"""How many pairs must have a word."""

LEAST_RATE, MOST_CHANCE = 0.55, 0.5
"""Words whose counterparts are missing too often, or there by chance too often, tell nothing."""

TYPICAL = 20
"""The length of an English sentence, in words, that the chance is for."""

_LONG = 40  # words; in longer pairs, words meet by chance

_WORD = re.compile(r"[^\W\d_]+")
_fold = cache(fold)

Numbers = npt.NDArray[np.int64]


class Corpus:
    """The pairs as numbers of words."""

    def __init__(self, path: Path) -> None:
        self.french: dict[str, int] = {}
        self.english: dict[str, int] = {}
        self.pairs: list[tuple[Numbers, Numbers]] = []
        for french, english in read_pairs(path):
            there, here = _WORD.findall(french), _WORD.findall(english)
            if not 3 <= len(there) <= _LONG or not 3 <= len(here) <= _LONG:
                continue
            ours = {word for word in map(_fold, there) if word not in FRENCH and len(word) > 2}
            theirs = {word[:STEM] for word in map(_fold, here)}
            self.pairs.append((_numbered(ours, self.french), _numbered(theirs, self.english)))


def _numbered(words: set[str], numbers: dict[str, int]) -> Numbers:
    return np.array([numbers.setdefault(word, len(numbers)) for word in sorted(words)], dtype=np.int64)


def align(corpus: Corpus) -> tuple[Numbers, Numbers, npt.NDArray[np.float64]]:
    """Return French words, English stems, and how many occurrences of the pair of both align."""
    size = len(corpus.english)
    none = len(corpus.french)  # the word that English words without a counterpart align with
    keys, groups = [], []
    group = 0
    for french, english in corpus.pairs:
        ours = np.append(french, none)
        keys.append((ours[None, :] * size + english[:, None]).ravel())
        groups.append(np.repeat(np.arange(group, group + len(english)), len(ours)))
        group += len(english)
    unique, links = np.unique(np.concatenate(keys), return_inverse=True)
    places = np.concatenate(groups)
    del keys, groups
    probability = np.ones(len(unique))
    french = unique // size
    for _ in range(ROUNDS):
        weight = probability[links]
        weight /= np.bincount(places, weight, group)[places]
        counts = np.bincount(links, weight, len(unique)).astype(np.float64)
        probability = counts / np.bincount(french, counts, none + 1)[french]
    return french, unique % size, counts


def counterparts(corpus: Corpus, aligned: tuple[Numbers, Numbers, npt.NDArray[np.float64]]) -> list[str]:
    """Return the lines of the dictionary: word; rate and chance; counterparts."""
    french, english, counts = aligned
    names, stems = list(corpus.french), list(corpus.english)
    occurrences = Counter(int(word) for words, _ in corpus.pairs for word in words)
    spread = np.zeros(len(stems))
    for _, theirs in corpus.pairs:
        spread[theirs] += 1
    spread /= len(corpus.pairs)
    found: dict[int, set[int]] = {}
    borders = np.searchsorted(french, np.arange(len(names) + 1))
    for word, count in occurrences.items():
        if count < LEAST_COUNT:
            continue
        part = slice(borders[word], borders[word + 1])
        best = np.argsort(-counts[part], kind="stable")[:MOST]
        least = max(LEAST_SHARE * count, LEAST_TIMES)
        chosen = {int(english[part][at]) for at in best if counts[part][at] >= least}
        same = corpus.english.get(names[word][:STEM])
        found[word] = chosen | ({same} if same is not None else set())
    present: Counter[int] = Counter()
    for ours, theirs in corpus.pairs:
        there = set(theirs.tolist())
        present.update(word for word in ours.tolist() if word in found and not found[word].isdisjoint(there))
    lines = []
    for word, chosen in found.items():
        rate = present[word] / (occurrences[word] + PRIOR)
        chance = 1 - float(np.prod([1 - spread[stem] for stem in chosen]))
        if rate >= LEAST_RATE and chance <= MOST_CHANCE:
            others = sorted({stems[stem] for stem in chosen} - {names[word][:STEM]})
            lines.append(f"{names[word]}; {rate:.2f} {chance:.2f}; {' '.join(others)}")
    return sorted(lines)


def write(lines: Sequence[str]) -> int:
    """Write the dictionary and return its size in bytes."""
    title = "# How French words are found again in English: word; rate, chance; beginnings, four letters."
    data = lzma.compress("\n".join([title, *lines, ""]).encode(), preset=9 | lzma.PRESET_EXTREME)
    return (FOLDER / "counterparts.txt.xz").write_bytes(data)


@click.command()
@click.option("--pairs", "path", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(path: Path) -> None:
    """Rebuild the dictionary of `omission` from pairs (French TAB English, plain or .xz)."""
    corpus = Corpus(path)
    lines = counterparts(corpus, align(corpus))
    print(json.dumps({"words": len(lines), "bytes": write(lines)}))
