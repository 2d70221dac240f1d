"""Repair English words: pronouns of the other gender, and regular forms that the model spells wrongly."""

import re
from collections.abc import Iterator

from enregard.article.article import Text
from enregard.article.edits import Edit
from enregard.article.typography import without_accents
from enregard.translate.checks.pair import Word, fold, read_pair
from enregard.translate.checks.pronouns import wrong_pronouns
from enregard.translate.checks.wordlists import vocabulary
from enregard.translate.draft.names import FIRST_NAMES, NAMED

_PRONOUN = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself|its)\b", re.IGNORECASE)
_WOMAN = {"he": "she", "him": "her", "himself": "herself"}
_MAN = {"she": "he", "herself": "himself", "hers": "his"}
_OWNED = re.compile(
    r" (?!(?:a|an|and|as|at|but|by|for|from|if|in|into|of|on|or|so|than|that|the|this|to|when|with)\b)\w"
)
"""What follows a possessive: a blank and a word, except those that begin another phrase."""

_THE_DATE = re.compile(
    r"The \d{1,2}(?:/\d{1,2}/\d{2,4}| (?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)(?: \d{4})?(?:,| at\b|\Z))"
)
_ON_DATE = re.compile(r"Le \d{1,2}(?:/\d{1,2}/\d{2,4}| [a-zéû]{3,9}\b)")
_CAPITALISED = re.compile(r"(?<![\w-])[A-Z][a-z]+(?![\w-])")
_ODD = re.compile(
    r"\b(?:[a-z]+[bcdfghjklmnpqrstvwxz]y(?:s|ed|er|est)|[a-z]*[bcdfghjklmnpqrstvwxz][aeiou][bdgmnpt](?:ed|ing)"
    r"|[a-z]+(?:ch|sh|ss|x)s|[a-z]+[bcdfgklmnprtw]es)\b"
)
_Y = re.compile(r"(?P<stem>[a-z]+[bcdfghjklmnpqrstvwxz]y)(?P<ending>s|ed|er|est)")
_DOUBLED = re.compile(r"(?P<stem>[bcdfghjklmnpqrstvwxz]{1,3}[aeiou](?P<last>[bdgmnpt]))(?P<ending>ed|ing)")
_HISSED = re.compile(r"(?P<stem>[a-z]+(?:ch|sh|ss|x))s")
_LENGTHENED = re.compile(r"(?P<stem>[a-z]+[bcdfgklmnprtw])es")
_SHORTEST = 5


def in_english(french: str, english: str) -> Iterator[Edit]:
    """Yield the edits that repair `english`, the translation of `french`."""
    yield from _spelling(french, english)
    yield from _accents(french, english)
    if _THE_DATE.match(english) and _ON_DATE.match(french):
        yield Edit(0, 3, "On")
    yield from _pronouns(french, english)


def _spelling(french: str, english: str) -> Iterator[Edit]:
    """Correct words that are none only for a rule: `burys`, `tryed`, `droped`, `reachs`, `protestes`."""
    theirs: frozenset[str] | None = None
    for match in _ODD.finditer(english):
        if len(match[0]) < _SHORTEST or (new := respelt(match[0])) is None:
            continue
        if theirs is None:
            theirs = frozenset(fold(word) for word in re.findall(r"[^\W\d_]+", french))
        if match[0] not in theirs:
            yield Edit(*match.span(), new)


def _accents(french: str, english: str) -> Iterator[Edit]:
    """Restore the accents of first names, and of the names after them: "Zoe" is `Zoé`."""
    if french.isascii():
        return
    bare: dict[str, str] = {}
    for match in NAMED.finditer(french):
        if match["first"] in FIRST_NAMES:
            for name in (match["first"], match["name"] or ""):
                if not name.isascii():
                    bare[without_accents(name)] = name
    for match in _CAPITALISED.finditer(english) if bare else ():
        if (name := bare.get(match[0])) and name not in english:
            yield Edit(*match.span(), name)


def respelt(word: str) -> str | None:
    """Return the regular spelling of a form that is no English word; None if it is one, or not a form."""
    if word in vocabulary():
        return None
    if (match := _Y.fullmatch(word)) and match["stem"] in vocabulary():
        return match["stem"][:-1] + ("ies" if match["ending"] == "s" else f"i{match['ending']}")
    if (match := _HISSED.fullmatch(word)) and match["stem"] in vocabulary():
        return f"{match['stem']}es"
    if (match := _LENGTHENED.fullmatch(word)) and match["stem"] in vocabulary():
        return None if match["stem"] + "e" in vocabulary() else f"{match['stem']}s"
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
