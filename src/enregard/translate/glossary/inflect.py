"""Recognise forms of French and English words, and form the plural of English nouns."""

import re
from functools import cache, lru_cache
from typing import Any

_SINGULARS = (("aux", "al"), ("aux", "ail"), ("aux", "au"), ("s", ""), ("x", ""))
_MASCULINES = (
    # Feminine and masculine endings. Some are left out on purpose: `médecine` is medicine, not a `médecin`
    # (doctor), and a `règle générale` has nothing to do with a `général`.
    ("trice", "teur"), ("euse", "eur"), ("eure", "eur"), ("enne", "en"), ("onne", "on"), ("ane", "an"),
    ("aine", "ain"), ("ère", "er"), ("ive", "if"), ("ette", "et"), ("ée", "é"), ("te", "t"), ("de", "d"),
)  # fmt: skip
_INVARIABLE = re.compile(r"(?:s|x|z|ch|sh)$")


@cache
def _english_stemmer() -> Any:
    import snowballstemmer  # late: only a glossary needs it

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=65536)
def is_form(word: str, term: str) -> bool:
    """Return whether `word` is a form of the French `term`: singular or plural, masculine or feminine.

    A stemmer would confuse more: `malades` with `maladie`, `armés` with `armée`, `emploie` with `emploi`.
    """
    return not base_forms(word).isdisjoint(singular_forms(term.lower()))


@lru_cache(maxsize=65536)
def base_forms(word: str) -> frozenset[str]:
    """Return `word` and the words that it may be the plural or the feminine of, in lower case."""
    forms = singular_forms(word.lower())
    return frozenset(forms.union(*(_masculines(one) for one in forms if not one.endswith("mente"))))


def singular_forms(word: str) -> set[str]:
    """Return `word`, and the words that it may be the plural of."""
    return {word} | {word.removesuffix(many) + one for many, one in _SINGULARS if word.endswith(many)}


def _masculines(word: str) -> set[str]:
    """Return the words that `word` may be the feminine of."""
    return {word.removesuffix(hers) + his for hers, his in _MASCULINES if word.endswith(hers)}


@lru_cache(maxsize=65536)
def english_stem(word: str) -> str:
    """Return the stem of an English word, in lower case."""
    small = word.lower().removesuffix("'s").removesuffix("'")
    stem: str = _english_stemmer().stemWord(small)
    return stem


def is_plural(word: str, singular: str) -> bool:
    """Return whether `word`, a form of the French `singular`, is its plural."""
    return not _INVARIABLE.search(singular.lower()) and word.lower().endswith(("s", "x"))


def plural(noun: str) -> str:
    """Return the plural of an English noun or phrase: `ministers of defence`."""
    head = re.split(r" (?:of|for|in|on|to|with|from|by|against|at|under|without|into) ", noun, maxsplit=1)[0]
    last = head.rpartition(" ")[2]
    if not last.replace("-", "").isalpha() or last.isupper():
        return noun
    return head.removesuffix(last) + _plural_word(last) + noun.removeprefix(head)


def _plural_word(word: str) -> str:
    irregular = {"man": "men", "woman": "women", "person": "people", "child": "children", "staff": "staff"}
    small = word.lower()
    for one, many in irregular.items():
        if small.endswith(one):
            return word[: len(word) - len(one)] + (
                many if small != one or word.islower() else many.capitalize()
            )
    if small in {"forces", "news", "aircraft", "police", "media", "data", "headquarters", "series"}:
        return word
    if re.search(r"[^aeiou]y$", small):
        return word[:-1] + "ies"
    if small.endswith("sis"):
        return word[:-2] + "es"
    if re.search(r"(?:ss|us|x|z|ch|sh)$", small):
        return word + "es"
    return word if small.endswith("s") else word + "s"
