"""Check all translations of a publication, record the findings in its PO files, and list them."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from enregard.article.article import Facing, Finding, State, Text
from enregard.errors import EnregardError
from enregard.publication.lock import alone
from enregard.publication.publication import Publication
from enregard.records import open_records, read_facings
from enregard.report import Report, counted
from enregard.seeds.paths import article_paths
from enregard.translate.checks import check as check_translation
from enregard.translate.glossary.csv_file import usable_terms
from enregard.translate.memory.consistency import consistency_findings
from enregard.translate.memory.memory import TranslationMemory
from enregard.translate.record.record import Record, save_record

PairCheck = Callable[[Text, Text], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with its seed and line, PO file, sentence and translation."""

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
    """An article: its seed, the number of its translated sentences, and their findings."""

    seed: str
    sentences: int
    findings: tuple[Located, ...]


def pair_check(publication: Publication, report: Report) -> PairCheck:
    """Return the checks with the publication's glossary, whose wrong lines are reported and left out."""
    terms = usable_terms(publication.translate / "glossary.csv", report)
    return lambda source, target: check_translation(source, target, terms)


def check(publication: Publication, report: Report) -> Iterator[Checked]:
    """Check every article, in the order of the seeds, and record the findings in its PO file."""
    find = pair_check(publication, report)
    with alone(publication, "`enregard check`", report):
        yield from _checked(publication, report, find)


def _checked(publication: Publication, report: Report, find: PairCheck) -> Iterator[Checked]:
    paths = article_paths(publication.seeds, on_error=report.problem)
    with TranslationMemory(publication, paths) as reviewed:
        reviewed.build_index()
        for segmented, record in open_records(publication, report, paths):
            _record_findings(record, find, consistency_findings(record.entries, reviewed))
            try:
                save_record(record)
            except EnregardError as error:
                report.problem(error)
            facings = read_facings(record, report)
            seed = f"seeds/{segmented.article.path}"
            found = tuple(located for facing in facings for located in _locate(seed, record.label, facing))
            yield Checked(seed, sum(facing.state is not State.MISSING for facing in facings), found)


def record_findings(publication: Publication, report: Report) -> None:
    """Check every article and record the findings in its PO file."""
    for _ in check(publication, report):
        pass


def _record_findings(record: Record, find: PairCheck, elsewhere: Iterable[Sequence[Finding]]) -> None:
    """Record what `find` reports about each translation, and the findings from `elsewhere`."""
    for index, (facing, others) in enumerate(zip(record.facings()[0], elsewhere, strict=True)):
        if facing.state is not State.MISSING:
            record.set_findings(index, [*find(facing.sentence.text, facing.target), *others])


def _locate(seed: str, po: str, facing: Facing) -> Iterator[Located]:
    for finding in facing.findings:
        yield Located(
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
    """Yield a JSON object for each finding."""
    for row in rows:
        for finding in row.findings:
            yield json.dumps(asdict(finding), ensure_ascii=False)


def as_table(rows: Iterable[Checked]) -> Iterator[str]:
    """Yield the lines of a table: articles with their findings, then the totals."""
    articles = sentences = findings = with_findings = 0
    for row in rows:
        articles += 1
        sentences += row.sentences
        findings += len(row.findings)
        if row.findings:
            with_findings += 1
            found = counted(len(row.findings), "finding")
            yield f"{row.seed}: {found} in {counted(row.sentences, 'sentence')}"
        for finding in row.findings:
            yield f"  line {finding.line}, {finding.kind}: {finding.reason}"
            yield f"    fr  {finding.sentence}"
            yield f"    en  {finding.translation}"
    yield (
        f"{counted(articles, 'article')}, {counted(sentences, 'sentence')}: "
        f"{counted(findings, 'finding')} in {counted(with_findings, 'article')}"
    )
