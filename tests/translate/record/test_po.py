"""The fast parser of PO files returns what polib returns, or leaves the file to it."""

import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enregard.article.article import Finding, Sentence, Text
from enregard.translate.record import record
from enregard.translate.record.po import parse_po
from enregard.translate.record.po_errors import first_fault
from enregard.translate.record.po_fast import parse_fast
from enregard.translate.record.po_lines import ENDS, as_polib_reads, trailing_comments
from enregard.translate.record.record import open_record, save_record
from tests.conftest import ROOT

HEAD = '# Head\n#\n# more\nmsgid ""\nmsgstr ""\n"Language: en\\n"\n"X-Enregard-Sentences: 2\\n"\n'
PLAIN = HEAD + '\n#. by m 1 (x)\n#, fuzzy\nmsgid "Un."\nmsgstr ""\n"O\\"n"\n"e.\\n"\n'

# Lines of PO files, and lines that only look like it.
PIECES = st.sampled_from(
    [
        *('msgid "Un."\n', 'msgstr "One."\n', 'msgid ""\n', 'msgstr ""\n', 'msgctxt "2"\n', '"more"\n', "\n"),
        *('"\\n"\n', '"\\\\"\n', '"\\"\n', '"a"b"\n', '"\\x"\n', '"\u00a0"\n', '"\u2028"\n', '" "\n', '"'),
        *(
            "#, fuzzy\n",
            "#, fuzzy, c-format\n",
            "#,fuzzy\n",
            "#. made\n",
            "#.\n",
            "#. \n",
            "#: a:1\n",
            "#, \n",
        ),
        *("# said\n", "#\n", "#  two\n", "## three\n", "# end \n", "# end\u00a0\n", '#~ msgid "g"\n', "#|\n"),
        *('#~ msgstr "g"\n', '#| msgid "Deux."\n', "\r\n", "\r", "\u2028", "x", "# a\x0b\n", " \n", "\ufeff"),
        *('#msgid "x"\n', "#.made\n", "#:a:1\n", "#!fuzzy\n", "#= fuzzy\n", "#~\n", '#~| msgid "g"\n'),
        *('#|msgid "x"\n', '#~msgid "g"\n', '#~msgstr "g"\n', 'msgid"Un."\n', 'msgstr"One."\n', "#, a b\n"),
        *('"Language: en\\n"\n', '"broken\\n"\n', 'msgstr[0] "p"\n', 'msgid_plural "p"\n', HEAD, PLAIN),
        *('msgid "Un." \n', ' msgid "Un."\n', "#. a\n#. b\n", "#. Finding (numbers): 3 is not\n"),
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=12).map(lambda pieces: HEAD + "\n" + "".join(pieces)),
    st.lists(PIECES, max_size=8).map("".join),
)


def content(po: polib.POFile) -> tuple[object, ...]:
    return po.header, po.metadata, po.metadata_is_fuzzy, [vars(entry) for entry in po]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=500)
@given(TEXTS)
def test_the_fast_parser_returns_what_polib_returns(tmp_path: Path, text: str) -> None:
    fast = parse_fast(text)
    if fast is None:
        return
    path = tmp_path / "a.po"
    path.write_bytes(text.encode())
    assert content(fast) == content(polib.pofile(str(path), encoding="utf-8"))
    assert content(fast) == content(polib.pofile(as_polib_reads(text), encoding="utf-8"))
    assert first_fault(text) is None
    assert trailing_comments(text) == []


ODD = """\
#Head
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

#msgid "Un vieux texte."
#,fuzzy
#.dot
#:a:1
#|msgctxt"3"
#|msgid "former"
msgid"a"
msgstr"A"

#! fuzzy
##two
# # three
#.
#.  indented
msgid "b"
msgstr "B"

#, fuzzy no-wrap
msgid "c"
msgstr "C"

#, fuzzy,range: 0..9 , c-format
# translator's
#~|msgid "former"
#~msgid "d"
#~msgstr ""
#~"D"

#~ # inside
#~ #, fuzzy
#~ msgid "e"
#~ msgstr "E"

#~ msgid "f"
#~ msgstr "F"
#.
"""


def read_by_msgcat(text: str) -> list[tuple[object, ...]]:
    done = subprocess.run(["msgcat", "-"], input=text, capture_output=True, text=True, check=True)
    return essence(polib.pofile(done.stdout, encoding="utf-8"))


