"""Which seeds are published: of those that would have the same address, the first."""

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from enregard.article.slugs import slug, slug_of_name
from enregard.errors import EnregardError
from enregard.seeds.files import seed_label, seed_names


def published_names(
    folder: Path, *, on_error: Callable[[EnregardError], None], others: list[PurePosixPath] | None = None
) -> list[str]:
    """The paths of the seeds under `folder`, sorted. One whose slug an earlier one has goes to `on_error`.

    The first in the order of paths keeps its slug, even where it cannot be read. The paths of files that
    are no seeds are added to `others`.
    """
    taken: dict[str, str] = {}
    for name in seed_names(folder, others):
        first = taken.setdefault(slug_of_name(name), name)
        if first is not name:
            on_error(slug_conflict(PurePosixPath(name), PurePosixPath(first)))
    return list(taken.values())


def published_paths(folder: Path, *, on_error: Callable[[EnregardError], None]) -> list[PurePosixPath]:
    """The paths of `published_names`."""
    return [PurePosixPath(name) for name in published_names(folder, on_error=on_error)]


def slug_conflict(path: PurePosixPath, first: PurePosixPath) -> EnregardError:
    """What is wrong with the seed at `path`, whose slug the one at `first` has."""
    other = path.with_stem(f"{path.stem}-{path.parent.name or 2}").name
    what = f"has the slug '{slug(path)}', and so has {seed_label(first)}: rename one of the two, such as to "
    what += other
    return EnregardError(what, path=seed_label(path))
