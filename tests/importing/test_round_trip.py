"""An export imported into a copy without a record restores the record."""

import shutil
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner

from enregard import cli
from tests.conftest import ROOT
from tests.importing.examples import entries, publication, run

PUBLICATIONS = ROOT / "tests" / "publications"


@pytest.fixture(params=["rich", "markdown", "press"])
def original(request: pytest.FixtureRequest) -> Path:
    return PUBLICATIONS / str(request.param)


@pytest.fixture
def fresh(original: Path, tmp_path: Path) -> Path:
    """Copy the publication without its PO files."""
    root = tmp_path / "copy"
    shutil.copytree(original, root, ignore=shutil.ignore_patterns("expected", "*.po"))
    assert list((original / "translate").rglob("*.po"))
    return root


def assert_same_records(original: Path, copy: Path) -> None:
    for path in sorted((original / "translate").rglob("*.po")):
        assert entries(copy / path.relative_to(original)) == entries(path)


@pytest.mark.parametrize("form", ["tmx", "xliff", "jsonl"])
def test_words_and_states_come_back(original: Path, fresh: Path, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"a.{form}"
    exported = CliRunner().invoke(cli.main, ["export", form, str(original), "--output", str(path)])
    assert exported.exit_code == 0, exported.output
    result = run(path, fresh)
    assert result.exit_code == 0, result.output
    assert "unused" not in result.output
    assert_same_records(original, fresh)
    again = run(path, fresh)
    assert "0 sentences imported into 0 articles" in again.output
    assert_same_records(original, fresh)


def test_po_files_come_back(original: Path, fresh: Path) -> None:
    result = run(original / "translate", fresh)
    assert result.exit_code == 0, result.output
    assert_same_records(original, fresh)


def test_models_are_still_named(tmp_path: Path) -> None:
    root = tmp_path / "copy"
    shutil.copytree(PUBLICATIONS / "rich", root, ignore=shutil.ignore_patterns("expected", "*.po"))
    path = tmp_path / "a.tmx"
    CliRunner().invoke(cli.main, ["export", "tmx", str(PUBLICATIONS / "rich"), "-o", str(path)])
    run(path, root)
    found = [file.read_text("utf-8") for file in sorted((root / "translate").rglob("*.po"))]
    assert all(
        "#. Machine draft by translate-fr_en 1.9 (imported from a.tmx:" in text
        for text in found
        if "fuzzy\n" in text
    )


def test_one_sentence_in_two_places_keeps_both_translations(tmp_path: Path) -> None:
    seeds = tmp_path / "a" / "seeds"
    seeds.mkdir(parents=True)
    (tmp_path / "a" / "translate").mkdir()
    for name in ("un.txt", "deux.txt"):
        (seeds / name).write_text("Il est là. Il est parti.\n\nIl est là. Elle aussi.\n", "utf-8")
    translations = {
        "un": ["He is here.", "He left.", "There he is.", "She too."],
        "deux": ["It is there.", "It left.", "", "So is she."],
    }
    french = ["Il est là.", "Il est parti.", "Il est là.", "Elle aussi."]
    for name, english in translations.items():
        lines = []
        for at, (source, target) in enumerate(zip(french, english, strict=True)):
            lines += ["#, fuzzy"] * (at == 0 and name == "deux")
            lines += ['msgctxt "2"'] * (at == 2) + [f'msgid "{source}"', f'msgstr "{target}"', ""]
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        (tmp_path / "a" / "translate" / f"{name}.po").write_text(head + "\n".join(lines), "utf-8")
    for form in ("tmx", "xliff", "jsonl"):
        path = tmp_path / form
        exported = CliRunner().invoke(cli.main, ["export", form, str(tmp_path / "a"), "-o", str(path)])
        assert exported.exit_code == 0, exported.output
        copy = tmp_path / f"copy of {form}"
        shutil.copytree(tmp_path / "a", copy, ignore=shutil.ignore_patterns("*.po"))
        assert run(path, copy).exit_code == 0
        assert [entry.msgstr for entry in entries(copy / "translate" / "un.po")] == translations["un"]
        there = entries(copy / "translate" / "deux.po")
        assert [there[0].msgstr, there[1].msgstr, there[3].msgstr] == [
            "It is there.",
            "It left.",
            "So is she.",
        ]
        assert [entry.fuzzy for entry in there] == [True, False, there[2].fuzzy, False]


def test_words_kept_in_french_come_back(tmp_path: Path) -> None:
    root = publication(tmp_path / "a", a="# T\n\nLe *journal* [La Liberté]{translate=no} a `fermé`.\n")
    english = tmp_path / "e.md"
    english.write_text("# T\n\nThe daily La Liberté has `fermé` its *doors*.\n", "utf-8")
    assert run(english, root, "--article", "a.md", "--reviewed").exit_code == 0
    expected = "The daily <2>La Liberté</2> has <3>fermé</3> its <1>doors</1>."
    assert entries(root / "translate" / "a.po")[1].msgstr == expected
    for form in ("tmx", "xliff", "jsonl"):
        path = tmp_path / form
        CliRunner().invoke(cli.main, ["export", form, str(root), "-o", str(path)])
        copy = tmp_path / f"copy of {form}"
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns("*.po"))
        assert run(path, copy).exit_code == 0
        assert entries(copy / "translate" / "a.po")[1] == entries(root / "translate" / "a.po")[1]


@pytest.mark.parametrize("form", ["tmx", "xliff", "jsonl"])
def test_editors_notes_come_back(tmp_path: Path, form: str) -> None:
    root = publication(tmp_path / "a", un="# Titre\n\nUn mot. Deux mots.\n")
    other = publication(tmp_path / "b", un="# Titre\n\nUn mot. Deux mots.\n")
    run(write(tmp_path / "m.jsonl", '{"fr": "Un mot.", "en": "One.", "note": "On <b>it</b>."}\n'), root)
    path = tmp_path / f"x.{form}"
    CliRunner().invoke(cli.main, ["export", form, str(root), "--output", str(path)])
    assert run(path, other).exit_code == 0
    for copy in (root, other):
        entry = polib.pofile(str(copy / "translate/un.po")).find("Un mot.")
        assert entry is not None
        assert entry.tcomment == "note for readers: On <b>it</b>."


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path
