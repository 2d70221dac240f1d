"""Import exchange files.

All files are read completely before anything is written, so a damaged one changes nothing.
"""

from collections.abc import Iterator
from pathlib import Path

from enregard.export.codes import words
from enregard.export.units import units
from enregard.importing.accept import note_other
from enregard.importing.formats.detect import find_files, read_units
from enregard.importing.importer import Importer, Target
from enregard.importing.lookup import PairIndex, block_key, sentence_keys
from enregard.importing.offers import offer_pair
from enregard.importing.paragraphs import import_paragraphs, paragraphs
from enregard.records import open_records
from enregard.translate.segment.facing import face


def import_files(importer: Importer, path: Path) -> None:
    """Import translations of the publication's sentences from `path`, a file or a folder of files.

    Raises EnregardError if a file cannot be read completely; nothing is written then.
    """
    files = find_files(path)
    with importer.lock():
        index = PairIndex(set(_keys(importer)))
        for file in files:
            name = file.relative_to(path).as_posix() if path.is_dir() else file.name
            for unit in read_units(file, " ".join(name.split())):
                if any(pair.has_words for pair in unit) and not index.add(unit):
                    importer.unmatched(unit[0])
        for target in importer.targets():
            _import_sentences(importer, target, index)
            import_paragraphs(importer, target, index)
            if target.outcomes:
                importer.save(target)


def _keys(importer: Importer) -> Iterator[bytes]:
    """Yield the keys of everything in the publication that a pair may translate."""
    for segmented, _ in open_records(importer.publication, importer.report):
        for sentence in segmented.sentences():
            yield from sentence_keys(sentence.text)
        yield from (block_key(text) for text, _ in paragraphs(segmented))


def _import_sentences(importer: Importer, target: Target, index: PairIndex) -> None:
    """Import the best pair of each sentence, and keep the others in comments."""
    record, reviewed = target.record, importer.reviewed
    keys = [sentence_keys(sentence.text) for sentence in record.sentences]
    if not any(key in index.pairs for each in keys for key in each):
        return
    for at, number in enumerate(_export_numbers(target)):
        offers = [
            (pair, offer)
            for pair in index.find(keys[at], words(record.sentences[at].text), record.seed, number)
            if (offer := offer_pair(record, at, pair, reviewed=pair.reviewed or reviewed))
        ]
        for rank, (pair, offer) in enumerate(offers):
            if rank == 0:
                importer.accept(target, at, offer)
            elif not pair.seed and (offer.reviewed or not offer.engine):
                # exported pairs return to their own sentences, and a model's drafts are not worth keeping
                note_other(record, at, offer.string, offer.origin)


def _export_numbers(target: Target) -> list[int]:
    """Return the number that exports give each sentence of the record."""
    facings, _ = target.record.facings()
    article = face(target.segmented, facings)
    numbers = {id(unit.facing.sentence): unit.number for unit in units(article)}
    return [numbers[id(sentence)] for sentence in target.record.sentences]
