"""Cuts an English sentence in two, or more, where it answers several French ones.

A page shows the pieces one after the other, so that whatever the cut, people read the sentence as it was
written; only which half lights up with which French sentence depends on it.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from enregard.article.article import Text
from enregard.importing.align.similarity import Likeness, by_cognates, by_drafts
from enregard.translate.markup.placeholders import cut, trim

_CLAUSE = re.compile(
    r"""(?<=[.!?…;:,)”"])\ +(?=\S)      # behind a sign
      | \ +(?=[–—-]\ ) | (?<=\ [–—-])\ +  # beside a dash
      | \ +(?=(?:and|but|or|who|which|while|when|as|because|after|before|where|with)\b)
    """,
    re.VERBOSE,
)
_BLANK = re.compile(r"(?<=\S) +(?=\S)")
_WORDS = 5.0
"""How much more words say than lengths. Of 300 sentences made of two, 92 % are then cut where these met with
drafts, 88 % without; 89 % and 86 % where both say as much."""

_MOST = 400
"""Places that are tried; a sentence with more of them is none."""


def cut_up(text: Text, french: Sequence[str], drafts: Sequence[str]) -> list[Text]:
    """`text` in as many pieces as there are French sentences, in order, none of them empty.

    Fewer where it has fewer words. It is cut between clauses where there are enough of those, at the places
    where each piece is most like its French and the draft of that, and of a length with it.
    """
    places = [match.start() for match in _CLAUSE.finditer(text.plain)][:_MOST]
    if len(places) < len(french) - 1:
        places = [match.start() for match in _BLANK.finditer(text.plain)][:_MOST]
    wanted = min(len(french), len(places) + 1)
    edges = [0, *places, len(text.plain)]
    values = _values(text.plain, edges, french[:wanted], drafts[:wanted])
    chosen = _best(values, len(edges), wanted)
    return [trim(cut(text, edges[one], edges[other])) for one, other in pairwise(chosen)]


def _values(
    plain: str, edges: Sequence[int], french: Sequence[str], drafts: Sequence[str]
) -> "np.ndarray[tuple[int, int, int], np.dtype[np.float64]]":
    """How well each French sentence (first) is answered by what stands from one edge (second) to another."""
    pieces = [plain[one:other] for one, other in pairwise(edges)]
    by_draft = [draft or source for draft, source in zip(drafts, french, strict=True)]
    alike = _dots(by_drafts(by_draft, pieces)) + _dots(by_cognates(french, pieces))
    whole = sum(map(len, french)) or 1
    size = len(edges)
    values = np.full((len(french), size, size), -np.inf)
    for row, source in enumerate(french):
        sums = np.concatenate([[0.0], np.cumsum(alike[row])])
        for one in range(size):
            for other in range(one + 1, size):
                share = (edges[other] - edges[one]) / max(1, len(plain))
                values[row, one, other] = _WORDS * (sums[other] - sums[one]) - abs(
                    share - len(source) / whole
                )
    return values


def _dots(likeness: Likeness) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    """What each piece has in common with each sentence, as a share of what there is."""
    most = np.sqrt(np.maximum(likeness.french[0], 1e-9))[:, None]
    other = np.sqrt(max(float(likeness.english[0].sum()), 1e-9))
    return np.asarray(likeness.common / (most * other), dtype=np.float32)


def _best(
    values: "np.ndarray[tuple[int, int, int], np.dtype[np.float64]]", size: int, count: int
) -> list[int]:
    """The edges, from the first to the last, at which the sum of the values is the highest."""
    best = values[0, 0].copy()
    back: list[list[int]] = []
    for row in range(1, count):
        sums = best[:, None] + values[row]
        back.append([int(at) for at in sums.argmax(axis=0)])
        best = sums.max(axis=0)
    chosen = [size - 1]
    for steps in reversed(back):
        chosen.append(steps[chosen[-1]])
    return [0, *chosen[::-1]]