def essence(po: polib.POFile) -> list[tuple[object, ...]]:
    """Return what a person sees of the entries."""
    return [
        (entry.msgid, entry.msgstr, entry.fuzzy, entry.previous_msgid, bool(entry.obsolete), entry.tcomment)
        for entry in po
    ]


@pytest.mark.skipif(
    shutil.which("msgcat") is None, reason="GNU gettext is not installed (apt install gettext)"
)
def test_odd_lines_are_read_as_gettext_reads_them() -> None:
    po = parse_po(ODD.encode(), "a.po")
    assert po is not None
    for entry in po:
        if entry.obsolete:
            entry.previous_msgid = None  # polib does not read what msgcat writes
    assert essence(po) == read_by_msgcat(ODD)


def test_odd_lines_mean_what_they_say() -> None:
    po = parse_po((ODD + "# at the end\n#\n#. not a person's\n").encode(), "a.po")
    assert po is not None
    assert po.header == "Head\nat the end\n"
    seen = {entry.msgid: (entry.fuzzy, entry.tcomment, entry.comment, bool(entry.obsolete)) for entry in po}
    assert seen == {
        "a": (True, 'msgid "Un vieux texte."', "dot", False),
        "b": (True, "#two\n# three", " indented", False),
        "c": (True, "", "", False),
        "d": (True, "translator's", "", True),
        "e": (True, "inside", "", True),
        "f": (False, "", "", True),
    }
    assert po[3].flags == ["fuzzy", "range: 0..9", "c-format"]
    assert (po[0].previous_msgid, po[0].previous_msgctxt, po[3].previous_msgid) == ("former", "3", "former")


def test_words_that_are_no_flags_are_a_comment() -> None:
    text = as_polib_reads("#!fuzzily done, or not\n#= fuzzy, c-format\n#====\n")
    assert text == "# !fuzzily done, or not\n#, fuzzy, c-format\n# ====\n"


@given(TEXTS)
def test_no_line_is_added_or_removed(text: str) -> None:
    lines = ENDS.split(text)
    assert len(as_polib_reads(text).splitlines()) == len(lines)
    assert as_polib_reads(as_polib_reads(text)) == as_polib_reads(text)


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=120)


@given(st.lists(st.tuples(WORDS.filter(bool), WORDS, st.booleans()), max_size=5))
def test_files_written_by_polib_are_parsed_fast(entries: list[tuple[str, str, bool]]) -> None:
    po = polib.POFile()
    po.metadata = {"Language": "en"}
    for number, (msgid, msgstr, fuzzy) in enumerate(entries):
        flags = ["fuzzy"] if fuzzy else []
        po.append(polib.POEntry(msgid=msgid, msgstr=msgstr, msgctxt=str(number), flags=flags, comment="by m"))
    fast = parse_fast(str(po))
    assert fast is not None
    assert [(entry.msgid, entry.msgstr, entry.fuzzy) for entry in fast] == entries


def test_the_records_of_this_publication_are_parsed_fast() -> None:
    for path in sorted((ROOT / "translate").glob("*.po")):
        fast = parse_fast(path.read_text("utf-8"))
        assert fast is not None
        assert content(fast) == content(polib.pofile(str(path), encoding="utf-8"))


@pytest.mark.parametrize("more", ['#~ msgid "a"\n#~ msgstr "b"\n', "# trailing\n", 'msgid "a"\n', "x\n"])
def test_other_files_are_left_to_polib(more: str) -> None:
    assert parse_fast(PLAIN) is not None
    assert parse_fast(PLAIN + "\n" + more) is None


def test_an_unchanged_record_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = [Sentence(Text("Un."), 1), Sentence(Text("Deux."), 1)]
    first = open_record(tmp_path / "a.po", "a.po", sentences)
    for index, words in enumerate(("One.", "Two.")):
        first.draft(index, Text(words), "m 1", "x")
    assert save_record(first)
    again = open_record(tmp_path / "a.po", "a.po", sentences)
    with monkeypatch.context() as patch:
        patch.setattr(record, "parse_po", lambda *_: pytest.fail("read again"))
        assert not save_record(again)
    again.set_findings(1, [Finding("numbers", "2 is not in the English")])
    assert save_record(again)
    assert "Finding (numbers)" in (tmp_path / "a.po").read_text("utf-8")
