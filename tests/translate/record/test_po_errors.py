"""Errors in PO files name the line and what to do."""

from pathlib import Path

import pytest

from enregard.errors import EnregardError
from enregard.translate.record.po import parse_po
from enregard.translate.record.po_errors import first_fault

GOOD = 'msgid ""\nmsgstr "Language: en\\n"\n\n#, fuzzy\n#| msgid "One."\nmsgid "Un."\nmsgstr "One."\n\n'


def message(tmp_path: Path, lines: str) -> str:
    """Return the message about a file with `lines` from line 9 on."""
    path = tmp_path / "a.po"
    path.write_text(GOOD + lines, "utf-8")
    with pytest.raises(EnregardError) as caught:
        parse_po(path.read_bytes(), "translate/a.po")
    return str(caught.value)


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        ('<<<<<<< HEAD\nmsgid "a"\nmsgstr "b"\n', 9, "a merge left two versions: keep one"),
        ('msgid "a"\nmsgstr "b"\n=======\n', 11, "a merge left two versions"),
        ('msgid "a"\n>>>>>>> paul\nmsgstr "b"\n', 10, "a merge left two versions"),
        (
            'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\n',
            10,
            "plural forms are not supported: write one msgstr",
        ),
        ('msgid "a"\nmsgstr "b"\n<<<<<<<<< HEAD\n', 11, "a merge left two versions"),
        ('msgctxt "2"\n', 9, "msgid is missing after this msgctxt: add one"),
        ('msgctxt "2"\nmsgstr "b"\n', 9, "msgid is missing after this msgctxt: add one"),
        ('msgid "a"\nmsgstr\n', 10, 'the text is missing: write it after the keyword, as "text"'),
        ('msgid "a"\nmsgstr “b”\n', 10, 'the text is not in straight quotes: write "text"'),
        ('msgid "a"\nmsgstr b\n', 10, 'the text is not in straight quotes: write "text"'),
        ('msgid "a"\nmsgstr "b\n', 10, 'the closing quote is missing: write "text"'),
        ('msgid "a"\nmsgstr "b" c"\n', 10, r'a " inside the text must be \", or one of “ and ”'),
        ('msgid "a"\nmsgstr "the "b" c"\n', 10, r'a " inside the text must be \", or one of “ and ”'),
        ('msgid "a"\n"more "b" c"\nmsgstr ""\n', 10, r'a " inside the text must be \", or one of “ and ”'),
        ('msgid "a"\n\nmsgid "b"\nmsgstr "b"\n', 9, "msgstr is missing after this msgid: add one"),
        ('msgid "a"\n', 9, "msgstr is missing after this msgid: add one"),
        ('msgid "\\303\\251t\\303\\251"\nmsgstr "a"\n', 9, "letters are written as numbers: run msgcat --no"),
        ('msgid "a"\nmsgstr "b \\\\ \\x41"\n', 10, "letters are written as numbers"),
        ("Bonjour.\n", 9, "this line belongs to no entry: remove it, or restore an earlier version"),
        ('#~ msgid "a\n#~ msgstr "b"\n', 9, 'the closing quote is missing: write "text"'),
    ],
)
def test_the_line_and_what_to_do(tmp_path: Path, lines: str, line: int, words: str) -> None:
    assert message(tmp_path, lines).startswith(f"translate/a.po:{line}: cannot be parsed: {words}")
    assert message(tmp_path, lines).endswith("; left untouched")
    assert message(tmp_path, lines.replace("\n", "\r\n")).startswith(f"translate/a.po:{line}: ")


def test_a_valid_file_has_no_fault() -> None:
    assert first_fault(GOOD) is None
    assert first_fault(GOOD + '#~ msgctxt "2"\n#~ msgid "b"\n#~ msgstr "c"\n#~| msgid "d"\n') is None
    assert first_fault(GOOD + 'msgid "a \\\\3 \\\\x"\nmsgstr "\\"1\\n2\\t3"\n# \\3 "\\3"\n') is None
