"""Measure how similar French sentences are to English ones: by drafts of the French, cognates and length.

A draft, the machine's English of a French sentence, shares many words with a person's translation of it
(Sennrich & Volk 2010, "MT-based Sentence Alignment for OCR-generated Parallel Texts"). Without drafts,
numbers, names and words of Latin origin, which begin alike in both languages, do almost as well. Rare words
count more than frequent ones. Lengths correspond too (Gale & Church 1993, "A Program for Aligning Sentences
in Bilingual Corpora").
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from zlib import crc32

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from enregard.article.typography import without_accents

Matrix = NDArray[np.float32]

_TOKEN = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?|[^\W\d_]+")
_SIZE = 4096
"""The number of dimensions that features are hashed into. A few collisions among a few hundred sentences do
little harm.
"""

_LENGTH_RATIO = -0.14
"""The logarithm of the ratio of English to French length: in newspapers, English is a seventh shorter."""

_VARIANCE_LONG, _VARIANCE_SHORT = 0.006, 1.7
"""The variance of this logarithm is the first number, plus the second divided by the length."""


@dataclass(frozen=True, slots=True)
class Similarity:
    """What the words of each French sentence (row) and each English one (column) have in common.

    `common` has the dot products of their vectors. `french` and `english` have the dot products of neighbours
    in one language (see `_gram`), from which `of_runs` computes the similarity of joined sentences.
    """

    common: Matrix
    french: Matrix
    english: Matrix

    def of_runs(self, rows: int, columns: int) -> Matrix:
        """Return the cosine similarity of each `rows` French neighbours and each `columns` English ones."""
        dots = _run_sums(_run_sums(self.common, rows), columns, axis=1)
        squares = _run_squares(self.french, rows)[:, None] * _run_squares(self.english, columns)
        return np.asarray(dots / np.sqrt(np.maximum(squares, 1e-9)), dtype=np.float32)


def draft_similarity(drafts: Sequence[str], english: Sequence[str]) -> Similarity:
    """Compare the drafts of French sentences, empty if absent, to English sentences."""
    return _similarity([_words(text) for text in drafts], [_words(text) for text in english])


def cognate_similarity(french: Sequence[str], english: Sequence[str]) -> Similarity:
    """Compare French to English sentences by numbers, names and the beginnings of words."""
    return _similarity([_cognates(text) for text in french], [_cognates(text) for text in english])


def length_deviation(french: Sequence[str], english: Sequence[str], rows: int, columns: int) -> Matrix:
    """Return how much the lengths of runs differ from those in translations, in standard deviations."""
    one = _run_sums(np.array([len(text) for text in french], dtype=np.float32), rows)
    other = _run_sums(np.array([len(text) for text in english], dtype=np.float32), columns)
    one, other = np.maximum(one, 1)[:, None], np.maximum(other, 1)
    ratio = np.log(other) - np.log(one)
    variance = _VARIANCE_LONG + _VARIANCE_SHORT / ((other + one) / 2)
    return np.asarray(np.abs(ratio - _LENGTH_RATIO) / np.sqrt(variance), dtype=np.float32)


def _words(text: str) -> Counter[str]:
    """Count the words and the pairs of neighbouring words, all without endings."""
    words = [_fold(token)[:6] for token in _TOKEN.findall(text)]
    return Counter(words) + Counter(f"{one} {other}" for one, other in pairwise(words))


def _cognates(text: str) -> Counter[str]:
    """Count the numbers, the beginnings of long words, and the names."""
    found: Counter[str] = Counter()
    for token in _TOKEN.findall(text):
        fold = _fold(token)
        if fold[0].isdecimal():
            found[fold] += 2
        elif len(fold) >= 4:
            found[fold[:4]] += 1
            found[fold[:6]] += 1
        if token[0].isupper() and len(token) > 1:
            found["name " + fold[:5]] += 1
    return found


def _fold(token: str) -> str:
    """Return a word in lower case without accents, or a number without separators."""
    if token[0].isdecimal():
        return re.sub(r"\D", "", token)
    return without_accents(token.casefold()).replace("œ", "oe") or token


def _similarity(french: Sequence[Counter[str]], english: Sequence[Counter[str]]) -> Similarity:
    bags = [*french, *english]
    counts = Counter(feature for bag in bags for feature in bag)
    weights = {feature: float(np.log(1 + len(bags) / count)) for feature, count in counts.items()}
    rows, columns = _vectors(french, weights), _vectors(english, weights)
    return Similarity(rows @ columns.T, _gram(rows), _gram(columns))


def _vectors(bags: Sequence[Counter[str]], weights: Mapping[str, float]) -> Matrix:
    vectors = np.zeros((len(bags), _SIZE), dtype=np.float32)
    for row, bag in enumerate(bags):
        for feature, count in bag.items():
            column = crc32(feature.encode("utf-8", "surrogatepass")) % _SIZE
            vectors[row, column] += weights[feature] * np.sqrt(count)
    return vectors


def _gram(vectors: Matrix) -> Matrix:
    """Return `gram[d][i]`, the dot product of the vectors `i` and `i + d`, for `d` from 0 to 2."""
    gram = np.zeros((3, len(vectors)), dtype=np.float32)
    for apart in range(min(3, len(vectors))):
        length = len(vectors) - apart
        gram[apart, :length] = np.einsum("ij,ij->i", vectors[:length], vectors[apart:])
    return gram


def _run_sums(matrix: Matrix, size: int, axis: int = 0) -> Matrix:
    """Sum each run of `size` neighbours along `axis`."""
    return np.asarray(sliding_window_view(matrix, size, axis).sum(-1), dtype=np.float32)


def _run_squares(gram: Matrix, size: int) -> Matrix:
    """For each run of `size` vectors, return the squared length of their sum. `gram` is from `_gram`."""
    length = gram.shape[1] - size + 1
    total = np.zeros(length, dtype=np.float32)
    for one, other in product(range(size), repeat=2):
        first = min(one, other)
        total += gram[abs(one - other)][first : first + length]
    return total
