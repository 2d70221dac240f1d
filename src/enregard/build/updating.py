"""Change a site that stands where something changed since it was made.

What changes and what does not is told in docs/decisions/0006-incremental-builds.md.
"""

from collections.abc import Iterable, Mapping, Set
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from enregard.build.media import media_path, pieces
from enregard.build.order import Order
from enregard.build.plan import Plan, note_site_files
from enregard.build.search_index import Search
from enregard.build.state import Fingerprints
from enregard.output.manifest import MANIFEST, see_manifest
from enregard.output.patch import SiteUpdate
from enregard.output.staging import Written, read_text
from enregard.output.workspace import Workspace
from enregard.seeds.references import MEDIA
from enregard.site.search.search import is_index, searchable
from enregard.site.summary import links

if TYPE_CHECKING:
    from enregard.build.render import Rendered


class Update:
    """The change of a site that stands."""

    def __init__(self, order: Order, memory: Fingerprints, work: Workspace, todo: Plan) -> None:
        self._order = order
        self._memory = memory
        self._work = work
        self._todo = todo
        self._update = SiteUpdate(work)
        self._search = Search(memory)
        self._stood: list[str] = []
        self._common: set[str] = set()
        self._gone: set[str] = set()

    def make(self) -> None:
        """Render what changed, and put it in its place."""
        memory, target = self._memory, self._order.publication.build
        note_site_files(memory, self._order.publication.site)
        changed = self._articles_changed()
        self._lead_on()
        if changed or self._todo.common:
            self._write_common()
        self._write_media()
        if searchable(self._order.publication.settings):
            self._write_index()
        if not self._update.empty:
            placed = self._update.commit(self._stood)
            memory.note_placed([*placed, see_manifest(target)])

    def _articles_changed(self) -> bool:
        """Render the articles. Returns whether the pages about all of them say something else now."""
        memory = self._memory
        published = memory.catalogue.slugs()
        missing = set(self._todo.names) & published.keys()
        changed = False
        held: list[Rendered] = []
        memory.held.forget(self._todo.names)
        for rendered in self._order.render(self._work.staging, memory.now_ns, self._todo.names):
            seed = rendered.row[0]
            if rendered.held:  # where it was published, it is still missing, and its pages go
                held.append(rendered)
                continue
            missing.discard(seed)
            changed |= memory.catalogue.row(seed) != rendered.row
            for page in rendered.pages:
                self._update.add(page)
            new = [page for page in rendered.pages if self._keep_if_new(page)]
            memory.note_written(new)
            for page in new:
                self._search.changed(page.path)
            # One that went the long way has no inputs, and goes it again next time.
            memory.forget(_inputs(seed))
            memory.note(rendered.inputs)
            memory.catalogue.note([rendered.row])
            memory.references.note([(seed, rendered.references)])
            memory.redirects.note([(seed, rendered.former)])
        stuck = self._stuck(missing, published)
        for seed in stuck:
            memory.forget(_inputs(seed))
        gone = {*self._todo.gone, *(missing - stuck)}
        known = memory.catalogue.slugs() if gone else {}
        slugs = {slug for seed, slug in known.items() if seed not in gone}
        for seed in sorted(gone):
            if seed in published and published[seed] not in slugs:
                for path in links(published[seed]).values():
                    self._remove(path)
            memory.forget(_inputs(seed))
        memory.catalogue.forget(gone)
        memory.references.forget(gone)
        memory.redirects.forget(gone)
        memory.held.forget(gone)
        for rendered in held:
            memory.forget(_inputs(rendered.row[0]))
            memory.note(rendered.inputs)
            memory.held.note([(rendered.row[0], rendered.held)])
        return changed or bool(gone)

    def _stuck(self, missing: Set[str], published: Mapping[str, str]) -> Set[str]:
        """Those of the `missing` articles that only want a readable record, and whose pages stand."""
        return {
            seed
            for seed in missing & self._order.unreadable
            if self._todo.harmed.isdisjoint(links(published[seed]).values())
        }

    def _lead_on(self) -> None:
        """Let former addresses lead to where their articles are now, and none to one that is gone."""
        change = self._memory.redirects.change(self._todo.harmed)
        self._common |= change.stand
        if change.listed:
            from enregard.site.pages import Site

            site = Site(self._order.publication, self, model=self._order.model)
            site.lead_on(change.due, change.listed)
        for path in change.gone:
            self._update.remove(path)
            self._memory.forget([f"build/{path}"])

    def _write_common(self) -> None:
        """Write the pages about all articles, and what is the same whatever the articles are."""
        from enregard.site.pages import Site

        order = self._order
        site = Site(order.publication, self, model=order.model, report=order.findings)
        for kept in self._memory.catalogue.all(feeds=bool(order.publication.settings.base_url)):
            site.include(kept)
        site.finish(self._memory.catalogue.entries())
        for standing in self._standing_common():
            if standing not in self._common:
                self._remove(standing)

    def _standing_common(self) -> list[str]:
        """The files of the site that belong to no article, without going through those that do."""
        memory = self._memory
        of_articles = {path.partition("/")[0] for path in links("").values()}
        found = []
        for top in memory.tops() - {MEDIA, MANIFEST}:
            alone, folder = (f"{top}/index.html", f"{top}/-/") if top in of_articles else (top, f"{top}/")
            found += [alone] if memory.written(alone) else []
            found += (name.removeprefix("build/") for name in memory.names(f"build/{folder}"))
        return [path for path in sorted(found) if not is_index(path)]

    def _write_index(self) -> None:
        """Index anew what changed, in the order's measure."""
        memory = self._memory
        for path in self._todo.harmed:
            self._search.harmed(path)
        for indexed in self._search.bring_up(self._read, late=self._order.search):
            standing = [name.removeprefix("build/") for name in memory.names(f"build/{indexed.folder}")]
            for path, data in indexed.files.items():
                # Most of a part stays as it is, and need not be written to find that out.
                if memory.written(path) != (len(data), sha256(data).digest()) or path in self._todo.harmed:
                    self.write(path, data)
            for path in standing:
                if path not in indexed.files:
                    self._remove(path)

    def _read(self, path: str) -> str:
        """A page as it will stand."""
        try:
            return read_text(self._work.staging.place(path))
        except FileNotFoundError:
            return read_text(f"{self._order.publication.build}/{path}")

    def _write_media(self) -> None:
        """Copy the files beside the articles that changed, and remove those that none refers to."""
        memory, folder = self._memory, self._order.publication.seeds
        wanted = {media_path(path): path for path in memory.references.files()}
        standing = {name.removeprefix("build/") for name in memory.names(f"build/{MEDIA}/")}
        for place, path in wanted.items():
            if place not in standing or path in self._todo.media:
                memory.look(f"seeds/{path}", folder / path)
                written = self._update.write(place, pieces(folder, path))
                if self._keep_if_new(written):
                    memory.note_written([written])
        for place in sorted(standing - wanted.keys()):
            self._remove(place)
            memory.forget([f"seeds/{place.removeprefix(MEDIA + '/')}"])
        for path in memory.references.vectors():
            memory.look(f"seeds/{path}", folder / path)

    def write(self, path: str, content: str | bytes | Iterable[str], /) -> None:
        """Take a page about all articles."""
        written = self._update.write(path, content)
        self._common.add(path)
        if self._keep_if_new(written):
            self._memory.note_written([written])

    def stands(self, path: str, source: bytes, /) -> bool:
        """Whether the page at `path` says already what it is to be made from."""
        memory = self._memory
        if memory.listing(path) == source and memory.written(path) and path not in self._todo.harmed:
            self._common.add(path)
            return True
        memory.note_listing(path, source)
        return False

    def _keep_if_new(self, written: Written) -> bool:
        """Leave a file as it stands where it says the same; whether it does not."""
        before = self._memory.written(written.path)
        if before is not None or written.path in self._gone:
            self._stood.append(written.path)
        if before == (written.size, written.sha256) and written.path not in self._todo.harmed:
            self._update.drop(written.path)
            return False
        return True

    def _remove(self, path: str) -> None:
        self._gone.add(path)
        self._search.changed(path)
        self._update.remove(path)
        self._memory.forget([f"build/{path}"])


def _inputs(seed: str) -> list[str]:
    """The names of the files that an article is made from."""
    return [f"seeds/{seed}", f"translate/{PurePosixPath(seed).with_suffix('.po')}"]
