"""The index follows the pages: an incremental build gives the index of a full one, with the least work."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from enregard.build import search_index
from enregard.pipeline import build, model_info
from enregard.publication.publication import open_publication
from enregard.site.search import pagefind, search
from enregard.translate.draft.drafter import Drafter
from tests.stand_in import Collected, shouting_source

pytestmark = pytest.mark.skipif(
    pagefind.program() is None, reason="Pagefind is not available for this machine"
)

TEXT = "date 202{n}-07\nsource AFP\n\nLe mot numéro {n} est ici. Il parle de choses.\n"


def built(root: Path, **how: Any) -> Collected:
    """Build the publication in `root` with a fake model."""
    report = Collected()

    publication = open_publication(root)
    with Drafter(lambda: shouting_source(root / ".enregard/memory"), report) as drafter:
        build(publication, drafter, model_info(publication), report, jobs=1, **how)
    return report


def files(root: Path) -> dict[str, bytes]:
    folder = root / "build"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def as_full(root: Path, other: Path) -> dict[str, bytes]:
    """Return the site that a full build gives."""
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(root, other, ignore=shutil.ignore_patterns("build", ".enregard"))
    built(other)
    return files(other)


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    root = tmp_path / "publication"
    (root / "seeds").mkdir(parents=True)
    (root / "site").mkdir()
    for n in range(3):
        write(root, n)
    return root


@pytest.fixture
def indexed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Collect language and number of pages of each index that is built."""
    done: list[tuple[str, int]] = []
    index = pagefind.index

    def counting(pages: Any, lang: str, excluded: Any = ()) -> dict[str, bytes]:
        pages = list(pages)
        done.append((lang, len(pages)))
        return index(pages, lang, excluded)

    monkeypatch.setattr(search_index, "index", counting)
    return done


def write(root: Path, n: int, text: str = TEXT) -> None:
    (root / "seeds" / f"a{n}.txt").write_text(text.format(n=n), "utf-8")


def correct(root: Path, n: int) -> None:
    path = root / "translate" / f"a{n}.po"
    path.write_text(path.read_text("utf-8").replace("IL PARLE DE", "It speaks of"), "utf-8")


STEPS: dict[str, Callable[[Path], None]] = {
    "a corrected sentence": lambda root: correct(root, 1),
    "a new article": lambda root: write(root, 5),
    "a removed article": lambda root: (root / "seeds" / "a1.txt").unlink(),
    "no article left": lambda root: empty(root / "seeds"),
    "a changed article": lambda root: write(root, 1, TEXT + "\nEncore un mot.\n"),
    "another source": lambda root: write(root, 1, TEXT.replace("AFP", "Belga")),
    "a new title of the site": lambda root: title(root, "Autre"),
    "no search": lambda root: title(root, "Presse", "search = false\n"),
    "a missing index file": lambda root: next((root / "build/search/fr").rglob("*.pf_meta")).unlink(),
    "a damaged index file": lambda root: damage(next((root / "build/search/en").rglob("*.pf_index"))),
}


def empty(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


def title(root: Path, name: str, more: str = "") -> None:
    (root / "site" / "site.toml").write_text(f'title = "{name}"\n{more}', "utf-8")


def damage(path: Path) -> None:
    path.write_bytes(b"?")


@pytest.mark.parametrize("size", [1, 1250])
@pytest.mark.parametrize("step", STEPS)
def test_any_change_gives_the_same_index_as_a_full_build(
    publication: Path, tmp_path: Path, step: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_PART_SIZE", size)
    built(publication)
    STEPS[step](publication)
    built(publication)
    assert files(publication) == as_full(publication, tmp_path / "other")
    assert ("search/index.html" in files(publication)) == (step != "no search")


def test_nothing_is_indexed_if_nothing_changed(publication: Path, indexed: list[tuple[str, int]]) -> None:
    built(publication)
    assert sorted(indexed) == [("en", 3), ("fr", 3)]
    indexed.clear()
    built(publication)
    assert indexed == []


def test_a_correction_indexes_only_its_language_and_part(
    publication: Path, indexed: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    built(publication)
    indexed.clear()
    correct(publication, 1)
    built(publication)
    assert indexed == [("en", 3)]
    monkeypatch.setattr(search, "_PART_SIZE", 1)
    write(publication, 6)  # now four articles in four parts, all indexed again
    built(publication)
    indexed.clear()
    correct(publication, 2)
    built(publication)
    [(lang, pages)] = indexed
    assert lang == "en"
    assert pages < 4


def test_an_index_may_lag_and_catch_up(
    publication: Path, tmp_path: Path, indexed: list[tuple[str, int]]
) -> None:
    built(publication, search=False)  # a missing index is built nevertheless
    assert sorted(indexed) == [("en", 3), ("fr", 3)]
    indexed.clear()
    correct(publication, 1)
    built(publication, search=False)
    built(publication, search=False)
    assert indexed == []
    built(publication)
    assert indexed == [("en", 3)]
    assert files(publication) == as_full(publication, tmp_path / "other")
    indexed.clear()
    built(publication)
    assert indexed == []


def test_missing_pagefind_is_reported_once_per_build(
    publication: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "program", lambda: None)
    notes = built(publication).notes
    assert [note for note in notes if "no search" in note] == [
        "the site has no search: Pagefind is not available for this machine (pip install pagefind-bin)"
    ]
    assert not (publication / "build" / "search").exists()
    assert "search/" not in (publication / "build" / "index.html").read_text("utf-8")
