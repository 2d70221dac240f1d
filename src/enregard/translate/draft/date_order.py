"""Write dates in the order of the house style: "12 May 2020" in British, "May 12, 2020" in American English.

Only dates that the French has are changed, so "May" is always a month.
"""

import re
from collections.abc import Iterator

from enregard.article.edits import Edit

_FRENCH = {
    "janvier": "January", "février": "February", "fevrier": "February", "mars": "March", "avril": "April",
    "mai": "May", "juin": "June", "juillet": "July", "août": "August", "aout": "August",
    "septembre": "September", "octobre": "October", "novembre": "November", "décembre": "December",
    "decembre": "December",
}  # fmt: skip
_FRENCH_DATE = re.compile(
    rf"(?<![\d.,])(0?[1-9]|[12]\d|3[01])(?:er)?[ \u00a0\u202f]({'|'.join(_FRENCH)})(?!\w)", re.IGNORECASE
)
_MONTH = f"(?P<month>{'|'.join(dict.fromkeys(_FRENCH.values()))})"
_WEEKDAY = r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_DAYS = r"(?P<days>(?:\d{1,2}(?: ?[-–] ?| (?:and|or|to) ))?(?P<day>\d{1,2}))"
_BRITISH = re.compile(
    rf"(?:\b{_WEEKDAY},? (?:the )?)?(?<![\w.,:/$€£–-]){_DAYS} {_MONTH}\b"
    r"(?:,? (?P<year>[12]\d{3})\b(?!,\d))?"
)
_AMERICAN = re.compile(
    rf"\b(?:{_WEEKDAY},? )?{_MONTH} {_DAYS}(?![\w:/%]|[.,]\d|,? (?:and|or|to) \d{{1,2}}\b(?! [A-Z])"
    rf"| ?[-–] ?\d|, \d{{1,2}}\b)(?:,? (?P<year>[12]\d{{3}})\b(?!,\d))?"
)
_LIST_BEFORE = re.compile(r"\d(?:st|nd|rd|th)?(?:,| and| or| to|,? ?[-–/&]) ?\Z")
_GOES_ON = re.compile(r" [\w(]")
_LOOK_BACK = 10


def in_order(french: str, plain: str, *, american: bool) -> Iterator[Edit]:
    """Yield edits that reorder the dates in `plain`, the English of `french`."""
    dates = {(int(day), _FRENCH[month.lower()]) for day, month in _FRENCH_DATE.findall(french)}
    if not dates:
        return
    for match in (_BRITISH if american else _AMERICAN).finditer(plain):
        weekday, month, year = match["weekday"], match["month"], match["year"]
        start = match.start()
        if (int(match["day"]), month) not in dates:
            continue
        if american and _LIST_BEFORE.search(plain, max(0, start - _LOOK_BACK), start):
            continue  # "3, 4 and 5 June"
        if american:
            new = f"{weekday}, " if weekday else ""
            new += f"{month} {match['days']}"
            if year:
                new += f", {year}" + ("," if _GOES_ON.match(plain, match.end()) else "")
        else:
            new = f"{weekday} " if weekday else ""
            new += f"{match['days']} {month}" + (f" {year}" if year else "")
        yield Edit(*match.span(), new)
