"""Correct "a" and "an" before acronyms, and before what replaced a mask."""

import re
from collections.abc import Iterator

from enregard.article.edits import Edit
from enregard.article.typography import without_accents
from enregard.translate.checks.acronyms import forms

_BEFORE = re.compile(r"\b([Aa])(n?) (?=[A-Z][A-Z0-9]+s?\b(?!['’]?[a-z]))")
_ARTICLE = re.compile(r"\b([Aa])(n?) \Z")
_WORD = re.compile(r"[\w-]+")
_AS_WORDS = frozenset(
    """
    FEMA FIFA FLAC FOSS HALO HAZMAT HEPA LAMP LAN LASER LIDAR LORAN MAC MASH MERS MIDI MOOC NAS MOX NAFTA NAND
    NASA NASDAQ NATO RADAR RAID RAM REACH RICO RISC ROM SALT SAM SARS SCOP SCUBA SEPA SIM SMART SOLAS START
    STEM SWAT SWIFT SAFER SAMU SMIC SMUR SEGPA FADET FICOBA FRAPNA FARC FIVA FNAC FIDES FNAIR
    """.split()  # noqa: SIM905
)
"""Acronyms read as words; letter by letter, they would begin with a vowel ("eff", "aitch", "ell")."""

_EITHER = frozenset({"FAQ", "SQL", "HERO", "HOTEL"})
_CLUSTERS = frozenset("BL BR CH CL CR DR FL FR GL GR PL PR SC SH SK SL SM SN SP ST SW TH TR".split())  # noqa: SIM905
_VOWELS = frozenset("AEIOUY")
_LETTERWISE = 3
"""Acronyms of so many letters are mostly read letter by letter."""

_A_FRENCH = re.compile(r"\b[Uu]ne?\s+([A-Z][A-Z0-9]+)(?![\w-])")
_BARE = re.compile(
    r"(?:\A[\"'(]{0,2}|\b(?:and|as|at|by|for|from|had|has|have|in|is|of|on|or|to|was|with) )\Z"
)
_VOWEL_NUMBER = re.compile(r"8|11(?!\d)|18(?!\d)|1[18],\d{3}(?!,)")
_CONSONANT = re.compile(r"eu|one?\b|u(?:b[iu]|k|n[iu]|r[aeiou]|s[aeiou]|t[eio])|uni")


def before(plain: str, start: int, words: str) -> Iterator[Edit]:
    """Yield the edit that corrects the article in `plain` before `start`, where `words` are put."""
    word = _WORD.search(words)
    if word and (match := _ARTICLE.search(plain, max(0, start - 3), start)):
        yield from _corrected(match, word[0])


def in_english(french: str, plain: str) -> Iterator[Edit]:
    """Yield edits that correct the articles of acronyms in `plain`, the English of `french`.

    If the French has `un` or `une` before an acronym that has no article in the English, it gets one.
    """
    for match in _BEFORE.finditer(plain):
        if word := _WORD.match(plain, match.end()):
            yield from _corrected(match, word[0])
    for acronym in _english_acronyms(french, plain):
        if (found := re.search(rf"(?<![\w-]){re.escape(acronym)}(?![\w-])", plain)) is None:
            continue
        if bare := _BARE.search(plain, max(0, found.start() - 6), found.start()):
            article = "an" if takes_an(acronym) else "a"
            yield Edit(
                found.start(), found.start(), (article if bare[0][-1:] == " " else article.capitalize()) + " "
            )


def _english_acronyms(french: str, plain: str) -> Iterator[str]:
    """Yield the acronyms after `un` in the French, in the form that they have in the English."""
    for acronym in dict.fromkeys(_A_FRENCH.findall(french)):
        yield acronym if acronym in plain else forms(acronym)[0]


def takes_an(word: str) -> bool | None:
    """Return whether "an" is right before `word`; None if both are, or if it is unclear."""
    if word[:1].isdigit():
        return _VOWEL_NUMBER.match(word) is not None
    if len(word) > 1 and word.rstrip("s").isupper():
        return _acronym_takes_an(word.rstrip("s"))
    small = without_accents(word.lower())
    if small[:1] not in "aeiou":
        return None if small[:1] in {"h", ""} or not small[0].isalpha() else False
    return _CONSONANT.match(small) is None


def _acronym_takes_an(word: str) -> bool | None:
    if word in _EITHER:
        return None
    if word[0] in "AEIO":
        return True
    if word[0] == "U":
        return False if len(word) <= _LETTERWISE else None
    if word[0] not in "FHLMNRSX" or word in _AS_WORDS:
        return False
    if len(word) <= _LETTERWISE or not word.isalpha():
        return True
    pronounceable = word[1] in _VOWELS or (word[:2] in _CLUSTERS and word[2] in _VOWELS)
    return None if pronounceable else True


def _corrected(article: re.Match[str], word: str) -> Iterator[Edit]:
    right = takes_an(word)
    if right is not None and right is not bool(article[2]):
        yield Edit(*article.span(2), "n" if right else "")
