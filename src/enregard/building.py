"""Make the site: whole, or only what has changed since it was made before.

Both ways give the same bytes. Why there are two is told in docs/decisions/0006-incremental-builds.md.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from enregard.changes import Plan, key_of_pages, note_site_files, plan
from enregard.fingerprints import Fingerprints, discard, see
from enregard.media import pieces, place_of
from enregard.publication import Publication
from enregard.searching import Search
from enregard.seeds.references import MEDIA
from enregard.site.manifest import see_manifest
from enregard.site.model import ModelInfo
from enregard.site.search import is_index, searchable
from enregard.site.staging import Staging, Written
from enregard.site.summary import links
from enregard.site.update import AnotherShape, SiteUpdate
from enregard.site.workplace import Workplace
from enregard.site.writer import SiteWriter

if TYPE_CHECKING:  # a build with nothing to do does not wait for templates and parsers
    from enregard.rendering import Rendered, Renderer

_AT_ONCE = 256  # articles that are noted together

LongWay = Callable[["Renderer", Sequence[PurePosixPath]], Iterator["Rendered"]]
"""Renders the articles that are not simply there: with gaps to be filled, or with problems to be told."""


@dataclass(frozen=True, slots=True)
class Order:
    """The site that is wanted.

    `paths` are its seeds; `findings` asks for the page of what the checks found.
    """

    publication: Publication
    model: ModelInfo | None
    paths: Sequence[PurePosixPath]
    long_way: LongWay
    findings: bool = False
    jobs: int = 0
    note: Callable[[str], None] = lambda _: None
    """Is told what the publisher may want to know: of a site that is made anew, and what articles refer to
    that is not there, which every build tells."""
    others: Sequence[PurePosixPath] = ()
    """The files under `seeds/` that are no articles."""
    unreadable: Set[str] = frozenset()
    """Receives, as they are found, the seeds whose record cannot be read: as long, their pages stay as they
    are."""
    search: bool = True
    """Whether the search index follows every change; without, what stands of it may lag behind the pages."""

    def render(self, staging: Staging, now_ns: int, paths: Sequence[PurePosixPath]) -> "Iterator[Rendered]":
        """The articles of `paths`, as they are ready."""
        from enregard.rendering import Renderer, Task, render

        task = Task(self.publication, self.model, self.findings, staging, now_ns)
        rest = []
        for path, rendered in render(task, paths, self.jobs):
            if rendered is None:
                rest.append(path)
            else:
                yield rendered
        if rest:
            yield from self.long_way(Renderer(task), rest)


def build_site(order: Order) -> int:
    """Make the site of `order`. Returns the number of articles in it."""
    publication = order.publication
    key = key_of_pages(publication, order.model, order.findings, publication.everything)
    path = publication.cache / "site.sqlite"
    try:
        return _build(order, key, Fingerprints(path))
    except sqlite3.Error as error:  # on a full disk, or broken: done without
        if not isinstance(error, sqlite3.OperationalError):
            discard(path)
        return _build(order, key, Fingerprints(path, keep=False))


def _build(order: Order, key: str, fingerprints: Fingerprints) -> int:
    """Make the site of `order` from what is remembered. Raises sqlite3.Error where that cannot be used."""
    publication = order.publication
    with fingerprints as memory:
        with Workplace(publication.build, flat=True) as work:
            todo = plan(memory, publication, order.paths, key)
            if todo is not None:
                with suppress(AnotherShape):
                    if not todo.nothing or (order.search and Search(memory).is_late):
                        _Update(order, memory, work, todo).make()
                    return _done(order, memory)
        memory.forget_everything()
        _make_anew(order, memory)
        memory.note_fact("key", key)
        memory.note_fact("target", str(publication.build.resolve()))
        return _done(order, memory)


def _done(order: Order, memory: Fingerprints) -> int:
    """Say what is worth a warning. Returns the number of articles."""
    for warning in memory.references.warnings():
        order.note(warning)
    if left_out := memory.references.left_out(order.others):
        order.note(left_out)
    for warning in memory.held.warnings():
        order.note(warning)
    if held := memory.held.said():
        order.note(held)
    return memory.count()


def _make_anew(order: Order, memory: Fingerprints) -> None:
    """Make the whole site, which then takes the place of the one before."""
    from enregard.site.feeds import ENTRIES
    from enregard.site.overview import WITHOUT_ADDRESS
    from enregard.site.pages import Site

    publication = order.publication
    note_site_files(memory, publication.site)
    with SiteWriter(publication.build, memory.built) as writer:

        class Noting:
            """Writes pages and remembers them."""

            def write(self, path: str, content: str | bytes | Iterable[str], /) -> None:
                memory.note_written([writer.write(path, content)])

            def stands(self, path: str, source: bytes, /) -> bool:
                memory.note_listing(path, source)
                return False

        articles = order.render(writer.staging, memory.now_ns, order.paths)
        while some := list(islice(articles, _AT_ONCE)):
            pages = [page for rendered in some for page in rendered.pages]
            for page in pages:
                writer.add(page)
            memory.note(seen for rendered in some for seen in rendered.inputs)
            memory.note_written(pages)
            shown = [rendered for rendered in some if not rendered.held]
            memory.note_articles(rendered.row for rendered in shown)
            memory.references.note((rendered.row[0], rendered.references) for rendered in shown)
            memory.held.note((rendered.row[0], rendered.held) for rendered in some if rendered.held)
        for path in memory.references.files():
            _see_media(order, memory, path)
            memory.note_written([writer.write(place_of(path), pieces(publication.seeds, path))])
        for path in memory.references.vectors():
            _see_media(order, memory, path)
        site = Site(publication, Noting(), model=order.model, report=order.findings)
        for kept in memory.articles(ENTRIES):
            site.include(kept)
        site.finish()
        if searchable(publication.settings):
            for indexed in Search(memory).bring_up(lambda path: _text(writer.staging.place(path))):
                memory.note_written([writer.write(*file) for file in indexed.files.items()])
    memory.note_written([see_manifest(publication.build)])
    memory.note_shown()
    if not publication.settings.base_url:
        order.note(WITHOUT_ADDRESS)


class _Update:
    """The change of a site that stands."""

    def __init__(self, order: Order, memory: Fingerprints, work: Workplace, todo: Plan) -> None:
        self._order = order
        self._memory = memory
        self._work = work
        self._todo = todo
        self._update = SiteUpdate(work)
        self._search = Search(memory)
        self._stood: list[str] = []
        self._common: set[str] = set()

    def make(self) -> None:
        """Render what changed, and put it in its place."""
        memory, target = self._memory, self._order.publication.build
        note_site_files(memory, self._order.publication.site)
        if self._articles_changed() or self._todo.common:
            self._write_common()
        self._write_media()
        if searchable(self._order.publication.settings):
            self._write_index()
        if not self._update.empty:
            placed = self._update.commit(memory.built(), self._stood)
            memory.note_written([*placed, see_manifest(target)])
            memory.note_shown()

    def _articles_changed(self) -> bool:
        """Render the articles. Returns whether the pages about all of them say something else now."""
        memory = self._memory
        published = memory.slugs()
        missing = {str(path) for path in self._todo.paths} & published.keys()
        changed = False
        held: list[Rendered] = []
        memory.held.forget(map(str, self._todo.paths))
        for rendered in self._order.render(self._work.staging, memory.now_ns, self._todo.paths):
            seed = rendered.row[0]
            if rendered.held:  # where it was published, it is still missing, and its pages go
                held.append(rendered)
                continue
            missing.discard(seed)
            changed |= memory.article(seed) != rendered.row
            for page in rendered.pages:
                self._update.add(page)
            new = [page for page in rendered.pages if self._keep_if_new(page)]
            memory.note_written(new)
            for page in new:
                self._search.changed(page.path)
            # One that went the long way has no inputs, and goes it again next time.
            memory.forget(_inputs(seed))
            memory.note(rendered.inputs)
            memory.note_articles([rendered.row])
            memory.references.note([(seed, rendered.references)])
        stuck = self._stuck(missing, published)
        for seed in stuck:
            memory.forget(_inputs(seed))
        gone = sorted({*self._todo.gone, *(missing - stuck)})
        slugs = {slug for seed, slug in memory.slugs().items() if seed not in gone}
        for seed in gone:
            if seed in published and published[seed] not in slugs:
                for path in links(published[seed]).values():
                    self._remove(path)
            memory.forget(_inputs(seed))
        memory.forget_articles(gone)
        memory.references.forget(gone)
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

    def _write_common(self) -> None:
        """Write the pages about all articles, and what is the same whatever the articles are."""
        from enregard.site.feeds import ENTRIES
        from enregard.site.pages import Site

        order = self._order
        site = Site(order.publication, self, model=order.model, report=order.findings)
        for kept in self._memory.articles(ENTRIES):
            site.include(kept)
        site.finish()
        tops = {MEDIA} | {path.partition("/")[0] for path in links("").values()}
        for standing, _, _ in list(self._memory.built()):
            if (
                standing.partition("/")[0] not in tops
                and standing not in self._common
                and not is_index(standing)
            ):
                self._remove(standing)

    def _write_index(self) -> None:
        """Index anew what changed, in the order's measure."""
        memory = self._memory
        for path in self._todo.harmed:
            self._search.harmed(path)
        for indexed in self._search.bring_up(self._read, late=self._order.search):
            standing = [name.removeprefix("build/") for name in memory.names(f"build/{indexed.folder}")]
            for path, data in indexed.files.items():
                written = self._update.write(path, data)
                if self._keep_if_new(written):
                    memory.note_written([written])
            for path in standing:
                if path not in indexed.files:
                    self._remove(path)

    def _read(self, path: str) -> str:
        """A page as it will stand."""
        try:
            return _text(self._work.staging.place(path))
        except FileNotFoundError:
            return _text(f"{self._order.publication.build}/{path}")

    def _write_media(self) -> None:
        """Copy the files beside the articles that changed, and remove those that none refers to."""
        memory, folder = self._memory, self._order.publication.seeds
        wanted = {place_of(path): path for path in memory.references.files()}
        standing = {name.removeprefix("build/") for name in memory.names(f"build/{MEDIA}/")}
        for place, path in wanted.items():
            if place not in standing or path in self._todo.media:
                _see_media(self._order, memory, path)
                written = self._update.write(place, pieces(folder, path))
                if self._keep_if_new(written):
                    memory.note_written([written])
        for place in sorted(standing - wanted.keys()):
            self._remove(place)
            memory.forget([f"seeds/{place.removeprefix(MEDIA + '/')}"])
        for path in memory.references.vectors():
            _see_media(self._order, memory, path)

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
        if before is not None:
            self._stood.append(written.path)
        if before == (written.size, written.sha256) and written.path not in self._todo.harmed:
            self._update.drop(written.path)
            return False
        return True

    def _remove(self, path: str) -> None:
        self._search.changed(path)
        self._update.remove(path)
        self._memory.forget([f"build/{path}"])


def _see_media(order: Order, memory: Fingerprints, path: str) -> None:
    """Remember a file beside the articles as it is, before it is read."""
    name = f"seeds/{path}"
    seen = see(name, str(order.publication.seeds / path), memory.now_ns)
    memory.forget([name])
    memory.note([seen] if seen else [])


def _text(place: str) -> str:
    """A page that this program wrote."""
    with open(place, encoding="utf-8") as file:  # noqa: PTH123 - see Fingerprints.changed
        return file.read()


def _inputs(seed: str) -> list[str]:
    """The names of the files that an article is made from."""
    return [f"seeds/{seed}", f"translate/{PurePosixPath(seed).with_suffix('.po')}"]
