"""Check a translation for what machine translation silently loses.

`check` runs all checks. Each is one small function over a `Pair`, named after what it finds.
"""

from collections.abc import Callable, Iterable, Mapping

from enregard.article.article import Finding, Text
from enregard.translate.checks.acronyms import acronyms
from enregard.translate.checks.addresses import addresses
from enregard.translate.checks.dates import dates
from enregard.translate.checks.glossary import glossary
from enregard.translate.checks.languages import languages
from enregard.translate.checks.length import empty, length
from enregard.translate.checks.names import names
from enregard.translate.checks.negation import negation
from enregard.translate.checks.numbers import numbers
from enregard.translate.checks.omission import omission
from enregard.translate.checks.opposites import opposites
from enregard.translate.checks.pair import Pair, read_pair
from enregard.translate.checks.placeholders import markup, placeholders
from enregard.translate.checks.points import points
from enregard.translate.checks.pronouns import pronouns
from enregard.translate.checks.repetition import repetition
from enregard.translate.checks.signs import signs
from enregard.translate.checks.unbalanced import unbalanced
from enregard.translate.checks.untranslated import french, untranslated
from enregard.translate.checks.words import words
from enregard.translate.glossary.glossary import Glossary

__all__ = ["CHECKS", "KINDS", "Finding", "check"]

_NO_TERMS = Glossary()

Check = Callable[[Pair], Iterable[Finding]]

BLOCKING: tuple[Check, ...] = (empty, untranslated)
"""If one of these finds something, the other checks do not run: they would report everything as missing."""

CHECKS: tuple[Check, ...] = (
    addresses,
    placeholders,
    markup,
    numbers,
    dates,
    names,
    acronyms,
    languages,
    signs,
    negation,
    opposites,
    pronouns,
    length,
    omission,
    points,
    repetition,
    unbalanced,
    french,
    words,
)

_OF_OTHERS: Mapping[Check, str] = {
    dates: "numbers",
    acronyms: "names",
    opposites: "negation",
    points: "omission",
}
"""Checks whose findings have the kind of another check."""

KINDS = (*(each.__name__ for each in (*BLOCKING, *CHECKS) if each not in _OF_OTHERS), "glossary")
"""The kinds of findings, in the order of reports."""


def check(original: Text, translation: Text, terms: Glossary = _NO_TERMS) -> list[Finding]:
    """Return what `translation` seems to have lost from `original`, or added to it."""
    pair = read_pair(original, translation)
    for blocking in BLOCKING:
        if found := list(blocking(pair)):
            return found
    return [*(finding for each in CHECKS for finding in each(pair)), *glossary(pair, terms)]
