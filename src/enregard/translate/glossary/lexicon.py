"""The press lexicon: built-in terms of news and administrative texts, which every draft follows.

`data/lexicon.csv` has a row for each term, with the figures for which it is there. `python -m bench lexicon`
measures them.
"""

import csv
from functools import cache

from enregard.system.files import packaged_text
from enregard.translate.glossary.glossary import Glossary, Kind, Term


@cache
def lexicon() -> Glossary:
    """Return the built-in terms, read on first use."""
    return Glossary(tuple(read_rows(packaged_text(__package__, "data/lexicon.csv"))))


def read_rows(content: str) -> list[Term]:
    """Return the terms of a lexicon in CSV."""
    lines = csv.reader(content.splitlines())
    next(lines)
    return [
        Term(french, tuple(filter(None, english.split(" | "))), "", number, Kind(kind))
        for number, (french, english, kind, *_) in enumerate(lines, 2)
    ]
