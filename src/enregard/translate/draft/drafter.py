"""Fill gaps in records: with reviewed translations, else from the draft cache, else with the model."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Generic, Self, TypeVar

from enregard.article.article import VERBATIM, Finding, Text
from enregard.errors import EnregardError
from enregard.messages import _, ngettext, number
from enregard.report import Report
from enregard.translate.draft.cache import DraftCache
from enregard.translate.markup.placeholders import PlaceholderError, from_placeholders, with_placeholders
from enregard.translate.model.translator import Translator
from enregard.translate.record.record import Record, save_record
from enregard.translate.record.word_links import hash_of

WINDOW = 4096
"""Gaps filled together: enough for batches of equal length, and little memory."""

_REPORT_SECONDS = 1.0

Item = TypeVar("Item")
Check = Callable[[Text, Text], Sequence[Finding]]
Lookup = Callable[[Iterable[str]], Mapping[str, tuple[str, str]]]
"""Finds reviewed translations of sentences, each with its PO file. All strings have placeholders."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source of machine drafts: a model, loaded when it is needed, and the cache of its answers.

    `name` is the package and its version, `settings` its hash and decoding options. `check` (French, English)
    returns what is wrong with a draft.
    """

    name: str
    settings: str
    load: Callable[[], AbstractContextManager[Translator]]
    cache: DraftCache
    check: Check = lambda source, target: ()


@dataclass(frozen=True, slots=True)
class _Draft:
    """A draft with placeholders, and its origin: the PO file in which it was reviewed, or a model."""

    words: str
    origin: str | Source
    certainty: float | None = None
    links: str | None = None

    def enter(self, record: Record, index: int) -> Text:
        """Enter the draft into a record, where the same links may have other addresses, and return it."""
        text = record.sentences[index].text
        target = from_placeholders(self.words, text.marks)
        if isinstance(self.origin, Source):
            record.draft(index, target, self.origin.name, self.origin.settings, self.certainty)
            record.set_findings(index, self.origin.check(text, target))
        else:
            record.draft_from(index, target, self.origin)
        return target


@dataclass(slots=True, eq=False)
class Pending(Generic[Item]):
    """An item and its record, with the indices of the sentences still to draft."""

    item: Item
    record: Record
    gaps: set[int]


def windows(pairs: Iterable[tuple[Item, Record]], gaps: int) -> Iterator[list[Pending[Item]]]:
    """Group records until each group has `gaps` gaps; a record without gaps is yielded alone, immediately."""
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
    """How many words are drafted, and how many there are in all."""

    report: Report
    done: int = 0
    _total: int = 0
    _words: int = 0
    _articles: int = 0
    _reported: float = 0.0

    def add(self, articles: int, words: int, expected: int) -> None:
        """Count a window, and expect as many words of each of the other `expected` articles."""
        self._articles += articles
        self._words += words
        ahead = max(0, expected - self._articles)
        self._total = self._words + round(self._words * ahead / self._articles)

    def show(self, *, now: bool = False) -> None:
        """Report the progress: at most once a second, or always if `now`."""
        if now or monotonic() - self._reported > _REPORT_SECONDS:
            self._reported = monotonic()
            self.report.progress(_("words"), self.done, self._total)


class Drafter:
    """Fills the gaps of records. Used as a context manager, which keeps the model loaded between windows.

    `find_source` is called at the first gap that no reviewed translation fills. If it raises EnregardError,
    the gaps stay and are reported.

    `drafted` counts the sentences, `saved` holds the SHA-256 of each file written, and `expected` is the
    number of articles to go through, for the progress (0: unknown). `links` holds the word links of recent
    drafts, at least those in the last article yielded, under the hashes of `record.word_links`.
    """

    def __init__(self, find_source: Callable[[], Source], report: Report) -> None:
        self.drafted = 0
        self.saved: dict[Path, bytes] = {}
        self.links: dict[str, str] = {}
        self.expected = 0
        self._find_source = find_source
        self._report = report
        self._progress = _Progress(report)
        self._stack = ExitStack()
        self._source: Source | EnregardError | None = None
        self._translator: Translator | None = None
        self._reported: EnregardError | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def has_source(self) -> bool:
        """Whether this run has drafted, with the model or from its cache."""
        return isinstance(self._source, Source)

    def fill(
        self, pairs: Iterable[tuple[Item, Record]], lookup: Lookup = lambda sentences: {}
    ) -> Iterator[tuple[Item, Record]]:
        """Yield each pair as soon as its record is drafted and saved, in any order.

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
        self.links.clear()
        unfinished = dict.fromkeys(window)
        try:
            for key, draft in self._drafts(texts, lookup):
                for pending, index in places[key]:
                    target = draft.enter(pending.record, index)
                    if draft.links is not None:
                        self.links[hash_of(texts[key].plain, target.plain)] = draft.links
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
        """Yield a draft of every text, from the first source that has one: `lookup`, the cache, the model."""
        missing = dict(texts)
        for find in (lambda texts: _reviewed(texts, lookup), self._cached, self._translated):
            if not missing:
                return
            for key, draft in find(dict(missing)):
                self._progress.done += _words(missing.pop(key))
                yield key, draft

    def _cached(self, texts: Mapping[str, Text]) -> Iterator[tuple[str, _Draft]]:
        source = self._machine()
        for key, (words, certainty) in source.cache.get(texts).items():
            yield key, _Draft(words, source, certainty)

    def _translated(self, texts: Mapping[str, Text]) -> Iterator[tuple[str, _Draft]]:
        source = self._machine()
        if self._translator is None:
            self._translator = self._stack.enter_context(source.load())
        self._progress.show(now=True)
        for key, draft in self._translator.stream(texts.items()):
            words = with_placeholders(draft.text, texts[key].marks)
            certainty = draft.score.certainty if draft.score else None
            # Save each draft alone, since a batch may take long: 0.07 ms, after 40 ms of translation.
            source.cache.add(key, words, certainty)
            yield key, _Draft(words, source, certainty, draft.links)
            self._progress.show()
        self._progress.show(now=True)

    def _machine(self) -> Source:
        """Return the source of machine drafts. Raises the same EnregardError each time if there is none."""
        if self._source is None:
            try:
                self._source = self._find_source()
                self._stack.enter_context(self._source.cache)
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
                what = _(
                    "{gaps} of {sentences} not translated yet",
                    gaps=number(gaps),
                    sentences=ngettext("{count} sentence", "{count} sentences", len(record.entries)),
                )
                self._report.problem(EnregardError(what, path=record.label))

    def _save(self, record: Record) -> None:
        try:
            if save_record(record):
                self.saved[record.path] = record.digest
        except EnregardError as error:
            self._report.problem(error)


def _reviewed(texts: Mapping[str, Text], lookup: Lookup) -> Iterator[tuple[str, _Draft]]:
    """Yield the reviewed translations of exactly these sentences."""
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
    """Return a key for sentences that share a draft: words, places of marks, and which marks are verbatim."""
    code = [str(number) for number, mark in enumerate(text.marks, 1) if mark.kind in VERBATIM]
    return with_placeholders(text) + ("\0code " + " ".join(code) if code else "")
