"""Translate sentences with all steps around the model: preprocess, postprocess, check, retry."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from enregard.article.article import Text
from enregard.article.edits import Spans
from enregard.translate.checks import check
from enregard.translate.draft.names import lost_names
from enregard.translate.draft.parts import PartwiseTranslator
from enregard.translate.draft.phrases import kept_phrases
from enregard.translate.draft.postprocess import postprocess
from enregard.translate.draft.preprocess import Preprocessed, preprocess
from enregard.translate.draft.retry import ALTERNATIVES, RetryingTranslator
from enregard.translate.draft.signs import Kept
from enregard.translate.draft.streets import street_names
from enregard.translate.draft.style import English, StylingTranslator
from enregard.translate.glossary.glossary import Glossary, honoured
from enregard.translate.glossary.lexicon import lexicon
from enregard.translate.markup.transfer import bare_words
from enregard.translate.markup.unplaced import Transferred
from enregard.translate.markup.word_links import draft_links
from enregard.translate.model.translator import Choosing, Draft, Key, Translator

PIPELINE_VERSION = (
    "prepared 14, repaired 6, English pieces 1, parts 5, names 4, lexicon 4, retried 3, checks 5"
)
"""Version of the work around the model. Raise it when drafts change, so that no old draft is reused."""


@dataclass(frozen=True, slots=True, eq=False)
class _Job(Generic[Key]):
    """A sentence to translate."""

    key: Key
    text: Text
    source: Preprocessed
    terms: Preprocessed | None = None
    """The same sentence with its terms as anchors, for a second try."""


class ProcessingTranslator:
    """Translates with an engine, and pre- and postprocesses every sentence.

    The model gets glossary terms unchanged. If its best translation does not honour one, the sentence is
    translated again, with its terms as anchors, so that postprocessing can replace their English. If it
    changed an acronym or a name, the sentence is translated again with masks for them.
    """

    def __init__(
        self,
        engine: Choosing[Transferred],
        glossary: Glossary | None = None,
        below: Glossary | None = None,
    ) -> None:
        """Use `engine`, with the terms of `glossary` and those of `below`, by default the press lexicon."""
        self._engine = engine
        self._own = glossary or Glossary()
        self._glossary = self._own.over(lexicon() if below is None else below)
        self._verbatim = self._glossary.verbatim

    def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Draft]]:
        """Yield the English of each text with its key, in any order."""
        for key, answers in self.alternatives(texts, 1):
            yield key, answers[0]

    def alternatives(
        self, texts: Iterable[tuple[Key, Text]], count: int
    ) -> Iterator[tuple[Key, list[Draft]]]:
        """Yield the `count` best translations of each text, best first, with its key, in any order."""
        again: list[_Job[Key]] = []
        for job, answers in self._run((self._job(key, text) for key, text in texts), count):
            if (second := self._second(job, answers[0].text)) is None:
                whole = [answer for answer in answers[1:] if not self._lost(job, answer.text)]
                yield job.key, [answers[0], *whole]
            else:
                again.append(second)
        for job, answers in self._run(again, count):
            yield job.key, answers

    def _job(self, key: Key, text: Text) -> _Job[Key]:
        names = self._streets(text.plain)
        source = preprocess(text, self._glossary, names)
        if not source.terms:
            return _Job(key, text, source)
        return _Job(key, text, preprocess(text, self._verbatim, names, self._glossary), source)

    def _streets(self, plain: str) -> list[Kept]:
        """Return the names of streets, except in terms of the publication."""
        terms = Spans((term.start, term.end) for term in self._own.terms_in(plain))
        return [street for street in street_names(plain) if not terms.overlap(street.span)]

    def _second(self, job: _Job[Key], answer: Text) -> _Job[Key] | None:
        """Return the job of translating a sentence again, if its best translation needs that."""
        honours = job.terms is None or all(honoured(term, answer.plain) for term in job.terms.terms)
        names = self._lost(job, answer)
        if honours and not names:
            return None
        if not names and job.terms is not None:
            return _Job(job.key, job.text, job.terms)
        names = sorted([*names, *self._streets(job.text.plain)])
        return _Job(
            job.key,
            job.text,
            preprocess(job.text, self._verbatim if honours else self._glossary, names, self._glossary),
        )

    def _lost(self, job: _Job[Key], answer: Text) -> list[Kept]:
        """Return the names that a translation lost; the glossary says what becomes of its own."""
        if job.source.shouted:
            return []
        plain = job.text.plain
        taken = [(term.start, term.end) for term in self._glossary.terms_in(plain)]
        taken += [street.span for street in self._streets(plain)]
        taken += [kept.span for kept in kept_phrases(plain)]
        return lost_names(job.text, answer.plain, taken)

    def _run(self, jobs: Iterable[_Job[Key]], count: int) -> Iterator[tuple[_Job[Key], list[Draft]]]:
        """Yield each job with its translations, without duplicates, in any order."""
        for job, answers in self._engine.alternatives(((job, job.source.text) for job in jobs), count):
            english = [postprocess(job.source, answer) for answer in answers]
            yield (
                job,
                [
                    Draft(text, answer.score, _links(job, answer, text))
                    for at, (text, answer) in enumerate(zip(english, answers, strict=True))
                    if text not in english[:at]
                ],
            )


def _links(job: _Job[Any], answer: Transferred, english: Text) -> str | None:
    """Return the links between the words of a sentence and its draft; None if they are unknown."""
    if answer.alignment is None:
        return None
    return draft_links(bare_words(job.source.text), answer.alignment, job.text.plain, english.plain)


def make_translator(
    engine: Choosing[Transferred], terms: Glossary, english: English | None = None
) -> Translator:
    """Wrap `engine`: preprocess and postprocess every sentence, and retry those that fail a check.

    Lines and cells that their author set apart are translated one by one. If there is a house style,
    `english`, it is applied last.
    """
    translator = ProcessingTranslator(engine, terms)
    return _around(
        RetryingTranslator(translator, lambda source, target: check(source, target, terms)), terms, english
    )


def _around(translator: Translator, terms: Glossary, english: English | None) -> Translator:
    whole = PartwiseTranslator(translator, terms)
    return StylingTranslator(whole, english, terms) if english else whole


def other_drafts(
    engine: Choosing[Transferred], terms: Glossary, english: English | None, text: Text
) -> Iterator[Draft]:
    """Yield the engine's best translations of `text`, those with the fewest findings first.

    They go through the same steps as a draft, except that none is retried. There may be duplicates.
    """
    ranked = _RankedTranslator(ProcessingTranslator(engine, terms), terms)
    whole = _around(ranked, terms, english)
    for ranked.rank in range(ALTERNATIVES):
        yield from (draft for _, draft in whole.stream([(0, text)]))


class _RankedTranslator:
    """Yields the answers of a `rank` among all of the engine's; it is asked once about the same texts."""

    def __init__(self, translator: ProcessingTranslator, terms: Glossary) -> None:
        self.rank = 0
        self._translator = translator
        self._terms = terms
        self._answers: dict[Any, Sequence[Draft]] = {}

    def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Draft]]:
        """Yield an answer for each text with its key; the last one if there are not so many."""
        sources = dict(texts)
        new = {key: text for key, text in sources.items() if key not in self._answers}
        for key, answers in self._translator.alternatives(new.items(), ALTERNATIVES):
            source = new[key]
            self._answers[key] = sorted(
                answers, key=lambda answer: len(check(source, answer.text, self._terms))
            )
        for key in sources:
            ranked = self._answers[key]
            yield key, ranked[min(self.rank, len(ranked) - 1)]
