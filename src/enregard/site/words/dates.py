"""Dates in words, as precise as given."""

import datetime
from functools import lru_cache

from enregard.article.article import ArticleDate

_LOCALES = {"fr": "fr", "en": "en_GB"}


@lru_cache(maxsize=4096)
def date_in_words(date: ArticleDate, lang: str) -> str:
    """Return `date` in the language `lang`, as precise as given: "juillet 2021", "July 2021"."""
    if date.month is None:
        return str(date.year)
    from babel.dates import format_date, format_skeleton  # late: an unchanged build needs no dates

    locale = _LOCALES[lang]
    if date.day is None:
        return format_skeleton("yMMMM", datetime.date(date.year, date.month, 1), locale=locale)
    day = format_date(datetime.date(date.year, date.month, date.day), "long", locale=locale)
    # French writes the first of a month as an ordinal, which CLDR's pattern does not.
    return f"1er{day[1:]}" if lang == "fr" and date.day == 1 else day


def month(date: ArticleDate) -> ArticleDate:
    """Return the month of `date`, or the year if it has no month, to group by."""
    return ArticleDate(date.iso[:7], date.year, date.month)
