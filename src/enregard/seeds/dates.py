"""The date of a seed: a year, a month or a day, as precise as it was given."""

import re
from datetime import date

from enregard.article import ArticleDate
from enregard.errors import EnregardError
from enregard.seeds.chars import quoted

FORMS = "write it as 2021, 2021-07 or 2021-07-25"

_TIME = (
    r"(?:[01][0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]+)?)?(?:\s?(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2}))?"
)
DATE = re.compile(rf"([0-9]{{4}})(?:-([0-9]{{2}})(?:-([0-9]{{2}})(?:[T ]{_TIME})?)?)?(?!\S)")
"""A date in ISO 8601, at the beginning of a text; a time of day after it is part of the match."""

MONTHS = (
    "janvier|janv|jan|février|fevrier|févr|fevr|fév|fev|mars|avril|avr|mai|juin|juillet|juil|août|aout"
    "|septembre|sept|sep|octobre|oct|novembre|nov|décembre|decembre|déc|dec"
)
"""The French months and their abbreviations, without the full stop, as alternatives for a pattern."""


def parse_date(value: str, line: int) -> ArticleDate:
    """The date that `value` gives; a time of day stays in `verbatim` only.

    Raises EnregardError naming `line` where it is none, or a day that the calendar does not have.
    """
    match = DATE.fullmatch(value)
    if match is None:
        raise EnregardError(f"date {quoted(value)} is not a date: {FORMS}", line=line)
    year, month, day = (None if part is None else int(part) for part in match.groups())
    if not year:
        raise EnregardError(f"date {quoted(value)} has no such year: {FORMS}", line=line)
    if month is not None and not 1 <= month <= 12:
        raise EnregardError(f"date {quoted(value)} has no such month: {FORMS}", line=line)
    try:
        date(year, month or 1, day or (1 if day is None else 0))
    except ValueError as error:
        raise EnregardError(f"date {quoted(value)} has no such day: {FORMS}", line=line) from error
    return ArticleDate(value, year, month, day)
