"""Find the articles that files of a publication belong to."""

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from enregard.errors import EnregardError
from enregard.messages import _
from enregard.publication.publication import Publication
from enregard.seeds.paths import article_paths


def names_file(path: Path) -> bool:
    """Return whether `path` is a file or, if there is nothing, looks like the name of one."""
    return path.is_file() or (bool(path.suffix) and not path.exists())


def enclosing_publication(file: Path) -> Path:
    """Return the folder of the publication that has `file` among its articles or translations.

    Raises EnregardError if there is none.
    """
    for part in Path(os.path.abspath(file)).parents:  # noqa: PTH100 - links stay as they are
        if part.name in ("seeds", "translate") and (part.parent / "seeds").is_dir():
            return part.parent
    raise EnregardError(_("is not in seeds/ or translate/ of a publication"), path=file)


def articles_of(publication: Publication, files: Iterable[Path]) -> list[PurePosixPath]:
    """Return the paths below `seeds/` of the articles that are in `files`, or whose PO files are.

    Other files in `seeds/` and `translate/` belong to no article. Raises EnregardError if a file does not
    exist, or is in neither of these folders.
    """
    root = os.path.abspath(publication.root)  # noqa: PTH100 - links stay as they are
    wanted: set[str] = set()
    for file in files:
        below = Path(os.path.abspath(file))  # noqa: PTH100
        if not below.is_file():
            raise EnregardError(_("no such file: pass articles or their PO files"), path=file)
        parts = below.relative_to(root).parts if below.is_relative_to(root) else ()
        if parts[:1] not in (("seeds",), ("translate",)):
            raise EnregardError(
                _("is not in seeds/ or translate/ of {root}", root=publication.root), path=file
            )
        wanted.add("/".join(parts))
    return [
        path
        for path in article_paths(publication.seeds, on_error=lambda _: None)
        if f"seeds/{path}" in wanted or f"translate/{path.with_suffix('.po')}" in wanted
    ]
