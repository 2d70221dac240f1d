"""Records are replaced as a whole, through links within the publication only."""

import os
import stat
from contextlib import nullcontext
from pathlib import Path

import pytest

from enregard.errors import EnregardError
from enregard.system.files import replace_atomically, resolve_inside
from enregard.translate.record.record import open_record, save_record
from tests.translate.record.test_record import draft_all, review, sentences


def translate(path: Path, shown: str, *plain: str) -> None:
    record = open_record(path, shown, sentences(*plain))
    draft_all(record)
    save_record(record)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "publication/translate").mkdir(parents=True)
    return tmp_path / "publication/translate"


@pytest.mark.parametrize("absolute", [True, False])
def test_a_link_within_the_publication_is_written_through(folder: Path, absolute: bool) -> None:
    real, link = folder / "kept/real.po", folder / "2021/a.po"
    translate(real, "translate/kept/real.po", "Un.")
    review(real, "Un.", "One, by hand.")
    link.parent.mkdir()
    link.symlink_to(real if absolute else Path("../kept/real.po"))
    translate(link, "translate/2021/a.po", "Un.", "Deux.")
    assert link.is_symlink()
    assert "One, by hand." in real.read_text("utf-8")
    assert "EN Deux." in real.read_text("utf-8")
    assert [path.name for path in real.parent.iterdir()] == ["real.po"]


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("../../outside.po", "is a link to a file outside the publication: replace it with the file itself"),
        ("../seeds.txt", "is a link to a file that is no PO file: remove the link"),
        ("/etc/hostname", "is a link to a file outside the publication"),
        ("../.git/a.po", "is a link to a file outside the publication"),
    ],
)
def test_a_link_that_leads_elsewhere_is_refused(folder: Path, target: str, said: str) -> None:
    outside = folder.parents[1] / "outside.po"
    translate(outside, "outside.po", "Un.")
    before = outside.read_bytes()
    link = folder / "a.po"
    link.symlink_to(target)
    with pytest.raises(EnregardError, match=said):
        translate(link, "translate/a.po", "Un.", "Deux.")
    assert link.is_symlink()
    assert outside.read_bytes() == before


def test_a_folder_that_leads_elsewhere_is_refused(folder: Path) -> None:
    outside = folder.parents[1] / "outside"
    outside.mkdir()
    (folder / "2021").symlink_to(outside)
    with pytest.raises(EnregardError, match="is a link to a file outside the publication"):
        translate(folder / "2021/a.po", "translate/2021/a.po", "Un.")
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("inside", [True, False])
def test_the_folder_of_all_translations_may_be_a_link_within_the_publication(
    folder: Path, inside: bool
) -> None:
    elsewhere = folder.parents[0 if inside else 1] / "elsewhere"
    folder.rename(elsewhere)
    folder.symlink_to(elsewhere)
    with nullcontext() if inside else pytest.raises(EnregardError, match="pass --follow-links"):
        translate(folder / "2021/a.po", "translate/2021/a.po", "Un.")
    assert (elsewhere / "2021/a.po").exists() == inside


def test_the_publication_itself_may_be_a_link(folder: Path) -> None:
    link = folder.parents[1] / "link"
    link.symlink_to(folder.parent)
    translate(link / "translate/a.po", "translate/a.po", "Un.")
    assert (folder / "a.po").exists()


def test_a_link_to_itself_is_one_line(folder: Path) -> None:
    (folder / "a.po").symlink_to("a.po")
    with pytest.raises(
        EnregardError,
        match=r"^translate/a\.po: is a link to itself: replace it with the file$",
    ):
        translate(folder / "a.po", "translate/a.po", "Un.")


def test_permissions_and_long_names_are_kept(folder: Path) -> None:
    path = folder / ("é" * 125 + ".po")
    translate(path, f"translate/{path.name}", "Un.")
    path.chmod(0o664)
    translate(path, f"translate/{path.name}", "Un.", "Deux.")
    assert stat.S_IMODE(path.stat().st_mode) == 0o664


def test_a_leftover_of_a_process_with_this_number_does_no_harm(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("enregard.system.files._NUMBERS", iter([0]))
    (folder / f".enregard-new-{os.getpid()}-0").write_text("x", "utf-8")
    assert replace_atomically(folder / "a.po", b"a", lambda: True)
    assert [path.name for path in folder.iterdir()] == ["a.po"]


def test_a_file_saved_at_the_last_moment_is_not_overwritten(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "a.po"
    translate(path, "translate/a.po", "Un.", "Deux.")
    record = open_record(path, "translate/a.po", sentences("Un.", "Deux.", "Trois."))
    draft_all(record)
    fsync, times = os.fsync, iter(range(2))

    def meanwhile(file: int) -> None:
        fsync(file)
        if next(times, None) is not None:
            review(path, "Un.", f"One, by hand {len(path.read_bytes())}.")

    monkeypatch.setattr(os, "fsync", meanwhile)
    assert save_record(record)
    assert "One, by hand" in path.read_text("utf-8")
    assert 'msgstr "EN Trois."' in path.read_text("utf-8")


def test_paths_without_links_stay_as_they_are(tmp_path: Path) -> None:
    assert resolve_inside(tmp_path / "a.po", "a.po") == tmp_path / "a.po"
    assert resolve_inside(Path("a.po"), "translate/2021/a.po") == Path("a.po")
