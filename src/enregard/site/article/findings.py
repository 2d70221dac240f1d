"""What the checks found in a translation, as notes for readers where the publication wants them shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from enregard.article.article import Facing, FacingArticle, Finding, State


@dataclass(frozen=True, slots=True)
class Note:
    """What was found in one sentence. `href` leads to its mark in the text, or to the article's head."""

    number: int
    href: str
    findings: tuple[Finding, ...]


def notes(article: FacingArticle) -> tuple[Note, ...]:
    """The notes on `article`: on its text in reading order, as marks are numbered, then on its headers."""
    in_text = _found(facing for facings in article.leaves for facing in facings)
    in_head = _found(facing for facings in article.fields.values() for facing in facings)
    return tuple(
        Note(number, mark_place(number) if number <= len(in_text) else "#title", facing.findings)
        for number, facing in enumerate([*in_text, *in_head], 1)
    )


def mark(number: int, words: str) -> str:
    """The mark after a sentence that leads to its note; `words` name it where it is read aloud."""
    place = mark_place(number).removeprefix("#")
    return (
        f'<sup class="flag"><a href="#finding-{number}" id="{place}" aria-label="{words} {number}">'
        f"†{number}</a></sup>"
    )


def mark_place(number: int) -> str:
    """Where the mark of the note `number` is on its page."""
    return f"#flag-{number}"


def _found(facings: Iterable[Facing]) -> list[Facing]:
    return [facing for facing in facings if facing.findings and facing.state is not State.MISSING]
