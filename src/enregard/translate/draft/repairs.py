"""Repair English words: pronouns of the other gender, and regular forms that the model spells wrongly."""

import re
from collections.abc import Iterator

from enregard.article.article import Text
from enregard.article.edits import Edit
from enregard.translate.checks.pair import Word, fold, read_pair
from enregard.translate.checks.pronouns import wrong_pronouns
from enregard.translate.checks.wordlists import vocabulary

_PRONOUN = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself|its)\b", re.IGNORECASE)
_WOMAN = {"he": "she", "him": "her", "himself": "herself"}
_MAN = {"she": "he", "herself": "himself", "hers": "his"}
_OWNED = re.compile(
    r" (?!(?:a|an|and|as|at|but|by|for|from|if|in|into|of|on|or|so|than|that|the|this|to|when|with)\b)\w"
)
"""What follows a possessive: a blank and a word, except those that begin another phrase."""

_ODD = re.compile(
    r"\b(?:[a-z]+[bcdfghjklmnpqrstvwxz]y(?:s|ed|er|est)|[a-z]*[bcdfghjklmnpqrstvwxz][aeiou][bdgmnpt](?:ed|ing)"
    r"|[a-z]+(?:ch|sh|ss|x)s)\b"
)
_Y = re.compile(r"(?P<stem>[a-z]+[bcdfghjklmnpqrstvwxz]y)(?P<ending>s|ed|er|est)")
_DOUBLED = re.compile(r"(?P<stem>[bcdfghjklmnpqrstvwxz]{1,3}[aeiou](?P<last>[bdgmnpt]))(?P<ending>ed|ing)")
_HISSED = re.compile(r"(?P<stem>[a-z]+(?:ch|sh|ss|x))s")
_SHORTEST = 5


def in_english(french: str, english: str) -> Iterator[Edit]:
    """Yield the edits that repair `english`, the translation of `french`."""
    yield from _spelling(french, english)
    yield from _pronouns(french, english)


def _spelling(french: str, english: str) -> Iterator[Edit]:
    """Correct words that are none only for a rule: `burys`, `tryed`, `droped`, `reachs`."""
    theirs: frozenset[str] | None = None
    for match in _ODD.finditer(english):
        if len(match[0]) < _SHORTEST or (new := respelt(match[0])) is None:
            continue
        if theirs is None:
            theirs = frozenset(fold(word) for word in re.findall(r"[^\W\d_]+", french))
        if match[0] not in theirs:
            yield Edit(*match.span(), new)


def respelt(word: str) -> str | None:
    """Return the regular spelling of a form that is no English word; None if it is one, or not a form."""
    if word in vocabulary():
        return None
    if (match := _Y.fullmatch(word)) and match["stem"] in vocabulary():
        return match["stem"][:-1] + ("ies" if match["ending"] == "s" else f"i{match['ending']}")
    if (match := _HISSED.fullmatch(word)) and match["stem"] in vocabulary():
        return f"{match['stem']}es"
    if (
        (match := _DOUBLED.fullmatch(word))
        and match["stem"] in vocabulary()
        and match["stem"] + "e" not in vocabulary()
    ):
        return match["stem"] + match["last"] + match["ending"]
    return None


def _pronouns(french: str, english: str) -> Iterator[Edit]:
    """Correct pronouns of the other gender, and "its", if they can only stand for the one person there."""
    if not _PRONOUN.search(english):
        return
    pair = read_pair(Text(french), Text(english))
    wrong = wrong_pronouns(pair)
    if wrong is None or wrong.feminine is None or pair.english.plain != english:
        return
    if wrong.pronouns[0].fold == "its" and len(wrong.pronouns) > 1:
        return
    for word in wrong.pronouns:
        new = _pronoun(word, english, feminine=wrong.feminine)
        if word.text[0].isupper():
            new = new.capitalize()
        yield Edit(word.start, word.start + len(word.text), new)


def _pronoun(word: Word, english: str, *, feminine: bool) -> str:
    """Return the pronoun for a woman, or for a man, in place of `word`."""
    owns = _OWNED.match(english, word.start + len(word.text)) is not None
    if word.fold == "its":
        return "her" if feminine else "his"
    if feminine:
        return _WOMAN.get(word.fold) or ("her" if owns else "hers")
    return _MAN.get(word.fold) or ("his" if owns else "him")
