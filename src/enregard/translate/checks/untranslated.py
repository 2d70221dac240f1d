"""Find French left in the English: whole sentences, and words."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from enregard.article.article import Finding
from enregard.article.edits import Spans
from enregard.translate.checks.kept_names import STREETS, kept_names
from enregard.translate.checks.pair import Pair, Side, Word
from enregard.translate.checks.wordlists import (
    common_words,
    counterparts,
    english_words,
    lexicon,
    shared_words,
    vocabulary,
)
from enregard.translate.checks.words import SHORTEST, stems

ECHO = 0.8
"""The minimum share of words in common with the original for a sentence to count as untranslated."""

_FRENCH = """
    au aux avec car ce ceci cela celle celui ces cet cette ceux chez ci comme dans de depuis des donc du
    elle elles en est et ete etait etaient eux ils je la le les leur leurs lui mais meme nous ont ou par parce
    pas pendant plusieurs qu quand que quel quelle quelles quels qui quoi sa sans se selon ses si soit sont
    sous sur ta tes toujours tous tout toute toutes tres un une vers vos votre notre nos vous été était à où
    même très dès là aussi alors ainsi afin aucun aucune autre autres avait avoir beaucoup bien deux entre
    être fait faire il y
"""
FRENCH = frozenset(_FRENCH.split())
"""French function words."""

_ENGLISH_WORDS = """
    about and any are at be been by can do for from had have he her his how i in into is it its not
    of our out she should so than that the their them then there these they this to was we were what
    when where which who will with would you your
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
"""English function words that are no French words."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_FIGURE = re.compile("[0-9²³¹⁰⁴-⁹₀-₉ₐ-ₜ]")  # in a formula
_QUOTED = re.compile(r'"[^"]{1,60}"|“[^”]{1,60}”|«[^»]{1,60}»|‘[^’]{1,60}’|\([^)]{1,60}\)')
_SUNG = re.compile(r"\b(?!nous|vous|\d)(\w{2,4})[ -]\1\b", re.IGNORECASE)
"""Syllables that are sung: `Tra la la`."""
_SHORT = 6
"""The maximum number of words of a line that may be nothing but such syllables."""
_ELIDED = re.compile(r"(?:[ldnsjmc]|qu|jusqu|lorsqu)['’][a-zà-ÿ]{2,}")
_ELISION = re.compile(r"[ld]['’]")
_LOANS = frozenset(
    {
        "d'etat",
        "d'oeuvre",
        "d'oeuvres",
        "d'etre",
        "l'oeil",
        "d'honneur",
        "d'arte",
        "avant",
        "vis",
        "raison",
        "terroir",
        "terroirs",
    }
)
_PARTICLES = frozenset({"de", "la", "le", "du", "des", "les", "en"})  # "en route", "Bartolomé de las Casas"
_MOST = 100
"""How many words left in French are looked for in names."""

_ACCENTED = re.compile("[àâçèéêëîïôùûœ]")


def untranslated(pair: Pair) -> Iterator[Finding]:
    """The translation does not repeat the original: "Il vient." must not stay "Il vient."."""
    in_names = _in_names(pair.english.words)
    words = [
        word
        for at, word in enumerate(pair.english.words)
        if word.text[0].islower()
        and not _FIGURE.search(word.text)
        and not (at in in_names and (word.text in _PARTICLES or word.text == "et"))
    ]
    if not words:
        return
    french = set(_WORD.findall(pair.french.plain))
    echoed = [word for word in words if word.text in french]
    first = pair.english.words[0]
    changed = first.text[0].isupper() and first.fold not in pair.french.folds and first.fold in vocabulary()
    if (
        len(echoed) >= ECHO * (len(words) + changed)
        and any(map(_must_change, echoed))
        and not _is_english(pair.french)
        and not _is_sung(pair.french)
    ):
        yield Finding("untranslated", "the translation repeats the original")


def _must_change(word: Word) -> bool:
    """Return whether a word is certainly French, not a name such as `.gitignore` or `homelab`."""
    if word.fold in FRENCH or word.fold in ("plus", "pour") or _ACCENTED.search(word.text):
        return True
    if _ELIDED.match(word.text):
        return word.text.islower()
    return (
        word.text not in shared_words()
        and word.fold not in vocabulary()
        and (word.fold in common_words() or word.fold in counterparts())
    )


def _is_sung(side: Side) -> bool:
    """Return whether a short text has syllables that are sung."""
    return len(side.words) <= _SHORT and _SUNG.search(side.plain) is not None


def _is_english(side: Side) -> bool:
    """Return whether an original is in English already."""
    english = sum(1 for word in side.words if word.text.lower() in _ENGLISH)
    return english > sum(1 for word in side.words if word.fold in FRENCH)


def french(pair: Pair) -> Iterator[Finding]:
    """No French words are left in the English: "the minister de la Défense has said"."""
    if _is_sung(pair.french):
        return
    left = _left_over(pair)
    if len({word.fold for word in left}) > 1 or any(
        (_is_certain(word) and word.fold not in _PARTICLES)
        or not (_may_be_english(word) or _is_joined(word, pair.english.plain))
        for word in left
    ):
        yield Finding("french", f"“{' '.join(word.text for word in left)}” is French")


def _left_over(pair: Pair) -> list[Word]:
    """Return the French words left in the English, except in short quotations and names."""
    originals = {word.text for word in pair.french.words}
    bare = {word.fold for word in pair.french.words if word.text.islower() and _ACCENTED.search(word.text)}
    words = pair.english.words
    found = []
    for at, word in enumerate(words):
        text = word.text
        if not text[0].islower() or len(text) < 2 or word.fold in _LOANS:
            continue
        if text in originals:
            is_left = text not in shared_words() and _is_french(word)
        elif word.fold in bare:
            is_left = text.isascii() and not _may_be_english(word)
        else:
            is_left = _ELIDED.match(text) is not None
        if is_left:
            found.append((at, word))
    if not found:
        return []
    in_names = _in_names(words) | kept_names(pair, (at for at, _ in found[:_MOST]))
    quoted = Spans(match.span() for match in _QUOTED.finditer(pair.english.plain))
    return [
        word for at, word in found if at not in in_names and not quoted.overlap((word.start, word.start + 1))
    ]


def _is_certain(word: Word) -> bool:
    return word.fold in FRENCH or "'" in word.fold or _ACCENTED.search(word.text) is not None


def _may_be_english(word: Word) -> bool:
    """Return whether a word, or what it may be a form of, is English too, or too short to tell."""
    return len(word.fold) < SHORTEST or any(stem in vocabulary() for stem in stems(word.fold))


def _is_joined(word: Word, plain: str) -> bool:
    """Return whether a hyphen joins a word to another: "avant-garde"."""
    end = word.start + len(word.text)
    return "-" in (plain[word.start - 1 : word.start], plain[end : end + 1])


def _is_french(word: Word) -> bool:
    return _is_certain(word) or (
        word.fold not in english_words() and (word.fold in common_words() or word.fold in lexicon())
    )


def _in_names(words: Sequence[Word]) -> set[int]:
    """Return the indices of words in names: "Journal de Montréal", "rue de la Fontaine"."""
    others = [at for at, word in enumerate(words) if word.fold not in FRENCH]
    found: set[int] = set()
    for before, after in pairwise(others):
        if words[before].text[0].isupper() and words[after].text[0].isupper():
            found.update(range(before + 1, after))
    for before, at, after in zip(others, others[1:], others[2:], strict=False):
        if words[before].text[0].isupper() and words[after].text[0].isupper():
            found.add(at)
    for at, word in enumerate(words):
        if word.text in STREETS:
            end = at + 1
            while end < len(words) and words[end].text in _PARTICLES:
                end += 1
            if end < len(words) and _ELISION.sub("", words[end].text)[:1].isupper():
                found.update(range(at, end + 1))
    return found
