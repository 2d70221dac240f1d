"""Find out whether a converter left out text."""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain

_WINDOW = 10_000  # letters after the last paragraph that was found, in which the next is looked for first
_THOROUGH = 100  # paragraphs not found, after which none is looked for beyond the window


def letters(words: str) -> str:
    """Return the letters and digits of words, which markup and typography do not change; `ᵉ` is `e`."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", words)))


def missing(expected: Iterable[str], found: Iterable[str]) -> Iterator[str]:
    """Yield the paragraphs in `expected` whose letters are not in `found`.

    They may be joined or divided otherwise there, and stand in another order if they are whole.
    """
    given = [letters(words) for words in found]
    whole = set(given)
    everything = "".join(given)
    at = lost = 0
    for words in expected:
        own = letters(words)
        if own in whole or not own:
            continue
        near = everything.find(own, at, at + _WINDOW + len(own))
        if near < 0 and lost < _THOROUGH:
            near = everything.find(own)
        if near < 0:
            lost += 1
            yield words
        else:
            at = near


def words_in(value: object) -> Iterator[str]:
    """Yield the texts in front matter."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from chain.from_iterable(map(words_in, value.values()))
    elif isinstance(value, list):
        yield from chain.from_iterable(map(words_in, value))
