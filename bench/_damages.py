"""Damage correct translations in the ways that translation goes wrong.

Each function takes a random generator, a French sentence and its English. It returns the damaged pair, or
None if the damage does not apply. The French changes only if the function inserts something into it.
"""

import re
from collections.abc import Callable, Mapping
from random import Random

from enregard.article.article import Mark, MarkKind, Text

Damaged = tuple[Text, Text]
Damage = Callable[[Random, str, str], Damaged | None]

_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w.,]*\d)")
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
_FRENCH_NEGATION = re.compile(
    r"\b(?:ne|n['’])\s?(?:[\w'’-]+ ){1,4}?(?:pas|jamais|rien|aucune?|personne)\b"
    r"(?! (?:seulement|que|uniquement)\b)",
    re.IGNORECASE,
)
_NEGATIONS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
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
"""The glossary of the bench."""

_PLACEHOLDERS = ("{name}", "{0}", "%s", "%d", "$total", "${user}", "%(count)d", "{{ date }}")


def number_changed(random: Random, french: str, english: str) -> Damaged | None:
    """Change a digit of a number that is in both."""
    return _replace_number(random, french, english, lambda number: _other_number(random, number))


def number_dropped(random: Random, french: str, english: str) -> Damaged | None:
    """Drop a number that is in both."""
    return _replace_number(random, french, english, lambda number: "")


def number_word_changed(random: Random, french: str, english: str) -> Damaged | None:
    """Change a number in words ("three" for "trois")."""
    words = french.lower().split()
    places = [match for match in _WORD.finditer(english) if _NUMBER_WORDS.get(match[0].lower()) in words]
    if not places:
        return None
    match = random.choice(places)
    other = random.choice([word for word in _NUMBER_WORDS if word != match[0].lower()])
    return replace(french, english, match.start(), match.end(), other)


def date_changed(random: Random, french: str, english: str) -> Damaged | None:
    """Change a month or a day of the week."""
    words = {word.lower() for word in _WORD.findall(french)}
    places = [
        (match, names)
        for names, originals in ((_MONTHS, _FRENCH_MONTHS), (_DAYS, _FRENCH_DAYS))
        for match in _WORD.finditer(english)
        if match[0] in names and originals[names.index(match[0])] in words
    ]
    if not places:
        return None
    match, names = random.choice(places)
    return replace(
        french, english, match.start(), match.end(), random.choice([n for n in names if n != match[0]])
    )


def address_altered(random: Random, french: str, english: str) -> Damaged | None:
    """Insert an address into both; drop, double or swap a character of it, or add a blank, in the English."""
    address = random.choice(_ADDRESSES).format(random.randrange(10, 999))
    at = random.randrange(5, len(address) - 1)
    bad = random.choice(
        (
            address[:at] + address[at + 1 :],
            address[:at] + address[at] + address[at:],
            address[:at] + " " + address[at:],
            address[: at - 1] + address[at] + address[at - 1] + address[at + 1 :],
        )
    )
    return None if bad == address else insert(random, french, english, address, bad)


def address_dropped(random: Random, french: str, english: str) -> Damaged | None:
    """Insert an address into the French only."""
    address = random.choice(_ADDRESSES).format(random.randrange(10, 999))
    return insert(random, french, english, address, "")


def placeholder_dropped(random: Random, french: str, english: str) -> Damaged | None:
    """Insert a placeholder into the French only."""
    return insert(random, french, english, random.choice(_PLACEHOLDERS), "")


def placeholder_doubled(random: Random, french: str, english: str) -> Damaged | None:
    """Insert a placeholder into both, doubled in the English."""
    placeholder = random.choice(_PLACEHOLDERS)
    return insert(random, french, english, placeholder, f"{placeholder} {placeholder}")


def placeholder_altered(random: Random, french: str, english: str) -> Damaged | None:
    """Insert a placeholder into both, split or cut in the English."""
    placeholder = random.choice(_PLACEHOLDERS)
    at = random.randrange(1, len(placeholder))
    bad = random.choice((placeholder[:at] + " " + placeholder[at:], placeholder[:-1], placeholder[1:]))
    return insert(random, french, english, placeholder, bad)


def mark_dropped(random: Random, french: str, english: str) -> Damaged | None:
    """Mark a word of both, and drop the mark in the English."""
    marks = _marks(random, french, english)
    return marks and (Text(french, (marks[0],)), Text(english))


