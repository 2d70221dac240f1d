"""Read articles and render the finished ones, on as many cores as the process may use."""

import gc
import os
import pickle
import signal
import subprocess
import sys
import threading
import warnings
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path, PurePosixPath
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, NamedTuple, NoReturn

from enregard.article.article import Facing, FacingArticle, Note
from enregard.build.catalogue import Row, row_of
from enregard.build.media import with_references
from enregard.build.notes import remote_pictures
from enregard.build.progress import Row as ProgressRow
from enregard.build.progress import row_of as progress_of
from enregard.build.redirects import Former, former_addresses
from enregard.build.unpublished import NO_TEXT
from enregard.errors import EnregardError
from enregard.messages import _
from enregard.output.staging import Staging, Written
from enregard.publication.publication import Publication
from enregard.records import RecordFiles, read_record, with_joins
from enregard.report import Report
from enregard.seeds.read import NoTextError, read_seed
from enregard.seeds.references import Reference
from enregard.seeds.sections import Sections
from enregard.site.model import ModelInfo
from enregard.site.pages import Site
from enregard.site.withheld import why_unpublished
from enregard.system.cores import available_cores
from enregard.system.files import is_link
from enregard.system.filestate import Snapshot, absent, snapshot
from enregard.system.platform import FORKS
from enregard.system.processes import python, start
from enregard.translate.record.outline import drafts_in, has_departed
from enregard.translate.record.record import Record
from enregard.translate.record.word_links import links_name, read_links
from enregard.translate.segment.facing import Segmented, face, segment_article

if TYPE_CHECKING:
    from multiprocessing.context import ForkProcess

_CHUNK = 16  # articles that a process sends together
_WORTH_A_PROCESS = 100  # articles; starting a process takes as long as rendering twenty
_WORK = (
    "import signal\n"
    "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"  # before any slow import
    "from enregard.build.render import work_alone\n"
    "work_alone()"
)


@dataclass(frozen=True, slots=True)
class Task:
    """What a process needs to render articles."""

    publication: Publication
    model: ModelInfo | None
    findings: bool
    """Whether the site has a page of findings."""
    staging: Staging
    now_ns: int
    """When the build started, by the clock of the files."""


class Rendered(NamedTuple):
    """An article with its pages written, or one that is not published."""

    seed: str
    """The path of its seed below `seeds/`."""
    row: Row | None = None
    """What listing pages show about it; None if it is not published."""
    pages: tuple[Written, ...] = ()
    inputs: tuple[Snapshot, ...] = ()
    """The files it was rendered from, as they were before they were read."""
    references: tuple[Reference, ...] = ()
    former: tuple[Former, ...] = ()
    unpublished: str = ""
    """Why it is not published."""
    notes: tuple[Note, ...] = ()
    """What its author should know about the seed."""
    drafts: bytes = b""
    """The IDs of its sentences that are drafts."""
    progress: ProgressRow | None = None
    """How far its review has come; None if it is not published."""
    departed: bool = False
    """Whether its record has reviewed translations of sentences that it no longer has."""


class Unfinished(NamedTuple):
    """An article whose record has gaps, problems or changes, or cannot be opened.

    `record` is the opened record, the error if it is unreadable, or None if there is no file yet.
    """

    segmented: Segmented
    record: Record | EnregardError | None
    seed: Snapshot | None
    """The seed's file before it was read; None if the next build must read it again anyway."""
    translation: Snapshot | None = None
    """The record's file before it was read."""


Result = Rendered | Unfinished | EnregardError
"""What becomes of a seed in a worker: pages, an article to finish in the main process, or an error."""


