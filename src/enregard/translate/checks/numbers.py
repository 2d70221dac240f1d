"""Find numbers whose values were altered, dropped or made up."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from enregard.article.article import Finding
from enregard.translate.checks.dates import month_numbers
from enregard.translate.checks.figures import METRIC, Number, english_figures, french_figures, other_units
from enregard.translate.checks.number_words import (
    ENGLISH,
    ENGLISH_CERTAIN,
    ENGLISH_UNITS,
    FRENCH,
    FRENCH_CERTAIN,
    FRENCH_UNITS,
    GROUPS,
    PERIODS,
    SCALES_ENGLISH,
    SCALES_FRENCH,
    TIMES,
)
from enregard.translate.checks.pair import Pair, Side

_NAMES = {
    "May Day": (1.0,), "Christmas": (25.0, 24.0), "Bastille": (14.0,), "Armistice": (11.0,),
    "New Year": (1.0, 31.0), "Halloween": (31.0,), "half a year": (6.0,), "year and a half": (18.0,),
    "hour and a half": (1.0, 30.0), "half an hour": (30.0,), "half past": (30.0,), "half hour": (30.0,),
    "quarter of an hour": (15.0,), "quarters of an hour": (45.0,),
    "First World War": (14.0, 18.0), "Great War": (14.0, 18.0), "World War": (14.0, 18.0, 39.0, 40.0, 45.0),
    "wholly": (100.0,), "fully": (100.0,), "entirely": (100.0,), "completely": (100.0,), "totally": (100.0,),
}  # fmt: skip
"""Numbers that English words may translate: "Bastille Day" is `le 14 juillet`."""

_PERIODS = {
    "week": (7.0, 8.0, 15.0),
    "fortnight": (15.0,),
    "day": (24.0,),
    "month": (30.0,),
    "every day": (7.0,),
    "round the clock": (24.0,),
    "around the clock": (24.0,),
    "day and night": (24.0,),
}
"""The same, for numbers of days or hours: "a week" is `huit jours`."""

_IN_DAYS = re.compile(r"\bjours?\b|\bjournées?\b|\bheures?\b|\dh\b|\d[ \u00a0\u202f]h\b", re.IGNORECASE)

_JOINTS = (" ", "-", "\u00a0", "\u2011")
_IMPERIAL = re.compile(
    r"\b(?:miles?|mi|mph|feet|foot|ft|inch(?:es)?|yards?|ounces?|pounds?|lbs?|acres?|gallons?|Fahrenheit|F)\b"
    r"|\d['’′]\d"
)
_TOLD = re.compile(r"\b(?:quarter|half|five|ten|twenty) (?:minutes )?(?:to|past|before|after)\b")
_TOLD_IN_FRENCH = re.compile(r"\b(?:\w+ heures?|midi|minuit) (?:moins|et) (?:(?:le|un) )?\w+", re.IGNORECASE)
_QUARTERS = re.compile(r"\bquarts? d['’]heure", re.IGNORECASE)
_CLOCK = re.compile(r"\b\d{1,2}[:.][0-5]\d\b")
_IN_OTHER_UNITS = {"metric": _IMPERIAL, "clock": _TOLD}

_OR_TWO = re.compile(rf"\ban? (?P<scale>{'|'.join(SCALES_ENGLISH)}) or two\b")
_LIST = re.compile(r"[sx][ \u00a0\u202f]?: (?P<list>[1-9]\d\d(?: [1-9]\d\d){2,9})[.;]?\Z")
"""After a plural, such numbers are several."""


_JOINED = frozenset({"un", "une", "unieme", "demi", "demie"})
"""What may follow "et" in a number besides cardinals: "vingt et un", "deux millions et demi"."""
_HALVES = frozenset({"demi", "demie", "half"})


_FRACTIONS = (
    (r"(?:un|deux) tiers (?:de|des|du|d['’])", r"third|33|66|67", r"quarters?|half|fifths?"),
    (r"(?:un|le|trois) quarts? (?:de la|des|du) (?!finale)", r"quarter|fourth|25|75|15|45", r"thirds?|half"),
)
"""Fractions: French, what English must have, and what it must not have instead."""
_READ_FRACTIONS = tuple(
    tuple(re.compile(rf"\b(?:{pattern})", re.IGNORECASE) for pattern in row) for row in _FRACTIONS
)


_SPANS = (
    "minute",
    "heure hour",
    "jour day",
    "semaine week",
    "mois month",
    "an année year",
    "siècle century centurie",
)
_SPAN = {word: span for span in _SPANS for word in span.split()}
_FRENCH_SPAN = re.compile(
    rf"(?<![\d.,])\b(?P<number>\d+|{'|'.join(FRENCH_UNITS)})\s(?P<span>{'|'.join(_SPAN)})s?\b(?![-/])",
    re.IGNORECASE,
)
_ENGLISH_SPAN = re.compile(
    rf"(?<![\d.,])\b(?P<number>\d+|{'|'.join(ENGLISH_UNITS)})[\s-](?P<span>{'|'.join(_SPAN)})s?\b",
    re.IGNORECASE,
)


def _spans(pattern: re.Pattern[str], named: Mapping[str, float], plain: str) -> dict[float, dict[str, str]]:
    """Return the periods of each number of them, with the words: "six months"."""
    found: dict[float, dict[str, str]] = {}
    for match in pattern.finditer(plain):
        number = match["number"].lower()
        value = float(number) if number.isdecimal() else named[number]
        found.setdefault(value, {})[_SPAN[match["span"].lower()]] = match[0]
    return found


def _wrong_span(french: str, english: str) -> Iterator[Finding]:
    """Find a period that kept its number but not its kind: `six mois` is not "six years"."""
    ours = _spans(_FRENCH_SPAN, FRENCH_UNITS, french)
    theirs = _spans(_ENGLISH_SPAN, ENGLISH_UNITS, english) if ours else {}
    yield from other_units("numbers", ours, theirs)


def _wrong_fraction(french: str, english: str) -> Iterator[Finding]:
    """Find a fraction that became another: `un tiers` is not "a quarter"."""
    for said, right, wrong in _READ_FRACTIONS:
        if (
            (lost := said.search(french))
            and not right.search(english)
            and (other := wrong.search(english))
            and not any(pattern.search(french) for pattern, *_ in _READ_FRACTIONS if pattern is not said)
        ):
            yield Finding("numbers", f"“{lost[0].strip()}” is “{other[0]}” in the translation")


def numbers(pair: Pair) -> Iterator[Finding]:
    """Numbers keep their value: `1,5 milliard` is `1.5 billion`, not `1.5 million`."""
    yield from _wrong_fraction(pair.french.plain, pair.english.plain)
    yield from _wrong_span(pair.french.plain, pair.english.plain)
    if (several := _LIST.search(pair.french.plain)) and (
        one := several["list"].replace(" ", ",")
    ) in pair.english.plain:
        yield Finding("numbers", f"“{several['list']}” became one number, “{one}”")
    french = [
        *french_figures(pair.french.plain, SCALES_FRENCH),
        *_in_words(pair.french, FRENCH, FRENCH_CERTAIN, SCALES_FRENCH),
    ]
    english = [
        *english_figures(pair.english.plain, SCALES_ENGLISH),
        *_in_words(pair.english, ENGLISH, ENGLISH_CERTAIN, SCALES_ENGLISH),
    ]
    translation_values = _all_values(english) | month_numbers(pair.english)
    translation_values |= {
        2 * 10.0 ** SCALES_ENGLISH[each["scale"]] for each in _OR_TWO.finditer(pair.english.plain)
    }
    lost = [number for number in french if not number.values & translation_values]
    if not lost:
        return
    names = {**_NAMES, **_PERIODS} if _IN_DAYS.search(pair.french.plain) else _NAMES
    named = {value for name, values in names.items() if name in pair.english.plain for value in values}
    lost = [number for number in lost if not number.values & named]
    if _QUARTERS.search(pair.french.plain) and not translation_values.isdisjoint((15.0, 45.0)):
        lost = [number for number in lost if "quart" not in number.text]
    lost = [number for number in lost if f"th. {number.text}" not in pair.french.plain]
    if _CLOCK.search(pair.english.plain) and (told := _TOLD_IN_FRENCH.search(pair.french.plain)):
        words = told[0].lower().split()
        lost = [number for number in lost if not set(number.text.split()) <= set(words)]
    original_values = _all_values(french) | month_numbers(pair.french)
    made_up = [
        number
        for number in english
        if number.certain and max(number.values) > 0 and not number.values & original_values
    ]
    for number in lost:
        if number.text.split(" ", 1)[0] in TIMES or (
            number.unit and _IN_OTHER_UNITS[number.unit].search(pair.english.plain)
        ):
            continue
        if number.text.replace(" ", "").isalpha() and pair.english.folds.issuperset(number.text.split()):
            continue  # in a name that stays French
        if made_up and (number.certain or max(number.values) > 1):
            yield Finding("numbers", f"“{number.text}” is “{made_up[0].text}” in the translation")
        elif number.certain:
            yield Finding("numbers", f"“{number.text}” has no counterpart in the translation")


def _all_values(found: Iterable[Number]) -> set[float]:
    return {value for number in found for value in number.values}


def _in_words(
    side: Side, named: Mapping[str, float], cardinals: frozenset[str], scales: Mapping[str, int]
) -> list[Number]:
    """Return the numbers written in words. Consecutive words form one: `vingt et un`, `two hundred`."""
    runs: list[tuple[list[str], int]] = []
    run: list[str] = []
    end = 0
    folds = [word.fold for word in side.words]
    for at, word in enumerate(folds):
        if word in PERIODS or side.plain[end : side.words[at].start] not in _JOINTS:
            run = []
        end = side.words[at].start + len(side.words[at].text)
        if word in named or (word in scales and not (at and folds[at - 1][0].isdigit())):
            if run:
                runs.pop()
            run.append(word)
            runs.append((run, end))
        elif not (run and _goes_on(folds[at : at + 3], cardinals)):
            run = []
    return [
        _combine(run, named, cardinals, scales, unit="metric" if METRIC.match(side.plain, end) else "")
        for run, end in runs
    ]


def _goes_on(words: Sequence[str], cardinals: frozenset[str]) -> bool:
    """Return whether the first of `words` joins a number to the next: "et" in "vingt et un"."""
    if words[0] in ("et", "and") and len(words) > 1 and (words[1] in cardinals or words[1] in _JOINED):
        return True
    return words == ["and", "a", "half"] or words[:2] == ["a", "half"]


def _combine(
    run: list[str],
    named: Mapping[str, float],
    cardinals: frozenset[str],
    scales: Mapping[str, int],
    *,
    unit: str,
) -> Number:
    """Return the number that the words of `run` form. Its values include those of single words."""
    total = part = 0.0
    scale = 1
    for word in run:
        if word in GROUPS and part:
            part = max(part, 1) * named[word]
        elif scales.get(word, 0) > 2:
            scale = 10 ** scales[word]
            total += max(part, 1) * scale
            part = 0
        elif word in _HALVES and total and not part:
            total += scale / 2
        elif word in _HALVES and run[0] in PERIODS:
            part *= 1.5  # un an et demi
        elif word in scales:
            part = max(part, 1) * 10 ** scales[word]
        elif word in ("vingt", "vingts", "vingtieme") and part % 100 == 4:
            part += 76
        else:
            part += named[word]
    counted = (
        len(run) == 2
        and run[0] in cardinals | {"deux", "two"}
        and run[1] in scales
        and run[1] not in ("k", "m")
    )
    # English says "two million to three million" for `deux à trois millions`
    whole = len(run) == 1 or (counted and scales is SCALES_FRENCH)
    apart = set() if whole else {named[word] for word in run if word in named}
    if (total + part) % 10 == 0 and 20 <= total + part < 100:
        apart.add(1900 + total + part)  # les années soixante
    certain = (any(word in cardinals for word in run) and total + part > 2) or counted
    return Number(" ".join(run), frozenset({total + part} | apart), certain, unit)