def mark_doubled(random: Random, french: str, english: str) -> Damaged | None:
    """Mark a word of both, and double the mark in the English."""
    marks = _marks(random, french, english)
    if not marks or marks[1].end - marks[1].start < 2:
        return None
    mark = marks[1]
    halves = (
        Mark(mark.kind, mark.start, mark.start + 1, mark.attrs),
        Mark(mark.kind, mark.start + 1, mark.end, mark.attrs),
    )
    return Text(french, (marks[0],)), Text(english, halves)


def link_changed(random: Random, french: str, english: str) -> Damaged | None:
    """Link a word of both, and change the address in the English."""
    marks = _marks(random, french, english)
    if not marks:
        return None
    original = Mark(MarkKind.LINK, marks[0].start, marks[0].end, {"href": "https://example.org/fr/a"})
    translation = Mark(MarkKind.LINK, marks[1].start, marks[1].end, {"href": "https://example.org/en/a"})
    return Text(french, (original,)), Text(english, (translation,))


def name_replaced(random: Random, french: str, english: str) -> Damaged | None:
    """Replace a name that is the same in both."""
    return _replace_name(random, french, english, random.choice(_OTHER_NAMES))


def name_dropped(random: Random, french: str, english: str) -> Damaged | None:
    """Drop a name that is the same in both."""
    return _replace_name(random, french, english, "")


def nationality_swapped(random: Random, french: str, english: str) -> Damaged | None:
    """Replace a nationality, language or country."""
    lower = french.lower()
    places = [
        match
        for match in _WORD.finditer(english)
        if match[0] in _NATIONS and any(stem in lower for stem in _NATIONS[match[0]].split())
    ]
    if not places:
        return None
    match = random.choice(places)
    names = list(_NATIONS)
    border = names.index("France")  # countries from here on
    is_country = names.index(match[0]) >= border
    others = [name for name in (names[border:] if is_country else names[:border]) if name != match[0]]
    return replace(french, english, match.start(), match.end(), random.choice(others))


def negation_removed(random: Random, french: str, english: str) -> Damaged | None:
    """Remove a negation that the French has (ne … pas, jamais, rien, aucun, personne)."""
    negations = len(_FRENCH_NEGATION.findall(french))
    if not negations:
        return None
    places: list[tuple[int, int, str]] = []
    for pattern, new in _NEGATIONS:
        for match in pattern.finditer(english):
            if not any(match.start() < end and start < match.end() for start, end, _ in places):
                places.append((match.start(), match.end(), new))
    if not places:
        return None
    if len(places) > 1 and len(places) != negations:
        return None  # unclear which of them translates the French
    start, end, new = random.choice(places)
    return replace(french, english, start, end, new)


def negation_added(random: Random, french: str, english: str) -> Damaged | None:
    """Add a negation where the French has none."""
    if _NEGATIVE_FRENCH.search(french) or _NEGATIVE_ENGLISH.search(english):
        return None
    places = list(_AUXILIARY.finditer(english))
    if not places:
        return None
    match = random.choice(places)
    return replace(french, english, match.end(), match.end(), "not ")


