"""Pair French sentences with English ones; one may translate several, and several may translate one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from enregard.article.article import OBJECT, Sentence, Text
from enregard.article.blanks import is_blank
from enregard.article.edits import join_texts
from enregard.export.codes import words
from enregard.importing.align.align import Bead, Side, align
from enregard.importing.align.split import split
from enregard.translate.segment.facing import Entry, Segmented

_CERTAIN = 0.98
"""The minimum probability of a certain bead; the evidence must support it, too."""

_LEAST_CERTAIN = 0.3
"""A text counts as a translation of the other if at least this share of sentences is paired with certainty.
Measured: 0.9 for newspaper articles and their translations, 0.003 for unrelated articles."""

_FEW = 5
"""Texts with fewer sentences always count as translations."""


@dataclass(frozen=True, slots=True)
class Translation:
    """The English `text`, on `line` of its file, of the French sentence at `place` in the record.

    `certain` is true if the pairing is certain. `is_part` is true if `text` is part of an English sentence
    that translates several French ones.
    """

    place: int
    text: Text
    line: int
    certain: bool
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An English sentence that translates no French one, and the place of the nearest French sentence."""

    place: int
    sentence: Sentence


def text_entries(segmented: Segmented) -> list[Entry]:
    """Return the entries of the headers and the text, which are paired in order, without words in markup."""
    return [entry for entry in segmented.entries() if entry.attribute is None]


def pair_sentences(
    french: Sequence[Entry], english: Sequence[Entry], drafts: Sequence[str]
) -> Iterator[Translation | Unplaced]:
    """Pair the sentences of two texts, in order. French sentences without English are left out.

    `drafts` has a rough translation of each French sentence, or an empty string.
    """
    beads = align(_side(french), _side(english), drafts)
    for bead, certain in zip(beads, are_certain(beads), strict=True):
        ours, given = slice(*bead.french), english[slice(*bead.english)]
        if bead.shape[0]:
            yield from distribute(french[ours], given, drafts[ours], certain)
        else:
            beside = french[max(ours.start - 1, 0)].place if french else 0
            yield from (Unplaced(beside, entry.sentence) for entry in given)


def distribute(
    french: Sequence[Entry], english: Sequence[Entry], drafts: Sequence[str], certain: bool
) -> Iterator[Translation | Unplaced]:
    """Divide the English of a bead among its French sentences."""
    if not english:
        return
    parts = [join_texts([entry.sentence.text for entry in english])]
    if is_part := len(french) > 1:
        parts = split(parts[0], [words(entry.sentence.text) for entry in french], drafts)
    for entry, part in zip(french, parts, strict=False):
        if is_blank(part.plain.replace(OBJECT, "")):
            yield from (Unplaced(entry.place, each.sentence) for each in english)
            return
        yield Translation(entry.place, part, english[0].sentence.line, certain, is_part)


def _side(entries: Sequence[Entry]) -> Side:
    return Side(
        [words(entry.sentence.text) for entry in entries],
        frozenset(at for at, entry in enumerate(entries) if entry.begins),
    )


def are_certain(beads: Sequence[Bead]) -> list[bool]:
    """Return whether each bead is certain.

    A probability only compares paths through two texts, and even unrelated texts have a best path. So the
    evidence for a bead and its neighbours must support it, too.
    """
    evidence = [0.0, *(bead.evidence for bead in beads), 0.0]
    return [
        0 not in bead.shape and bead.probability >= _CERTAIN and sum(evidence[at : at + 3]) > 0
        for at, bead in enumerate(beads)
    ]


def is_translation(found: Sequence[Translation | Unplaced], french: int, english: int) -> bool:
    """Return whether enough of `found` is certain for texts of `french` and `english` sentences."""
    least = min(french, english)
    certain = sum(isinstance(each, Translation) and each.certain for each in found)
    return least < _FEW or certain >= _LEAST_CERTAIN * least
