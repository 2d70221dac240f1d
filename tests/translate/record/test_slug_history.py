"""The header of a PO file keeps the slugs of its article, whichever program writes the file."""

import shutil
import subprocess
from pathlib import Path

import polib
import pytest

from enregard.article.article import Sentence, Text
from enregard.translate.record.record import open_record, save_record
from enregard.translate.record.slug_history import FIELD, first_slug, former_slugs, with_slugs

SENTENCES = [Sentence(Text("Un mot."), 1), Sentence(Text("Deux mots."), 2)]
HEAD = "The English of seeds/2021/Été à Kaboul.txt.\n\nTo correct a sentence, change its msgstr."


@pytest.mark.parametrize(
    ("known", "comment", "seed", "expected"),
    [
        (None, "", "seeds/a.txt", "a"),
        ("a", "", "seeds/2020/a.md", "a"),
        ("a", "", "seeds/b.txt", "b a"),
        ("b a", "", "seeds/c.txt", "c b a"),
        ("b a", "", "seeds/a.txt", "a b a"),
        ("a b a", "", "seeds/c.txt", "c b a"),
        ("c b a", "", "seeds/a.txt", "a c b a"),
        ("c b a", "", "seeds/b.txt", "b c a"),
        (None, HEAD, "seeds/ete-a-kaboul.txt", "ete-a-kaboul"),
        (None, HEAD, "seeds/b.txt", "b ete-a-kaboul"),
        ("c", HEAD, "seeds/b.txt", "b c"),
        ("b ../../x a A é a/b a a", "", "seeds/c.txt", "c b a"),
        ("b a a", "", "seeds/a.txt", "a b a"),
        ("", "", "seeds/c.txt", "c"),
        ("b  a ", "", "seeds/b.txt", "b  a "),
        ("a" * 101, "", "seeds/b.txt", "b"),
    ],
)
def test_the_current_slug_comes_first_and_all_others_are_kept(
    known: str | None, comment: str, seed: str, expected: str
) -> None:
    header = {"Language": "en"} if known is None else {"Language": "en", FIELD: known}
    assert with_slugs(header, comment, seed) == {"Language": "en", FIELD: expected}


def test_former_and_first_slugs() -> None:
    assert former_slugs({FIELD: "c b ../a a"}) == ("b", "a")
    assert former_slugs({}) == ()
    assert former_slugs({FIELD: "a b a"}) == ("b",)
    assert first_slug({FIELD: "a b a"}) == "a"
    assert first_slug({FIELD: "b a"}) == "a"
    assert first_slug({}) == ""


def record(path: Path, seed: str) -> tuple[str, ...]:
    """Open and save the record at `path`, drafting what is missing. Return its former slugs."""
    found = open_record(path, f"translate/{path.name}", SENTENCES, seed)
    for index in found.missing():
        found.draft(index, Text(SENTENCES[index].text.plain.upper()), "m 1", "x")
    save_record(found)
    return found.former


def test_a_record_keeps_every_slug_of_its_article(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    assert record(path, "seeds/a.txt") == ()
    assert '"X-Enregard-Slugs: a\\n"' in path.read_text("utf-8")
    for name, former in (("b", ("a",)), ("c", ("b", "a")), ("a", ("c", "b"))):
        assert record(path, f"seeds/{name}.txt") == former
        assert former_slugs(polib.pofile(str(path)).metadata) == former
        assert first_slug(polib.pofile(str(path)).metadata) == "a"
        assert not open_record(path, "a.po", SENTENCES, f"seeds/{name}.txt").changed


def test_a_file_without_the_field_is_written_only_after_a_rename(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    record(path, "seeds/a.txt")
    path.write_text(path.read_text("utf-8").replace('"X-Enregard-Slugs: a\\n"\n', ""), "utf-8")
    assert not open_record(path, "a.po", SENTENCES, "seeds/a.txt").changed
    assert not open_record(path, "a.po", SENTENCES).changed
    assert record(path, "seeds/b.txt") == ("a",)
    assert polib.pofile(str(path)).metadata[FIELD] == "b a"


def test_an_edit_saved_during_a_run_keeps_the_new_slug(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    record(path, "seeds/a.txt")
    found = open_record(path, "a.po", SENTENCES, "seeds/b.txt")
    path.write_text(path.read_text("utf-8").replace("UN MOT.", "One word."), "utf-8")
    assert save_record(found)
    assert polib.pofile(str(path)).metadata[FIELD] == "b a"
    assert polib.pofile(str(path))[0].msgstr == "One word."


@pytest.fixture
def renamed(tmp_path: Path) -> Path:
    """A PO file of an article renamed so often that the field is longer than a line."""
    path = tmp_path / "a.po"
    for name in ("un-nom-assez-long-pour-une-adresse", "un-autre-nom", "encore-un-nom-pour-cet-article", "d"):
        record(path, f"seeds/{name}.txt")
    return path


FORMER = ("encore-un-nom-pour-cet-article", "un-autre-nom", "un-nom-assez-long-pour-une-adresse")


@pytest.mark.parametrize("command", [["msgcat"], ["msgattrib", "--no-obsolete"], ["msgcat", "--width=40"]])
def test_gettext_preserves_the_field(renamed: Path, command: list[str]) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip("gettext's programs are not installed: apt-get install gettext")
    subprocess.run([*command, "-o", str(renamed), str(renamed)], check=True)
    assert record(renamed, "seeds/d.txt") == FORMER


def test_the_library_of_weblate_preserves_the_field(renamed: Path) -> None:
    pypo = pytest.importorskip("translate.storage.pypo", reason="the Translate Toolkit is not installed")
    store = pypo.pofile.parsefile(str(renamed))
    store.updateheader(add=True, last_translator="A B <a@example.org>", x_generator="Weblate 5")
    store.units[1].target = "One word."
    store.units[1].markfuzzy(False)
    store.save()
    assert record(renamed, "seeds/d.txt") == FORMER
    assert open_record(renamed, "a.po", SENTENCES, "seeds/d.txt").entries[0].msgstr == "One word."
