"""Check all translations of a publication, record the findings in its PO files, and list them."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import PurePosixPath

from enregard.article.article import Facing, Finding, State, Text
from enregard.article.flatten import flatten
from enregard.errors import EnregardError
from enregard.messages import _, ngettext
from enregard.moves.orphans import memory_of
from enregard.publication.lock import writer_lock
from enregard.publication.publication import Publication
from enregard.records import open_records, read_facings
from enregard.report import Report
from enregard.review.reasons import kind_of, reason_of
from enregard.seeds.paths import article_paths
from enregard.translate.checks import check as check_translation
from enregard.translate.glossary.csv_file import usable_terms
from enregard.translate.glossary.glossary import Glossary
from enregard.translate.memory.consistency import consistency_findings
from enregard.translate.record.record import save_record

PairCheck = Callable[[Text, Text], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Checked:
    """An article: its seed, its PO file, its sentences facing their translations, and their lines there."""

    seed: str
    po: str
    facings: Sequence[Facing]
    po_lines: Sequence[int]

    def findings(self) -> Iterator[tuple[Facing, int, Finding]]:
        """Yield each finding with its sentence, and the line of that in the PO file."""
        for facing, po_line in zip(self.facings, self.po_lines, strict=True):
            for finding in facing.findings:
                yield facing, po_line, finding


def pair_check(publication: Publication, report: Report) -> PairCheck:
    """Return a function that checks a pair against the glossary. Report invalid lines of the glossary."""
    terms = _terms(publication, report)
    return lambda source, target: check_translation(source, target, terms)


def _terms(publication: Publication, report: Report) -> Glossary:
    return usable_terms(publication.translate / "glossary.csv", report, follow_links=publication.follow_links)


def check(
    publication: Publication,
    report: Report,
    only: Iterable[PurePosixPath] | None = None,
    *,
    write: bool = True,
) -> Iterator[Checked]:
    """Check every article, in the order of the seeds, and record the findings in its PO file.

    `only` are the paths below `seeds/` of the articles to check. Unless `write` is set, nothing is written,
    and translations do not follow articles that moved.
    """
    terms = _terms(publication, report)
    lock = writer_lock(publication, "`enregard check`", report) if write else nullcontext()
    with lock:
        paths = article_paths(publication.seeds, on_error=report.problem)
        with memory_of(publication, [*map(str, paths)], cached=write) as reviewed:
            reviewed.build_index()
            some = paths if only is None else only
            for _, record in open_records(publication, report, some, moving=write):
                consistency = consistency_findings(record.entries, reviewed, terms)
                for index, (facing, others) in enumerate(zip(record.facings()[0], consistency, strict=True)):
                    if facing.state is not State.MISSING:
                        found = check_translation(facing.sentence.text, facing.target, terms)
                        record.set_findings(index, [*found, *others])
                try:
                    if write:
                        save_record(record)
                except EnregardError as error:
                    report.problem(error)
                facings = read_facings(record, report.problem)
                yield Checked(record.seed, record.label, facings, record.lines())


def as_json(rows: Iterable[Checked]) -> Iterator[str]:
    """Yield a JSON object for each finding."""
    for row in rows:
        for facing, po_line, finding in row.findings():
            located = {
                "seed": row.seed,
                "line": facing.sentence.line,
                "po": row.po,
                "po_line": po_line,
                "sentence": flatten(facing.sentence.text),
                "translation": flatten(facing.target),
                "state": facing.state,
                "kind": finding.kind,
                "reason": finding.reason,
            }
            yield json.dumps(located, ensure_ascii=False)


def as_table(rows: Iterable[Checked]) -> Iterator[str]:
    """Yield the lines of a table: articles with their findings, then the totals."""
    articles = sentences = findings = with_findings = 0
    for row in rows:
        found = list(row.findings())
        translated = sum(facing.sentence.count for facing in row.facings if facing.state is not State.MISSING)
        articles += 1
        sentences += translated
        findings += len(found)
        if found:
            with_findings += 1
            yield _(
                "{seed}: {findings} in {sentences}",
                seed=row.seed,
                findings=ngettext("{count} finding", "{count} findings", len(found)),
                sentences=ngettext("{count} sentence", "{count} sentences", translated),
            )
        for facing, po_line, finding in found:
            yield _(
                "  line {line}, {po}:{po_line}, {kind}: {reason}",
                line=facing.sentence.line,
                po=row.po,
                po_line=po_line,
                kind=kind_of(finding),
                reason=reason_of(finding),
            )
            yield f"    fr  {flatten(facing.sentence.text)}"
            yield f"    en  {flatten(facing.target)}"
    yield (
        _(
            "{articles}, {sentences}: {findings} in {flagged}",
            articles=ngettext("{count} article", "{count} articles", articles),
            sentences=ngettext("{count} sentence", "{count} sentences", sentences),
            findings=ngettext("{count} finding", "{count} findings", findings),
            flagged=ngettext("{count} article", "{count} articles", with_findings),
        )
    )
