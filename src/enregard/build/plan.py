"""Plan a build: compare the files with the state of the last one."""

import hashlib
import importlib.util
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from enregard.build.media import media_path, stale
from enregard.build.state import BuildState
from enregard.errors import EnregardError
from enregard.messages import language
from enregard.output.manifest import MANIFEST
from enregard.output.target import has_foreign
from enregard.publication.publication import ABOUT, Publication
from enregard.seeds.references import MEDIA
from enregard.site.summary import is_article_page, links
from enregard.system.files import is_link, read_file, resolve_inside
from enregard.system.filestate import snapshot, state_of
from enregard.system.walk import walk

_LARGEST = 2_000_000  # bytes of a template
_LIBRARIES = (
    "babel",
    "emoji",
    "jinja2",
    "justhtml",
    "markdown_it",
    "markupsafe",
    "mdit_py_plugins",
    "pagefind_bin",
    "polib",
    "sentencex",
    "yaml",
)
"""The libraries whose output is in the pages."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build has to do."""

    seeds: Sequence[str]
    """The seeds to read: new, changed, damaged in the site, or with problems."""
    is_full: bool = False
    """Whether to build the whole site, regardless of earlier builds."""
    published: Mapping[str, str] = field(default_factory=dict)
    """The slugs of the articles in the site so far, by seed."""
    gone: Sequence[str] = ()
    """The seeds that no longer exist."""
    listings: bool = True
    """Whether a change affects the site-wide pages, such as listings."""
    damaged: frozenset[str] = frozenset()
    """The files of the site that differ from what was published."""
    media: frozenset[str] = frozenset()
    """The files next to articles that changed, in `seeds/` or in the site."""

    @property
    def is_empty(self) -> bool:
        """Whether the site is up to date."""
        return not (self.is_full or self.seeds or self.gone or self.listings or self.media)


def make_plan(state: BuildState, publication: Publication, seeds: Sequence[str], key: str) -> Plan:
    """Plan an update of the published site to `seeds`; a full build if it is not the recorded site.

    `key` covers what all pages depend on (see `key_of_pages`).
    """
    target = publication.build
    if state.fact("key") != key or not state.files.is_site_of_state(target):
        return Plan(seeds, is_full=True)
    folders = {
        "seeds/": publication.seeds,
        "translate/": publication.translate,
        "site/": publication.site,
        "build/": target,
    }
    changed = set(state.files.changed(folders))
    if f"build/{MANIFEST}" in changed or has_foreign(target, state.files.top_names()):
        return Plan(seeds, is_full=True)
    published = state.catalogue.slugs()
    known = {**published, **state.unpublished.all()}
    unchanged = {name.removeprefix("seeds/") for name in state.files.names("seeds/") if name not in changed}
    records = {
        name.removeprefix("translate/").rpartition(".")[0]
        for name in changed
        if name.startswith("translate/")
    }
    damaged = {name.removeprefix("build/") for name in changed if name.startswith("build/")}
    pages = {path for path in damaged if is_article_page(path)}
    pages -= state.redirects.published().keys() if pages else set()
    changed_seeds = {name.removeprefix("seeds/") for name in changed if name.startswith("seeds/")}
    files = state.references.files()
    media = {path for path in files if path in changed_seeds or media_path(path) in damaged}
    copies = {path for path in damaged if path.startswith(f"{MEDIA}/")}
    moved = stale(state.references.all(), publication, changed_seeds, unchanged)
    now = set(seeds)
    return Plan(
        seeds=[
            seed
            for seed in seeds
            if seed not in known
            or seed not in unchanged
            or seed in moved
            or (records and seed.rpartition(".")[0] in records)
            or (pages and seed in published and not pages.isdisjoint(links(published[seed]).values()))
        ],
        published=published,
        gone=[seed for seed in known if seed not in now],
        listings=bool(damaged - pages - copies)
        or any(name.startswith("site/") for name in changed)
        or sorted(name for name, _ in files_of_site(publication.site)) != sorted(state.files.names("site/")),
        damaged=frozenset(damaged),
        media=frozenset(media),
    )


def files_of_site(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the publication's files that affect no article page: static files and about pages."""
    for name in ABOUT.values():
        if os.path.lexists(folder / name):
            yield f"site/{name}", folder / name
    for parent, folders, names in walk(folder / "static"):
        folders.sort()
        # A link to a folder is refused, so a new one must be noticed.
        linked = [name for name in folders if not name.startswith(".") and is_link(Path(parent, name))]
        for name in sorted([*names, *linked]):
            path = Path(parent, name)
            yield "site/" + path.relative_to(folder).as_posix(), path


def record_site_files(state: BuildState, publication: Publication) -> None:
    """Record the files from `files_of_site` before they are read.

    A link that leads out is not recorded: the next build refuses it again.
    """
    state.files.forget(list(state.files.names("site/")))
    for name, path in files_of_site(publication.site):
        with suppress(EnregardError):
            file = resolve_inside(path, name, follow_links=publication.follow_links)
            state.files.record([snapshot(name, str(file), state.files.now_ns)])


def key_of_pages(publication: Publication, *also: object) -> str:
    """Digest everything that all article pages depend on.

    This covers the program, its libraries, the language of notes in the state, the settings, the templates
    and the `repr` of `also`.
    """
    digest = hashlib.sha256()
    for part in (sys.version, language(), publication.settings, *also):
        digest.update(repr(part).encode("utf-8", "backslashreplace") + b"\0")
    package = Path(__file__).parents[1]
    for parent, folders, names in os.walk(package):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            digest.update(f"{parent}/{name} {state_of(os.stat(f'{parent}/{name}'))}\n".encode())  # noqa: PTH116
    for name in _LIBRARIES:
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.origin is not None:
            digest.update(f"{spec.origin} {state_of(Path(spec.origin).stat())}\n".encode())
    templates = publication.site / "templates"
    resolve_inside(templates, "site/templates", follow_links=publication.follow_links)
    for parent, folders, names in walk(templates):
        folders.sort()
        for name in sorted(names):
            path = Path(parent, name)
            shown = path.relative_to(publication.root).as_posix()
            try:
                file = resolve_inside(path, shown, follow_links=publication.follow_links)
                content = read_file(file, _LARGEST)
            except (OSError, EnregardError) as error:  # reported when the template is used, if it is
                content = str(error).encode("utf-8", "backslashreplace")
            head = f"{path.relative_to(templates)} {len(content)}\n"
            digest.update(head.encode("utf-8", "backslashreplace") + content)
    return digest.hexdigest()