class Renderer:
    """Renders articles into the staging folder of a task."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._pages: list[Written] = []
        self._files = RecordFiles(task.publication)
        publication = task.publication
        self._sections = Sections(publication.seeds, allow_html=publication.settings.allow_html)
        self.site = Site(task.publication, self, model=task.model, report=task.findings)

    @property
    def root(self) -> Path:
        """The publication's folder."""
        return self._task.publication.root

    def __reduce__(self) -> tuple[type["Renderer"], tuple[Task]]:
        return Renderer, (self._task,)  # for processes that cannot be forked

    def write(self, path: str, content: str | bytes | Iterable[str | bytes], /) -> None:
        """Write a page of the current article."""
        self._pages.append(self._task.staging.put(path, content))

    def is_current(self, path: str, source: bytes, /) -> bool:
        """Return False: pages of articles are always written."""
        return False

    def read(self, path: PurePosixPath) -> Result:
        """Read the article at `path` and its record, and render it if the record is complete.

        Reports nothing, and writes only into the staging folder.
        """
        article = self.open(path)
        if not isinstance(article, Unfinished):
            return article
        segmented, record, seed, translation = article
        if seed is None or translation is None or not isinstance(record, Record):
            return article
        if record.doubles or record.missing() or record.changed:
            return article
        facings, problems = record.facings()
        if problems:
            return article
        linked, links = self._with_links(path, facings)
        facing = face(with_joins(segmented, record), linked, record.former, record.first_slug)
        return self.render(facing, (seed, translation, *links), record)

    def open(self, path: PurePosixPath) -> Result:
        """Read the article at `path` and its record, without rendering or reporting anything."""
        publication = self._task.publication
        folder, name = publication.seeds, str(path.with_suffix(".po"))
        place, po = f"{folder}{os.sep}{path}", publication.record_path(name)
        # Taken before the files are read, so that the next build notices any later change.
        seed = None if is_link(place) else self._snapshot(f"seeds/{path}", place)
        translation = self._snapshot(f"translate/{name}", str(po))
        try:
            article = read_seed(
                folder,
                path,
                allow_html=publication.settings.allow_html,
                follow_links=publication.follow_links,
                slugs=publication.slugs,
                source=publication.settings.source,
            )
        except NoTextError as error:
            return _passed_over(path, error, seed)
        except EnregardError as error:
            return error
        segmented = segment_article(article)
        if not os.path.lexists(po):
            return Unfinished(segmented, None, seed)
        try:
            record = read_record(publication, segmented, self._files)
        except EnregardError as error:
            return Unfinished(segmented, error, seed)
        return Unfinished(segmented, record, seed, translation)

    def finish(self, article: Unfinished, record: Record, report: Report) -> Rendered:
        """Render an article with its current record, and report problems with the record."""
        facings, problems = record.facings()
        for problem in problems:
            report.problem(problem)
        inputs: tuple[Snapshot, ...] = ()
        seed = article.segmented.article.path
        linked, links = self._with_links(seed, facings)
        if article.seed is not None and not (problems or record.changed or record.missing()):
            path = record.path
            name = f"translate/{seed.with_suffix('.po')}"
            saved = self._snapshot(name, str(path), always=True)
            if saved is not None and saved.sha256 == record.digest:  # unchanged since
                inputs = (article.seed, saved, *links)
        segmented = with_joins(article.segmented, record)
        facing = face(segmented, linked, record.former, record.first_slug)
        return self.render(facing, inputs, record)

    def render(self, facing: FacingArticle, inputs: tuple[Snapshot, ...], record: Record) -> Rendered:
        """Render an article with its record, unless it is unpublished."""
        seed = str(facing.article.path)
        notes = (*facing.article.notes, *remote_pictures(facing.article, self._task.publication.settings))
        rendered = Rendered(
            seed,
            inputs=inputs,
            notes=notes,
            drafts=drafts_in(record.entries),
            departed=has_departed(record),
        )
        if why := why_unpublished(self._task.publication, facing):
            return rendered._replace(unpublished=why)
        publication = self._task.publication
        facing, references = with_references(
            publication.seeds,
            facing,
            self._sections,
            slugs=publication.slugs,
            follow_links=publication.follow_links,
        )
        listed = self.site.write(facing)
        progress = progress_of(facing, listed.summary.tally)
        pages, self._pages = tuple(self._pages), []
        former = former_addresses(facing)
        return rendered._replace(
            row=row_of(listed),
            pages=pages,
            references=references,
            former=former,
            progress=progress,
        )

    def _with_links(
        self, seed: PurePosixPath, facings: list[Facing]
    ) -> tuple[list[Facing], tuple[Snapshot, ...]]:
        """Return sentences with the links of their words, and the file of these as it was before."""
        publication = self._task.publication
        if not publication.settings.word_links:
            return facings, ()
        file = links_name(seed)
        name = f"translate/{file}"
        before = self._snapshot(name, f"{publication.translate}{os.sep}{file}")
        if before is None:
            return facings, (absent(name),)
        return read_links(publication.record_path(file), name).added_to(facings), (before,)

    def _snapshot(self, name: str, path: str, *, always: bool = False) -> Snapshot | None:
        return snapshot(name, path, self._task.now_ns, always=always)


def _passed_over(path: PurePosixPath, error: EnregardError, seed: Snapshot | None) -> Rendered:
    """Return what becomes of a seed without text: nothing, and a note unless it only describes its folder."""
    problem = error.what.partition(":")[0].rstrip()
    what = _("{problem}, so it gets no page", problem=problem)
    notes = () if path.stem == "_index" else (Note(what, 1),)
    return Rendered(str(path), inputs=(seed,) if seed else (), unpublished=NO_TEXT, notes=notes)


