"""Which pairs of a file answer sentences of the publication: those of the same French.

Of a file of any size only such pairs are held. What is looked for is known by short digests.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from enregard.article import Text
from enregard.importing.pairs import Pair, bare, bare_text, literal, normal, numbered
from enregard.translate.inline import with_placeholders


def _digest(kind: str, string: str) -> bytes:
    said = f"{kind}\0{normal(string)}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(said, digest_size=12).digest()


def keys_of_sentence(text: Text) -> tuple[bytes, ...]:
    """Under which a sentence is looked for: with its markup, and by its words alone."""
    return _digest("record", with_placeholders(text)), _digest("words", bare_text(text))


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


@dataclass(slots=True)
class Sought:
    """The sentences and blocks of a publication, and the pairs that were found for them."""

    wanted: set[bytes] = field(default_factory=set)
    found: dict[bytes, list[Pair]] = field(default_factory=dict)

    def offer(self, alternatives: Iterable[Pair]) -> bool:
        """Keep of the pairs of one unit those that answer something; whether any does."""
        kept = False
        for pair in alternatives:
            for key in keys_of_pair(pair):
                if key in self.wanted:
                    pairs = self.found.setdefault(key, [])
                    if pair not in pairs[-8:]:  # memories repeat themselves
                        pairs.append(pair)
                    kept = True
                    break
        return kept

    def pairs(self, keys: Iterable[bytes]) -> list[Pair]:
        """What was found under these keys."""
        return [pair for key in keys for pair in self.found.get(key, ())]


@dataclass(slots=True)
class Chooser:
    """Chooses for each sentence of one article, in their order, from the pairs of the same French."""

    seed: str
    numbers: Mapping[int, int]
    """For the index of a sentence in the record its number in exports."""

    def choose(self, index: int, pairs: Iterable[Pair]) -> list[Pair]:
        """The pairs for a sentence, the best first: of this very place, this article, reviewed, the newest.

        Pairs of other places that this program exported are left out where there is one of this place; else
        they are as good as any.
        """
        here = (self.seed, self.numbers.get(index, 0))
        ranked = sorted(
            enumerate(pairs),
            key=lambda each: (
                (each[1].seed, each[1].number) == here,
                each[1].seed == self.seed,
                each[1].reviewed,
                not each[1].engine,
                each[1].changed,
                each[0],
            ),
            reverse=True,
        )
        found = [pair for _, pair in ranked]
        if found and (found[0].seed, found[0].number) == here:
            return [pair for pair in found if not pair.seed or (pair.seed, pair.number) == here]
        return found
