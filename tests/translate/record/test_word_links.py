"""The file of word links: kept beside the PO file, and never trusted."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.article.article import State
from enregard.article.word_links import fits
from enregard.errors import EnregardError
from enregard.translate.markup.word_links import VERSION
from enregard.translate.record.word_links import WordLinks, hash_of, read_links, remove_links, save_links
from tests.site.builders import pair

RAINS = pair("Il pleut.", "It rains.")
KEY = hash_of("Il pleut.", "It rains.")


def path_in(folder: Path) -> Path:
    (folder / "translate").mkdir()
    return folder / "translate/a.links"


def test_what_is_saved_is_read(tmp_path: Path) -> None:
    path = path_in(tmp_path)
    links = {KEY: "0011", hash_of("Oui.", "Yes."): ""}
    save_links(path, "translate/a.links", links)
    assert read_links(path, "translate/a.links") == WordLinks(VERSION, links)
    assert [it.name for it in path.parent.iterdir()] == ["a.links"]


def test_links_vanish_if_either_text_changes(tmp_path: Path) -> None:
    found = WordLinks(VERSION, {KEY: "11"})
    assert found.of(RAINS) == "11"
    for other in (pair("Il pleut !", "It rains."), pair("Il pleut.", "It pours."), pair("Il", "pleut")):
        assert found.of(other) is None
    assert found.of(pair("Il pleut.", state=State.MISSING)) is None
    assert [it.links for it in found.added_to([RAINS, pair("Oui.", "Yes.")])] == ["11", ""]


@given(
    st.one_of(
        st.binary(max_size=200),
        st.lists(st.from_regex(rf"\A({KEY}|[a-z]{{8}}) [0-9A-Da-d]*\Z"), max_size=4).map(
            lambda lines: "\n".join(["# x", *lines]).encode()
        ),
    )
)
def test_any_content_is_read(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.links"
    path.write_bytes(content)
    links = read_links(path, "any.links").of(RAINS)
    assert not links or fits(links, "Il pleut.", "It rains.")


def _outside(path: Path) -> None:
    other = path.parents[2] / "outside.links"
    other.write_text(f"#\n{KEY} 11\n")
    path.symlink_to(other)


def _seed(path: Path) -> None:
    (path.parents[1] / "a.txt").write_text("Il pleut.")
    path.symlink_to("../a.txt")


def _huge(path: Path) -> None:
    path.touch()
    os.truncate(path, 1 << 40)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_outside, "is a link to a file outside"),
        (_seed, "is a link to a file that is no file of word links: remove the link"),
        (os.mkfifo, "is a named pipe"),
        (Path.mkdir, "directory"),
        (lambda path: path.symlink_to(path.name), "is a link to itself"),
        (lambda path: path.symlink_to("/dev/zero"), "is a link to a file outside"),
        (_huge, ""),
    ],
)
def test_other_files_have_no_links_and_stay(tmp_path: Path, make: Callable[[Path], None], said: str) -> None:
    (tmp_path / "publication").mkdir()
    path = path_in(tmp_path / "publication")
    make(path)
    before = path.lstat()
    assert read_links(path, "translate/a.links") == WordLinks()
    remove_links(path)
    assert path.lstat() == before
    if said:
        with pytest.raises(EnregardError, match=said):
            save_links(path, "translate/a.links", {KEY: "11"})
        assert path.lstat().st_ino == before.st_ino
