"""List the seeds that become articles: of those with the same slug, only the first."""

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from enregard.article.slugs import slug_of
from enregard.errors import EnregardError
from enregard.seeds.files import display_path, seed_names


def article_names(
    folder: Path, *, on_error: Callable[[EnregardError], None], others: list[PurePosixPath] | None = None
) -> list[str]:
    """Return the paths of the seeds under `folder`, sorted. Seeds with a taken slug go to `on_error`.

    The first path keeps the slug, even if the file is unreadable. The paths of files that are not seeds are
    added to `others`.
    """
    taken: dict[str, str] = {}
    for name in seed_names(folder, others):
        first = taken.setdefault(slug_of(name), name)
        if first is not name:
            on_error(slug_conflict(PurePosixPath(name), PurePosixPath(first)))
    return list(taken.values())


def article_paths(folder: Path, *, on_error: Callable[[EnregardError], None]) -> list[PurePosixPath]:
    """Return the names of `article_names` as paths."""
    return [PurePosixPath(name) for name in article_names(folder, on_error=on_error)]


def slug_conflict(path: PurePosixPath, first: PurePosixPath) -> EnregardError:
    """Return the error for the seed at `path`, which has the same slug as the one at `first`."""
    other = path.with_stem(f"{path.stem}-{path.parent.name or 2}").name
    what = f"has the slug '{slug_of(path)}', as does {display_path(first)}: rename one, such as to {other}"
    return EnregardError(what, path=display_path(path))
