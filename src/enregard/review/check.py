"""Check every translation of a publication, note the findings where translators see them, and list them."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from enregard.article.article import Facing, Finding, State, Text
from enregard.errors import EnregardError
from enregard.publication.lock import alone
from enregard.publication.publication import Publication
from enregard.records import open_records, read_facings
from enregard.report import Report, counted
from enregard.seeds.paths import published_paths
from enregard.translate.checks import check as check_translation
from enregard.translate.glossary.csv_file import usable_terms
from enregard.translate.memory.consistency import across
from enregard.translate.memory.memory import TranslationMemory
from enregard.translate.record.record import Record, save_record

PairCheck = Callable[[Text, Text], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Flaw:
    """A finding with its place: the seed and the line in it, the PO file, the sentence, its translation."""

    seed: str
    line: int
    po: str
    sentence: str
    translation: str
    state: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One article: its seed, the number of its translated sentences, and what is open in them."""

    seed: str
    sentences: int
    flaws: tuple[Flaw, ...]


def pair_check(publication: Publication, report: Report) -> PairCheck:
    """The checks as the publication's glossary wants them; a wrong line of it is reported and left out."""
    terms = usable_terms(publication.translate / "glossary.csv", report)
    return lambda source, target: check_translation(source, target, terms)


def check(publication: Publication, report: Report) -> Iterator[Checked]:
    """Check every article, in the order of the seeds, and note the findings in its PO file."""
    find = pair_check(publication, report)
    with alone(publication, "`enregard check`", report):
        yield from _checked(publication, report, find)


def _checked(publication: Publication, report: Report, find: PairCheck) -> Iterator[Checked]:
    paths = published_paths(publication.seeds, on_error=report.problem)
    with TranslationMemory(publication, paths) as reviewed:
        reviewed.gather()
        for segmented, record in open_records(publication, report, paths):
            note_findings(record, find, across(record.entries, reviewed))
            try:
                save_record(record)
            except EnregardError as error:
                report.problem(error)
            facings = read_facings(record, report)
            seed = f"seeds/{segmented.article.path}"
            flaws = tuple(flaw for facing in facings for flaw in _flaws(seed, record.shown, facing))
            yield Checked(seed, sum(facing.state is not State.MISSING for facing in facings), flaws)


def note_all(publication: Publication, report: Report) -> None:
    """Check every article and note the findings in its PO file, where that is all that is wanted."""
    for _ in check(publication, report):
        pass


def note_findings(record: Record, find: PairCheck, elsewhere: Iterable[Sequence[Finding]]) -> None:
    """Note in the record what `find` says of each translation in it, and what is found beside `elsewhere`."""
    for index, (facing, others) in enumerate(zip(record.facings()[0], elsewhere, strict=True)):
        if facing.state is not State.MISSING:
            record.note_findings(index, [*find(facing.sentence.text, facing.target), *others])


def _flaws(seed: str, po: str, facing: Facing) -> Iterator[Flaw]:
    for finding in facing.findings:
        yield Flaw(
            seed=seed,
            line=facing.sentence.line,
            po=po,
            sentence=facing.sentence.text.plain,
            translation=facing.target.plain,
            state=facing.state,
            kind=finding.kind,
            reason=finding.reason,
        )


def as_json(rows: Iterable[Checked]) -> Iterator[str]:
    """A JSON object for each finding."""
    for row in rows:
        for flaw in row.flaws:
            yield json.dumps(asdict(flaw), ensure_ascii=False)


def as_table(rows: Iterable[Checked]) -> Iterator[str]:
    """The articles with findings, each finding under its own, then the sum."""
    articles = sentences = found = faulty = 0
    for row in rows:
        articles += 1
        sentences += row.sentences
        if row.flaws:
            faulty += 1
            found += len(row.flaws)
            yield f"{row.seed}: {counted(len(row.flaws), 'finding')} in {counted(row.sentences, 'sentence')}"
        for flaw in row.flaws:
            yield f"  line {flaw.line}, {flaw.kind}: {flaw.reason}"
            yield f"    fr  {flaw.sentence}"
            yield f"    en  {flaw.translation}"
    yield (
        f"{counted(articles, 'article')}, {counted(sentences, 'sentence')}: "
        f"{counted(found, 'finding')} in {counted(faulty, 'article')}"
    )
