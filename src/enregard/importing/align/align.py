"""Pairs the sentences of a text with those of its translation, by dynamic programming.

A pairing is a way through both texts in steps, called beads after Gale & Church (1993): one sentence for one,
two for one, one for two, and so on, or a sentence that the other text has not. Each bead has a weight, the
logarithm of how much likelier its sentences are as a translation than by chance. The best way is the pairing;
and since all ways can be added up as fast as the best is found, so is how likely each bead of it is
(the forward-backward algorithm), which tells what is certain.

Where paragraphs begin weighs in, but nothing is bound by it: translators part and join paragraphs too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from enregard.importing.align.similarity import Matrix, by_cognates, by_drafts, lengths_apart

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
"""French and English sentences of a bead, and the logarithm of how frequent such beads are."""

_ALONE = -4.6
"""The same of a sentence that the other text has not."""

_BOTH_BEGIN, _ONE_BEGINS, _WITHIN_FRENCH, _WITHIN_ENGLISH = 1.0, -1.0, -4.0, -1.5
"""What it adds to a bead that both paragraphs begin there, that one does, or that one begins within it."""

_WEIGHTS_WITH_DRAFTS = (-2.1, 17.0, 5.2, -1.6)
_WEIGHTS_WITHOUT = (-0.2, 0.0, 24.0, -1.4)
"""Of nothing, of the likeness by drafts, of that by cognates, of lengths: by logistic regression on FLORES
dev, of which articles were made as in `bench/pairing.py`."""

_FARTHEST = 4.0
"""From here on, lengths are no less likely: they have nothing to do with each other."""

_WINDOW = 800
"""Sentences of either text that are paired in one go: time and memory grow with the square."""


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences that belong together: indices from `french[0]` to `french[1]` (excluded), and of the English.

    `chance` is the probability, 0 to 1, that they do, if sentences keep their order; `weight` the logarithm
    of how much likelier what they have in common is in a translation than by chance.
    """

    french: tuple[int, int]
    english: tuple[int, int]
    chance: float
    weight: float = 0.0

    @property
    def shape(self) -> tuple[int, int]:
        """How many sentences of each text."""
        return self.french[1] - self.french[0], self.english[1] - self.english[0]


@dataclass(frozen=True, slots=True)
class Side:
    """The sentences of a text; `begins` are the indices of those with which a paragraph begins."""

    sentences: Sequence[str]
    begins: frozenset[int] = frozenset()

    def part(self, start: int, end: int) -> "Side":
        """The sentences from `start` to `end`."""
        return Side(
            self.sentences[start:end],
            frozenset(index - start for index in self.begins if start <= index < end),
        )


def align(french: Side, english: Side, drafts: Sequence[str] = ()) -> list[Bead]:
    """The pairing of two texts, in order; each sentence is in one bead.

    `drafts` are translations of the French sentences, as many, empty for those that have none; they need not
    be good.
    """
    drafts = drafts or [""] * len(french.sentences)
    beads: list[Bead] = []
    at, other = 0, 0
    while at < len(french.sentences) or other < len(english.sentences):
        ends = at + _WINDOW, other + _WINDOW
        last = ends[0] >= len(french.sentences) and ends[1] >= len(english.sentences)
        found = _align(french.part(at, ends[0]), english.part(other, ends[1]), drafts[at : ends[0]])
        # what is paired near the end of a window does not know what comes
        kept = found if last else _first_part(found)
        beads += (
            Bead(
                (bead.french[0] + at, bead.french[1] + at),
                (bead.english[0] + other, bead.english[1] + other),
                bead.chance,
                bead.weight,
            )
            for bead in kept
        )
        at, other = at + kept[-1].french[1], other + kept[-1].english[1]
    return beads


