"""Render the blocks of an article as XHTML for e-readers, row by row in French and English.

E-readers may be offline, so books load nothing from other hosts: images become their text, with a link. Raw
HTML may not be well-formed, so inline tags are left out, and HTML blocks appear as code.
"""

from dataclasses import dataclass
from html import escape
from urllib.parse import quote, urlsplit

from enregard.article.article import LITERAL, Block, Facing, FacingArticle, Mark, MarkKind, State, Text
from enregard.article.edits import Step
from enregard.export.codes import pieces
from enregard.site.article.blocks import BlockRenderer, split_title
from enregard.site.article.html import TAGS
from enregard.site.words.strings import STRINGS
from enregard.site.words.typography import typeset, typeset_characters
from enregard.system.xml import FORBIDDEN

_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_HOST = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-")
_UNQUOTED = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Row:
    """A top-level block in both languages."""

    kind: str
    fr: str
    en: str


def rows(article: FacingArticle) -> tuple[Row | None, list[Row]]:
    """Render `article`: the heading that is its title (None if absent), and the other blocks."""
    title, blocks = split_title(article.article)
    sides = _Side("fr", article), _Side("en", article)
    heading = Row("heading", *(side.leaf() for side in sides)) if title else None
    unmarked = (facing.note for name in ("title", "description") for facing in article.fields.get(name, ()))
    notes = "".join([sides[1].take_notes(), *(editors_note(0, note) for note in unmarked if note)])
    body = [Row(block.kind, *(side.block(block) + side.take_notes() for side in sides)) for block in blocks]
    return heading, [Row("notes", "", notes), *body] if notes else body


def editors_note(number: int, note: str) -> str:
    """Render an editor's note; its sentence has no mark if `number` is 0."""
    anchor, mark = (f' id="editors-note-{number}"', f"*{number} ") if number else ("", "")
    return (
        f'<aside epub:type="footnote" role="doc-footnote"{anchor}>\n'
        f"<p>{mark}<strong>{STRINGS['en'].editors_note}:</strong> {xhtml_text(note, 'en')}</p>\n</aside>\n"
    )


def xhtml_text(content: str, lang: str = "") -> str:
    """Escape `content` for XHTML; typeset it if its language is given."""
    if lang:
        content = typeset(content, lang)
    return escape(FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", content), quote=True)


def safe_address(address: str) -> str:
    """Return `address` quoted for a link in a book, or "" if a book cannot link to it."""
    try:
        parts = urlsplit(address)
        if parts.scheme.lower() not in _SCHEMES or not (parts.netloc or parts.path):
            return ""
        if parts.scheme.lower() in ("http", "https"):
            host = parts.hostname or ""
            if not host or not host.isascii() or (parts.port or 0) < 0 or not set(host) <= _HOST:
                return ""
    except ValueError:
        return ""
    return quote(address.encode("utf-8", "replace"), safe=_UNQUOTED)


def _title(mark: Mark) -> str:
    return f' title="{xhtml_text(mark.attrs["title"])}"' if mark.attrs.get("title") else ""


class _Side(BlockRenderer):
    """One language of an article in a book."""

    rule = "<hr/>"

    def __init__(self, lang: str, article: FacingArticle) -> None:
        super().__init__(lang, article)
        self._editors_notes: list[str] = []
        self._note_count = 0

    def sentence(self, facing: Facing) -> str:
        """Render one sentence; the class of an English one is the state of the translation."""
        inside = self._inline(*self.text(facing))
        if self.lang == "fr":
            return inside
        missing = ' lang="fr" xml:lang="fr"' if facing.state is State.MISSING else ""
        html = f'<span class="{facing.state}"{missing}>{inside}</span>'
        if not facing.note:
            return html
        self._note_count += 1
        number = self._note_count
        self._editors_notes.append(editors_note(number, facing.note))
        link = f'<a epub:type="noteref" role="doc-noteref" href="#editors-note-{number}">*{number}</a>'
        return f"{html}<sup>{link}</sup>"

    def take_notes(self) -> str:
        """Return the editor's notes on the sentences since the last call."""
        notes = "".join(self._editors_notes)
        self._editors_notes.clear()
        return notes

    def literal(self, block: Block) -> str:
        """Render code, and raw HTML as code."""
        return f"<pre><code>{xhtml_text(block.literal)}</code></pre>\n"

    def footnote(self, number: int, anchor: str, inside: str) -> str:
        """Render a footnote, which e-readers show in a pop-up."""
        return (
            f'<aside epub:type="footnote" role="doc-footnote"{anchor}>\n'
            f"<p><sup>{number}</sup></p>\n{inside}</aside>\n"
        )

    def _inline(self, text: Text, lang: str) -> str:
        if not text.marks:
            return xhtml_text(text.plain, lang)
        own, french = (typeset_characters(text.plain, of) for of in (lang, "fr"))  # per character
        out: list[str] = []
        at = in_link = in_code = in_french = 0
        for piece in pieces(text):
            if isinstance(piece, str):
                printed = "".join((french if in_french else own)[at : at + len(piece)])
                out.append(xhtml_text(piece if in_code else printed))
                at += len(piece)
                continue
            mark = piece.mark
            closes = piece.role is Step.CLOSE
            by = -1 if closes else 1
            if piece.role is Step.ATOM:
                at += 1
                out.append(self._alone(mark, bool(in_link)))
            elif mark.kind is MarkKind.NOT_TRANSLATED:
                in_french += by
                out.append("</span>" if closes else '<span lang="fr" xml:lang="fr" translate="no">')
            elif mark.kind is not MarkKind.LINK:
                in_code += by if mark.kind in LITERAL else 0
                out.append(f"</{TAGS[mark.kind]}>" if closes else f"<{TAGS[mark.kind]}{_title(mark)}>")
            else:
                # XHTML allows no link in a link
                in_link -= closes
                address = "" if in_link else safe_address(mark.attrs.get("href", ""))
                in_link += not closes
                if address:
                    out.append("</a>" if closes else f'<a href="{escape(address)}">')
        return "".join(out)

    def _alone(self, mark: Mark, linked: bool) -> str:
        match mark.kind:
            case MarkKind.BREAK:
                return "<br/>"
            case MarkKind.FOOTNOTE:
                number = self.notes.get(mark.attrs.get("label", ""))
                if number is None or linked:
                    return f"<sup>{number or xhtml_text(mark.attrs.get('label', ''))}</sup>"
                return (
                    f'<sup><a epub:type="noteref" role="doc-noteref" href="#{self.lang}-note-{number}">'
                    f"{number}</a></sup>"
                )
            case MarkKind.IMAGE:
                text = xhtml_text(mark.attrs.get("alt", "") or mark.attrs.get("title", "") or "image")
                address = "" if linked else safe_address(mark.attrs.get("src", ""))
                return f'<a href="{escape(address)}">[{text}]</a>' if address else f"[{text}]"
        return ""
