"""Fill the gaps of records: from reviewed translations, then from the draft cache, then by the model."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Generic, Self, TypeVar

from enregard.article.article import VERBATIM, Finding, Text
from enregard.errors import EnregardError
from enregard.report import Report, counted
from enregard.translate.draft.cache import DraftCache
from enregard.translate.markup.placeholders import PlaceholderError, from_placeholders, with_placeholders
from enregard.translate.model.translator import Translator
from enregard.translate.record.record import Record, save_record

WINDOW = 4096
"""Gaps filled together: enough for batches of equal length, and little memory."""

_REPORT_SECONDS = 1.0

Item = TypeVar("Item")
Check = Callable[[Text, Text], Sequence[Finding]]
Lookup = Callable[[Iterable[str]], Mapping[str, tuple[str, str]]]
"""Reviewed translations of sentences, each with its PO file. All strings have placeholders."""


def _no_findings(source: Text, target: Text) -> Sequence[Finding]:
    return ()


def _nothing_reviewed(sentences: Iterable[str]) -> Mapping[str, tuple[str, str]]:
    return {}


@dataclass(slots=True)
class Source:
    """A source of machine drafts: a model, loaded at the first use, and the cache of its answers.

    `name` is the package and its version, `settings` its hash and decoding options. `check` (French, English)
    returns what is wrong with a draft. Used as a context manager.
    """

    name: str
    settings: str
    load: Callable[[], AbstractContextManager[Translator]]
    cache: DraftCache
    check: Check = _no_findings
    _stack: ExitStack = field(default_factory=ExitStack, init=False)
    _translator: Translator | None = field(default=None, init=False)

    def __enter__(self) -> Self:
        self._stack.enter_context(self.cache)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def cached(self, texts: Mapping[str, Text]) -> Iterator[tuple[str, "_Draft"]]:
        """Yield the drafts that the cache has."""
        for key, words in self.cache.get(texts).items():
            yield key, _Draft(words, self)

    def translated(self, texts: Mapping[str, Text]) -> Iterator[tuple[str, "_Draft"]]:
        """Load the model if it is not loaded, and return its drafts of all texts, in any order."""
        if self._translator is None:
            self._translator = self._stack.enter_context(self.load())
        return self._cache_each(texts, self._translator.stream(texts.items()))

    def _cache_each(
        self, texts: Mapping[str, Text], answers: Iterable[tuple[str, Text]]
    ) -> Iterator[tuple[str, "_Draft"]]:
        for key, target in answers:
            words = with_placeholders(target, texts[key].marks)
            # One by one, since a batch may take long: 0.07 ms, after 40 ms for the sentence.
            self.cache.add({key: words})
            yield key, _Draft(words, self)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A draft with placeholders, and where it comes from: the PO file that has it reviewed, or a model."""

    words: str
    origin: str | Source

    def enter(self, record: Record, index: int) -> None:
        """Write the draft into a record; its links may have other addresses than those drafted first."""
        text = record.sentences[index].text
        target = from_placeholders(self.words, text.marks)
        if isinstance(self.origin, Source):
            record.draft(index, target, self.origin.name, self.origin.settings)
            record.set_findings(index, self.origin.check(text, target))
        else:
            record.draft_from(index, target, self.origin)


@dataclass(slots=True, eq=False)
class Pending(Generic[Item]):
    """An item and its record, with the indices of the sentences still to draft."""

    item: Item
    record: Record
    gaps: set[int]


def windows(pairs: Iterable[tuple[Item, Record]], gaps: int) -> Iterator[list[Pending[Item]]]:
    """Group records until each group has `gaps` gaps; a record without gaps comes alone, without waiting."""
    window: list[Pending[Item]] = []
    count = 0
    for item, record in pairs:
        pending = Pending(item, record, set(record.missing()))
        if not pending.gaps:
            yield [pending]
            continue
        window.append(pending)
        count += len(pending.gaps)
        if count >= gaps:
            yield window
            window, count = [], 0
    if window:
        yield window


@dataclass(slots=True)
class _Progress:
    """Words drafted, and how many there are to draft in all."""

    report: Report
    done: int = 0
    _total: int = 0
    _words: int = 0
    _articles: int = 0
    _reported: float = 0.0

    def add(self, articles: int, words: int, expected: int) -> None:
        """Count a window. The articles still `expected` are assumed to have as many gaps as those read."""
        self._articles += articles
        self._words += words
        ahead = max(0, expected - self._articles)
        self._total = self._words + round(self._words * ahead / self._articles)

    def show(self, *, now: bool = False) -> None:
        """Report the progress if it was not reported within the last second, or `now`."""
        if now or monotonic() - self._reported > _REPORT_SECONDS:
            self._reported = monotonic()
            self.report.progress("words", self.done, self._total)


