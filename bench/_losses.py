"""Damage correct translations in the ways that lose or change the meaning: more of `bench/_damages.py`."""

import re
from collections.abc import Mapping
from random import Random

from bench._damages import Damage, Damaged, insert, replace
from enregard.article.article import Text
from enregard.translate.checks.wordlists import opposites

_CLAUSE = re.compile(r"""[^,;:!?…()«»"“”–—]+""")
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LOWER = re.compile(r"(?<![\w'’-])[a-z]{5,}(?![\w'’-])")
_GENDERS = (
    {"he": "she", "his": "her", "him": "her", "himself": "herself"},
    {"she": "he", "her": "his", "hers": "his", "herself": "himself"},
)
_SYMBOLS = (
    "{0} ₽", "{0} €", "{0} $", "{0} £", "{0} ¥", "{0} %", "{0} ‰", "x ≤ {0}", "{0} → 9", "{0} m²", "| {0}",
    "x ≠ {0}", "☎ {0}",
)  # fmt: skip
_SYMBOL = re.compile(r"[^\w\s]|²")


def clause_dropped(random: Random, french: str, english: str) -> Damaged | None:
    """Drop a clause of three words or more, if both sides have as many clauses."""
    there, here = _clauses(french), _clauses(english)
    if len(there) != len(here) or len(there) < 2:
        return None
    places = [
        match for other, match in zip(there, here, strict=True) if min(_count(other[0]), _count(match[0])) > 2
    ]
    if not places:
        return None
    match = random.choice(places)
    end = match.end() + (match.end() < len(english))
    rest = f"{english[: match.start()].rstrip(' ,;:')} {english[end:].lstrip()}".strip()
    return Text(french), Text(rest[:1].upper() + rest[1:])


def word_garbled(random: Random, french: str, english: str) -> Damaged | None:
    """Join the beginning of a word with the end of another, as the model does with rare words."""
    places = list(_LOWER.finditer(english))
    if len(places) < 2:
        return None
    match, other = random.sample(places, 2)
    garbled = match[0][: random.randint(3, len(match[0]) - 1)] + other[0][-random.randint(3, 4) :]
    if garbled in english or garbled in french:
        return None
    return replace(french, english, match.start(), match.end(), garbled)


def symbol_dropped(random: Random, french: str, english: str) -> Damaged | None:
    """Insert an amount, a share or a formula into both, without its sign in the English."""
    amount = random.choice(_SYMBOLS).format(random.randint(2, 99))
    if not _SYMBOL.findall(amount) or any(sign in english for sign in _SYMBOL.findall(amount)):
        return None
    return insert(random, french, english, amount, " ".join(_SYMBOL.sub("", amount).split()))


def gender_swapped(random: Random, french: str, english: str) -> Damaged | None:
    """Swap the gender of all pronouns in the English, if they are of one gender."""
    words = {word.lower() for word in _WORDS.findall(english)}
    genders = [gender for gender in _GENDERS if not words.isdisjoint(gender)]
    if len(genders) != 1:
        return None

    def swap(match: re.Match[str]) -> str:
        new = genders[0].get(match[0].lower(), match[0])
        return new.capitalize() if match[0][0].isupper() else new

    return Text(french), Text(_WORDS.sub(swap, english))


def opposite_said(random: Random, french: str, english: str) -> Damaged | None:
    """Replace a word by its opposite."""
    theirs = {word.lower() for word in _WORDS.findall(french)}
    for words, _, right, wrong in opposites():
        if theirs.isdisjoint(words):
            continue
        for match in _WORDS.finditer(english):
            if match[0].lower() in right:
                return replace(french, english, match.start(), match.end(), random.choice(sorted(wrong)))
    return None


LOSSES: Mapping[Damage, str] = {
    clause_dropped: "omission",
    word_garbled: "words",
    symbol_dropped: "signs",
}
"""Each damage, and the kind of finding expected for it."""

LOSSES_BEYOND: Mapping[Damage, str] = {gender_swapped: "pronouns", opposite_said: "negation"}
"""Damages that the checks only find in part: most pronouns and words may be right in their context."""


def _clauses(text: str) -> list[re.Match[str]]:
    return [match for match in _CLAUSE.finditer(text) if _WORDS.search(match[0])]


def _count(text: str) -> int:
    return len(_WORDS.findall(text))
