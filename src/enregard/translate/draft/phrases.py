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
    lon nère dring ouin pan cot bip gla plic ploc pim zim bê frou rataplan tagada mironton mirontaine toutou
    han kss bzz zzz flic flac cric crac bim bam clic clac
    """.split()  # noqa: SIM905
)
_PAIRS = frozenset(
    {
        ("pin", "pon"),
        ("ding", "dong"),
        ("tic", "tac"),
        ("pif", "paf"),
        ("hi", "han"),
        ("plic", "ploc"),
        ("pim", "pam"),
    }
    | {("flic", "flac"), ("cric", "crac"), ("bim", "bam"), ("clic", "clac"), ("youp", "la")}
)
_SOUNDS = {
    **{
        "bip": "beep",
        "bla": "blah",
        "boum": "boom",
        "coin": "quack",
        "cot": "cluck",
        "meuh": "moo",
        "ouaf": "woof",
    },
    **{
        "tac": "tock",
        "tic": "tick",
        "toc": "knock",
        "wouf": "woof",
        "pan": "bang",
        "bê": "baa",
        "glou": "glug",
    },
}
_SCALE = re.compile(
    r"(?<![\w'’-])(?:(?:do|r[ée]|mi|fa|sol|la|si)(?:, |[ -]|(?![\w'’-]))){4,20}", re.IGNORECASE
)
_FEWEST_NOTES = 4
_LALA = re.compile(r"l[aà](?:l[aà])+")
_NOUN_AFTER = re.compile(r"\s[^\W\d_]")
_SYLLABLE = r"(?:" + "|".join(sorted(_SYLLABLES, key=len, reverse=True)) + r")"
_RUN = re.compile(rf"(?<![\w'’-]){_SYLLABLE}(?:(?:-|,? ){_SYLLABLE}){{1,40}}(?![\w'’-])", re.IGNORECASE)
_PART = re.compile(r"[^\W\d_]+")

_EXCLAMATIONS = {
    **{
        "aïe": "ouch",
        "atchoum": "achoo",
        "bêê": "baa",
        "bêêê": "baa",
        "bêêêê": "baa",
        "hi han": "hee-haw",
        "chut": "shh",
        "cocorico": "cock-a-doodle-doo",
        "formidable": "wonderful",
    },
    **{
        "miaou": "meow",
        "meuh": "moo",
        "zut": "darn",
        "en avant": "forward",
        "à l'abordage": "all aboard",
        "tiens": "look",
    },
    **{"ouf": "phew", "berk": "yuck", "beurk": "yuck", "youpi": "yippee", "bravo": "bravo"},
    **{"au voleur": "stop, thief", "bon appétit": "bon appétit", "hourra": "hurrah", "ouste": "shoo"},
}
_EXCLAMATION = re.compile(
    rf"(?<![\w-])(?:{'|'.join(_EXCLAMATIONS)})(?=\s?[!,…]|\s*\.?\Z|\s?[»›])", re.IGNORECASE
)
_AT_START = re.compile(r"(?:\A|[-–—«“\"(:!?.…])\s*\Z")
_ON_SIGN = re.compile(r"[«“]\s?(?P<words>[^«»“”!]{2,60}?)\s?[»”]")
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
    for match in _ON_SIGN.finditer(plain):
        if " " in match["words"] and (english := translate_phrase(match["words"])):
            found.append(Kept(match.span("words"), english))
    for match in _REPUBLICAN.finditer(plain):
        year = f", Year {match['year']}" if match["year"] else ""
        found.append(
            Kept(match.span(), f"{match['day'].removesuffix('er')} {match['month'].capitalize()}{year}")
        )
    for match in _SCALE.finditer(plain):
        notes = match[0].rstrip(" ,-")
        if len({note.lower() for note in _PART.findall(notes)}) >= _FEWEST_NOTES:
            found.append(Kept((match.start(), match.start() + len(notes)), re.sub("[éÉ]", "e", notes)))
    yield from sorted([*found, *(Kept(span, _sounded(plain[slice(*span)])) for span in _runs(plain))])


def is_run(plain: str) -> bool:
    """Return whether `plain` is nothing but repeated syllables."""
    return any(not _PART.search(plain[:start] + plain[end:]) for start, end in _runs(plain))


def _sounded(run: str) -> str:
    """Return a run of syllables with the sounds that English writes in its own way."""

    def sound(match: re.Match[str]) -> str:
        english = _SOUNDS.get(match[0].lower(), match[0])
        return english.capitalize() if match[0][0].isupper() else english

    return _PART.sub(sound, run)


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
        if (
            len(parts) > 1
            and parts[-1][0].lower() == "la"
            and plain[parts[-2].end()] == ","
            and _NOUN_AFTER.match(plain, parts[-1].end())
        ):
            del parts[-1]  # `La la la, la vie est belle`
        words = [_LALA.sub("la", part[0].lower()) for part in parts]
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
    for _, end in _runs(plain):
        if (after := _AFTER_RUN.match(plain, end)) and after["fait"]:
            yield Rewording(after.span("fait"), (Edit(*after.span("fait"), _SAYING[after["fait"].lower()]),))
