"""List the seeds that become articles, and the slugs of those whose first choice is taken."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from enregard.article.slugs import gives_way, other_slugs, slug_of
from enregard.errors import EnregardError
from enregard.messages import _
from enregard.seeds.files import display_path, seed_names


@dataclass(frozen=True, slots=True)
class Listing:
    """The paths of the seeds that become articles, sorted.

    `slugs` has the slug of each seed that cannot have the one of `slug_of`; it is nearly always empty.
    """

    names: list[str]
    slugs: Mapping[str, str] = field(default_factory=dict)


def list_articles(
    folder: Path, *, on_error: Callable[[EnregardError], None], others: list[PurePosixPath] | None = None
) -> Listing:
    """List the seeds under `folder`. Seeds that can have no slug of their own go to `on_error`.

    If several have the same slug, the first that is readable keeps it, and the others get their date or
    folders; names with a date and names of folders give way to others. The paths of files that are not seeds
    are added to `others`.
    """
    names = seed_names(folder, others)
    taken: dict[str, str] = {}
    clashes: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        slug = slug_of(name)
        first = taken.setdefault(slug, name)
        if first is not name:
            clashes[slug].append(name)
    if not clashes:
        return Listing(names)
    slugs: dict[str, str] = {}
    wrong: set[str] = set()
    for slug, rest in clashes.items():
        group = [name for name in (taken[slug], *rest) if _is_article(folder, name)]
        first = min(group, key=lambda name: (any(other_slugs(name)), gives_way(name)), default="")
        taken[slug] = first or taken[slug]  # one that is refused does not need it
        for name in group:
            if name == first:
                continue
            free = (other for other in other_slugs(name) if other not in taken)
            other = "" if _same_record(name, first) else next(free, "")
            if other:
                slugs[name] = other
                taken[other] = name
            else:
                wrong.add(name)
                on_error(_conflict(PurePosixPath(name), PurePosixPath(first)))
    return Listing([name for name in names if name not in wrong], slugs)


def _is_article(folder: Path, name: str) -> bool:
    """Return whether the seed can be read as an article."""
    from enregard.seeds.read import read_seed  # late: it imports the parsers, and clashes are rare

    try:
        read_seed(folder, PurePosixPath(name), allow_html=True)
    except EnregardError:
        return False
    return True


def _same_record(name: str, other: str) -> bool:
    """Return whether the articles in two seeds would have the same PO file."""
    return PurePosixPath(name).with_suffix("") == PurePosixPath(other).with_suffix("")


def _conflict(path: PurePosixPath, first: PurePosixPath) -> EnregardError:
    """Return the error for the seed at `path`, which has the same slug as the one at `first`."""
    other = path.with_stem(f"{path.stem}-{path.parent.name or 2}").name
    what = _(
        "has the slug '{slug}', as does {first}: rename one, such as to {other}",
        slug=slug_of(path),
        first=display_path(first),
        other=other,
    )
    return EnregardError(what, path=display_path(path))


def article_names(
    folder: Path, *, on_error: Callable[[EnregardError], None], others: list[PurePosixPath] | None = None
) -> list[str]:
    """Return the names of `list_articles`."""
    return list_articles(folder, on_error=on_error, others=others).names


def article_paths(folder: Path, *, on_error: Callable[[EnregardError], None]) -> list[PurePosixPath]:
    """Return the names of `list_articles` as paths."""
    return [PurePosixPath(name) for name in article_names(folder, on_error=on_error)]
