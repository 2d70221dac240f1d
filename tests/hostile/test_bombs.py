"""Small files that could take forever, or all memory, are read in seconds or refused in one line."""

import time
from pathlib import Path

import pytest

from enregard.article.article import Sentence, Text
from enregard.errors import EnregardError
from enregard.translate.record.record import open_record
from tests.hostile.readers import READERS

SECONDS = 20  # a hundred times what they take on an idle machine
SVG = b'<svg xmlns="http://www.w3.org/2000/svg">'
BOMBS = {
    "a key of many parts": ("settings", b"a" + b".a" * 50_000 + b" = 1"),
    "a table of many parts": ("pin", b"[a" + b".a" * 50_000 + b"]"),
    "nested lists in TOML": ("settings", b"title = " + b"[" * 100_000),
    "a number of many digits": ("settings", b"title = " + b"9" * 100_000),
    "many tables": ("pin", b"[[a]]\n" * 30_000),
    "aliases of aliases": (
        "front_matter",
        b"a: &a [x]\n" + b"".join(b"b%d: &b%d [*a,*a,*a]\n" % (n, n) for n in range(20)),
    ),
    "nested lists in YAML": ("front_matter", b"a: " + b"[" * 100_000),
    "nested mappings in YAML": ("front_matter", b"{" * 50_000),
    "nested keys in YAML": ("front_matter", b"? " * 50_000),
    "many tags": ("front_matter", b"tags: [" + b"x," * 5000 + b"]"),
    "many headers": ("text", b"Nom: x\n" * 20_000),
    "lines that could be headers": ("text", b"Abc : x\n" * 20_000),
    "many short lines": ("text", b"A\n" * 20_000),
    "many wrapped lines": ("text", (b"a" * 70 + b"\n") * 20_000),
    "many items": ("text", b"- a\n" * 10_000),
    "many numbers": ("text", b"1. a\n" * 10_000),
    "many brackets": ("text", b"(" * 200_000),
    "a byline without end": ("text", b"Par A" + b" A" * 100_000),
    "a date without end": ("text", b"date " + b"1 " * 300_000),
    "a day without end": ("text", b"Lundi 1 " * 50_000),
    "quotes without end": ("text", "« ".encode() * 100_000),
    "brackets without end": ("markdown", b"[a" * 20_000),
    "notes without end": ("markdown", b"[^a]" * 20_000),
    "tags without end": ("markup", b"<a " * 50_000),
    "signs without end": ("markdown", b"&#" * 50_000),
    "emphasis without end": ("markdown", b"*_" * 20_000),
    "a table without end": ("markdown", b"|" * 50_000 + b"\n" + b"|-" * 25_000),
    "a path without end": ("markdown", b"[x](a" + b"/.." * 50_000 + b")"),
    "many images": ("markdown", b"![x](b.jpg) " * 5000),
    "quotes in quotes about the site": ("words", b"> " * 50_000),
    "brackets about the site": ("words", b"[" * 20_000),
    "a cell without end": ("glossary", b'French,English\n"' + b"x" * 1_000_000),
    "many terms": ("glossary", b"French,English\n" + b"".join(b"a%d,b\n" % n for n in range(20_000))),
    "many placeholders": ("placeholders", b"<1>" * 50_000),
    "a rare letter after many": ("sentence", b"a" * 100_000 + "ň".encode()),
    "a rare letter after hyphens": ("sentence", b"a-" * 20_000 + "ň".encode()),
    "many hours": ("sentence", b"1 h " * 3000),
    "nested groups": ("drawing", SVG + b"<g>" * 300_000),
    "groups": ("drawing", SVG + b"<g/>" * 300_000),
    "attributes": ("drawing", SVG + b"<g " + b"".join(b'data-%d="" ' % n for n in range(100_000)) + b"/>"),
    "a long path": ("drawing", SVG + b'<path d="' + b"a" * 10_000_000),
    "parentheses": ("drawing", SVG + b"<style>" + b"(" * 10_000_000 + b"</style>"),
    "functions": ("drawing", SVG + b"<style>" + b"not(" * 500_000 + b"</style>"),
    "pieces of a style": ("drawing", SVG + b"<style>" + b"a<!---->" * 500_000 + b"</style>"),
    "lines of one text": ("record", b'msgid ""\nmsgstr ""\n' + b'"x"\n' * 100_000),
    "comments": ("record", b"#. " * 100_000),
    "escapes": ("record", b'msgid "' + b'\\"' * 100_000 + b'"\nmsgstr ""\n'),
    "former entries": ("record", b'#~ msgid "a"\n#~ msgstr "b"\n\n' * 5000),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_handled_in_seconds(name: str) -> None:
    reader, data = BOMBS[name]
    start = time.process_time()
    READERS[reader](data)
    assert time.process_time() - start < SECONDS


def test_a_record_larger_than_any_article_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "a.po").open("wb") as file:
        file.truncate(100_000_001)
    with pytest.raises(EnregardError, match=r"a.po: is larger than 100 MB: remove what does not belong"):
        open_record(tmp_path / "a.po", "a.po", [Sentence(Text("Un."), 1)])


def test_a_large_record_is_read_in_linear_time(tmp_path: Path) -> None:
    def seconds(count: int) -> float:
        entries = (f'msgid "Phrase {number}."\nmsgstr "Sentence {number}."\n\n' for number in range(count))
        head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        (tmp_path / "a.po").write_text(head + "".join(entries), "utf-8")
        start = time.process_time()
        record = open_record(tmp_path / "a.po", "a.po", [Sentence(Text("Phrase 7."), 1)])
        assert record.facings()[0][0].target.plain == "Sentence 7."
        return time.process_time() - start

    few = seconds(5000)
    assert seconds(20_000) < 10 * few + 1
