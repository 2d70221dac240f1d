"""Align the sentences of a text with those of its translation, by dynamic programming.

An alignment is a path through both texts in steps, called beads (Gale & Church 1993). A bead pairs one
sentence with one, two with one, one with two and so on, or has a sentence that the other text lacks. Its
weight is the logarithm of how much likelier such sentences are in a translation than by chance. The best path
is the alignment. Summing over all paths takes no longer than finding the best one (the forward-backward
algorithm), and tells how probable each bead is.

Paragraph beginnings only make a bead more or less likely, since translators also split and join paragraphs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from enregard.importing.align.similarity import (
    Matrix,
    cognate_similarity,
    draft_similarity,
    length_deviation,
)

Array = NDArray[np.float64]
Shape = tuple[int, int]

SHAPES: dict[Shape, float] = {
    (1, 1): -0.06,
    (1, 2): -3.2,
    (2, 1): -3.2,
    (2, 2): -6.0,
    (1, 3): -5.5,
    (3, 1): -5.5,
}
"""The numbers of French and English sentences in a bead, and the logarithm of its frequency."""

_ALONE = -4.6
"""The logarithm of the frequency of sentences that the other text lacks."""

_BOTH_BEGIN, _ONE_BEGINS, _WITHIN_FRENCH, _WITHIN_ENGLISH = 1.0, -1.0, -4.0, -1.5
"""Added to a bead's weight if a paragraph begins with it in both texts, in one, or begins inside it."""

_WEIGHTS_WITH_DRAFTS = (-2.1, 17.0, 5.2, -1.6)
_WEIGHTS_WITHOUT = (-0.2, 0.0, 24.0, -1.4)
"""The weights of a constant, draft similarity, cognate similarity and length deviation. They come from
logistic regression on FLORES dev, in articles made as in `bench/pairing.py`."""

_FARTHEST = 4.0
"""The deviation beyond which lengths count as unrelated."""