def half_cut(random: Random, french: str, english: str) -> Damaged | None:
    """Drop the second half of the sentence, sometimes except its last character."""
    words = english.split()
    if len(words) < 8:
        return None
    kept = " ".join(words[: len(words) // 2])
    return Text(french), Text(kept.rstrip(",;:") + random.choice(("", english[-1])))


def first_half_cut(random: Random, french: str, english: str) -> Damaged | None:
    """Drop the first half of the sentence."""
    words = english.split()
    if len(words) < 8:
        return None
    kept = " ".join(words[len(words) // 2 :])
    return Text(french), Text(kept if random.random() < 0.5 else kept[:1].upper() + kept[1:])


def looped(random: Random, french: str, english: str) -> Damaged | None:
    """Repeat one to six words three to eight times; sometimes drop the rest of the sentence."""
    words = english.split()
    size = random.randint(1, 6)
    if len(words) < size + 2:
        return None
    start = random.randrange(len(words) - size)
    phrase = words[start : start + size]
    rest = words[start + size :] if random.random() < 0.5 else []
    return Text(french), Text(" ".join(words[:start] + phrase * random.randint(3, 8) + rest))


def copied(random: Random, french: str, english: str) -> Damaged | None:
    """Replace the English by the French."""
    return (Text(french), Text(french)) if re.search("[a-zà-ÿ]{3}", french) and french != english else None


def emptied(random: Random, french: str, english: str) -> Damaged | None:
    """Leave nothing, or only blanks and punctuation."""
    return Text(french), Text(random.choice(("", " ", "\u00a0", ".", "...")))


def sign_dropped(random: Random, french: str, english: str) -> Damaged | None:
    """Drop one quotation mark or bracket of a pair."""
    for text, quotes in ((english, ("“", "”")), (french, ("«", "»"))):
        pairs = (("(", ")"), quotes)
        if text.count('"') % 2 or any(text.count(left) != text.count(right) for left, right in pairs):
            return None
    places = [at for at, char in enumerate(english) if char in '"“”()[]']
    if not places:
        return None
    at = random.choice(places)
    return replace(french, english, at, at + 1, "")


def french_left(random: Random, french: str, english: str) -> Damaged | None:
    """Replace two to five words by French from about the same place in the sentence."""
    original, translation = french.split(), english.split()
    size = random.randint(2, 5)
    if len(original) < size + 4 or len(translation) < size + 4:
        return None
    start = random.randrange(1, len(translation) - size - 1)
    origin = min(max(1, start * len(original) // len(translation)), len(original) - size - 1)
    run = original[origin : origin + size]
    if sum(word.islower() and word not in translation for word in run) < 2:
        return None
    return Text(french), Text(" ".join([*translation[:start], *run, *translation[start + size :]]))


def term_replaced(random: Random, french: str, english: str) -> Damaged | None:
    """Insert a glossary term into the French, and another word or none into the English."""
    row = random.randrange(len(TERMS))
    bad = random.choice([other for index, (_, other) in enumerate(TERMS) if index != row] + [""])
    return insert(random, french, english, TERMS[row][0], bad)


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
"""Each damage, and the kind of finding expected for it."""

BEYOND: Mapping[Damage, str] = {negation_added: "negation"}
"""Damages that the checks only find in part. The recall of their kind leaves them out."""


def replace(french: str, english: str, start: int, end: int, new: str) -> Damaged:
    """Return the pair with one part of the English replaced, and blanks cleaned up."""
    damaged = english[:start] + new + english[end:]
    return Text(french), Text(re.sub(r" (?=[,.;:!?])|(?<= ) +", "", damaged) if not new else damaged)


def _replace_number(random: Random, french: str, english: str, new: Callable[[str], str]) -> Damaged | None:
    numbers = set(_NUMBER.findall(french))
    places = [match for match in _NUMBER.finditer(english) if match[0] in numbers]
    if not places:
        return None
    match = random.choice(places)
    return replace(french, english, match.start(), match.end(), new(match[0]))


def _other_number(random: Random, number: str) -> str:
    places = [at for at, char in enumerate(number) if char.isdigit()]
    at = random.choice(places)
    digit = random.choice([digit for digit in "123456789" if digit != number[at]])
    return number[:at] + digit + number[at + 1 :]


def _replace_name(random: Random, french: str, english: str, new: str) -> Damaged | None:
    original = _names(french)
    translation = [match for match in _names(english).values() if match[0] in original]
    if not translation:
        return None
    match = random.choice(translation)
    return replace(french, english, match.start(), match.end(), new)


def _names(text: str) -> dict[str, re.Match[str]]:
    """Return the capitalised words that do not start a sentence, quotation or bracket."""
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


def insert(random: Random, french: str, english: str, good: str, bad: str) -> Damaged:
    """Insert `good` between two words of the French, and `bad` between two of the English."""
    return Text(_insert_word(random, french, good)), Text(_insert_word(random, english, bad))


def _insert_word(random: Random, text: str, part: str) -> str:
    words = text.split(" ")
    at = random.randint(1, len(words)) if len(words) > 1 else 1
    return " ".join([*words[:at], *([part] if part else []), *words[at:]])


def _marks(random: Random, french: str, english: str) -> tuple[Mark, Mark] | None:
    """Return a mark over a word of the French, and the same mark over a word of the English."""
    original, translation = list(_WORD.finditer(french)), list(_WORD.finditer(english))
    if not original or not translation:
        return None
    kind = random.choice((MarkKind.LINK, MarkKind.STRONG, MarkKind.EMPHASIS, MarkKind.FOOTNOTE))
    attrs = {MarkKind.LINK: {"href": "https://example.org/"}, MarkKind.FOOTNOTE: {"label": "1"}}.get(kind, {})
    first, second = random.choice(original), random.choice(translation)
    return Mark(kind, first.start(), first.end(), attrs), Mark(kind, second.start(), second.end(), attrs)
