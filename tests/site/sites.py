"""Write and read small sites."""

from pathlib import Path

import pytest

from enregard.errors import EnregardError
from tests.output.writing import SiteWriter


def tree(folder: Path) -> dict[str, str]:
    """Return path and content of every file below `folder`."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def build(root: Path, **files: str) -> Path:
    """Write a site of `files` (with `_` for the dot) into `root`/build."""
    with SiteWriter(root / "build") as writer:
        for name, content in files.items():
            writer.write(name.replace("_", "."), content)
    return root / "build"


def names(root: Path) -> list[str]:
    """Return the names in `root`."""
    return sorted(path.name for path in root.iterdir())


def refused(root: Path) -> str:
    """Return the message if a site cannot be written into `root`/build; `root` must not change."""
    before = names(root)
    with pytest.raises(EnregardError) as caught, SiteWriter(root / "build") as writer:
        writer.write("a.html", "new")
    assert names(root) == before
    assert "\n" not in str(caught.value)
    return str(caught.value)
