"""Read the date of a seed: a year, a month or a day, with the precision given.

Dates are ISO 8601, in French or English words, or numeric with the day first as in French: `03/04/2024` is
3 April.
"""

import re
from datetime import date

from enregard.article.article import ArticleDate
from enregard.article.blanks import quoted
from enregard.errors import EnregardError
from enregard.messages import _, marked

_DATE_FORMS = marked("write it as 2021, 2021-07, 2021-07-25, 25/07/2021 (the day first) or 25 juillet 2021")

_FRENCH = (
    "janvier janv jan", "février fevrier févr fevr fév fev", "mars", "avril avr", "mai", "juin",
    "juillet juil", "août aout", "septembre sept sep", "octobre oct", "novembre nov",
    "décembre decembre déc dec",
)  # fmt: skip
_ENGLISH = (
    "january", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
    "september", "october", "november", "december",
)  # fmt: skip
MONTHS = "|".join(" ".join(_FRENCH).split())
"""French months and their abbreviations without full stops, as alternatives in a pattern."""

WEEKDAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
"""French days of the week, as alternatives in a pattern."""

_NUMBERS = {
    name: number
    for months in (_FRENCH, _ENGLISH)
    for number, names in enumerate(months, 1)
    for name in names.split()
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\.?"
_SHORT_WEEKDAYS = "lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun"
_WEEKDAY = (
    rf"(?:(?:{WEEKDAYS}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:{_SHORT_WEEKDAYS})\.?)\s*,?\s+)?"
    r"(?:(?:le|the|on)\s+)?"
)
_DAY = r"(?P<day>[0-9]{1,2})\s?(?:er|st|nd|rd|th)?"
_YEAR = r"(?P<year>[0-9]{4})"
_ZONE = r"(?:\s?(?:Z|UTC|GMT|CEST|CET|[+-][0-9]{2}(?::?[0-9]{2})?))?"
_HOUR = r"(?:[01]?[0-9]|2[0-4])"
_CLOCK = r":[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]+)?)?"
_TIME = rf"(?:,?\s*(?:(?:à|at|-)\s+)?{_HOUR}(?:\s?h(?:\s?[0-5][0-9])?|{_CLOCK})(?:\s?[ap]\.?m\b\.?)?{_ZONE})?"
_PATTERNS = tuple(
    re.compile(rf"(?:{form})(?!\S)", re.IGNORECASE)
    for form in (
        rf"{_YEAR}(?:-(?P<month>[0-9]{{2}})(?:-(?P<day>[0-9]{{2}})(?:[T ]{_HOUR}{_CLOCK}{_ZONE})?)?)?",
        rf"{_YEAR}(?P<between>[/-])(?P<month>[0-9]{{1,2}})(?P=between)(?P<day>[0-9]{{1,2}}){_TIME}",
        rf"{_WEEKDAY}(?P<day>[0-9]{{1,2}})(?P<between>[/.-])(?P<month>[0-9]{{1,2}})(?P=between){_YEAR}{_TIME}",
        rf"(?P<month>[0-9]{{1,2}})[/.-]{_YEAR}",
        rf"{_WEEKDAY}{_DAY}[\s-]\s*(?:of\s+)?{_MONTH},?[\s-]\s*{_YEAR}{_TIME}",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}{_TIME}",
        rf"{_MONTH},?\s+(?:(?:de|of)\s+)?{_YEAR}",
    )
)
_LOOKS_LIKE = re.compile(rf"[0-9]|(?:(?:{WEEKDAYS})\s+[0-9]|{_MONTH}(?!\w))", re.IGNORECASE)
_DATE_LINE = re.compile(
    r"(?:(?:publié|mis à jour|modifié|posté|paru|écrit)e?\s+(?:le\s+)?)?"
    rf"(?:(?:(?:{WEEKDAYS})\s*,?\s+)?(?:le\s+)?(?:1\s?er|[0-9]{{1,2}})\s+(?:{MONTHS})\b\.?(?:\s+[0-9]{{4}})?"
    rf"|(?:{MONTHS})\s+[0-9]{{4}}|[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{4}}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}"
    rf"|(?:{WEEKDAYS}))(?:\s*(?:,|à|-)?\s*{_HOUR}\s?[h:]\s?(?:[0-5][0-9])?)?\s?\.?",
    re.IGNORECASE,
)
_LONGEST_DATE_LINE = 80


def date_end(value: str) -> int:
    """Return the length of the date at the start of `value`, or 0 if it does not start with one."""
    return next((match.end() for form in _PATTERNS if (match := form.match(value))), 0)


def looks_like_date(value: str) -> bool:
    """Return whether `value` starts like a date: with a digit, a day of the week or a month."""
    return _LOOKS_LIKE.match(value) is not None


def is_date_line(plain: str) -> bool:
    """Return whether a line is only a date: `Lundi 12 mars`, `Publié le 1er mai 2024 à 14 h`."""
    return len(plain) <= _LONGEST_DATE_LINE and _DATE_LINE.fullmatch(plain) is not None


def not_a_date(value: str, line: int) -> EnregardError:
    """Return the error about a value that is not a date."""
    what = _("date {date} is not a date: {todo}", date=quoted(value), todo=_(_DATE_FORMS))
    return EnregardError(what, line=line)


def parse_date(value: str, line: int) -> ArticleDate:
    """Parse `value` as a date. Only `verbatim` keeps the weekday and the time.

    Raises EnregardError with `line` if it is not a date, or the calendar has no such day.
    """
    match = next((found for form in _PATTERNS if (found := form.fullmatch(value))), None)
    if match is None:
        raise not_a_date(value, line)
    given = match.groupdict()
    year, month, day = int(given["year"]), _month(given.get("month")), given.get("day")
    if not year:
        raise EnregardError(
            _("invalid year in date {date}: {todo}", date=quoted(value), todo=_(_DATE_FORMS)), line=line
        )
    if month is not None and not 1 <= month <= 12:
        raise EnregardError(
            _("invalid month in date {date}: {todo}", date=quoted(value), todo=_(_DATE_FORMS)), line=line
        )
    try:
        date(year, month or 1, 1 if day is None else int(day))
    except ValueError as error:
        raise EnregardError(
            _("date {date} does not exist: correct it", date=quoted(value)), line=line
        ) from error
    return ArticleDate(value, year, month, None if day is None else int(day))


def _month(given: str | None) -> int | None:
    """Return the number of a month given in digits or words."""
    if given is None:
        return None
    return int(given) if given.isdecimal() else _NUMBERS[given.lower()]
