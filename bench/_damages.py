"""Ways in which a translation goes wrong, done to true translations.

Each function takes a random generator, a French sentence and its English, and returns a damaged copy of both
(the French is changed only where something is put into both first), or None where the sentences offer no
place for it.
"""

import re
from collections.abc import Callable, Mapping
from random import Random

from enregard.article.article import Mark, MarkKind, Text

Damage = Callable[[Random, str, str], tuple[Text, Text] | None]

_FIGURE = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w.,]*\d)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_MONTHS = ["January", "February", "March", "April", "June", "July", "August", "September", "October",
    "November",
    "December"]  # fmt: skip
_FRENCH_MONTHS = ["janvier", "février", "mars", "avril", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre"]  # fmt: skip
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_FRENCH_DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
_NUMBER_WORDS = {
    "three": "trois", "four": "quatre", "five": "cinq", "six": "six", "seven": "sept", "eight": "huit",
    "ten": "dix", "twelve": "douze", "fifteen": "quinze", "twenty": "vingt", "thirty": "trente",
    "fifty": "cinquante",
}  # fmt: skip
_OTHER_NAMES = [
    "Johnson", "Miller", "Kowalski", "Tanaka", "Ferreira", "Okafor", "Lindqvist", "Hughes", "Bradford",
    "Denver",
    "Rossi", "Whitaker", "Ng", "Sullivan", "Zhou", "Petersen", "Austin", "Delgado", "Harlow", "Novak",
]  # fmt: skip
_NATIONS = {
    "French": "français", "English": "anglais", "British": "britanni", "German": "allemand",
    "American": "américain",
    "Spanish": "espagnol", "Italian": "italien", "Russian": "russe", "Chinese": "chinois",
    "Japanese": "japonais",
    "Canadian": "canadien", "Polish": "polonais", "Turkish": "turc turque", "Greek": "grec",
    "Dutch": "néerlandais hollandais",
    "Israeli": "israélien", "Palestinian": "palestinien", "Mexican": "mexicain", "Brazilian": "brésilien",
    "Indian": "indien", "Egyptian": "égyptien", "Czech": "tchèque", "Portuguese": "portugais",
    "Swedish": "suédois",
    "Australian": "australien", "Arabic": "arabe", "Iranian": "iranien", "Ukrainian": "ukrainien",
    "Afghan": "afghan",
    "France": "france", "Germany": "allemagne", "Russia": "russie", "China": "chine", "Spain": "espagne",
    "Italy": "italie", "Japan": "japon", "Canada": "canada", "Mexico": "mexique", "Israel": "israël",
    "Iran": "iran", "Egypt": "égypte", "India": "inde", "Turkey": "turquie", "Brazil": "brésil",
}  # fmt: skip
_DENIED = re.compile(
    r"\b(?:ne|n['’])\s?(?:[\w'’-]+ ){1,4}?(?:pas|jamais|rien|aucune?|personne)\b"
    r"(?! (?:seulement|que|uniquement)\b)",
    re.IGNORECASE,
)
_NEGATIONS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"\b(?:do|does|did) not ", ""),
        (r"\b(?:do|does|did)n['’]t ", ""),
        (r"\bcannot\b", "can"),
        (r"\bcan['’]t\b", "can"),
        (r"\bwon['’]t\b", "will"),
        (r"(?<=\w)n['’]t\b", ""),
        (r"\bnot (?:yet |only |any )?", ""),
        (r"\bnever ", "always "),
        (r"\bnobody\b", "somebody"),
        (r"\bno one\b", "someone"),
        (r"\bnothing\b", "something"),
        (r"\bnone\b", "some"),
        (r"\bno ", ""),
        (r"\bNo ", "Some "),
        (r"\bwithout\b", "with"),
    )
)
_NEGATIVE_FRENCH = re.compile(
    r"\b(?:ne|n['’]|pas|non|sans|ni|aucun\w*|jamais|rien|peu|im\w+|in\w+|dé\w+|mal\w*|contre)\b|n['’]",
    re.IGNORECASE,
)
_NEGATIVE_ENGLISH = re.compile(r"\b(?:not?|never|without|none|nor|nothing|cannot)\b|n['’]t\b", re.IGNORECASE)
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|will|would|can|could|should|has|have|must) (?=[a-z])")
_ADDRESSES = (
    "https://www.example.org/presse/2021/dossier-{0}.html", "http://example.com/{0}?lang=fr",
    "www.exemple-{0}.fr",
    "redaction{0}@example.org", "jean.dupont{0}@exemple.fr", "@agence_{0}", "#crise{0}",
)  # fmt: skip
TERMS = (
    ("version française", "French version"), ("chef d'état-major", "chief of staff"), ("huissier", "bailiff"),
    ("garde des Sceaux", "Minister of Justice"), ("préfet", "prefect"), ("gendarmerie", "gendarmerie"),
    ("dépêche", "dispatch"), ("conseil général", "departmental council"),
)  # fmt: skip
"""The glossary that the bench checks with."""

