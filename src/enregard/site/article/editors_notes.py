"""The editor's notes for readers of the English, each after the passage with its sentence."""

from enregard.site.article.html import plain_html
from enregard.site.words.strings import Strings


def note_mark(number: int, words: str) -> str:
    """Render the mark after a sentence, which links to its note; screen readers say `words`."""
    return (
        f'<sup class="note-mark"><a href="#editors-note-{number}" id="noted-{number}" role="doc-noteref" '
        f'aria-label="{words} {number}">*{number}</a></sup>'
    )


def editors_note(number: int, note: str, strings: Strings) -> str:
    """Render a note, with a link back to its mark; it has no mark if `number` is 0."""
    anchor = f' id="editors-note-{number}"' if number else ""
    mark = f'<span aria-hidden="true">*{number}</span> ' if number else ""
    back = (
        f' <a class="back" href="#noted-{number}" role="doc-backlink" '
        f'aria-label="{strings.back_to_sentence} {number}">↩</a>'
        if number
        else ""
    )
    return (
        f'<p class="editors-note" role="note"{anchor}>{mark}<strong>{strings.editors_note}:</strong> '
        f"{plain_html(note, 'en')}{back}</p>\n"
    )
