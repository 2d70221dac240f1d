"""Add a term to `translate/glossary.csv`. Its other rows stay as they are, to the byte."""

import hashlib
from pathlib import Path

from enregard.article.blanks import is_blank, without_invisible
from enregard.errors import EnregardError, cannot_write
from enregard.messages import _, number
from enregard.system.encoding import decode_utf8
from enregard.system.files import folder_lock, read_file, replace_atomically, resolve_inside
from enregard.translate.glossary.csv_file import LARGEST, parse_glossary, with_row
from enregard.translate.glossary.glossary import Term

_HEADER = b"French,English,note\n"
_LONGEST = 200
"""Characters of a term or its English."""


def add_term(path: Path, french: str, english: str, *, follow_links: bool = False) -> tuple[Path, bytes]:
    """Add a row for a term to the glossary `path`; return the file and its new SHA-256.

    If `english` is empty, the term stays French. Raises EnregardError if the term is unusable or already in
    the glossary, or if the file has errors or cannot be written.
    """
    label = f"translate/{path.name}"
    french, english = _cleaned(french), _cleaned(english)
    if is_blank(french):
        raise EnregardError(_("the French term is missing"))
    file = resolve_inside(path, label, follow_links=follow_links)
    try:
        with folder_lock(file.parent):
            while (digest := _add(file, french, english, label)) is None:
                pass
            return file, digest
    except OSError as error:
        raise cannot_write(error, label) from error


def _add(file: Path, french: str, english: str, label: str) -> bytes | None:
    """Write the file and return its SHA-256; None if it just changed."""
    before = _read(file)
    content = _with_term(before or _HEADER, french, english, label)
    written = replace_atomically(file, content, lambda: _read(file) == before)
    return hashlib.sha256(content).digest() if written else None


def _cleaned(text: str) -> str:
    """Return a term as typed or selected, on one line. Raises EnregardError if it is no text or too long."""
    text = " ".join(without_invisible(text).split())
    if len(text) > _LONGEST:
        raise EnregardError(_("the term is longer than {most} characters", most=number(_LONGEST)))
    if not text.isprintable():
        raise EnregardError(_("the term contains characters that are not text: type it"))
    return text


def _read(file: Path) -> bytes:
    try:
        return read_file(file, LARGEST)
    except FileNotFoundError:
        return b""


def _with_term(before: bytes, french: str, english: str, label: str) -> bytes:
    """Return the content of a glossary with another row."""
    content = decode_utf8(before, path=label)
    terms, errors = parse_glossary(content, label)
    if errors:
        raise EnregardError(_("the glossary has an error, fix it first: {error}", error=str(errors[0])))
    key = Term(french, ()).key
    if (same := next((term for term in terms.terms if term.key == key), None)) is not None:
        english = " | ".join(same.english) or _("stays French")
        raise EnregardError(
            _(
                "the glossary has “{french}” already, on line {line}: {english}",
                french=same.french,
                line=same.line,
                english=english,
            )
        )
    if key in terms.switched_off:
        raise EnregardError(
            _("the glossary switches “{french}” off: edit that row of the file", french=french)
        )
    row = with_row(content, french, english)[len(content) :]
    after, errors = parse_glossary(content + row, label)
    if errors:
        raise EnregardError(_("the glossary cannot have this term: {error}", error=errors[0].what))
    assert len(after.terms) + len(after.switched_off) > len(terms.terms) + len(terms.switched_off)  # noqa: S101
    return before + row.encode()
