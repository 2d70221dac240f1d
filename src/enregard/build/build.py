"""Build a site: render changed articles, update the pages that show them, and publish everything together.

A full build is an update from an empty state. See docs/decisions/0006-incremental-builds.md.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import cached_property
from json import JSONDecodeError
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Self

from enregard.build.media import media_path, pieces
from enregard.build.notices import report_notices
from enregard.build.plan import Plan, key_of_pages, make_plan, record_site_files
from enregard.build.search_index import SearchIndex
from enregard.build.state import STATE, BuildState
from enregard.errors import EnregardError
from enregard.messages import _
from enregard.output.manifest import MANIFEST
from enregard.output.patch import AnotherShape, Patch
from enregard.output.replace import Replacement
from enregard.output.target import OutsideError
from enregard.output.workspace import Workspace
from enregard.publication.publication import Publication
from enregard.report import Report
from enregard.seeds.references import MEDIA, ReferenceKind
from enregard.site.addresses import BOOKS
from enregard.site.model import ModelInfo
from enregard.site.search.search import is_index, searchable
from enregard.site.summary import VIEWS, links

if TYPE_CHECKING:  # a build with nothing to do does not import templates and parsers
    from enregard.build.render import Rendered, Renderer, Result, Unfinished
    from enregard.moves.moves import Opened
    from enregard.output.base import Output
    from enregard.output.staging import Content, Written
    from enregard.site.pages import Site
    from enregard.translate.record.record import Record

_BATCH = 256  # articles that are recorded together


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """The site to build."""

    publication: Publication
    model: ModelInfo | None
    seeds: Sequence[str]
    """The paths of the seeds to publish."""
    others: Sequence[PurePosixPath] = ()
    """The files under `seeds/` that are not articles."""
    findings: bool = False
    """Whether the site has a page of findings."""
    jobs: int = 0
    """How many processes render; 0 means one per core."""
    search: bool = True
    """Whether the search index follows every change; otherwise parts of it may lag behind."""


class StartOver(Exception):  # noqa: N818 - not an error
    """The build cannot continue as planned, and must be repeated in full.

    `keep_state` says whether the build state can still be stored in a file.
    """

    def __init__(self, *, keep_state: bool) -> None:
        super().__init__("build everything")
        self.keep_state = keep_state


class SiteBuild:
    """One build of a site, as a context manager.

    Iterate over `unfinished()`, pass each article to `add()` with its completed record, then `finish()`,
    which publishes everything together. Leaving the context raises StartOver if the build must be repeated
    with `full`.
    """

    def __init__(
        self, request: BuildRequest, report: Report, *, full: bool = False, keep_state: bool = True
    ) -> None:
        self._request = request
        self._publication = request.publication
        self._report = report
        self._full = full
        self._state = BuildState(request.publication.cache / STATE, keep=keep_state)
        self._batch: list[Rendered] = []
        self._withdrawn: dict[str, Rendered] = {}  # no longer published
        self._missing: set[str] = set()  # published seeds not rendered so far
        self._unreadable: set[str] = set()  # seeds whose record cannot be read
        self._kept: set[str] = set()  # unreadable seeds whose published pages stay
        self._pages: set[str] = set()  # files besides articles, media and search index
        self._listings = False

    def __enter__(self) -> Self:
        request, publication = self._request, self._publication
        with ExitStack() as stack:
            stack.push(self._convert)
            state = stack.enter_context(self._state)
            work = stack.enter_context(Workspace(publication.build, self._report.note))
            self._key = key_of_pages(
                publication, request.model, request.findings, publication.everything, publication.slugs
            )
            self.plan = (
                Plan(request.seeds, is_full=True)
                if self._full
                else make_plan(state, publication, request.seeds, self._key)
            )
            if self.plan.is_full:
                state.clear()
                self._output: Output = Replacement(work, state.files.published)
            else:
                self._output = Patch(work, state.files.published_as, self.plan.damaged)
            self._search = SearchIndex(state)
            self._missing = set(self.plan.seeds) & self.plan.published.keys()
            self._listings = self.plan.listings
            self._exit = stack.pop_all()
        return self

    def __exit__(self, *error: Any) -> None:
        self._exit.__exit__(*error)

    def _convert(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, AnotherShape):
            raise StartOver(keep_state=True) from error
        if isinstance(error, sqlite3.Error):  # a full disk or a damaged state: build without it
            if not isinstance(error, sqlite3.OperationalError):
                self._state.discard()
            raise StartOver(keep_state=False) from error
        if isinstance(error, OutsideError | JSONDecodeError) and not self._full:
            self._state.discard()  # another program wrote it
            raise StartOver(keep_state=False) from error

    def unfinished(self) -> "Iterator[tuple[Unfinished, Record]]":
        """Read the articles and render those with a complete record; yield the others.

        Records and reviewed sentences first follow articles that moved.
        """
        if not self.plan.seeds and not self.plan.gone and not self.plan.is_full:
            return
        from enregard.moves.moves import Moves, Reader
        from enregard.records import recorded_first

        known = {*self.plan.published, *self._state.unpublished.all()}
        always = self.plan.is_full or bool(self.plan.gone) or not known.issuperset(self.plan.seeds)
        self._state.unpublished.forget(self.plan.seeds)
        self._state.forget_inputs(self.plan.gone)  # now: an article with another suffix has the same record
        reader = Reader(self._open_again, self._read, self._with_drafts, self._has_departed)
        gone = None if self.plan.is_full else self.plan.gone
        moves = Moves["Unfinished"](
            self._publication, self._request.seeds, self._report, gone=gone, always=always
        )
        self._moves = self._exit.enter_context(moves)
        yield from moves.settled(self._read(recorded_first(self._publication, self.plan.seeds)), reader)
        self._record()

    def lookup(self, msgids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Look up reviewed translations of other articles."""
        return self._moves.lookup(msgids)

    def _read(self, seeds: Sequence[str]) -> "Iterator[Opened[Unfinished]]":
        """Read articles: take those with a complete record, report unreadable ones, yield the others."""
        from enregard.build.render import read_all

        # Closed on exit: no process may write into the workspace while it is removed.
        results = self._exit.enter_context(closing(read_all(self._renderer, seeds, self._request.jobs)))
        for seed, result in results:
            if (article := self._opened(seed, result)) is not None:
                yield article

    def _open_again(self, seed: str) -> "Opened[Unfinished] | None":
        """Open an article, even if it was rendered."""
        return self._opened(seed, self._renderer.open(PurePosixPath(seed)))

    def _opened(self, seed: str, result: "Result") -> "Opened[Unfinished] | None":
        from enregard.build.render import Rendered
        from enregard.moves.moves import Opened
        from enregard.records import report_doubles
        from enregard.site.withheld import why_held_back

        if isinstance(result, EnregardError):
            self._report.problem(result)
            return None
        if isinstance(result, Rendered):
            self._take(result)
            return None
        if isinstance(result.record, EnregardError):
            self._report.problem(result.record)
            if why := why_held_back(self._publication, result.segmented.article):
                self._take(Rendered(seed, unpublished=why))
            else:
                self._unreadable.add(seed)
            return None
        if result.record is not None:
            report_doubles(result.record, self._report)
        return Opened(result, result.segmented, result.record)

    def _with_drafts(self, msgids: Set[str]) -> list[str]:
        """Return the articles that may have a draft of one of the sentences `msgids`."""
        from enregard.translate.record.outline import draft_finder

        self._record()
        has_any = draft_finder(msgids)
        gone = set(self.plan.gone)
        return [seed for seed, own in self._state.drafts() if seed not in gone and has_any(own)]

    def _has_departed(self) -> bool:
        """Return whether a record of a finished article has reviewed sentences that left it."""
        self._record()
        return self._state.has_departed()

    def add(self, article: "Unfinished", record: "Record") -> None:
        """Render an article whose record is now as complete as possible."""
        self._take(self._renderer.finish(article, record, self._report))

    def finish(self) -> int:
        """Update everything else and publish the site. Returns the number of articles in it."""
        if not self.plan.is_empty or (self._request.search and self._search.is_outdated):
            record_site_files(self._state, self._publication)
            self._record()
            self._remove_articles()
            self._update_redirects()
            if self._publication.settings.epub:
                self._update_books()
            if self._listings:
                self._update_listings()
            self._update_media()
            if searchable(self._publication.settings):
                self._update_search()
            self._state.record_fact("key", self._key)
            self._state.files.record_published(self._output.commit(), whole=self.plan.is_full)
            if self.plan.is_full and not self._publication.settings.base_url:
                from enregard.site.lists.machine_files import WITHOUT_ADDRESS

                self._report.note(_(WITHOUT_ADDRESS))
        report_notices(self._state, self._request.others, self._report)
        return self._state.catalogue.count()

    @cached_property
    def _renderer(self) -> "Renderer":
        from enregard.build.render import Renderer, Task

        request = self._request
        staging, now_ns = self._output.staging, self._state.files.now_ns
        return Renderer(Task(self._publication, request.model, request.findings, staging, now_ns))

    def _take(self, article: "Rendered") -> None:
        """Add a rendered article to the site, or remember that it is no longer published."""
        self._withdrawn.pop(article.seed, None)  # if it was rendered before
        if article.unpublished and article.seed in self.plan.published:
            # Another article may now have its address: see _remove_articles.
            self._withdrawn[article.seed] = article
            return
        if not article.unpublished:
            self._missing.discard(article.seed)
            if not self._listings:
                self._listings = self._state.catalogue.row(article.seed) != article.row
        self._batch.append(article)
        if len(self._batch) >= _BATCH:
            self._record()

    def _record(self) -> None:
        batch, self._batch = self._batch, []
        self._add_written(page for article in batch for page in article.pages)
        self._state.record(batch)

    def _add_written(self, pages: "Iterable[Written]") -> None:
        new = [page for page in pages if self._output.add(page)]
        self._state.files.record_written(new)
        for page in new:
            self._search.page_changed(page.path)

    def _remove_articles(self) -> None:
        """Remove articles that are gone or unpublished. If a record is unreadable, intact pages stay."""
        self._kept = {
            seed
            for seed in self._missing & self._unreadable
            if self.plan.damaged.isdisjoint(links(self.plan.published[seed]).values())
        }
        self._state.forget_inputs(self._kept)  # their pages stay until their record is fixed
        gone = {*self.plan.gone, *(self._missing - self._kept)}
        if gone:
            slugs = {slug for seed, slug in self._state.catalogue.slugs().items() if seed not in gone}
            for seed in sorted(gone & self.plan.published.keys()):
                if self.plan.published[seed] not in slugs:
                    for path in links(self.plan.published[seed]).values():
                        self._remove(path)
            self._state.forget_articles(gone)
            self._state.forget_inputs(gone - set(self.plan.gone))
            self._listings = True
        self._state.record([*self._withdrawn.values()])

    def _update_redirects(self) -> None:
        """Write redirect pages, and remove those no longer needed."""
        change = self._state.redirects.update(self.plan.damaged)
        self._pages |= change.current
        if change.listed:
            self._site().write_redirects(change.due, change.listed)
        for path in change.gone:
            self._remove(path)

    def _update_books(self) -> None:
        """Write the books if any article has changed."""
        from enregard.build.books import book

        self._pages |= set(BOOKS.values())  # they stay, even if nothing changed
        changed = bool(self.plan.is_full or self.plan.seeds or self.plan.gone)
        if seeds := sorted(self._state.catalogue.slugs()):
            for view, path in BOOKS.items():
                if changed or path in self.plan.damaged:
                    self.write(path, book(self._publication, self._request.model, view, seeds))
        else:
            self._pages -= set(BOOKS.values())

    def _update_listings(self) -> None:
        """Write the site-wide pages: listings, feeds and static files."""
        site = self._site()
        for article in self._state.catalogue.all(feeds=bool(self._publication.settings.base_url)):
            site.include(article)
        site.finish(self._state.catalogue.entries(), self._report.problem)
        if not self.plan.is_full:
            for path in self._published_pages():
                if path not in self._pages:
                    self._remove(path)

    def _published_pages(self) -> list[str]:
        """List the published files that belong to no article, without going through those of articles."""
        files = self._state.files
        found = []
        for top in files.top_names() - {MEDIA, MANIFEST}:
            alone, folder = (f"{top}/index.html", f"{top}/-/") if top in VIEWS else (top, f"{top}/")
            found += [alone] if files.published_as(alone) else []
            found += files.published_under(folder)
        return [path for path in sorted(found) if not is_index(path)]

    def _update_media(self) -> None:
        """Copy new and changed files beside articles, and remove copies that no article refers to."""
        files, folder = self._state.files, self._publication.seeds
        needed = {media_path(path): path for path in self._state.references.files()}
        existing = set(files.published_under(f"{MEDIA}/"))
        frozen = self._frozen_media()
        for copy, path in needed.items():
            if copy in existing and path not in self.plan.media:
                continue
            damaged = copy in self.plan.damaged and (folder / path).is_file()
            if path not in frozen or damaged:
                files.record_input(f"seeds/{path}", folder / path)
                self._write(copy, pieces(folder, path, follow_links=self._publication.follow_links))
        for copy in sorted(existing - needed.keys()):
            self._remove(copy)
            files.forget([f"seeds/{copy.removeprefix(MEDIA + '/')}"])
        for path in self._state.references.vectors():
            files.record_input(f"seeds/{path}", folder / path)

    def _frozen_media(self) -> set[str]:
        """Return the files used only by articles with an unreadable record; they stay, like the pages."""
        if not self._kept:
            return set()
        found = self._state.references.all()
        return {it.path for seed, it in found if seed in self._kept} - {
            it.path for seed, it in found if seed not in self._kept and it.kind is ReferenceKind.FILE
        }

    def _update_search(self) -> None:
        """Update the search index; unless the request wants `search`, only parts that are missing."""
        for path in self.plan.damaged:
            self._search.file_damaged(path)
        for part in self._search.update(self._output.read, all_parts=self._request.search):
            existing = set(self._state.files.published_under(part.folder))
            for path, data in part.files.items():
                self._write(path, data)
            for path in sorted(existing - part.files.keys()):
                self._remove(path)

    def _site(self) -> "Site":
        from enregard.site.pages import Site

        return Site(self._publication, self, model=self._request.model, report=self._request.findings)

    def write(self, path: str, content: "Content", /) -> None:
        """Write a site-wide file, such as a listing page."""
        self._pages.add(path)
        self._write(path, content)

    def is_current(self, path: str, source: bytes, /) -> bool:
        """Return whether the listing page at `path` was built from data with the digest `source`."""
        state = self._state
        if (
            not self.plan.is_full
            and state.listing(path) == source
            and state.files.published_as(path)
            and path not in self.plan.damaged
        ):
            self._pages.add(path)
            return True
        state.record_listing(path, source)
        return False

    def _write(self, path: str, content: "Content") -> None:
        if written := self._output.write(path, content):
            self._state.files.record_written([written])

    def _remove(self, path: str) -> None:
        self._search.page_changed(path)
        self._output.remove(path)
        self._state.files.forget([f"build/{path}"])
