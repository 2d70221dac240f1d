"""Whether two words are forms of one word, French or English, and the plural of an English noun."""

import re
from functools import cache, lru_cache
from typing import Any

_DERIVED = re.compile(
    r"(?:(?<=..)(?:ment|ion|ité|isme|iste|eur|age|ance|ence|able|ible|ant|ateur|ure)s?"
    r"|(?<=..)(?:er|ir|ez|ent|ait|aient|ra|ront|é|ée|és|ées))$"
)
_INVARIABLE = re.compile(r"(?:s|x|z|ch|sh)$")


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer  # late: only a glossary needs it

    return snowballstemmer.stemmer(language)


@lru_cache(maxsize=65536)
def french_stem(word: str) -> str:
    """What the forms of a French word have in common: gender and number taken away, in lower case.

    The stemmer takes suffixes that make other words too (`général` and `généralement`); where there is one
    it is given back.
    """
    small = word.lower()
    derived = _DERIVED.search(small)
    ending = derived[0].rstrip("s") if derived else ""
    ending = re.sub(r"^ées?$", "é", ending)
    return f"{_stemmer('french').stemWord(small)}+{ending}"


@lru_cache(maxsize=65536)
def english_stem(word: str) -> str:
    """What the forms of an English word have in common, in lower case."""
    small = word.lower().removesuffix("'s").removesuffix("'")
    stem: str = _stemmer("english").stemWord(small)
    return stem


def is_plural(word: str, singular: str) -> bool:
    """Whether `word`, a form of the French `singular`, is its plural."""
    if _INVARIABLE.search(singular.lower()):
        return False
    return word.lower().endswith(("s", "x"))


def plural(noun: str) -> str:
    """The plural of an English noun, or of a phrase by its head: `ministers of defence`."""
    head, between, rest = _split_head(noun)
    start, last = head[: head.rfind(" ") + 1], head[head.rfind(" ") + 1 :]
    if not last.isalpha() or last.isupper():
        return noun
    return f"{start}{_plural_word(last)}{between}{rest}"


def _split_head(noun: str) -> tuple[str, str, str]:
    match = re.search(r" (?:of|for|in|on|to|with|from|by) ", noun)
    return (noun[: match.start()], match[0], noun[match.end() :]) if match else (noun, "", "")


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
    if re.search(r"(?:s|x|z|ch|sh)$", small):
        return word if small.endswith("s") and not small.endswith("ss") else word + "es"
    return word + "s"
