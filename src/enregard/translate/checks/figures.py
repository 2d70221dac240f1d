"""Read numbers in digits, with the values that they may stand for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from enregard.article.article import Finding

_FIGURES = re.compile(
    r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f\u2009'’]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*"
)
_SPACES = re.compile("[ \u00a0\u202f\u2009'’]")
_AFTER = re.compile(r"[ \u00a0\u202f-]?([^\W\d_]+)")
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{2,4})")
_SECONDS = re.compile(r"(?<![\d.,])(\d{1,2})[ \u00a0\u202f]s[ \u00a0\u202f](\d{1,2})(?!\d|[.,]\d)")  # 9 s 58
_CENTURIES = re.compile(r"(?<!\d)(1\d)00s\b")
_CENTURY = re.compile(
    r"(?<![\w'’-])([IVX][IVXL]*|[LC][IVXLC]+)(?:e|ème|è|er|ᵉ)(?![\w'’])|(?<![\w'’-])([IVX]{2,})(?= siècle)"
)
_REGNAL = re.compile(r"(?<![\w'’-])[IVX]+(?![\w'’-])")  # Francis I
_MONEY = re.compile(r"[ \u00a0\u202f]?(M|Mds?|mds?|k|K)[ \u00a0\u202f]?[€$£¥]")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_HALF = re.compile(r" (\w+) et demie?\b")  # 2 millions et demi
_ADJECTIVE = re.compile(r" (?:autre|dernier|dernière|premier|première|prochain|prochaine)s(?= )")
_APART = re.compile(r", (\d{3})(?![\d.,]*\d)")  # 20, 000
_PERCENT = re.compile(r"[ \u00a0\u202f]?(?:%|pour cent)")
_SHARES = {10: 10, 20: 5, 25: 4, 33: 3, 50: 0.5, 75: 3}
"""Percentages, each with the number by which English may name the same share: "a quarter"."""
_HOURS = re.compile(r"[ \u00a0\u202f-]?(?:h|heures)\b")
_CLOCK = re.compile(r" ?(?:h(?:eures?)? ?([0-5]\d)?|:([0-5]\d))\b")
_RANGE = re.compile(r" ?(?:-|–|à|et|ou|to|and|or) ?\d[\d.,]* ([^\W\d_]+)")  # from 2 to 3 million
_FINALS = re.compile("(?:e|es|ème|èmes|ièmes?) de finale")  # huitièmes de finale: the last sixteen
METRIC = re.compile(
    r"\s?(?:(?:kilo|centi|milli)?mètres?|k?m²?|cm|mm|km/h|k?g|(?:kilo)?grammes?|kilos?|tonnes?|litres?|l"
    r"|hectares?|ha|°|degrés)(?!\w)"
)
_AFTER_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][^\W\d_]{1,30} \Z")
_LONGEST_NAME = 32
_TO_MINUTES = 12
"""The maximum number of characters from the figure of an hour to that of its minutes."""
_HALF_DAY = 12
_MILLION = 6
_GROUP = 3


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written, and the values it may stand for."""

    text: str
    values: frozenset[float]
    certain: bool
    """Whether it can only be a number, and one that every translation keeps."""
    unit: str = ""
    """"metric" or "clock" if English may give the measure or the time by other numbers, otherwise empty."""


def french_figures(plain: str, scales: Mapping[str, int]) -> Iterator[Number]:
    """Return the numbers in a French text: `12 000`, `1,5 million`, `14 h 30`, `XXe`."""
    plain = _SECONDS.sub(r"\1.\2", _DATE.sub(r"\1 \2 \3", plain))
    time: set[float] = set()  # what the hour and these minutes mean together
    end = 0
    for match in _FIGURES.finditer(plain):
        if match.start() > end + _TO_MINUTES:
            time = set()
        end = match.end()
        unit = "clock" if time else "metric" if METRIC.match(plain, end) else ""
        values = _values(match, scales) | time
        time = set()
        if half := _HALF.match(plain, end):
            values |= {value + 0.5 * 10 ** scales.get(half[1], 0) for value in values}
        if clock := _CLOCK.match(plain, end):
            minutes = int(clock[1] or clock[2] or 0)
            time = {
                timed
                for hour in values
                for timed in (hour + minutes / 60, hour + minutes / 100, 100 * hour + minutes)
            }
            values |= time | {value - _HALF_DAY for value in values if value >= _HALF_DAY}
            unit = "clock"
            if _HOURS.match(plain, end):
                values |= {value / (2 * _HALF_DAY) for value in values if value % (2 * _HALF_DAY) == 0}
        elif _PERCENT.match(plain, end):
            values |= {_SHARES[share] for share in _SHARES if share in values}
        if _FINALS.match(plain, end):
            values |= {2 * value for value in values}
        yield Number(_scaled(match, scales), _rounded(values), True, unit)
    for match in _CENTURY.finditer(plain):
        yield Number(match[0], frozenset({float(_roman(match[1] or match[2]))}), True)


