"""Checks of a sentence against its translation: what translation silently loses.

`check` runs them all. Each is one small function, named after what it finds, over a `Pair`.
"""

from collections.abc import Callable, Iterable

from enregard.article.article import Finding, Text
from enregard.translate.checks.addresses import addresses
from enregard.translate.checks.dates import dates
from enregard.translate.checks.glossary import glossary
from enregard.translate.checks.languages import languages
from enregard.translate.checks.length import empty, length
from enregard.translate.checks.names import names
from enregard.translate.checks.negation import negation
from enregard.translate.checks.numbers import numbers
from enregard.translate.checks.pair import Pair, read_pair
from enregard.translate.checks.placeholders import markup, placeholders
from enregard.translate.checks.repetition import repetition
from enregard.translate.checks.unbalanced import unbalanced
from enregard.translate.checks.untranslated import french, untranslated
from enregard.translate.glossary.glossary import Glossary

__all__ = ["CHECKS", "KINDS", "Finding", "check"]

NO_TERMS = Glossary()

Check = Callable[[Pair], Iterable[Finding]]

WHOLE: tuple[Check, ...] = (empty, untranslated)
"""Where one of these finds something, no other is asked: it would find everything missing."""

CHECKS: tuple[Check, ...] = (
    addresses,
    placeholders,
    markup,
    numbers,
    dates,
    names,
    languages,
    negation,
    length,
    repetition,
    unbalanced,
    french,
)

KINDS = (
    "empty",
    "untranslated",
    "addresses",
    "placeholders",
    "markup",
    "numbers",
    "names",
    "languages",
    "negation",
    "length",
    "repetition",
    "unbalanced",
    "french",
    "glossary",
)
"""The kinds of findings, in the order in which they are reported."""


def check(source: Text, target: Text, terms: Glossary = NO_TERMS) -> list[Finding]:
    """What `target` seems to have lost of `source`, or to have made up; `terms` are the glossary's."""
    pair = read_pair(source, target)
    for one in WHOLE:
        if found := list(one(pair)):
            return found
    return [*(finding for one in CHECKS for finding in one(pair)), *glossary(pair, terms)]
