"""XLIFF from other programs, and exports that others edited."""

from pathlib import Path

from enregard.importing.formats.detect import read_units
from tests.importing.examples import entries, publication, run, texts_of

ONE = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" '
    'xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" xmlns:mq="MQXliff">'
    '<file original="a" source-language="{}" target-language="{}" datatype="x"><body>{}</body></file></xliff>'
)
TWO = (
    '<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="fr" trgLang="{}">'
    '<file id="f">{}</file></xliff>'
)


def one(folder: Path, body: str, source: str = "fr", target: str = "en") -> Path:
    path = folder / "a.xlf"
    path.write_text(ONE.format(source, target, body), "utf-8")
    return path


def two(folder: Path, body: str, target: str = "en") -> Path:
    path = folder / "a.xlf"
    path.write_text(TWO.format(target, body), "utf-8")
    return path


def test_states_of_1_2(tmp_path: Path) -> None:
    body = "".join(
        f"<trans-unit id='{n}' {unit}><source>S{n}</source><target {target}>T{n}</target></trans-unit>"
        for n, (unit, target) in enumerate(
            [
                ("approved='yes'", ""),
                ("approved='no'", "state='translated'"),
                ("", "state='final'"),
                ("", "state='signed-off'"),
                ("", "state='needs-review-translation'"),
                ("mq:status='Proofread'", ""),
                ("mq:status='ManuallyConfirmed'", ""),
            ]
        )
    )
    found = texts_of(list(read_units(one(tmp_path, body), "a")))
    assert [reviewed for *_, reviewed in found] == [True, False, True, True, False, True, False]


def test_segments_of_1_2_are_pairs_of_their_own(tmp_path: Path) -> None:
    body = (
        "<trans-unit id='1'><source>Un. Deux.</source>"
        "<seg-source><mrk mtype='seg' mid='1'>Un.</mrk> <mrk mtype='seg' mid='2'>Deux.</mrk></seg-source>"
        "<target><mrk mtype='seg' mid='2'>Two.</mrk> <mrk mtype='seg' mid='1'>One.</mrk></target>"
        "<sdl:seg-defs><sdl:seg id='1' conf='ApprovedTranslation'/><sdl:seg id='2' conf='Draft'/>"
        "</sdl:seg-defs>"
        "<alt-trans><source>Un.</source><target>Wrong.</target></alt-trans></trans-unit>"
    )
    assert texts_of(list(read_units(one(tmp_path, body), "a"))) == [
        ("Un.", "One.", True),
        ("Deux.", "Two.", False),
        ("Un. Deux.", "Two. One.", False),
    ]


def test_codes_of_1_2_become_markup(tmp_path: Path) -> None:
    root = publication(tmp_path / "p", a="# T\n\nLe *maire* a **parlé**[^1].\n\n[^1]: Hier.\n")
    body = (
        "<trans-unit id='1' approved='yes'>"
        "<source>Le <g id='1'>maire</g> a <bx id='2' rid='r'/>parlé<ex id='3' rid='r'/><x id='4'/>.</source>"
        "<target>It was <bx id='2' rid='r'/>said<ex id='3' rid='r'/><x id='4'/> by the <g id='1'>mayor</g>."
        "</target></trans-unit>"
    )
    assert run(one(tmp_path, body), root).exit_code == 0
    entry = entries(root / "translate" / "a.po")[1]
    assert (entry.msgstr, entry.fuzzy) == ("It was <2>said</2><3/> by the <1>mayor</1>.", False)


def test_a_source_called_english_is_read_but_another_target_is_not(tmp_path: Path) -> None:
    body = "<trans-unit id='1'><source>Un.</source><target>One.</target></trans-unit>"
    assert texts_of(list(read_units(one(tmp_path, body, "en-US"), "a"))) == [("Un.", "One.", False)]
    assert texts_of(list(read_units(one(tmp_path, body, "fr", "de"), "a"))) == []
    body = "<unit id='1'><segment><source>Un.</source><target>Eins.</target></segment></unit>"
    assert texts_of(list(read_units(two(tmp_path, body, "de-CH"), "a"))) == []


def test_a_unit_of_2_in_several_segments_is_also_read_as_a_whole(tmp_path: Path) -> None:
    body = (
        "<unit id='1'><segment state='reviewed'><source>Il vient,</source><target>He comes,</target>"
        "</segment>"
        "<ignorable><source> </source></ignorable>"
        "<segment state='translated'><source>elle part.</source><target>she goes.</target></segment></unit>"
    )
    assert texts_of(list(read_units(two(tmp_path, body), "a"))) == [
        ("Il vient,", "He comes,", True),
        ("elle part.", "she goes.", False),
        ("Il vient, elle part.", "He comes, she goes.", False),
    ]


def test_codes_of_2_become_markup(tmp_path: Path) -> None:
    root = publication(tmp_path / "p", a="# T\n\nLe *maire* a **parlé**.\n")
    body = (
        "<unit id='1'><segment state='final'>"
        "<source>Le <pc id='1'>maire</pc> a <sc id='2'/>parlé<ec startRef='2'/>.</source>"
        "<target>It was <sc id='2'/>s<mrk id='m' type='comment'>ai</mrk>d<ec startRef='2'/> by the "
        "<pc id='1'>mayor</pc>.</target></segment></unit>"
    )
    assert run(two(tmp_path, body), root).exit_code == 0
    entry = entries(root / "translate" / "a.po")[1]
    assert (entry.msgstr, entry.fuzzy) == ("It was <2>said</2> by the <1>mayor</1>.", False)


def test_a_character_by_its_number(tmp_path: Path) -> None:
    body = (
        "<unit id='1'><segment><source>a<cp hex='0001'/></source>"
        "<target>b<cp hex='D800'/><cp hex='x'/></target></segment></unit>"
    )
    assert texts_of(list(read_units(two(tmp_path, body), "a"))) == [("a\x01", "b\ufffd\ufffd", False)]


def test_notes_of_people_come_along(tmp_path: Path) -> None:
    body = (
        "<trans-unit id='1'><source>Un.</source><target>One.</target><note from='Anne'>Is\n it?</note>"
        "</trans-unit>"
    )
    [[pair]] = read_units(one(tmp_path, body), "a")
    assert pair.notes == ("Is it?",)


def test_what_is_not_to_be_translated_is_left_out(tmp_path: Path) -> None:
    body = (
        '<trans-unit id="1" translate="no"><source>Un.</source><target>One.</target></trans-unit>'
        '<group translate="no"><trans-unit id="2"><source>Deux.</source><target>Two.</target></trans-unit>'
        '<trans-unit id="3" translate="yes"><source>Trois.</source><target>Three.</target></trans-unit>'
        "</group>"
    )
    assert texts_of(list(read_units(one(tmp_path, body), "a"))) == [("Trois.", "Three.", False)]
    body = (
        '<unit id="1" translate="no"><segment><source>Un.</source><target>One.</target></segment></unit>'
        '<group id="g" translate="no"><unit id="2"><segment><source>Deux.</source><target>Two.</target>'
        '</segment></unit><unit id="3" translate="yes"><segment><source>Trois.</source>'
        "<target>Three.</target></segment></unit></group>"
    )
    assert texts_of(list(read_units(two(tmp_path, body), "a"))) == [("Trois.", "Three.", False)]
    path = two(tmp_path, body)
    path.write_text(path.read_text("utf-8").replace("<file ", '<file translate="no" '), "utf-8")
    assert texts_of(list(read_units(path, "a"))) == [("Trois.", "Three.", False)]
