"""Link the words of sentences to those of their translations, if a model that aligns them is installed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from enregard.article.article import OBJECT, State
from enregard.article.word_links import encode
from enregard.errors import EnregardError
from enregard.publication.publication import Publication
from enregard.report import Report
from enregard.translate.markup.word_links import VERSION
from enregard.translate.model.aligner import Aligner
from enregard.translate.model.install import Pin, find, read_pin
from enregard.translate.model.options import Options
from enregard.translate.model.ready import SharedEngine, installed_model
from enregard.translate.record.record import Record
from enregard.translate.record.word_links import hash_of, links_name, read_links, save_links

if TYPE_CHECKING:
    from enregard.translate.segment.facing import Segmented

WINDOW = 2048
"""Sentences linked together: enough for batches of equal length."""

ARTICLES = 100
"""Articles that wait for their links: few of their sentences may lack any, and each takes memory."""

Item = TypeVar("Item")
OpenAligner = Callable[[], Aligner | None]


def aligner_finder(pin: Pin, options: Options, shared: SharedEngine) -> OpenAligner:
    """Return a function that opens the pinned model, or the default if that one cannot align words.

    It takes the network of the `shared` engine if it can. It returns None if the model is not installed, and
    raises EnregardError if it cannot be loaded.
    """

    def open_aligner() -> Aligner | None:
        if pin.guided:
            model = installed_model(pin, options)
            return Aligner(shared.get(model).network) if model else None
        package = find(read_pin(None))
        return Aligner(package.path, threads=options.threads, device=options.device) if package else None

    return open_aligner


@dataclass(slots=True)
class _Waiting(Generic[Item]):
    """An article whose sentences lack links, by hash."""

    item: Item
    record: Record
    name: str
    links: dict[str, str]
    missing: dict[str, tuple[str, str]]


class WordLinker:
    """Keeps the files of word links up to date. Used as a context manager, which keeps the model loaded.

    Only sentences without current links are aligned, and the model is loaded for the first of them. Without
    one, files stay as they are. A problem is noted once, since pages only lack links. `saved` holds the
    SHA-256 of each file written.
    """

    def __init__(self, publication: Publication, open_aligner: OpenAligner, report: Report) -> None:
        self.saved: dict[Path, bytes] = {}
        self._record_path = publication.record_path
        self._open_aligner = open_aligner
        self._report = report
        self._stack = ExitStack()
        self._aligner: Aligner | None = None
        self._has_failed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def link(
        self,
        articles: Iterable[tuple[Item, Record]],
        segmented: "Callable[[Item], Segmented]",
        known: Mapping[str, str],
        applies: Callable[[], bool] = lambda: True,
    ) -> Iterator[tuple[Item, Record]]:
        """Yield each article once its links are saved, in any order; while not `applies()`, at once.

        `known` has the links that the model made while it drafted, by hash.
        """
        window: list[_Waiting[Item]] = []
        for item, record in articles:
            waiting = None
            if applies() and not self._has_failed:
                waiting = self._look_up(item, record, segmented(item), known)
            if waiting is None:
                yield item, record
                continue
            if not waiting.missing:
                yield from self._finish([waiting])
                continue
            window.append(waiting)
            if len(window) >= ARTICLES or sum(len(it.missing) for it in window) >= WINDOW:
                yield from self._finish(window)
                window = []
        yield from self._finish(window)

    def _look_up(
        self, item: Item, record: Record, segmented: "Segmented", known: Mapping[str, str]
    ) -> _Waiting[Item] | None:
        """Find out which sentences lack links; None if the file is up to date."""
        name = links_name(record.label.removeprefix("translate/"))
        stored = read_links(self._record_path(name), f"translate/{name}")
        facings, _ = record.facings()
        links: dict[str, str] = {}
        missing: dict[str, tuple[str, str]] = {}
        is_current = True
        if record.hidden:
            segmented = segmented.joined(record.sentences)
        for entry in segmented.entries():
            facing = facings[entry.place]
            if entry.leaf < 0 or entry.attribute or facing.state is State.MISSING or entry.sentence.parts:
                continue
            french, english = facing.sentence.text.plain, facing.target.plain
            key = hash_of(french, english)
            found = stored.of(facing) if stored.version == VERSION else None
            if found is None:
                is_current = False
                found = known.get(key)
            links[key] = found or ""
            if found is None:
                missing[key] = french, english
        if is_current and links.keys() == stored.by_hash.keys():
            return None
        return _Waiting(item, record, name, links, missing)

    def _finish(self, window: list[_Waiting[Item]]) -> Iterator[tuple[Item, Record]]:
        """Link what is missing, save it, and yield the articles."""
        missing = {key: pair for waiting in window for key, pair in waiting.missing.items()}
        try:
            found = self._align(missing)
            for waiting in window:
                if waiting.missing.keys() <= found.keys():
                    self._save(waiting, found)
        except EnregardError as error:
            self._has_failed = True
            self._report.note(f"no word links: {error}")
        for waiting in window:
            yield waiting.item, waiting.record

    def _align(self, pairs: dict[str, tuple[str, str]]) -> dict[str, str]:
        """Return the links of sentences; nothing without a model."""
        if pairs and self._aligner is None:
            opened = self._open_aligner()
            if opened is None:
                self._has_failed = True
                return {}
            self._aligner = self._stack.enter_context(opened)
        if not pairs or self._aligner is None:
            return {}
        aligned = self._aligner.align((_words(one), _words(other)) for one, other in pairs.values())
        return {key: encode(*pair, links) for (key, pair), links in zip(pairs.items(), aligned, strict=True)}

    def _save(self, waiting: _Waiting[Item], found: dict[str, str]) -> None:
        links = {key: found.get(key, known) for key, known in waiting.links.items()}
        path = self._record_path(waiting.name)
        if links or path.is_file():
            self.saved[path] = save_links(path, f"translate/{waiting.name}", links)


def _words(plain: str) -> str:
    return plain.replace(OBJECT, " ")
