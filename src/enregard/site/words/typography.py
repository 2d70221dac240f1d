"""Give sentences the quotes, apostrophes, dashes and blanks of print, for the pages only.

French has narrow no-break spaces before `; : ! ? »` and after `«`, after the usage of its printers (Lexique
de l'Imprimerie nationale, which keeps a wider one for the colon and guillemets), and guillemets for straight
quotes; English has curled quotes. No word is added, taken away or changed.
"""

import re
from collections.abc import Iterator, Sequence

from enregard.site.words.nobreak import hold_together

_NARROW = "\N{NARROW NO-BREAK SPACE}"

# One blank for one blank, so that marks keep their places. Where French wants a blank and the seed has
# none, none is added: that would break addresses, times and code.
_BEFORE_SIGN = re.compile(r"[ \u00a0](?=[;:!?»])|(?<=«)[ \u00a0]")

_BETWEEN_LETTERS = re.compile(r"'(?=[^\W\d])(?<=\w')")
_RAW = re.compile(r"</?[a-zA-Z][^<>]*>|\"|'|(?<!\.)\.\.\.(?!\.)|(?<=\S )--?(?= |\Z)")
_OPENS_AFTER = re.compile(r"[\s(\[{«“‘/—–-]")
_CLOSING_QUOTE = re.compile(r"(?<=\S)'(?!\w)")
_ELIDED = re.compile(r"'(?:\d\ds?|(?:em|tis|twas|til|cause|bout|round|n|d|ll|s|re|ve)\b)", re.IGNORECASE)
_BLANKS = (" ", "\u00a0", _NARROW)


def typeset(text: str, lang: str) -> str:
    """`text`, in the language `lang`, as it is printed."""
    text, rest = _simple(text, lang)
    return "".join(_signs(text, lang)) if rest else text


def typeset_signs(text: str, lang: str) -> Sequence[str]:
    """The same in as many parts as `text` has characters, so that marks over them keep their places."""
    text, rest = _simple(text, lang)
    return _signs(text, lang) if rest else text


def french_spaces(text: str) -> str:
    """`text` with narrow no-break spaces for the blanks before `; : ! ? »` and after `«`, one for one."""
    # To look for each sign by itself takes a fifth of the time of one pattern.
    if ";" in text or ":" in text or "!" in text or "?" in text or "«" in text or "»" in text:
        return _BEFORE_SIGN.sub(_NARROW, text)
    return text


def _simple(text: str, lang: str) -> tuple[str, bool]:
    """`text` with what is most frequent done, one for one, and whether anything else is to be done."""
    if "'" in text:
        text = _BETWEEN_LETTERS.sub("’", text)
    if lang == "fr":
        text = french_spaces(text)
    if lang in ("fr", "en"):
        text = hold_together(text, lang)
    return text, '"' in text or "'" in text or "..." in text or " -" in text or "--" in text


def _signs(text: str, lang: str) -> list[str]:
    """`text` by its characters; what stands for more than one is in the place of the first."""
    signs = list(text)
    for start, end, printed in _printed(text, lang):
        signs[start:end] = [printed] + [""] * (end - start - 1)
    return signs


def _printed(text: str, lang: str) -> Iterator[tuple[int, int, str]]:
    """What is to be put in the place of what: start, end, and the sign of print."""
    quoting = False
    for found in _RAW.finditer(text):
        start, end = found.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        match found[0]:
            case tag if tag[0] == "<":
                continue  # that is shown as it was written
            case "...":
                yield start, end, "…"
            case "-":
                yield start, end, "–"
            case "--":
                yield start, end, "—"
            case "'":
                if not (before.isdigit() and after.isdigit()):  # feet and inches
                    yield start, end, _apostrophe(text, start, before, after)
            case _:
                quoting = _opens(before, after, quoting)
                if lang != "fr":
                    yield start, end, "“" if quoting else "”"
                elif quoting:
                    yield start, end + (after in _BLANKS), f"«{_NARROW}"
                else:
                    yield start - (before in _BLANKS), end, f"{_NARROW}»"


def _opens(before: str, after: str, quoting: bool) -> bool:
    """Whether a straight quote between these characters opens; `quoting` where one before it did."""
    could_open = not before or bool(_OPENS_AFTER.match(before))
    could_close = not after or not after.isalnum()
    return not quoting if could_open == could_close else could_open


def _apostrophe(text: str, start: int, before: str, after: str) -> str:
    """What a straight `'` that is not between letters stands for: a quote that opens, or ’."""
    opens = after.isalnum() and (not before or bool(_OPENS_AFTER.match(before)) or before == '"')
    if opens and not _ELIDED.match(text, start) and _CLOSING_QUOTE.search(text, start + 1):
        return "‘"
    return "’"
