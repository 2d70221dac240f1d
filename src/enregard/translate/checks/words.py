"""Find English words that do not exist, and letters of another script."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from enregard.article.article import Finding
from enregard.translate.checks.pair import Pair, Word
from enregard.translate.checks.wordlists import STEM, frequent_words, vocabulary

SHORTEST = 5
"""The minimum length of a word that can be told to be none, in letters."""

_REGULAR = """
    s: es: ies:y ed: d: ied:y ing: ing:e ly: ily:y ly:le ally: er: r: ers: rs: ness: iness:y less:
    ful: like: able: able:e ship: wise: est: ier:y iest:y ability:able ibility:ible edness:ed ees:
    ee: izing:e ising:ize hood:
"""
_ENDINGS = tuple((ending, new) for ending, _, new in (each.partition(":") for each in _REGULAR.split()))
"""Regular endings, each with what the stem has instead."""

_PREFIXES = """
    anti auto bi bio co counter cyber de dis eco electro ex extra fore geo hyper infra inter intra
    macro mega meta micro mid mini mis mono multi nano neo neuro non out over photo poly post pre
    pro proto pseudo psycho quasi radio re retro self semi socio sub super supra tele thermo trans
    tri ultra un under uni up
"""
_BEGINNINGS = frozenset(_PREFIXES.split())
_PART = 3
_LONGEST = 30
_MOST = 20
_COMMON = 6
"""How many letters two words must have in common at the start for one to come from the other."""
_ALIKE = 0.78
"""How much a word must be like a rare French one to be its English."""
_JOINTS = frozenset("@#/.'’_-")
_MASK = re.compile(r"NX[0-9]{1,9}")
_FOREIGN = re.compile(
    "[\u0370-\u03ff\u0400-\u052f\u0530-\u08ff\u0900-\u1cff\u2c00-\u2dff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
"""Letters of other scripts than Latin."""


def words(pair: Pair) -> Iterator[Finding]:
    """Words are English, or the original's: "crematized" and "的" are neither."""
    english, french = pair.english.plain, pair.french.plain
    for pattern in (_MASK, _FOREIGN) if not english.isascii() or "NX" in english else ():
        if odd := sorted(set(pattern.findall(english)).difference(pattern.findall(french))):
            yield Finding("words", f"“{' '.join(odd[:_MOST])}” is in neither language")
    unknown = [
        word
        for word in pair.english.words
        if len(word.text) >= SHORTEST
        and word.fold not in vocabulary()
        and word.fold not in pair.french.folds
        and word.text.islower()
        and word.text.isalpha()
        and word.text.isascii()
        and not _is_known(word.fold)
    ]
    if unknown:
        rare = [other for other in pair.french.folds if other not in frequent_words()]
        for word in unknown[:_MOST]:
            if _is_part(word, english):
                continue
            excused = _is_compound(word.fold) or any(_is_cognate(word.fold, other) for other in rare)
            if not excused or _is_misspelt(word.fold):
                yield Finding("words", f"“{word.text}” is no English word")


def _is_cognate(word: str, french: str) -> bool:
    """Return whether an unknown word may be the English of a rare French one, such as `glyphosate`."""
    return word[:_COMMON] == french[:_COMMON] or (
        word[:STEM] == french[:STEM]
        and max(len(word), len(french)) <= _LONGEST
        and SequenceMatcher(None, word, french).ratio() >= _ALIKE
    )


def _is_misspelt(word: str) -> bool:
    """Return whether a word is known with a letter doubled, or single, or without "at": "colapsed"."""
    if len(word) > _LONGEST:
        return False
    if word.endswith("ated") and _is_known(word.removesuffix("ated") + "ed"):
        return True
    return any(
        (word[at] == word[at - 1] and _is_known(word[:at] + word[at + 1 :]))
        or _is_known(word[: at + 1] + word[at:])
        for at in range(1, len(word) - _PART)
    )


def stems(word: str) -> Iterator[str]:
    """Yield a word, and what it may be a regular form of: "planning", "plann", "plan", "planne"."""
    yield word
    for ending, new in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _PART:
            stem = word.removesuffix(ending)
            yield stem + new
            if not new and ending[0] in "ei" and stem[-1] == stem[-2]:
                yield stem[:-1]


def _is_part(word: Word, plain: str) -> bool:
    """Return whether a word is part of a longer one, such as "co-operative", or cut off."""
    end = word.start + len(word.text)
    return _joins(
        plain[word.start - 1 : word.start], plain[max(word.start - 2, 0) : max(word.start - 1, 0)]
    ) or _joins(plain[end : end + 1], plain[end + 1 : end + 2])


def _joins(sign: str, beyond: str) -> bool:
    """Return whether a sign joins a word to what is beyond: a hyphen always, a full stop before a letter."""
    return sign in _JOINTS and (sign in "-@#/_" or beyond.isalnum())


def _is_compound(word: str) -> bool:
    """Return whether a word has a prefix, or consists of two words: "homelab"."""
    return len(word) > _LONGEST or any(
        _is_known(word[at:]) and (word[:at] in _BEGINNINGS or word[:at] in vocabulary())
        for at in range(2, len(word) - _PART + 1)
    )


def _is_known(word: str) -> bool:
    return any(stem in vocabulary() for stem in stems(word))
