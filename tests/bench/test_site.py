"""A rival that did not build what was asked is not measured."""

from pathlib import Path

import click
import pytest

from bench.site import rival


def program(path: Path, pages: int) -> Path:
    """A generator that writes this many pages."""
    path.write_text(
        f"#!/bin/sh\nmkdir -p out\nfor n in $(seq {pages}); do echo '<p>' > out/$n.html; done\n", "utf-8"
    )
    path.chmod(0o755)
    return path


def test_every_page_is_counted(tmp_path: Path) -> None:
    found = rival("hugo", program(tmp_path / "hugo", 3 * 4 + 3), tmp_path, 4, 1)
    assert found["pages"] == 15


@pytest.mark.parametrize("pages", [0, 3, 14, 16])
def test_a_site_with_other_pages_is_refused(tmp_path: Path, pages: int) -> None:
    with pytest.raises(click.ClickException, match=f"pelican wrote {pages} of 15 pages"):
        rival("pelican", program(tmp_path / "pelican", pages), tmp_path, 4, 1)
