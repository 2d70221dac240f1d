"""Make the site: whole, or only what has changed since it was made before.

Both ways give the same bytes. Why there are two is told in docs/decisions/0006-incremental-builds.md.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from itertools import islice

from enregard.build.media import media_path, pieces
from enregard.build.order import Order
from enregard.build.plan import key_of_pages, note_site_files, plan
from enregard.build.search_index import Search
from enregard.build.state import Fingerprints
from enregard.build.updating import Update
from enregard.output.manifest import see_manifest
from enregard.output.patch import AnotherShape
from enregard.output.replace import SiteWriter
from enregard.output.staging import read_text
from enregard.output.workspace import Workspace
from enregard.site.search.search import searchable
from enregard.system.database import discard

_AT_ONCE = 256  # articles that are noted together


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
        with Workspace(publication.build, flat=True) as work:
            todo = plan(memory, publication, order.names, key)
            if todo is not None:
                with suppress(AnotherShape):
                    if not todo.nothing or (order.search and Search(memory).is_late):
                        Update(order, memory, work, todo).make()
                    return _done(order, memory)
        memory.forget_everything()
        _make_anew(order, memory)
        memory.note_fact("key", key)
        memory.note_fact("target", str(publication.build.resolve()))
        return _done(order, memory)


def _done(order: Order, memory: Fingerprints) -> int:
    """Say what is worth a warning. Returns the number of articles."""
    settled = memory.redirects.settled()
    for problem in settled.problems:
        order.problem(problem)
    for warning in (*memory.references.warnings(memory.redirects.by_slug), *settled.notes()):
        order.note(warning)
    if left_out := memory.references.left_out(order.others):
        order.note(left_out)
    for warning in memory.held.warnings():
        order.note(warning)
    if held := memory.held.said():
        order.note(held)
    return memory.catalogue.count()


def _make_anew(order: Order, memory: Fingerprints) -> None:
    """Make the whole site, which then takes the place of the one before."""
    from enregard.site.lists.machine_files import WITHOUT_ADDRESS
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

        articles = order.render(writer.staging, memory.now_ns, order.names)
        while some := list(islice(articles, _AT_ONCE)):
            pages = [page for rendered in some for page in rendered.pages]
            for page in pages:
                writer.add(page)
            memory.note(seen for rendered in some for seen in rendered.inputs)
            memory.note_written(pages)
            shown = [rendered for rendered in some if not rendered.held]
            memory.catalogue.note(rendered.row for rendered in shown)
            memory.references.note((rendered.row[0], rendered.references) for rendered in shown)
            memory.redirects.note((rendered.row[0], rendered.former) for rendered in shown)
            memory.held.note((rendered.row[0], rendered.held) for rendered in some if rendered.held)
        for path in memory.references.files():
            memory.look(f"seeds/{path}", publication.seeds / path)
            memory.note_written([writer.write(media_path(path), pieces(publication.seeds, path))])
        for path in memory.references.vectors():
            memory.look(f"seeds/{path}", publication.seeds / path)
        site = Site(publication, Noting(), model=order.model, report=order.findings)
        for kept in memory.catalogue.all(feeds=bool(publication.settings.base_url)):
            site.include(kept)
        site.finish(memory.catalogue.entries())
        change = memory.redirects.change()
        site.lead_on(change.due, change.listed)
        if searchable(publication.settings):
            for indexed in Search(memory).bring_up(lambda path: read_text(writer.staging.place(path))):
                memory.note_written([writer.write(*file) for file in indexed.files.items()])
    memory.note_written([see_manifest(publication.build)])
    memory.note_shown()
    if not publication.settings.base_url:
        order.note(WITHOUT_ADDRESS)
