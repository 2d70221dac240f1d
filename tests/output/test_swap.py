"""At every moment there is a whole site, whatever fails during the swap."""

import shutil
import sys
from pathlib import Path

import pytest

from enregard.output import swap
from enregard.system.platform import move
from tests.output.writing import SiteWriter
from tests.site.sites import build, names, refused


def test_a_failed_second_rename_restores_the_old_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = build(tmp_path, a_html="1")

    def failing(source: Path, target: Path) -> None:
        if "-staging-" in source.name:
            raise OSError(5, "Input/output error")
        move(source, target)

    monkeypatch.setattr(swap, "exchange", lambda *_: False)
    monkeypatch.setattr(swap, "move", failing)
    assert "Input/output error" in refused(tmp_path)
    assert (site / "a.html").read_text() == "1"


def test_a_crash_between_the_renames_is_recovered(tmp_path: Path) -> None:
    site = build(tmp_path, a_html="1")
    site.rename(tmp_path / ".build-old")
    with pytest.raises(ValueError, match="stop"), SiteWriter(site):
        raise ValueError("stop")
    assert (site / "a.html").read_text() == "1"
    assert names(tmp_path) == ["build"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges folders in one step")
def test_there_is_a_site_at_every_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = build(tmp_path, a_html="1")
    monkeypatch.setattr(swap, "move", lambda *_: pytest.fail("moved aside"))
    build(tmp_path, a_html="2")
    assert (site / "a.html").read_text() == "2"
    assert names(tmp_path) == ["build"]


def test_a_crash_after_the_renames_is_cleaned_up(tmp_path: Path) -> None:
    site = build(tmp_path, a_html="1")
    shutil.copytree(site, tmp_path / ".build-old")
    build(tmp_path, a_html="2")
    assert names(tmp_path) == ["build"]


def test_a_foreign_folder_in_the_way_is_refused(tmp_path: Path) -> None:
    build(tmp_path, a_html="1")
    (tmp_path / ".build-old").mkdir()
    (tmp_path / ".build-old/mine").write_text("x")
    assert ".build-old: is in the way, and enregard did not create it" in refused(tmp_path)
