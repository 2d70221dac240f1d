"""A folder that cannot be read is reported, and never passes for an empty one."""

import os
from pathlib import Path
from typing import Any

import pytest

from enregard.build.plan import files_of_site, key_of_pages
from enregard.errors import EnregardError
from enregard.importing.formats.detect import find_files
from enregard.publication.publication import open_publication
from enregard.site.static import static_files
from enregard.system.walk import walk


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A publication whose folders named `broken` cannot be read."""
    for folder in ("seeds", "site/static/broken", "site/templates/broken"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "site" / "site.toml").write_text('title = "T"\n', "utf-8")
    scandir = os.scandir

    def failing(path: Any = ".") -> Any:
        if Path(os.fspath(path)).name == "broken":
            raise OSError(5, "Input/output error", os.fspath(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", failing)
    return tmp_path


def test_a_missing_folder_is_empty(tmp_path: Path) -> None:
    assert list(walk(tmp_path / "nowhere")) == []


def test_a_file_instead_of_a_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / "static").write_text("", "utf-8")
    said = r"static: cannot be read \(Not a directory\): make this folder readable, or remove it$"
    with pytest.raises(EnregardError, match=said):
        list(walk(tmp_path / "static"))


def test_folders_are_read_completely_or_not_at_all(broken: Path) -> None:
    site = broken / "site"
    with pytest.raises(EnregardError, match=r"static/broken: cannot be read \(Input/output error\)"):
        list(static_files(site / "static"))
    with pytest.raises(EnregardError, match=r"static/broken: cannot be read \(Input/output error\)"):
        list(files_of_site(site))
    with pytest.raises(EnregardError, match=r"templates/broken: cannot be read \(Input/output error\)"):
        key_of_pages(open_publication(broken))
    with pytest.raises(EnregardError, match=r"static/broken: cannot be read \(Input/output error\)"):
        find_files(site)
