"""JSON Lines, PO files, and recognising formats."""

from pathlib import Path

import pytest

from enregard.errors import EnregardError
from enregard.importing.formats.detect import find_files, read_units
from tests.importing.examples import entries, publication, run, texts_of

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_lines_with_just_both_texts(tmp_path: Path) -> None:
    path = written(tmp_path / "a", '{"fr": "Un.", "en": "One."}\n\n{"fr": "Deux.", "en": null}\n')
    assert texts_of(list(read_units(path, "a"))) == [("Un.", "One.", False)]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "is not JSON in UTF-8: each line must be one object"),
        ("{'fr': 1}", "is not JSON in UTF-8"),
        ("{" * 100_000, "is not JSON in UTF-8"),
        ('{"fr": "\\ud800", "en": 1', "is not JSON in UTF-8"),
        ('{"en": "x"}', 'has no "fr": each line must be {"fr": …, "en": …}'),
        ('{"fr": 3}', 'has no "fr"'),
        ("[]", 'has no "fr"'),
        ('{"fr": "' + "x" * 4_000_000, "has a line of more than 4,000,000 bytes: put each pair on"),
    ],
)
def test_a_line_without_a_pair_is_named(tmp_path: Path, line: str, message: str) -> None:
    path = written(tmp_path / "a", '{"fr": "Un.", "en": "One."}\n' + line + "\n")
    with pytest.raises(EnregardError) as caught:
        list(read_units(path, "a"))
    assert caught.value.line == 2
    assert message in str(caught.value)


def test_markup_in_lines_is_tied_by_what_it_is(tmp_path: Path) -> None:
    root = publication(tmp_path / "p", a="# T\n\nLe *maire* a [parlé](https://example.org/?a=1&b).\n")
    line = (
        '{"fr": "Le maire a parlé.", "en": "x", "state": "reviewed", "html": {"fr": "Le <em>maire</em> a '
        '<a href=\\"https://example.org/?a=1&amp;b\\">parlé</a>.", "en": "It was <a href=\\"https://example.org/'
        '?a=1&amp;b\\">said</a> by the <em>mayor</em>, 1 &lt; 2."}}\n'
    )
    assert run(written(tmp_path / "a.jsonl", line), root).exit_code == 0
    entry = entries(root / "translate" / "a.po")[1]
    assert (entry.msgstr, entry.fuzzy) == ("It was <2>said</2> by the <1>mayor</1>, 1 < 2.", False)


def test_po_entries_keep_state_and_notes_and_obsolete_ones_are_read(tmp_path: Path) -> None:
    text = HEAD + (
        '#. Machine draft by m 1 (x)\n#, fuzzy\nmsgid "Un."\nmsgstr "One."\n\n'
        '# Ask Anne.\nmsgid "Deux."\nmsgstr "Two."\n\n'
        'msgid "Trois."\nmsgstr ""\n\n'
        '#~ msgid "Quatre."\n#~ msgstr "Four."\n'
    )
    found = list(read_units(written(tmp_path / "a.po", text), "a"))
    assert texts_of(found) == [("Un.", "One.", False), ("Deux.", "Two.", True), ("Quatre.", "Four.", True)]
    assert [(unit[0].engine, unit[0].notes) for unit in found[:2]] == [("m 1", ()), ("", ("Ask Anne.",))]


def test_paragraphs_of_po4a_are_paired_sentence_by_sentence(tmp_path: Path) -> None:
    seed = "# T\n\nLe *maire* a [parlé](https://example.org/a). Il a dit « non » à tous. Puis il est parti.\n"
    root = publication(tmp_path / "p", a=seed)
    text = HEAD + (
        "#. type: Plain text\n#: a.md:3\n#, markdown-text\n"
        'msgid "Le *maire* a [parlé](https://example.org/a). Il a dit « non » à tous. Puis il est parti."\n'
        'msgstr "The *mayor* [spoke](https://example.org/a). He said \\"no\\" to all. Then he left."\n'
    )
    result = run(written(tmp_path / "a.po", text), root)
    assert "3 sentences imported" in result.output
    assert [entry.msgstr for entry in entries(root / "translate" / "a.po")[1:]] == [
        "The <1>mayor</1> <2>spoke</2>.",
        'He said "no" to all.',
        "Then he left.",
    ]


def test_a_file_is_what_it_holds(tmp_path: Path) -> None:
    text = '<?xml version="1.0"?><tmx version="1.4"><header/><body/></tmx>'
    assert list(read_units(written(tmp_path / "a.txt", text), "a")) == []
    for content, message in (
        ("<html/>", "is XML with the root <html>: export TMX or XLIFF"),
        ("Un texte.", "--article"),
    ):
        with pytest.raises(EnregardError, match=message):
            list(read_units(written(tmp_path / "a", content), "a"))
    with pytest.raises(
        EnregardError,
        match=r"cannot be read \(No such file or directory\): check that it is a file you can read",
    ):
        list(read_units(tmp_path / "not there", "a"))


