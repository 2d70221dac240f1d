"""Reads the PO file of an article, and says which line of it is wrong."""

import re
from pathlib import Path

import polib

from enregard.errors import EnregardError
from enregard.translate.plain_po import read_plain_po

WIDTH = 78  # columns, as GNU gettext wraps
_LINE = re.compile(
    r"""\s*(?: \#(?![~|]).*
           | (?:\#~\|? | \#\|)? \s* (?:(?P<keyword>msgctxt|msgid|msgstr)\s*)? "(?:[^"\\]|\\.)*" \s*
           )?""",
    re.VERBOSE,
)
_LARGEST = 100_000_000  # bytes, two million entries: an article has at most 8 MB


def read_bytes(path: Path, shown: str) -> bytes | None:
    """The content of the file at `path`, or None without one. Raises EnregardError if unreadable."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise EnregardError(
            f"cannot be read ({error.strerror}): put a plain file there that you may read", path=shown
        ) from error
    if len(content) > _LARGEST:
        raise EnregardError(
            f"is larger than {_LARGEST // 1_000_000} MB: take out what does not belong to the article",
            path=shown,
        )
    return content


def parse_po(content: bytes | None, path: Path, shown: str) -> polib.POFile | None:
    """The PO file at `path` that holds `content`, or None where there is none.

    Raises EnregardError that names the first line which no PO file has.
    """
    if content is None:
        return None
    if not content.strip():
        raise EnregardError(
            "is empty: take an older version of it, or delete it to have the article drafted anew", path=shown
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = error.object.count(b"\n", 0, error.start) + 1
        raise EnregardError("is not UTF-8: save it as UTF-8; left untouched", path=shown, line=at) from error
    plain = read_plain_po(text)
    if plain is not None:
        plain.wrapwidth = WIDTH
        return plain
    line = first_wrong_line(text)
    if not line:
        try:
            # by path: given a text, polib would end its lines at more than the line feeds
            return polib.pofile(str(path), encoding="utf-8", wrapwidth=WIDTH)
        except (OSError, ValueError, LookupError, AttributeError, TypeError) as error:
            named = re.search(r"\(line (\d+)\)", str(error))
            line = int(named[1]) if named else 1
    raise EnregardError(
        "is not a PO file here: mend the line, or take an older version of the file; left untouched",
        path=shown,
        line=line,
    )


def first_wrong_line(text: str) -> int:
    """The first line (from 1) that no PO file of sentences has, or 0. polib reads past some of them."""
    begun = 0
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        match = _LINE.fullmatch(line)
        if not match:
            return number
        if match["keyword"] == "msgid":
            begun = number
        elif match["keyword"] == "msgstr":
            begun = 0
    return begun
