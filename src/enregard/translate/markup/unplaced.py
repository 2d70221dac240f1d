"""Markup without a place in a translation: records show it after the sentence, in square brackets."""

import re
from dataclasses import dataclass

from enregard.article.article import Text
from enregard.article.edits import join_texts
from enregard.article.score import Score
from enregard.translate.markup.align import Alignment
from enregard.translate.markup.placeholders import with_placeholders

_AFTERWARDS = re.compile(
    r" \[((?:<\d+/>|<(\d+)>(?:[^<]|<(?!/\2>))*+</\2>)"
    r"(?: (?:<\d+/>|<(\d+)>(?:[^<]|<(?!/\3>))*+</\3>))*+)\]\Z"
)


@dataclass(frozen=True, slots=True)
class Transferred:
    """A translation with the markup of its French sentence.

    `unplaced` are the marks without a place in `text`, each over its French words, in French order.
    `score` is the model's; None if it was not asked. `alignment` is between `bare_words` of the sentence and
    the model's words; None if unknown.
    """

    text: Text
    unplaced: tuple[Text, ...] = ()
    score: Score | None = None
    alignment: Alignment | None = None

    def whole(self) -> Text:
        """Return the translation as recorded, with all its markup."""
        if not self.unplaced:
            return self.text
        bracket = join_texts([Text("["), join_texts(self.unplaced), Text("]")], "")
        return join_texts([self.text, bracket])


def unplaced_marks(source: Text, target: Text) -> tuple[int, ...]:
    """Return the indices of the marks of `source` that the recorded `target` has after the sentence."""
    try:
        string = with_placeholders(target, source.marks)
    except ValueError:  # the markup is not that of `source`
        return ()
    match = _AFTERWARDS.search(string)
    if match is None or with_placeholders(source).endswith(match[0]):
        return ()
    return tuple(sorted({int(number) - 1 for number in re.findall(r"<(\d+)/?>", match[1])}))