def test_the_line_of_a_broken_po_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnregardError) as caught:
        list(read_units(written(tmp_path / "a.po", HEAD + "nonsense\n"), "a"))
    assert caught.value.line == 4
    with pytest.raises(EnregardError, match="is empty"):
        list(read_units(written(tmp_path / "a.po", ""), "a"))


def test_all_files_of_a_folder_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/x.TMX", "a.po", "c.txt", ".hidden.po", "d.xlf"):
        written(tmp_path / name, "")
    assert find_files(tmp_path) == [tmp_path / name for name in ("a.po", "b/x.TMX", "d.xlf")]
    (tmp_path / "empty").mkdir()
    with pytest.raises(EnregardError, match=r"has no files to import: choose a file, or a folder with \.tmx"):
        find_files(tmp_path / "empty")


def test_the_typography_of_a_sentence_does_not_matter_but_equal_ones_win(tmp_path: Path) -> None:
    root = publication(tmp_path / "p", a="# T\n\nL’heure dit\u00a0: « Oui\u202f! » L'un vient.\n")
    lines = (
        '{"fr": "L\'heure dit : \\"Oui !\\"", "en": "Time.", "state": "reviewed"}\n'
        '{"fr": "L\'un vient.", "en": "Straight.", "state": "reviewed"}\n'
        '{"fr": "L’un vient.", "en": "Curly.", "state": "reviewed"}\n'
    )
    assert run(written(tmp_path / "a.jsonl", lines), root).exit_code == 0
    found = [(entry.msgstr, entry.fuzzy) for entry in entries(root / "translate" / "a.po")]
    assert found[1:] == [("Time.", False), ("Straight.", False)]


PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n"Language: {}\\n"\n\n'
TMX = '<tmx version="1.4"><header/><body><tu>{}</tu></body></tmx>'
TUV = '<tuv xml:lang="{}">{}</tuv>'
SEG = "<seg>Un mot.</seg>"
XLIFF = (
    '<xliff version="2.0" srcLang="{}" trgLang="{}"><file id="f"><unit id="u"><segment>'
    "<source>Une fin.</source>{}</segment></unit></file></xliff>"
)
NONE = "holds no pairs of French and English: export it again once it is translated"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (TMX.format(TUV.format("fr", SEG) + TUV.format("en", "")), NONE),
        (TMX.format(TUV.format("fr", SEG) + TUV.format("en", "<seg> </seg>")), NONE),
        (
            TMX.format(TUV.format("de", SEG) + TUV.format("it", SEG)),
            "English, only de and it: export it with",
        ),
        (TMX.format(TUV.format("fr", SEG)), "English, only fr: export it with the languages fr and en"),
        (XLIFF.format("fr", "en", ""), NONE),
        (XLIFF.format("fr", "de", "<target>Wort.</target>"), "English, only de and fr: export it with"),
        (XLIFF.format("de", "en", "<target>Word.</target>"), "English, only de and en: export it with"),
        ('{"fr": "Un mot.", "en": null}', "English, only fr: export it with the languages fr and en"),
        ('{"fr": "Un mot.", "en": ""}', NONE),
        ('{"fr": "Un mot.", "de": "Wort."}', "English, only de and fr: export it with"),
        (PO.format("en") + 'msgid "Un mot."\nmsgstr ""\n', NONE),
        (PO.format("de") + 'msgid "Un mot."\nmsgstr "Wort."\n', "English, only de and fr: export it with"),
        (PO.format("en"), NONE),
        (" \n", "is empty: export it again"),
        ("", "is empty: export it again"),
    ],
)
def test_a_file_without_pairs_says_so(tmp_path: Path, content: str, message: str) -> None:
    root = publication(tmp_path / "p", a="# T\n\nUn mot.\n")
    result = run(written(tmp_path / "a.po", content), root)
    assert result.exit_code == 1
    assert message in result.output
    assert f"{tmp_path}/a.po" in result.output
    assert not (root / "translate" / "a.po").exists()


def test_pairs_that_match_nothing_are_only_counted(tmp_path: Path) -> None:
    root = publication(tmp_path / "p", a="# T\n\nUn mot.\n")
    for source in ("fr-CA", "en"):  # Translate Toolkit calls every source English
        path = written(tmp_path / "a.xlf", XLIFF.format(source, "en-GB", "<target>An end.</target>"))
        result = run(path, root)
        assert result.exit_code == 0
        assert "1 unused" in result.output
