"""Which pairs of a file answer sentences of the publication: those of the same French.

Of a file of any size only such pairs are held. What is looked for is known by short digests.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from enregard.article.article import Text
from enregard.importing.pairs import Pair, bare, bare_text, literal, normal, numbered
from enregard.translate.markup.placeholders import with_placeholders


def _digest(kind: str, string: str) -> bytes:
    said = f"{kind}\0{normal(string)}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(said, digest_size=12).digest()


def keys_of_sentence(text: Text) -> tuple[bytes, ...]:
    """Under which a sentence is looked for: with its markup, and by its words alone."""
    return _digest("record", with_placeholders(text)), key_of_block(text)


def key_of_block(text: Text) -> bytes:
    """Under which a whole paragraph or other block is looked for: its words."""
    return _digest("words", bare_text(text))


def keys_of_pair(pair: Pair) -> tuple[bytes, ...]:
    """What a pair may be found under, the surest first."""
    return tuple(
        dict.fromkeys(
            (
                _digest("record", literal(pair.source)),
                _digest("record", numbered(pair.source)),
                _digest("words", bare(pair.source)),
            )
        )
    )


_MOST = 50
"""Translations of one sentence that are held besides those of its own article."""


@dataclass(slots=True)
class Sought:
    """The sentences and blocks of a publication, and the pairs that were found for them.

    `placed` are those that this program exported, by the article that they stood in; `found` are all others,
    and as many of these as may be wanted for sentences elsewhere.
    """

    wanted: set[bytes] = field(default_factory=set)
    found: dict[bytes, list[Pair]] = field(default_factory=dict)
    placed: dict[tuple[bytes, str], list[Pair]] = field(default_factory=dict)

    def offer(self, alternatives: Iterable[Pair]) -> bool:
        """Keep of the pairs of one unit those that answer something; whether any does."""
        kept = False
        for pair in alternatives:
            key = next((key for key in keys_of_pair(pair) if key in self.wanted), None)
            if key is None:
                continue
            kept = True
            if pair.seed:
                self.placed.setdefault((key, pair.seed), []).append(pair)
            pairs = self.found.setdefault(key, [])
            same = any((each.target, each.reviewed) == (pair.target, pair.reviewed) for each in pairs)
            if len(pairs) < _MOST and not same:
                pairs.append(pair)
        return kept

    def pairs(self, keys: Iterable[bytes], seed: str = "", number: int = 0) -> list[Pair]:
        """What was found under these keys, the best first: of this very place, reviewed, the newest.

        `seed` and `number` are the place of a sentence in exports. Where there is a pair of this place, those
        of others are left out; else they are as good as any.
        """
        pairs = [
            pair for key in keys for pair in (*self.found.get(key, ()), *self.placed.get((key, seed), ()))
        ]
        ranked = sorted(
            enumerate(pairs),
            key=lambda each: (
                (each[1].seed, each[1].number) == (seed, number),
                each[1].seed == seed,
                each[1].reviewed,
                not each[1].engine,
                each[1].changed,
                each[0],
            ),
            reverse=True,
        )
        found = [pair for _, pair in ranked]
        if seed and found and (found[0].seed, found[0].number) == (seed, number):
            return [pair for pair in found if not pair.seed or (pair.seed, pair.number) == (seed, number)]
        return found
