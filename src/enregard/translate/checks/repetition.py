"""Loops: words that the model said again and again."""

from collections.abc import Iterator

from enregard.article.article import Finding
from enregard.translate.checks.pair import Pair, Side

LONGEST = 12
"""Words in the longest phrase looked for."""

_DOUBLED = frozenset(
    {"had", "that", "is", "her", "in", "on", "no", "ha", "bye", "knock", "hear", "so", "very", "you"}
)


def repetition(pair: Pair) -> Iterator[Finding]:
    """Nothing is said twice on end unless the original does: "of the war of the war of the war"."""
    english = [word.fold for word in pair.english.words]
    if len(set(english)) == len(english):
        return
    found = _loop(pair.english)
    if found and not _loop(pair.french):
        yield Finding("repetition", f"“{found}” is said again and again")


def _loop(side: Side) -> str:
    """The first phrase that follows upon itself; empty where there is none."""
    folds = [word.fold for word in side.words]
    for place, word in enumerate(folds):
        for size in range(1, min(LONGEST, place) + 1):
            start = place - size
            if folds[start] != word or folds[start:place] != folds[place : place + size]:
                continue
            if _heavy(side, start, size):
                return " ".join(word.text for word in side.words[start:place])
    return ""


def _heavy(side: Side, start: int, size: int) -> bool:
    """Whether a phrase that comes twice on end is more than a way of speaking ("long, long ago")."""
    words = side.words
    phrase = [word.fold for word in words[start : start + size]]
    if [word.fold for word in words[start : start + 3 * size]] == phrase * 3:
        return not all(word[0].isdigit() for word in phrase)
    last, following = words[start + size - 1], words[start + size]
    if side.plain[last.start + len(last.text) : following.start] != " ":
        return size > 3  # "the post, the post": said with a pause
    return size > 1 or (phrase[0] not in _DOUBLED and len(phrase[0]) < 4)
