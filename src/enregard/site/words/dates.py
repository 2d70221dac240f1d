"""Dates in words, as precise as given."""

import datetime
from functools import lru_cache

from enregard.article.article import ArticleDate

_LOCALES = {"fr": "fr", "en": "en_GB"}
_LEAP_YEAR = 2000


def date_in_words(date: ArticleDate, lang: str) -> str:
    """Return `date` in the language `lang`, as precise as given: "juillet 2021", "July 2021"."""
    return f"{_in_year(date.month, date.day, lang)} {date.year}" if date.month else str(date.year)


@lru_cache(maxsize=1024)
def _in_year(month: int, day: int | None, lang: str) -> str:
    """Return a month, or a day of it, in words. Both languages put the year behind it."""
    from babel.dates import format_date  # late: an unchanged build needs no dates

    pattern = "d MMMM" if day else "MMMM"
    words = format_date(datetime.date(_LEAP_YEAR, month, day or 1), pattern, locale=_LOCALES[lang])
    # French writes the first of a month as an ordinal, which CLDR's pattern does not.
    return f"1er{words[1:]}" if lang == "fr" and day == 1 else words


def month(date: ArticleDate) -> ArticleDate:
    """Return the month of `date`, or the year if it has no month, to group by."""
    return ArticleDate(date.iso[:7], date.year, date.month)
