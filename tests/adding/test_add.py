"""Files become seeds; files that changed are merged with the changes of their seeds."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from enregard.adding.add import folder_in_seeds
from enregard.cli import main
from enregard.errors import EnregardError
from enregard.records import open_records
from tests.adding.publications import PICTURE, add, files, publication, write_tei
from tests.stand_in import Collected

ONE, TWO, THREE = "Un premier paragraphe.", "Un deuxième paragraphe.", "Un troisième paragraphe."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return publication(tmp_path / "presse")


def seed(root: Path, name: str = "conte.md") -> str:
    return (root / "seeds" / name).read_text("utf-8")


def edit(root: Path, old: str, new: str, name: str = "conte.md") -> None:
    assert old in seed(root, name)
    (root / "seeds" / name).write_text(seed(root, name).replace(old, new), "utf-8")


def test_a_file_becomes_a_seed_and_its_original_is_kept(tmp_path: Path, root: Path) -> None:
    original = write_tei(tmp_path / "conte.xml", ONE, TWO, title="Le conte : suite")
    run = add(root, original)
    assert run.lines == ["conte.xml: added as seeds/conte.md"]
    assert run.problems == run.notes == []
    assert run.summary == "1 file added as 1 seed"
    head, _, body = seed(root).partition("\n---\n")
    digest = json.loads((root / "originals/.converted/conte.xml/added.json").read_text("utf-8"))["sha256"]
    assert head.split("\n") == [
        "---",
        'title: "Le conte : suite"',
        "author: Jeanne Martin",
        "lang: fr",
        "original: conte.xml",
        f'original_sha256: "{digest}"',
    ]
    assert body == f"\n{ONE}\n\n{TWO}\n"
    assert (root / "originals/conte.xml").read_bytes() == original.read_bytes()
    assert (root / "originals/.converted/conte.xml/0.md").read_text("utf-8") == seed(root)


def test_the_same_file_is_nothing_to_do_wherever_it_is(tmp_path: Path, root: Path) -> None:
    original = write_tei(tmp_path / "conte.xml", ONE)
    add(root, original)
    edit(root, ONE, "Une correction.")
    before = {name: (root / name).read_bytes() for name in files(root)}
    other = tmp_path / "autre.xml"
    other.write_bytes(original.read_bytes())
    run = add(root, original, other)
    assert run.lines == [
        "conte.xml: unchanged since it was added as originals/conte.xml",
        "autre.xml: unchanged since it was added as originals/conte.xml",
    ]
    assert run.summary == "2 unchanged"
    assert {name: (root / name).read_bytes() for name in files(root)} == before


def test_a_changed_file_rewrites_a_seed_that_nobody_touched(tmp_path: Path, root: Path) -> None:
    add(root, write_tei(tmp_path / "conte.xml", ONE, TWO))
    run = add(root, write_tei(tmp_path / "conte.xml", ONE, "Tout autre chose."))
    assert run.lines == ["conte.xml: brought up to date in seeds/conte.md"]
    assert "Tout autre chose." in seed(root)
    assert TWO not in seed(root)


def test_a_changed_file_is_merged_with_the_changes_of_its_seed(tmp_path: Path, root: Path) -> None:
    add(root, write_tei(tmp_path / "conte.xml", ONE, TWO, THREE))
    edit(root, "lang: fr", "lang: fr\ntags: [contes]")
    edit(root, ONE, "Ma correction.")
    add(root, write_tei(tmp_path / "conte.xml", ONE, "Sa correction.", THREE))
    run = add(root, write_tei(tmp_path / "conte.xml", ONE, "Sa correction.", THREE, "Une fin."))
    assert run.summary == "1 merged with your changes"
    assert seed(root).endswith(f"\nMa correction.\n\nSa correction.\n\n{THREE}\n\nUne fin.\n")
    assert "tags: [contes]" in seed(root)


def test_a_conflict_names_the_lines_and_writes_nothing(tmp_path: Path, root: Path) -> None:
    add(root, write_tei(tmp_path / "conte.xml", ONE, TWO, THREE))
    edit(root, TWO, "Ma correction.")
    before = {name: (root / name).read_bytes() for name in files(root)}
    changed = write_tei(tmp_path / "conte.xml", "Un début neuf.", "Sa correction.", THREE)
    run = add(root, changed)
    assert run.lines == [
        "conflict: seeds/conte.md:11: “Ma correction.”, but “Sa correction.” in the original"
    ]
    assert (
        "seeds/conte.md:11: 1 conflict with conte.xml: write into the seed what these lines"
        in run.problems[0]
    )
    assert {name: (root / name).read_bytes() for name in files(root)} == before
    add(root, changed, prefer="seed")
    assert "Un début neuf.\n\nMa correction.\n\n" in seed(root)


def test_a_conflict_can_be_settled_for_the_original(tmp_path: Path, root: Path) -> None:
    add(root, write_tei(tmp_path / "conte.xml", ONE, TWO, THREE))
    edit(root, TWO, "Ma correction.")
    edit(root, THREE, "Ma fin.")
    add(root, write_tei(tmp_path / "conte.xml", ONE, "Sa correction.", THREE), prefer="original")
    assert seed(root).endswith(f"{ONE}\n\nSa correction.\n\nMa fin.\n")


def test_reviewed_sentences_stay_reviewed(tmp_path: Path, root: Path) -> None:
    from enregard.publication.publication import open_publication
    from enregard.translate.record.review import save_reviewed

    def records() -> dict[str, tuple[str, bool]]:
        opened = open_records(open_publication(root), Collected(), moving=True)
        return {
            entry.msgid: (entry.msgstr, entry.fuzzy)
            for _, record in opened
            for entry in record.entries
            if entry.msgstr
        }

    add(root, write_tei(tmp_path / "conte.xml", ONE, TWO, THREE))
    for _, record in open_records(open_publication(root), Collected(), moving=True):
        for entry in record.entries:
            entry.msgstr = "Reviewed."
        save_reviewed(record, range(len(record.entries)))
    assert len(records()) == 4  # with the title
    add(root, write_tei(tmp_path / "conte.xml", ONE, "Autre chose.", THREE))
    assert records() == dict.fromkeys(("Titre", ONE, THREE), ("Reviewed.", False))


def test_a_seed_that_moved_is_found_and_one_that_was_deleted_stays_deleted(
    tmp_path: Path, root: Path
) -> None:
    add(root, write_tei(tmp_path / "conte.xml", ONE, TWO), write_tei(tmp_path / "fable.xml", THREE))
    (root / "seeds/2021").mkdir()
    (root / "seeds/conte.md").rename(root / "seeds/2021/le-conte.md")
    (root / "seeds/fable.md").unlink()
    run = add(root, write_tei(tmp_path / "conte.xml", ONE, THREE), write_tei(tmp_path / "fable.xml", TWO))
    assert THREE in seed(root, "2021/le-conte.md")
    note = "seeds/fable.md: was deleted, and is not added again without --prefer original"
    assert run.notes == [note]
    assert not (root / "seeds/conte.md").exists()
    assert not (root / "seeds/fable.md").exists()
    run = add(root, tmp_path / "conte.xml", tmp_path / "fable.xml")
    assert run.notes == [note]
    run = add(root, tmp_path / "conte.xml", tmp_path / "fable.xml", prefer="original")
    assert run.notes == []
    assert TWO in seed(root, "fable.md")
    assert not (root / "seeds/conte.md").exists()
    assert add(root, tmp_path / "fable.xml", prefer="original").summary == "1 unchanged"


def test_a_deleted_seed_of_a_changed_original_and_its_pictures_come_back(tmp_path: Path, root: Path) -> None:
    drawing = '<figure><graphic url="carte.png"/></figure>'
    (tmp_path / "carte.png").write_bytes(PICTURE)
    add(root, write_tei(tmp_path / "conte.xml", ONE, drawing))
    (root / "seeds/conte.md").unlink()
    (root / "seeds/conte/carte.png").unlink()
    add(root, write_tei(tmp_path / "conte.xml", TWO, drawing), prefer="original")
    assert TWO in seed(root)
    assert (root / "seeds/conte/carte.png").read_bytes() == PICTURE


def test_no_seed_of_another_origin_is_replaced(tmp_path: Path, root: Path) -> None:
    (root / "seeds/conte.md").write_text("À moi.\n")
    run = add(root, write_tei(tmp_path / "conte.xml", ONE))
    assert "would replace seeds/conte.md, which was not made from it: rename it" in run.problems[0]
    assert seed(root) == "À moi.\n"
    assert not (root / "originals").exists()
    assert add(root, tmp_path / "conte.xml", into="2021").problems == []


def test_two_files_of_one_name_are_two_documents(tmp_path: Path, root: Path) -> None:
    one = write_tei(tmp_path / "a/conte.xml", " ".join(f"mot{number}" for number in range(90)))
    other = write_tei(tmp_path / "b/conte.xml", " ".join(f"autre{number}" for number in range(90)))
    assert "conte.xml in originals/: rename it, or use --into" in add(root, one, other).problems[0]
    assert "but another text: rename it" in add(root, other).problems[0]
    assert "mot1 " in seed(root)


def test_a_folder_keeps_its_shape_without_links_and_hidden_files(tmp_path: Path, root: Path) -> None:
    write_tei(tmp_path / "textes/2019/a.xml", ONE)
    write_tei(tmp_path / "textes/b.xml", TWO)
    write_tei(tmp_path / "textes/.cache/c.xml", THREE)
    write_tei(tmp_path / "textes/page_fichiers/d.xml", THREE)
    (tmp_path / "textes/lien.xml").symlink_to(tmp_path / "textes/b.xml")
    (tmp_path / "textes/notes.txt").write_text("x")
    add(root, tmp_path / "textes", into="presse")
    assert files(root / "seeds") == ["presse/2019/a.md", "presse/b.md"]
    assert (root / "originals/presse/2019/a.xml").exists()
    (tmp_path / "vide").mkdir()
    with pytest.raises(EnregardError, match="has no files that can be added"):
        add(root, tmp_path / "vide")


def test_pictures_go_beside_the_seed_and_edited_ones_stay(tmp_path: Path, root: Path) -> None:
    drawing = '<figure><graphic url="images/carte.png"/><head>La carte</head></figure>'
    (tmp_path / "images").mkdir()
    (tmp_path / "images/carte.png").write_bytes(PICTURE)
    (root / "seeds/conte").mkdir()
    (root / "seeds/conte/carte.png").write_bytes(b"another picture")
    run = add(root, write_tei(tmp_path / "conte.xml", ONE, drawing))
    assert run.lines == ["conte.xml: added as seeds/conte.md with 1 picture"]
    assert "![](conte-2/carte.png)" in seed(root)
    assert (root / "seeds/conte-2/carte.png").read_bytes() == PICTURE
    (root / "seeds/conte-2/carte.png").write_bytes(PICTURE + b"edited")
    add(root, write_tei(tmp_path / "conte.xml", TWO, drawing))
    assert (root / "seeds/conte-2/carte.png").read_bytes() == PICTURE + b"edited"
    (tmp_path / "images/carte.png").write_bytes(PICTURE + b"new")
    run = add(root, write_tei(tmp_path / "conte.xml", THREE, drawing))
    assert "conflict: this picture was changed by hand and in the original" in run.problems[0]
    add(root, tmp_path / "conte.xml", prefer="original")
    assert (root / "seeds/conte-2/carte.png").read_bytes() == PICTURE + b"new"
    assert THREE in seed(root)


def test_no_picture_outside_the_folder_of_the_file_is_taken(tmp_path: Path, root: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PICTURE)
    (tmp_path / "textes").mkdir()
    (tmp_path / "textes/lien.png").symlink_to(tmp_path / "secret.png")
    addresses = (
        "../secret.png",
        str(tmp_path / "secret.png"),
        "lien.png",
        "file:///etc/passwd",
        "absent.png",
    )
    drawings = "".join(f'<figure><graphic url="{address}"/></figure>' for address in addresses)
    run = add(root, write_tei(tmp_path / "textes/conte.xml", ONE, drawings))
    assert files(root / "seeds") == ["conte.md"]
    assert run.lines == [
        "conte.xml: added as seeds/conte.md; not carried over: 5 pictures missing from the file"
    ]


def test_what_the_file_says_in_another_language_is_noted(tmp_path: Path, root: Path) -> None:
    path = write_tei(tmp_path / "conte.xml", ONE)
    path.write_text(path.read_text("utf-8").replace('"fr"', '"en-GB"'))
    assert add(root, path).notes == [
        "conte.xml: says that it is in 'en-GB': if it is French, correct lang in the seed"
    ]


def test_a_dry_run_writes_nothing(tmp_path: Path, root: Path) -> None:
    run = add(root, write_tei(tmp_path / "conte.xml", ONE), dry_run=True)
    assert run.lines == ["conte.xml: would be added as seeds/conte.md"]
    assert files(root) == []


def test_files_that_cannot_be_added_are_named_and_the_others_are_added(tmp_path: Path, root: Path) -> None:
    for name, content in {
        "vide.docx": b"",
        "ancien.doc": b"\xd0\xcf\x11\xe0" + bytes(600),
        "note.txt": b"Bonjour.",
        "photo.png": PICTURE,
        "vecteur.xml": b"<svg/>",
        "faux.ipynb": b'{"cells"',
        "faux.docx": b"Bonjour.",
        "tei.xml": b"<TEI><teiHeader/></TEI>",
    }.items():
        (tmp_path / name).write_bytes(content)
    good = write_tei(tmp_path / "conte.xml", ONE)
    wrong = sorted(path for path in tmp_path.iterdir() if path.is_file() and path != good)
    run = add(root, *wrong, good, tmp_path / "absent.docx")
    said = {Path(problem.split(": ")[0]).name: problem for problem in run.problems}
    assert "is empty: add another file" in said["vide.docx"]
    assert "is an old Word file, or has a password: open it in Word" in said["ancien.doc"]
    assert "is text already: copy it into seeds/" in said["note.txt"]
    assert "is in no format that can be added: save it as one of docx" in said["photo.png"]
    assert "is XML with the root <svg>, which cannot be added" in said["vecteur.xml"]
    assert "is not a notebook: save it again" in said["faux.ipynb"]
    assert "is not docx: save it as one of docx" in said["faux.docx"]
    assert "has no text: add another file" in said["tei.xml"]
    assert "cannot be read (No such file or directory)" in said["absent.docx"]
    assert files(root / "seeds") == ["conte.md"]


def test_damaged_memory_of_what_was_added_is_an_error(tmp_path: Path, root: Path) -> None:
    add(root, write_tei(tmp_path / "conte.xml", ONE))
    changed = write_tei(tmp_path / "conte.xml", TWO)
    converted = root / "originals/.converted/conte.xml"
    (converted / "0.md").write_bytes(b"\xff")
    assert "is damaged: restore it, or delete its folder and the seed" in add(root, changed).problems[0]
    (converted / "0.md").unlink()
    assert "restore it, or delete its folder and the seed" in add(root, changed).problems[0]
    for content in (
        "{",
        '{"sha256": "", "converter": "", "seeds": [{"part": "", "seed": "../x", "pictures": {}}]}',
    ):
        (converted / "added.json").write_text(content)
        with pytest.raises(EnregardError, match="is damaged: restore it"):
            add(root, changed)
    assert ONE in seed(root)


def test_a_seed_that_is_not_text_any_more_is_an_error(tmp_path: Path, root: Path) -> None:
    add(root, write_tei(tmp_path / "conte.xml", ONE))
    (root / "seeds/conte.md").write_bytes(b"\xff")
    assert "is not UTF-8: save it as UTF-8" in add(root, write_tei(tmp_path / "conte.xml", TWO)).problems[0]


def test_what_cannot_be_an_article_is_refused(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("enregard.adding.add.LIMIT", 1000)
    long = write_tei(tmp_path / "long.xml", "mot " * 1000)
    empty = write_tei(tmp_path / "vide.xml", "<pb/>")
    said = add(root, empty, long).problems
    assert "cannot become an article: has headers but no text" in said[0]
    assert "is too long for one article: split the document" in said[1]
    add(root, write_tei(tmp_path / "conte.xml", ONE))
    run = add(root, write_tei(tmp_path / "conte.xml", ONE, "mot " * 1000))
    assert "is too long for one article: split the document" in run.problems[0]
    assert seed(root).endswith(f"{ONE}\n")


def test_only_folders_in_seeds_can_be_added_to() -> None:
    assert str(folder_in_seeds("seeds/2021")) == str(folder_in_seeds("2021")) == "2021"
    assert str(folder_in_seeds("")) == "."
    for outside in ("../x", "/x", "seeds/../..", ".git"):
        with pytest.raises(EnregardError, match="is no folder in seeds/: write it as seeds/2021"):
            folder_in_seeds(outside)


def test_the_command_reads_standard_input_and_exits_with_1_for_a_problem(tmp_path: Path, root: Path) -> None:
    content = write_tei(tmp_path / "x.xml", ONE).read_bytes()

    def run(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, ["add", *arguments], input=content)
        return result.exit_code, result.output

    assert run("-", "--name", "conte.xml", "--into", "seeds/2021", str(root)) == (
        0,
        "conte.xml: added as seeds/2021/conte.md\n1 file added as 1 seed\n",
    )
    code, said = run("-", str(root))
    assert code == 1
    assert "standard input needs a name: pass --name" in said
    code, said = run("-", str(tmp_path / "x.xml"), str(root))
    assert code == 2
    assert "`-` and --name go together" in said
    assert run(str(tmp_path / "absent.xml"), str(root))[0] == 1


def test_a_wiki_page_comes_with_its_categories_and_without_links_into_the_wiki(
    tmp_path: Path, root: Path
) -> None:
    page = tmp_path / "canal.txt"
    page.write_text(
        "== Histoire ==\nLe '''canal''' relie la [[Loire]] à la [[Seine|rivière]] ([http://a.fr plan]).\n\n"
        "[[Catégorie:Canal]]\n[[Category:Eau]]\n",
        "utf-8",
    )
    add(root, page)
    text = (root / "seeds/canal.md").read_text("utf-8")
    assert 'tags: ["Canal", "Eau"]' in text
    assert text.endswith("## Histoire\n\nLe **canal** relie la Loire à la rivière ([plan](http://a.fr)).\n")


def test_what_a_killed_run_left_half_written_is_removed(tmp_path: Path, root: Path) -> None:
    lock = root / ".enregard" / "lock"
    add(root, write_tei(tmp_path / "conte.xml", ONE))
    before = files(root)
    lock.write_bytes(b"`enregard add` (process 1)")  # its end removes this
    for folder in ("seeds/conte", "originals/.converted/conte.xml"):
        (root / folder).mkdir(exist_ok=True)
        (root / folder / ".enregard-new-999999999-0").write_bytes(b"half")
    add(root, tmp_path / "conte.xml")
    assert files(root) == before
