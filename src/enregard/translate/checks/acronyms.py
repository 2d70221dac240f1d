"""Find acronyms that changed: "CRPA" must not become "RCAP"."""

import re
from collections import Counter
from collections.abc import Iterator

from enregard.article.article import Finding
from enregard.translate.checks.pair import Pair, fold
from enregard.translate.checks.untranslated import FRENCH
from enregard.translate.checks.wordlists import acronyms as known
from enregard.translate.checks.wordlists import common_words, exonyms

_ACRONYM = re.compile(r"(?<![\w@#/.&$-])[A-ZÀÂÇÉÈÊÎÔ][A-ZÀÂÇÉÈÊÎÔ0-9]{1,6}(?![\w@/-]|\.\w)")
_CAPITALS = re.compile(r"(?<!\w)[A-Z][A-Z0-9]+(?=s?(?!\w))")
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_TITLES = frozenset({"ME", "MM", "MR", "MRS", "PR", "ST", "STE"})
_DOTS = re.compile(r"(?<=\b[A-Z])\.(?=[A-Z]\b)")
_LANGUAGES = frozenset({"FR", "EN", "ES", "DE", "IT", "NL", "PT"})
_LONG = 6
"""Acronyms this long are not mistaken for a word in small letters: "Unaids"."""

_LONGEST = 7
_SMALL_WORDS = 3
_LOUD = 0.5
"""The minimum share of capitals, acronyms apart, for a text to be in capitals, where none can be told."""


def acronyms(pair: Pair) -> Iterator[Finding]:
    """Acronyms stay, or get their English form: "ONU" is "UN"; "CRPA" must not become "RCAP"."""
    french, english = pair.french.plain, pair.english.plain
    lost = [word for start, end in find_acronyms(french) if not stands(word := french[start:end], english)]
    if not lost:
        return
    theirs = {form for start, end in find_acronyms(french) for form in forms(french[start:end])}
    theirs.update(_CAPITALS.findall(french))
    made_up = set(_CAPITALS.findall(_DOTS.sub("", english))) - theirs
    for word in dict.fromkeys(lost):
        if any(_may_be(word, other) and not _is_spelt_out(other, pair) for other in made_up):
            yield Finding("names", f"“{word}” is not in the translation")


def find_acronyms(french: str) -> list[tuple[int, int]]:
    """Return the spans of the acronyms in a French text; one that is all in capitals has none."""
    found = [match for match in _ACRONYM.finditer(french) if _is_acronym(match[0])]
    if not found:
        return []
    own = sum(len(match[0]) for match in found)
    letters, capitals = sum(map(str.isalpha, french)), sum(map(str.isupper, french))
    return [match.span() for match in found] if capitals - own < _LOUD * (letters - own) else []


def forms(acronym: str) -> tuple[str, ...]:
    """Return the accepted English forms of a French acronym, best first."""
    names = (form.upper() for form in exonyms().get(fold(acronym), ()))  # KABOUL is no acronym
    return known().get(acronym, (acronym, *names))


def stands(acronym: str, english: str) -> bool:
    """Return whether `english` has a French acronym in one of its forms, in singular or plural."""
    english = _DOTS.sub("", english)
    return any(_has(form, english) for form in forms(acronym))


def _may_be(acronym: str, other: str) -> bool:
    """Return whether another acronym may stand for one: it has most of its letters, or is a language's."""
    if acronym in _LANGUAGES and other in _LANGUAGES:
        return True
    common = (Counter(acronym) & Counter(other)).total()
    return len(other) > 1 and 2 * common > max(len(acronym), len(other)) and acronym not in other


def _is_spelt_out(acronym: str, pair: Pair) -> bool:
    """Return whether the English has an acronym after the words that it stands for: "Standard Model (SM)"."""
    words = pair.english.words
    letters = sorted(acronym)
    for at, word in enumerate(words):
        if word.text == acronym:
            for size in range(len(acronym), len(acronym) + _SMALL_WORDS + 1):
                initials = [
                    other.text[0] for other in words[max(at - size, 0) : at] if other.text[0].isupper()
                ]
                if sorted(initials) == letters:
                    return True
    return False


def _has(form: str, english: str) -> bool:
    pattern = rf"(?<![^\W_]){re.escape(form)}(?:e?s)?(?![^\W_])"
    any_case = form.islower() or len(form) >= _LONG
    return re.search(pattern, english, re.IGNORECASE if any_case else 0) is not None


def _is_acronym(word: str) -> bool:
    if word in known():
        return True
    return (
        len(word) <= _LONGEST
        and sum(map(str.isalpha, word)) > 1
        and word not in _TITLES
        and not _ROMAN.fullmatch(word)
        and fold(word) not in FRENCH
        and fold(word) not in common_words()
    )
