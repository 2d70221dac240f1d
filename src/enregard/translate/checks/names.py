"""Names that vanished, or became others."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from enregard.article.article import Finding
from enregard.translate.checks.languages import english_names, french_names, named
from enregard.translate.checks.pair import Pair, Word
from enregard.translate.checks.wordlists import common_words, english_words, exonyms, kept_words, lexicon

ALIKE = 0.6
"""From this similarity on (difflib's ratio of the folded forms), two spellings are of one name."""

_SOUNDS = (
    ("tch", "c"), ("ch", "s"), ("sh", "s"), ("dj", "j"), ("kh", "h"), ("ou", "u"), ("ts", "z"), ("y", "i"),
    ("ck", "k"), ("c", "k"), ("w", "v"), ("gu", "g"), ("qu", "k"), ("ss", "s"), ("ff", "f"),
)  # fmt: skip
_ROMAN = re.compile("[IVXLC]+(?:e|er|re|ère|ème)?")
_TITLES = frozenset({"mme", "mlle", "mgr", "messieurs", "monsieur", "madame"})


def names(pair: Pair) -> Iterator[Finding]:
    """Names are kept, or written the English way: "Londres" is "London", "Eltsine" is "Yeltsin"."""
    words = list(_capitalised(pair))
    lost = [word for word in words if not _kept(word, pair)]
    if not lost:
        yield from _fewer(words, pair)
        return
    countries = {word: codes for word in lost if (codes := _codes(word))}
    if countries:
        english = named(pair.english, english_names()).keys()
        lost = [word for word in lost if not english & countries.get(word, set())]
    for word in lost:
        if _sure(word) or word in countries or _in_kept_name(word, pair):
            yield Finding("names", f"“{word.text}” is not in the translation")


def _fewer(words: list[Word], pair: Pair) -> Iterator[Finding]:
    """A name that comes less often than in the original, be it dropped or replaced there."""
    here = Counter(word.fold for word in pair.english.words)
    there = Counter(word.fold for word in words)
    for word in words:
        if 0 < here[word.fold] < there[word.fold] and (_sure(word) or _codes(word)):
            yield Finding("names", f"“{word.text}” is in the translation less often than in the original")
            return


def _capitalised(pair: Pair) -> Iterator[Word]:
    """The French words that may be names: a capital letter, and not because a sentence begins."""
    for word in pair.french.words:
        text = word.text
        if (
            text[0].isupper()
            and not word.first
            and len(text) > 2
            and not (text.isupper() and len(text) < 6)
            and word.fold not in _TITLES
            and not _ROMAN.fullmatch(text)
        ):
            yield word


def _sure(word: Word) -> bool:
    """Whether it can be nothing but a name that every translation keeps."""
    if word.fold in kept_words():
        return True
    return word.fold not in common_words() and word.fold not in french_names()


def _in_kept_name(word: Word, pair: Pair) -> bool:
    """Whether it is an English word too, next to a name that was kept: "Grand Canyon"."""
    if word.fold not in english_words():
        return False
    translated = lexicon().get(word.fold, frozenset())
    if any(fold[:4] in translated for fold in pair.english.folds):
        return False
    end = word.start + len(word.text)
    return any(
        other.text[0].isupper() and other.fold in pair.english.folds and other.fold not in french_names()
        for other in pair.french.words
        if other.start == end + 1 or other.start + len(other.text) + 1 == word.start
    )


def _kept(word: Word, pair: Pair) -> bool:
    """Whether the English has the name in some form."""
    name, folds = word.fold, pair.english.folds
    if name in folds or not exonyms().get(name, frozenset()).isdisjoint(folds):
        return True
    return any(
        _alike(name, other.fold) if not other.text.islower() else name[:4] == other.fold[:4]
        for other in pair.english.words
        if other.fold not in pair.french.folds  # it answers that one
    )


def _codes(word: Word) -> set[str]:
    """The countries (and languages) that `word` may name."""
    return {code for phrase, code in french_names().get(word.fold, ()) if len(phrase) == 1}


def _alike(french: str, english: str) -> bool:
    """Whether two folded words may be the same name, or one made from it: "bible", "biblical"."""
    if french[:4] == english[:4] or (len(french) > 4 and french in english):
        return True
    if _respelt(french) == _respelt(english):
        return True
    if french[0] != english[0] and french[1:3] != english[1:3]:
        return False
    return (
        2 * min(len(french), len(english)) >= ALIKE * (len(french) + len(english))
        and SequenceMatcher(None, french, english, autojunk=False).ratio() >= ALIKE
    )


@lru_cache(maxsize=4096)
def _respelt(name: str) -> str:
    """A folded name with one spelling for sounds that French and English write each in their way.

    Both spell names from other alphabets by ear: Khouchkadamov is Khushkadamov, Tchekhov Chekhov.
    """
    for other, one in _SOUNDS:
        name = name.replace(other, one)
    return name
