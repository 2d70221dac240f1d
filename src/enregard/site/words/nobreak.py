"""Keep together what must not be split at a line end: a number and its unit or month, a title and a name.

Spaces become no-break spaces, narrow ones in French numbers, one for one. Nothing else changes.
"""

import re

_NO_BREAK = "\N{NO-BREAK SPACE}"
_NARROW = "\N{NARROW NO-BREAK SPACE}"

_SYMBOLS = (
    "[%‰€$£]|°[CF]?|[kcm]?m[²³23]?|km/h|m/s|[kmµ]?g|[cmh]?[lL]|ha|[kMG]?Hz|[kMGT]?[oB]|[kMGT]?Wh?|[kM]?[VA]"
)
_AFTER_NUMBERS = {
    "fr": f"{_SYMBOLS}|h|min|millions?|milliards?|janvier|février|mars|avril|mai|juin|juillet|ao[uû]t"
    "|septembre|octobre|novembre|décembre",
    "en": f"{_SYMBOLS}|a\\.m|p\\.m|million|billion|January|February|March|April|May|June|July|August"
    "|September|October|November|December",
}
# Patterns that start with a character class are fast to search; a look-behind would be slow.
_UNIT = {lang: re.compile(rf"[0-9] (?=(?:{words})(?!\w))") for lang, words in _AFTER_NUMBERS.items()}
_MINUTES = re.compile(f"{_NO_BREAK}h (?=[0-9]{{2}}(?![0-9]))")
_THREE = re.compile(r"[0-9] (?=[0-9]{3}(?![0-9]))")
_NUMBER = re.compile(r"(?<![0-9,.])[0-9]{1,3}(?: [0-9]{3})+(?![0-9])")

_TITLE = {
    "fr": re.compile(
        r"[MNnpa](?<!\w.)(?:(?<=M)(?:M?\.|me|lle) (?=[^\W\d_a-z])"
        r"|(?:(?<=[Nn])°|(?<=p)p?\.|(?<=a)rt\.) (?=[0-9]))"
    ),
    "en": re.compile(
        r"[MDNp](?<!\w.)(?:(?:(?<=M)(?:rs?|s)|(?<=D)r)\.? (?=[^\W\d_a-z])"
        r"|(?:(?<=N)o|(?<=p)p?)\. (?=[0-9]))"
    ),
}
# One `in` per sign, and then per prefix, takes a fraction of the time of the pattern.
_PREFIXES = {
    "fr": (("M", ("M. ", "Mme ", "Mlle ")), ("°", ("° ",)), (". ", ("p. ", "art. "))),
    "en": (("M", ("Mr", "Ms")), ("D", ("Dr",)), (". ", ("No. ", "p. "))),
}
_DIGITS = "0123456789"


def add_no_break_spaces(text: str, lang: str) -> str:
    """Return `text`, in French (`fr`) or English (`en`), with no-break spaces where a line must not end."""
    for digit in _DIGITS:
        if digit in text:
            text = _numbers(text, lang)
            break
    for sign, prefixes in _PREFIXES[lang]:
        if sign in text:
            for prefix in prefixes:
                if prefix in text:
                    return _TITLE[lang].sub(_with_no_break, text)
    return text


def _numbers(text: str, lang: str) -> str:
    if lang == "fr" and _THREE.search(text):
        text = _NUMBER.sub(lambda number: number[0].replace(" ", _NARROW), text)
    text = _UNIT[lang].sub(_with_no_break, text)
    return _MINUTES.sub(_with_no_break, text) if f"{_NO_BREAK}h " in text else text


def _with_no_break(found: re.Match[str]) -> str:
    return f"{found[0][:-1]}{_NO_BREAK}"
