"""Read the word lists in `data/` on first use."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def shared_words() -> frozenset[str]:
    """Return words in lower case that are both French and English: "important", "question"."""
    return frozenset(_read_list("shared.txt"))


@cache
def common_words() -> frozenset[str]:
    """Return French words, folded, that are not names even when capitalised: "assemblee"."""
    return frozenset(_read_list("common.txt"))


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


def _read_pairs(name: str) -> dict[str, frozenset[str]]:
    return {french: frozenset(english.split()) for french, english in read_rows(name)}


def read_rows(name: str) -> list[list[str]]:
    """Return the lines of a file in `data/`, split into columns."""
    return [line.split("; ") for line in _read_list(name)]


def _read_list(name: str) -> list[str]:
    """Return the lines of a file in `data/`, without comments."""
    text = files(__package__).joinpath(f"data/{name}").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
