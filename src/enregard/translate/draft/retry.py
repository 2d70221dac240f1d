"""Retry drafts that fail a check.

First try the model's next best answers, then its answers to the two clauses of the sentence. A sentence with
an exclamation or a question inside is cut there first. The first answer that passes every check replaces the
draft. If none does, the answer with the fewest findings is taken, with its findings.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from enregard.article.article import Finding, Text
from enregard.article.edits import join_texts, slice_text, splits_mark, strip_text
from enregard.article.score import joined_score
from enregard.translate.model.translator import Choosing, Draft, Key, remembering

ALTERNATIVES = 8
"""Answers per attempt. More would take more time, but rarely help."""

SHORTEST_HALF = 4
"""The minimum number of words in a clause for it to be translated alone."""

_AFTER_CLAUSE = re.compile(r"[,;:](?=\s)")
_AFTER_SIGN = re.compile(r"[!?](?=\s+[a-zß-ÿœ])")

Check = Callable[[Text, Text], Sequence[Finding]]


class RetryingTranslator:
    """Translates with `engine`, and retries the drafts that `check` (French, English) has findings for."""

    def __init__(self, engine: Choosing[Draft], check: Check) -> None:
        self._engine = engine
        self._check = check

    def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Draft]]:
        """Yield the English of each text with its key, in any order; drafts that pass come first."""
        sources: dict[Key, Text] = {}
        failed: dict[Key, Draft] = {}
        for key, (draft, *_) in self._engine.alternatives(remembering(texts, sources), 1):
            if self._check(sources[key], draft.text):
                failed[key] = draft
            else:
                del sources[key]
                yield key, draft
        for retry in (self._cut_after_sign, self._next_best, self._halved):
            again = (
                key
                for key in failed
                if retry != self._halved or self._is_worth_halving(sources[key], failed[key])
            )
            for key, draft in retry({key: sources[key] for key in again}):
                if self._findings(sources[key], draft) < self._findings(sources[key], failed[key]):
                    failed[key] = draft
                if not self._check(sources[key], failed[key].text):
                    yield key, failed.pop(key)
        yield from failed.items()

    def _next_best(self, sources: dict[Key, Text]) -> Iterator[tuple[Key, Draft]]:
        """Yield the answer with the fewest findings; of several, the one that the model finds best."""
        for key, answers in self._engine.alternatives(sources.items(), ALTERNATIVES):
            source = sources[key]
            yield key, min(answers, key=lambda answer: self._findings(source, answer))

    def _cut_after_sign(self, sources: dict[Key, Text]) -> Iterator[tuple[Key, Draft]]:
        """Translate what is before and after an exclamation or a question mark: `Quoi ! tu oses ?`

        The model's next best answers may have only the second half.
        """
        return self._joined(sources, lambda text: _cut(text, _AFTER_SIGN, 1))

    def _halved(self, sources: dict[Key, Text]) -> Iterator[tuple[Key, Draft]]:
        """Translate the two clauses of each text."""
        return self._joined(sources, lambda text: _cut(text, _AFTER_CLAUSE, SHORTEST_HALF))

    def _joined(
        self, sources: dict[Key, Text], cut: Callable[[Text], list[Text]]
    ) -> Iterator[tuple[Key, Draft]]:
        """Translate the halves of each text that has them, and yield the first joined answers that pass."""
        halves: dict[tuple[Key, int], Text] = {}
        for key, source in sources.items():
            for number, half in enumerate(cut(source)):
                halves[key, number] = half
        answers = dict(self._engine.alternatives(halves.items(), ALTERNATIVES))
        for key, source in sources.items():
            if (key, 0) in answers:
                lower = halves[key, 1].plain[0].islower() and halves[key, 0].plain[-1] not in "!?"
                joined = [
                    Draft(
                        join_texts([left.text, _lowered(right.text) if lower else right.text]),
                        joined_score([left.score, right.score]),
                    )
                    for left, right in zip(answers[key, 0], answers[key, 1], strict=False)
                ]
                if (passing := self._first_passing(source, joined)) is not None:
                    yield key, passing

    def _is_worth_halving(self, source: Text, draft: Draft) -> bool:
        """Return whether a draft has more wrong than a word in French: halves may lose a word unnoticed."""
        findings = self._check(source, draft.text)
        return any(
            finding.kind != "french" or " " in finding.reason.partition("”")[0] for finding in findings
        )

    def _findings(self, source: Text, draft: Draft) -> int:
        return len(self._check(source, draft.text))

    def _first_passing(self, source: Text, answers: Iterable[Draft]) -> Draft | None:
        return next((answer for answer in answers if not self._check(source, answer.text)), None)


def _cut(text: Text, after: re.Pattern[str], shortest: int) -> list[Text]:
    """Cut `text` in two at the place nearest its middle, if there is one.

    Both halves have at least `shortest` words. Returns no halves if that is impossible.
    """
    middle = len(text.plain) // 2
    ends = [match.end() for match in after.finditer(text.plain)]
    for end in sorted(ends, key=lambda end: abs(end - middle)):
        halves = [strip_text(slice_text(text, *span)) for span in ((0, end), (end, len(text.plain)))]
        if not splits_mark(text, end) and all(len(half.plain.split()) >= shortest for half in halves):
            return halves
    return []


def _lowered(text: Text) -> Text:
    """Lower the first letter of a second clause, unless its first word is "I" or in capitals."""
    first = text.plain.split(maxsplit=1)[:1]
    if not first or first[0] in ("I", "I'm", "I've", "I'd", "I'll") or not first[0][1:].islower():
        return text
    return Text(text.plain[0].lower() + text.plain[1:], text.marks)
