"""Decide by the rules of French whether a sentence ends at a punctuation mark.

Each rule is a function of a `Place`, with examples as its docstring. The rules in `JOINS` reject an end that
the library proposed; those in `SPLITS` add an end. Test cases are in `tests/translate/segment/sentences.txt`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from enregard.translate.segment import abbreviations as known

_INITIAL = re.compile(r"[^\W\d_]|Ch|Chr|Fr|Ph|Th|[A-ZÉ][a-zé]{0,2}\.?-[A-ZÉ][a-zé]?")
_ACRONYM = re.compile(r"(?:[^\W\d_]{1,3}\.-?)+[^\W\d_]{1,3}")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*|[IVX]+|[a-zA-Z]")
_REFERRED = re.compile(r"\d|[IVXLC]+\Z|[A-Z]\Z|[A-Z]-?\d")
_DATE = re.compile(
    r"\s\d{1,2}(?:er)?\s(?:janv|févr?|mars|avr|mai|juin|juil|ao[uû]t|sept|oct|nov|déc)", re.IGNORECASE
)
_BEGINNING = frozenset('«“"(—–')
_DASHES = frozenset("-–—")
_NO_BEGINNING = frozenset(".,;:!?)]%/")
_SHORTENED = known.INSIDE | known.BEFORE_NUMBER | {"etc"}
_REACH = 200
"""How many characters the rules look back and ahead."""


@dataclass(frozen=True, slots=True)
class Place:
    """A punctuation mark that may end a sentence, and its surroundings."""

    text: str
    start: int
    """Where the sentence that it may end starts."""
    at: int
    """Where the mark starts."""
    mark: str
    """The mark itself: `.`, `?!`, `…`, `;`."""
    end: int
    """The offset after the mark and any quotes, brackets and note calls that close there."""
    word: str
    """What is right before the mark, such as `J.-C` or `ans`; empty after a blank."""
    opening: str
    """Blanks, quotes and dashes between `end` and the next word."""
    next: str
    """The next word, such as `Il`, `L'` or `2010`; empty at the end."""
    second: str
    """The letter, digit or full stop after the next word and any blanks; empty if absent."""

    @property
    def closers(self) -> str:
        """The quotes, brackets and note calls between the mark and `end`."""
        return self.text[self.at + len(self.mark) : self.end]

    @property
    def before(self) -> str:
        """The end of the sentence before `word`, with trailing blanks."""
        stop = self.at - len(self.word)
        return self.text[max(self.start, stop - _REACH) : stop]

    @property
    def small(self) -> bool:
        """Whether the next word starts with a small letter."""
        return self.next[:1].islower()

    @property
    def opens(self) -> bool:
        """Whether the next word starts sentences, such as `Il` or `Cette`, and is not part of a name."""
        if not self.next[:1].isupper():
            return False
        first = self.next.lower().replace("’", "'").partition("-")[0]
        if first not in known.OPENERS or (len(first) == 1 and self.second == "."):
            return False
        return first not in known.PARTICLES or not self.second.isupper()


Rule = Callable[[Place], bool]


def goes_on(place: Place) -> bool:
    """`« Quoi ? » demande-t-il`, `Ah !, dit-il`: a small letter after `?`, `!` or `…`, or any comma."""
    return place.opening.strip()[:1] in _NO_BEGINNING or (place.small and place.mark != ".")


def glued(place: Place) -> bool:
    """`www.Exemple.fr`, `J.K. Rowling`, `io.StringIO`; but `Il vient.Ensuite il part.`, `Oui!Non.`"""
    if place.closers or place.opening[:1].isspace() or place.opening[:1] in _BEGINNING:
        return False
    if not (len(place.word) > 2 and place.word.isalpha() and place.word.islower()):
        return True
    if place.mark == "." and not place.opens:
        return True
    chunk = place.before.rpartition(" ")[2] + place.word
    return not place.next[:1].isupper() or "@" in chunk or "/" in chunk or chunk.startswith("www")


def small_letter(place: Place) -> bool:
    """`le gouv. du Canada`; but `Il est venu. il est reparti.`: abbreviations do not end in a vowel."""
    if not place.small:
        return False
    word = place.word.lower()
    if place.closers or len(word) < 3 or not word.isalpha() or word in _SHORTENED:
        return True
    subject = place.next.lower().replace("’", "'") in known.PRONOUNS
    return not subject and word[-1] not in "aeiouyéèà"


def title(place: Place) -> bool:
    """`M. Le Pen`, `Mme. Curie`, `le Dr. Baxa`; but `500 M. Il`."""
    return place.mark == "." and place.word in known.TITLES and not place.before.rstrip()[-1:].isdigit()


def introduces(place: Place) -> bool:
    """`Cf. Bourdieu`, `c.-à-d. Paris`, `p. ex. Lyon`."""
    word = place.word.lower()
    example = word == "ex" and re.search(r"\b(?:p\.|par)\s*\Z", place.before, re.IGNORECASE)
    return place.mark == "." and not place.closers and (word in known.NEVER_LAST or bool(example))


def reference(place: Place) -> bool:
    """`art. 3`, `chap. IV`, `art. L. 642-3`, `ch. P-40`, `le 5 janv. 2010`."""
    number = place.word.lower() in known.BEFORE_NUMBER or (
        place.word in set("LRD") and place.next[:1].isdigit()
    )
    return place.mark == "." and not place.closers and number and bool(_REFERRED.match(place.next))


def abbreviation(place: Place) -> bool:
    """`av. Jaurès`, `éd. La Découverte`; but `20 000 hab. Elle compte`."""
    return place.mark == "." and place.word.lower() in known.INSIDE and not place.opens


def rank(place: Place) -> bool:
    """`le prof. Martin`, `la pl. Carnot`, `S. Exc. M. Gris`; but `au col. Il neige`, `20 min. Paul`."""
    if place.mark != "." or place.closers or place.opens or place.before.rstrip()[-1:].isdigit():
        return False
    return place.word.lower() in known.RANKS and place.next[:1].isupper()


def day(place: Place) -> bool:
    """`le mar. 3 mars`, `jeu. 5 févr.`, `Mer. 14 h`; but `Voici la mer. 3 bateaux passent.`"""
    if place.mark != "." or place.word.lower() not in known.DAYS:
        return False
    first = not place.before.strip() and (place.next[:1].isdigit() or place.opening.strip() in _DASHES)
    return first or bool(_DATE.match(place.text, place.end))


def initial(place: Place) -> bool:
    """`J. K. Rowling`, `Ch. de Gaulle`; but `la vitamine C. Paul`, `à 20 h. Paul`, `aux U. Elle`."""
    if place.mark != "." or place.closers or place.opens or place.opening.strip():
        return False
    before = place.before.rstrip()
    if place.word.islower():
        return len(place.word) == 1 and not before[-1:].isdigit()
    last = re.split(r"[\s'’«(]", before)[-1].lower()
    return bool(_INITIAL.fullmatch(place.word)) and last not in known.LETTERED


def acronym(place: Place) -> bool:
    """`av. J.-C. par Cassius`, `H.R.F. Keating`; but `Il vit aux U.S.A. Il chante.`"""
    return place.mark == "." and bool(_ACRONYM.fullmatch(place.word)) and not place.opens


def enumerator(place: Place) -> bool:
    """`1. Le premier point.`, `2.1. Titre`, `a. Rouge`; also in mid-sentence: `deux points : 1. Le prix`."""
    if place.mark != "." or place.closers or not _NUMBER.fullmatch(place.word):
        return False
    before = place.before.strip(' \u00a0«“"([-–—*•')
    return not before or (place.before[-1:].isspace() and before[-1] in ":;,")


def bare(place: Place) -> bool:
    """`[…] Il part.`, `... Et puis ?`, `un million (!) Paul`: the mark has no words of its own."""
    bracketed = place.text[place.at - 1 : place.at] in {"(", "["} and place.closers[:1] in {")", "]"}
    return bracketed or not (place.before + place.word).strip(" \u00a0«“\"'([-–—*•")


def bracketed(place: Place) -> bool:
    """`Un ami (Paul ? Marie ?) vient.`: in a bracket that opens inside the sentence."""
    if place.closers[:1] in {")", "]"}:
        return False
    before = place.before.lstrip()
    if before.rfind("(") <= max(0, before.rfind(")")):
        return False
    ahead = place.text[place.end : place.end + _REACH]
    close = ahead.find(")")
    return close >= 0 and "(" not in ahead[:close]


def aside(place: Place) -> bool:
    """`Un ami (enfin !) Paul Durand`, `Lyon (Rhône, etc.) Paul`; but `Il vient (un peu.) Paul`."""
    if place.closers[:1] != ")" or place.opens or place.before.lstrip().rfind("(") <= 0:
        return False
    return place.mark != "." or place.word.lower() in known.INSIDE or place.word.lower() == "etc"


def name(place: Place) -> bool:
    """`Yahoo! France`."""
    return place.mark == "!" and place.word.lower() in known.SHOUTS and not place.opens


JOINS: tuple[Rule, ...] = (
    goes_on,
    glued,
    small_letter,
    title,
    introduces,
    reference,
    abbreviation,
    rank,
    day,
    initial,
    acronym,
    enumerator,
    bare,
    bracketed,
    aside,
    name,
)


def capital_follows(place: Place) -> bool:
    """`20 000 hab. Elle compte`, `etc. Puis il rit`, `Il hésite… Puis il part`; but `etc., Puis`."""
    return place.mark != ";" and place.next[:1].isupper() and not any(rule(place) for rule in JOINS)


def listed(place: Place) -> bool:
    """`le premier est rouge ; Le second est bleu`: a capital makes each item a sentence."""
    return place.mark == ";" and place.opens and place.opening[:1].isspace()


SPLITS: tuple[Rule, ...] = (capital_follows, listed)


def ends(place: Place, *, proposed: bool) -> bool:
    """Return whether a sentence ends at `place`, given whether the library `proposed` it."""
    if proposed:
        return not any(rule(place) for rule in JOINS)
    return any(rule(place) for rule in SPLITS)
