"""Import exchange files.

All files are read completely before anything is written, so a damaged one changes nothing.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from enregard.errors import EnregardError
from enregard.export.codes import words
from enregard.export.units import units
from enregard.importing.accept import Outcome, note_other
from enregard.importing.formats.detect import find_files, read_units
from enregard.importing.importer import Importer, Target
from enregard.importing.lookup import PairIndex, block_key, pair_keys, sentence_keys
from enregard.importing.offers import offer_pair
from enregard.importing.pairs import Pair, literal_string, words_in
from enregard.importing.paragraphs import import_paragraphs, paragraphs
from enregard.messages import _
from enregard.records import open_records
from enregard.translate.segment.facing import face

_NAMED = 5  # languages in a message


def import_files(importer: Importer, path: Path) -> None:
    """Import translations of the publication's sentences from `path`, a file or a folder of files.

    Raises EnregardError if a file cannot be read completely; nothing is written then.
    """
    files = find_files(path, follow_links=importer.publication.follow_links)
    with importer.lock():
        index = PairIndex(set(_keys(importer)))
        for file in files:
            _read_file(importer, index, file, path)
        for found in importer.targets():
            target = _with_joins(found, index)
            _import_sentences(importer, target, index)
            import_paragraphs(importer, target, index)
            if target.outcomes:
                importer.save(target)


def _read_file(importer: Importer, index: PairIndex, file: Path, given: Path) -> None:
    """Add the pairs of `file`, which is `given` or inside it, to `index`. Report a file that has none."""
    name = file.relative_to(given).as_posix() if given.is_dir() else file.name
    languages: set[str] = set()
    has_pairs = is_used = False
    for unit in read_units(file, " ".join(name.split()), languages):
        if any(pair.has_words for pair in unit):
            has_english = any(words_in(pair.target).strip() for pair in unit)
            has_pairs |= has_english
            if index.add(unit):
                is_used |= has_english
            else:
                importer.unmatched(unit[0])
    if not is_used and (what := _what_is_missing(languages, has_pairs)):
        importer.report.problem(EnregardError(what, path=file))


def _what_is_missing(languages: set[str], has_pairs: bool) -> str:
    """Return what a file lacks of whose pairs none is used, and what to do; empty if nothing."""
    named = sorted(languages - {""})
    needed = {"fr", "en"}
    found = {language[:2].lower() for language in named}
    if named and needed - found and (found - needed or not has_pairs):
        only = _(" and ").join(named[:_NAMED]) + (", …" if len(named) > _NAMED else "")
        return _(
            "holds no pairs of French and English, only {only}: export it with the languages fr and en",
            only=only,
        )
    if not has_pairs:
        return _("holds no pairs of French and English: export it again once it is translated")
    return ""


def _keys(importer: Importer) -> Iterator[bytes]:
    """Yield the keys of everything in the publication that a pair may translate."""
    for segmented, _record in open_records(importer.publication, importer.report):
        for sentence in segmented.sentences():
            yield from sentence_keys(sentence.text)
        yield from (block_key(text) for text, _ in paragraphs(segmented))


def _with_joins(target: Target, index: PairIndex) -> Target:
    """Join the sentences that a file joins, unless people have reviewed them one by one."""
    record = target.record
    if not any(pair.first for pairs in index.pairs.values() for pair in pairs):
        return target
    taken: set[int] = set()  # of two that overlap, the first joins
    for at, (sentence, entry) in enumerate(zip(record.sentences, record.entries, strict=True)):
        if at not in taken and not sentence.parts and (entry.fuzzy or not entry.msgstr):
            pairs = index.find(sentence_keys(sentence.text))
            chains = (record.chain(at, pair.rest) for pair in pairs if pair.first)
            found = next(filter(None, chains), [])
            record.join(found)
            taken.update(found)
    record.regroup()
    return replace(target, segmented=target.segmented.joined(record.sentences))


def _pairs(target: Target, index: PairIndex, at: int, number: int) -> list[Pair]:
    """Return the pairs of a sentence, best first. Those that answer more than it are kept in a comment."""
    record, sentence = target.record, target.record.sentences[at]
    keys = sentence_keys(sentence.text)
    found = index.find(keys, words(sentence.text), record.seed, number)
    if sentence.parts:
        by_first = index.find(sentence_keys(sentence.parts[0].text))
        return [
            *found,
            *(pair for pair in by_first if pair.first and not set(keys).isdisjoint(pair_keys(pair))),
        ]
    for pair in found:
        if pair.first:
            note_other(record, at, literal_string(pair.target), pair.origin)
            target.outcomes[at] = Outcome.NOTED
    return [pair for pair in found if not pair.first]


def _import_sentences(importer: Importer, target: Target, index: PairIndex) -> None:
    """Import the best pair of each sentence, and keep the others in comments."""
    record, reviewed = target.record, importer.reviewed
    keys = [sentence_keys(sentence.text) for sentence in record.sentences]
    if not any(key in index.pairs for each in keys for key in each):
        return
    for at, number in enumerate(_export_numbers(target)):
        offers = [
            (pair, offer)
            for pair in _pairs(target, index, at, number)
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