_PLACEHOLDERS = ("{name}", "{0}", "%s", "%d", "$total", "${user}", "%(count)d", "{{ date }}")


def number_changed(random: Random, french: str, english: str) -> tuple[Text, Text] | None:
    """A figure that stands in both has one digit changed."""
    return _at_figure(random, french, english, lambda figure: _other_figure(random, figure))


def number_dropped(random: Random, french: str, english: str) -> tuple[Text, Text] | None:
    """A figure that stands in both is left out."""
    return _at_figure(random, french, english, lambda figure: "")


def number_word_changed(random: Random, french: str, english: str) -> tuple[Text, Text] | None:
    """A number in words ("three" for "trois") becomes another."""
    words = french.lower().split()
    places = [match for match in _WORD.finditer(english) if _NUMBER_WORDS.get(match[0].lower()) in words]
    if not places:
        return None
    place = random.choice(places)
    other = random.choice([word for word in _NUMBER_WORDS if word != place[0].lower()])
    return _set(french, english, place.start(), place.end(), other)


def date_changed(random: Random, french: str, english: str) -> tuple[Text, Text] | None:
    """A month or a day of the week becomes another, or the day of a date does."""
    words = {word.lower() for word in _WORD.findall(french)}
    places = [
        (match, names)
        for names, originals in ((_MONTHS, _FRENCH_MONTHS), (_DAYS, _FRENCH_DAYS))
        for match in _WORD.finditer(english)
        if match[0] in names and originals[names.index(match[0])] in words
    ]
    if not places:
        return None
    place, names = random.choice(places)
    return _set(
        french, english, place.start(), place.end(), random.choice([n for n in names if n != place[0]])
    )


def address_altered(random: Random, french: str, english: str) -> tuple[Text, Text] | None:
    """An address, put into both, loses, doubles or swaps a character."""
    address = random.choice(_ADDRESSES).format(random.randrange(10, 999))
    place = random.randrange(5, len(address) - 1)
    bad = random.choice(
        (
            address[:place] + address[place + 1 :],
            address[:place] + address[place] + address[place:],
            address[:place] + " " + address[place:],
            address[: place - 1] + address[place] + address[place - 1] + address[place + 1 :],
        )
    )
    return None if bad == address else _into_both(random, french, english, address, bad)


def address_dropped(random: Random, french: str, english: str) -> tuple[Text, Text] | None:
    """An address that the French has is missing."""
    address = random.choice(_ADDRESSES).format(random.randrange(10, 999))
    return _into_both(random, french, english, address, "")


def placeholder_dropped(random: Random, french: str, english: str) -> tuple[Text, Text] | None:
    """A placeholder that the French has is missing."""
    return _into_both(random, french, english, random.choice(_PLACEHOLDERS), "")


def placeholder_doubled(random: Random, french: str, english: str) -> tuple[Text, Text] | None:
    """A placeholder comes twice."""
    placeholder = random.choice(_PLACEHOLDERS)
    return _into_both(random, french, english, placeholder, f"{placeholder} {placeholder}")


def placeholder_altered(random: Random, french: str, english: str) -> tuple[Text, Text] | None:
    """A placeholder is translated, or torn."""
    placeholder = random.choice(_PLACEHOLDERS)
    place = random.randrange(1, len(placeholder))
    bad = random.choice((placeholder[:place] + " " + placeholder[place:], placeholder[:-1], placeholder[1:]))
    return _into_both(random, french, english, placeholder, bad)


def mark_dropped(random: Random, french: str, english: str) -> tuple[Text, Text] | None:
    """A link, code or emphasis over a word of both is missing."""
    marks = _marks(random, french, english)
    return marks and (Text(french, (marks[0],)), Text(english))


def mark_doubled(random: Random, french: str, english: str) -> tuple[Text, Text] | None:
    """A mark comes twice."""
    marks = _marks(random, french, english)
    if not marks or marks[1].end - marks[1].start < 2:
        return None
    mark = marks[1]
    halves = (
        Mark(mark.kind, mark.start, mark.start + 1, mark.attrs),
        Mark(mark.kind, mark.start + 1, mark.end, mark.attrs),
    )
    return Text(french, (marks[0],)), Text(english, halves)


def link_changed(random: Random, french: str, english: str) -> tuple[Text, Text] | None:
    """A link leads elsewhere."""
    marks = _marks(random, french, english)
    if not marks:
        return None
    there = Mark(MarkKind.LINK, marks[0].start, marks[0].end, {"href": "https://example.org/fr/a"})
    here = Mark(MarkKind.LINK, marks[1].start, marks[1].end, {"href": "https://example.org/en/a"})
    return Text(french, (there,)), Text(english, (here,))


