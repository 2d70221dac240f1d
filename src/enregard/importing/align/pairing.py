"""Pair French sentences with their English, where several may translate one and one may translate several."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from enregard.article.article import OBJECT, Text
from enregard.article.edits import join_texts
from enregard.export.codes import words
from enregard.importing.align.align import Bead, Side, align
from enregard.importing.align.split import split

_CERTAIN = 0.98
"""From this probability on a bead is certain, if the evidence supports it."""

_LEAST_CERTAIN = 0.3
"""The share of sentences that must be paired with certainty if a text translates the other. It is 0.9 for
newspaper articles and their English, and 0.003 for articles and the English of others."""

_FEW = 5
"""The least number of sentences to judge by that share."""


@dataclass(frozen=True, slots=True)
class FrenchSentence:
    """A French sentence, with the words of its draft if any, and whether it begins a block."""

    text: Text
    draft: str = ""
    begins: bool = False


@dataclass(frozen=True, slots=True)
class EnglishSentence:
    """An English sentence with its line, and whether it begins a block."""

    text: Text
    line: int
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Translation:
    """The English of the French sentence `index`, which is on `line` of its file.

    `certain` is true if the two are surely translations, `is_part` if `text` was split from a sentence that
    translates several.
    """

    index: int
    text: Text
    line: int
    certain: bool
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An English sentence that translates no French one, and the index of the French one it is beside."""

    index: int
    sentence: EnglishSentence


def pair_sentences(
    french: Sequence[FrenchSentence], english: Sequence[EnglishSentence]
) -> Iterator[Translation | Unplaced]:
    """Pair the sentences of two texts, in order. French sentences without English are left out."""
    beads = align(_side(french), _side(english), [each.draft for each in french])
    for bead, certain in zip(beads, are_certain(beads), strict=True):
        given = english[slice(*bead.english)]
        if bead.shape[0]:
            yield from _translate(french, given, bead, certain)
        else:
            yield from (Unplaced(max(bead.french[0] - 1, 0), sentence) for sentence in given)


def pair_in_order(
    french: Sequence[FrenchSentence], english: Sequence[EnglishSentence]
) -> Iterator[Translation | Unplaced]:
    """Pair sentences that are known to translate each other one by one, such as tags."""
    for at in range(len(french)):
        bead = Bead((at, at + 1), (at, at + 1), 1.0)
        yield from _translate(french, [english[at]], bead, certain=True)


def _side(sentences: Sequence[FrenchSentence | EnglishSentence]) -> Side:
    return Side(
        [words(each.text) for each in sentences],
        frozenset(at for at, each in enumerate(sentences) if each.begins),
    )


def _translate(
    french: Sequence[FrenchSentence], given: Sequence[EnglishSentence], bead: Bead, certain: bool
) -> Iterator[Translation | Unplaced]:
    """Give each French sentence of a bead its share of the English."""
    if not given:
        return
    start, end = bead.french
    parts = [join_texts([sentence.text for sentence in given])]
    if is_part := end - start > 1:
        ours = french[start:end]
        parts = split(parts[0], [words(each.text) for each in ours], [each.draft for each in ours])
    for index, part in enumerate(parts, start):
        if not part.plain.replace(OBJECT, "").strip():
            yield from (Unplaced(index, sentence) for sentence in given)
            return
        yield Translation(index, part, given[0].line, certain, is_part)


def are_certain(beads: Sequence[Bead]) -> list[bool]:
    """Return whether each bead is certain.

    A probability compares the paths through two texts, of which one is the best even if the texts are
    unrelated: so the evidence of a bead and its neighbours must support it too.
    """
    evidence = [0.0, *(bead.evidence for bead in beads), 0.0]
    return [
        0 not in bead.shape and bead.probability >= _CERTAIN and sum(evidence[at : at + 3]) > 0
        for at, bead in enumerate(beads)
    ]


def is_translation(found: Sequence[Translation | Unplaced], french: int, english: int) -> bool:
    """Return whether enough is certain of what was `found` in texts of so many sentences."""
    least = min(french, english)
    certain = sum(isinstance(each, Translation) and each.certain for each in found)
    return least < _FEW or certain >= _LEAST_CERTAIN * least
