"""Try a draft again that a check finds fault with, in the ways the model offers.

In this order: its next best answers, and those to the sentence cut in two at a clause. The first answer that
passes every check is taken. Where none does, the first draft stands, and its findings with it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from enregard.article.article import Finding, Text
from enregard.translate.markup.placeholders import cut, join, trim
from enregard.translate.model.translator import Choosing, Key

ALTERNATIVES = 8
"""Answers looked at in each way. More cost as much again and mend hardly more."""

SHORTEST_HALF = 4
"""Words of a clause that can stand alone."""

Check = Callable[[Text, Text], Sequence[Finding]]


class RetryingTranslator:
    """Translates like the engine it is given, and mends what `check` finds fault with."""

    def __init__(self, engine: Choosing, check: Check) -> None:
        self._engine = engine
        self._check = check

    def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Text]]:
        """The English of each text under its key: those without fault as they come, then the others."""
        sources: dict[Key, Text] = {}

        def noted() -> Iterator[tuple[Key, Text]]:
            for key, text in texts:
                sources[key] = text
                yield key, text

        faulty: dict[Key, tuple[Text, Text]] = {}  # French, first draft
        for key, answers in self._engine.alternatives(noted(), 1):
            source = sources.pop(key)
            if self._check(source, answers[0]):
                faulty[key] = source, answers[0]
            else:
                yield key, answers[0]
        for way in (self._next_best, self._halved):
            for key, target in way({key: source for key, (source, _) in faulty.items()}):
                del faulty[key]
                yield key, target
        for key, (_, target) in faulty.items():
            yield key, target

    def _next_best(self, sources: dict[Key, Text]) -> Iterator[tuple[Key, Text]]:
        """The first of the next best answers that passes, for those texts that have one."""
        for key, answers in self._engine.alternatives(sources.items(), ALTERNATIVES):
            if (passing := self._first_passing(sources[key], answers)) is not None:
                yield key, passing

    def _halved(self, sources: dict[Key, Text]) -> Iterator[tuple[Key, Text]]:
        """The answers to the two clauses of a text, joined, for those texts where that passes."""
        halves: dict[tuple[Key, int], Text] = {}
        for key, source in sources.items():
            for place, half in enumerate(_clauses(source)):
                halves[key, place] = half
        answers = dict(self._engine.alternatives(halves.items(), ALTERNATIVES))
        for key, source in sources.items():
            if (key, 0) in answers:
                begins_small = halves[key, 1].plain[0].islower()
                joined = [
                    join([left, _small(right) if begins_small else right])
                    for left, right in zip(answers[key, 0], answers[key, 1], strict=False)
                ]
                if (passing := self._first_passing(source, joined)) is not None:
                    yield key, passing

    def _first_passing(self, source: Text, answers: Iterable[Text]) -> Text | None:
        return next((answer for answer in answers if not self._check(source, answer)), None)


def _clauses(text: Text) -> list[Text]:
    """`text` in two at the punctuation nearest its middle; nothing where it has no two clauses."""
    middle = len(text.plain) // 2
    ends = [
        index + 1
        for index, character in enumerate(text.plain[:-1])
        if character in ",;:" and text.plain[index + 1].isspace()
    ]
    for end in sorted(ends, key=lambda end: abs(end - middle)):
        halves = [trim(cut(text, 0, end)), trim(cut(text, end, len(text.plain)))]
        across = any(mark.start < end < mark.end for mark in text.marks)
        if not across and all(len(half.plain.split()) >= SHORTEST_HALF for half in halves):
            return halves
    return []


def _small(text: Text) -> Text:
    """`text` going on from a clause before it: its first letter small, unless its first word is "I"."""
    first = text.plain.split(maxsplit=1)[:1]
    if not first or first[0] in ("I", "I'm", "I've", "I'd", "I'll") or not first[0][1:].islower():
        return text
    return Text(text.plain[0].lower() + text.plain[1:], text.marks)