def _first_part(beads: list[Bead]) -> list[Bead]:
    """The beads up to a certain one at about two thirds of a window; at least one."""
    whole = len(beads)
    for end in range(2 * whole // 3, whole // 3, -1):
        if beads[end - 1].chance > 0.9 and beads[end - 1].shape == (1, 1):
            return beads[:end]
    return beads[: max(1, 2 * whole // 3)]


def _align(french: Side, english: Side, drafts: Sequence[str]) -> list[Bead]:
    rows, columns = len(french.sentences), len(english.sentences)
    alike = _alike(french, english, drafts)
    weights = {
        shape: weight + SHAPES[shape] + _paragraphs(french, english, *shape)
        for shape, weight in alike.items()
    }
    turned = {shape: weight[::-1, ::-1] for shape, weight in weights.items()}
    forward = _over_all_ways(weights, rows, columns, np.logaddexp)
    backward = _over_all_ways(turned, rows, columns, np.logaddexp)[::-1, ::-1]
    best = _over_all_ways(weights, rows, columns, np.maximum)
    beads = []
    i, j = rows, columns
    while i or j:
        r, c, weight = _last_bead(best, weights, i, j)
        chance = np.exp(min(0.0, forward[i - r, j - c] + weight + backward[i, j] - forward[rows, columns]))
        own = float(alike[r, c][i - r, j - c]) if r and c else 0.0
        beads.append(Bead((i - r, i), (j - c, j), float(chance), own))
        i, j = i - r, j - c
    return beads[::-1]


def _over_all_ways(weights: Mapping[Shape, Array], rows: int, columns: int, add: np.ufunc) -> Array:
    """For each pair of places in the two texts, what `add` makes of all ways that lead there."""
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
    """The shape and weight of the bead with which the best way to a place ends."""
    ways = [
        (best[i - r, j - c] + weight[i - r, j - c], r, c, float(weight[i - r, j - c]))
        for (r, c), weight in weights.items()
        if i >= r and j >= c
    ]
    ways += [(best[i - 1, j] + _ALONE, 1, 0, _ALONE)] if i else []
    ways += [(best[i, j - 1] + _ALONE, 0, 1, _ALONE)] if j else []
    _, r, c, weight = max(ways, key=lambda way: way[0])
    return r, c, weight


def _alike(french: Side, english: Side, drafts: Sequence[str]) -> dict[Shape, Array]:
    """For each shape, of the bead that begins with a French sentence (row) and an English one (column), the
    logarithm of how much likelier what they have in common is in a translation than by chance.
    """
    looks = by_cognates(french.sentences, english.sentences)
    words = by_drafts(drafts, english.sentences)
    drafted = np.array([bool(draft) for draft in drafts], dtype=bool)
    found = {}
    for r, c in SHAPES:
        if r > len(french.sentences) or c > len(english.sentences):
            continue
        apart = np.minimum(lengths_apart(french.sentences, english.sentences, r, c), _FARTHEST)
        features = [np.ones_like(apart), words.of_joined(r, c), looks.of_joined(r, c), apart]
        known = np.all([drafted[at : len(drafted) - r + 1 + at] for at in range(r)], axis=0)
        found[r, c] = np.where(
            known[:, None], _weighed(features, _WEIGHTS_WITH_DRAFTS), _weighed(features, _WEIGHTS_WITHOUT)
        )
    return found


def _weighed(features: Sequence[Matrix], weights: Sequence[float]) -> Array:
    return np.asarray(
        sum(feature * weight for feature, weight in zip(features, weights, strict=True)), dtype=np.float64
    )


def _paragraphs(french: Side, english: Side, rows: int, columns: int) -> Array:
    """What the beginnings of paragraphs add to each bead of a shape."""
    one, one_within = _begins(french, rows)
    other, other_within = _begins(english, columns)
    both = np.where(one[:, None] & other, _BOTH_BEGIN, np.where(one[:, None] ^ other, _ONE_BEGINS, 0.0))
    within = one_within[:, None] * _WITHIN_FRENCH + other_within * _WITHIN_ENGLISH
    return np.asarray(both + within, dtype=np.float64)


def _begins(side: Side, size: int) -> tuple[NDArray[np.bool_], Array]:
    """Whether a paragraph begins with each run of `size` sentences, and how many begin within it."""
    begins = np.array([index in side.begins for index in range(len(side.sentences))], dtype=bool)
    length = len(begins) - size + 1
    within = sum((begins[at : at + length].astype(np.float64) for at in range(1, size)), np.zeros(length))
    return begins[:length], within
