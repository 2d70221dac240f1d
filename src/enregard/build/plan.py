"""What a build has to do, from what is remembered of the one before."""

import hashlib
import importlib.util
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from enregard.build.media import media_path
from enregard.build.state import Fingerprints
from enregard.output.manifest import MANIFEST
from enregard.output.target import foreign
from enregard.publication.publication import ABOUT, Publication
from enregard.seeds.references import MEDIA
from enregard.site.summary import is_of_article, links
from enregard.system.filestate import snapshot, state_of
from enregard.system.walk import walk

_LIBRARIES = (
    "babel",
    "jinja2",
    "markdown_it",
    "markupsafe",
    "mdit_py_plugins",
    "pagefind_bin",
    "polib",
    "sentencex",
    "yaml",
)
"""Those whose work is in the pages."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What changed since the build before."""

    names: list[str]
    """The paths of the seeds to render: new, changed, harmed, or with problems."""
    gone: list[str] = field(default_factory=list)
    """The seeds that were published, or held back, and are not there any more."""
    common: bool = True
    """Whether anything changed that belongs to no article, or to all."""
    harmed: frozenset[str] = frozenset()
    """The files of the site that are not as they were written."""
    media: frozenset[str] = frozenset()
    """The files beside the articles that changed, or whose copies in the site did."""

    @property
    def nothing(self) -> bool:
        """Whether the site stands as it should."""
        return not (self.names or self.gone or self.common or self.media)


def plan(memory: Fingerprints, publication: Publication, names: Sequence[str], key: str) -> Plan | None:
    """What to do to the site that stands, so that it shows `names`; None where it has to be made anew."""
    target = publication.build
    if memory.fact("key") != key or memory.fact("target") != str(target.resolve()):
        return None
    folders = {
        "seeds/": publication.seeds,
        "translate/": publication.translate,
        "site/": publication.site,
        "build/": target,
    }
    changed = set(memory.changed(folders))
    if f"build/{MANIFEST}" in changed or foreign(target, memory.tops()):
        return None
    published = memory.catalogue.slugs()
    known = {**published, **memory.held.all()}
    unchanged = {name.removeprefix("seeds/") for name in memory.names("seeds/") if name not in changed}
    records = {name[len("translate/") : -len(".po")] for name in changed if name.startswith("translate/")}
    harmed = {name.removeprefix("build/") for name in changed if name.startswith("build/")}
    pages = {path for path in harmed if is_of_article(path)}
    pages -= memory.redirects.standing().keys() if pages else set()
    changed_seeds = {name.removeprefix("seeds/") for name in changed if name.startswith("seeds/")}
    media = {
        path for path in memory.references.files() if path in changed_seeds or media_path(path) in harmed
    }
    copies = {path for path in harmed if path.startswith(f"{MEDIA}/")}
    stale = memory.references.stale(publication.seeds, changed_seeds, unchanged)
    to_render = [
        name
        for name in names
        if name not in known
        or name not in unchanged
        or name in stale
        or (records and name.rpartition(".")[0] in records)
        or (pages and name in published and not pages.isdisjoint(links(published[name]).values()))
    ]
    now = set(names)
    site_files = [name for name, _ in files_of_site(publication.site)]
    return Plan(
        names=to_render,
        gone=[seed for seed in known if seed not in now],
        common=bool(harmed - pages - copies)
        or any(name.startswith("site/") for name in changed)
        or sorted(site_files) != sorted(memory.names("site/")),
        harmed=frozenset(harmed),
        media=frozenset(media),
    )


def files_of_site(folder: Path) -> Iterator[tuple[str, Path]]:
    """The publication's own files on which no article's page depends: static files and `about.md`."""
    for name in ABOUT.values():
        if (folder / name).exists():
            yield f"site/{name}", folder / name
    for parent, folders, names in walk(folder / "static"):
        folders.sort()
        # A link to a folder is refused: one that is added has to be noticed.
        linked = [name for name in folders if not name.startswith(".") and Path(parent, name).is_symlink()]
        for name in sorted([*names, *linked]):
            path = Path(parent, name)
            yield "site/" + path.relative_to(folder).as_posix(), path


def note_site_files(memory: Fingerprints, folder: Path) -> None:
    """Remember these files as they are, before they are read."""
    memory.forget(list(memory.names("site/")))
    memory.note(
        seen for name, path in files_of_site(folder) if (seen := snapshot(name, str(path), memory.now_ns))
    )


def key_of_pages(publication: Publication, *also: object) -> str:
    """Says the same as long as every article's page depends on the same besides its article.

    Program, libraries, settings, templates, and the representation of whatever else is given.
    """
    digest = hashlib.sha256()
    for part in (sys.version, publication.settings, *also):
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
    for parent, folders, names in walk(templates):
        folders.sort()
        for name in sorted(names):
            path = Path(parent, name)
            try:
                content = path.read_bytes()
            except OSError as error:  # whether that matters shows where the template is used
                content = str(error).encode("utf-8", "backslashreplace")
            name = f"{path.relative_to(templates)} {len(content)}\n"
            digest.update(name.encode("utf-8", "backslashreplace"))
            digest.update(content)
    return digest.hexdigest()