def read_all(
    renderer: Renderer, seeds: Sequence[str], jobs: int = 0
) -> Generator[tuple[str, Result], None, None]:
    """Yield each of `seeds` with the result of `Renderer.read`, in order.

    `jobs` processes share the work; 0 means one per core. Raises EnregardError if a page cannot be rendered
    or written.
    """
    count = min(jobs or available_cores(), len(seeds) // _WORTH_A_PROCESS)
    if count < 2:
        for seed in seeds:
            yield seed, renderer.read(PurePosixPath(seed))
        return
    chunks = [seeds[start : start + _CHUNK] for start in range(0, len(seeds), _CHUNK)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # about forking; see _may_fork
        renderer.site.prepare()  # once for all processes
        # One string per chunk: reading 100,000 strings would make each process copy their memory.
        texts = ["\0".join(chunk) for chunk in chunks]
        workers = [_Worker(renderer, texts[number::count]) for number in range(count)]
    try:
        for chunk, worker in zip(chunks, cycle(workers), strict=False):
            yield from zip(chunk, worker.next(), strict=True)
    finally:
        for worker in workers:
            worker.stop()


class _Worker:
    """A process that works through its chunks and sends the results.

    It never waits for input, so a broken pipe ends it if the program is killed.
    """

    def __init__(self, renderer: Renderer, texts: Sequence[str]) -> None:
        self._process: ForkProcess | subprocess.Popen[bytes]
        self._process, self._results = (_fork if _may_fork() else _spawn)(renderer, texts)

    def next(self) -> list[Result]:
        """Return the results of the next chunk."""
        try:
            found = pickle.load(self._results)  # noqa: S301 - written by our own process
        except (EOFError, pickle.UnpicklingError) as error:
            raise EnregardError(
                _(
                    "a process that renders pages was killed, perhaps because memory ran out: "
                    "build again with --jobs 1"
                )
            ) from error
        if isinstance(found, BaseException):
            raise found
        assert isinstance(found, list)  # noqa: S101
        return found

    def stop(self) -> None:
        """End the process, even if it is not done."""
        self._results.close()
        self._process.terminate()
        if isinstance(self._process, subprocess.Popen):
            self._process.wait()
        else:
            self._process.join()


def _may_fork() -> bool:
    """Return whether to fork, which is quick, unless another thread may hold a lock."""
    return FORKS and threading.active_count() == 1


def _fork(renderer: Renderer, texts: Sequence[str]) -> "tuple[ForkProcess, IO[bytes]]":
    """Copy this process, and return the copy with a stream of its results."""
    import multiprocessing

    receiver, sender = (os.fdopen(end, mode) for end, mode in zip(os.pipe(), ("rb", "wb"), strict=True))

    def work() -> None:
        receiver.close()  # a second reader would keep the pipe from breaking when the program is killed
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program ends its processes itself
        _work(renderer, texts, sender)

    process = multiprocessing.get_context("fork").Process(target=work, daemon=True)
    process.start()
    sender.close()
    return process, receiver


def _spawn(renderer: Renderer, texts: Sequence[str]) -> tuple[subprocess.Popen[bytes], IO[bytes]]:
    """Start a new Python, and return it with a stream of its results.

    Not with multiprocessing, whose processes import modules from the current folder.
    """
    with TemporaryFile() as task:
        pickle.dump(os.getcwd(), task)  # noqa: PTH109 - relative paths of the publication start there
        pickle.dump((renderer, texts), task)
        task.seek(0)
        command = python(_WORK, renderer.root)
        process = start(command, stdin=task, stdout=subprocess.PIPE)
    assert process.stdout is not None  # noqa: S101
    return process, process.stdout


def work_alone() -> NoReturn:
    """Work in a new Python: read the task from standard input, and write the results to standard output."""
    results = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # for anything else that is printed
    os.chdir(pickle.load(sys.stdin.buffer))  # noqa: S301 - written by our own process
    renderer, texts = pickle.load(sys.stdin.buffer)  # noqa: S301
    _work(renderer, texts, results)
    os._exit(0)  # without complaints about a broken pipe


def _work(renderer: Renderer, texts: Sequence[str], results: IO[bytes]) -> None:
    gc.freeze()  # existing objects are shared with the parent; visiting them would copy them
    gc.disable()
    try:
        for text in texts:
            _send([renderer.read(PurePosixPath(path)) for path in text.split("\0")], results)
            gc.collect()
    except BrokenPipeError:
        return
    except Exception as error:
        _send(error, results)


def _send(result: list[Result] | Exception, results: IO[bytes]) -> None:
    pickle.dump(result, results)
    results.flush()
