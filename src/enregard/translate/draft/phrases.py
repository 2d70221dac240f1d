"""Set phrases, syllables and exclamations that need no model: notices, prices, letters, `La la la`.

The model takes `Peinture fraîche` for fresh paint, drops the article in `La la la`, and has no words for
`Ouf !`. `phrases.tsv` has the phrases that are a whole line.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from enregard.article.edits import Edit
from enregard.system.files import packaged_text
from enregard.translate.draft.idioms import Rewording
from enregard.translate.draft.signs import Kept

TABLE = Path(__file__).with_name("phrases.tsv")

_END = re.compile(r"\s*(?P<sign>[.!…]*)\Z")
_NUMBER = re.compile(r"\d+")
_LONGEST = 100  # characters; lines that are longer are no set phrase
_SHORTEST_SHOUT = 4

_SIGNATURE = re.compile(
    r"(?:[A-ZÀ-ÖØ-Þ]|(?:l['’]|(?:la|le|les|mes|nos|notre|ses|son|ta|tes|ton|une?|votre|vos)\s)\w)"
    r"[^.!?;:…«»]{0,60}(?P<stop>\.?)\Z"
)
_LONGEST_SIGNATURE = 8  # words
_LONGEST_WITH_STOP = 4
_EXTRA = re.compile(r"(?P<what>[^\W\d_][^.,;:!?()«»]{2,40}?)\s+en\s+sus(?P<stop>\.?)", re.IGNORECASE)
_CLAUSE = re.compile(r"\b(?:est|sont|sera|seront|était|étaient|a|ont|paie|payer|touche)\b", re.IGNORECASE)

_SYLLABLES = frozenset(
    """
    la na nananère tra lala lalala lalère lère laire li lo lou dou pom pam poum zoum tsoin hi ha ho hé hou
    oh ah eh ohé bla ding dong pin pon tic tac toc glou cui coin ouaf wouf meuh boum badaboum plouf vroum
    tchou tut pouet hop youp tralala tralalère tralali turlututu dzing ron pif paf
    lon nère dring ouin pan
    """.split()  # noqa: SIM905
)
_PAIRS = frozenset({("pin", "pon"), ("ding", "dong"), ("tic", "tac"), ("coin", "coin"), ("pif", "paf")})
_SYLLABLE = r"(?:" + "|".join(sorted(_SYLLABLES, key=len, reverse=True)) + r")"
_RUN = re.compile(rf"(?<![\w'’-]){_SYLLABLE}(?:(?:-|,? ){_SYLLABLE}){{1,40}}(?![\w'’-])", re.IGNORECASE)
_PART = re.compile(r"[^\W\d_]+")

_EXCLAMATIONS = {
    **{"ouf": "phew", "berk": "yuck", "beurk": "yuck", "youpi": "yippee", "bravo": "bravo"},
    **{"au voleur": "stop, thief", "bon appétit": "bon appétit", "hourra": "hurrah", "ouste": "shoo"},
}
_EXCLAMATION = re.compile(
    rf"(?<![\w-])(?:{'|'.join(_EXCLAMATIONS)})(?=\s?[!,…]|\s*\.?\Z|\s?[»›])", re.IGNORECASE
)
_AT_START = re.compile(r"(?:\A|[-–—«“\"(:!?.…])\s*\Z")
_REPUBLICAN = re.compile(
    r"(?:\ALe\s)?\b(?P<day>1er|[1-9]|[12]\d|30)\s(?P<month>vendémiaire|brumaire|frimaire|nivôse|pluviôse|ventôse|germinal|floréal"
    r"|prairial|messidor|thermidor|fructidor)\b(?:,?\s(?:de\sl['’])?an\s(?P<year>[IVX]+|\d{1,2})\b)?",
    re.IGNORECASE,
)
"""A date in the calendar of the French Republic."""
_ENCLOSED = re.compile(r"\AP\.?-?J\.(?=\s?:)")

_FORMULA = re.compile(
    r"\A(?P<verb>Veuillez\s+(?:agréer|recevoir|accepter|croire)|Recevez|Agréez|Croyez"
    r"|Je\s+vous\s+prie\s+(?:de\s+croire|de\s+recevoir|d['’](?:agréer|accepter))"
    r"|Nous\s+vous\s+prions\s+(?:de\s+croire|de\s+recevoir|d['’](?:agréer|accepter)))"
    r"(?P<whom>,[^.;:!?«»]{2,60}?,)?\s+(?P<wish>(?:(?:à\s+|en\s+)?l['’](?:expression|assurance)\s+de\s+)?"
    r"(?P<own>mes|ma|nos|notre)\s+[^.,;:!?]{0,40}?(?:salutations|sentiments|considération|hommages|respects)"
    r"(?:\s+[^.,;:!?]{2,40})?)\.?\Z"
)
_SAYING = {"fait": "dit", "fit": "dit", "faisait": "disait", "font": "disent", "faisaient": "disaient"}
_SPOKEN = (
    "allô|atchoum|bah|b[êé]+|ben|beuh|bof|bonjour|bonsoir|bravo|chut|cocorico|euh|hein|hep|hum|merci|meuh|miaou|non|oui"
    "|ouaf|ouf|pouet|psitt?|tut|zut"
)
_SAID = re.compile(
    rf"(?:\A\W{{0,3}}(?:(?:{_SPOKEN})\b[,\s]*){{1,4}}|»\s?,?\s)(?<=[\s])(?P<verb>{'|'.join(_SAYING)})\s+"
    r"(?=(?:l['’]|(?:ce|cette|la|le|les|ma|mon|notre|sa|ses|son|une?|votre)\s)\w[^.,;:!?]{0,40}(?:[.,!]|\Z)"
    r"|[A-ZÀ-ÖØ-Þ])",
    re.IGNORECASE,
)
_SOUND = re.compile(
    rf"(?P<what>(?:{_SPOKEN})(?:,?\s(?:{_SPOKEN})){{0,3}}),\s(?P<verb>{'|'.join(_SAYING)})\s"
    r"(?:l['’]|(?:ce|cette|la|le|les|ma|mon|notre|sa|ses|son|une?|votre)\s|(?=[A-ZÀ-ÖØ-Þ]))[^.,;:!?]{1,40}\.?\Z",
    re.IGNORECASE,
)
"""A sound or a word, and who makes it: `Miaou, fait le chat.`"""
_QUOTED = re.compile('[«»“”"]')
_AFTER_RUN = re.compile(
    rf"(?:\s?»)?,?\s(?:(?P<fait>{'|'.join(_SAYING)})|[^\W\d_]+)\s(?=l['’]|[^\W\d_]+)", re.IGNORECASE
)


class _Table(NamedTuple):
    """The English of the phrases, and of the closings of letters, by their French in lower case."""

    phrases: dict[str, str]
    closings: dict[str, str]


@cache
def table() -> _Table:
    """Return the phrases of `phrases.tsv`."""
    found = _Table({}, {})
    for line in packaged_text(__package__, TABLE.name).splitlines():
        if not line.startswith("#"):
            french, english = line.split("\t")
            if french.endswith(", …"):
                found.closings[_key(french[:-3])] = english[:-3]
            else:
                found.phrases[_key(french)] = english
    return found


def _key(french: str) -> str:
    return " ".join(french.lower().replace("’", "'").split())


def translate_phrase(plain: str) -> str | None:
    """Return the English of `plain` if it is one of the phrases or closings; None for anything else."""
    if len(plain) > _LONGEST:
        return None
    end = _END.search(plain)
    sign = end["sign"] if end else ""
    stem = plain[: end.start()] if end else plain
    key = _NUMBER.sub("#", _key(stem))
    phrases, closings = table()
    english = phrases.get(_NUMBER.sub("#", _key(plain)))
    if english is not None:
        sign = "" if english[-1] in ".!," else sign.replace("…", "...")
    elif "!" in sign:
        english = phrases.get(key)
    else:
        english = phrases.get(key) or phrases.get(f"{key}.")
        sign = sign.replace("…", "...")
    if english is None and (english := closings.get(key.removesuffix(","))):
        english += "," if key.endswith(",") else ""
    if english is None:
        return None
    for number in _NUMBER.findall(plain):
        english = english.replace("#", number, 1)
    if stem.isupper() and len(stem) >= _SHORTEST_SHOUT:
        english = english.upper()
    elif stem[0].islower() and english[1:2].islower():
        english = english[0].lower() + english[1:]
    return english + sign


def split_closing(plain: str) -> tuple[str, str] | None:
    """Return the English of the closing of a letter in `plain`, with its comma, and the French signature.

    `Cordialement, la mairie` has both. Return None for anything else, such as a sentence after an adverb.
    """
    if len(plain) > _LONGEST or "," not in plain:
        return None
    start, _, rest = plain.partition(",")
    english = table().closings.get(_key(start))
    rest = rest.strip()
    match = _SIGNATURE.match(rest) if english else None
    if english is None or match is None:
        return None
    longest = _LONGEST_WITH_STOP if match["stop"] else _LONGEST_SIGNATURE
    return (f"{english}, ", rest) if len(rest.split()) <= longest else None


def split_extra(plain: str) -> tuple[str, str] | None:
    """Return the French before `en sus`, and the English of `en sus`, if that is all: `Boissons en sus`."""
    match = _EXTRA.fullmatch(plain.strip()) if len(plain) <= _LONGEST else None
    if match is None or _CLAUSE.search(match["what"]):
        return None
    return match["what"], f" extra{match['stop']}"


def kept_phrases(plain: str) -> Iterator[Kept]:
    """Yield what stays as it is in the French `plain`, or has English of its own, in order."""
    if match := _ENCLOSED.match(plain):
        yield Kept(match.span(), "Encl.")
    if (match := _FORMULA.match(plain)) is not None:
        own = "my" if match["own"] in ("mes", "ma") else "our"
        yield Kept(match.span("wish"), f"{own} kind regards")
        return
    found = [
        Kept(match.span(), _exclaimed(match[0]))
        for match in _EXCLAMATION.finditer(plain)
        if match[0][0].islower() or _AT_START.search(plain, 0, match.start())
    ]
    for match in _REPUBLICAN.finditer(plain):
        year = f", Year {match['year']}" if match["year"] else ""
        found.append(
            Kept(match.span(), f"{match['day'].removesuffix('er')} {match['month'].capitalize()}{year}")
        )
    yield from sorted([*found, *(Kept(span, plain[slice(*span)]) for span in _runs(plain))])


def _exclaimed(french: str) -> str:
    english = _EXCLAMATIONS[french.lower()]
    return english.capitalize() if french[0].isupper() else english


def _runs(plain: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of repeated syllables: `La la la`, `pin-pon`."""
    for match in _RUN.finditer(plain):
        parts = list(_PART.finditer(plain, *match.span()))
        if (
            len(parts) > 1
            and parts[0][0].lower() == "la"
            and parts[1][0].lower()[:2] not in ("la", "lè", "li")
        ):
            del parts[0]  # an article
        words = [part[0].lower() for part in parts]
        repeated = Counter(words).most_common(1)[0][1] > 1 or "tra" in words
        if len(words) > 1 and (repeated or not _PAIRS.isdisjoint(pairwise(words))):
            yield parts[0].start(), parts[-1].end()


