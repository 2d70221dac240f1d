"""Translate abbreviated days and months that stand alone, as in a timetable, without the model.

Without a sentence around it, the model takes `mer.` for the sea and `jeu.` for a game.
"""

import re

_DAYS = {
    **{"lun": "Mon", "mar": "Tue", "mer": "Wed", "jeu": "Thu", "ven": "Fri", "vend": "Fri"},
    **{"sam": "Sat", "dim": "Sun", "merc": "Wed"},
}
_MONTHS = {
    **{
        "janv": "Jan",
        "jan": "Jan",
        "févr": "Feb",
        "fév": "Feb",
        "fevr": "Feb",
        "mars": "March",
        "avr": "Apr",
    },
    **{"avril": "April", "mai": "May", "juin": "June", "juil": "July", "juill": "July", "août": "Aug"},
    **{"sept": "Sept", "oct": "Oct", "nov": "Nov", "déc": "Dec", "dec": "Dec"},
}
_JOINTS = {
    **{"et": "and", "ou": "or", "au": "to", "à": "to", "de": "from", "du": "from"},
    **{"matin": "morning", "soir": "evening", "midi": "noon", "sauf": "except"},
}
_WHOLE = frozenset({"July", "June", "March", "May"})
_ALONE = re.compile(r"lun|mar|ven|dim", re.IGNORECASE)
"""Days that are no other word."""
_TOKEN = re.compile(
    r"(?P<hour>\d{1,2})\s?[hH](?:\s?(?P<minutes>[0-5]\d))?(?!\w)|(?P<word>[^\W\d_]+)(?P<stop>\.?)|\d{1,4}(?:er\b)?|[\s,;/&()–—-]+"
)


def translate_days(plain: str) -> str | None:
    """Return the English of `plain` if it consists of abbreviated days and months, numbers and joints.

    `mar. 3 et jeu. 5 févr.` becomes `Tue. 3 and Thu. 5 Feb.`. One must have its full stop, or there must be
    two days. Return None for anything else.
    """
    found = []
    abbreviated = False
    days = 0
    at = 0
    while at < len(plain):
        match = _TOKEN.match(plain, at)
        if match is None:
            return None
        word, stop = match["word"], match["stop"]
        if match["hour"]:
            found.append(f"{match['hour']}:{match['minutes'] or '00'}")
        elif word is None:
            found.append(match[0].removesuffix("er"))
        else:
            english = _word(word.lower(), stop)
            if english is None:
                return None
            abbreviated = abbreviated or bool(stop)
            shouted = word.isupper() and len(word) > 2
            found.append((english.upper() if shouted else english) + stop * (english not in _WHOLE))
            days += word.lower() in _DAYS
        at = match.end()
    return "".join(found) if abbreviated or days > 1 or _ALONE.fullmatch(plain) else None


def _word(word: str, stop: str) -> str | None:
    """Return the English of a word; most months are known by their full stop."""
    if stop:
        return _DAYS.get(word) or _MONTHS.get(word)
    whole = _MONTHS[word] if word in ("mars", "avril", "mai", "juin", "août") else None
    return _JOINTS.get(word) or _DAYS.get(word) or whole
