"""How alike French sentences and English ones are: by their words, by drafts of the French, by length.

A draft, the machine's English of a French sentence, has many words in common with what a person made of it
(Sennrich & Volk 2010, "MT-based Sentence Alignment for OCR-generated Parallel Texts"). Without one there are
numbers, names, and the words that both languages have from Latin, of which the beginnings are alike. Rare
words say more than frequent ones. Lengths go together too (Gale & Church 1993, "A Program for Aligning
Sentences in Bilingual Corpora").
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

_TOKEN = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?|[^\W\d_]+")
_SIZE = 4096
"""Numbers that features are spread over. Two that share one do little harm among a few hundred sentences."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Of each French sentence (row) to each English one (column), what two bags of words have in common.

    `common` are dot products, `french` and `english` those of each side with itself: so are the likenesses
    of sentences that are joined known too.
    """

    common: Matrix
    french: Matrix
    english: Matrix

    def of_joined(self, rows: int, columns: int) -> Matrix:
        """The cosine of each run of `rows` French sentences and each run of `columns` English ones."""
        dots = _runs(_runs(self.common, rows, 0), columns, 1)
        lengths = np.sqrt(np.maximum(_own(self.french, rows)[:, None] * _own(self.english, columns), 1e-9))
        return np.asarray(dots / lengths, dtype=np.float32)


def _runs(matrix: Matrix, size: int, axis: int) -> Matrix:
    """The sums of `size` neighbours along `axis`."""
    length = matrix.shape[axis] - size + 1
    if length <= 0:
        shape = list(matrix.shape)
        shape[axis] = 0
        return np.zeros(shape, dtype=np.float32)
    parts = [np.take(matrix, range(at, at + length), axis=axis) for at in range(size)]
    return np.asarray(np.sum(parts, axis=0), dtype=np.float32)


def _own(gram: Matrix, size: int) -> Matrix:
    """The square of the length of each run of `size` vectors, from the dot products of neighbours.

    `gram[d][i]` is that of vectors i and i + d.
    """
    length = gram.shape[1] - size + 1
    total = np.zeros(max(0, length), dtype=np.float32)
    for one in range(size):
        for other in range(size):
            first, apart = min(one, other), abs(one - other)
            total += gram[apart][first : first + max(0, length)]
    return total


def by_drafts(drafts: Sequence[str], english: Sequence[str]) -> Likeness:
    """The likeness of the drafts of French sentences, empty where there is none, to English sentences."""
    return _likeness([_words(text) for text in drafts], [_words(text) for text in english])


def by_cognates(french: Sequence[str], english: Sequence[str]) -> Likeness:
    """The likeness of French sentences to English ones by what words of both look like."""
    return _likeness([_looks(text) for text in french], [_looks(text) for text in english])


def _words(text: str) -> Counter[str]:
    """Words, without their endings, and pairs of them that follow each other."""
    words = [_plain(token)[:6] for token in _TOKEN.findall(text)]
    return Counter(words) + Counter(f"{one} {other}" for one, other in pairwise(words))


def _looks(text: str) -> Counter[str]:
    """Numbers, the beginnings of long words, and names as they are."""
    found: Counter[str] = Counter()
    for token in _TOKEN.findall(text):
        plain = _plain(token)
        if plain[0].isdecimal():
            found[plain] += 2
        elif len(plain) >= 4:
            found[plain[:4]] += 1
            found[plain[:6]] += 1
        if token[0].isupper() and len(token) > 1:
            found["name " + plain[:5]] += 1
    return found


def _plain(token: str) -> str:
    """`token` in small letters without accents; a number without the signs that part its digits."""
    if token[0].isdecimal():
        return re.sub(r"\D", "", token)
    apart = unicodedata.normalize("NFD", token.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).replace("œ", "oe") or token


def _likeness(french: Sequence[Counter[str]], english: Sequence[Counter[str]]) -> Likeness:
    weights = _weights([*french, *english])
    rows, columns = _vectors(french, weights), _vectors(english, weights)
    return Likeness(rows @ columns.T, _gram(rows), _gram(columns))


def _weights(bags: Iterable[Counter[str]]) -> Mapping[str, float]:
    """How much each feature says: the fewer sentences have it, the more."""
    bags = list(bags)
    count = Counter(feature for bag in bags for feature in bag)
    return {feature: float(np.log(1 + len(bags) / number)) for feature, number in count.items()}


def _vectors(bags: Sequence[Counter[str]], weights: Mapping[str, float]) -> Matrix:
    vectors = np.zeros((len(bags), _SIZE), dtype=np.float32)
    for row, bag in enumerate(bags):
        for feature, count in bag.items():
            vectors[row, crc32(feature.encode("utf-8", "surrogatepass")) % _SIZE] += weights[
                feature
            ] * np.sqrt(count)
    return vectors


def _gram(vectors: Matrix, reach: int = 3) -> Matrix:
    """The dot products of each vector with itself and with those next to it."""
    gram = np.zeros((reach, len(vectors)), dtype=np.float32)
    for apart in range(min(reach, len(vectors))):
        gram[apart, : len(vectors) - apart] = np.einsum(
            "ij,ij->i", vectors[: len(vectors) - apart], vectors[apart:]
        )
    return gram


def lengths_apart(french: Sequence[str], english: Sequence[str], rows: int, columns: int) -> Matrix:
    """How far the lengths of runs of sentences are from what they are in translations, in deviations."""
    one = _runs(np.array([[len(text) for text in french]], dtype=np.float32), rows, 1)[0]
    other = _runs(np.array([[len(text) for text in english]], dtype=np.float32), columns, 1)[0]
    ratio = np.log(np.maximum(other, 1)) - np.log(np.maximum(one, 1))[:, None]
    mean = (np.maximum(other, 1) + np.maximum(one, 1)[:, None]) / 2
    return np.asarray(np.abs(ratio - _RATIO) / np.sqrt(_LONG + _SHORT / mean), dtype=np.float32)


_RATIO = -0.14
"""The logarithm of how long English is by its French: a newspaper's is a seventh shorter."""

_LONG, _SHORT = 0.006, 1.7
"""The variance of that: of long sentences, and how much more where there are few characters."""
