"""The command `enregard import`."""

from pathlib import Path
from typing import Any

import pytest

from tests.importing.examples import entries, publication, run

MEMORY = (
    '<tmx version="1.4"><header/><body>\n'
    "<tu><tuv xml:lang='fr'><seg>Un.</seg></tuv><tuv xml:lang='en'><seg>One.</seg></tuv></tu>\n"
    "<tu><tuv xml:lang='fr'><seg>Perdu.</seg></tuv><tuv xml:lang='en'><seg>Lost.</seg></tuv></tu>\n"
    "</body></tmx>\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return publication(tmp_path / "p", a="# Titre\n\nUn.\n")


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    path = tmp_path / "m.tmx"
    path.write_text(MEMORY, "utf-8")
    return path


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".enregard" not in path.parts
    }


def test_drafts_and_what_is_unused(root: Path, memory: Path) -> None:
    result = run(memory, root, "--unused")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "unused: m.tmx:3: Perdu.",
        "1 sentence imported into 1 article, 0 as reviewed; 1 unused",
    ]
    assert entries(root / "translate" / "a.po")[1] == ("Un.", "One.", True)


def test_all_as_reviewed(root: Path, memory: Path) -> None:
    assert "1 as reviewed" in run(memory, root, "--reviewed").output
    assert entries(root / "translate" / "a.po")[1] == ("Un.", "One.", False)


@pytest.mark.parametrize("article", [[], ["--article", "a.md"]])
def test_a_dry_run_writes_nothing(root: Path, memory: Path, tmp_path: Path, article: list[str]) -> None:
    before = everything(root)
    path = memory
    if article:
        path = tmp_path / "e.txt"
        path.write_text("One.\n", "utf-8")
    result = run(path, root, "--dry-run", *article)
    assert "1 sentence would be imported" in result.output
    assert everything(root) == before
    assert not (root / ".enregard").exists()


@pytest.mark.parametrize("nothing", ["\u200b", "\u00ad\u2060", "\u0301"])
@pytest.mark.parametrize("name", ["m.tmx", "m.po"])
def test_an_invisible_translation_is_not_imported(root: Path, memory: Path, name: str, nothing: str) -> None:
    path = memory.with_name(name)
    po = f'msgid "Un."\nmsgstr "{nothing}"\n'
    path.write_text(po if name == "m.po" else MEMORY.replace("One.", nothing), "utf-8")
    assert "0 sentences imported" in run(path, root, "--reviewed").output
    assert not (root / "translate" / "a.po").exists()


def test_a_damaged_file_changes_nothing(root: Path, memory: Path) -> None:
    before = everything(root)
    memory.write_text(MEMORY[: MEMORY.index("</body>")] + "<tu", "utf-8")
    result = run(memory, root)
    assert result.exit_code == 1
    assert result.output.startswith(f"error: {memory}:4: is not valid XML")
    assert everything(root) == before


def test_an_unreadable_article_is_reported_and_the_others_are_imported(root: Path, memory: Path) -> None:
    (root / "seeds" / "wrong.txt").write_text("date 2021-13 Non.", "utf-8")
    result = run(memory, root)
    assert result.exit_code == 1
    assert "seeds/wrong.txt:1:" in result.output
    assert entries(root / "translate" / "a.po")[1].msgstr == "One."


def test_a_renamed_article_keeps_its_record(root: Path, memory: Path) -> None:
    run(memory, root, "--reviewed")
    (root / "seeds" / "a.md").rename(root / "seeds" / "z.md")
    result = run(memory, root)
    assert "translate/z.po was translate/a.po" in result.output
    assert entries(root / "translate" / "z.po")[1] == ("Un.", "One.", False)


def test_the_site_follows(root: Path, memory: Path) -> None:
    from tests.stand_in import Collected

    run(memory, root, "--reviewed")
    from enregard.publication.publication import open_publication
    from enregard.review.status import status

    [row] = status(open_publication(root), Collected())
    assert (row.missing, row.draft, row.reviewed) == (1, 0, 1)


def test_words_saved_meanwhile_stay(root: Path, memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from enregard.importing import importer
    from enregard.translate.record import review

    path = root / "translate" / "a.po"

    def save_late(*arguments: Any) -> None:
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        path.write_text(head + 'msgid "Un."\nmsgstr "Somebody else\'s one."\n', "utf-8")
        review.save_reviewed(*arguments)

    monkeypatch.setattr(importer, "save_reviewed", save_late)
    result = run(memory, root)
    assert result.exit_code == 1
    assert "translate/a.po: was changed by someone else during the import: import again" in result.output
    assert entries(path)[1] == ("Un.", "Somebody else's one.", False)
