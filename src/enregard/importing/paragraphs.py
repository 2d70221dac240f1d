"""Import pairs of whole paragraphs, as po4a and some memories have them, sentence by sentence."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from enregard.article.article import Text
from enregard.export.codes import words
from enregard.importing.accept import note_other
from enregard.importing.align.pairing import Unplaced, pair_sentences, text_entries
from enregard.importing.align.sentences import sentence_ends
from enregard.importing.importer import Importer, Target
from enregard.importing.lookup import PairIndex, block_key
from enregard.importing.markup.match import pair_text
from enregard.importing.offers import draft_words, offer_translation
from enregard.translate.segment.facing import Entry, Segmented
from enregard.translate.segment.segment import segment


def paragraphs(segmented: Segmented) -> Iterator[tuple[Text, list[Entry]]]:
    """Yield the text and sentences of each block with several sentences."""
    texts = [leaf.text for leaf in segmented.article.leaves()]
    for leaf, group in groupby(text_entries(segmented), key=lambda entry: entry.leaf):
        text, entries = texts[leaf] if leaf >= 0 else None, list(group)
        if text is not None and len(entries) > 1:
            yield text, entries


def import_paragraphs(importer: Importer, target: Target, index: PairIndex) -> None:
    """Import pairs of whole blocks into sentences that have no offer yet.

    English that translates no sentence is kept in a comment.
    """
    record = target.record
    for text, entries in paragraphs(target.segmented):
        pairs = index.find([block_key(text)])
        if not pairs or all(entry.place in target.outcomes for entry in entries):
            continue
        pair = pairs[0]
        # only whole articles tell where paragraphs begin
        french = [entry._replace(begins=False) for entry in entries]
        sentences = segment(pair_text(pair, text), pair.line, ends=sentence_ends)
        english = [Entry(place, sentence) for place, sentence in enumerate(sentences)]
        drafts = [draft_words(record, entry.place) for entry in entries]
        for found in pair_sentences(french, english, drafts):
            if isinstance(found, Unplaced):
                note_other(record, found.place, words(found.sentence.text), pair.origin)
            elif found.place not in target.outcomes and (
                offer := offer_translation(record, found, pair.file)
            ):
                reviewed = offer.reviewed and (pair.reviewed or importer.reviewed)
                offer = replace(offer, reviewed=reviewed, engine=pair.engine, notes=pair.notes)
                importer.accept(target, found.place, offer)
