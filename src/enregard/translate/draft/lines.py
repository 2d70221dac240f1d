"""Translate text line by line."""

from collections.abc import Iterable, Iterator
from itertools import islice

from enregard.article.article import Text
from enregard.translate.model.translator import Translator
from enregard.translate.segment.sentences import split_sentences

WINDOW = 2048  # lines translated together


def translate_lines(lines: Iterable[str], translator: Translator) -> Iterator[str]:
    """Yield the English of each line, in order; an empty line stays empty."""
    source = iter(lines)
    while window := list(islice(source, WINDOW)):
        texts = (
            ((number, at), Text(sentence))
            for number, line in enumerate(window)
            for at, sentence in enumerate(split_sentences(line))
        )
        answers = dict(translator.stream(texts))
        english: list[list[str]] = [[] for _ in window]
        for (number, _), answer in sorted(answers.items()):
            english[number].append(" ".join(answer.text.plain.split()))
        yield from (" ".join(sentences) for sentences in english)
