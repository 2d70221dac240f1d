"""The findings of the checks, as notes for readers if the publication shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from enregard.article.article import Facing, FacingArticle, Finding, State


@dataclass(frozen=True, slots=True)
class Note:
    """The findings in one sentence; `href` leads to its mark in the text, or to the article's title."""

    number: int
    href: str
    findings: tuple[Finding, ...]


def notes(article: FacingArticle) -> tuple[Note, ...]:
    """Return the notes on `article`: on its text in reading order, like the marks, then on its headers."""
    in_text = _found(facing for facings in article.leaves for facing in facings)
    in_head = _found(facing for facings in article.fields.values() for facing in facings)
    return tuple(
        Note(number, f"#flag-{number}" if number <= len(in_text) else "#title", facing.findings)
        for number, facing in enumerate([*in_text, *in_head], 1)
    )


def finding_mark(number: int, words: str) -> str:
    """Render the mark after a sentence, which links to its note; screen readers say `words`."""
    return (
        f'<sup class="flag"><a href="#finding-{number}" id="flag-{number}" aria-label="{words} {number}">'
        f"†{number}</a></sup>"
    )


def _found(facings: Iterable[Facing]) -> list[Facing]:
    return [facing for facing in facings if facing.findings and facing.state is not State.MISSING]