class Drafter:
    """Fills the gaps of records. Used as a context manager, which keeps the model loaded between windows.

    `find_source` is called at the first gap that no reviewed translation fills. If it raises EnregardError,
    the gaps stay and are reported.

    `drafted` counts the sentences, `saved` holds the SHA-256 of each file written, and `expected` is the
    number of articles to go through, for the progress (0: unknown).
    """

    def __init__(self, find_source: Callable[[], Source], report: Report) -> None:
        self.drafted = 0
        self.saved: dict[Path, bytes] = {}
        self.expected = 0
        self._find_source = find_source
        self._report = report
        self._progress = _Progress(report)
        self._stack = ExitStack()
        self._source: Source | EnregardError | None = None
        self._reported: EnregardError | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def fill(
        self, pairs: Iterable[tuple[Item, Record]], lookup: Lookup = _nothing_reviewed
    ) -> Iterator[tuple[Item, Record]]:
        """Yield every pair when its record is drafted and saved, not in order.

        `lookup` finds what people translated elsewhere, which is preferred to machine drafts.
        """
        for window in windows(pairs, WINDOW):
            for pending in self._fill_window(window, lookup):
                yield pending.item, pending.record

    def _fill_window(self, window: list[Pending[Item]], lookup: Lookup) -> Iterator[Pending[Item]]:
        texts: dict[str, Text] = {}
        places: dict[str, list[tuple[Pending[Item], int]]] = {}
        for pending in window:
            for index in sorted(pending.gaps):
                text = pending.record.sentences[index].text
                key = _key(text)
                texts.setdefault(key, text)
                places.setdefault(key, []).append((pending, index))
        self._progress.add(len(window), sum(map(_words, texts.values())), self.expected)
        unfinished = dict.fromkeys(window)
        try:
            for key, draft in self._drafts(texts, lookup):
                for pending, index in places[key]:
                    draft.enter(pending.record, index)
                    self.drafted += 1
                    pending.gaps.discard(index)
                    if not pending.gaps:
                        del unfinished[pending]
                        self._save(pending.record)
                        yield pending
        except EnregardError as error:
            self._report_gaps(error, unfinished)
        finally:
            for pending in unfinished:
                self._save(pending.record)
        yield from unfinished

    def _drafts(self, texts: Mapping[str, Text], lookup: Lookup) -> Iterator[tuple[str, _Draft]]:
        """Yield a draft of every text, from the first that has one: `lookup`, the cache, the model.

        Raises EnregardError if a model is needed and there is none.
        """
        missing = dict(texts)
        for find in (lambda texts: _reviewed(texts, lookup), self._cached, self._translated):
            if not missing:
                return
            for key, draft in find(dict(missing)):
                self._progress.done += _words(missing.pop(key))
                yield key, draft

    def _cached(self, texts: Mapping[str, Text]) -> Iterator[tuple[str, _Draft]]:
        return self._machine().cached(texts)

    def _translated(self, texts: Mapping[str, Text]) -> Iterator[tuple[str, _Draft]]:
        drafts = self._machine().translated(texts)
        self._progress.show(now=True)
        for found in drafts:
            yield found
            self._progress.show()
        self._progress.show(now=True)

    def _machine(self) -> Source:
        """Return the source of machine drafts. Raises EnregardError, always the same, if there is none."""
        if self._source is None:
            try:
                self._source = self._stack.enter_context(self._find_source())
            except EnregardError as error:
                self._source = error
        if isinstance(self._source, EnregardError):
            raise self._source
        return self._source

    def _report_gaps(self, error: EnregardError, unfinished: Iterable[Pending[Item]]) -> None:
        """Report why there are no drafts, once for all windows, and the records that lack them."""
        if self._reported is not error:
            self._report.problem(error)
            self._reported = error
        for pending in unfinished:
            record = pending.record
            if gaps := record.untranslated():
                what = f"{gaps:,} of {counted(len(record.entries), 'sentence')} not translated yet"
                self._report.problem(EnregardError(what, path=record.label))

    def _save(self, record: Record) -> None:
        try:
            if save_record(record):
                self.saved[record.path] = record.digest
        except EnregardError as error:
            self._report.problem(error)


def _reviewed(texts: Mapping[str, Text], lookup: Lookup) -> Iterator[tuple[str, _Draft]]:
    """Yield the reviewed translations of the very same sentences."""
    strings = {key: with_placeholders(text) for key, text in texts.items()}
    found = lookup(strings.values())
    for key, string in strings.items():
        if string in found:
            words, label = found[string]
            try:
                from_placeholders(words, texts[key].marks)
            except PlaceholderError:  # reported with the record it is in
                continue
            yield key, _Draft(words, label)


def _words(text: Text) -> int:
    return len(text.plain.split())


def _key(text: Text) -> str:
    """Return what sentences with one draft share: words, places of the markup, and what of it is verbatim."""
    code = [str(number) for number, mark in enumerate(text.marks, 1) if mark.kind in VERBATIM]
    return with_placeholders(text) + ("\0code " + " ".join(code) if code else "")
