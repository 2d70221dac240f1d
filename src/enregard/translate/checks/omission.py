"""Find clauses that were left out: "On a beau les dénoncer, ils reviennent" must not be "They come back".

Each French word of the dictionary says how likely that is: its counterparts are nearly always in a
translation, and rarely in other sentences. The lengths of both sides are a second witness.
"""

import re
from collections.abc import Iterator
from itertools import accumulate
from math import log

from enregard.article.article import Finding
from enregard.article.shorten import shorten
from enregard.translate.checks.pair import Pair, Word
from enregard.translate.checks.wordlists import STEM, counterparts

CERTAIN = 5.2
"""The minimum log-likelihood ratio of two cases: a run of clauses was left out, or none was."""

FULL = 1.0
"""The maximum length of the English per length of the French, if a clause was left out."""

TYPICAL = 20
"""The number of English words that `chance` in the dictionary is for."""

MEAN, DEVIATION = -0.09, 0.17
"""The logarithm of English letters per French letter, in whole translations."""

_SAME = (0.85, 0.02)
"""Rate and chance of finding a word again that is not in the dictionary, but is in both languages."""

_NAME = 1.0
_MOST = 12
"""The longest run, in clauses."""

_QUOTED = 120  # characters
_LONGEST = 40
"""The maximum number of clauses of a sentence that are looked at."""

_BORDER = re.compile(r"""[,;:!?…()\[\]«»"“”–—|\n•](?!(?<=\d,)\d)""")


def omission(pair: Pair) -> Iterator[Finding]:
    """No clause is left out: each has words with a counterpart in the translation."""
    if len(pair.english.plain) > FULL * len(pair.french.plain):
        return
    if found := lost_clauses(pair):
        score, start, end = found
        if score >= CERTAIN:
            said = shorten(pair.french.plain[start:end], _QUOTED)
            yield Finding("omission", f"“{said}” has no counterpart in the translation")


def lost_clauses(pair: Pair) -> tuple[float, int, int] | None:
    """Return the run of clauses that was most likely left out: its log-likelihood ratio, start and end."""
    clauses = _clauses(pair)
    if len(clauses) < 2 or len(clauses) > _LONGEST or not pair.english.words:
        return None
    stems = {word.fold[:STEM] for word in pair.english.words}
    share = len(pair.english.folds) / TYPICAL
    scores = [0.0, *accumulate(sum(_evidence(word, stems, share) for word in clause) for clause in clauses)]
    letters = [0, *accumulate(sum(len(word.fold) + 1 for word in clause) for clause in clauses)]
    english = sum(len(word.fold) + 1 for word in pair.english.words)
    whole = _surprise(english / letters[-1])
    best = max(
        (
            scores[end]
            - scores[start]
            + whole
            - _surprise(english / (letters[-1] - letters[end] + letters[start])),
            -start,
            end,
        )
        for start in range(len(clauses))
        for end in range(start + 1, min(start + _MOST, len(clauses)) + 1)
        if end - start < len(clauses)
    )
    start, end = -best[1], best[2]
    last = clauses[end - 1][-1]
    return best[0], clauses[start][0].start, last.start + len(last.text)


def lost_end(pair: Pair) -> float:
    """Return the log-likelihood ratio of two cases: one end of the original was left out, or nothing was."""
    words = pair.french.words
    if len(words) < 2:
        return 0.0
    stems = {word.fold[:STEM] for word in pair.english.words}
    share = len(pair.english.folds) / TYPICAL
    scores = [0.0, *accumulate(_evidence(word, stems, share) or _unnamed(word, stems) for word in words)]
    letters = [0, *accumulate(len(word.fold) + 1 for word in words)]
    english = sum(len(word.fold) + 1 for word in pair.english.words)
    return _surprise(english / letters[-1]) + max(
        score - _surprise(english / left)
        for at in range(max(1, len(words) // 5), min(len(words) * 4 // 5 + 1, len(words)))
        for score, left in ((scores[-1] - scores[at], letters[at]), (scores[at], letters[-1] - letters[at]))
    )


def _clauses(pair: Pair) -> list[list[Word]]:
    """Split the French words at punctuation."""
    found: list[list[Word]] = []
    borders = (match.start() for match in _BORDER.finditer(pair.french.plain))
    border = -1
    for word in pair.french.words:
        if border < word.start:
            while border < word.start:
                border = next(borders, len(pair.french.plain))
            found.append([])
        found[-1].append(word)
    return found


def _evidence(word: Word, stems: set[str], share: float) -> float:
    """Return how much a word speaks for an omission, as a log-likelihood ratio."""
    known = counterparts().get(word.fold)
    if known is None:
        return log(_SAME[1] / _SAME[0]) if len(word.fold) >= STEM and word.fold[:STEM] in stems else 0.0
    chance = 1 - (1 - known.chance) ** share
    rate = min(known.rate, 0.97)
    if known.stems.isdisjoint(stems):
        return max(log((1 - chance) / (1 - rate)), 0.0)
    return min(log(max(chance, 0.02) / rate), 0.0)


def _unnamed(word: Word, stems: set[str]) -> float:
    """Return how much a missing name speaks for an omission."""
    return _NAME if word.text[0].isupper() and not word.first and word.fold[:STEM] not in stems else 0.0


def _surprise(ratio: float) -> float:
    """Return the negative log-likelihood of English letters per French letter, but for a constant."""
    return min((log(ratio) - MEAN) ** 2 / (2 * DEVIATION**2), 8.0)
