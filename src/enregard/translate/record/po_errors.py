"""Finds the first line of a text that no PO file of sentences has, and says what is wrong with it.

polib reads past some of these lines, and drops letters of others.
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
"""What has a letter as a number in it, such as `\\303\\251`, which polib takes for figures."""

_ENDS = re.compile(r"\r\n|\n|\r")
_OTHER = "take it out, or take an older version of the file"

_FAULTS = (
    (
        r"(?:<{7}|={7}|>{7}|\|{7})(?!\S)",
        "two versions stand here since a merge: keep one, and take out the lines of <<<<<<<, ======= and "
        ">>>>>>>",
    ),
    (r"msgid_plural\b|msgstr\s*\[", "plural forms are for programs: write one msgstr, and no msgid_plural"),
    (r"#,\S", "a blank is missing: write “#, fuzzy”"),
    (r"(?:#~\s*)?(?:msgctxt|msgid|msgstr)\s*$", 'the text is missing: write it after the word, as "text"'),
    (
        r"(?:#~\s*)?(?:msgctxt|msgid|msgstr)\s*[^\s\"\[_]",
        'the text is not between straight quotes: write "text"',
    ),
    (
        r'(?:#[~|]*\s*)?(?:msgctxt|msgid|msgstr)?\s*"(?:[^"\\]|\\.)*$',
        'the quote at the end of the line is missing: write "text"',
    ),
    (
        r'(?:#[~|]*\s*)?(?:msgctxt|msgid|msgstr)?\s*"(?:[^"\\]|\\.)*".*"\s*$',
        r"a quote within the text ends it: write \" there",
    ),
)


class Fault(NamedTuple):
    """A line, counted from 1, and what is wrong with it and to be done."""

    line: int
    what: str


def first_fault(text: str) -> Fault | None:
    """The first line that is wrong; None where none is."""
    begun = 0
    for number, line in enumerate(_ENDS.split(text), 1):
        match = _LINE.fullmatch(line)
        if not match:
            return Fault(number, _said(line))
        if "\\" in line and not line.lstrip().startswith("#") and _NUMBERED.match(line.partition('"')[2]):
            return Fault(number, "letters are written as numbers: run msgcat --no-escape over the file")
        if match["keyword"] == "msgid" and not match["former"]:
            if begun:
                return _without_end(begun)
            begun = number
        elif match["keyword"] == "msgstr":
            begun = 0
    return _without_end(begun) if begun else None


def fault_at(text: str, line: int) -> Fault:
    """What is wrong with a line that another reader stumbled over."""
    lines = _ENDS.split(text)
    return Fault(line, _said(lines[line - 1] if 0 < line <= len(lines) else ""))


def _without_end(line: int) -> Fault:
    return Fault(line, "there is no msgstr after this msgid: add one, which may be empty")


def _said(line: str) -> str:
    found = (what for pattern, what in _FAULTS if re.match(pattern, line.strip()))
    return next(found, f"this line belongs to no entry: {_OTHER}")
