"""Link the words of any sentence to those of its translation, whoever translated it.

The Argos model was trained to say which French piece each English piece translates (guided alignment).
Here it reads the French and is forced to write the given English, and its attention is recorded.
"""

import math
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Self

from enregard.article.edits import Span
from enregard.translate.markup.align import Alignment
from enregard.translate.markup.word_links import choose_links
from enregard.translate.model.network import Network, batch_tokens, load_network
from enregard.translate.model.vocabulary import damaged, english_pieces

WINDOW = 2048
"""Pairs sorted by length together, so that each batch has pairs of similar length."""

LONGEST = 400
"""Pieces in a sentence. The network has 512 positions; longer sentences get no links."""

_END = "</s>"
_UNKNOWN = "<unk>"
_SPACE = "\N{LOWER ONE EIGHTH BLOCK}"  # SentencePiece's sign for a space
_WORD = re.compile(r"\S+")
_LONGEST_WORD = 200
_LONGEST_PIECE = 24
_UNKNOWN_COST = 40.0
_RARE = 50
_WRITTEN_PLAIN = str.maketrans("’‘“”«»–—…", '\'\'""""--.')
"""The signs that OPUS-MT's training text had instead of these, one for one."""

Link = tuple[Span, Span]
"""A French and an English word that translate each other, as spans of characters in their sentences."""


@dataclass(frozen=True, slots=True)
class Forced:
    """A translation for the model to write: its English, the pieces of both sentences, and their spans."""

    plain: str
    french: Sequence[str]
    source: Sequence[Span]
    english: Sequence[str]
    target: Sequence[Span]


class Aligner:
    """The Argos model as an aligner, used as a context manager.

    `package` is the folder of an Argos package, or one that is already loaded. `threads` and `device` are
    those of `load_network`. Raises EnregardError if the model cannot be loaded, or has no vocabulary for both
    languages.
    """

    def __init__(self, package: Path | Network, *, threads: int = 0, device: str = "cpu") -> None:
        self._owned = isinstance(package, Path)
        self._network = (
            load_network(package, threads=threads, device=device) if isinstance(package, Path) else package
        )
        self._english = english_tokenizer(english_pieces(self._network.package))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._owned:
            self._network.translator.unload_model()

    def align(self, pairs: Iterable[tuple[str, str]]) -> Iterator[list[Link]]:
        """Yield the links between the words of each pair (French, English), in the order of the pairs.

        The links of a pair are sorted; see `choose_links`. Reads `pairs` one window at a time, so they may be
        endless.
        """
        for (french, _), alignment in self._aligned(pairs):
            yield choose_links(french, alignment)

    def alignments(self, pairs: Iterable[tuple[str, str]]) -> Iterator[Alignment]:
        """Yield the model's attention for each pair (French, English), in the order of the pairs."""
        for _, alignment in self._aligned(pairs):
            yield alignment

    def _aligned(self, pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], Alignment]]:
        source = iter(pairs)
        while window := list(islice(source, WINDOW)):
            forced = [self._forced(*pair) for pair in window]
            yield from zip(window, attend(self._network, forced), strict=True)

    def _forced(self, french: str, english: str) -> Forced:
        encoded = self._network.tokenizer.encode(french, return_type="offset_mapping")
        pieces, spans = self._english(english)
        return Forced(english, encoded["pieces"], encoded["offsets"], pieces, spans)


def attend(network: Network, pairs: Sequence[Forced]) -> list[Alignment]:
    """Return the network's attention while it writes each translation; none if a sentence is too long."""
    found = [Alignment(pair.plain, pair.source, pair.target, [()] * len(pair.target)) for pair in pairs]
    usable = [
        number
        for number, pair in enumerate(pairs)
        if pair.english and pair.french and max(len(pair.english), len(pair.french)) <= LONGEST
    ]
    usable.sort(key=lambda number: -len(pairs[number].english))
    submitted: deque[tuple[list[int], Sequence[Any]]] = deque()
    batches = _batches(pairs, usable)
    while True:
        while len(submitted) < 2 * network.threads and (batch := next(batches, None)):
            submitted.append((batch, _submit(network, [pairs[number] for number in batch])))
        if not submitted:
            return found
        batch, answers = submitted.popleft()
        for number, answer in zip(batch, answers, strict=True):
            pair = pairs[number]
            try:
                attention = answer.result().attention[0]
            except (RuntimeError, ValueError, LookupError) as error:
                raise damaged(network.file, error) from error
            found[number] = Alignment(pair.plain, pair.source, pair.target, attention)


def _submit(network: Network, batch: list[Forced]) -> Any:
    return network.translator.translate_batch(
        [pair.french for pair in batch],
        target_prefix=[[*pair.english, _END] for pair in batch],
        asynchronous=True,
        beam_size=1,
        max_decoding_length=LONGEST + 2,
        return_attention=True,
        use_vmap=network.has_map,
    )


def _batches(pairs: Sequence[Forced], numbers: Sequence[int]) -> Iterator[list[int]]:
    """Group the sorted `numbers` of pairs into batches, by their English pieces."""
    most = batch_tokens(len(pairs[number].english) for number in numbers)
    batch: list[int] = []
    for number in numbers:
        if batch and (len(batch) + 1) * len(pairs[batch[0]].english) > most:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def english_tokenizer(pieces: Sequence[str]) -> Callable[[str], tuple[list[str], list[Span]]]:
    """Return a function that cuts English into `pieces`, which are sorted by falling frequency.

    It returns the pieces and their spans. Argos's packages omit OPUS-MT's own tokenizer for English, a
    unigram model; by Zipf's law, a piece's rank tells nearly as much as its probability there. Of the pieces
    in the model's own answers, 98.5 % are cut like this.
    """
    costs = {piece: 1.0 + math.log(rank + _RARE) for rank, piece in enumerate(pieces)}

    @lru_cache(maxsize=1 << 16)
    def cut(word: str) -> tuple[str, ...]:
        """Cut a word, with a sign for the space before it, at the least total cost (Viterbi)."""
        best = [0.0, *[math.inf] * len(word)]
        back = [0] * (len(word) + 1)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - _LONGEST_PIECE), end):
                cost = costs.get(word[start:end], _UNKNOWN_COST if end - start == 1 else math.inf)
                if best[start] + cost < best[end]:
                    best[end], back[end] = best[start] + cost, start
        found = []
        end = len(word)
        while end:
            found.append(word[back[end] : end])
            end = back[end]
        return tuple(reversed(found))

    def tokenize(text: str) -> tuple[list[str], list[Span]]:
        tokens: list[str] = []
        spans: list[Span] = []
        for match in _WORD.finditer(text.translate(_WRITTEN_PLAIN)):
            at = match.start()
            word = match[0]
            for piece in cut(_SPACE + word) if len(word) <= _LONGEST_WORD else (_SPACE + word,):
                tokens.append(piece if piece in costs else _UNKNOWN)
                end = at + len(piece) - piece.startswith(_SPACE)
                spans.append((at, end))
                at = end
        return tokens, spans

    return tokenize
