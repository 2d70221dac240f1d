"""Find currencies and other signs that vanished."""

import re
import unicodedata
from collections.abc import Iterator

from enregard.article.article import OBJECT, Finding
from enregard.translate.checks.figures import other_units
from enregard.translate.checks.pair import Pair
from enregard.translate.checks.wordlists import signs as known

_BLANK = "[ \u00a0\u202f\u2009]"

_CANADIAN = r"c(?:a(?:d|n)?)?\b|c(?:a)?\$|canad"
_COUNTRIES = {
    "US": "us|american",
    "USA": "us|american",
    "CA": _CANADIAN,
    "CAN": _CANADIAN,
    "AU": r"au|a\$|austral",
    "NZ": "nz|zealand",
    "HK": "hk|hong",
}
"""What the country of a dollar may be in English."""

_AMOUNT = re.compile(
    rf"\d{_BLANK}?(?:[kMG]|Mds?|mds?|millions?|milliards?)?{_BLANK}?(?P<sign>[^\w\s])"
    rf"(?:{_BLANK}?(?P<whose>{'|'.join(_COUNTRIES)})\b)?"
)
_SIGN_FIRST = re.compile(rf"(?P<sign>[^\w\s]){_BLANK}?\d")
_PER_MILLE = r"‰|permille?|per mille?|per thousand|0\.\d+ ?%|in (?:a|every) thousand"
_PER_CENT = (
    r"%|per ?cent|pct|point"
    r"|\b(?:half|quarters?|thirds?|fifths?|tenths?|wholly|fully|entirely|completely|totally)\b"
)
_SHARES = {
    "%": (re.compile(r"\d[ \u00a0\u202f]?%"), re.compile(_PER_CENT, re.IGNORECASE)),
    "‰": (re.compile(r"\d[ \u00a0\u202f]?‰"), re.compile(_PER_MILLE, re.IGNORECASE)),
}

_PER_MILLES = re.compile(r"(\d+(?:,\d+)?)[ \u00a0\u202f]?‰")
_ASCII = frozenset("$|=")
_KINDS = frozenset({"Sm", "So", "No"})
_REFERENCES = frozenset("†‡¶※")
_MOST = 20
_UNITS = (
    "km/h|km²|km|m²|m³|cm|mm|kg|mg|ha|kWh|MWh|GWh|kW|MW|GW|kHz|MHz|GHz|Hz|dB|Go|Mo|Ko|To|hPa"
    "|CAD|CHF|CNY|CZK|EUR|GBP|INR|JPY|RUB|USD|euros?|dollars?|roubles?|francs?|yens?|yuans?|roupies?|pesos?"
    "|couronnes?|livres? sterling|shekels?|dinars?|dirhams?"
)
_MEASURE = re.compile(
    rf"\d{_BLANK}?(?:(?:mille|millions?|milliards?){_BLANK}(?:d(?:e |['’]))?)?({_UNITS})(?![\w²³/])"
)
"""A number with a unit or currency. Metres, litres and hours have too many other forms in English."""

_FORMS = {
    "km": r"km|kilomètres?|kilomet(?:er|re)s?", "m": r"m|mètres?|met(?:er|re)s?",
    "cm": r"cm|centimètres?|centimet(?:er|re)s?", "mm": r"mm|millimètres?|millimet(?:er|re)s?",
    "kg": r"kg|kilos?|kilogram(?:me)?s?", "g": r"g|gram(?:me)?s?", "mg": r"mg|milligram(?:me)?s?",
    "l": r"l|lit(?:re|er)s?",
    "dl": r"dl|décilitres?|decilit(?:re|er)s?", "cl": r"cl|centilitres?|centilit(?:re|er)s?",
    "ml": r"ml|millilitres?|millilit(?:re|er)s?", "°C": r"°\s?C|degrés? Celsius|degrees? Celsius",
    "mile": r"miles?", "pound": r"lbs?|pounds?", "°F": r"°\s?F|degrees? Fahrenheit", "ounce": r"oz|ounces?",
    "foot": r"feet|foot|ft", "inch": r"inch(?:es)?", "yard": r"yards?",
    "gallon": r"gallons?", "acre": r"acres?",
    "ha": r"ha|hectares?",
    "km/h": r"km/h|kilomètres?[ -](?:à l['’])?heure|km?ph|kilomet(?:er|re)s? (?:an|per) hour",
    "mph": r"mph|miles? (?:an|per) hour",
}  # fmt: skip
"""Units, with their forms in French and English."""
_MEASURES = tuple(_FORMS)

