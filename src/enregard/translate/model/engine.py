"""Translate with the Argos model: one stream of sentences, in large batches, through CTranslate2."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, Self

from enregard.article.article import Text
from enregard.article.edits import Span, strip_span
from enregard.article.score import Score, joined_score
from enregard.translate.markup.align import Alignment, join_alignments, shift_source
from enregard.translate.markup.scripts import transfer_all
from enregard.translate.markup.transfer import bare_words
from enregard.translate.markup.unplaced import Transferred
from enregard.translate.model.aligner import Aligner
from enregard.translate.model.moses import normalise
from enregard.translate.model.network import batch_tokens, load_network
from enregard.translate.model.pin import Decoding
from enregard.translate.model.translator import Draft, Key
from enregard.translate.model.vocabulary import damaged

WINDOW = 2048
"""Sentences sorted by length together, so that each batch has sentences of similar length."""

LONGEST = 120
"""Pieces in one input. The model was trained on sentences: beyond about 150 pieces it drops words."""

_CERTAINLY_TOO_LONG = 20_000
"""Texts of this many characters are cut before tokenizing: megabytes of text would take hundreds of MB."""

_SPACE = "\N{LOWER ONE EIGHTH BLOCK}"  # SentencePiece's sign for a space

ARGOS_LENGTH_PENALTY = 0.2
"""The power of the length by which Argos Translate's own search divides log-probabilities."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One input of the model: a text, or part of a long one. `text` is the text's index in the window."""

    text: int
    start: int
    number: int
    words: str
    tokens: list[str]
    spans: list[Span]  # of the tokens, in the text
    attends: bool = False  # whether the alignment of words is needed


@dataclass(frozen=True, slots=True)
class _Answer:
    """A translation of a part; without a score, the part itself."""

    words: Alignment
    score: Score | None = None


class Engine:
    """A loaded model, used as a context manager. `package` is the folder of an Argos package.

    `aligner` aligns words in its place, and is closed with it.

    `threads` is the number of batches translated in parallel, 0 for one on each core available to the
    process. `device` is CTranslate2's: "cpu" or "cuda". Raises EnregardError if the model cannot be loaded.
    """

    def __init__(
        self,
        package: Path,
        decoding: Decoding | None = None,
        *,
        threads: int = 0,
        device: str = "cpu",
        aligner: Aligner | None = None,
    ) -> None:
        self.decoding = decoding or Decoding()
        self.network = load_network(package, threads=threads, device=device)
        self._aligner = aligner

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.network.translator.unload_model()
        if self._aligner:
            self._aligner.__exit__()

    def translate(self, texts: Sequence[Text]) -> list[Text]:
        """Translate the texts; return the English in the same order."""
        answers = dict(self.stream(enumerate(texts)))
        return [answers[index].text for index in range(len(texts))]

    def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Draft]]:
        """Yield the English of each text with its key as soon as it is ready, in any order.

        Reads `texts` one window at a time, so it may be endless.
        """
        for key, answers in self.alternatives(texts, 1):
            yield key, Draft(answers[0].whole(), answers[0].score)

    def alternatives(
        self, texts: Iterable[tuple[Key, Text]], count: int
    ) -> Iterator[tuple[Key, list[Transferred]]]:
        """Yield the `count` best translations of each text, best first, with its key, in any order.

        The only translation of a text without words is the text itself.
        """
        source = iter(texts)
        while window := list(islice(source, WINDOW)):
            yield from self._window(window, count)

    def _window(self, window: list[tuple[Key, Text]], count: int) -> Iterator[tuple[Key, list[Transferred]]]:
        parts: list[_Part] = []
        texts: dict[int, list[list[_Answer]]] = {}  # by text: the translations of each part
        waiting: dict[int, int] = {}
        for index, (key, text) in enumerate(window):
            pieces = self._parts(index, bare_words(text))
            if text.marks or (count == 1 and len(pieces) == 1 and self._aligner is None):
                pieces = [replace(piece, attends=True) for piece in pieces]
            texts[index] = [
                [] if piece.tokens else [_Answer(Alignment(piece.words, (), (), ()))] * count
                for piece in pieces
            ]
            waiting[index] = texts[index].count([])
            parts += (piece for piece in pieces if piece.tokens)
            if not waiting[index]:  # a text without words
                yield key, [Transferred(text)]
        parts.sort(key=lambda part: -len(part.tokens))
        for part, answers in self._answers(parts, count):
            texts[part.text][part.number] = answers
            waiting[part.text] -= 1
            if not waiting[part.text]:
                key, text = window[part.text]
                yield key, [_transferred(text, answer) for answer in zip(*texts.pop(part.text), strict=True)]

    def _parts(self, text: int, words: str) -> list[_Part]:
        """Cut the bare `words` of a text at clauses if there are too many for the model."""
        parts: list[_Part] = []
        waiting = deque([(0, len(words))])
        while waiting:
            start, end = waiting.popleft()
            piece = words[start:end]
            too_long = len(piece) >= _CERTAINLY_TOO_LONG
            encoded = None if too_long else self._encoded(piece)
            if encoded is None or len(encoded["pieces"]) > LONGEST:
                middle = start + _clause_end(piece)
                waiting.extendleft([strip_span(words, middle, end), strip_span(words, start, middle)])
                continue
            spans = [(start + first, start + last) for first, last in encoded["offsets"]]
            parts.append(_Part(text, start, len(parts), piece, encoded["pieces"], spans))
        return parts

    def _encoded(self, words: str) -> Any:
        """Return the pieces of French `words`, with offsets that count for models with attention."""
        words = normalise(words) if self.network.is_opus else words
        return self.network.tokenizer.encode(words, return_type="offset_mapping")

    def _answers(self, parts: list[_Part], count: int) -> Iterator[tuple[_Part, list[_Answer]]]:
        """Translate `parts` batch by batch, with enough batches submitted to keep all threads busy."""
        submitted: deque[tuple[list[_Part], Sequence[Any]]] = deque()
        batches = _batches(parts)
        while True:
            while len(submitted) < 2 * self.network.threads and (batch := next(batches, None)):
                submitted.append((batch, self._submit(batch, count)))
            if not submitted:
                return
            batch, answers = submitted.popleft()
            done = []
            for part, answer in zip(batch, answers, strict=True):
                try:
                    result = answer.result()
                except (RuntimeError, ValueError, LookupError) as error:
                    raise damaged(self.network.file, error) from error
                done.append((part, _english(part, result, count, self.decoding.length_penalty)))
            yield from self._aligned(self._aligner, done) if self._aligner else done

    def _aligned(
        self, aligner: Aligner, done: list[tuple[_Part, list[_Answer]]]
    ) -> Iterator[tuple[_Part, list[_Answer]]]:
        """Yield the translations of parts, with the alignments of `aligner` where they are needed."""
        found = aligner.alignments(
            (part.words, answer.words.plain) for part, answers in done if part.attends for answer in answers
        )
        for part, answers in done:
            yield (
                part,
                [
                    replace(answer, words=shift_source(words, part.start))
                    for answer, words in zip(answers, islice(found, len(answers)), strict=True)
                ]
                if part.attends
                else answers,
            )

    def _submit(self, batch: list[_Part], count: int) -> Any:
        return self.network.translator.translate_batch(
            [part.tokens for part in batch],
            asynchronous=True,
            beam_size=max(self.decoding.beam_size, count),
            num_hypotheses=count,
            length_penalty=self.decoding.length_penalty,
            replace_unknowns=True,
            return_scores=True,
            return_attention=self._aligner is None and any(part.attends for part in batch),
            use_vmap=self.network.has_map,
        )


def _batches(parts: list[_Part]) -> Iterator[list[_Part]]:
    """Group sorted `parts` into batches."""
    most = batch_tokens(len(part.tokens) for part in parts)
    batch: list[_Part] = []
    for part in parts:
        if batch and (len(batch) + 1) * len(batch[0].tokens) > most:
            yield batch
            batch = []
        batch.append(part)
    if batch:
        yield batch


def _english(part: _Part, answer: Any, count: int, length_penalty: float) -> list[_Answer]:
    """Return the model's translations, with alignments if they are needed and the model has any."""
    answers = []
    attention = answer.attention if part.attends else ()
    for number in range(count):
        spans: list[Span] = []
        plain = ""
        for token in answer.hypotheses[number]:
            piece = token.replace(_SPACE, " ")
            if not plain:
                piece = piece.lstrip(" ")
            spans.append((len(plain), len(plain) + len(piece)))
            plain += piece
        pieces = len(spans) + 1
        score = Score(answer.scores[number] * pieces**length_penalty, pieces)  # CTranslate2 divides by this
        rows = attention[number] if attention else ()
        answers.append(_Answer(Alignment(plain, part.spans, spans, rows), score))
    return answers


def _transferred(text: Text, answers: Sequence[_Answer]) -> Transferred:
    """Join the English of the parts of `text` and transfer its marks."""
    score = joined_score(answer.score for answer in answers)
    words = join_alignments([answer.words for answer in answers])
    transferred = transfer_all(text, words) if text.marks else Transferred(Text(words.plain))
    return replace(transferred, score=score, alignment=words if words.attention else None)


def _clause_end(plain: str) -> int:
    """Return where to cut `plain` in two: near its middle, after the strongest punctuation there."""
    middle = len(plain) // 2
    for sign in (r"[.!?…]\s", r"[;:]\s", r",\s", r"\s"):
        ends = [match.end() for match in re.finditer(sign, plain)]
        near = [end for end in ends if len(plain) < 5 * end < 4 * len(plain)]
        if near:
            return min(near, key=lambda end: abs(end - middle))
    return middle
