"""How certain a model is of a translation."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp


@dataclass(frozen=True, slots=True)
class Score:
    """The log-probability (natural) that a model gives a translation, and its number of pieces.

    Pieces are the model's units of text; the end of the sentence counts as one.
    """

    log_probability: float
    pieces: int

    @property
    def certainty(self) -> float:
        """The geometric mean of the probabilities of the pieces, from 0 to 1."""
        return exp(min(0.0, self.log_probability / self.pieces))


def joined_score(scores: Iterable[Score | None]) -> Score | None:
    """Return the score of translations joined to one. Parts without a score, such as code, do not count."""
    known = [score for score in scores if score is not None]
    if not known:
        return None
    return Score(sum(score.log_probability for score in known), sum(score.pieces for score in known))