def english_figures(plain: str, scales: Mapping[str, int]) -> Iterator[Number]:
    """Return the numbers in an English text: `12,000`, `1.5 million`, `2:30 pm`."""
    plain = _SECONDS.sub(r"\1.\2", _DATE.sub(r"\1 \2 \3", plain))
    for match in _FIGURES.finditer(plain):
        values = _values(match, scales)
        if century := _CENTURIES.match(plain, match.start()):
            values.add(float(century[1]) + 1)
        if _unit(plain, match.end()) in ("pm", "p", "am", "a", "o"):  # p.m., a.m., o'clock
            values |= {float(part) for part in re.split("[.,]", _SPACES.sub("", match[0]))}  # 6.30 a.m.
            values |= {value % _HALF_DAY + half for value in values for half in (0, _HALF_DAY)}
        if len(match[0]) <= _GROUP and (rest := _APART.match(plain, match.end())):
            values |= {1000 * value + int(rest[1]) for value in values}
        yield Number(_scaled(match, scales), _rounded(values), True)
    for match in _REGNAL.finditer(plain):
        if _AFTER_NAME.search(plain, max(match.start() - _LONGEST_NAME, 0), match.start()):
            yield Number(match[0], frozenset({float(_roman(match[0]))}), False)


def _scaled(match: re.Match[str], scales: Mapping[str, int]) -> str:
    """Return the digits with the word that scales them, if any: `17 millions`."""
    after = _AFTER.match(match.string, match.end())
    return match.string[match.start() : after.end()] if after and after[1].lower() in scales else match[0]


def _values(match: re.Match[str], scales: Mapping[str, int]) -> set[float]:
    """Return the values that the digits may have, alone or with the next word."""
    values = set(_readings(match[0]))
    plain, end = match.string, match.end()
    if other := _ADJECTIVE.match(plain, end):  # les 100 autres milliards
        end = other.end()
    unit = _unit(plain, end)
    if unit in scales:
        scaled = {value * 10 ** scales[unit] for value in values}
        values = scaled if len(unit) > 1 and scales[unit] >= _MILLION else scaled | values  # 5 m: or 5 metres
    elif (after := _RANGE.match(plain, end)) and after[1].lower() in scales:
        values |= {value * 10 ** scales[after[1].lower()] for value in values}
    if len(match[0]) == 2:
        values |= {century + min(values) for century in (1900, 2000)}  # années 80, 2012-13
    return values


def _unit(plain: str, end: int) -> str:
    if money := _MONEY.match(plain, end):  # 450 M€
        return "million" if money[1] == "M" else money[1].lower()
    after = _AFTER.match(plain, end)
    return after[1].lower() if after else ""


def _readings(digits: str) -> Iterator[float]:
    """Yield the values that `digits` may have: `1.500` is 1500 in one country and 1.5 in another."""
    parts = re.split("[.,]", _SPACES.sub("", digits))
    whole = "".join(parts)
    if len(parts) == 1:
        yield float(whole)
        return
    if all(len(part) == 3 for part in parts[1:]) and len(parts[0]) < 4:
        yield float(whole)
    if len(parts) == 2 or ("," in digits and "." in digits):
        yield float("".join(parts[:-1]) + "." + parts[-1])
    else:
        yield float(whole)


def _rounded(values: set[float]) -> frozenset[float]:
    return frozenset(round(value, 6) for value in values)


def _roman(numeral: str) -> int:
    """Return the value of a Roman numeral, or some value if it is malformed."""
    values = [_ROMAN[letter] for letter in numeral]
    return sum(
        value if value >= after else -value for value, after in zip(values, [*values[1:], 0], strict=True)
    )


Key = TypeVar("Key")


def other_units(
    kind: str, ours: Mapping[Key, Mapping[str, str]], theirs: Mapping[Key, Mapping[str, str]]
) -> Iterator[Finding]:
    """Find what kept its number but not its unit; both have the words by number and unit."""
    for number in ours.keys() & theirs.keys():
        if len(ours[number]) == len(theirs[number]) == 1 and ours[number].keys() != theirs[number].keys():
            (was,), (became,) = ours[number].values(), theirs[number].values()
            yield Finding(kind, f"“{was}” is “{became}” in the translation")
