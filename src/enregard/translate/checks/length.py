"""Find translations that are empty, far too short or far too long."""

import re
from collections.abc import Iterator
from math import log

from enregard.article.article import Finding
from enregard.translate.checks.pair import Pair, Word
from enregard.translate.checks.wordlists import lexicon

LONGEST = 2.2
"""The maximum number of English letters per French letter. Nine pairs in ten have between 0.7 and 1.15."""

SUSPECT = 0.7
"""Below this ratio, a missing final full stop or initial capital means that words were cut off."""

SHORTEST = ((4.5, 0.68), (2.0, 0.61), (float("-inf"), 0.51))
"""Values of `_trace`, highest first, each with the minimum ratio that applies above it."""

SHORTEST_OF_SHORT = 0.48
"""The minimum ratio for short originals, where a missing trace means nothing."""

SHORTEST_AFTER_SIGN = 0.65
"""Below this ratio, fewer exclamation or question marks mean that what follows one was left out."""

_INNER = re.compile(r"[!?…]+(?=[»”\"]?\s+[a-zß-ÿœ])")
_ASIDE = re.compile(r"[!?…]+(?=[»”\"]?\s+[^\W\d_])")
_SHORT = 65
_TOO_SHORT = 25
_ENDS = ".!?…»”\")':;"
_TRANSLATED = 0.75  # share of words with a trace in their translation
_CUT = 0.12  # share of words with a trace in an unrelated text


def empty(pair: Pair) -> Iterator[Finding]:
    """The translation is not empty, and has words if the original does: "Il vient." must not become "."."""
    if not pair.english.plain.strip():
        if pair.french.plain.strip():
            yield Finding("empty", "the translation is empty")
    elif pair.french.words and not pair.english.words and not pair.translation.marks:
        yield Finding("empty", "the translation has no words")


def length(pair: Pair) -> Iterator[Finding]:
    """The translation is about as long as the original: half a sentence must not vanish."""
    french, english = _letters(pair.french.words), _letters(pair.english.words)
    if min(french, english) == 0:
        return
    ratio = english / french
    if (sign := _dropped_after(pair)) and (ratio < SHORTEST_AFTER_SIGN or _ends_at(sign, pair)):
        yield Finding("length", f"what follows “{sign}” is not in the translation")
        return
    if max(french, english) < _TOO_SHORT:
        return
    if ratio > LONGEST:
        yield Finding("length", f"{ratio:.1f} times as long as the original")
    elif ratio < SUSPECT and french > _TOO_SHORT and (ratio < _shortest(pair, french) or _is_cut(pair)):
        yield Finding("length", f"only {ratio:.0%} as long as the original")


def _dropped_after(pair: Pair) -> str:
    """Return the sign within the original after which its translation seems to stop, or an empty string."""
    inner = [match[0] for match in _INNER.finditer(pair.french.plain)]
    return inner[-1] if len(inner) > sum(1 for _ in _ASIDE.finditer(pair.english.plain)) else ""


def _ends_at(sign: str, pair: Pair) -> bool:
    """Return whether the translation ends with the `sign` within the original, which ends otherwise."""
    return sign[-1] == _last(pair.english.plain) != _last(pair.french.plain)


def _last(plain: str) -> str:
    return plain.rstrip(' "»”)\u00a0\u202f')[-1:]


def _letters(words: tuple[Word, ...]) -> int:
    return sum(len(word.fold) + 1 for word in words)


def _shortest(pair: Pair, french: int) -> float:
    if french < _SHORT:
        return SHORTEST_OF_SHORT
    trace = _trace(pair)
    return next(shortest for clear, shortest in SHORTEST if trace > clear)


def _is_cut(pair: Pair) -> bool:
    """Return whether the translation lacks the initial capital or the final full stop of the original."""
    french, english = pair.french.plain.strip(), pair.english.plain.strip()
    return (french[-1] in _ENDS and english[-1] not in _ENDS) or (
        french[0].isupper() and english[0].islower()
    )


def _trace(pair: Pair) -> float:
    """Return the log-likelihood ratio of two cases: one end of the original was left out, or nothing was.

    A French word leaves a trace if an English word starts like it, or like one of its translations in the
    lexicon.
    """
    beginnings = {word.fold[:4] for word in pair.english.words}
    traced = []
    for word in pair.french.words:
        if len(word.fold) < 4 and not word.fold[0].isdigit():
            continue
        known = lexicon().get(word.fold)
        if word.fold[:4] in beginnings or (known and not known.isdisjoint(beginnings)):
            traced.append(True)
        elif known:
            traced.append(False)
    size = len(traced)
    if size < 3:
        return 0.0
    share = min(max(sum(traced) / size, 0.05), 0.95)
    translated, cut = (
        [log((rate if found else 1 - rate) / (share if found else 1 - share)) for found in traced]
        for rate in (_TRANSLATED, _CUT)
    )
    return max(
        max(sum(translated[:at]) + sum(cut[at:]), sum(cut[: size - at]) + sum(translated[size - at :]))
        for at in range(max(1, size * 3 // 10), size * 3 // 4 + 1)
    )
