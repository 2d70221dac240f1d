"""Find the first line that is wrong in a PO file of sentences, and say why.

polib skips some wrong lines, and drops letters from others.
"""

import re
from typing import NamedTuple

from enregard.messages import _, marked
from enregard.translate.record.po_lines import ENDS

_LINE = re.compile(
    r"""\s*(?: \#(?![~|]).*
           | (?:(?P<former>\#~?\|) | \#~)? \s* (?:(?P<keyword>msgctxt|msgid|msgstr)\s*)?
             "(?:[^"\\]|\\.)*" \s*
           )?""",
    re.VERBOSE,
)
_NUMBERED = re.compile(r"(?:[^\\]|\\[^0-7x])*+\\[0-7x]")
"""A letter written as numbers, such as `\\303\\251`, which polib reads as digits."""

_KEYWORD = "(?:msgctxt|msgid|msgstr)"
_OPEN = r'"(?:[^"\\]|\\.)*'  # a text without its closing quote
_FAULTS = (
    (
        r"(?:<{7,}|={7,}|>{7,}|\|{7,})(?!\S)",
        marked("a merge left two versions: keep one, and remove the lines of <<<<<<<, ======= and >>>>>>>"),
    ),
    (
        r"msgid_plural\b|msgstr\s*\[",
        marked("plural forms are not supported: write one msgstr, and no msgid_plural"),
    ),
    (rf"(?:#~\s*)?{_KEYWORD}\s*$", marked('the text is missing: write it after the keyword, as "text"')),
    (rf"(?:#~\s*)?{_KEYWORD}\s*[^\s\"\[_]", marked('the text is not in straight quotes: write "text"')),
    (rf"(?:#[~|]*\s*)?{_KEYWORD}?\s*{_OPEN}$", marked('the closing quote is missing: write "text"')),
    (
        rf'(?:#[~|]*\s*)?{_KEYWORD}?\s*{_OPEN}".*"\s*$',
        marked('a " inside the text must be \\", or one of “ and ”'),
    ),
)

_NEXT = {"msgctxt": "msgid", "msgid": "msgstr"}


class Fault(NamedTuple):
    """A wrong line, counted from 1, with what is wrong and what to do."""

    line: int
    what: str


def first_fault(text: str) -> Fault | None:
    """Return the first wrong line of a PO file, or None."""
    keyword, at = "msgstr", 0  # the last keyword and its line
    for number, line in enumerate(ENDS.split(text), 1):
        match = _LINE.fullmatch(line)
        if not match:
            return Fault(number, _explain(line))
        if "\\" in line and not line.lstrip().startswith("#") and _NUMBERED.match(line.partition('"')[2]):
            return Fault(number, _("letters are written as numbers: run msgcat --no-escape on the file"))
        if match["keyword"] and not match["former"]:
            if keyword != "msgstr" and match["keyword"] != _NEXT[keyword]:
                return _unfinished(keyword, at)
            keyword, at = match["keyword"], number
    return None if keyword == "msgstr" else _unfinished(keyword, at)


def fault_at(text: str, line: int) -> Fault:
    """Say what is wrong with a line that another parser refused."""
    lines = ENDS.split(text)
    return Fault(line, _explain(lines[line - 1] if 0 < line <= len(lines) else ""))


def _unfinished(keyword: str, line: int) -> Fault:
    if keyword == "msgid":
        return Fault(line, _("msgstr is missing after this msgid: add one, which may be empty"))
    return Fault(line, _("msgid is missing after this msgctxt: add one"))


def _explain(line: str) -> str:
    found = (_(what) for pattern, what in _FAULTS if re.match(pattern, line.strip()))
    return next(
        found, _("this line belongs to no entry: remove it, or restore an earlier version of the file")
    )
