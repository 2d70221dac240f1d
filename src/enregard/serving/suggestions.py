"""Suggest English for a sentence: the model's other answers, glossary terms, reviewed similar sentences."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from threading import Lock

from enregard.article.article import Text
from enregard.errors import EnregardError
from enregard.messages import _
from enregard.moves.orphans import memory_of
from enregard.publication.publication import Publication
from enregard.review.reasons import FindingInWords, in_words
from enregard.seeds.paths import list_articles
from enregard.serving.builds import Builds
from enregard.serving.refused import RefusedError
from enregard.translate.checks import check
from enregard.translate.draft.pipeline import make_translator, other_drafts
from enregard.translate.draft.style import English
from enregard.translate.glossary.csv_file import read_glossary
from enregard.translate.glossary.glossary import Glossary, honoured
from enregard.translate.glossary.lexicon import lexicon
from enregard.translate.markup.placeholders import (
    PlaceholderError,
    from_placeholders,
    with_fixed,
    with_placeholders,
    without_placeholders,
)
from enregard.translate.memory.similar import Similar
from enregard.translate.model.engine import Engine
from enregard.translate.model.pin import read_pin
from enregard.translate.model.ready import SharedEngine, installed_model
from enregard.translate.model.translator import Draft

_MOST = 4
"""Alternatives offered for a sentence."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A machine translation with placeholders, the model's certainty, and what the checks find in it."""

    english: str
    certainty: float | None
    findings: tuple[FindingInWords, ...]


@dataclass(frozen=True, slots=True)
class TermHint:
    """A term in a French sentence, as it is written there, and the English to choose from.

    `is_own` says whether it is the publication's, rather than built in, and `used` whether the translation
    has it.
    """

    french: str
    english: tuple[str, ...]
    note: str
    is_own: bool
    used: bool


class Suggestions:
    """Suggestions for single sentences, with the current glossary and memory. No PO file is written."""

    def __init__(self, builds: Builds) -> None:
        self._builds = builds
        builds.shared = builds.shared or SharedEngine(builds.options)
        self._shared = builds.shared
        self._memory = Lock()

    def draft(self, source: Text) -> Suggestion:
        """Return a new draft of a sentence. Raises RefusedError."""
        engine, terms, english = self._open()
        with _explained():
            ((_key, draft),) = make_translator(engine, terms, english).stream([(0, source)])
        return _suggestion(source, draft, terms)

    def alternatives(self, source: Text, current: str) -> list[Suggestion]:
        """Return different translations of a sentence, best first, without the `current` one.

        Raises RefusedError.
        """
        engine, terms, english = self._open()
        with _explained():
            drafts = other_drafts(engine, terms, english, source)
            found = (_suggestion(source, draft, terms) for draft in drafts)
            return [*islice(_distinct(found, current), _MOST)]

    def similar(self, source: Text, msgid: str, label: str) -> list[Similar]:
        """Return reviewed sentences that resemble `msgid` in the PO file `label`, best first.

        Placeholders that do not fit `source` are removed from their English.
        """
        publication = self._builds.publication
        found = list_articles(publication.seeds, on_error=lambda error: None)
        # One at a time: each brings the memory up to date.
        with self._memory, memory_of(publication, found.names) as memory:
            return [
                one if _fits(one.msgstr, source) else replace(one, msgstr=without_placeholders(one.msgstr))
                for one in memory.similar(msgid, label)
            ]

    def _open(self) -> tuple[Engine, Glossary, English | None]:
        """Return the model, the glossary and the house style. Raises RefusedError."""
        publication = self._builds.publication
        with _explained():
            pin = read_pin(publication.translate / "model.toml", follow_links=publication.follow_links)
            model = installed_model(pin, self._builds.options)
            if model is None:
                raise RefusedError(_("No model is installed: run `enregard model install`."))
            style = publication.settings.english
            return self._shared.get(model), glossary_of(publication), English(style) if style else None


def glossary_of(publication: Publication) -> Glossary:
    """Return the publication's glossary. Its errors are reported by builds."""
    return read_glossary(publication.translate / "glossary.csv", follow_links=publication.follow_links)[0]


def term_hints(source: Text, english: str, terms: Glossary) -> list[TermHint]:
    """Return the terms in a sentence: those of the publication's glossary, and those built in."""
    own = {one.start for one in terms.terms_in(source.plain)}
    return [
        TermHint(
            one.words,
            tuple(dict.fromkeys((one.english, *one.term.english))),
            one.term.note,
            one.start in own,
            honoured(one, english),
        )
        for one in terms.over(lexicon()).terms_in(source.plain)
        if one.hole is None
    ]


def _fits(msgstr: str, source: Text) -> bool:
    try:
        from_placeholders(msgstr, source.marks)
    except PlaceholderError:
        return False
    return True


@contextmanager
def _explained() -> Iterator[None]:
    """Turn an error about the model into a RefusedError."""
    try:
        yield
    except EnregardError as error:
        raise RefusedError(_("The model cannot be used: {error}", error=str(error))) from error


def _suggestion(source: Text, draft: Draft, terms: Glossary) -> Suggestion:
    english = with_fixed(with_placeholders(draft.text, source.marks), source)
    certainty = draft.score.certainty if draft.score else None
    return Suggestion(english, certainty, in_words(check(source, draft.text, terms)))


def _distinct(found: Iterable[Suggestion], current: str) -> Iterator[Suggestion]:
    seen = {current}
    for suggestion in found:
        if suggestion.english not in seen:
            seen.add(suggestion.english)
            yield suggestion
