"""Look up the pairs of exchange files that translate a sentence or block of the publication.

Pairs are found by digests of their French without its typography. Only pairs that match are held, so files
may be large.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from enregard.article.article import Text
from enregard.article.typography import canonical
from enregard.export.codes import words
from enregard.importing.pairs import Pair, literal_string, normalize, numbered_string, words_in
from enregard.translate.markup.placeholders import with_placeholders

_MOST = 50
"""The maximum number of translations of one sentence to hold, besides those from its own article."""


def sentence_keys(text: Text) -> tuple[bytes, bytes]:
    """Return the keys of a sentence: one for its text with markup, one for its words alone."""
    return _digest("record", with_placeholders(text)), block_key(text)


def block_key(text: Text) -> bytes:
    """Return the key of a block: its words."""
    return _digest("words", words(text))


def pair_keys(pair: Pair) -> tuple[bytes, ...]:
    """Return the keys under which a pair may be found, most reliable first.

    Joined sentences are also found by the first of them, if they are not joined yet.
    """
    return (
        _digest("record", literal_string(pair.source)),
        _digest("record", numbered_string(pair.source)),
        _digest("words", words_in(pair.source)),
        *([_digest("record", pair.first)] if pair.first else ()),
    )


def _digest(kind: str, string: str) -> bytes:
    content = f"{kind}\0{canonical(string)}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(content, digest_size=12).digest()


@dataclass(slots=True)
class PairIndex:
    """The pairs that have one of `keys`.

    `by_seed` holds exported pairs by key and article. `pairs` holds the different translations for each key,
    exported or not, up to a limit.
    """

    keys: set[bytes]
    pairs: dict[bytes, list[Pair]] = field(default_factory=dict)
    by_seed: dict[tuple[bytes, str], list[Pair]] = field(default_factory=dict)

    def add(self, unit: Iterable[Pair]) -> bool:
        """Hold those alternative pairs of a unit that match a key, and return whether any does."""
        matches = False
        for pair in unit:
            key = next((key for key in pair_keys(pair) if key in self.keys), None)
            if key is None:
                continue
            matches = True
            if pair.seed:
                self.by_seed.setdefault((key, pair.seed), []).append(pair)
            pairs = self.pairs.setdefault(key, [])
            same = any((each.target, each.reviewed) == (pair.target, pair.reviewed) for each in pairs)
            if len(pairs) < _MOST and not same:
                pairs.append(pair)
        return matches

    def find(self, keys: Iterable[bytes], french: str = "", seed: str = "", number: int = 0) -> list[Pair]:
        """Return the pairs with these keys, best first.

        Pairs exported from this very sentence, `number` of `seed`, rank highest, then pairs from the same
        article, reviewed ones, those with the words `french` in the same typography, those without a model,
        and the newest. If any is from this very sentence, pairs exported from other sentences are left out.
        """
        french = normalize(french)
        pairs = [
            pair for key in keys for pair in (*self.pairs.get(key, ()), *self.by_seed.get((key, seed), ()))
        ]
        pairs.reverse()  # if several rank the same, the last comes first
        pairs.sort(
            key=lambda pair: (
                (pair.seed, pair.number) == (seed, number),
                pair.seed == seed,
                pair.reviewed,
                normalize(words_in(pair.source)) == french,
                not pair.engine,
                pair.changed,
            ),
            reverse=True,
        )
        if seed and pairs and (pairs[0].seed, pairs[0].number) == (seed, number):
            return [pair for pair in pairs if not pair.seed or (pair.seed, pair.number) == (seed, number)]
        return pairs
