"""Render articles that are translated and without problems, on as many cores as the process may use."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from multiprocessing.connection import Connection
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from enregard.article.article import FacingArticle
from enregard.build.catalogue import Row, row_of
from enregard.build.media import with_references
from enregard.build.redirects import Former, former_addresses
from enregard.build.unpublished import why_held
from enregard.errors import EnregardError
from enregard.output.staging import Staging, Written
from enregard.publication.publication import Publication
from enregard.seeds.read import read_seed
from enregard.seeds.references import Reference
from enregard.site.model import ModelInfo
from enregard.site.pages import Site
from enregard.system.cores import available_cores
from enregard.system.filestate import Snapshot, snapshot
from enregard.translate.record.record import open_record
from enregard.translate.segment.facing import face, segment_article

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext

_LINUX: bool = sys.platform == "linux"
_CHUNK = 16  # articles that go from a process to another at once
_WORTH_A_PROCESS = 100  # articles; to start one takes as long as to render twenty


@dataclass(frozen=True, slots=True)
class Task:
    """What a process must know to render articles."""

    publication: Publication
    model: ModelInfo | None
    report: bool
    staging: Staging
    now_ns: int
    """When the build began, by the clock of the files."""


class Rendered(NamedTuple):
    """An article whose pages are written: what is kept of it, and what the pages were made from."""

    row: Row
    pages: tuple[Written, ...]
    inputs: tuple[Snapshot, ...] = ()
    references: tuple[Reference, ...] = ()
    held: str = ""
    """Why the article is held back; it has no pages then, and of its row there is only the seed."""
    former: tuple[Former, ...] = ()


class Renderer:
    """Renders articles into a staging folder."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._pages: list[Written] = []
        self.site = Site(task.publication, self, model=task.model, report=task.report)

    def __reduce__(self) -> tuple[type["Renderer"], tuple[Task]]:
        return Renderer, (self._task,)  # where processes cannot be forked

    def write(self, path: str, content: str | bytes | Iterable[str], /) -> None:
        """Take a page of the site."""
        try:
            self._pages.append(self._task.staging.put(path, content))
        except OSError as error:
            from enregard.output.target import cannot_write

            raise cannot_write(error, self._task.publication.build / path) from error

    def stands(self, path: str, source: bytes, /) -> bool:
        """Pages of articles are asked for only where they are to be written."""
        return False

    def written(self) -> tuple[Written, ...]:
        """The pages since the last call."""
        pages, self._pages = self._pages, []
        return tuple(pages)

    def plain(self, path: PurePosixPath) -> Rendered | None:
        """Render the article at `path`, if nothing is missing, wrong or to be written in its PO file.

        Otherwise None, and nothing is said: whoever gets that goes the long way.
        """
        publication = self._task.publication
        folder, name = publication.seeds, str(path.with_suffix(".po"))
        po = publication.translate / name
        # Before they are read, so that what changes afterwards differs from what is remembered.
        seen = (
            snapshot(f"seeds/{path}", f"{folder}{os.sep}{path}", self._task.now_ns),
            snapshot(f"translate/{name}", str(po), self._task.now_ns),
        )
        if seen[0] is None or seen[1] is None or os.path.islink(f"{folder}{os.sep}{path}"):  # noqa: PTH114
            return None
        try:
            article = read_seed(folder, path, allow_html=publication.settings.allow_html)
            segmented = segment_article(article)
            record = open_record(po, f"translate/{name}", segmented.sentences(), f"seeds/{path}")
        except EnregardError:
            return None
        if record.lost or record.missing() or record.changed:
            return None
        facings, problems = record.facings()
        if problems:
            return None
        return self.render(face(segmented, facings, record.former, record.first_slug), (seen[0], seen[1]))

    def render(self, facing: FacingArticle, inputs: tuple[Snapshot, ...] = ()) -> Rendered:
        """Render an article, unless it is held back."""
        if why := why_held(self._task.publication, facing):
            return Rendered((str(facing.article.path),), (), inputs, held=why)
        facing, references = with_references(self._task.publication.seeds, facing)
        row = row_of(self.site.write(facing))
        return Rendered(row, self.written(), inputs, references, former=former_addresses(facing))


def render(task: Task, names: Sequence[str], jobs: int = 0) -> Iterator[tuple[str, Rendered | None]]:
    """Each of the seeds at `names` with its pages, or None where `Renderer.plain` has none; in their order.

    `jobs` processes share the work; 0 stands for as many as there are cores. Raises EnregardError where a
    page cannot be rendered or written.
    """
    count = min(jobs or available_cores(), len(names) // _WORTH_A_PROCESS)
    renderer = Renderer(task)
    if count < 2:
        for name in names:
            yield name, renderer.plain(PurePosixPath(name))
        return
    chunks = [names[start : start + _CHUNK] for start in range(0, len(names), _CHUNK)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forking; see _context
        renderer.site.prepare()  # once for all
        # One text each: to look at 100,000, each process would make a copy of the memory that they are in.
        texts = ["\0".join(chunk) for chunk in chunks]
        workers = [_Worker(renderer, texts[number::count]) for number in range(count)]
    try:
        for chunk, worker in zip(chunks, cycle(workers), strict=False):
            yield from zip(chunk, worker.next(), strict=True)
    finally:
        for worker in workers:
            worker.stop()


class _Worker:
    """A process that renders its chunks, one after the other, and sends what came of them.

    It asks for nothing, so that it ends by itself, at a broken pipe, where the program has been killed.
    """

    def __init__(self, renderer: Renderer, texts: Sequence[str]) -> None:
        context = _context()
        self._receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(
            target=_work, args=(renderer, texts, sender, self._receiver), daemon=True
        )
        self._process.start()
        sender.close()

    def next(self) -> list[Rendered | None]:
        """What came of the next chunk."""
        try:
            found = self._receiver.recv()
        except EOFError as error:
            raise EnregardError(
                "a process that rendered pages has ended early, perhaps for want of memory: "
                "build again with --jobs 1"
            ) from error
        if isinstance(found, BaseException):
            raise found
        assert isinstance(found, list)  # noqa: S101
        return found

    def stop(self) -> None:
        """End the process, whether it is done or not."""
        self._receiver.close()
        self._process.terminate()
        self._process.join()


def _context() -> "ForkContext | SpawnContext":
    """How processes are started: forked, which is quick, where no thread could hold a lock in the copy."""
    if _LINUX and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def _work(renderer: Renderer, texts: Sequence[str], sender: Connection, receiver: Connection) -> None:
    """What a process does."""
    receiver.close()  # where this process reads too, nothing tells that the program has been killed
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program itself ends its processes
    gc.freeze()  # what was there before is shared; looking at it would copy it
    gc.disable()
    try:
        for text in texts:
            sender.send([renderer.plain(PurePosixPath(path)) for path in text.split("\0")])
            gc.collect()
    except BrokenPipeError:
        return
    except Exception as error:
        sender.send(error)
