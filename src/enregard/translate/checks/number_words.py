"""Numbers in words, in both languages."""

from collections.abc import Mapping

FRENCH_UNITS = {
    "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15,
    "seize": 16,
}  # fmt: skip
FRENCH_TENS = {
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70,
    "huitante": 80, "octante": 80, "nonante": 90,
}  # fmt: skip
ENGLISH_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
ENGLISH_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip

_FRENCH_ORDINAL_STEMS = {"cinqu": 5, "neuv": 9, "quatr": 4, "onz": 11, "douz": 12, "treiz": 13, "quatorz": 14,
    "quinz": 15, "seiz": 16, "trent": 30, "quarant": 40, "cinquant": 50, "soixant": 60}  # fmt: skip
_ENGLISH_ORDINALS = {"fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12, "third": 3, "second": 2, "first": 1}

FRENCH: Mapping[str, float] = {
    **FRENCH_UNITS,
    **FRENCH_TENS,
    **{f"{word}ieme": value for word, value in FRENCH_UNITS.items() if value > 1},
    **{f"{stem}ieme": value for stem, value in _FRENCH_ORDINAL_STEMS.items()},
    "unieme": 1, "vingtieme": 20, "centieme": 100, "millieme": 1000,
    "premier": 1, "premiere": 1, "second": 2, "seconde": 2,
    "demi": 0.5, "demie": 0.5, "moitie": 0.5, "tiers": 3, "quart": 4, "quarts": 4,
    "double": 2, "triple": 3, "quadruple": 4, "tripler": 3, "triplement": 3, "couple": 2,
    "dizaine": 10, "dizaines": 10, "douzaine": 12, "douzaines": 12, "quinzaine": 15, "vingtaine": 20,
    "trentaine": 30, "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
    "centaines": 100, "millier": 1000, "milliers": 1000, "siecle": 100, "siecles": 100,
    "cent": 100, "cents": 100, "mille": 1000, "mi": 0.5, "decennie": 10, "decennies": 10,
    "quotidien": 24, "trimestre": 3, "trimestriel": 3, "semestre": 6, "annee": 12, "an": 12, "minuit": 0,
    "midi": 12,
}  # fmt: skip
"""Numbers by the words that name them, folded."""

ENGLISH: Mapping[str, float] = {
    **ENGLISH_UNITS,
    **ENGLISH_TENS,
    **{f"{word}th": value for word, value in ENGLISH_UNITS.items() if value > 3},
    **{f"{word[:-1]}ieth": value for word, value in ENGLISH_TENS.items()},
    **{f"{word[:-1]}ies": value for word, value in ENGLISH_TENS.items()},
    **_ENGLISH_ORDINALS,
    **{f"{word}thly": value for word, value in ENGLISH_UNITS.items() if value > 3},
    **{f"{word}ly": value for word, value in _ENGLISH_ORDINALS.items()},
    **{f"{word}fold": value for word, value in ENGLISH_UNITS.items()},
    **{f"{word}s": value for word, value in ENGLISH_UNITS.items()},
    "sixes": 6, "twenties": 20, "once": 1, "twice": 2, "thrice": 3, "both": 2, "pair": 2, "couple": 2,
    "twin": 2, "half": 0.5, "halves": 0.5, "thirds": 3, "quarter": 4, "quarters": 4, "fourths": 4,
    "fifths": 5, "double": 2, "doubled": 2, "triple": 3, "tripled": 3, "quadruple": 4, "trio": 3,
    "dozen": 12, "dozens": 12, "fortnight": 15, "hundred": 100, "hundreds": 100, "thousand": 1000,
    "thousands": 1000, "century": 100, "centuries": 100, "decade": 10, "decades": 10, "teen": 13,
    "teens": 13, "noon": 12, "midnight": 0, "secondary": 2, "tertiary": 3, "triad": 3, "quartet": 4,
    "few": 3, "hundredth": 100, "thousandth": 1000, "tenths": 10, "percent": 100,
}  # fmt: skip

SCALES_FRENCH = {"million": 6, "millions": 6, "milliard": 9, "milliards": 9, "billion": 12, "billions": 12,
    "mille": 3, "millier": 3, "milliers": 3, "cent": 2, "cents": 2, "centaines": 2, "mds": 9, "md": 9,
    "mio": 6, "k": 3}  # fmt: skip
SCALES_ENGLISH = {"million": 6, "millions": 6, "billion": 9, "billions": 9, "trillion": 12, "trillions": 12,
    "thousand": 3, "thousands": 3, "hundred": 2, "hundreds": 2, "bn": 9, "mn": 6, "m": 6, "k": 3,
    "mio": 6}  # fmt: skip

FRENCH_CERTAIN = frozenset(
    word
    for word, value in FRENCH.items()
    if value > 2 and word != "neuf" and (word in FRENCH_UNITS or word in FRENCH_TENS or word.endswith("ieme"))
)
"""Words that always mean a number, which English nearly always keeps. Not "deux": "les deux" is "both"."""

ENGLISH_CERTAIN = frozenset(
    word for word, value in {**ENGLISH_UNITS, **ENGLISH_TENS}.items() if value > 2
) | {"fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}

TIMES = frozenset(
    {"an", "annee", "decennie", "decennies", "midi", "minuit", "quotidien", "semestre", "siecle", "siecles"}
    | {"trimestre", "trimestriel"}
)
"""Words that English may render as a number. They never are one themselves."""

PERIODS = (TIMES - {"decennies"}) | {"century", "centuries"}
"""Words that begin another number: "twenty-first century" is 21 and 100."""

GROUPS = frozenset({"dozen", "dozens", "decade", "decades", "douzaines", "decennies"})
"""Words that multiply the preceding number: "four dozen"."""
