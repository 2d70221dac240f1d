"""Find months and days of the week that changed or vanished."""

import re
from collections.abc import Iterator

from enregard.article.article import Finding
from enregard.translate.checks.pair import Pair, Side, Word

_FRENCH_MONTHS = {
    "janvier": 1, "janv": 1, "fevrier": 2, "fevr": 2, "mars": 3, "avril": 4, "avr": 4, "mai": 5, "juin": 6,
    "juillet": 7, "juil": 7, "aout": 8, "septembre": 9, "octobre": 10, "novembre": 11, "decembre": 12,
}  # fmt: skip
_MONTH_NAMES = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_ENGLISH_MONTHS = {name.lower(): month for month, name in enumerate(_MONTH_NAMES) if month} | {
    "jan": 1, "feb": 2, "apr": 4, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
    "christmas": 12, "halloween": 10, "bastille": 7, "armistice": 11,
}  # fmt: skip
_FRENCH_DAYS = {"lundi": 1, "mardi": 2, "mercredi": 3, "jeudi": 4, "vendredi": 5, "samedi": 6, "dimanche": 7}
_DAY = re.compile(r"\d{1,2}(?!\d)")
_DAY_NAMES = ("", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH_DAYS = {name.lower(): day for day, name in enumerate(_DAY_NAMES) if day}


def dates(pair: Pair) -> Iterator[Finding]:
    """Months and days stay the same, but may be added: "en 1917" may become "in November 1917"."""
    months, dated = french_months(pair.french), english_months(pair.english)
    for month in sorted((lost := months - dated) and lost - english_months(pair.english, sure=False)):
        if not _as_figure(month, pair.english):
            yield Finding("numbers", f"the month of {_MONTH_NAMES[month]} is not in the translation")
    for month in sorted((added := dated - months) and added - french_months(pair.french, sure=False)):
        changed = months - dated or _has_day(month, pair.english)
        if changed and not _as_figure(month, pair.french) and _MONTH_NAMES[month] in pair.english.plain:
            yield Finding("numbers", f"the month of {_MONTH_NAMES[month]} is not in the original")
    french, english = _days(pair.french, _FRENCH_DAYS), _days(pair.english, _ENGLISH_DAYS)
    for day in sorted(french - english):
        yield Finding("numbers", f"{_DAY_NAMES[day]} is not in the translation")
    if french - english:
        for day in sorted(english - french):
            yield Finding("numbers", f"{_DAY_NAMES[day]} is not in the original")


def french_months(side: Side, *, sure: bool = True) -> set[int]:
    """Return the months named in a French text: "mars" is a month, "Mars" a planet, "Avril" a person.

    If not `sure`, return all that may be months.
    """
    return {
        _FRENCH_MONTHS[word.fold]
        for at, word in enumerate(side.words)
        if word.fold in _FRENCH_MONTHS
        and (
            not sure
            or word.text[0].islower()
            or word.fold not in ("mars", "mai", "avril")
            or _is_dated(side, at)
        )
    }


def english_months(side: Side, *, sure: bool = True) -> set[int]:
    """Return the months named in an English text: "May" is a month, except at the start of a sentence.

    If not `sure`, return all that may be months.
    """
    new_year = {1} if "New Year" in side.plain else set()
    return new_year | {
        _ENGLISH_MONTHS[word.fold]
        for at, word in enumerate(side.words)
        if word.fold in _ENGLISH_MONTHS
        and word.text[0].isupper()
        and not (sure and word.first and word.fold in ("may", "march", "august") and not _is_dated(side, at))
    }


def month_numbers(side: Side) -> set[float]:
    """Return the numbers of the months named in a text of either language."""
    return {float(month) for month in french_months(side) | english_months(side)}


def _is_dated(side: Side, at: int) -> bool:
    """Return whether a figure is next to a word: "3 Avril", "May 1"."""
    return any(word.fold[0].isdigit() for word in _beside(side, at))


def _has_day(month: int, side: Side) -> bool:
    """Return whether an English month has the day with it: "May 1", not "May 1998"."""
    return any(
        _ENGLISH_MONTHS.get(word.fold) == month and any(_DAY.match(other.fold) for other in _beside(side, at))
        for at, word in enumerate(side.words)
    )


def _beside(side: Side, at: int) -> tuple[Word, ...]:
    return (*side.words[max(at - 1, 0) : at], *side.words[at + 1 : at + 2])


def _as_figure(month: int, side: Side) -> bool:
    return any(word.fold in (str(month), f"{month:02}") for word in side.words)


def _days(side: Side, names: dict[str, int]) -> set[int]:
    return {names[singular] for word in side.words if (singular := word.fold.removesuffix("s")) in names}
