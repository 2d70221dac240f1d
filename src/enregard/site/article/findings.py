"""The findings of the checks, as notes for readers if the publication shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from enregard.article.article import Facing, FacingArticle, Finding, State


@dataclass(frozen=True, slots=True)
class Note:
    """The findings in one sentence; `href` leads to its mark in the text, or to the article's title."""

    number: int
    href: str
    findings: tuple[Finding, ...]


def notes(article: FacingArticle) -> tuple[Note, ...]:
    """Return the notes on `article`: first on its text, numbered like the marks, then on its headers."""
    in_text = _found(article.leaves)
    in_head = _found(article.fields.values())
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


def _found(parts: Iterable[tuple[Facing, ...]]) -> list[Facing]:
    facings = chain.from_iterable(parts)
    return [facing for facing in facings if facing.findings and facing.state is not State.MISSING]
