"""Find translations that are empty, far too short or far too long."""

import re
from collections.abc import Iterator
from math import log

from enregard.article.article import Finding
from enregard.translate.checks.number_words import FRENCH_TENS, FRENCH_UNITS, SCALES_FRENCH
from enregard.translate.checks.omission import lost_end
from enregard.translate.checks.pair import Pair, Word
from enregard.translate.checks.wordlists import lengths

LONGEST = 2.2
"""The maximum number of English letters per French letter. Nine pairs in ten have between 0.7 and 1.15."""

SUSPECT = 0.72
"""Below this ratio, the translation may be too short."""

SHORT = -2.6
"""The minimum of the score in `_is_short`."""

SHORTEST_AFTER_SIGN = 0.65
"""Below this ratio, fewer exclamation or question marks mean that what follows one was left out."""

PER_LETTER, BASE = 0.904, 0.21
"""English letters per letter of a French word that is not in `lengths`, and per sentence."""

_INNER = re.compile(r"[!?…]+(?=[»”\"]?\s+[a-zß-ÿœ])")
_ASIDE = re.compile(r"[!?…]+(?=[»”\"]?\s+[^\W\d_])")
_TOO_SHORT = 25
_SURPLUS = 20
"""How many letters more a translation that is too long has at least."""
_ENDS = ".!?…»”\")':;"
_NUMBERS = frozenset({*FRENCH_UNITS, *FRENCH_TENS, *SCALES_FRENCH})


def empty(pair: Pair) -> Iterator[Finding]:
    """The translation is not empty, and has words if the original does: "Il vient." must not become "."."""
    if not pair.english.plain.strip():
        if pair.french.plain.strip():
            yield Finding("empty", "the translation is empty")
    elif pair.french.words and not pair.english.words and not pair.translation.marks:
        yield Finding("empty", "the translation has no words")


def length(pair: Pair) -> Iterator[Finding]:
    """The translation is about as long as the original: half a sentence must not vanish."""
    french, english = letters(pair.french.words), letters(pair.english.words)
    if min(french, english) == 0:
        return
    ratio = english / french
    if (sign := _dropped_after(pair)) and (ratio < SHORTEST_AFTER_SIGN or _ends_at(sign, pair)):
        yield Finding("length", f"what follows “{sign}” is not in the translation")
        return
    if max(french, english) < _TOO_SHORT:
        return
    if ratio > LONGEST and english - french > _SURPLUS:
        yield Finding("length", f"{ratio:.1f} times as long as the original")
    elif ratio < SUSPECT and french > _TOO_SHORT and _is_short(pair, french, english):
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


def letters(words: tuple[Word, ...]) -> int:
    """Return the number of letters of words, and of a blank after each."""
    return sum(len(word.fold) + 1 for word in words)


def _is_short(pair: Pair, french: int, english: int) -> bool:
    """Return whether one end of the original was probably left out.

    The coefficients are those of a logistic regression on whole and halved translations. Long sentences vary
    less in length.
    """
    size = log(french)
    short = (23.42 - 7.55 * size) * log(english / _expected(pair)) - 2.37 * size
    return short + 0.4 * lost_end(pair) + (3.63 if _is_cut(pair) else 0) > SHORT


def _expected(pair: Pair) -> float:
    """Return how many letters a translation usually has: French function words are often longer."""
    digits = any(char.isdigit() for char in pair.english.plain)
    known = lengths()
    total = BASE
    for word in pair.french.words:
        if digits and word.fold in _NUMBERS:
            total += 1
        else:
            total += known.get(word.fold, PER_LETTER * (len(word.fold) + 1))
    return max(total, 1.0)


def _is_cut(pair: Pair) -> bool:
    """Return whether the translation lacks the initial capital or the final full stop of the original."""
    french, english = pair.french.plain.strip(), pair.english.plain.strip()
    return (french[-1] in _ENDS and english[-1] not in _ENDS) or (
        french[0].isupper() and english[0].islower()
    )
