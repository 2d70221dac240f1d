"""List the most doubtful drafts, so that people review these first."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from math import ceil

from enregard.article.article import Facing, Finding, State
from enregard.article.doubt import is_doubtful, most_doubtful, trust
from enregard.article.flatten import flatten
from enregard.report import counted
from enregard.review.check import Checked


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A draft without its markup, and the reasons to doubt it."""

    seed: str
    line: int
    po: str
    sentence: str
    translation: str
    certainty: float | None
    """The model's, from 0 to 1; None if unknown."""
    findings: tuple[Finding, ...]

    def in_lines(self) -> Iterator[str]:
        """Yield three lines for people: where it is and why it is doubtful, its French, its English."""
        reasons = [] if self.certainty is None else [f"certainty {self.certainty:.2f}"]
        reasons += (f"{found.kind}: {found.reason}" for found in self.findings)
        yield f"{self.seed}, line {self.line}: {'; '.join(reasons)}"
        yield f"    fr  {self.sentence}"
        yield f"    en  {self.translation}"


def doubtful_in_article(seed: str, po: str, facings: Iterable[Facing]) -> tuple[Doubtful, ...]:
    """Return the most doubtful drafts of an article, at most ten, most doubtful first."""
    return tuple(_doubtful(seed, po, facing) for facing in most_doubtful(facings))


def doubtful_share(rows: Iterable[Checked], share: float) -> list[Doubtful]:
    """Return a `share` (0 to 1) of all drafts, most doubtful first.

    There are fewer if too many drafts have neither a finding nor a known certainty.
    """
    drafts = 0
    found: list[Doubtful] = []
    for row in rows:
        drafts += sum(facing.state is State.DRAFT for facing in row.facings)
        found += (_doubtful(row.seed, row.po, facing) for facing in row.facings if is_doubtful(facing))
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
    yield counted(len(drafts), "doubtful draft")


def _doubtful(seed: str, po: str, facing: Facing) -> Doubtful:
    french, english = flatten(facing.sentence.text), flatten(facing.target)
    return Doubtful(seed, facing.sentence.line, po, french, english, facing.certainty, facing.findings)
