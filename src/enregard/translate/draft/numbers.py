"""Rewrite numbers and times for the model, and correct those in its English."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from enregard.article.edits import Edit, Span, Spans
from enregard.translate.checks.number_words import FRENCH

_BLANK = "[ \u00a0\u202f\u2009]"
_TIME = re.compile(rf"(?<![\w.,:/])(\d{{1,2}}){_BLANK}?[hH]{_BLANK}?([0-5]\d)(?!\w)")
_BEFORE_TIME = re.compile(
    r"(?:\b(?:à|vers|dès|avant|entre|depuis|jusqu['’]à|partir\sde|autour\sde|heure\s?:|et|-|–)|^|[(,;:])\s*\Z",
    re.IGNORECASE,
)
_HOUR = re.compile(
    rf"(?<![\w.,:/])([01]?\d|2[0-3]){_BLANK}?[hH](?![\w/½]|{_BLANK}?[\d½]|{_BLANK}(?:de\s+(?!l[ae'’]|demain)|d['’]|sur\b))"
)
_LASTING = re.compile(
    r"\b(?:en|pendant|durant|dur\w+|après|mis|soit|fait|total)(?:\s+de|\s+environ)?\s*\Z", re.IGNORECASE
)
_DURATION = re.compile(
    r"\b(?:attente|cuisson|dur[ée]e|lev[ée]e|macération|marche|marinade|parcours|pause|préparation|repos|temps|trajet)\b"
    r"[^.;:!?\d]{0,20}:\s*\Z",
    re.IGNORECASE,
)
_HALF = re.compile(rf"(?<![\w.,:/])(\d{{1,2}}){_BLANK}?h{_BLANK}?(?:½|1/2)(?!\w)")
_WORDED = re.compile(
    r"(?P<before>\b(?:il\s(?:est|était|sera)(?:\s(?:à\speine|déjà|environ|presque))?|à|vers|dès|avant|jusqu['’]à|depuis)\s)?"
    r"(?P<hour>une\sheure|(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|\d{1,2})\sheures|midi|minuit)\s"
    r"(?:et\s(?P<past>quart|demie?)|(?P<to>moins)\s(?P<minutes>le\squart|un\squart|cinq|dix|vingt(?:-cinq)?))(?!\w)",
    re.IGNORECASE,
)
_MINUTES = {
    **{"quart": 15, "demi": 30, "demie": 30, "le quart": 15, "un quart": 15},
    **{"cinq": 5, "dix": 10, "vingt": 20, "vingt-cinq": 25},
}
_THOUSANDS = re.compile(
    rf"(?<![\w.,])\d{{1,3}}(?:\.\d{{3}})+(?={_BLANK}?(?:[€$£]|(?:abonnés|âmes|dollars|électeurs|élèves|emplois|entrées"
    r"|euros|exemplaires|francs|habitants|hommes|livres|personnes|salariés|spectateurs|tonnes|visiteurs|voix)\b))"
)
_SCALED_RANGE = re.compile(
    rf"\d{_BLANK}?(?:à|et|ou|-|–){_BLANK}?\d{{1,3}}(?:,\d{{1,2}})?(?P<unit>{_BLANK}?(?P<scale>M|Mds?){_BLANK}?€)"
)
_EACH = re.compile(
    rf"\d{_BLANK}?(?:[Ff]|frs?|cts?|c€|CHF)\s(?P<the>(?:le|la)\s|l['’])(?=[^\W\d_]{{2,20}}\s*(?:[.,;]|\Z))"
)
_SECOND = re.compile(r"(?<=[0-9])ⁿᵈ(?:ᵉ|e)?")
_HUNDREDS = re.compile(
    r"(?<![\w-])(?:(?P<thousands>deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt)\s)?mille"
    r"\s(?:(?P<hundreds>deux|trois|quatre|cinq|six|sept|huit|neuf)\s)?cents?(?=\s[^\W\d_]{4})"
    r"(?!\s(?:cinq|deux|dix|douze|huit|neuf|onze|quarante|quatorze|quatre|quinze|seize|sept|soixante|treize|trente|trois"
    r"|vingt|cinquante)\b)",
    re.IGNORECASE,
)
"""Numbers such as `mille cinq cents`: the model drops the thousands."""
_SPAN = re.compile(rf"{_BLANK}?(?:à|-|–){_BLANK}?\d{{1,2}}{_BLANK}?[hH]")
_FRENCH = re.compile(
    rf"(?<![\w.,])(?:\d{{1,3}}(?:{_BLANK}\d{{3}})+|\d{{1,3}}(?:\.\d{{3}})+(?=,\d)|\d+)(?:,\d+)?(?![\w]|[.,]\d)"
)
_ENGLISH = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?!\w|[.,]\d)")
_POINTED = re.compile(r"(?<![\w.,])\d{1,3}(?:\.\d{3})+,\d+(?!\w|[.,]\d)")
_LOOSE = re.compile(rf"(?<![\w.,])(?:\d{{1,3}}(?:{_BLANK}\d{{3}})+(?:[.,]\d+)*|\d+(?:[.,]\d+)*)(?!\w)")
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2},\d{3}|0\d+,\d+")
_CLOCK = re.compile(r"(?<![\w:.,])(\d{1,2}):([0-5]\d)(?![\w:])")
_HALF_DAY = re.compile(r"(?<![\w:.,])(\d{1,2}):([0-5]\d) ?([ap])\.? ?m\b\.?", re.IGNORECASE)
_SQUARE = re.compile(r"(?<=\b[kcmdh]m)([23])\b|(?<=\sm)([23])\b")
_USUAL = re.compile("[€$£]")
_FRENCH_AMOUNT = re.compile(
    rf"(?:(?P<before>[€$£]){_BLANK}?)?(?P<number>{_FRENCH.pattern})"
    rf"(?:{_BLANK}?(?P<after>[€$£]))?(?!{_BLANK}?[A-Za-z]?[€$£])"
)
_RANGE = re.compile(
    rf"(?P<first>{_FRENCH.pattern}){_BLANK}?(?:-|–|à|ou|/|(?P<and>et)){_BLANK}?"
    rf"(?=(?P<second>{_FRENCH.pattern}){_BLANK}?(?P<sign>[€$£]))"
)
_BETWEEN = re.compile(r"\bentre\s+\Z", re.IGNORECASE)
_ENGLISH_RANGE = re.compile(
    rf"(?P<first>{_ENGLISH.pattern})(?P<dash> ?[-–/] ?)[€$£]? ?(?P<second>{_ENGLISH.pattern})(?: ?[€$£])?"
)
_SIGN_BEFORE = re.compile("([€$£]) ?\\Z")
_SIGN_AFTER = re.compile(
    r" ?(?:(?P<sign>[€$£]|bucks\b|quid\b)"
    r"|-?(?:euros?|dollars?|pounds?|cents?|million|billion|thousand|hundred|[kKmM]|bn|EUR|USD|GBP)\b"
    r"|[%–-])"
)


def for_model(plain: str) -> Iterator[Edit]:
    """Yield edits that write times of day as `14:30`, durations in words, and `1.234,5` as `1,234.5`.

    The model often confuses times and durations written with `h`, and turns `14 h 30` into half past two.
    """
    if "h" in plain or "H" in plain:
        for match in _HALF.finditer(plain):
            lasting = _LASTING.search(plain, max(0, match.start() - 20), match.start())
            hour = int(match[1])
            half = f"{hour} heure{'s' * (hour > 1)} et demie"
            yield Edit(*match.span(), half if lasting or hour > 24 else f"{hour}:30")
        for match in _TIME.finditer(plain):
            hour = int(match[1])
            before = _BEFORE_TIME.search(plain, max(0, match.start() - 14), match.start())
            lasting = _LASTING.search(plain, max(0, match.start() - 20), match.start())
            if hour <= 24 and (hour >= 13 or before or (hour >= 5 and not lasting)):
                new = f"{hour}:{match[2]}"
            else:
                new = f"{hour} {'heures' if hour > 1 else 'heure'} {match[2]} minutes"
            yield Edit(*match.span(), new)
        for match in _HOUR.finditer(plain):
            if _DURATION.search(plain, max(0, match.start() - 40), match.start()):
                yield Edit(*match.span(), f"{int(match[1])} heure{'s' * (int(match[1]) > 1)}")
                continue
            before = _BEFORE_TIME.search(plain, max(0, match.start() - 14), match.start())
            if before or _SPAN.match(plain, match.end()):
                yield Edit(*match.span(), f"{int(match[1])}:00")
    for match in _POINTED.finditer(plain):
        yield Edit(*match.span(), to_english(match[0]))
    for match in _THOUSANDS.finditer(plain):
        yield Edit(*match.span(), match[0].replace(".", " "))
    for match in _SCALED_RANGE.finditer(plain) if "€" in plain else ():
        scale = "millions" if match["scale"] == "M" else "milliards"
        yield Edit(*match.span("unit"), f" {scale} d'euros")
    for match in _EACH.finditer(plain):
        yield Edit(*match.span("the"), "par ")
    for match in _SECOND.finditer(plain):
        yield Edit(*match.span(), "e")
    for match in _HUNDREDS.finditer(plain) if "mille" in plain.lower() else ():
        thousands, hundreds = (
            FRENCH[word.lower()] if word else 1 for word in match.group("thousands", "hundreds")
        )
        yield Edit(*match.span(), f"{int(thousands)} {int(hundreds)}00")
    yield from _worded(plain)


def _worded(plain: str) -> Iterator[Edit]:
    """Yield edits that write `midi et demi` as `12:30`, and `six heures moins vingt` as `5:40`."""
    if "moins" not in plain and " et quart" not in plain and " et demi" not in plain:
        return
    for match in _WORDED.finditer(plain):
        named = match["hour"].split()[0].lower()
        clock = match["to"] or match["before"] or named in ("midi", "minuit")
        hour = int(named if named.isdigit() else FRENCH[named])
        if not clock or hour > 24:
            continue
        minutes = _MINUTES[" ".join((match["past"] or match["minutes"]).lower().split())]
        if match["to"]:
            hour, minutes = (hour - 1) % 24, 60 - minutes
        # The model takes `il est 3:15` for a score.
        told = match["before"] and match["before"].lower().startswith("il")
        new = f"{hour} heures {minutes}" if told else f"{hour}:{minutes:02}"
        yield Edit(match.start("hour"), match.end(), new)


def to_english(number: str) -> str:
    """Rewrite a French number as English does: `12 000,5` as `12,000.5`."""
    whole, comma, part = number.partition(",")
    groups = re.split(r"[^\d]", whole)
    return ",".join(groups) + (f".{part}" if comma else "")


def in_english(french: str, english: str, shields: Sequence[Span]) -> Iterator[Edit]:
    """Yield edits that correct the numbers in `english`, outside `shields`, by comparing those in `french`.

    A number with the same digits as a French one gets its English form. If exactly one French number is
    missing and one English number is left over, they count as a pair if they have equally many digits.
    """
    if not any(map(str.isdigit, french)):
        return
    wanted: Counter[Decimal] = Counter()
    forms: dict[Decimal, str] = {}
    for match in _FRENCH.finditer(french):
        if _AMBIGUOUS.fullmatch(match[0]) and match[0] in english:
            continue  # in English form already: `$2,500`
        value = _value(match[0], ",")
        wanted[value] += 1
        forms[value] = to_english(match[0])
    strange: list[re.Match[str]] = []
    shielded = Spans(shields)
    for match in _LOOSE.finditer(english):
        if shielded.overlap(match.span()):
            continue
        found = _value(match[0], ".") if _ENGLISH.fullmatch(match[0]) else None
        if found is not None and wanted[found]:
            wanted[found] -= 1
        else:
            strange.append(match)
    missing = sorted(+wanted)
    by_digits: defaultdict[str, list[Decimal]] = defaultdict(list)
    for value in missing:
        by_digits[_digits(forms[value])].append(value)
    left = []
    for match in strange:
        same = by_digits.get(_digits(match[0]), [])
        if len(same) == 1 and wanted[same[0]]:
            wanted[same[0]] -= 1
            yield Edit(*match.span(), forms[same[0]])
        else:
            left.append(match)
    missing = sorted(+wanted)
    if len(left) == len(missing) == 1 and wanted[missing[0]] == 1:
        form = forms[missing[0]]
        if len(_digits(form)) == len(_digits(left[0][0])) >= 3:
            yield Edit(*left[0].span(), form)
    yield from _neutral_times(french, english)
    if "²" in french or "³" in french:
        for match in _SQUARE.finditer(english):
            yield Edit(*match.span(), "²" if match[0] == "2" else "³")


def currencies(french: str, english: str) -> Iterator[Edit]:
    """Yield edits that give the amounts in `english` the currency that they have in `french`: `€5`.

    Only amounts in euros, dollars and pounds are corrected; the model does not get the others.
    """
    if not _USUAL.search(french):
        return
    signs: defaultdict[Decimal, set[str]] = defaultdict(set)
    ranges: dict[tuple[Decimal, Decimal], str] = {}
    firsts: dict[int, str] = {}
    for match in _RANGE.finditer(french):
        if not match["and"] or _BETWEEN.search(french, max(0, match.start() - 8), match.start()):
            ranges[_value(match["first"], ","), _value(match["second"], ",")] = match["sign"]
            firsts[match.start("first")] = match["sign"]
    for match in _FRENCH_AMOUNT.finditer(french):
        sign = match["before"] or match["after"] or firsts.get(match.start("number"), "")
        signs[_value(match["number"], ",")].add(sign)
    done = Spans()
    for match in _ENGLISH_RANGE.finditer(english) if ranges else ():
        sign = ranges.get((_value(match["first"], "."), _value(match["second"], ".")), "")
        if sign:
            before = _SIGN_BEFORE.search(english, max(0, match.start() - 2), match.start())
            start = before.start() if before else match.start()
            yield Edit(start, match.end(), f"{sign}{match['first']}{match['dash']}{match['second']}")
            done.add(match.span())
    for match in _ENGLISH.finditer(english):
        if done.overlap(match.span()):
            continue
        expected = signs.get(_value(match[0], "."), set())
        if len(expected) != 1 or not (sign := next(iter(expected))):
            continue
        start, end = match.span()
        before = _SIGN_BEFORE.search(english, max(0, start - 2), start)
        after = _SIGN_AFTER.match(english, end)
        if before:
            if before[0] != sign:
                yield Edit(*before.span(), sign)
        elif after is None or after["sign"]:
            yield Edit(start, start, sign)
            if after:
                yield Edit(end, after.end("sign"), "")


def _neutral_times(french: str, english: str) -> Iterator[Edit]:
    """Yield edits that restore times of the 24-hour clock: the model sometimes turns 21:00 into 9:00."""
    given = {(int(hour), minute) for hour, minute in _CLOCK.findall(french)}
    for match in _HALF_DAY.finditer(english) if given else ():
        hour, minute, half = int(match[1]), match[2], match[3].lower()
        known, later = (hour, minute) in given, (hour + 12, minute) in given
        ends = "." if match.end() == len(english) and french.rstrip().endswith(".") else ""
        if half == "a" and later and not known:
            yield Edit(*match.span(), f"{hour + 12}:{minute}{ends}")
        elif hour >= 13 or (half == "p" and known and not later):
            yield Edit(match.end(2), match.end(), ends)
        elif " m" in match[0]:
            yield Edit(match.end(2), match.end(), f" {half}.m.")
    for match in _CLOCK.finditer(english) if given else ():
        hour, minute = int(match[1]), match[2]
        alone = not _HALF_DAY.match(english, match.start())
        if alone and (hour, minute) not in given and (hour + 12, minute) in given:
            yield Edit(*match.span(), f"{hour + 12}:{minute}")


def _value(number: str, point: str) -> Decimal:
    whole, _, part = number.partition(point)
    return Decimal(f"{_digits(whole)}.{part or 0}").normalize()


def _digits(number: str) -> str:
    return "".join(character for character in number if character.isdigit())
