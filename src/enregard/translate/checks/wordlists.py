"""Read the word lists in `data/` on first use."""

import lzma
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

STEM = 4
"""How many letters of an English word tell it apart in `lexicon` and `counterparts`."""


@cache
def shared_words() -> frozenset[str]:
    """Return words in lower case that are both French and English: "important", "question"."""
    return frozenset(_read_list("shared.txt"))


@cache
def frequent_words() -> frozenset[str]:
    """Return frequent French words, folded, that are not names even when capitalised: "assemblee"."""
    return frozenset(_read_list("common.txt"))


@cache
def common_words() -> frozenset[str]:
    """Return the `frequent_words` and rarer ones that are not English: "chevaliers"."""
    return frequent_words().union(_read_list("rare.txt"))


@cache
def unchanged_words() -> frozenset[str]:
    """Return the `common_words` that are the same in English when capitalised: "internet"."""
    return frozenset(_read_list("kept.txt"))


@cache
def english_words() -> frozenset[str]:
    """Return English words, folded, that are not names even when capitalised: "house"."""
    return frozenset(_read_list("english.txt"))


@cache
def lexicon() -> Mapping[str, frozenset[str]]:
    """Map French words to the first four letters of their translations: "maison" -> "hous", "home"."""
    return _read_pairs("lexicon.txt")


@cache
def exonyms() -> Mapping[str, frozenset[str]]:
    """Return the English forms of French names, all folded: "londres" -> "london"."""
    return _read_pairs("exonyms.txt")


@cache
def acronyms() -> Mapping[str, tuple[str, ...]]:
    """Map French acronyms to their accepted English forms, best first: "ONU" -> "UN", "United Nations"."""
    return {row[0]: tuple(row[1].split(", ")) for row in read_rows("acronyms.txt")}


class Counterparts(NamedTuple):
    """What a French word becomes in English."""

    rate: float
    """The share of translations that have one of the `stems`."""
    chance: float
    """The same for unrelated sentences of 20 words."""
    stems: frozenset[str]
    """The first four letters of its translations."""


@cache
def persons() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return folded French nouns for women, for men, and for both, told apart by the article."""
    women, men, either = (frozenset(row[1].split()) for row in read_rows("persons.txt"))
    return women, men, either


@cache
def signs() -> Mapping[str, str]:
    """Map signs to regular expressions for what they may be in English, in lower case."""
    return {row[0]: row[1] for row in read_rows("signs.txt")}


@cache
def opposites() -> tuple[tuple[frozenset[str], ...], ...]:
    """Return groups of folded words: French, French opposites, English, English opposites."""
    return tuple(tuple(frozenset(words.split()) for words in row) for row in read_rows("opposites.txt"))


@cache
def counterparts() -> Mapping[str, Counterparts]:
    """Map French words, folded, to what they become in English."""
    found = {}
    for row in read_rows("counterparts.txt.xz"):
        rate, chance = row[1].split()
        found[row[0]] = Counterparts(float(rate), float(chance), frozenset((row[0][:STEM], *row[2].split())))
    return found


@cache
def lengths() -> Mapping[str, float]:
    """Map frequent French words, folded, to the letters that their translations have on average."""
    return {word: float(letters) for word, letters in read_rows("lengths.txt")}


@cache
def vocabulary() -> frozenset[str]:
    """Return English words in lower case, British and American, besides those with regular affixes."""
    return frozenset(_read_list("vocabulary.txt.xz"))


def _read_pairs(name: str) -> dict[str, frozenset[str]]:
    return {french: frozenset(english.split()) for french, english in read_rows(name)}


def read_rows(name: str) -> list[list[str]]:
    """Return the lines of a file in `data/`, split into columns."""
    return [line.split("; ") for line in _read_list(name)]


def _read_list(name: str) -> list[str]:
    """Return the lines of a file in `data/`, without comments."""
    data = files(__package__).joinpath(f"data/{name}").read_bytes()
    text = (lzma.decompress(data) if name.endswith(".xz") else data).decode("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
