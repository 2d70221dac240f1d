"""Show how much of each article is translated and reviewed."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import chain
from operator import add

from enregard.article.article import State
from enregard.article.typography import canonical
from enregard.messages import _, ngettext, number
from enregard.moves.orphans import find_orphans, read_orphans
from enregard.publication.publication import Publication
from enregard.records import open_records, read_facings
from enregard.report import Report
from enregard.review.check import Checked
from enregard.review.doubtful import Doubtful, doubtful_in_article
from enregard.site.withheld import why_unpublished
from enregard.translate.record.outline import is_reviewed
from enregard.translate.segment.facing import face


@dataclass(frozen=True, slots=True)
class Status:
    """An article's seed, and its numbers of French words, sentences and findings."""

    seed: str
    words: int
    sentences: int
    missing: int
    draft: int
    reviewed: int
    findings: int
    """Findings that nobody accepted, as last recorded."""
    held: str | None = None
    """Why the article is unpublished, in a few words; None if it is published."""
    doubtful: tuple[Doubtful, ...] = ()
    """Its most doubtful drafts, most doubtful first."""


def status(publication: Publication, report: Report, share: float | None = None) -> Iterator[Status]:
    """Yield the status of every article, in the order of the seeds, then note the orphans.

    `share` (0 to 1) says how many of an article's drafts are listed as doubtful; None means ten. Nothing is
    written.
    """
    orphans = list(read_orphans(publication, find_orphans(publication, []), report.problem))
    published: set[str] = set()
    used: set[str] = set()
    for segmented, record in open_records(publication, report):
        if orphans:
            published.update(canonical(entry.msgid) for entry in record.every())
            used.update(canonical(entry.msgid) for entry in record.entries if is_reviewed(entry))
        facings = read_facings(record, lambda error: report.note(str(error)))
        states: Counter[State] = Counter()
        for facing in facings:
            states[facing.state] += facing.sentence.count
        yield Status(
            seed=record.seed,
            words=sum(len(facing.sentence.text.plain.split()) for facing in facings),
            sentences=states.total(),
            missing=states[State.MISSING],
            draft=states[State.DRAFT],
            reviewed=states[State.REVIEWED],
            findings=sum(len(facing.findings) for facing in facings),
            held=why_unpublished(publication, face(segmented, facings)) or None,
            doubtful=doubtful_in_article(Checked(record.seed, record.label, facings, record.lines()), share),
        )
    for orphan in orphans:
        report.note(orphan.described(used, published))


def as_json(rows: Iterable[Status]) -> Iterator[str]:
    """Yield a JSON object for each row."""
    for row in rows:
        yield json.dumps(asdict(row), ensure_ascii=False)


def as_table(rows: Iterable[Status], *, doubtful: bool = False) -> Iterator[str]:
    """Yield the lines of a table: a row for each article, with its doubtful drafts if wanted, then totals."""
    # Translators: heads of narrow columns, of at most nine letters if possible
    heads = (_("words"), _("sentences"), _("missing"), _("draft"), _("reviewed"), _("findings"))
    widths = [max(9, len(head)) for head in heads]
    yield _row(heads, widths) + "  " + _("article")
    total = [0] * len(heads)
    articles = unpublished = 0
    for row in rows:
        numbers = (row.words, row.sentences, row.missing, row.draft, row.reviewed, row.findings)
        why = " " + _("(unpublished: {why})", why=row.held) if row.held else ""
        yield _row(map(number, numbers), widths) + f"  {row.seed}{why}"
        if doubtful:
            yield from chain.from_iterable(draft.in_lines() for draft in row.doubtful)
        total = list(map(add, total, numbers))
        articles += 1
        unpublished += bool(row.held)
    count = ngettext("{count} article", "{count} articles", articles)
    if unpublished:
        count += ", " + ngettext("{count} unpublished", "{count} unpublished", unpublished)
    yield _row(map(number, total), widths) + f"  {count}"


def _row(cells: Iterable[str], widths: Iterable[int]) -> str:
    return " ".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