def for_model(plain: str) -> Iterator[Rewording]:
    """Yield rewordings of formulas, and of `fait` after what is said: `Chut, fait la dame` gets `dit`."""
    if match := _FORMULA.match(plain):
        first = match["verb"].split()[0]
        polite = "Je vous prie" if first == "Je" else "Nous vous prions" if first == "Nous" else "Veuillez"
        new = f"{polite} {'accepter' if polite == 'Veuillez' else 'd’accepter'}"
        yield Rewording(match.span("verb"), (Edit(*match.span("verb"), new),))
        return
    if not any(verb in plain for verb in ("fai", "fit", "font")):
        return
    if (match := _SOUND.match(plain)) and not _QUOTED.search(plain):
        edits = (Edit(0, 0, "« "), Edit(match.end("what"), match.end("what"), " »"))
        verb = Edit(*match.span("verb"), _SAYING[match["verb"].lower()])
        yield Rewording((0, match.end("verb")), (*edits, verb))
        return
    places = [match.span("verb") for match in _SAID.finditer(plain)]
    for _, end in _runs(plain):
        if (after := _AFTER_RUN.match(plain, end)) and after["fait"]:
            places.append(after.span("fait"))
    for start, end in sorted(set(places)):
        yield Rewording((start, end), (Edit(start, end, _SAYING[plain[start:end].lower()]),))
