"""Small sites to write, and to look at."""

from pathlib import Path

import pytest

from enregard.errors import EnregardError
from tests.output.writing import SiteWriter


def tree(folder: Path) -> dict[str, str]:
    """Every file under `folder`, and what it holds."""
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
    """What lies in `root`."""
    return sorted(path.name for path in root.iterdir())


def refused(root: Path) -> str:
    """The one line told when a site cannot be written into `root`/build; `root` must be left as it is."""
    before = names(root)
    with pytest.raises(EnregardError) as caught, SiteWriter(root / "build") as writer:
        writer.write("a.html", "new")
    assert names(root) == before
    assert "\n" not in str(caught.value)
    return str(caught.value)
