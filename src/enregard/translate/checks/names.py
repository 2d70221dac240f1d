"""Find names that vanished or changed."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice

from enregard.article.article import Finding
from enregard.translate.checks.languages import english_names, french_names, named
from enregard.translate.checks.pair import Pair, Word
from enregard.translate.checks.renamed import stands_otherwise, title_of
from enregard.translate.checks.untranslated import FRENCH
from enregard.translate.checks.wordlists import (
    STEM,
    common_words,
    counterparts,
    english_words,
    exonyms,
    lexicon,
    unchanged_words,
)

SIMILAR = 0.6
"""The minimum similarity (difflib's ratio of folded forms) of two spellings of one name."""

_SOUNDS = (
    ("tch", "s"), ("ch", "s"), ("sh", "s"), ("dj", "j"), ("kh", "h"), ("ou", "u"), ("ts", "z"), ("y", "i"),
    ("ck", "k"), ("c", "k"), ("w", "v"), ("gu", "g"), ("qu", "k"), ("ss", "s"), ("ff", "f"), ("ph", "f"),
)  # fmt: skip
_ROMAN = re.compile("[IVXLC]+(?:e|er|re|ère|ème)?")
_FRENCH_END = re.compile(
    r"(?:a[ci]que|ain|ains|aise?|aises|arde?s?|ee|enne|ennes|ette|eure?|ie|ien|iens|ienne|iennes|ies|ique|iques|isme|iste"
    r"|istes|ois|oise|oises|ion|ions)$"
)
_ENGLISH_END = re.compile(r"(?:us|os|is|as?|os?|es?|ers?|i|um|s)$")
_NOUN_END = re.compile(r"(?:eur|euse|rice|erie|ment|iste|logie|ion|aire|age|ure)s?$")
"""How many French nouns end that may have a capital: "Infirmerie", "Aviateurs"."""
_VOWELS = re.compile("ae|oe|oi|ei")
_FINALS = "aeio"
"""Final vowels that differ from language to language: "Sophie", "Sofia"."""

_OFTEN = 0.6
"""The minimum share of translations that keep a word, for it to be a name."""

_MOST = 100
"""How many names of a sentence are looked for in its translation: each is compared with every word."""

_ARTICLES = frozenset(
    {"au", "aux", "de", "des", "du", "en", "et", "il", "la", "le", "les", "sans", "sur", "sous", "un", "une"}
)
"""Function words that names may begin with: "Le Monde", "Les Halles"."""

_TRANSCRIBED = re.compile(r"ou|tch|ch|dj|gu[ei]|kh|sch|ov|ev|ef$|in$|ine$|ey|ei$|oi|ai|au|eu|ts|gn|[es]$")
"""What names have that French spells in its own way, such as those in other scripts."""
_DOUBLE = re.compile(r"(.)\1+")
_EXCHANGED = str.maketrans("ykzwq", "icsvc")
_TITLES = frozenset({"mme", "mlle", "mgr", "messieurs", "monsieur", "madame", "mds", "ets"})


def names(pair: Pair) -> Iterator[Finding]:
    """Names stay, or get their English form: "Londres" is "London", "Eltsine" is "Yeltsin"."""
    words = list(islice(_capitalised(pair), _MOST))
    lost = [word for word in words if not _survives(word, pair)]
    lost = [word for word in lost if not stands_otherwise(word, pair)]
    if _has_free_capitals(pair):
        lost = [word for word in lost if word.fold not in counterparts()]
    if not lost:
        yield from _fewer(words, pair)
        return
    countries = {word: codes for word in lost if (codes := _codes(word))}
    if countries:
        english = named(pair.english, english_names()).keys()
        lost = [word for word in lost if not english & countries.get(word, set())]
    for word in lost:
        if word in countries or (
            (_is_certain(word) or _in_surviving_name(word, pair)) and not _is_noun(word, pair)
        ):
            yield Finding("names", f"“{word.text}” is not in the translation")


def misspelt(pair: Pair) -> Iterator[Word]:
    """Yield the French names that the English spells otherwise, as if by mistake: "Ladoga", "Laduga".

    Names with a French spelling, such as those in `-ie` or with accents, may have another in English.
    """
    first = pair.french.words[:1]
    starts = (word for word in first if word.text[1:].islower() and word.fold not in FRENCH)
    for word in islice((*starts, *_capitalised(pair)), _MOST):
        text, name = word.text, word.fold
        if not text.isascii() or not text[1:].islower() or len(text) < 4 or _FRENCH_END.search(name):
            continue
        if not _is_certain(word) or name in pair.english.folds:
            continue
        if not exonyms().get(name, frozenset()).isdisjoint(pair.english.folds):
            continue
        others = [
            other.fold
            for other in pair.english.words
            if other.text[0].isupper()
            and other.fold not in pair.french.folds
            and other.fold not in english_words()
            and _is_similar(name, other.fold)
        ]
        if others and not any(
            may_transcribe(name, other) if _TRANSCRIBED.search(name) else _spelt_alike(name, other)
            for other in others
        ):
            yield word


def _spelt_alike(name: str, other: str) -> bool:
    """Return whether two folded names differ only by letters that the languages exchange: "Tolstoi"."""
    return name in other or other in name or _simplified(name) == _simplified(other)


def _simplified(name: str) -> str:
    return _DOUBLE.sub(r"\1", name.translate(_EXCHANGED).replace("ph", "f").replace("h", "")).rstrip("es")


def may_transcribe(french: str, english: str) -> bool:
    """Return whether two folded names may be one, as both languages spell it."""
    if french in english or english in french:
        return True
    ours, theirs = _spoken(french), _spoken(english)
    if ours == theirs or ours.rstrip("es") == theirs.rstrip("es"):
        return True
    return french.endswith(("e", "s")) and _ENGLISH_END.sub("", theirs) == ours.rstrip("es")


def _spoken(name: str) -> str:
    sound = _by_sound(_VOWELS.sub("e", name.replace("tch", "ch"))).replace("h", "").replace("ii", "i")
    return sound.removeprefix("i")


def _fewer(words: list[Word], pair: Pair) -> Iterator[Finding]:
    """Find a name that occurs less often than in the original, because it was dropped or replaced."""
    translation = Counter(word.fold for word in pair.english.words)
    original = Counter(word.fold for word in words)
    for word in words:
        if 0 < translation[word.fold] < original[word.fold] and (_is_certain(word) or _codes(word)):
            if sum(other.fold.startswith(word.fold) for other in pair.english.words) >= original[word.fold]:
                continue  # Nicaragua, Nicaraguan
            yield Finding("names", f"“{word.text}” is in the translation less often than in the original")
            return


def _capitalised(pair: Pair) -> Iterator[Word]:
    """Return the French words that may be names: capitalised, and not the first word of a sentence."""
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


def _has_free_capitals(pair: Pair) -> bool:
    """Return whether several ordinary words have capitals, as in verse or in titles."""
    ordinary = (
        word.fold
        for word in pair.french.words
        if word.text[0].isupper() and not word.first and word.fold in FRENCH
    )
    return sum(1 for word in ordinary if word not in _ARTICLES) > 1


def _is_certain(word: Word) -> bool:
    """Return whether the word can only be a name that every translation keeps."""
    if word.fold in unchanged_words() or _translates_itself(word):
        return True
    return word.fold not in common_words() and word.fold not in french_names()


def _translates_itself(word: Word) -> bool:
    """Return whether translations have a word as it is, and other sentences never: "Diego", "Mohamed"."""
    known = counterparts().get(word.fold)
    return (
        known is not None
        and known.stems == {word.fold[:STEM]}
        and known.chance == 0
        and known.rate > _OFTEN
        and word.fold not in french_names()
    )


def _is_noun(word: Word, pair: Pair) -> bool:
    """Return whether the word is an ordinary one with a capital, which English may render otherwise.

    It follows "l'", or belongs to a title that has other ordinary words: "Cour Suprême de Justice".
    """
    if pair.french.plain[max(word.start - 2, 0) : word.start].lower() in ("l'", "l’"):
        return True
    return (word.fold in unchanged_words() or bool(_NOUN_END.search(word.fold))) and any(
        other.fold in common_words()
        and other.fold not in pair.english.folds
        and other.fold not in _TITLES
        and not other.first
        for other in title_of(word, pair)
        if other != word
    )


def _in_surviving_name(word: Word, pair: Pair) -> bool:
    """Return whether the word is also English and next to a surviving name: "Grand" in "Grand Canyon"."""
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


def _survives(word: Word, pair: Pair) -> bool:
    """Return whether the English has the name in some form."""
    name, folds = word.fold, pair.english.folds
    if name in folds or not exonyms().get(name, frozenset()).isdisjoint(folds):
        return True
    if any(fold.endswith(f"'{name}") for fold in folds):  # d'Azur
        return True
    return any(
        _is_similar(name, other.fold) if not other.text.islower() else name[:4] == other.fold[:4]
        for other in pair.english.words
        if other.fold not in pair.french.folds or _is_derived(word, other)
    )


def _is_derived(word: Word, other: Word) -> bool:
    """Return whether a name that translates itself is derived from another: "Třeboňský" from "Třeboň"."""
    return not word.text.isascii() and other.text[0].isupper() and other.fold.startswith(word.fold[:-1])


def _codes(word: Word) -> set[str]:
    """Return the codes of the nations that `word` may name."""
    return {code for phrase, code in french_names().get(word.fold, ()) if len(phrase) == 1}


def _is_similar(french: str, english: str) -> bool:
    """Return whether two folded words may be the same name, or one derived from it: "bible", "biblical"."""
    if french[:4] == english[:4] or (len(french) > 4 and french in english):
        return True
    ours, theirs = _by_sound(french), _by_sound(english)
    if ours == theirs or (len(ours) > 4 and ours.rstrip(_FINALS) == theirs.rstrip(_FINALS)):
        return True
    if french[0] != english[0] and french[1:3] != english[1:3]:
        return False
    return (
        2 * min(len(french), len(english)) >= SIMILAR * (len(french) + len(english))
        and SequenceMatcher(None, french, english, autojunk=False).ratio() >= SIMILAR
    )


@lru_cache(maxsize=4096)
def _by_sound(name: str) -> str:
    """Spell a folded name the same way for French and English.

    Both languages transcribe other alphabets by sound: Khouchkadamov is Khushkadamov, Tchekhov is Chekhov.
    """
    for spelling, sound in _SOUNDS:
        name = name.replace(spelling, sound)
    return name
