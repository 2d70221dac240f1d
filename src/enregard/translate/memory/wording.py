"""Decide whether two translations of a sentence agree, and whether two sentences may share a translation.

Case, typography, contractions and placeholders make no difference. Nor does "he" instead of "she": French
often leaves this to the context.
"""

import re
from hashlib import blake2b

from enregard.article.typography import canonical
from enregard.translate.checks.untranslated import FRENCH
from enregard.translate.markup.placeholders import without_placeholders

CONSISTENCY = "consistency"
"""Kind of finding: one sentence has two translations."""

REUSED = "reused"
"""Kind of finding: two sentences have one translation."""

TERMS = "terms"
"""Kind of finding: an article has two translations of a term."""

ACROSS_ARTICLES = frozenset({CONSISTENCY, REUSED})
"""Kinds of findings that compare a sentence with the reviewed ones of all articles."""

CROSS_SENTENCE = ACROSS_ARTICLES | {TERMS}
"""Kinds of findings that compare sentences with each other."""

_FEWEST_WORDS = 4  # of French: the context decides what "Oui." or "Il vient." is in English
_FEWEST_ENGLISH = 8  # words: French may have two sentences for one as short as "He isn't the manager"
_FEWEST_OWN = 4
_MOST_COMMON = 0.2
_STEM = 4

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PERSONS = dict.fromkeys(("he", "she", "it", "him", "her", "his", "hers", "its"), "it")
_WHOLE = {"can't": "can not", "cannot": "can not", "won't": "will not", "shan't": "shall not"}
_WHOLE |= {"let's": "let us", "himself": "itself", "herself": "itself"}
_ENDINGS = (("n't", " not"), ("'ll", " will"), ("'ve", " have"), ("'re", " are"), ("'m", " am"))
_IS = re.compile(r"(he|she|it|that|there|here|this|what|who|where|how)'s")


def sentence_key(msgid: str) -> bytes:
    """Hash a sentence without its typography, to 16 bytes."""
    return text_key(canonical(msgid))


def wording(english: str) -> str:
    """Normalise a translation: two with the same wording translate a sentence in the same way."""
    words = (word.lower().replace("’", "'") for word in _WORD.findall(without_placeholders(english)))
    return " ".join(_PERSONS.get(word) or _WHOLE.get(word) or _expanded(word) for word in words)


def text_key(string: str) -> bytes:
    """Hash a wording or a sentence to 16 bytes."""
    return blake2b(string.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def is_long(french: str) -> bool:
    """Return whether a sentence is specific enough to need the same translation everywhere."""
    return len(_WORD.findall(without_placeholders(french))) >= _FEWEST_WORDS


def is_distinctive(wording: str) -> bool:
    """Return whether a translation is too specific to belong to two different sentences."""
    return len(wording.split()) >= _FEWEST_ENGLISH


def differ_in_meaning(one: str, other: str) -> bool:
    """Return whether two French sentences share too few words to mean the same."""
    first, second = _own_words(one), _own_words(other)
    fewer = min(len(first), len(second))
    return fewer >= _FEWEST_OWN and len(first & second) <= _MOST_COMMON * fewer


def _own_words(french: str) -> frozenset[str]:
    """Return the words with a meaning of their own, truncated so that the forms of a word are equal."""
    plain = without_placeholders(french).replace("’", "'")
    words = (word.lower().rpartition("'")[2] for word in _WORD.findall(plain))
    return frozenset(
        word[:_STEM] for word in words if word not in FRENCH and (len(word) > 2 or word.isdigit())
    )


def _expanded(word: str) -> str:
    """Expand a contraction; "he's" becomes "he is" even if it means "he has"."""
    if "'" not in word:
        return word
    if match := _IS.fullmatch(word):
        return f"{_PERSONS.get(match[1], match[1])} is"
    for ending, full in _ENDINGS:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            return _PERSONS.get(stem, stem) + full
    return word
