"""Find pronouns of the other gender."""

from collections.abc import Iterator
from functools import cache

from enregard.article.article import Finding
from enregard.translate.checks.pair import Pair, Word
from enregard.translate.checks.wordlists import persons

_FEMININE = frozenset({"elle", "elles", "madame", "mme", "mmes", "mlle", "mademoiselle"})
_MASCULINE = frozenset({"il", "ils", "monsieur", "m", "mm", "mr", "messieurs"})
_OTHERS = frozenset({"lui", "eux", "celui", "celle", "ceux", "celles"})
"""Words that may stand for another person."""

_FEMININE_ARTICLES = frozenset({"la", "une", "cette", "sa", "ma", "ta", "quelle", "chaque", "aucune", "l"})
_MASCULINE_ARTICLES = frozenset({"le", "un", "ce", "cet", "du", "au", "son", "mon", "ton", "quel"})
_POSSESSIVE = frozenset({"son", "sa", "ses"})
_HE, _SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_NO_NOUN = frozenset(
    {
        "a",
        "avait",
        "aura",
        "ont",
        "est",
        "etait",
        "ne",
        "n",
        "pas",
        "plus",
        "y",
        "en",
        "bien",
        "deja",
        "toujours",
        "jamais",
        "enfin",
    }
)
_LONGEST_SUBJECT = 4
_FIRST_WORDS = frozenset({"le", "la", "un", "une", "l", "cette", "ce", "cet"})


def pronouns(pair: Pair) -> Iterator[Finding]:
    """Pronouns keep their gender: "la juge dit qu'elle" must not become "the judge says he"."""
    english = pair.english.folds
    he, she = not english.isdisjoint(_HE), not english.isdisjoint(_SHE)
    if he == she:
        if not he and "its" in english and (noun := _owner(pair)):
            yield Finding("pronouns", f"“{noun.text}” is a person, but “its” is not a person's")
        return
    words = pair.french.words
    if not pair.french.folds.isdisjoint(_OTHERS) or _has_other_names(words):
        return
    feminine, masculine = _persons(words)
    mine, others, wrong = (feminine, masculine, _HE) if he else (masculine, feminine, _SHE)
    if mine is not None and others is None:
        pronoun = next(word.text for word in pair.english.words if word.fold in wrong)
        yield Finding("pronouns", f"“{mine.text}” became “{pronoun}”")


def _persons(words: tuple[Word, ...]) -> tuple[Word | None, Word | None]:
    """Return a word for a woman and a word for a man, if the French has them."""
    feminine: Word | None = None
    masculine: Word | None = None
    women, men, either = persons()
    for before, word in zip((None, *words), words, strict=False):
        article = before.fold if before else ""
        if (
            word.fold in women
            or word.fold in _FEMININE
            or (word.fold in either and article in _FEMININE_ARTICLES - {"l"})
        ):
            feminine = feminine or word
        elif (
            word.fold in men
            or word.fold in _MASCULINE
            or (word.fold in either and article in _MASCULINE_ARTICLES)
        ):
            masculine = masculine or word
        elif word.fold in either:
            feminine, masculine = feminine or word, masculine or word
    return feminine, masculine


@cache
def _known() -> frozenset[str]:
    return frozenset.union(*persons(), _FEMININE, _MASCULINE)


def _has_other_names(words: tuple[Word, ...]) -> bool:
    """Return whether a name may be another person's: any name that does not follow a person at once."""
    known = _known()
    named = False
    for before, word in zip((None, *words), words, strict=False):
        if word.text[0].isupper() and not word.first:
            if before is None or not (before.fold in known or (named and before.text[0].isupper())):
                return True
            named = True
        else:
            named = False
    return False


def _owner(pair: Pair) -> Word | None:
    """Return the person who starts a sentence and owns something in it: `Le facteur a perdu son vélo`.

    Only if there is no other noun in between.
    """
    words = pair.french.words
    if len(words) < 4 or words[0].fold not in _FIRST_WORDS:
        return None
    if words[1].fold not in _known():
        return None
    for at in range(2, min(len(words), 2 + _LONGEST_SUBJECT)):
        if words[at].fold in _POSSESSIVE:
            return words[1] if at > 2 else None
        if at > 3 and words[at].fold not in _NO_NOUN and words[at - 1].fold not in _NO_NOUN:
            return None
    return None
