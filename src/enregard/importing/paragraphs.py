"""Pairs of whole paragraphs, as po4a and some memories have them: each is paired sentence by sentence."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import groupby

from enregard.article.article import Text
from enregard.importing.accept import Offer, evidence, note_other, standing
from enregard.importing.align.pairing import Given, Known, Unplaced, pair
from enregard.importing.align.sentences import sentence_ends
from enregard.importing.entries import entries
from enregard.importing.lookup import Sought, key_of_block
from enregard.importing.markup.match import as_text
from enregard.importing.pairs import Pair
from enregard.translate.record.record import Record
from enregard.translate.segment.facing import Entry, Segmented
from enregard.translate.segment.segment import segment


def whole_blocks(segmented: Segmented) -> Iterator[tuple[list[Entry], bytes]]:
    """The blocks of several sentences, and under what each is looked for as a whole."""
    texts = [leaf.text for leaf in segmented.article.leaves()]
    for number, group in groupby(entries(segmented), key=lambda entry: entry.leaf):
        members = list(group)
        text = texts[number] if number >= 0 else None
        if text is not None and len(members) > 1:
            yield members, key_of_block(text)


def from_blocks(
    segmented: Segmented, record: Record, sought: Sought, reviewed: bool, done: Collection[int]
) -> Iterator[tuple[int, Offer]]:
    """What sentences that are not `done` are offered by pairs of their whole blocks, by their indices.

    What of the English answers no sentence is kept in a comment.
    """
    texts = [leaf.text for leaf in segmented.article.leaves()]
    for members, key in whole_blocks(segmented):
        pairs = sought.pairs([key])
        text = texts[members[0].leaf]
        if not pairs or text is None or all(entry.place in done for entry in members):
            continue
        best = pairs[0]
        known = [
            Known(entry.sentence, evidence(record, entry.place), standing(record, entry.place))
            for entry in members
        ]
        for found in pair(known, _sentences(best, text), best.file, reviewed=best.reviewed or reviewed):
            index = members[found.index].place
            if isinstance(found, Unplaced):
                offer = Offer(found.given.text.plain, best.place, reviewed=False)
                note_other(record, index, offer)
            elif index not in done:
                yield index, replace(found.offer, engine=best.engine, notes=best.notes)


def _sentences(found: Pair, source: Text) -> list[Given]:
    """The English sentences of a pair of blocks, with the markup of the French block `source`."""
    sentences = segment(as_text(found, source), found.line, ends=sentence_ends)
    return [Given(sentence.text, found.line) for sentence in sentences]