def name_replaced(random: Random, french: str, english: str) -> tuple[Text, Text] | None:
    """A name that stands alike in both becomes another name."""
    return _at_name(random, french, english, random.choice(_OTHER_NAMES))


def name_dropped(random: Random, french: str, english: str) -> tuple[Text, Text] | None:
    """A name that stands alike in both is left out."""
    return _at_name(random, french, english, "")


def nationality_swapped(random: Random, french: str, english: str) -> tuple[Text, Text] | None:
    """A nationality, language or country becomes another."""
    lower = french.lower()
    places = [
        match
        for match in _WORD.finditer(english)
        if match[0] in _NATIONS and any(stem in lower for stem in _NATIONS[match[0]].split())
    ]
    if not places:
        return None
    place = random.choice(places)
    country = _NATIONS[place[0]] in ("france",) or list(_NATIONS).index(place[0]) >= list(_NATIONS).index(
        "France"
    )
    names = list(_NATIONS)
    border = names.index("France")
    others = [name for name in (names[border:] if country else names[:border]) if name != place[0]]
    return _set(french, english, place.start(), place.end(), random.choice(others))


def negation_removed(random: Random, french: str, english: str) -> tuple[Text, Text] | None:
    """What the French denies (ne … pas, jamais, rien, aucun, personne), the English affirms."""
    if len(_DENIED.findall(french)) < 1:
        return None
    places: list[tuple[int, int, str]] = []
    for pattern, instead in _NEGATIONS:
        for match in pattern.finditer(english):
            if not any(match.start() < end and start < match.end() for start, end, _ in places):
                places.append((match.start(), match.end(), instead))
    if not places:
        return None
    if len(places) > 1 and len(places) != len(_DENIED.findall(french)):
        return None  # which of them answers the French is not known
    start, end, instead = random.choice(places)
    return _set(french, english, start, end, instead)


def negation_added(random: Random, french: str, english: str) -> tuple[Text, Text] | None:
    """What nobody denied is denied."""
    if _NEGATIVE_FRENCH.search(french) or _NEGATIVE_ENGLISH.search(english):
        return None
    places = list(_AUXILIARY.finditer(english))
    if not places:
        return None
    place = random.choice(places)
    return _set(french, english, place.end(), place.end(), "not ")