_MEASURED = re.compile(
    r"(?<![\d.,])(?P<number>\d+(?:[.,]\d+)?)[ \u00a0\u202f-]?(?:"
    + "|".join(f"(?P<u{at}>{forms})" for at, forms in enumerate(_FORMS.values()))
    + r")(?![\w²³/-])"
)
_NUMBER_SIGN = re.compile(r"\b[nN]°")
_SEEN = re.compile(r"[^\w\s]|[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209c\u2150-\u215f]")


def signs(pair: Pair) -> Iterator[Finding]:
    """Currencies, percentages and other signs stay: `300 ₽` must not become "300"."""
    french, english = pair.french.plain, pair.english.plain
    found = set(_SEEN.findall(french))
    if not (found & _ASCII or any(char.isdigit() for char in french) or not all(map(str.isascii, found))):
        return
    lower = english.lower()
    amounts = {(match["sign"], match["whose"] or "") for match in _AMOUNT.finditer(french)}
    amounts.update((match["sign"], "") for match in _SIGN_FIRST.finditer(french))
    for sign, whose in sorted(amounts):
        if unicodedata.category(sign) == "Sc" and not _has_currency(sign, whose, lower):
            yield Finding("signs", f"“{f'{sign} {whose}'.strip()}” is not in the translation")
    for found_word in dict.fromkeys(_lost_words(french, lower)):
        yield Finding("signs", f"“{found_word}” is not in the translation")
    yield from _other_units(french, english)
    for match in _PER_MILLES.finditer(french) if "‰" in found else ():
        share = f"{match[1].replace(',', '.')}%"
        if share in english.replace(" %", "%"):
            yield Finding("signs", f"“{match[0]}” is “{share}” in the translation")
    for sign, (there, here) in _SHARES.items():
        if sign in found and there.search(french) and not here.search(english):
            yield Finding("signs", f"“{sign}” is not in the translation")
    for sign in sorted(found)[:_MOST]:
        if _is_symbol(sign) and sign not in english and not _is_written(sign, french, lower):
            yield Finding("signs", f"“{sign}” is not in the translation")


def _lost_words(french: str, english: str) -> Iterator[str]:
    """Yield the units and names of currencies after numbers that the English does not have."""
    for name in sorted({match[1] for match in _MEASURE.finditer(french)}):
        sign = name if name in known() else name.replace("livres", "livre").removesuffix("s")
        if not re.search(known()[sign], english):
            yield name


def _other_units(french: str, english: str) -> Iterator[Finding]:
    """Find a measure that kept its number but not its unit: "20 cl" is "20 ml"."""
    ours = _measures(french)
    yield from other_units("signs", ours, _measures(english) if ours else {})


def _measures(plain: str) -> dict[str, dict[str, str]]:
    """Return the units of each number with one, by number, each with the words."""
    found: dict[str, dict[str, str]] = {}
    for match in _MEASURED.finditer(plain):
        unit = _MEASURES[int((match.lastgroup or "u0")[1:])]
        found.setdefault(match["number"].replace(",", "."), {})[unit] = match[0]
    return found


def _has_currency(sign: str, whose: str, english: str) -> bool:
    if not re.search(known().get(sign, re.escape(sign)), english):
        return False
    return not whose or re.search(rf"(?<![^\W\d_])(?:{_COUNTRIES[whose]})", english) is not None


def _is_symbol(sign: str) -> bool:
    if sign.isascii() or sign == OBJECT:
        return sign in "|="
    return sign in _REFERENCES or unicodedata.category(sign) in _KINDS


def _is_written(sign: str, french: str, english: str) -> bool:
    """Return whether the English has another form of a sign."""
    if sign == "°" and _NUMBER_SIGN.search(french):
        return True
    other = unicodedata.normalize("NFKC", sign)
    if other != sign and other in english:
        return True
    return sign in known() and re.search(known()[sign], english) is not None