_WINDOW = 800
"""How many sentences of each text to align at a time: time and memory grow with the square."""


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences that belong together: indices `french[0]` to `french[1]` (excluded), likewise `english`.

    `probability`, 0 to 1, is how likely they belong together, assuming that sentences keep their order.
    `evidence` is the logarithm of how much likelier their common features are in a translation than by
    chance.
    """

    french: tuple[int, int]
    english: tuple[int, int]
    probability: float
    evidence: float = 0.0

    @property
    def shape(self) -> Shape:
        """The number of sentences of each text."""
        return self.french[1] - self.french[0], self.english[1] - self.english[0]


@dataclass(frozen=True, slots=True)
class Side:
    """The sentences of a text; `begins` are the indices of those that begin a paragraph."""

    sentences: Sequence[str]
    begins: frozenset[int] = frozenset()

    def part(self, start: int, end: int) -> "Side":
        """Return the sentences `start` to `end` (excluded)."""
        return Side(
            self.sentences[start:end],
            frozenset(index - start for index in self.begins if start <= index < end),
        )


def align(french: Side, english: Side, drafts: Sequence[str] = ()) -> list[Bead]:
    """Align two texts, and return beads in order. Each sentence is in exactly one bead.

    `drafts` has a rough translation of each French sentence, or an empty string.
    """
    drafts = drafts or [""] * len(french.sentences)
    beads: list[Bead] = []
    at, other = 0, 0
    while at < len(french.sentences) or other < len(english.sentences):
        end, other_end = at + _WINDOW, other + _WINDOW
        found = _align(french.part(at, end), english.part(other, other_end), drafts[at:end])
        if end < len(french.sentences) or other_end < len(english.sentences):
            found = _reliable_part(found)
        for bead in found:
            (start, stop), (first, last) = bead.french, bead.english
            beads.append(replace(bead, french=(start + at, stop + at), english=(first + other, last + other)))
        at, other = beads[-1].french[1], beads[-1].english[1]
    return beads


def _reliable_part(beads: list[Bead]) -> list[Bead]:
    """Return up to two thirds of a window's beads, ending with a reliable one; later ones lack context."""
    whole = len(beads)
    for end in range(2 * whole // 3, whole // 3, -1):
        if beads[end - 1].probability > 0.9 and beads[end - 1].shape == (1, 1):
            return beads[:end]
    return beads[: max(1, 2 * whole // 3)]


def _align(french: Side, english: Side, drafts: Sequence[str]) -> list[Bead]:
    rows, columns = len(french.sentences), len(english.sentences)
    evidence = _evidence(french, english, drafts)
    weights = {
        shape: weight + SHAPES[shape] + _paragraph_weights(french, english, shape)
        for shape, weight in evidence.items()
    }
    reverse = {shape: weight[::-1, ::-1] for shape, weight in weights.items()}
    forward = _over_paths(weights, rows, columns, np.logaddexp)
    backward = _over_paths(reverse, rows, columns, np.logaddexp)[::-1, ::-1]
    best = _over_paths(weights, rows, columns, np.maximum)
    beads = []
    i, j = rows, columns
    while i or j:
        r, c, weight = _last_bead(best, weights, i, j)
        through = forward[i - r, j - c] + weight + backward[i, j]
        probability = float(np.exp(min(0.0, through - forward[rows, columns])))
        own = float(evidence[r, c][i - r, j - c]) if r and c else 0.0
        beads.append(Bead((i - r, i), (j - c, j), probability, own))
        i, j = i - r, j - c
    return beads[::-1]


def _over_paths(weights: Mapping[Shape, Array], rows: int, columns: int, add: np.ufunc) -> Array:
    """For each pair of positions in the two texts, combine the weights of all paths to it with `add`."""
    found = np.full((rows + 1, columns + 1), -np.inf)
    along = np.arange(columns + 1) * _ALONE
    for i in range(rows + 1):
        row = found[i - 1] + _ALONE if i else np.where(along == 0, 0.0, -np.inf)
        for (r, c), weight in weights.items():
            if i >= r and c <= columns:
                row[c:] = add(row[c:], found[i - r, : columns - c + 1] + weight[i - r])
        found[i] = add.accumulate(row - along) + along
    return found


def _last_bead(best: Array, weights: Mapping[Shape, Array], i: int, j: int) -> tuple[int, int, float]:
    """Return the shape and weight of the last bead on the best path to the positions `i` and `j`."""
    beads = [
        (best[i - r, j - c] + weight[i - r, j - c], r, c, float(weight[i - r, j - c]))
        for (r, c), weight in weights.items()
        if i >= r and j >= c
    ]
    beads += [(best[i - 1, j] + _ALONE, 1, 0, _ALONE)] if i else []
    beads += [(best[i, j - 1] + _ALONE, 0, 1, _ALONE)] if j else []
    _, r, c, weight = max(beads, key=lambda bead: bead[0])
    return r, c, weight


def _evidence(french: Side, english: Side, drafts: Sequence[str]) -> dict[Shape, Array]:
    """Return the evidence for all possible beads, by shape (see `Bead.evidence`).

    The row and column of a bead are the indices of its first French and English sentences.
    """
    cognates = cognate_similarity(french.sentences, english.sentences)
    words = draft_similarity(drafts, english.sentences)
    drafted = np.array([bool(draft) for draft in drafts], dtype=bool)
    found = {}
    for r, c in SHAPES:
        if r > len(french.sentences) or c > len(english.sentences):
            continue
        lengths = np.minimum(length_deviation(french.sentences, english.sentences, r, c), _FARTHEST)
        features = [np.ones_like(lengths), words.of_runs(r, c), cognates.of_runs(r, c), lengths]
        has_draft = np.all([drafted[at : len(drafted) - r + 1 + at] for at in range(r)], axis=0)
        found[r, c] = np.where(
            has_draft[:, None], _weigh(features, _WEIGHTS_WITH_DRAFTS), _weigh(features, _WEIGHTS_WITHOUT)
        )
    return found


def _weigh(features: Sequence[Matrix], weights: Sequence[float]) -> Array:
    return np.asarray(
        sum(feature * weight for feature, weight in zip(features, weights, strict=True)), dtype=np.float64
    )


def _paragraph_weights(french: Side, english: Side, shape: Shape) -> Array:
    """Return the weight that paragraph beginnings add to each bead of one shape."""
    one, one_within = _beginnings(french, shape[0])
    other, other_within = _beginnings(english, shape[1])
    edges = np.where(one[:, None] & other, _BOTH_BEGIN, np.where(one[:, None] ^ other, _ONE_BEGINS, 0.0))
    within = one_within[:, None] * _WITHIN_FRENCH + other_within * _WITHIN_ENGLISH
    return np.asarray(edges + within, dtype=np.float64)


def _beginnings(side: Side, size: int) -> tuple[NDArray[np.bool_], Array]:
    """For each run of `size` sentences, return if a paragraph begins with it, and how many begin inside."""
    begins = np.array([index in side.begins for index in range(len(side.sentences))], dtype=bool)
    length = len(begins) - size + 1
    within = sum((begins[at : at + length].astype(np.float64) for at in range(1, size)), np.zeros(length))
    return begins[:length], within
