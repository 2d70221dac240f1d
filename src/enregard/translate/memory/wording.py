"""Whether translations of one sentence agree, and whether one translation can be that of two sentences.

Compared is what a reader takes in: case, typography, contractions and placeholders make no other translation,
and neither does "she" for "he", which French often leaves to what was said before.
"""

import re
import unicodedata
from hashlib import blake2b

from enregard.translate.checks.untranslated import FRENCH
from enregard.translate.markup.placeholders import without_placeholders

CONSISTENCY = "consistency"
"""The kind of finding: one sentence is translated in two ways."""

REUSED = "reused"
"""The kind of finding: two sentences have one translation."""

ACROSS = frozenset({CONSISTENCY, REUSED})
"""The kinds that are found only where many sentences are looked at."""

_FEWEST_WORDS = 4  # of French: what "Oui." or "Il vient." is in English, the context decides
_FEWEST_ENGLISH = 8  # people say short things in many ways: "He isn't the manager", two of them in French
_FEWEST_OWN = 4
_MOST_COMMON = 0.2
_STEM = 4

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PERSONS = frozenset({"he", "she", "it", "him", "her", "his", "hers", "its"})
_SELVES = frozenset({"himself", "herself", "itself"})
_WHOLE = {
    "can't": "can not",
    "cannot": "can not",
    "won't": "will not",
    "shan't": "shall not",
    "let's": "let us",
}
_ENDINGS = (("n't", " not"), ("'ll", " will"), ("'ve", " have"), ("'re", " are"), ("'m", " am"))
_IS = re.compile(r"(he|she|it|that|there|here|this|what|who|where|how)'s")
_TYPOGRAPHY = str.maketrans({"’": "'", "ʼ": "'", "‑": "-", "\u00ad": None})


def sentence_key(msgid: str) -> bytes:
    """The same for sentences that differ in typography alone, 16 bytes."""
    return _digest(" ".join(unicodedata.normalize("NFKC", msgid.translate(_TYPOGRAPHY)).split()))


def wording(english: str) -> str:
    """What of a translation makes it another one than others of the same sentence."""
    words = []
    for match in _WORD.finditer(_plain(english)):
        word = match[0].lower().replace("’", "'")
        if word in _PERSONS:
            words.append("it")
        elif word in _SELVES:
            words.append("itself")
        else:
            words.append(_expanded(word) if "'" in word or word in _WHOLE else word)
    return " ".join(words)


def wording_key(wording: str) -> bytes:
    """16 bytes for a wording."""
    return _digest(wording)


def is_long(french: str) -> bool:
    """Whether a sentence says enough by itself to have one translation wherever it stands."""
    return len(_WORD.findall(_plain(french))) >= _FEWEST_WORDS


def is_telling(wording: str) -> bool:
    """Whether a translation says so much that two sentences hardly have it in common."""
    return len(wording.split()) >= _FEWEST_ENGLISH


def is_other_matter(one: str, other: str) -> bool:
    """Whether two French sentences have so few words in common that they cannot mean the same."""
    first, second = _own_words(one), _own_words(other)
    fewer = min(len(first), len(second))
    return fewer >= _FEWEST_OWN and len(first & second) <= _MOST_COMMON * fewer


def _own_words(french: str) -> frozenset[str]:
    """The beginnings of the words that carry the meaning, so that forms of a word are one."""
    words = (
        match[0].lower().rpartition("'")[2] for match in _WORD.finditer(_plain(french).replace("’", "'"))
    )
    return frozenset(
        word[:_STEM] for word in words if word not in FRENCH and (len(word) > 2 or word.isdigit())
    )


def _expanded(word: str) -> str:
    """A contraction in full; "he's" may also be "he has", which is seen no more."""
    if word in _WHOLE:
        return _WHOLE[word]
    if match := _IS.fullmatch(word):
        return f"{'it' if match[1] in _PERSONS else match[1]} is"
    for ending, full in _ENDINGS:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            return ("it" if stem in _PERSONS else stem) + full
    return word


def _plain(string: str) -> str:
    return without_placeholders(string) if "<" in string else string


def _digest(string: str) -> bytes:
    return blake2b(string.encode("utf-8", "surrogatepass"), digest_size=16).digest()
