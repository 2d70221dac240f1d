"""Import pairs of whole paragraphs, as po4a and some memories have them, sentence by sentence."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from enregard.article.article import Text
from enregard.export.codes import words
from enregard.importing.accept import note_other
from enregard.importing.align.pairing import EnglishSentence, FrenchSentence, Unplaced, pair_sentences
from enregard.importing.align.sentences import sentence_ends
from enregard.importing.entries import text_entries
from enregard.importing.importer import Importer, Target
from enregard.importing.lookup import PairIndex, block_key
from enregard.importing.markup.match import pair_text
from enregard.importing.offers import draft_words, offer_translation
from enregard.importing.pairs import Pair
from enregard.translate.segment.facing import Entry, Segmented
from enregard.translate.segment.segment import segment


def block_keys(segmented: Segmented) -> Iterator[bytes]:
    """Yield the key of each block of several sentences."""
    return (block_key(text) for text, _ in _blocks(segmented))


def import_paragraphs(importer: Importer, target: Target, index: PairIndex) -> None:
    """Import pairs of whole blocks into sentences that have no offer yet.

    English that translates no sentence is kept in a comment.
    """
    for text, entries in _blocks(target.segmented):
        pairs = index.find([block_key(text)])
        if pairs and any(entry.place not in target.outcomes for entry in entries):
            _import_block(importer, target, entries, pairs[0], text)


def _blocks(segmented: Segmented) -> Iterator[tuple[Text, list[Entry]]]:
    """Yield the text of each block of several sentences, and these."""
    texts = [leaf.text for leaf in segmented.article.leaves()]
    for leaf, group in groupby(text_entries(segmented), key=lambda entry: entry.leaf):
        text, entries = texts[leaf] if leaf >= 0 else None, list(group)
        if text is not None and len(entries) > 1:
            yield text, entries


def _import_block(importer: Importer, target: Target, entries: list[Entry], pair: Pair, text: Text) -> None:
    record, reviewed = target.record, pair.reviewed or importer.options.reviewed
    french = [FrenchSentence(entry.sentence.text, draft_words(record, entry.place)) for entry in entries]
    sentences = segment(pair_text(pair, text), pair.line, ends=sentence_ends)
    english = [EnglishSentence(sentence.text, pair.line) for sentence in sentences]
    for found in pair_sentences(french, english):
        at = entries[found.index].place
        if isinstance(found, Unplaced):
            note_other(record, at, words(found.sentence.text), pair.origin)
        elif at not in target.outcomes and (offer := offer_translation(record, at, found, pair.file)):
            offer = replace(offer, reviewed=offer.reviewed and reviewed, engine=pair.engine, notes=pair.notes)
            importer.accept(target, at, offer)
