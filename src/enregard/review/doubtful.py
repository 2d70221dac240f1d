"""List the most doubtful drafts, so that people review these first."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from math import ceil

from enregard.article.article import Facing, Finding, State
from enregard.article.doubt import MOST, is_doubtful, most_doubtful, trust
from enregard.article.flatten import flatten
from enregard.messages import _, ngettext, number
from enregard.review.check import Checked
from enregard.review.reasons import kind_of, reason_of


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A draft without its markup, and the reasons to doubt it."""

    seed: str
    line: int
    po: str
    po_line: int
    sentence: str
    translation: str
    certainty: float | None
    """The model's, from 0 to 1; None if unknown."""
    findings: tuple[Finding, ...]

    def in_lines(self) -> Iterator[str]:
        """Yield three lines for people: where it is and why it is doubtful, its French, its English."""
        reasons = (
            [] if self.certainty is None else [_("certainty {number}", number=number(self.certainty, 2))]
        )
        reasons += (
            _("{kind}: {reason}", kind=kind_of(found), reason=reason_of(found)) for found in self.findings
        )
        yield _(
            "{seed}, line {line}, {po}:{po_line}: {reasons}",
            seed=self.seed,
            line=self.line,
            po=self.po,
            po_line=self.po_line,
            reasons="; ".join(reasons),
        )
        yield f"    fr  {self.sentence}"
        yield f"    en  {self.translation}"


def doubtful_in_article(row: Checked, share: float | None = None) -> tuple[Doubtful, ...]:
    """Return a `share` (0 to 1) of an article's drafts, or ten of them, most doubtful first."""
    drafts = sum(facing.state is State.DRAFT for facing in row.facings)
    count = MOST if share is None else ceil(share * drafts)
    lines = {id(facing): po_line for facing, po_line in zip(row.facings, row.po_lines, strict=True)}
    return tuple(_doubtful(row, facing, lines[id(facing)]) for facing in most_doubtful(row.facings, count))


def doubtful_share(rows: Iterable[Checked], share: float) -> list[Doubtful]:
    """Return a `share` (0 to 1) of all drafts, most doubtful first.

    There are fewer if too many drafts have neither a finding nor a known certainty.
    """
    drafts = 0
    found: list[Doubtful] = []
    for row in rows:
        drafts += sum(facing.state is State.DRAFT for facing in row.facings)
        pairs = zip(row.facings, row.po_lines, strict=True)
        found += (_doubtful(row, facing, po_line) for facing, po_line in pairs if is_doubtful(facing))
    found.sort(key=lambda draft: trust(draft.findings, draft.certainty))
    return found[: ceil(share * drafts)]


def as_json(drafts: Iterable[Doubtful]) -> Iterator[str]:
    """Yield a JSON object for each draft."""
    for draft in drafts:
        yield json.dumps(asdict(draft), ensure_ascii=False)


def as_table(drafts: Sequence[Doubtful]) -> Iterator[str]:
    """Yield three lines for each draft, then their number."""
    for draft in drafts:
        yield from draft.in_lines()
    yield ngettext("{count} doubtful draft", "{count} doubtful drafts", len(drafts))


def _doubtful(row: Checked, facing: Facing, po_line: int) -> Doubtful:
    french, english = flatten(facing.sentence.text), flatten(facing.target)
    line, certainty = facing.sentence.line, facing.certainty
    return Doubtful(row.seed, line, row.po, po_line, french, english, certainty, facing.findings)
