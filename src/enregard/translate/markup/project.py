"""Project spans and offsets of a French sentence onto its English by the links between their words."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice, takewhile

from enregard.article.edits import Span
from enregard.translate.markup.align import LEAST_SHARE, PUNCTUATION, STANDS_UNCHANGED, Links, overlapping

_OPENING = "«“\"'‘„([{¿¡"
_CLOSING = "»”\"'’)]}.,;:!?…"
_NEARNESS = 0.5  # each word counts this many times its nearer neighbour
_MOST_SAME = 100
"""How many places with the same words are tried, in a sentence made of nothing else."""


def project_span(
    links: Links, span: Span, marked: AbstractSet[int], free: Sequence[int], *, exact: bool = False
) -> Span | None:
    """Return the span of the `free` English words that translate the French in `span`; None if none do.

    `marked` are the French words under marks; those outside `span` compete for the English. If `exact`, the
    French words will replace the result: case is ignored, and signs next to the result are included.
    """
    inside = links.covered(span)
    verbatim = links.words[slice(*span)].strip()
    if exact or STANDS_UNCHANGED.search(verbatim):
        attended = {
            place: sum(_share(links, token, inside) for token in overlapping(links.english, place))
            for place in _verbatim(links, verbatim, free, exact)
        }
        if attended:
            return max(attended, key=attended.__getitem__)
    near = [token for word in inside for token in links.attending[word]]
    if not near:
        return None
    everywhere = free
    free = free[bisect_left(free, min(near)) : bisect_right(free, max(near))]
    shares = {token: _share(links, token, inside) for token in free}
    others = {
        token: sum(part for word, part in links.shares[token] if word in marked and word not in inside)
        for token in free
    }
    run = _best_run({token: _weight(links, token, shares[token], others[token]) for token in free})
    if run is None:
        words = [t for t in free if shares[t] >= max(LEAST_SHARE, others[t]) and not links.is_punctuation(t)]
        if not words:
            return None
        strongest = max(words, key=lambda token: shares[token])
        run = range(strongest, strongest + 1)
    run = _at_edges(links, verbatim, run, everywhere)
    if exact:  # what replaces the English replaces its signs too
        while shares.get(run.start - 1, 0.0) > 0.5:
            run = range(run.start - 1, run.stop)
        while shares.get(run.stop, 0.0) > 0.5:
            run = range(run.start, run.stop + 1)
    return links.english[run[0]][0], links.english[run[-1]][1]


def leant_on(links: Links, span: Span) -> Span | None:
    """Return the French word that `span` belongs to if it consists only of articles and the like."""
    inside = links.covered(span)
    if not inside or not links.leans.keys() >= inside.keys():
        return None
    return links.french[links.leans[max(inside)]]


def neighbours(links: Links, span: Span) -> Iterator[Span]:
    """Yield up to four French words on each side of `span`, nearest first, starting with the one after it."""
    inside = list(links.covered(span))
    if inside:
        for step in range(1, 5):
            for index in (inside[-1] + step, inside[0] - step):
                if 0 <= index < len(links.french):
                    yield links.french[index]


def _share(links: Links, token: int, words: dict[int, float]) -> float:
    """Return the share of attention, 0 to 1, that English word `token` paid to the French `words`."""
    return sum(words.get(word, 0.0) * part for word, part in links.shares[token])


def _weight(links: Links, token: int, share: float, other: float) -> float:
    """Return how much English word `token` counts for a run that includes it, or against it if below 0."""
    if token in links.same:
        return 1.5 if share > 0.5 else -3.0
    if other > max(share, 0.3):
        return -3.0
    # The attention of punctuation says little, and it translates no word.
    return min(0.2 * share - 0.1, 0.0) if links.is_punctuation(token) else share - 0.5 - other


def _best_run(weights: dict[int, float]) -> range | None:
    """Return the unbroken run of words with the largest weight (Kadane's algorithm), if it is above 0."""
    best, largest = None, 0.0
    start, total = 0, 0.0
    for token, weight in weights.items():
        if total <= 0 or token - 1 not in weights:
            start, total = token, 0.0
        total += weight
        if total > largest:
            best, largest = range(start, token + 1), total
    return best


def _verbatim(links: Links, words: str, free: Sequence[int], exact: bool) -> Iterator[Span]:
    """Yield the spans of the same `words` among the free English words."""
    pattern = r"\s*".join(map(re.escape, words.split())) if exact else re.escape(words)
    allowed = set(free)
    found = re.finditer(rf"(?<!\w){pattern}(?!\w)", links.plain, re.IGNORECASE if exact else 0)
    for match in islice(found, _MOST_SAME):
        if allowed.issuperset(overlapping(links.english, match.span())):
            yield match.span()


def _at_edges(links: Links, words: str, run: range, free: Sequence[int]) -> range:
    """Extend `run` by the punctuation at its edges that the French `words` also have."""
    start, stop = run.start, run.stop

    def sign(token: int) -> str:
        at = bisect_left(free, token)
        return links.plain[slice(*links.english[token])] if free[at : at + 1] == [token] else " "

    for _ in _signs(words, _OPENING):
        if sign(start - 1) in _OPENING:
            start -= 1
    for _ in _signs(words[::-1], _CLOSING):
        if sign(stop) in _CLOSING:
            stop += 1
    return range(start, stop)


def _signs(words: str, signs: str) -> str:
    """Return the `signs` at the start of `words`, ignoring blanks."""
    return "".join(takewhile(signs.__contains__, words.replace(" ", "").replace("\u00a0", "")))


def project_offset(links: Links, after: int, candidates: Sequence[int]) -> int:
    """Return the English offset, one of the sorted `candidates`, that corresponds to French offset `after`.

    It is the candidate that best separates the English of the words before `after` from the rest. Nearer
    words count more, so that a different order of clauses does not matter. If the word before `after` is the
    same in both languages, the offset right after it is preferred.
    """
    before = bisect_right(links.french, (after, 0))
    worth = {word: _NEARNESS ** (before - 1 - word) for word in range(before)}
    worth |= {word: -(_NEARNESS ** (word - before)) for word in range(before, len(links.french))}
    behind = _behind_same(links, before)
    if behind in candidates:
        return behind
    best, highest = candidates[0], float("-inf")
    token, total = 0, 0.0
    for at in candidates:
        while token < len(links.english) and links.english[token][1] <= at:
            total += sum(worth[word] * share for word, share in links.shares[token])
            token += 1
        if total > highest + 1e-9:
            best, highest = at, total
    return best


def _behind_same(links: Links, before: int) -> int:
    """Return the English offset after the French word before `before`; -1 unless the word is unchanged."""
    word = before - 1
    while word >= 0 and PUNCTUATION.fullmatch(links.words, *links.french[word]):
        word -= 1
    token = next((token for token in sorted(links.same) if links.same[token] == word), None)
    if token is None:
        return -1
    following = links.english[token + 1 : token + 2]
    if following and links.plain[slice(*following[0])] in ("'s", "’s"):
        token += 1
    for _ in range(before - 1 - word):
        if token + 1 < len(links.english) and links.is_punctuation(token + 1):
            token += 1
    return links.english[token][1]