def half_cut(random: Random, french: str, english: str) -> tuple[Text, Text] | None:
    """The second half of the sentence is missing, its last sign perhaps kept."""
    words = english.split()
    if len(words) < 8:
        return None
    kept = " ".join(words[: len(words) // 2])
    return Text(french), Text(kept.rstrip(",;:") + random.choice(("", english[-1])))


def first_half_cut(random: Random, french: str, english: str) -> tuple[Text, Text] | None:
    """The first half of the sentence is missing."""
    words = english.split()
    if len(words) < 8:
        return None
    kept = " ".join(words[len(words) // 2 :])
    return Text(french), Text(kept if random.random() < 0.5 else kept[:1].upper() + kept[1:])


def looped(random: Random, french: str, english: str) -> tuple[Text, Text] | None:
    """One to six words are said three to eight times over, to the end of the sentence or within it."""
    words = english.split()
    size = random.randint(1, 6)
    if len(words) < size + 2:
        return None
    start = random.randrange(len(words) - size)
    phrase = words[start : start + size]
    rest = words[start + size :] if random.random() < 0.5 else []
    return Text(french), Text(" ".join(words[:start] + phrase * random.randint(3, 8) + rest))


def copied(random: Random, french: str, english: str) -> tuple[Text, Text] | None:
    """The French stands in the place of the English."""
    return (Text(french), Text(french)) if re.search("[a-zà-ÿ]{3}", french) and french != english else None


def emptied(random: Random, french: str, english: str) -> tuple[Text, Text] | None:
    """There is nothing, or only blanks and signs."""
    return Text(french), Text(random.choice(("", " ", "\u00a0", ".", "...")))


def sign_dropped(random: Random, french: str, english: str) -> tuple[Text, Text] | None:
    """One quotation mark or bracket of a pair is missing."""
    if (
        english.count('"') % 2
        or english.count("(") != english.count(")")
        or english.count("“") != english.count("”")
    ):
        return None
    if (
        french.count('"') % 2
        or french.count("(") != french.count(")")
        or french.count("«") != french.count("»")
    ):
        return None
    places = [place for place, sign in enumerate(english) if sign in '"“”()[]']
    if not places:
        return None
    place = random.choice(places)
    return _set(french, english, place, place + 1, "")


def french_left(random: Random, french: str, english: str) -> tuple[Text, Text] | None:
    """Two to five words within the sentence are French, about the same place in it."""
    there, here = french.split(), english.split()
    size = random.randint(2, 5)
    if len(there) < size + 4 or len(here) < size + 4:
        return None
    start = random.randrange(1, len(here) - size - 1)
    origin = min(max(1, start * len(there) // len(here)), len(there) - size - 1)
    run = there[origin : origin + size]
    if sum(word.islower() and word not in here for word in run) < 2:
        return None
    return Text(french), Text(" ".join([*here[:start], *run, *here[start + size :]]))


def term_replaced(random: Random, french: str, english: str) -> tuple[Text, Text] | None:
    """A term of the glossary, put into both, stands there as another word."""
    row = random.randrange(len(TERMS))
    bad = random.choice([other for place, (_, other) in enumerate(TERMS) if place != row] + [""])
    return _into_both(random, french, english, TERMS[row][0], bad)


DAMAGES: Mapping[Damage, str] = {
    number_changed: "numbers",
    number_dropped: "numbers",
    number_word_changed: "numbers",
    date_changed: "numbers",
    address_altered: "addresses",
    address_dropped: "addresses",
    placeholder_dropped: "placeholders",
    placeholder_doubled: "placeholders",
    placeholder_altered: "placeholders",
    mark_dropped: "markup",
    mark_doubled: "markup",
    link_changed: "markup",
    name_replaced: "names",
    name_dropped: "names",
    nationality_swapped: "languages",
    negation_removed: "negation",
    half_cut: "length",
    first_half_cut: "length",
    looped: "repetition",
    copied: "untranslated",
    emptied: "empty",
    sign_dropped: "unbalanced",
    french_left: "french",
    term_replaced: "glossary",
}
"""Each damage, and the kind of the check that must find it."""

BEYOND: Mapping[Damage, str] = {negation_added: "negation"}
"""Damages that the checks find in part only: reported one by one, not in the recall of their kind."""


def _set(french: str, english: str, start: int, end: int, instead: str) -> tuple[Text, Text]:
    """The pair with one part of the English replaced, and blanks mended."""
    damaged = english[:start] + instead + english[end:]
    return Text(french), Text(re.sub(r" (?=[,.;:!?])|(?<= ) +", "", damaged) if not instead else damaged)


def _at_figure(
    random: Random, french: str, english: str, instead: Callable[[str], str]
) -> tuple[Text, Text] | None:
    figures = set(_FIGURE.findall(french))
    places = [match for match in _FIGURE.finditer(english) if match[0] in figures]
    if not places:
        return None
    place = random.choice(places)
    return _set(french, english, place.start(), place.end(), instead(place[0]))


def _other_figure(random: Random, figure: str) -> str:
    places = [place for place, char in enumerate(figure) if char.isdigit()]
    place = random.choice(places)
    digit = random.choice([digit for digit in "123456789" if digit != figure[place]])
    return figure[:place] + digit + figure[place + 1 :]


def _at_name(random: Random, french: str, english: str, instead: str) -> tuple[Text, Text] | None:
    there = _within(french)
    here = [match for match in _within(english).values() if match[0] in there]
    if not here:
        return None
    place = random.choice(here)
    return _set(french, english, place.start(), place.end(), instead)


def _within(text: str) -> dict[str, re.Match[str]]:
    """The words with a capital letter that begin no sentence, quotation or bracket."""
    return {
        match[0]: match
        for match in _WORD.finditer(text)
        if len(match[0]) > 3
        and match[0][0].isupper()
        and not match[0].isupper()
        and match[0] not in _MONTHS + _DAYS
        and re.search(r"[\w,] $", text[: match.start()])
        and not re.match("[-'’]", text[match.end() :])
    }


def _into_both(random: Random, french: str, english: str, good: str, bad: str) -> tuple[Text, Text]:
    """`good` put between two words of the French, `bad` between two of the English."""
    return Text(_between(random, french, good)), Text(_between(random, english, bad))


def _between(random: Random, text: str, part: str) -> str:
    words = text.split(" ")
    place = random.randint(1, len(words)) if len(words) > 1 else 1
    return " ".join([*words[:place], *([part] if part else []), *words[place:]])


def _marks(random: Random, french: str, english: str) -> tuple[Mark, Mark] | None:
    """A mark over a word of the French, and the same over one of the English."""
    there, here = list(_WORD.finditer(french)), list(_WORD.finditer(english))
    if not there or not here:
        return None
    kind = random.choice((MarkKind.LINK, MarkKind.STRONG, MarkKind.EMPHASIS, MarkKind.FOOTNOTE))
    attrs = {MarkKind.LINK: {"href": "https://example.org/"}, MarkKind.FOOTNOTE: {"label": "1"}}.get(kind, {})
    first, second = random.choice(there), random.choice(here)
    return Mark(kind, first.start(), first.end(), attrs), Mark(kind, second.start(), second.end(), attrs)
