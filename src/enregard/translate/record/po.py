"""Read the PO file of an article, or say which of its lines is wrong."""

import re
from pathlib import Path

import polib

from enregard.errors import EnregardError, cannot_read
from enregard.messages import _
from enregard.system.encoding import decode_utf8
from enregard.system.files import read_file
from enregard.translate.record.counts import check_counts
from enregard.translate.record.po_errors import fault_at, first_fault
from enregard.translate.record.po_fast import parse_fast
from enregard.translate.record.po_lines import as_polib_reads, trailing_comments

WIDTH = 78  # columns, as GNU gettext wraps
_LARGEST = 100_000_000  # bytes, two million entries: an article has at most 8 MB


def read_bytes(path: Path, label: str) -> bytes | None:
    """Read the file at `path`; None if it does not exist. Raises EnregardError if unreadable or huge."""
    try:
        return read_file(path, _LARGEST, _("remove what does not belong to the article"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise cannot_read(error, label) from error


def parse_po(content: bytes | None, label: str) -> polib.POFile | None:
    """Parse the `content` of a file; None stays None.

    Raises EnregardError naming the first wrong line, or if the file has fewer entries than its header counts.
    """
    if content is None:
        return None
    po = _parse(content, label)
    check_counts(po, content, label)
    return po


def _parse(content: bytes, label: str) -> polib.POFile:
    if not content.strip():
        raise EnregardError(
            _("is empty: restore an earlier version, or delete it to redraft the article"), path=label
        )
    text = decode_utf8(content, path=label, then=_("; left untouched"))
    if (po := parse_fast(text)) is not None:
        po.wrapwidth = WIDTH
        return po
    text = as_polib_reads(text)
    fault = first_fault(text)
    if fault is None:
        try:
            po = polib.pofile(text, encoding="utf-8", wrapwidth=WIDTH)
        except (OSError, ValueError, LookupError, AttributeError, TypeError) as error:
            named = re.search(r"\(line (\d+)\)", str(error))
            fault = fault_at(text, int(named[1]) if named else 1)
        else:
            po.header = "\n".join([*filter(None, [po.header]), *trailing_comments(text)])
            return po
    raise EnregardError(
        _("cannot be parsed: {what}; left untouched", what=fault.what), path=label, line=fault.line
    )
