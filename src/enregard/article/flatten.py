"""Turn a text with marks into one line."""

from enregard.article.article import ATOMS, Mark, MarkKind, Text
from enregard.article.blanks import one_line


def flatten(text: Text) -> str:
    """Return the words of `text` on one line, without markup."""
    has_atoms = any(mark.kind in ATOMS for mark in text.marks) if text.marks else False
    return one_line("".join(_characters(text)) if has_atoms else text.plain)


def flatten_with_marks(text: Text) -> Text:
    """Flatten `text`, but keep the marks over words not to be translated."""
    characters = _characters(text)
    marks = []
    for mark in text.marks:
        words = one_line("".join(characters[mark.start : mark.end]))
        if mark.kind is MarkKind.NOT_TRANSLATED and words:
            end = len(one_line("".join(characters[: mark.end])))
            marks.append(Mark(mark.kind, end - len(words), end))
    return Text(one_line("".join(characters)), tuple(marks))


def _characters(text: Text) -> list[str]:
    """Return the characters of `text`, with a blank or an empty string for each atom."""
    characters = list(text.plain)
    for mark in text.marks:
        if mark.kind in ATOMS:
            characters[mark.start] = " " if mark.kind in (MarkKind.IMAGE, MarkKind.BREAK) else ""
    return characters
