"""Translate lines of text, one line of English for each."""

from collections.abc import Iterable, Iterator
from itertools import islice

from enregard.article.article import Text
from enregard.translate.model.translator import Translator
from enregard.translate.segment.sentences import split_sentences

WINDOW = 2048
"""Lines translated together."""


def translate_lines(lines: Iterable[str], translator: Translator) -> Iterator[str]:
    """The English of each line, in order; an empty line stays empty."""
    source = iter(lines)
    while window := list(islice(source, WINDOW)):
        texts = (
            ((number, place), Text(sentence))
            for number, line in enumerate(window)
            for place, sentence in enumerate(split_sentences(line))
        )
        answers = dict(translator.stream(texts))
        english: list[list[str]] = [[] for _ in window]
        for number, place in sorted(answers):
            english[number].append(" ".join(answers[number, place].plain.split()))
        yield from (" ".join(sentences) for sentences in english)
