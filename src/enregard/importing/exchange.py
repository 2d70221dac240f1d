"""Import exchange files into the publication's records.

The files are read to their end before anything is written, so that one which turns out to be damaged changes
nothing. Of them only what answers a sentence of the publication is held in memory.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from enregard.article.article import Text
from enregard.errors import EnregardError
from enregard.export.units import Item, units
from enregard.importing.accept import Offer, Result, note_other, standing, take
from enregard.importing.formats.detect import all_units, files
from enregard.importing.lookup import Sought, keys_of_sentence
from enregard.importing.markup.match import marked
from enregard.importing.pairs import Pair, has_words
from enregard.importing.paragraphs import from_blocks, whole_blocks
from enregard.publication.lock import alone
from enregard.publication.publication import Publication
from enregard.records import open_records, rename_detector
from enregard.report import Report, counted
from enregard.review.check import PairCheck, pair_check
from enregard.translate.record.record import Record
from enregard.translate.record.review import ChangedMeanwhileError, save
from enregard.translate.segment.facing import face, in_markup

if TYPE_CHECKING:
    from enregard.translate.segment.facing import Segmented

ENTERED = frozenset({Result.REVIEWED, Result.DRAFT})


@dataclass(slots=True)
class Imported:
    """What an import did: sentences by what became of them, articles written to, pairs without a sentence."""

    sentences: Counter[Result] = field(default_factory=Counter)
    articles: int = 0
    unused: int = 0

    def summary(self, dry_run: bool = False) -> str:
        """What was done, in a line."""
        count = self.sentences
        taken = count[Result.REVIEWED] + count[Result.DRAFT]
        said = [
            f"{counted(taken, 'sentence')} {'would be ' if dry_run else ''}taken "
            f"in {counted(self.articles, 'article')}, {count[Result.REVIEWED]:,} of them as reviewed"
        ]
        said += [f"{count[Result.SAME]:,} there already"] if count[Result.SAME] else []
        said += (
            [f"{counted(count[Result.NOTED], 'draft')} noted beside another"] if count[Result.NOTED] else []
        )
        said += [counted(count[Result.CONFLICT], "conflict")] if count[Result.CONFLICT] else []
        said += [f"{self.unused:,} unused"] if self.unused else []
        return "; ".join(said)


@dataclass(frozen=True, slots=True)
class Ways:
    """How to import: all as `reviewed`, a `dry_run` that writes nothing.

    `tell` receives a line for each conflict, `unused` each pair that answers no sentence.
    """

    tell: Callable[[str], None]
    unused: Callable[[Pair], None] = lambda pair: None
    reviewed: bool = False
    dry_run: bool = False


def import_files(publication: Publication, path: Path, ways: Ways, report: Report) -> Imported:
    """Take over what the file `path`, or each in the folder `path`, holds for sentences of the publication.

    Raises EnregardError where a file cannot be read to its end; nothing is then written.
    """
    paths = files(path)
    done = Imported()
    check = pair_check(publication, report)
    with nullcontext() if ways.dry_run else alone(publication, "`enregard import`", report):
        sought = Sought()
        for segmented, _ in open_records(publication, report):
            for sentence in segmented.sentences():
                sought.wanted.update(keys_of_sentence(sentence.text))
            sought.wanted.update(key for _, key in whole_blocks(segmented))
        for alternatives in all_units(paths, path if path.is_dir() else path.parent):
            if any(has_words(pair) for pair in alternatives) and not sought.offer(alternatives):
                done.unused += 1
                ways.unused(alternatives[0])
        adopted = None if ways.dry_run else rename_detector(publication)
        for segmented, record in open_records(publication, report, detector=adopted):
            results = dict(_import_into(segmented, record, sought, check, ways))
            for index, found in from_blocks(segmented, record, sought, ways.reviewed, results):
                results[index] = take_offer(record, index, found, check, ways)
            done.sentences.update(results.values())
            done.articles += any(result in ENTERED for result in results.values())
            if results and not ways.dry_run:
                write(record, results, report)
    return done


def write(record: Record, results: Mapping[int, Result], report: Report) -> None:
    """Write a record into which something was taken; report where that cannot be."""
    try:
        save(record, [index for index, result in results.items() if result in ENTERED])
    except EnregardError as error:
        report.problem(error)
    except ChangedMeanwhileError:
        report.problem(
            EnregardError("was changed meanwhile by somebody else: import once more", path=record.shown)
        )


def _import_into(
    segmented: "Segmented", record: Record, sought: Sought, check: PairCheck, ways: Ways
) -> Iterator[tuple[int, Result]]:
    """Take into `record` what was found for its sentences; by their index, what became of each."""
    keys = [keys_of_sentence(sentence.text) for sentence in record.sentences]
    if not any(key in sought.found for pair in keys for key in pair):
        return
    seed = f"seeds/{segmented.article.path}"
    numbers = _numbers(segmented, record)
    for index, sentence in enumerate(record.sentences):
        offers = [
            (pair, offer)
            for pair in sought.pairs(keys[index], seed, numbers[index])
            if (offer := _offer(pair, sentence.text, standing(record, index), ways)) is not None
        ]
        if not offers:
            continue
        yield index, take_offer(record, index, offers[0][1], check, ways)
        for pair, other in offers[1:]:
            # a pair of another place has that, and what a model said is nobody's words
            if not pair.seed and (other.reviewed or not other.engine):
                note_other(record, index, other)


def take_offer(record: Record, index: int, offer: Offer, check: PairCheck, ways: Ways) -> Result:
    """Take an offer into the record, and tell of a conflict."""
    result = take(record, index, offer, check)
    if result is Result.CONFLICT:
        entry = record.entries[index]
        where = f"{record.shown}:{entry.linenum}" if entry.linenum else record.shown
        ways.tell(
            f"conflict: {where}: reviewed as “{entry.msgstr}”, and {offer.place} has “{offer.string}”: "
            "that is kept in a comment"
        )
    return result


def _numbers(segmented: "Segmented", record: Record) -> dict[int, int]:
    """For the index of each sentence in the record its number in exports."""
    facings, _ = record.facings()
    item = Item(face(segmented, facings), in_markup(segmented, facings))
    numbers = {id(unit.facing.sentence): unit.number for unit in units(item)}
    return {index: numbers[id(sentence)] for index, sentence in enumerate(record.sentences)}


def _offer(pair: Pair, source: Text, standing: Text | None, ways: Ways) -> Offer | None:
    """What a pair says of a sentence; None where it says nothing."""
    english = marked(pair, source, standing)
    if english is None:
        return None
    reviewed = pair.reviewed or ways.reviewed
    return Offer(
        english.string,
        pair.place,
        reviewed=reviewed and not english.doubt,
        engine=pair.engine,
        notes=pair.notes,
        doubt=english.doubt,
    )
