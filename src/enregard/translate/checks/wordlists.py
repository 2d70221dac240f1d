"""The word lists in `data/`, read when first asked for."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def shared_words() -> frozenset[str]:
    """Words in small letters that are both French and English: "important", "question"."""
    return frozenset(_lines("shared.txt"))


@cache
def common_words() -> frozenset[str]:
    """French words, folded, that are no names although they may have a capital letter: "assemblee"."""
    return frozenset(_lines("common.txt"))


@cache
def kept_words() -> frozenset[str]:
    """Those of `common_words` that with a capital letter are the same in English: "internet"."""
    return frozenset(_lines("kept.txt"))


@cache
def english_words() -> frozenset[str]:
    """English words, folded, that are no names although they may have a capital letter: "house"."""
    return frozenset(_lines("english.txt"))


@cache
def lexicon() -> Mapping[str, frozenset[str]]:
    """Beginnings (four letters) of English words for a French one, folded: "chiens" -> "dogs"."""
    rows = (line.split("; ") for line in _lines("lexicon.txt"))
    return {french: frozenset(english.split()) for french, english in rows}


@cache
def exonyms() -> Mapping[str, frozenset[str]]:
    """What names are called in English, both folded: "londres" -> "london"."""
    rows = (line.split("; ") for line in _lines("exonyms.txt"))
    return {french: frozenset(english.split()) for french, english in rows}


def _lines(name: str) -> list[str]:
    text = files(__package__).joinpath(f"data/{name}").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
