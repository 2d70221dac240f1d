"""Find loops: words that the model repeats."""

from collections.abc import Iterator

from enregard.article.article import Finding
from enregard.translate.checks.pair import Pair, Side

LONGEST = 12
"""The maximum length of a phrase, in words."""

_DOUBLED = frozenset(
    {"had", "that", "is", "her", "in", "on", "no", "ha", "bye", "knock", "hear", "so", "very", "you"}
)


def repetition(pair: Pair) -> Iterator[Finding]:
    """No phrase repeats unless the original does: "of the war of the war of the war"."""
    english = [word.fold for word in pair.english.words]
    if len(set(english)) == len(english):
        return
    found = _loop(pair.english)
    if found and not _loop(pair.french):
        yield Finding("repetition", f"“{found}” is said again and again")


def _loop(side: Side) -> str:
    """Return the first phrase that follows itself, or an empty string."""
    folds = [word.fold for word in side.words]
    for at, word in enumerate(folds):
        for size in range(1, min(LONGEST, at) + 1):
            start = at - size
            if folds[start] != word or folds[start:at] != folds[at : at + size]:
                continue
            if _is_loop(side, start, size):
                return " ".join(word.text for word in side.words[start:at])
    return ""


def _is_loop(side: Side, start: int, size: int) -> bool:
    """Return whether a repeated phrase is more than a figure of speech ("long, long ago")."""
    words = side.words
    phrase = [word.fold for word in words[start : start + size]]
    if [word.fold for word in words[start : start + 3 * size]] == phrase * 3:
        return not all(word[0].isdigit() for word in phrase)
    last, following = words[start + size - 1], words[start + size]
    if side.plain[last.start + len(last.text) : following.start] != " ":
        return size > 3  # "the post, the post": a rhetorical pause
    return size > 1 or (phrase[0] not in _DOUBLED and len(phrase[0]) < 4)
