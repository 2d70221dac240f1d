"""Find the first line that is wrong in a PO file of sentences, and say why.

polib skips some wrong lines, and drops letters from others.
"""

import re
from typing import NamedTuple

_LINE = re.compile(
    r"""\s*(?: \#(?![~|]).*
           | (?:(?P<former>\#~?\|) | \#~)? \s* (?:(?P<keyword>msgctxt|msgid|msgstr)\s*)?
             "(?:[^"\\]|\\.)*" \s*
           )?""",
    re.VERBOSE,
)
_NUMBERED = re.compile(r"(?:[^\\]|\\[^0-7x])*+\\[0-7x]")
"""A letter written as numbers, such as `\\303\\251`, which polib reads as digits."""

_ENDS = re.compile(r"\r\n|\n|\r")

_KEYWORD = "(?:msgctxt|msgid|msgstr)"
_OPEN = r'"(?:[^"\\]|\\.)*'  # a text without its closing quote
_FAULTS = (
    (
        r"(?:<{7}|={7}|>{7}|\|{7})(?!\S)",
        "a merge left two versions: keep one, and remove the lines of <<<<<<<, ======= and >>>>>>>",
    ),
    (r"msgid_plural\b|msgstr\s*\[", "plural forms are not supported: write one msgstr, and no msgid_plural"),
    (r"#,\S", "a space is missing: write “#, fuzzy”"),
    (rf"(?:#~\s*)?{_KEYWORD}\s*$", 'the text is missing: write it after the keyword, as "text"'),
    (rf"(?:#~\s*)?{_KEYWORD}\s*[^\s\"\[_]", 'the text is not in straight quotes: write "text"'),
    (rf"(?:#[~|]*\s*)?{_KEYWORD}?\s*{_OPEN}$", 'the closing quote is missing: write "text"'),
    (rf'(?:#[~|]*\s*)?{_KEYWORD}?\s*{_OPEN}".*"\s*$', r"a quote in the text ends it: write \" instead"),
)


class Fault(NamedTuple):
    """A wrong line, counted from 1, with what is wrong and what to do."""

    line: int
    what: str


def first_fault(text: str) -> Fault | None:
    """Return the first wrong line of a PO file, or None."""
    open_msgid = 0  # line
    for number, line in enumerate(_ENDS.split(text), 1):
        match = _LINE.fullmatch(line)
        if not match:
            return Fault(number, _explain(line))
        if "\\" in line and not line.lstrip().startswith("#") and _NUMBERED.match(line.partition('"')[2]):
            return Fault(number, "letters are written as numbers: run msgcat --no-escape on the file")
        if match["keyword"] == "msgid" and not match["former"]:
            if open_msgid:
                return _without_msgstr(open_msgid)
            open_msgid = number
        elif match["keyword"] == "msgstr":
            open_msgid = 0
    return _without_msgstr(open_msgid) if open_msgid else None


def fault_at(text: str, line: int) -> Fault:
    """Say what is wrong with a line that another parser refused."""
    lines = _ENDS.split(text)
    return Fault(line, _explain(lines[line - 1] if 0 < line <= len(lines) else ""))


def _without_msgstr(line: int) -> Fault:
    return Fault(line, "msgstr is missing after this msgid: add one, which may be empty")


def _explain(line: str) -> str:
    found = (what for pattern, what in _FAULTS if re.match(pattern, line.strip()))
    return next(found, "this line belongs to no entry: remove it, or restore an earlier version of the file")
