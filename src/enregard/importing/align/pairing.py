"""From two texts, a French one and its English, to what each French sentence is offered.

Several English sentences that answer one French sentence become its translation together; one that answers
several is cut. What is certain is reviewed, since a person wrote it; of the rest a comment says why not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from enregard.article.article import Sentence, Text
from enregard.importing.accept import Offer
from enregard.importing.align.align import Bead, Side, align
from enregard.importing.align.split import cut_up
from enregard.importing.markup.match import marked
from enregard.importing.pairs import Pair, bare_text, of_text
from enregard.translate.markup.placeholders import join

_CERTAIN = 0.98
"""From this chance on a pair is certain, if it has a right to be."""

_LEAST_CERTAIN = 0.3
"""The share of the sentences that must be paired with certainty in a text that is a translation of the other.
In newspapers' articles and their English it is 0.9, in articles and the English of others 0.003."""

_FEW = 5
"""Of fewer sentences no share is asked."""

_UNSURE = "paired by the program, which is not sure"
_CUT = "the program cut an English sentence into the pieces that answer each French one"


@dataclass(frozen=True, slots=True)
class Known:
    """A French sentence, what is known of its English, and whether a block begins with it.

    `draft` are the words of a translation that tells what it means, if there is one; `standing` is the one
    that it has, with its markup.
    """

    sentence: Sentence
    draft: str = ""
    standing: Text | None = None
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """An English sentence, where it stands, and whether a block begins with it."""

    text: Text
    line: int
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What the French sentence `index` is offered, and whether the two certainly answer each other."""

    index: int
    offer: Offer
    certain: bool


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An English sentence that answers no French one, and the index of the one beside which it stood."""

    index: int
    given: Given


def pair(
    french: Sequence[Known], english: Sequence[Given], file: str, *, reviewed: bool = True, sure: bool = False
) -> Iterator[Answer | Unplaced]:
    """What each French sentence is offered, and the English sentences without a place, in their order.

    `file` is what the English text is called in the record. Without `reviewed` nothing is more than a draft;
    with `sure` the pairs in it are the publisher's word, and all are reviewed that need not be cut.
    """
    beads = _beads(french, english)
    for bead, is_certain in zip(beads, certain(beads), strict=True):
        ours, theirs = french[slice(*bead.french)], english[slice(*bead.english)]
        if not ours:
            for given in theirs:
                yield Unplaced(min(max(bead.french[0] - 1, 0), len(french) - 1), given)
        elif theirs:
            yield from _answers(ours, theirs, bead, file, reviewed, sure or is_certain)


def matched(french: Sequence[Known], english: Sequence[Given], file: str) -> Iterator[Answer | Unplaced]:
    """The same of sentences that are known to answer each other one by one, such as tags."""
    for at, (known, given) in enumerate(zip(french, english, strict=True)):
        bead = Bead((at, at + 1), (at, at + 1), 1.0)
        yield from _answers([known], [given], bead, file, reviewed=True, sure=True)


def certain(beads: Sequence[Bead]) -> list[bool]:
    """Whether each pair of two texts is certain.

    A chance is one among the ways to pair these texts, of which one is the best also where they have nothing
    to do with each other: so what a pair and those beside it have in common must speak for it too.
    """
    weights = [0.0, *(bead.weight for bead in beads), 0.0]
    around = [sum(weights[at : at + 3]) for at in range(len(beads))]
    return [
        0 not in bead.shape and bead.chance >= _CERTAIN and weight > 0
        for bead, weight in zip(beads, around, strict=True)
    ]


def _beads(french: Sequence[Known], english: Sequence[Given]) -> list[Bead]:
    ours = Side(
        [bare_text(known.sentence.text) for known in french],
        frozenset(at for at, known in enumerate(french) if known.begins),
    )
    theirs = Side(
        [bare_text(given.text) for given in english],
        frozenset(at for at, given in enumerate(english) if given.begins),
    )
    return align(ours, theirs, [known.draft for known in french])


def _answers(
    ours: Sequence[Known], theirs: Sequence[Given], bead: Bead, file: str, reviewed: bool, sure: bool
) -> Iterator[Answer | Unplaced]:
    pieces = [join([given.text for given in theirs])]
    if len(ours) > 1:
        french = [bare_text(known.sentence.text) for known in ours]
        pieces = cut_up(pieces[0], french, [known.draft for known in ours])
    place = f"{file}:{theirs[0].line}"
    for at, (known, piece) in enumerate(zip(ours, pieces, strict=False)):
        source = known.sentence.text
        found = marked(
            Pair(of_text(source), of_text(piece, "english "), file, theirs[0].line), source, known.standing
        )
        if found is None:
            yield from (Unplaced(bead.french[0] + at, given) for given in theirs)
            return
        doubts = [found.doubt] if found.doubt else []
        doubts += [_CUT] if len(ours) > 1 else [] if sure else [_UNSURE]
        offer = Offer(found.string, place, reviewed=reviewed and not doubts, doubt="; ".join(doubts))
        yield Answer(bead.french[0] + at, offer, sure)


def is_translation(found: Sequence[Answer | Unplaced], french: int, english: int) -> bool:
    """Whether enough of what was `found` for texts of so many sentences is certain for a translation."""
    sure = sum(isinstance(each, Answer) and each.certain for each in found)
    least = min(french, english)
    return least < _FEW or sure >= _LEAST_CERTAIN * least
