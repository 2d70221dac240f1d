"""Translations far too short or too long, and those that are empty."""

from collections.abc import Iterator
from math import log

from enregard.article.article import Finding
from enregard.translate.checks.pair import Pair, Word
from enregard.translate.checks.wordlists import lexicon

LONGEST = 2.2
"""English letters for each French one; nine pairs in ten lie between 0.7 and 1.15."""

SUSPECT = 0.7
"""Below it, a last word without the full stop that the original has counts as an end cut off."""

SHORTEST = ((4.5, 0.68), (2.0, 0.61), (float("-inf"), 0.51))
"""How short a translation may be, by how clearly one end of the original left no trace (see `_trace`)."""

SHORTEST_OF_SHORT = 0.48
"""The same where the original is short, so that what is left without a trace tells nothing."""

_SHORT = 65
_TOO_SHORT = 25
_ENDS = ".!?…»”\")':;"
_KEPT, _CUT = 0.75, 0.12  # how many of a text's words leave a trace in its translation, and in another text


def empty(pair: Pair) -> Iterator[Finding]:
    """There is a translation, and it has words where the original has some."""
    if not pair.english.plain.strip():
        if pair.french.plain.strip():
            yield Finding("empty", "there is no text")
    elif pair.french.words and not pair.english.words and not pair.target.marks:
        yield Finding("empty", "there are no words")


def length(pair: Pair) -> Iterator[Finding]:
    """The translation is about as long as the original: half of a sentence must not be cut off."""
    french, english = _letters(pair.french.words), _letters(pair.english.words)
    if min(french, english) == 0 or max(french, english) < _TOO_SHORT:
        return
    ratio = english / french
    if ratio > LONGEST:
        yield Finding("length", f"{ratio:.1f} times as long as the original")
    elif ratio < SUSPECT and french > _TOO_SHORT and (ratio < _shortest(pair, french) or _torn(pair)):
        yield Finding("length", f"only {ratio:.0%} as long as the original")


def _letters(words: tuple[Word, ...]) -> int:
    return sum(len(word.fold) + 1 for word in words)


def _shortest(pair: Pair, french: int) -> float:
    if french < _SHORT:
        return SHORTEST_OF_SHORT
    trace = _trace(pair)
    return next(shortest for clear, shortest in SHORTEST if trace > clear)


def _torn(pair: Pair) -> bool:
    """Whether the sentence begins without its capital letter, or ends without its full stop."""
    french, english = pair.french.plain.strip(), pair.english.plain.strip()
    return (french[-1] in _ENDS and english[-1] not in _ENDS) or (
        french[0].isupper() and english[0].islower()
    )


def _trace(pair: Pair) -> float:
    """How much likelier it is that one end of the original was left out than that nothing was (logarithm).

    A French word leaves a trace where an English one begins like it, or like what the lexicon says of it.
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
    gain = (
        [log((_KEPT if one else 1 - _KEPT) / (share if one else 1 - share)) for one in traced],
        [log((_CUT if one else 1 - _CUT) / (share if one else 1 - share)) for one in traced],
    )
    kept, cut = gain
    return max(
        max(sum(kept[:place]) + sum(cut[place:]), sum(cut[: size - place]) + sum(kept[size - place :]))
        for place in range(max(1, size * 3 // 10), size * 3 // 4 + 1)
    )
