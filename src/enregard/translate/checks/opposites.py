"""Find words that became their opposite."""

import re
from collections.abc import Iterator
from functools import cache

from enregard.article.article import Finding
from enregard.translate.checks.negation import NEGATIVE
from enregard.translate.checks.pair import Pair
from enregard.translate.checks.wordlists import opposites as known

_TAX = re.compile(
    r"(?:hors|sans)[ -](?:taxes?|TVA)|\bHT\b|(?P<included>TTC\b|(?:taxes?|TVA) (?:comprises?|incluses?))",
    re.IGNORECASE,
)
_WITH_TAX = re.compile(
    r"(?:with|incl\w*\.?|plus)(?: all| sales)? (?:tax|VAT)|(?:tax\w*|VAT) incl", re.IGNORECASE
)
_WITHOUT_TAX = re.compile(
    r"(?:without|excl\w*\.?|before|plus|not including|exempt from)(?: all| sales)? (?:tax|VAT)"
    r"|(?:tax\w*|VAT)[ -](?:excl|free)",
    re.IGNORECASE,
)

_TAXES = frozenset({"taxe", "taxes", "tva", "ht", "ttc"})
_FEW = 4
"""The maximum number of words of a label."""

_DENIES = frozenset({"ne", "n", "pas", "non", "ni", "sans", "aucun", "aucune", "jamais"})


def opposites(pair: Pair) -> Iterator[Finding]:
    """Words do not become their opposite: "fermé" must not become "open"."""
    if not pair.french.folds.isdisjoint(_TAXES) and (tax := _TAX.search(pair.french.plain)):
        same, other = (_WITH_TAX, _WITHOUT_TAX) if tax["included"] else (_WITHOUT_TAX, _WITH_TAX)
        if not same.search(pair.english.plain) and (found := other.search(pair.english.plain)):
            yield Finding("negation", f"“{tax[0]}” became its opposite, “{found[0]}”")
    french, english = pair.french.folds, pair.english.folds
    if french.isdisjoint(_known_words()):
        return
    is_short = len(pair.french.words) <= _FEW
    denied = not french.isdisjoint(_DENIES) or NEGATIVE.search(pair.english.plain) is not None
    for words, opposed, right, wrong in known():
        is_label = "*" in words
        if (
            (is_short if is_label else not denied)  # "not allowed" is "forbidden"
            and not french.isdisjoint(words)
            and french.isdisjoint(opposed)
            and not english.isdisjoint(wrong)
            and english.isdisjoint(right)
        ):
            said = next(word.text for word in pair.french.words if word.fold in words)
            heard = next(word.text for word in pair.english.words if word.fold in wrong)
            yield Finding("negation", f"“{said}” became its opposite, “{heard}”")
            return


@cache
def _known_words() -> frozenset[str]:
    return frozenset.union(*(row[0] for row in known()))
