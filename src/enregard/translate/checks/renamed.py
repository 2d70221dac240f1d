"""Find names that the translation has in another form.

"Iron Man" may be "Ironman", "New York" "NY", "Russie" "our country", and "Ilda Figueiredo" "Mrs Figueiredo".
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from itertools import pairwise

from enregard.translate.checks.acronyms import stands
from enregard.translate.checks.languages import french_names
from enregard.translate.checks.pair import Pair, Word, fold
from enregard.translate.checks.wordlists import acronyms, exonyms

_ARTICLES = ("de ", "du ", "des ", "de la ", "de l'", "d'")
_LINKS = frozenset(
    {" ", "-", " et ", *(f"{before}{article}" for before in (" ", " et ") for article in _ARTICLES)}
)
"""What may stand between two words of one name."""

_MOST = 20
"""How many words to each side of a word are looked at for its name."""

_PLACE = re.compile(
    r"\b(?:this|our|the|that|their|its|home|native) (?:country|nation|city|town)\b", re.IGNORECASE
)
_FRENCH_PLACE = re.compile(r"\b(?:pays|nation|patrie|territoire|ville|cité|commune)", re.IGNORECASE)
_TITLE = r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady)\.? "
_FRENCH_TITLE = re.compile(
    r"\b(?:M|MM|Mmes?|Mlles?|Dre?|Pre?|docteure?|professeure?|monsieur|madame|lord|sir)\.? \Z", re.IGNORECASE
)
_LONGEST_TITLE = 16
_LONGEST_ACRONYM = 5

_PRONOUNS = tuple(
    (re.compile(rf"\b(?:{before})\Z", re.IGNORECASE), frozenset(french.split()), frozenset(english.split()))
    for before, french, english in (
        (r"de |d['’]|de la |de l['’]|du |des ", "son sa ses leur leurs", "its their"),
        (r"à |en |dans |vers |au |aux ", "y ici la ou", "there here"),
    )
)
"""What precedes a name in French; the French pronouns that may stand for it there; the English ones."""

_LONGEST_PREPOSITION = 8
_THERE_IS = re.compile(
    r"\bthere(?=['’]s\b| (?:is|are|was|were|will|would|has|have|had|can|could|may|might|must|seems)\b)",
    re.IGNORECASE,
)
_NEAR = 0.16
"""How far apart, as a share of the sentence, a name and a pronoun for it may be."""


def stands_otherwise(word: Word, pair: Pair) -> bool:
    """Return whether the English has the name that `word` belongs to in another form."""
    return any(rule(word, pair) for rule in _RULES)


def title_of(word: Word, pair: Pair) -> list[Word]:
    """Return the capitalised words around `word` that are joined to it: "Cour Suprême de Justice"."""
    words = pair.french.words
    at = bisect_left(words, word.start, key=lambda other: other.start)
    around = [other for other in words[max(at - _MOST, 0) : at + _MOST] if other.text[0].isupper()]
    at = around.index(word)
    first, last = at, at
    while first and _is_joined(around[first - 1], around[first], pair):
        first -= 1
    while last + 1 < len(around) and _is_joined(around[last], around[last + 1], pair):
        last += 1
    return around[first : last + 1]


def _is_joined(first: Word, second: Word, pair: Pair) -> bool:
    between = pair.french.plain[first.start + len(first.text) : second.start]
    return between.replace("’", "'") in _LINKS


def _is_acronym(word: Word, pair: Pair) -> bool:
    """An acronym may be written like a word: "Finul" is "UNIFIL"."""
    return word.text.upper() in acronyms() and stands(word.text.upper(), pair.english.plain)


def _is_compound(word: Word, pair: Pair) -> bool:
    """Two words may become one: "Iron Man" is "Ironman", "Michel-Ange" "Michelangelo"."""
    return any(
        word in pieces
        and any(fold.startswith(pieces[0].fold + pieces[1].fold) for fold in pair.english.folds)
        for pieces in pairwise(title_of(word, pair))
    )


def _is_hyphenated(word: Word, pair: Pair) -> bool:
    """Another part of the name may stand for all of it: "Aix-la-Chapelle" is "Aachen"."""
    start = max(pair.french.plain.rfind(" ", 0, word.start), pair.french.plain.rfind("\u00a0", 0, word.start))
    end = pair.french.plain.find(" ", word.start)
    parts = pair.french.plain[start + 1 : end if end >= 0 else None].split("-")
    return len(parts) > 1 and any(
        not exonyms().get(fold(part), frozenset()).isdisjoint(pair.english.folds) for part in parts
    )


def _is_abbreviated(word: Word, pair: Pair) -> bool:
    """A name may be abbreviated: "New York" is "NY"."""
    initials = sorted(other.text[0].upper() for other in title_of(word, pair))
    return len(initials) > 1 and any(
        other.text.isupper() and sorted(other.text) == initials and other.fold not in pair.french.folds
        for other in pair.english.words
    )


def _is_described(word: Word, pair: Pair) -> bool:
    """A country or a town may be just called so."""
    return (
        (word.fold in french_names() or word.fold in exonyms())
        and _PLACE.search(pair.english.plain) is not None
        and not _FRENCH_PLACE.search(pair.french.plain)
    )


def _has_title(word: Word, pair: Pair) -> bool:
    """A first name may give way to a title."""
    title = title_of(word, pair)
    last = title[-1]
    return (
        len(title) == 2
        and last != word
        and re.search(_TITLE + re.escape(last.text), pair.english.plain) is not None
        and not _FRENCH_TITLE.search(pair.french.plain, max(word.start - _LONGEST_TITLE, 0), word.start)
    )


def _is_in_acronym(word: Word, pair: Pair) -> bool:
    """An institution may be abbreviated, and a country with it: "Académie des sciences de Russie", "RAN"."""
    return word.fold in french_names() and any(
        other.text.isupper()
        and 1 < len(other.text) <= _LONGEST_ACRONYM
        and word.text[0].upper() in other.text
        and other.fold not in pair.french.folds
        for other in pair.english.words
    )


def _is_pronoun(word: Word, pair: Pair) -> bool:
    """A name may become a pronoun, at about the same place: "l'attitude de Berlin", "its attitude"."""
    english, french = pair.english, pair.french
    place = word.start / len(french.plain)
    before = french.plain[max(word.start - _LONGEST_PREPOSITION, 0) : word.start]
    there_is = {match.start() for match in _THERE_IS.finditer(english.plain)}
    for preposition, theirs, ours in _PRONOUNS:
        if preposition.search(before):
            found = [each.start for each in english.words if each.fold in ours and each.start not in there_is]
            more = len(found) > sum(each.fold in theirs for each in french.words)
            return more and any(abs(start / len(english.plain) - place) < _NEAR for start in found)
    return False


_RULES: tuple[Callable[[Word, Pair], bool], ...] = (
    _is_acronym,
    _is_compound,
    _is_hyphenated,
    _is_abbreviated,
    _is_described,
    _has_title,
    _is_in_acronym,
    _is_pronoun,
)
