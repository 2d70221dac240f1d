"""An engine with every sentence prepared before and finished after."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol

from enregard.article.article import Text
from enregard.translate.checks import check
from enregard.translate.draft.postprocess import postprocess
from enregard.translate.draft.preprocess import Preprocessed, preprocess
from enregard.translate.draft.retry import RetryingTranslator
from enregard.translate.glossary.glossary import Glossary, Occurrence, honoured
from enregard.translate.markup.unplaced import Transferred
from enregard.translate.model.translator import Key, Translator

PIPELINE_VERSION = "prepared 4, repaired 1, English pieces 1"
"""Version of the work around the model. Raise it when drafts change, so that no old draft is reused."""


class _Engine(Protocol):
    """The model's engine, or what does as it does."""

    def alternatives(
        self, texts: Iterable[tuple[Key, Text]], count: int
    ) -> Iterator[tuple[Key, list[Transferred]]]:
        """The `count` best answers to each text, the best first, under its key; in any order."""


@dataclass(frozen=True, slots=True)
class _Job(Generic[Key]):
    """A sentence on its way, and what there is to do again where one of `terms` is not honoured."""

    key: Key
    prepared: Preprocessed
    terms: tuple[Occurrence, ...] = ()
    again: Preprocessed | None = None


_Ask = Callable[[Iterable[tuple[int, Text]]], Iterator[tuple[int, list[Transferred]]]]


class Preparing:
    """Translates like the engine it is given, with every sentence prepared before and finished after.

    The glossary's terms are left to the model at first. Only a sentence whose best answer does not honour one
    is translated again, with its terms marked and put in.
    """

    def __init__(self, translator: _Engine, glossary: Glossary | None = None) -> None:
        self._translator = translator
        self._glossary = glossary or Glossary()
        self._kept = Glossary(tuple(term for term in self._glossary.terms if term.is_kept))

    def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Text]]:
        """The English of each text under its key, as it comes: not in order."""
        for key, answers in self.alternatives(texts, 1):
            yield key, answers[0]

    def alternatives(self, texts: Iterable[tuple[Key, Text]], count: int) -> Iterator[tuple[Key, list[Text]]]:
        """The `count` best answers to each text, the best first, under its key; not in order."""
        return self._answers(texts, lambda given: self._translator.alternatives(given, count))

    def _answers(self, texts: Iterable[tuple[Key, Text]], ask: _Ask) -> Iterator[tuple[Key, list[Text]]]:
        again: list[_Job[Key]] = []
        for job, answers in _run((self._job(key, text) for key, text in texts), ask):
            if job.again is None or all(honoured(term, answers[0].plain) for term in job.terms):
                yield job.key, answers
            else:
                again.append(_Job(job.key, job.again))
        for job, answers in _run(again, ask):
            yield job.key, answers

    def _job(self, key: Key, text: Text) -> _Job[Key]:
        prepared = preprocess(text, self._glossary)
        if not prepared.terms:
            return _Job(key, prepared)
        return _Job(key, preprocess(text, self._kept), prepared.terms, prepared)


def _run(jobs: Iterable[_Job[Key]], ask: _Ask) -> Iterator[tuple[_Job[Key], list[Text]]]:
    """Each job with its finished answers, no two of them the same, in the order in which they come."""
    under_way: dict[int, _Job[Key]] = {}

    def given() -> Iterator[tuple[int, Text]]:
        for number, job in enumerate(jobs):
            under_way[number] = job
            yield number, job.prepared.text

    for number, answers in ask(given()):
        job = under_way.pop(number)
        finished = [postprocess(job.prepared, english) for english in answers]
        yield job, [text for at, text in enumerate(finished) if text not in finished[:at]]


def make_translator(engine: _Engine, terms: Glossary) -> Translator:
    """Preprocess and postprocess every sentence around `engine`, and retry those that fail a check."""
    return RetryingTranslator(Preparing(engine, terms), lambda source, target: check(source, target, terms))
