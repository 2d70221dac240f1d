"""Reads the PO file of an article, and says which line of it is wrong."""

import re
from pathlib import Path

import polib

from enregard.errors import EnregardError, cannot_read
from enregard.system.encoding import decoded
from enregard.translate.record.po_errors import fault_at, first_fault
from enregard.translate.record.po_fast import read_plain_po

WIDTH = 78  # columns, as GNU gettext wraps
_LARGEST = 100_000_000  # bytes, two million entries: an article has at most 8 MB


def read_bytes(path: Path, label: str) -> bytes | None:
    """The content of the file at `path`, or None without one. Raises EnregardError if unreadable."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise cannot_read(error, label) from error
    if len(content) > _LARGEST:
        raise EnregardError(
            f"is larger than {_LARGEST // 1_000_000} MB: take out what does not belong to the article",
            path=label,
        )
    return content


def parse_po(content: bytes | None, path: Path, label: str) -> polib.POFile | None:
    """The PO file at `path` that holds `content`, or None where there is none.

    Raises EnregardError that names the first line which no PO file has.
    """
    if content is None:
        return None
    if not content.strip():
        raise EnregardError(
            "is empty: take an older version of it, or delete it to have the article drafted anew", path=label
        )
    text = decoded(content, path=label, then="; left untouched")
    plain = read_plain_po(text)
    if plain is not None:
        plain.wrapwidth = WIDTH
        return plain
    fault = first_fault(text)
    if fault is None:
        try:
            # by path: given a text, polib would end its lines at more than the line feeds
            return polib.pofile(str(path), encoding="utf-8", wrapwidth=WIDTH)
        except (OSError, ValueError, LookupError, AttributeError, TypeError) as error:
            named = re.search(r"\(line (\d+)\)", str(error))
            fault = fault_at(text, int(named[1]) if named else 1)
    raise EnregardError(f"is not a PO file here: {fault.what}; left untouched", path=label, line=fault.line)
