"""Fill the gaps of the records: with what people reviewed elsewhere, from the memory, and by the model."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import TypeVar

from enregard.article.article import VERBATIM, Finding, Text
from enregard.errors import EnregardError
from enregard.report import Report, counted
from enregard.translate.draft.cache import DraftCache
from enregard.translate.markup.placeholders import PlaceholderError, from_placeholders, with_placeholders
from enregard.translate.model.translator import Translator
from enregard.translate.record.record import Record, save_record

WINDOW = 4096
"""Gaps that are filled together. Enough for batches of equal length, and little memory."""

_TELL_SECONDS = 1.0

Item = TypeVar("Item")
Check = Callable[[Text, Text], Sequence[Finding]]
Recall = Callable[[Iterable[str]], Mapping[str, tuple[str, str]]]
"""Of sentences, as PO files have them, those that a person translated elsewhere: how, and in which file."""


def _no_findings(source: Text, target: Text) -> Sequence[Finding]:
    return ()


def _nothing_reviewed(sentences: Iterable[str]) -> Mapping[str, tuple[str, str]]:
    return {}


@dataclass(frozen=True, slots=True)
class Source:
    """Where drafts come from: a model, not yet loaded, and the memory of its answers.

    `name` is the package and its version, `settings` its hash and how it is searched. `check` (French,
    English) says what is wrong with a draft.
    """

    name: str
    settings: str
    load: Callable[[], AbstractContextManager[Translator]]
    memory: DraftCache
    check: Check = _no_findings


@dataclass(frozen=True, slots=True)
class _Answer:
    """A draft, with placeholders, and where it is from: the file in which it is reviewed, or a source."""

    string: str
    origin: "str | Source"


@dataclass(slots=True)
class Drafter:
    """Fills the gaps of records. Used as a context manager, which keeps the model loaded between windows.

    What a person translated elsewhere is taken from there. `find_source` is called at the first gap that then
    is left; where it raises EnregardError, gaps stay and are reported. What its checks find in a draft is
    noted beside it.
    """

    find_source: Callable[[], Source]
    report: Report
    drafted: int = 0
    saved: dict[Path, bytes] = field(default_factory=dict)
    """The files that were written, each with its SHA-256."""
    expected: int = 0
    """Articles that there are to go through, for the progress; 0: not known."""
    _read: int = 0  # articles
    _met: int = 0  # words without a translation, in those
    _done: int = 0  # of these words
    _stack: ExitStack = field(default_factory=ExitStack)
    _source: Source | EnregardError | None = None
    _translator: Translator | None = None
    _reviewed: Recall = _nothing_reviewed
    _told: EnregardError | None = None

    def __enter__(self) -> "Drafter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def fill(
        self, pairs: Iterable[tuple[Item, Record]], reviewed: Recall = _nothing_reviewed
    ) -> Iterator[tuple[Item, Record]]:
        """Every pair, its record without gaps and saved, in the order in which they are ready."""
        self._reviewed = reviewed
        window: list[tuple[Item, Record]] = []
        gaps = 0
        for item, record in pairs:
            self._read += 1
            missing = len(record.missing())
            if not missing:
                self._save(record)
                yield item, record
                continue
            window.append((item, record))
            gaps += missing
            if gaps >= WINDOW:
                yield from self._fill_window(window)
                window, gaps = [], 0
        yield from self._fill_window(window)

    def _fill_window(self, window: list[tuple[Item, Record]]) -> Iterator[tuple[Item, Record]]:
        if not window:
            return
        waiting: dict[str, list[tuple[int, int]]] = {}  # key: (place in the window, index in the record)
        open_gaps: dict[int, int] = {}  # place in the window: gaps left
        for place, (_, record) in enumerate(window):
            missing = record.missing()
            open_gaps[place] = len(missing)
            for index in missing:
                waiting.setdefault(_key(record.sentences[index].text), []).append((place, index))
        try:
            for key, answer in self._answers(waiting, window):
                for place, index in waiting[key]:
                    _enter(answer, window[place][1], index)
                    self.drafted += 1
                    open_gaps[place] -= 1
                    if not open_gaps[place]:
                        del open_gaps[place]
                        self._save(window[place][1])
                        yield window[place]
        except EnregardError as error:
            self._tell(error)
            for place in open_gaps:
                record = window[place][1]
                if not (gaps := record.untranslated()):
                    continue
                what = f"{counted(gaps, 'sentence')} of {len(record.entries)} without a translation yet"
                self.report.problem(EnregardError(what, path=record.label))
        finally:
            for place in open_gaps:
                self._save(window[place][1])
        for place in open_gaps:
            yield window[place]

    def _tell(self, error: EnregardError) -> None:
        """Report once why there are no drafts, however many windows want some."""
        if self._told is not error:
            self.report.problem(error)
            self._told = error

    def _find(self) -> Source:
        if self._source is None:
            try:
                self._source = self.find_source()
                self._stack.enter_context(self._source.memory)
            except EnregardError as error:
                self._source = error
        if isinstance(self._source, EnregardError):
            raise self._source
        return self._source

    def _answers(
        self,
        waiting: Mapping[str, list[tuple[int, int]]],
        window: list[tuple[Item, Record]],
    ) -> Iterator[tuple[str, _Answer]]:
        """The draft of every waiting sentence.

        First what a person reviewed elsewhere, then what is remembered, then what the model says. Raises
        EnregardError where there is no model, and one is needed.
        """
        texts: dict[str, Text] = {}
        for key, places in waiting.items():
            place, index = places[0]
            texts[key] = window[place][1].sentences[index].text
        self._met += sum(map(_words, texts.values()))
        for key, answer in self._taken_over(texts):
            self._done += _words(texts.pop(key))
            yield key, answer
        if not texts:
            return
        source = self._find()
        for key, remembered in source.memory.recall(texts).items():
            self._done += _words(texts.pop(key))
            yield key, _Answer(remembered, source)
        if not texts:
            return
        if self._translator is None:
            self._translator = self._stack.enter_context(source.load())
        told = monotonic()
        self._tell_progress()
        for key, target in self._translator.stream(texts.items()):
            string = with_placeholders(target, texts[key].marks)
            # At once, since a batch of others may take long: 0.07 ms beside 40 ms for the sentence.
            source.memory.keep({key: string})
            self._done += _words(texts[key])
            if monotonic() - told > _TELL_SECONDS:
                told = monotonic()
                self._tell_progress()
            yield key, _Answer(string, source)
        self._tell_progress()

    def _taken_over(self, texts: Mapping[str, Text]) -> Iterator[tuple[str, _Answer]]:
        """The drafts that a person's translation of the very same sentence gives."""
        strings = {key: with_placeholders(text) for key, text in texts.items()}
        found = self._reviewed(strings.values())
        for key, string in strings.items():
            if string in found:
                translation, where = found[string]
                with suppress(PlaceholderError):  # it is wrong where it stands, which is told there
                    from_placeholders(translation, texts[key].marks)
                    yield key, _Answer(translation, where)

    def _tell_progress(self) -> None:
        """Report the words done; those of articles not read yet are taken to be like those of the others."""
        ahead = max(0, self.expected - self._read)
        self.report.progress("words", self._done, self._met + round(self._met * ahead / max(1, self._read)))

    def _save(self, record: Record) -> None:
        try:
            if save_record(record):
                self.saved[record.path] = record.digest
        except EnregardError as error:
            self.report.problem(error)


def _enter(answer: _Answer, record: Record, index: int) -> None:
    """Enter a draft into its record. The same words may have other addresses elsewhere."""
    text = record.sentences[index].text
    target = from_placeholders(answer.string, text.marks)
    if isinstance(answer.origin, Source):
        record.draft(index, target, answer.origin.name, answer.origin.settings)
        record.note_findings(index, answer.origin.check(text, target))
    else:
        record.take_over(index, target, answer.origin)


def _words(text: Text) -> int:
    return len(text.plain.split())


def _key(text: Text) -> str:
    """What sentences of one draft have in common: words, places of the markup, and what of it is verbatim."""
    code = [str(number) for number, mark in enumerate(text.marks, 1) if mark.kind in VERBATIM]
    return with_placeholders(text) + ("\0code " + " ".join(code) if code else "")
